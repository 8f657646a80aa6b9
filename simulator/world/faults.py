"""Faults: how a hidden cause comes on, stays and ends, and what it does to the nodes it strikes.

The strength of a fault is a number in 0..1 over time (its shape, in `shapes`); its effects scale with it. Mitigations end
faults, time does, or a hand; hazards are faults too. What starts them on time is `world`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.scenario.secret import Does
from simulator.scenario.units import Effect
from simulator.world.network import Flow, own_time
from simulator.world.node import Node
from simulator.world.shapes import Course

#: What is left of a fault when it counts as ended.
_NOTHING = 0.01


@dataclass(frozen=True, slots=True)
class Eased:
    """Something took a share of a fault away, little by little over some seconds."""

    at: int
    over: int
    takes: float

    def left(self, now: int) -> float:
        if now < self.at:
            return 1.0
        done = 1.0 if self.over <= 0 else min(1.0, max(0.0, (now - self.at) / self.over))
        return 1.0 - self.takes * done


@dataclass(slots=True)
class Active:
    """A fault or hazard that is at work, or calming down."""

    id: str
    target: str
    does: Does
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    course: Course
    began: int
    eased: list[Eased] = field(default_factory=list)
    ended: int | None = None
    staged: dict[str, float] = field(default_factory=dict)  # order -> how much of it has come into effect, in stages
    part_of_all: float = 1.0  # of what it struck, by traffic, where it was split by cohorts

    def strength(self, now: int) -> float:
        """How much of the fault is there at a second, 0..1. What has ended comes on no further while it calms."""
        until = now if self.ended is None else min(now, self.ended)
        return self.course.at(until - self.began) * math.prod(e.left(now) for e in self.eased)

    def ease(self, at: int, over: int, takes: float) -> bool:
        """Takes a share of it away; True when that ended it."""
        self.eased.append(Eased(at, over, takes))
        if math.prod(1.0 - e.takes for e in self.eased) > _NOTHING:
            return False
        self.eased[-1] = Eased(at, over, 1.0)
        self.ended = at
        return True

    def takes_now(self, order: str, works: float, share: float) -> float:
        """How much of what is left an order takes away, of which `share` is in effect now and some may have been before."""
        before = self.staged.get(order, 0.0)
        self.staged[order] = share
        if before <= 0.0:
            return works * share
        left = 1.0 - works * before
        return 1.0 - (1.0 - works * share) / left if left > 0.0 else 1.0

    def part(self, cohort: str) -> Active:
        """Splits off what it does in one cohort, so that it can end there alone."""
        there = tuple(n for n in self.nodes if n.cohort == cohort)
        whole = sum(n.share for n in self.nodes)
        part = self.part_of_all * sum(n.share for n in there) / whole if whole > 0.0 else 0.0
        self.nodes = tuple(n for n in self.nodes if n.cohort != cohort)
        self.part_of_all -= part
        return Active(
            self.id, self.target, self.does, there, (), self.course, self.began, list(self.eased), staged=dict(self.staged),
            part_of_all=part,
        )  # fmt: skip

    def over_and_done(self, now: int) -> bool:
        return self.ended is not None and all(now >= e.at + e.over for e in self.eased)


def apply(active: Iterable[Active], now: int) -> None:
    """Writes what all active faults do into the mods of their nodes and flows, which start neutral."""
    for fault in active:
        strength = fault.strength(now)
        if strength <= 0.0:
            continue
        for node in fault.nodes:
            _strike(node, fault.does, strength)
        for flow in fault.flows:
            if fault.does.traffic is not None:
                flow.mods.traffic *= _factor(fault.does.traffic, strength)


def _strike(node: Node, does: Does, strength: float) -> None:
    mods = node.mods
    if does.capacity is not None:
        mods.capacity *= _factor(does.capacity, strength)
    if does.cpu is not None:
        mods.cpu_times *= _factor(does.cpu, strength)
    if does.latency is not None:
        if does.latency.kind == "plus":
            mods.latency_plus += does.latency.value * strength
        elif does.latency.kind == "is":
            mods.latency_plus += (does.latency.value - own_time(node)) * strength
        else:
            mods.latency_times *= _factor(does.latency, strength)
    if does.errors is not None:
        mods.errors = 1.0 - (1.0 - mods.errors) * (1.0 - min(1.0, does.errors.value * strength))
    if does.traffic is not None:
        mods.traffic *= _factor(does.traffic, strength)
    if does.hits is not None:
        mods.hits_at_most = min(mods.hits_at_most, 1.0 - (1.0 - does.hits.value) * strength)
    if does.instances is not None:
        mods.instances *= _factor(does.instances, strength)


def _factor(effect: Effect, strength: float) -> float:
    """The factor an effect amounts to at a strength: `x12` grows from 1 to 12, `40%` falls from 1 to 0.4."""
    return 1.0 + (effect.value - 1.0) * strength
