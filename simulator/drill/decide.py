"""`decide`: what a command makes true, or why not. Pure: the board it is given is the board it leaves.

Not `evolve` (that folds facts and never says no) and not authorisation at the socket (the edge knows who sits where; here a seat
is believed). The decisions themselves live in `decisions/`, by subject; a test holds that every command has exactly one.
"""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.drill.decisions import acts, clock, game_master, incident, mitigations, room, tasks, words
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome
from simulator.drill.sight import Sight
from simulator.record.commands import (
    CallTimeOut,
    Command,
    EndDrill,
    OpenTiles,
    RecordInstant,
    RevealTruth,
    SeatPerson,
    SetSpeed,
    TakeNote,
    Wait,
)
from simulator.record.facts import ALL, SkipStopped
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, SeatKind, kind_of

DECISIONS: Decisions = {
    **clock.DECISIONS, **acts.DECISIONS, **incident.DECISIONS, **tasks.DECISIONS, **mitigations.DECISIONS, **words.DECISIONS,
    **room.DECISIONS, **game_master.DECISIONS,
}  # fmt: skip

#: What can be done once the drill is over.
_AFTER_ENDEX = frozenset({EndDrill, RevealTruth, TakeNote, SeatPerson, RecordInstant})
#: What can be done while the hours of a jump pass, beside what can be done in a pause.
_IN_JUMP = frozenset({CallTimeOut})
#: What lets a skip go on: it changes nothing that the commander is waiting for.
_LETS_SKIP_GO_ON = frozenset({SeatPerson, RecordInstant, TakeNote, SetSpeed, Wait})


def decide(board: Board, sight: Sight, command: Command, seat: str) -> Outcome:
    """The facts this command makes true now, each with its audience; or a refusal."""
    no = may(command, seat) or _timely(board, command) or room.heads_down(board, command, seat)
    if no is not None:
        return no
    made = DECISIONS[type(command)](Asked(board, sight, seat), command)
    if isinstance(made, Refusal) or not made:
        return made
    if (
        board.clock.state == "skipping"
        and not board.jumping
        and type(command) not in _LETS_SKIP_GO_ON
        and not _quiet(command, seat)
    ):
        return ((SkipStopped(seat), ALL), *made)
    return made


def may(command: Command, seat: str) -> Refusal | None:
    """Why this seat may not give such a command; None when it may. A seat gives the commands of its kind; the edge gives any."""
    if seat == EDGE:
        return None
    if kind_of(seat) in command.SEATS:
        return None
    return Refusal("not-your-seat", "That is not done from this seat.", "Say it in the channel, or ask whoever can.")


def _timely(board: Board, command: Command) -> Refusal | None:
    clock_ = board.clock
    if clock_.over and type(command) not in _AFTER_ENDEX:
        return Refusal("over", "The drill has ended. Thank you.", "What is left is the talk, and the scorecard.")
    if clock_.state == "prepared" and not command.IN_PAUSE and not isinstance(command, OpenTiles):
        return Refusal("not-started", "The drill has not started yet.", "Read the card; press start when everybody is ready.")
    if clock_.state == "paused" and not command.IN_PAUSE:
        return Refusal("paused", "The clock stands still, and so does everything else.", "Go on when the drill is resumed.")
    if board.jumping and not command.IN_PAUSE and type(command) not in _IN_JUMP:
        return Refusal("jumping", "The hours are passing; it goes on in a moment.", "Wait until you are there.")
    return None


def _quiet(command: Command, seat: str) -> bool:
    """A game master arranging injects, which the commander must not notice."""
    return seat != EDGE and kind_of(seat) is SeatKind.GAME_MASTER and type(command).SEEN and command.IN_PAUSE


__all__ = ["DECISIONS", "decide"]
