"""Initiatives: what people do on their own accord, with nobody's order, unless the response is coordinated.

Not an order (`carrying_out`), and not what they find or say on their own (`people/responders`). Nobody but the game master learns of
one before it is over: then they tell it in the channel, and only then it stands on the board, as a mitigation that nobody ordered.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from simulator.drill.orders import plan_of
from simulator.record.facts import (
    ALL,
    TRUTH,
    Body,
    InitiativeTaken,
    MitigationDone,
    MitigationFailed,
    MitigationOrdered,
    MitigationStarted,
)
from simulator.record.luck import luck, luck_between
from simulator.record.seats import Holder
from simulator.scenario.secret import Initiative
from simulator.scenario.words import Kind

if TYPE_CHECKING:
    from simulator.drill.engine import Engine

Steps = Generator[Any, Any, None]


class Initiatives:
    """Looks whether somebody is about to act on their own accord."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._times: dict[str, int] = {}  # initiative -> how often it came to it so far, whether or not it was taken
        self._coming: set[str] = set()  # somebody thinks of it, or is at it

    def look(self) -> None:
        """Start what people would start now, each after its delay."""
        for id_, initiative in self._engine.scenario.secret.initiatives.items():
            if id_ not in self._coming and self._times.get(id_, 0) < initiative.again and self._would(initiative):
                self._coming.add(id_)
                self._engine.start(self._come_to_it(id_, initiative))

    def _would(self, initiative: Initiative) -> bool:
        engine = self._engine
        seat = engine.board.seats[initiative.by]
        return (
            seat.holder is not Holder.HUMAN
            and engine.board.here(initiative.by)
            and engine.board.carrying_out(initiative.by) is None
            and engine.holds(initiative.when)
            and (initiative.unless is None or not engine.holds(initiative.unless))
            and not engine.world.frozen(initiative.order.partition(" ")[2])
        )

    def _come_to_it(self, id_: str, initiative: Initiative) -> Steps:
        """Think of it, and then do it, if nothing speaks against it by then. What was kept from happening may still come."""
        engine = self._engine
        nth = self._times.get(id_, 0)
        after = initiative.after
        yield engine.env.timeout(max(1, luck_between(engine.seed, after.low, after.high, "initiative", id_, "after", nth)))
        if self._would(initiative):
            self._times[id_] = nth + 1
            if luck(engine.seed, "initiative", id_, nth) < initiative.chance:
                yield from self._do(id_, initiative, nth)
        self._coming.discard(id_)
        engine.look_at(1)

    def _do(self, id_: str, initiative: Initiative, nth: int) -> Steps:
        engine = self._engine
        word, _, target = initiative.order.partition(" ")
        kind, variant, cohort, by = Kind(word), initiative.variant, initiative.in_ or "", initiative.by
        plan = plan_of(engine.scenario, kind, target, variant)
        impossible = plan.cannot or (plan.requires is not None and not engine.holds(plan.requires))
        if impossible or engine.world.objection(kind, target, variant, cohort):
            return
        began = engine.emit(InitiativeTaken(id_, kind, target, by, variant, cohort), TRUTH, by, 0)
        takes = max(1, luck_between(engine.seed, plan.takes.low, plan.takes.high, "initiative", id_, "takes", nth))
        work = f"initiative {id_}"
        engine.world.begin(work, kind, target, variant, cohort, takes + plan.in_stages)
        yield engine.env.timeout(takes)
        for stage in plan.stages:
            engine.world.stage(work, stage.share)
            yield engine.env.timeout(max(1, stage.takes))
        engine.world.abandon(work)  # from here on it is the mitigation on the board
        mitigation = engine.board.next_mitigation
        works = luck(engine.seed, "initiative", id_, "succeeds", nth) < plan.succeeds
        ended: tuple[Body, ...] = (MitigationStarted(mitigation), MitigationDone(mitigation, initiative.says))
        if not works:
            ended = (MitigationFailed(mitigation, plan.fails_as or initiative.says),)
        for body in (MitigationOrdered(mitigation, kind, target, by, variant, cohort, by), *ended):
            engine.emit(body, ALL, by, began.n)
