"""`evolve`: the next board, from a board and a fact. Pure, and total over all facts.

Not `decide`: nothing is refused here. The folds themselves live in `folds/`, by subject; a test holds that every
kind of fact has exactly one.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board
from simulator.drill.folds import acts, clock, incident, mitigations, room, tasks, words, world
from simulator.drill.folds.fold import Folds, unchanged
from simulator.record.facts import (
    ClockPaused,
    ClockResumed,
    DrillEnded,
    DrillStarted,
    Fact,
    SeatTaken,
    SkipStopped,
    TruthRevealed,
)
from simulator.record.seats import IC

FOLDS: Folds = {
    **clock.FOLDS, **acts.FOLDS, **world.FOLDS, **incident.FOLDS, **tasks.FOLDS, **mitigations.FOLDS, **words.FOLDS,
    **room.FOLDS,
}  # fmt: skip

#: Facts that the commander's seat causes without the commander acting in the incident.
_NOT_AN_ACT = frozenset({DrillStarted, ClockPaused, ClockResumed, DrillEnded, TruthRevealed, SeatTaken, SkipStopped})


def evolve(board: Board, fact: Fact) -> Board:
    """The board after this fact."""
    kind = type(fact.body)
    board = FOLDS.get(kind, unchanged)(board, fact, fact.body)
    if fact.by == IC and kind not in _NOT_AN_ACT:
        return replace(board, n=fact.n, at=fact.at, ic_acted_at=fact.at, ic_act=kind.__name__)
    return replace(board, n=fact.n, at=fact.at)
