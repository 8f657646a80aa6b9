"""What a commander makes of what is before them: whether it is an incident, and what could be ordered by now.

From cards, the runbook of a page and the change feed; `supports` stands for understanding what a text says.

Never from the world and never from what a scenario keeps secret.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.drill.board import Board
from simulator.drill.orders import kinds_for
from simulator.record.facts import CardPosted, Fact, InjectDelivered, PageSent, StakeholderPinged
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Sev

#: A change made this long before the first alert is not the first that comes to mind.
_LATELY = 1800


def plausible_orders(scenario: Scenario, board: Board, since: int = 0) -> Iterator[str]:
    """Orders, the best founded first: what colleagues propose, then a page's runbook, then undoing the newest change. Only what has come
    up from second `since` on, where the present trouble began.
    """
    proposed = [card.names for card in board.cards.values() if card.names and card.shared and card.at >= since]
    yield from dict.fromkeys(reversed(proposed))
    for alert in board.alerts.values():
        runbook = scenario.public.alerts[alert.id].runbook
        order = None if runbook is None else scenario.public.runbooks[runbook].mitigation
        if order is not None and IC in alert.paged and alert.fired_at >= since:
            yield order
    if IC in board.changes_opened and not since:
        yield from _undoing(scenario, board)


def _undoing(scenario: Scenario, board: Board) -> Iterator[str]:
    first = min((alert.first_fired_at or alert.fired_at for alert in board.alerts.values()), default=None)
    if first is None:
        return
    system = scenario.public.system
    made = {id_: board.changes.get(id_, scenario.seconds(change.at)) for id_, change in system.changes.items()}
    for id_ in sorted(made, key=lambda c: -made[c]):
        target = system.changes[id_].target
        if first - _LATELY <= made[id_] <= first and Kind.ROLL_BACK in kinds_for(scenario, target):
            yield f"{Kind.ROLL_BACK.value} {target}"


def perishing(scenario: Scenario, board: Board, order: str) -> Iterator[str]:
    """Services of which a copy is worth taking before an order: those that its proposals name beside the word copy."""
    for card in board.cards.values():
        if card.names == order and card.shared and "copy" in card.says.lower():
            for id_, service in scenario.public.system.services.items():
                if not service.external and (service.title or id_).lower() in card.says.lower():
                    yield id_


def alarming(fact: Fact) -> bool:
    """Whether what reaches the commander says, to one who understands it, that this is an incident."""
    match fact.body:
        case PageSent(to=to, supports=supports) if to == IC:
            pass
        case CardPosted(supports=supports) | InjectDelivered(supports=supports) | StakeholderPinged(supports=supports):
            pass
        case _:
            return False
    return supports is not None and supports.weight >= Sev.SEV2.weight and fact.audience.reaches(IC)


def suffering(scenario: Scenario) -> str:
    """Where one would look first: the service that the first core journey enters."""
    journeys = scenario.public.system.journeys.values()
    return next((j.enters for j in journeys if j.core), next(iter(journeys)).enters)
