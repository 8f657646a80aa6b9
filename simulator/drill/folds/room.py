"""Folds of the keyboard and the room: who has their back to it, what it was asked, what was said in it and what counts of that."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, Keyboard, Poll, Talk
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    ChannelPosted,
    Fact,
    KeyboardDropped,
    KeyboardTaken,
    MessagePinned,
    PollAnswered,
    PollAsked,
    PollClosed,
)
from simulator.record.seats import KeyboardMode, Role

#: Who says what nobody said: thanks, and the like.
SYSTEM = "system"


def _taken(board: Board, fact: Fact, body: KeyboardTaken) -> Board:
    ops = body.mode is KeyboardMode.TWO_HATS and board.hats[Role.OPS].state == "empty"
    return replace(board, keyboard=Keyboard(body.mode, body.target, fact.at, ops))


def _dropped(board: Board, _fact: Fact, _body: KeyboardDropped) -> Board:
    return replace(board, keyboard=None)


def _asked(board: Board, fact: Fact, body: PollAsked) -> Board:
    return replace(board, poll=Poll(body.poll, body.order, body.variant, fact.at), polls=board.polls + 1)


def _answered(board: Board, _fact: Fact, body: PollAnswered) -> Board:
    poll = board.poll
    if poll is None or poll.id != body.poll:
        return board
    return replace(board, poll=replace(poll, answers=put(poll.answers, body.person, body.objects)))


def _closed(board: Board, _fact: Fact, body: PollClosed) -> Board:
    return board if board.poll is None or board.poll.id != body.poll else replace(board, poll=None)


def _said(board: Board, fact: Fact, body: ChannelPosted) -> Board:
    if body.who == SYSTEM:
        return board
    line = board.next_line
    return replace(board, talk=put(board.talk, line, Talk(line, fact.n, fact.at, body.who, body.says)))


def _pinned(board: Board, _fact: Fact, body: MessagePinned) -> Board:
    return replace(board, pins=board.pins | {(body.line, body.pinned_as)})


FOLDS: Folds = {
    KeyboardTaken: _taken,
    KeyboardDropped: _dropped,
    PollAsked: _asked,
    PollAnswered: _answered,
    PollClosed: _closed,
    ChannelPosted: _said,
    MessagePinned: _pinned,
}
