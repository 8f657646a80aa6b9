"""The drill's clock: what stops a skip, and when a drill ends by itself.

Not the pacer, which lives at the edge and says what time it is; here time only is what it is told to be.
"""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.record.facts import (
    ActOffered,
    AlertCleared,
    AlertFired,
    CardPosted,
    ChannelPosted,
    Fact,
    HandoffAccepted,
    HandoffReadBack,
    HintGiven,
    InjectDelivered,
    MitigationDelayed,
    MitigationDone,
    MitigationFailed,
    MitigationStaged,
    PageSent,
    PageUnanswered,
    PersonLeft,
    PollAnswered,
    PollClosed,
    PromiseMissed,
    SeverityMoved,
    StakeholderPinged,
    TaskDeclined,
    VerifyReported,
)
from simulator.record.seats import GM, IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Sev

#: After resolving, so that it shows whether it holds; after closing; after standing down with everybody well.
AFTER_RESOLVE = 300
AFTER_CLOSE = 60
AFTER_STAND_DOWN = 600
#: And no sooner than so long after a jump: an act has something to decide.
AFTER_ARRIVAL = 900
#: A drill ends by itself at this many times its planned playing time.
MOST_OF_PLANNED = 2


def why_skip_stops(board: Board, fact: Fact) -> str:
    """The reason for which this fact ends a skip (SCORING 1.2); "" when it does not."""
    if board.heads_down:
        return _reaches_the_console(fact)
    match fact.body:
        case InjectDelivered() | StakeholderPinged() | PollClosed() | PollAnswered(objects=True):
            return "message"
        case PageSent(to=to) if to == IC:
            return "page"
        case ChannelPosted() if fact.by == GM:
            return "message"
        case HintGiven():
            return "hint"
        case CardPosted() | VerifyReported() | TaskDeclined() if fact.audience.reaches(IC):
            return "report"
        case HandoffReadBack() | HandoffAccepted() | PageUnanswered():
            return "message"
        case PersonLeft() if fact.audience.reaches(IC):
            return "message"
        case ActOffered():
            return "act"
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


def _reaches_the_console(fact: Fact) -> str:
    """With one's back to the room only one's own find, a page and a hint end a skip; all else goes on behind."""
    match fact.body:
        case CardPosted(person=person) if person == IC:
            return "report"
        case PageSent(to=to) if to == IC:
            return "page"
        case HintGiven():
            return "hint"
        case _:
            return ""


def most_playing(scenario: Scenario, jumped: int = 0) -> int:
    """Seconds of playing time after which the drill ends by itself; never before the recorded history is over, less what was jumped."""
    planned = MOST_OF_PLANNED * 60 * scenario.public.minutes
    history = [scenario.seconds(act.at) for act in scenario.secret.history]
    return max([planned, *(at + AFTER_STAND_DOWN - jumped for at in history)])


def played(board: Board, now: int) -> int:
    """Playing time so far: drill seconds without those skipped."""
    skipping = 0 if board.clock.skip_from is None else now - board.clock.skip_from
    return now - board.clock.skipped - skipping


def due_to_end(board: Board) -> tuple[int, str] | None:
    """The second at which the drill ends by itself because the incident is over, and why; None while it is not."""
    incident = board.incident
    if board.jumping or board.offer is not None or _goes_on(board):
        return None  # more is to come; in no case does a jump end in the middle
    begun = 0 if board.arrived_at is None else board.arrived_at + AFTER_ARRIVAL
    if incident.state == "closed" and incident.closed_at is not None:
        held = (incident.resolved_at or incident.closed_at) + AFTER_RESOLVE
        return max(incident.closed_at + AFTER_CLOSE, held, begun), "closed"
    if incident.state == "resolved" and incident.resolved_at is not None:
        return max(incident.resolved_at + 2 * AFTER_RESOLVE, begun), "resolved"
    if incident.state == "stood-down" and incident.changed_at is not None and board.severity == 0:
        return max(max(incident.changed_at, board.severity_since) + AFTER_STAND_DOWN, begun), "stood-down"
    return None


def _goes_on(board: Board) -> bool:
    """Over by the word, and yet not, in a later act: users are hurt anew, or an order given since the jump is still being carried out."""
    arrived, resolved = board.arrived_at, board.incident.resolved_at
    if arrived is None:
        return False
    again = resolved is not None and board.severity >= Sev.SEV2.weight and board.severity_since > resolved
    return again or any(m.in_flight and m.ordered_at >= arrived for m in board.mitigations.values())
