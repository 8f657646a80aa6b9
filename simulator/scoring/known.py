"""When a commander could know of an order: the first thing before them that names it (scoring reference 4.2, `T_known`).

A card or proposal in the channel, talk that was pinned as one (from when it was said), the runbook of a page, or a line of the change feed once they have opened it: a change counts for
rolling it back, if a fault came with it. What only a colleague knows is not known here,
nor what came into the channel while the commander had their back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.drill.pins import back_dated
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind
from simulator.scoring.keyboard import turned_round


@dataclass(frozen=True, slots=True)
class At:
    """An instant and the number of the fact that marks it; 0 when it was worked out from the truth table."""

    at: int
    fact: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """An order that works, and since when it could be known."""

    order: str
    since: At


def known_at(scenario: Scenario, facts: Sequence[f.Fact], order: str) -> At | None:
    """The first fact that put this order before the commander; None when none did."""
    telling = _telling_changes(scenario, order)
    in_feed = {change for change in telling if scenario.seconds(scenario.public.system.changes[change].at) <= 0}
    opened = False
    for fact in back_dated(facts):
        match fact.body:
            case f.CardPosted(names=names) if names == order and fact.audience.reaches(IC):
                if (shown := turned_round(facts, fact)) is not None:
                    return At(*shown)
                continue
            case f.MessagePinned(names=names) if names == order:
                return At(fact.at, fact.n)
            case f.PageSent(alert=alert, to=to) if to == IC and _runbook_order(scenario, alert) == order:
                return At(fact.at, fact.n)
            case f.ChangesOpened(seat=seat) if seat == IC:
                opened = True
            case f.ChangeMade(change=change) if change in telling:
                in_feed.add(change)
            case _:
                continue
        if opened and in_feed:
            return At(fact.at, fact.n)
    return None


def first_known(scenario: Scenario, facts: Sequence[f.Fact]) -> Known | None:
    """The order that works and could be known earliest."""
    found = ((order, known_at(scenario, facts, order)) for order in scenario.secret.truth.fixed_by)
    known = [Known(order, at) for order, at in found if at is not None]
    return min(known, key=lambda k: k.since.at, default=None)


def _runbook_order(scenario: Scenario, alert: str) -> str | None:
    runbook = scenario.public.alerts[alert].runbook
    return None if runbook is None else scenario.public.runbooks[runbook].mitigation


def _telling_changes(scenario: Scenario, order: str) -> set[str]:
    """The changes whose line in the feed says: roll me back. Where no fault names its change, every change of that target."""
    kind, _, target = order.partition(" ")
    if kind != Kind.ROLL_BACK.value:
        return set()
    on_target = {id_ for id_, change in scenario.public.system.changes.items() if change.target == target}
    carriers = {fault.with_ for fault in scenario.secret.faults.values() if fault.with_ is not None}
    return on_target & carriers if carriers else on_target
