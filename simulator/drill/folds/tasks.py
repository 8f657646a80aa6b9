"""Folds of asks, reports and verifications."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, Card, Task
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    CardPosted,
    Fact,
    TaskAccepted,
    TaskAsked,
    TaskDeclined,
    TaskEnded,
    TaskNudged,
    VerifyAsked,
    VerifyReported,
)

#: How long a verification may take before it counts as overdue: SCORING 1.4, 60-300 s.
VERIFY_MINUTES = 5


def _asked(board: Board, fact: Fact, body: TaskAsked) -> Board:
    task = Task(
        body.task,
        body.person,
        named=body.person != "",
        target=body.target,
        topic=body.topic,
        minutes=body.minutes,
        says=body.says,
        asked_at=fact.at,
        due=fact.at + 60 * body.minutes,
    )
    return _first_asked(replace(board, tasks=put(board.tasks, body.task, task)), fact, body.person)


def _verify_asked(board: Board, fact: Fact, body: VerifyAsked) -> Board:
    task = Task(
        body.task,
        body.person,
        named=True,
        target=body.journey,
        topic=None,
        minutes=VERIFY_MINUTES,
        says="",
        asked_at=fact.at,
        due=fact.at + 60 * VERIFY_MINUTES,
        verify=body.journey,
    )
    return _first_asked(replace(board, tasks=put(board.tasks, body.task, task)), fact, body.person)


def _first_asked(board: Board, fact: Fact, person: str) -> Board:
    if person == "" or person in board.asked:
        return board
    return replace(board, asked=put(board.asked, person, fact.at))


def _accepted(board: Board, fact: Fact, body: TaskAccepted) -> Board:
    old = board.tasks.get(body.task)
    if old is None:
        return board
    new = replace(old, state="working", person=body.person, accepted_at=fact.at)
    return _first_asked(replace(board, tasks=put(board.tasks, body.task, new)), fact, body.person)


def _declined(board: Board, _fact: Fact, body: TaskDeclined) -> Board:
    old = board.tasks.get(body.task)
    if old is None:
        return board
    return replace(board, tasks=put(board.tasks, body.task, replace(old, state="declined", ended=True)))


def _nudged(board: Board, _fact: Fact, body: TaskNudged) -> Board:
    old = board.tasks.get(body.task)
    if old is None:
        return board
    return replace(board, tasks=put(board.tasks, body.task, replace(old, nudges=old.nudges + 1)))


def _card(board: Board, fact: Fact, body: CardPosted) -> Board:
    card = Card(
        body.card, fact.at, body.person, body.says, body.confidence, body.task, body.finding, body.names,
        body.supports, body.refutes, body.cause, body.target, fact.audience.reaches("ic"),
    )  # fmt: skip
    board = replace(board, cards=put(board.cards, body.card, card))
    if body.finding and body.finding not in board.found and fact.audience.reaches("ic"):
        board = replace(board, found=put(board.found, body.finding, fact.at))
    return _reported(board, fact, body.task)


def _verified(board: Board, fact: Fact, body: VerifyReported) -> Board:
    board = _reported(board, fact, body.task)
    task = board.tasks.get(body.task)
    if task is None:
        return board
    return replace(board, tasks=put(board.tasks, body.task, replace(task, healthy=body.healthy, ended=True)))


def _reported(board: Board, fact: Fact, id_: str) -> Board:
    task = board.tasks.get(id_)
    if task is None:
        return board
    return replace(board, tasks=put(board.tasks, id_, replace(task, state="reported", reported_at=fact.at)))


def _ended(board: Board, fact: Fact, body: TaskEnded) -> Board:
    old = board.tasks.get(body.task)
    if old is None:
        return board
    state = "reported" if old.open else old.state
    return replace(
        board,
        tasks=put(
            board.tasks,
            body.task,
            replace(old, state=state, ended=True, reported_at=old.reported_at or fact.at),
        ),
    )


FOLDS: Folds = {
    TaskAsked: _asked,
    VerifyAsked: _verify_asked,
    TaskAccepted: _accepted,
    TaskDeclined: _declined,
    TaskNudged: _nudged,
    CardPosted: _card,
    VerifyReported: _verified,
    TaskEnded: _ended,
}
