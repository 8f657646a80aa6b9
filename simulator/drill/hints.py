"""The hint ladder: what would help now, from a question to doing it. A pure function of what the trainee can see.

Not a judgement and never a secret: a hint is worded from the board's public half only, so that it can be given on autopilot as
well as suggested to a game master. The ladder never shows how many rungs are left (SCORING 1.5).
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.drill.board import Board
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One rung: `need` says what is missing, `level` counts from 1 (a question) to 4 (do it)."""

    need: str
    level: int
    says: str


#: For each need, in the order in which an incident usually needs them: question, pointer, option, do it.
LADDERS: dict[str, tuple[str, str, str, str]] = {
    "acknowledge": (
        "Is anybody trying to reach you?",
        "There is a page in your alerts.",
        "Acknowledging a page tells the others that somebody is looking.",
        "Acknowledge the page.",
    ),
    "declare": (
        "What do users feel right now, and how many are they?",
        "Look at the tiles beside the severity matrix.",
        "Declaring is free, and so is going down again later.",
        "Declare at the severity whose row holds now.",
    ),
    "hats": (
        "Does everybody know who leads this?",
        "Some hats are still empty.",
        "Say that you have command, and give operations to somebody who knows the system.",
        "Take command, then assign ops and comms.",
    ),
    "ask": (
        "Who could find out more while you keep the overview?",
        "Somebody in the room knows the part that hurts.",
        "An ask works best with a name and a time box.",
        "Ask one person by name to look at the part that hurts, and to be back in five minutes.",
    ),
    "changes": (
        "What is different from an hour ago?",
        "The change feed has not been opened yet.",
        "Most outages follow a change.",
        "Open the change feed and read the newest lines first.",
    ),
    "mitigate": (
        "What would make it stop hurting, even before the cause is known?",
        "Somebody has proposed something in the channel, or a generic mitigation fits.",
        "Undoing the newest change or switching a feature off is usually cheap to try.",
        "Order the mitigation that was proposed, with a name.",
    ),
    "update": (
        "Who is waiting to hear from you?",
        "There has been no update for a while.",
        "An update may say that nothing is new. Name the time of the next.",
        "Post an internal update now and promise the next in twenty minutes.",
    ),
    "public": (
        "What does the status page say to users just now?",
        "The status page still shows everything as well.",
        "A first public post needs no numbers: we know, we are working on it, next update when.",
        "Post to the status page, with the time of the next post.",
    ),
    "answer": (
        "Does somebody wait for an answer?",
        "A question to you is open.",
        "Not known yet, more at a named time, is an answer.",
        "Answer the open question.",
    ),
    "verify": (
        "How would you know that users are well again?",
        "Tiles can lag behind, or miss a part.",
        "Ask somebody to verify for the journey that was hurt.",
        "Ask for a verification, by name.",
    ),
    "resolve": (
        "What is still needed before this is over?",
        "It has been verified that users are well.",
        "Resolved can be reopened at any time.",
        "Resolve, post the last update, and name who writes the postmortem.",
    ),
    "wait": (
        "Is anybody working on something for you?",
        "People come back when their time box is over.",
        "Waiting can be skipped until something happens.",
        "Wait until something happens.",
    ),
}
_QUIET_FOR = 900  # seconds without an update before one would help


def need_of(board: Board, scenario: Scenario, now: int) -> str:
    """What would help most now, by what is on the commander's screen."""
    if board.open_questions:
        return "answer"
    paged = [a for a in board.alerts.values() if IC in a.paged]
    if any(a.acknowledged_at is None and a.firing for a in paged):
        return "acknowledge"
    if board.incident.state in ("quiet", "stood-down"):
        return "declare" if paged or board.cards else "wait"
    if board.incident.state in ("resolved", "closed"):
        return "wait"
    return _in_an_incident(board, scenario, now)


def _in_an_incident(board: Board, scenario: Scenario, now: int) -> str:
    if not board.wearer(Role.IC):
        return "hats"
    healthy = [t for t in board.tasks.values() if t.verify and t.healthy]
    if healthy and board.mitigations:
        return "resolve"
    done = [m for m in board.mitigations.values() if m.state == "done"]
    if done and not any(t.verify for t in board.tasks.values()):
        return "verify"
    if not board.tasks:
        return "ask"
    if IC not in board.changes_opened:
        return "changes"
    if any(card.names and card.shared for card in board.cards.values()) and all(m.unordered for m in board.mitigations.values()):
        return "mitigate"
    internal = [p.at for p in board.posts if p.audience is Audience.INTERNAL]
    if now - max(internal, default=board.incident.declared_at or 0) > _QUIET_FOR or not internal:
        return "update"
    if board.posted(Audience.PUBLIC) is None and len(scenario.public.system.journeys) > 0:
        return "public"
    if not board.wearer(Role.OPS) and len(board.people) > 1:
        return "hats"
    if not any(t.open for t in board.tasks.values()) and not any(m.in_flight for m in board.mitigations.values()):
        return "mitigate" if board.cards else "ask"
    return "wait"


def next_hint(board: Board, scenario: Scenario, now: int) -> Suggestion:
    """The next rung for the present need: one above the last rung given for the same need."""
    need = need_of(board, scenario, now)
    rungs = LADDERS[need]
    given = [rungs.index(hint.says) + 1 for hint in board.hints if hint.says in rungs]
    level = min(len(rungs), max(given, default=0) + 1)
    return Suggestion(need, level, rungs[level - 1])
