"""Decisions about the clock, the seats and EndEx."""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, name_of
from simulator.record.commands import (
    CallTimeOut,
    EndDrill,
    OpenChanges,
    OpenTiles,
    PauseDrill,
    RecordInstant,
    ResumeDrill,
    RevealTruth,
    SeatPerson,
    SetSpeed,
    StartDrill,
    Wait,
)
from simulator.record.facts import (
    ALL,
    Audience,
    Body,
    ChangesOpened,
    ClockPaused,
    ClockResumed,
    DrillEnded,
    DrillStarted,
    PersonJoined,
    SeatTaken,
    SkipStarted,
    SpeedSet,
    TilesOpened,
    TruthRevealed,
    seats,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, IC, OBSERVER, Holder

#: A promise is due so soon that waiting would run past it (SCORING 1.2).
DUE_SOON = 60
_RATES = ("0.5", "1", "2", "4")
_MACHINE_RATES = ("8", "16", "60", "600")
_PAUSES = ("teaching", "technical")
#: Where a second try stands until somebody goes on; the edge's alone.
_PRACTICE = "practice"
_LONGEST_NAME = 80


def _start(asked: Asked, _command: StartDrill) -> Outcome:
    if asked.board.clock.state != "prepared":
        return Refusal("already-started", "The drill has started already.", "Go on from where it is.")
    if asked.seat == IC and not asked.board.autopilot:
        return Refusal("gm-starts", "The game master starts this drill.", "Tell them when you have read the card.")
    started: tuple[tuple[Body, Audience], ...] = ((DrillStarted(), ALL),)
    if asked.sight.scenario.public.watching and IC not in asked.board.tiles_opened:
        started += ((TilesOpened(IC), seats(IC)),)
    return started


def _pause(asked: Asked, command: PauseDrill) -> Outcome:
    if command.kind not in _PAUSES and not (asked.seat == EDGE and command.kind in ("connection", _PRACTICE)):
        return Refusal("bad-choice", "A pause is for teaching or for technical reasons.", "Choose teaching or technical.")
    return _stop_clock(asked.board, command.kind)


def _time_out(asked: Asked, _command: CallTimeOut) -> Outcome:
    return _stop_clock(asked.board, "time-out")


def _stop_clock(board: Board, kind: str) -> Outcome:
    if board.clock.state == "paused":
        return Refusal("already-paused", "The clock stands still already.", "Resume when everybody is ready.")
    if not board.clock.moving:
        return Refusal("not-started", "The drill has not started, so there is nothing to pause.", "Take the time you need.")
    return all_of(ClockPaused(kind))


def _resume(asked: Asked, _command: ResumeDrill) -> Outcome:
    clock = asked.board.clock
    if clock.state != "paused":
        return Refusal("not-paused", "The clock is not paused.", "Go on as you were.")
    own = clock.pause == "time-out" and clock.paused_by == asked.seat
    if asked.seat == IC and not asked.board.autopilot and not own:
        return Refusal("gm-resumes", "The game master resumes after this pause.", "Tell them when you are ready.")
    return all_of(ClockResumed())


def _speed(asked: Asked, command: SetSpeed) -> Outcome:
    if command.rate not in _RATES and not (asked.seat == EDGE and command.rate in _MACHINE_RATES):
        return Refusal("bad-choice", f"`{command.rate[:20]}` is not a speed.", "Choose one of: " + ", ".join(_RATES) + ".")
    if command.rate == asked.board.clock.rate:
        return ()
    return all_of(SpeedSet(command.rate))


def _wait(asked: Asked, _command: Wait) -> Outcome:
    board = asked.board
    if board.clock.state == "skipping":
        return Refusal("already-waiting", "Time is being skipped already.", "Anything you do ends the wait.")
    no = why_not_wait(board, asked.now)
    if no is not None:
        return no
    until = asked.now + asked.sight.scenario.public.longest_skip
    dues = [p.due - DUE_SOON for p in board.promises.values() if p.missed_at is None and not board.heads_down]
    return all_of(SkipStarted(min([until, *dues])))


def why_not_wait(board: Board, now: int) -> Refusal | None:
    """Why waiting is refused now; None when it is possible."""
    if board.clock.state != "running":
        return Refusal("not-running", "The clock is not running.", "Wait once the drill goes on.")
    if board.heads_down:
        return None  # who has their back to the room sees neither questions nor promises
    questions = board.open_questions
    if questions:
        who = board.seats[questions[0].person].name if questions[0].person in board.seats else questions[0].person
        return Refusal("question-open", f"{who} waits for an answer from you.", "Answer it, even with: not known yet.")
    for promise in board.promises.values():
        if promise.missed_at is not None:
            return Refusal(
                "promise-missed",
                f"The {promise.audience.value} update promised for {at_clock(promise.due)} is still owed.",
                "Post it, even if nothing is new.",
            )
        if promise.due - now <= DUE_SOON:
            return Refusal(
                "promise-due",
                f"The next {promise.audience.value} update is due at {at_clock(promise.due)}.",
                "Post it first; then wait.",
            )
    return None


def _tiles(asked: Asked, _command: OpenTiles) -> Outcome:
    return () if asked.seat in asked.board.tiles_opened else ((TilesOpened(asked.seat), seats(asked.seat)),)


def _changes(asked: Asked, _command: OpenChanges) -> Outcome:
    return () if asked.seat in asked.board.changes_opened else ((ChangesOpened(asked.seat), ALL),)


def _end(asked: Asked, _command: EndDrill) -> Outcome:
    if asked.board.clock.state == "prepared":
        return Refusal("not-started", "The drill has not started.", "Start it first, or leave it as it is.")
    if asked.board.clock.over:
        return Refusal("over", "The drill has ended already.", "Talk first; then open the numbers.")
    if asked.seat == IC and not asked.board.autopilot:
        return Refusal("gm-ends", "The game master ends this drill.", "Call a time-out if you need one.")
    return all_of(DrillEnded(asked.seat))


def _reveal(asked: Asked, _command: RevealTruth) -> Outcome:
    if asked.board.clock.state == "revealed":
        return Refusal("already-revealed", "Everything is open already.", "Read the scorecard.")
    if asked.board.clock.state != "ended":
        return Refusal("not-over", "The truth stays closed until the drill has ended.", "End the drill first.")
    if asked.seat == IC and not asked.board.autopilot:
        return Refusal("gm-reveals", "The game master opens the numbers, after the talk.", "Ask them when you have talked.")
    return all_of(TruthRevealed())


def _seat(asked: Asked, command: SeatPerson) -> Outcome:
    board = asked.board
    if command.seat not in board.seats and command.seat != OBSERVER:
        return Refusal("unknown-seat", f"There is no seat called `{command.seat[:40]}`.", "Choose a seat of this drill.")
    if command.holder not in {h.value for h in Holder}:
        return Refusal("bad-choice", "A seat is held by a human, by the simulation, or is empty.", "Choose one of the three.")
    holder = Holder(command.holder)
    name = command.name.strip()[:_LONGEST_NAME] or name_of(asked, command.seat)
    facts: tuple[tuple[Body, Audience], ...] = ((SeatTaken(command.seat, holder, name), ALL),)
    if holder is Holder.HUMAN and command.seat in board.people and not board.here(command.seat):
        facts += ((PersonJoined(command.seat), ALL),)
    return facts


def _instant(_asked: Asked, _command: RecordInstant) -> Outcome:
    return ()


DECISIONS: Decisions = {
    StartDrill: _start,
    PauseDrill: _pause,
    CallTimeOut: _time_out,
    ResumeDrill: _resume,
    SetSpeed: _speed,
    Wait: _wait,
    OpenTiles: _tiles,
    OpenChanges: _changes,
    EndDrill: _end,
    RevealTruth: _reveal,
    SeatPerson: _seat,
    RecordInstant: _instant,
}
