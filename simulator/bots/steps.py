"""What the ideal run does after its first order: lets back in what it closed, or takes the next order of a way out that needs several.

It looks at the world, as only the ideal may. Its counterpart is `oracle`, which gives the first order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record.commands import Command, OrderMitigation, PagePerson
from simulator.record.seats import IC
from simulator.scenario.words import Kind, Variant
from simulator.world.severity import SEV2

#: Whether an order was enough is seen by then.
_TAKES_EFFECT = 300
#: So much of its instances makes a service whole again.
_WHOLE = 0.98

Order = tuple[Kind, str]


def next_step(drill: Drill, orders: Sequence[Order]) -> list[Command]:
    """The next order of those that end the hurting, while it still hurts after the ones that were carried out."""
    done = [m for m in drill.board.mitigations.values() if m.state == "done"]
    if not _hurts(drill):
        return []
    closed = [(m.kind, m.target) for m in done]
    back = [order for order in orders if _lets_back(order, closed)]
    if back:
        return next(filter(None, (_let_back(drill, *order) for order in back)), []) if _settled(drill) else []
    if drill.now - max(m.done_at or 0 for m in done) < _TAKES_EFFECT:
        return []
    return first_possible(drill, [order for order in orders if order not in closed])


def first_possible(drill: Drill, orders: Sequence[Order]) -> list[Command]:
    """The first order that somebody who is here can be given now, the fast way; pages whom the earlier ones need."""
    wishes: list[Command] = []
    for kind, target in orders:
        for person in people_for(drill.scenario, kind, target):
            if not drill.board.here(person):
                wishes.append(PagePerson(person))
                continue
            order = OrderMitigation(kind, target, person, Variant.FAST)
            if drill.decide(order, IC) is None:
                return [order]
    return wishes


def _lets_back(order: Order, done: Sequence[Order]) -> bool:
    """It undoes what was carried out first of the two: letting in again is not undone by closing."""
    kind, target = order
    pair = [one for one in done if one[1] == target and one[0] in (kind, kind.inverse)]
    return bool(pair) and pair[0][0] is kind.inverse


def _let_back(drill: Drill, kind: Kind, target: str) -> list[Command]:
    """One cohort after the other, the smallest first, each at once; where there are none, all of it step by step."""
    service = drill.scenario.public.system.services.get(target)
    cohorts = {} if service is None else service.cohorts
    ways = [(cohort, Variant.FAST) for cohort in sorted(cohorts, key=lambda c: cohorts[c])] or [("", Variant.SAFE)]
    for cohort, variant in ways:
        for order in _each_person(drill, kind, target, variant, cohort):
            if drill.decide(order, IC) is None:
                return [order]
    return []


def _each_person(drill: Drill, kind: Kind, target: str, variant: Variant, cohort: str) -> Iterator[OrderMitigation]:
    for person in people_for(drill.scenario, kind, target):
        if drill.board.here(person):
            yield OrderMitigation(kind, target, person, variant, cohort=cohort)


def _hurts(drill: Drill) -> bool:
    """By the last minute, not by the five that the severity looks back over."""
    rows = drill.truth_table()
    return bool(rows) and rows[-1].calm >= SEV2


def _settled(drill: Drill) -> bool:
    """Every instance is up and none is about to die."""
    nodes = drill.engine.world.network.order  # type: ignore[attr-defined] # the narrow door has no network; the ideal looks behind it
    return all(node.alive >= _WHOLE * node.whole and node.hot_for <= 0.0 for node in nodes)
