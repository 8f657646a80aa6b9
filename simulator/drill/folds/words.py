"""Folds of what was said: updates and promises, pings and answers, injects, hints and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from simulator.drill.board import Board, Hint, Inject, Note, Post, Promise, Question
from simulator.drill.folds.fold import Folds, put, unchanged, without
from simulator.record.facts import (
    Fact,
    HintGiven,
    HintRequested,
    InjectDelivered,
    InjectHeld,
    InjectReleased,
    InjectSkipped,
    NoteTaken,
    PromiseKept,
    PromiseMade,
    PromiseMissed,
    PromiseMoved,
    QuestionAnswered,
    StakeholderPinged,
    UpdateDelayed,
    UpdatePosted,
)
from simulator.scenario.words import Audience


def _update(board: Board, fact: Fact, body: UpdatePosted) -> Board:
    post = Post(fact.at, body.audience, body.who, body.says, body.component, body.state)
    board = replace(board, posts=(*board.posts, post))
    if body.audience is Audience.PUBLIC and body.component and body.state:
        board = replace(board, components=put(board.components, body.component, body.state))
    return board


def _made(board: Board, fact: Fact, body: PromiseMade) -> Board:
    promise = Promise(body.promise, body.audience, fact.at, body.due)
    return replace(board, promises=put(board.promises, body.audience, promise), promises_made=board.promises_made + 1)


def _kept(board: Board, _fact: Fact, body: PromiseKept) -> Board:
    running = board.promises.get(body.audience)
    if running is None or running.id != body.promise:
        return board
    return replace(board, promises=without(board.promises, body.audience))


def _moved(board: Board, _fact: Fact, body: PromiseMoved) -> Board:
    running = board.promises.get(body.audience)
    if running is None or running.id != body.promise:
        return board
    return replace(board, promises=put(board.promises, body.audience, replace(running, due=body.due)))


def _missed(board: Board, fact: Fact, body: PromiseMissed) -> Board:
    running = board.promises.get(body.audience)
    if running is None or running.id != body.promise:
        return board
    return replace(board, promises=put(board.promises, body.audience, replace(running, missed_at=fact.at)))


def _question(board: Board, fact: Fact, id_: str, person: str, says: str, inject: str = "") -> Board:
    if not id_:
        return board
    return replace(board, questions=put(board.questions, id_, Question(id_, person, says, fact.at, inject=inject)))


def _pinged(board: Board, fact: Fact, body: StakeholderPinged) -> Board:
    return _question(board, fact, body.question, body.person, body.says)


def _answered(board: Board, fact: Fact, body: QuestionAnswered) -> Board:
    old = board.questions.get(body.question)
    if old is None:
        return board
    return replace(board, questions=put(board.questions, body.question, replace(old, answered_at=fact.at)))


def _delivered(board: Board, fact: Fact, body: InjectDelivered) -> Board:
    board = _question(board, fact, body.question, body.person, body.says, body.inject)
    if body.adhoc:
        return replace(board, adhoc=board.adhoc + 1, clock=replace(board.clock, steered=True))
    new = Inject(body.inject, "delivered", fact.at, fact.n)
    return replace(board, injects=put(board.injects, body.inject, new))


def _inject(board: Board, fact: Fact, id_: str, state: Literal["pending", "held", "skipped"]) -> Board:
    old = board.injects.get(id_) or Inject(id_)
    if old.state == "delivered":
        return board
    return replace(board, injects=put(board.injects, id_, replace(old, state=state, changed_n=fact.n)))


def _held(board: Board, fact: Fact, body: InjectHeld) -> Board:
    return _inject(board, fact, body.inject, "held")


def _released(board: Board, fact: Fact, body: InjectReleased) -> Board:
    return _inject(board, fact, body.inject, "pending")


def _skipped(board: Board, fact: Fact, body: InjectSkipped) -> Board:
    return _inject(board, fact, body.inject, "skipped")


def _hint_asked(board: Board, fact: Fact, _body: HintRequested) -> Board:
    return replace(board, hint_asked_at=fact.at)


def _hint(board: Board, fact: Fact, body: HintGiven) -> Board:
    return replace(board, hints=(*board.hints, Hint(fact.at, body.level, body.says)), hint_asked_at=None)


def _note(board: Board, fact: Fact, body: NoteTaken) -> Board:
    return replace(board, notes=(*board.notes, Note(fact.at, body.about, body.marker, body.sign, body.says)))


FOLDS: Folds = {
    UpdateDelayed: unchanged,  # it is a post once it is out
    UpdatePosted: _update,
    PromiseMade: _made,
    PromiseKept: _kept,
    PromiseMoved: _moved,
    PromiseMissed: _missed,
    StakeholderPinged: _pinged,
    QuestionAnswered: _answered,
    InjectDelivered: _delivered,
    InjectHeld: _held,
    InjectReleased: _released,
    InjectSkipped: _skipped,
    HintRequested: _hint_asked,
    HintGiven: _hint,
    NoteTaken: _note,
}
