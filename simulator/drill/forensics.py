"""Evidence that passes: who secures it, and what an order destroys that nobody has secured before.

Not what people find out (`people/findings`), which only reads what is gone. Securing never outranks users: it takes a person less than
a minute, and no order waits for it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

from simulator.drill.board import Board
from simulator.record.facts import ALL, TRUTH, EvidenceAsked, EvidenceLost, EvidenceSecured, Fact, MitigationStarted
from simulator.record.luck import luck_between
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Finding

if TYPE_CHECKING:
    from simulator.drill.engine import Engine

#: How long a person takes to secure the evidence of one target, in seconds (SCORING 1.4).
SECURING = (15, 60)


def secure(engine: Engine, asked: Fact) -> Generator[Any, Any, None]:
    """Somebody takes a copy of what would be lost."""
    body = asked.body
    assert isinstance(body, EvidenceAsked)
    low, high = SECURING
    yield engine.env.timeout(luck_between(engine.seed, low, high, body.person, "secures", body.target))
    engine.emit(EvidenceSecured(body.target, body.person), ALL, body.person, asked.n)


def losses(engine: Engine, started: Fact) -> None:
    """What the work that has just begun destroys for good."""
    body = started.body
    assert isinstance(body, MitigationStarted)
    lost = tuple(lost_by(engine.scenario, engine.board, engine.board.mitigations[body.mitigation].order))
    if lost:
        engine.emit(EvidenceLost(body.mitigation, lost), TRUTH, "world", started.n)


def lost_by(scenario: Scenario, board: Board, order: str) -> Iterator[str]:
    """The findings that can never be made any more once work on this order begins, as things stand on the board.

    A copy of what the order acts on keeps them all; a copy of a service keeps what is read from it. What is read from no service
    in particular is kept with the rest of what the order destroys.
    """
    secured = {target for target, snapshot in board.snapshots.items() if snapshot.secured_at is not None}
    findings = scenario.secret.findings
    for special in scenario.secret.mitigations.values():
        if special.order == order:
            for id_ in special.destroys:
                about = _about(scenario, findings[id_]) or {
                    x for each in special.destroys for x in _about(scenario, findings[each])
                }
                kept = secured & (about | _behind(scenario, order.partition(" ")[2]))
                if id_ not in board.found and id_ not in board.lost and not kept:
                    yield id_


def _about(scenario: Scenario, finding: Finding) -> set[str]:
    """The services that a finding is read from, by what one asks about to make it; none where that names only topics."""
    return {service for asked in finding.asked for service in _behind(scenario, asked)}


def _behind(scenario: Scenario, target: str) -> set[str]:
    """The service a target is, belongs to or enters."""
    system = scenario.public.system
    if target in system.switches:
        return {system.switches[target].target}
    if target in system.journeys:
        return {system.journeys[target].enters}
    return {target} if target in system.services else set()
