"""Faults: how a hidden cause comes on, stays and ends, and what it does to the nodes it strikes.

The strength of a fault is a number in 0..1 over time (its shape); its effects scale with it. Mitigations end
faults, time does, or a hand; hazards are faults too. What starts them on time is `world`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.scenario.secret import Does
from simulator.scenario.units import Effect
from simulator.scenario.words import Shape
from simulator.world.network import Flow
from simulator.world.node import Node


@dataclass(slots=True)
class Active:
    """A fault or hazard that is at work, or calming down."""

    id: str
    does: Does
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    shape: Shape
    over: int
    lasts: int | None
    began: int
    ended: int | None = None
    calms_over: int = 0
    remains: float = 0.0  # share that no mitigation so far has removed

    def strength(self, now: int) -> float:
        """How much of the fault is there at a second, 0..1."""
        full = _onset(self.shape, now - self.began, self.over)
        if self.ended is None or now < self.ended:
            return full
        if self.calms_over <= 0:
            return full * self.remains
        gone = min(1.0, (now - self.ended) / self.calms_over)
        return full * (1.0 - gone * (1.0 - self.remains))

    def over_and_done(self, now: int) -> bool:
        return self.ended is not None and self.remains <= 0.0 and now >= self.ended + self.calms_over


def _onset(shape: Shape, since: int, over: int) -> float:
    if since < 0:
        return 0.0
    match shape:
        case Shape.STEP:
            return 1.0
        case Shape.RAMP:
            return 1.0 if over <= 0 else min(1.0, since / over)
        case Shape.IMPULSE:
            return 1.0 if since < max(over, 1) else 0.0
        case Shape.DECAY:
            return math.exp(-since / max(over, 1))


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
            mods.latency_plus += (does.latency.value - node.spec.takes) * strength
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
