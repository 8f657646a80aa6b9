"""Folds of acts and handoffs: what is offered, the jump, the arrival; command given on in writing."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, Handoff, Hat
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    ActBegan,
    ActJumped,
    ActOffered,
    Fact,
    HandoffAccepted,
    HandoffOffered,
    HandoffReadBack,
)
from simulator.record.seats import Role


def _offered(board: Board, _fact: Fact, body: ActOffered) -> Board:
    return replace(board, acts=put(board.acts, body.act, replace(board.acts[body.act], state="offered")))


def _jumps(board: Board, fact: Fact, body: ActJumped) -> Board:
    act = replace(board.acts[body.act], state="jumping", jumped_at=fact.at)
    clock = replace(board.clock, state="skipping", skip_from=fact.at, skip_until=body.to, skip_stopped="", jump=body.act)
    return replace(board, acts=put(board.acts, body.act, act), clock=clock)


def _began(board: Board, fact: Fact, body: ActBegan) -> Board:
    act = replace(board.acts[body.act], state="begun", began_at=fact.at, says=body.says, brings=body.brings)
    board = replace(board, acts=put(board.acts, body.act, act))
    if not body.jumped:
        return board
    over = fact.at - (act.jumped_at or fact.at)
    clock = replace(
        board.clock,
        state="running",
        skip_from=None,
        skip_until=None,
        jump="",
        skipped=board.clock.skipped + over,
        jumped=board.clock.jumped + over,
    )
    return replace(board, clock=clock, arrived_at=fact.at)


def _handed(board: Board, fact: Fact, body: HandoffOffered) -> Board:
    handoff = Handoff(
        body.handoff, body.person, fact.at, body.situation, body.tried, body.pending, body.holders, body.risks, body.promises
    )
    return replace(board, handoffs=put(board.handoffs, body.handoff, handoff))


def _read_back(board: Board, _fact: Fact, body: HandoffReadBack) -> Board:
    handoff = replace(board.handoffs[body.handoff], state="read-back", read_back=body.says)
    return replace(board, handoffs=put(board.handoffs, body.handoff, handoff))


def _accepted(board: Board, fact: Fact, body: HandoffAccepted) -> Board:
    """Command is with the receiver from now on."""
    handoff = replace(board.handoffs[body.handoff], state="accepted", accepted_at=fact.at)
    hats = put(board.hats, Role.IC, Hat(Role.IC, body.person, "worn", fact.at))
    return replace(board, handoffs=put(board.handoffs, body.handoff, handoff), hats=hats)


FOLDS: Folds = {
    ActOffered: _offered,
    ActJumped: _jumps,
    ActBegan: _began,
    HandoffOffered: _handed,
    HandoffReadBack: _read_back,
    HandoffAccepted: _accepted,
}
