"""Folds of the talk after a drill: objectives, ratings, grades, views, take-aways."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, Graded, Rating, TakeAway
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    Fact,
    MarkerRated,
    ObjectiveChosen,
    ObjectiveDropped,
    ObjectiveGraded,
    ObjectiveViewAdded,
    TakeAwayWritten,
)


def _chosen(board: Board, _fact: Fact, body: ObjectiveChosen) -> Board:
    return replace(board, objectives=(*board.objectives, body.objective))


def _dropped(board: Board, _fact: Fact, body: ObjectiveDropped) -> Board:
    return replace(board, objectives=tuple(each for each in board.objectives if each is not body.objective))


def _rated(board: Board, fact: Fact, body: MarkerRated) -> Board:
    """A rating replaces the one before; what was said before Reveal stays beside what is said after it."""
    old = board.ratings.get((fact.by, body.marker))
    was = None if old is None or body.sealed else old.rating if old.sealed else old.was
    new = Rating(body.marker, fact.by, body.rating, body.says, body.moment, body.sealed, was)
    return replace(board, ratings=put(board.ratings, (fact.by, body.marker), new))


def _graded(board: Board, fact: Fact, body: ObjectiveGraded) -> Board:
    return replace(board, grades=put(board.grades, body.objective, Graded(body.grade, body.says, fact.at)))


def _view(board: Board, _fact: Fact, body: ObjectiveViewAdded) -> Board:
    return replace(board, objective_views=put(board.objective_views, body.objective, body.says))


def _take_away(board: Board, _fact: Fact, body: TakeAwayWritten) -> Board:
    return replace(board, take_aways=put(board.take_aways, body.person, TakeAway(body.person, body.keep, body.try_next)))


FOLDS: Folds = {
    ObjectiveChosen: _chosen,
    ObjectiveDropped: _dropped,
    MarkerRated: _rated,
    ObjectiveGraded: _graded,
    ObjectiveViewAdded: _view,
    TakeAwayWritten: _take_away,
}
