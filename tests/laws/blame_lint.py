"""The blame lint that the walk of shown texts uses. One place to wire: whatever is handed to the walk is a `Lint`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any, Final

#: Gives back each phrase of a text that blames.
Lint = Callable[[str], list[str]]

#: The words that no text of a scenario may hold (`simulator/scenario/looks/texts.py`), which is what the lint of postmortems builds on.
_WORDS: Final = re.compile(
    r"\b(?:(?:human|operator|user|pilot) error|root cause|careless\w*|negligen\w+|reckless\w*|incompeten\w+|sloppy|stupid\w*"
    r"|at fault|to blame|is blamed|(?:his|her|their|your|whose) fault|fat[- ]fingers?|fat[- ]fingered|screwed up|messed up"
    r"|(?:you|they|he|she) failed to|should have (?:known|noticed|seen|checked)|forgot to)\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """By the words alone."""
    return [found[0] for found in _WORDS.finditer(text)]


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
