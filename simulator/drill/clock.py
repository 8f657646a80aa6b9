"""The drill's clock: what stops a skip, and when a drill ends by itself.

Not the pacer, which lives at the edge and says what time it is; here time only is what it is told to be.
"""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.record.facts import (
    AlertCleared,
    AlertFired,
    CardPosted,
    ChannelPosted,
    Fact,
    HintGiven,
    InjectDelivered,
    MitigationDelayed,
    MitigationDone,
    MitigationFailed,
    MitigationStaged,
    PageSent,
    PromiseMissed,
    SeverityMoved,
    StakeholderPinged,
    TaskDeclined,
    VerifyReported,
)
from simulator.record.seats import GM, IC
from simulator.scenario.model import Scenario

#: After resolving, so that it shows whether it holds; after closing; after standing down with everybody well.
AFTER_RESOLVE = 300
AFTER_CLOSE = 60
AFTER_STAND_DOWN = 600
#: A drill ends by itself at this many times its planned playing time.
MOST_OF_PLANNED = 2


def why_skip_stops(board: Board, fact: Fact) -> str:
    """The reason for which this fact ends a skip (SCORING 1.2); "" when it does not."""
    match fact.body:
        case InjectDelivered() | StakeholderPinged():
            return "message"
        case PageSent(to=to) if to == IC:
            return "page"
        case ChannelPosted() if fact.by == GM:
            return "message"
        case HintGiven():
            return "hint"
        case CardPosted() | VerifyReported() | TaskDeclined() if fact.audience.reaches(IC):
            return "report"
        case MitigationDone() | MitigationFailed() | MitigationDelayed() | MitigationStaged():
            return "report"
        case AlertFired() | AlertCleared() if fact.audience.reaches(IC):
            return "alert"
        case PromiseMissed():
            return "promise"
        case SeverityMoved() if IC in board.tiles_opened:
            return "severity"
        case _:
            return ""


def most_playing(scenario: Scenario) -> int:
    """Seconds of playing time after which the drill ends by itself; never before the recorded history is over."""
    planned = MOST_OF_PLANNED * 60 * scenario.public.minutes
    history = [scenario.seconds(act.at) for act in scenario.secret.history]
    return max([planned, *(at + AFTER_STAND_DOWN for at in history)])


def played(board: Board, now: int) -> int:
    """Playing time so far: drill seconds without those skipped."""
    skipping = 0 if board.clock.skip_from is None else now - board.clock.skip_from
    return now - board.clock.skipped - skipping


def due_to_end(board: Board) -> tuple[int, str] | None:
    """The second at which the drill ends by itself because the incident is over, and why; None while it is not."""
    incident = board.incident
    if incident.state == "closed" and incident.closed_at is not None:
        held = (incident.resolved_at or incident.closed_at) + AFTER_RESOLVE
        return max(incident.closed_at + AFTER_CLOSE, held), "closed"
    if incident.state == "resolved" and incident.resolved_at is not None:
        return incident.resolved_at + 2 * AFTER_RESOLVE, "resolved"
    if incident.state == "stood-down" and incident.changed_at is not None and board.severity == 0:
        return max(incident.changed_at, board.severity_since) + AFTER_STAND_DOWN, "stood-down"
    return None
