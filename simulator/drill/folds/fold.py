"""What a fold is, and how one entry of a mapping is put without touching the old mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from simulator.drill.board import Board
from simulator.record.facts import Body, Fact

#: From a fact's body type to the function that folds it: (board, fact, body) -> board.
Folds = dict[type[Body], Callable[[Board, Fact, Any], Board]]

K = TypeVar("K")
V = TypeVar("V")


def put(mapping: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """A copy with one entry put."""
    return {**mapping, key: value}


def without(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """A copy without one entry."""
    return {k: v for k, v in mapping.items() if k != key}


def unchanged(board: Board, _fact: Fact, _body: Body) -> Board:
    """A fact that is only to be read: it leaves no mark on the board."""
    return board
