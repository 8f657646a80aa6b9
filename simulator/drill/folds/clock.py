"""Folds of the clock, the seats and the screens."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, ClockState
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    ChangesOpened,
    ClockPaused,
    ClockResumed,
    DrillEnded,
    DrillStarted,
    Fact,
    SeatTaken,
    SkipStarted,
    SkipStopped,
    SpeedSet,
    TilesOpened,
    TruthRevealed,
)
from simulator.record.seats import Seat


def _started(board: Board, _fact: Fact, _body: DrillStarted) -> Board:
    return replace(board, clock=replace(board.clock, state="running"))


def _paused(board: Board, fact: Fact, body: ClockPaused) -> Board:
    until = board.clock.skip_until if board.jumping else None
    return replace(board, clock=replace(board.clock, state="paused", pause=body.kind, paused_by=fact.by, skip_until=until))


def _resumed(board: Board, _fact: Fact, _body: ClockResumed) -> Board:
    state: ClockState = "skipping" if board.jumping else "running"
    return replace(board, clock=replace(board.clock, state=state, pause="", paused_by=""))


def _speed(board: Board, _fact: Fact, body: SpeedSet) -> Board:
    return replace(board, clock=replace(board.clock, rate=body.rate))


def _skips(board: Board, fact: Fact, body: SkipStarted) -> Board:
    clock = replace(board.clock, state="skipping", skip_from=fact.at, skip_until=body.until, skip_stopped="")
    return replace(board, clock=clock)


def _skipped(board: Board, fact: Fact, body: SkipStopped) -> Board:
    began = board.clock.skip_from
    return replace(
        board,
        clock=replace(
            board.clock,
            state="running",
            skip_from=None,
            skip_until=None,
            skip_stopped=body.by,
            skipped=board.clock.skipped + (0 if began is None else fact.at - began),
        ),
    )


def _ended(board: Board, fact: Fact, body: DrillEnded) -> Board:
    began = board.clock.skip_from
    return replace(
        board,
        clock=replace(
            board.clock,
            state="ended",
            pause="",
            paused_by="",
            skip_from=None,
            skip_until=None,
            jump="",
            skipped=board.clock.skipped + (0 if began is None else fact.at - began),
            ended_at=fact.at,
            ended_by=body.by,
        ),
    )


def _revealed(board: Board, _fact: Fact, _body: TruthRevealed) -> Board:
    return replace(board, clock=replace(board.clock, state="revealed"))


def _seat(board: Board, _fact: Fact, body: SeatTaken) -> Board:
    return replace(board, seats=put(board.seats, body.seat, Seat(body.seat, body.holder, body.name)))


def _tiles(board: Board, fact: Fact, body: TilesOpened) -> Board:
    if body.seat in board.tiles_opened:
        return board
    return replace(board, tiles_opened=put(board.tiles_opened, body.seat, fact.at))


def _changes(board: Board, fact: Fact, body: ChangesOpened) -> Board:
    if body.seat in board.changes_opened:
        return board
    return replace(board, changes_opened=put(board.changes_opened, body.seat, fact.at))


FOLDS: Folds = {
    DrillStarted: _started,
    ClockPaused: _paused,
    ClockResumed: _resumed,
    SpeedSet: _speed,
    SkipStarted: _skips,
    SkipStopped: _skipped,
    DrillEnded: _ended,
    TruthRevealed: _revealed,
    SeatTaken: _seat,
    TilesOpened: _tiles,
    ChangesOpened: _changes,
}
