"""The blame lint that the walk of shown texts uses. One place to wire: whatever is handed to the walk is a `Lint`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from simulator.debrief.blame import lint_line

#: Gives back each phrase of a text that blames.
Lint = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """By the lint of postmortems: what blocks there and what only warns."""
    return [text[found.start : found.end] for found in lint_line(text)]


def blaming(value: Any, lint: Lint) -> list[tuple[str, str]]:
    """Every text anywhere inside a view, a feed item or a card that blames, with the phrase."""
    return [(text, phrase) for text in dict.fromkeys(texts(value)) for phrase in lint(text)]


def texts(value: Any) -> Iterator[str]:
    """Each text in a tree of dataclasses, dicts and lists."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
