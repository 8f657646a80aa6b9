"""Closed loops (M21): asks that named somebody, had a time box, were taken up, and were followed up in time.

Trivial asks would raise the share of all. What stands beside par is the share among asks that changed the board (scoring reference 4.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.workstreams import board_changing

#: An ask is followed up this long after its time box at the latest.
FOLLOW_UP = 120


def closed_loops(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M21 = share of asks to look at something that were named, boxed, acknowledged (accepted), and followed up by the end of the
    box + 2 min: a report, or the commander asking for one. M21.board = the same among asks whose report changed the board.

    Verifications have no box and are M22's. An ask whose time to be followed up lies beyond EndEx and is still open is left out.
    """
    asked = [x for x in facts if isinstance(x.body, f.TaskAsked) and not _cut_off(x, facts, i.ended)]
    title, owner = "Closed loops", "person"
    if not asked:
        yield Line("M21", title, owner, None, "%", "No ask to look at something was made, or was due by the end.")
        return
    closed = [x for x in asked if _closed(x, facts)]
    share = 100.0 * len(closed) / len(asked)
    open_ = [x for x in asked if x not in closed]
    why = ", ".join(dict.fromkeys(_missing(x, facts) for x in open_))
    says = f"{len(closed)} of {len(asked)} asks were named, boxed, taken up and followed up."
    says += f" Elsewhere: {why}." if why else ""
    yield Line("M21", title, owner, share, "%", says, evidence=tuple(n for x in asked for n in _life(x, facts)))
    yield _on_the_board(asked, closed, facts)


def _on_the_board(asked: Sequence[f.Fact], closed: Sequence[f.Fact], facts: Sequence[f.Fact]) -> Line:
    changing = board_changing(facts)
    told = {x.body.task for x in facts if isinstance(x.body, f.CardPosted) and x.n in changing}
    useful = [x for x in asked if isinstance(x.body, f.TaskAsked) and x.body.task in told]
    title, owner = "Closed loops that told something", "person"
    if not useful:
        return Line("M21.board", title, owner, None, "%", f"None of {len(asked)} asks changed what is on the board.")
    both = [x for x in useful if x in closed]
    says = f"{len(useful)} of {len(asked)} asks changed the board; {len(both)} of those were closed loops."
    evidence = tuple(n for x in useful for n in _life(x, facts))
    return Line("M21.board", title, owner, 100.0 * len(both) / len(useful), "%", says, evidence=evidence)


def _of(ask: f.Fact) -> f.TaskAsked:
    assert isinstance(ask.body, f.TaskAsked)
    return ask.body


def _life(ask: f.Fact, facts: Sequence[f.Fact]) -> tuple[int, ...]:
    kinds = (f.TaskAccepted, f.CardPosted, f.TaskNudged, f.TaskDeclined)
    return (ask.n, *(x.n for x in facts if isinstance(x.body, kinds) and x.body.task == _of(ask).task))


def _due(ask: f.Fact) -> int:
    return ask.at + 60 * _of(ask).minutes + FOLLOW_UP


def _accepted(ask: f.Fact, facts: Sequence[f.Fact]) -> bool:
    return any(isinstance(x.body, f.TaskAccepted) and x.body.task == _of(ask).task for x in facts)


def _followed(ask: f.Fact, facts: Sequence[f.Fact]) -> bool:
    kinds = (f.CardPosted, f.TaskNudged, f.TaskEnded)
    return any(isinstance(x.body, kinds) and x.body.task == _of(ask).task and x.at <= _due(ask) for x in facts)


def _closed(ask: f.Fact, facts: Sequence[f.Fact]) -> bool:
    body = _of(ask)
    return bool(body.person) and body.minutes > 0 and _accepted(ask, facts) and _followed(ask, facts)


def _missing(ask: f.Fact, facts: Sequence[f.Fact]) -> str:
    if not _of(ask).person:
        return "no name"
    if not _accepted(ask, facts):
        return "not taken up"
    return "not followed up in time"


def _cut_off(ask: f.Fact, facts: Sequence[f.Fact], ended: int) -> bool:
    over = (f.CardPosted, f.TaskEnded, f.TaskDeclined)
    done = any(isinstance(x.body, over) and x.body.task == _of(ask).task for x in facts)
    return not done and _due(ask) > ended
