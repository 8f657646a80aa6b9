"""A finished drill to be looked at again: the commander's screen as it was at every second (of a drill of many hours, at every step), and apart from it what was true.

Plain values, as they are kept and sent. Its counterparts are `recording`, which makes one, and the browser's replay store, which folds
it. The screen is told as changes: a section holds from its second until the next one of the same name.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from simulator.debrief.clue import Clue
from simulator.drill.views import FeedItem, SevMove


@dataclass(frozen=True, slots=True)
class Change:
    """From drill second `at` on, a section of the commander's view was this."""

    at: int
    value: Any


@dataclass(frozen=True, slots=True)
class Charts:
    """The commander's series: a value of each for each second in `at`. They came on the screen at second `since`; None: never."""

    since: int | None
    at: list[int]
    values: dict[str, list[float | None]]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the commander's: the row of the journal it stands in, when, and in words. `fact` is the first it made true, 0 none."""

    row: int
    at: int
    says: str
    fact: int


@dataclass(frozen=True, slots=True)
class Ghost:
    """What the real responders did at this second of theirs."""

    at: int
    says: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A fault and when it was active; `to` is None while it was at EndEx."""

    says: str
    since: int
    to: int | None


@dataclass(frozen=True, slots=True)
class Beneath:
    """What was true beneath the screen: severities, causes, and the harm of each minute in `unit`."""

    severity_true: list[SevMove]
    severity_evident: list[SevMove]
    severity_declared: list[SevMove]
    causes: list[Cause]
    harm: list[float]
    unit: str
    summary: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Hours that passed at once; within them the screen was looked at once a minute."""

    since: int
    to: int


@dataclass(frozen=True, slots=True)
class Replay:
    """The whole of it."""

    alias: str
    starts_at: str
    ended_at: int
    jumps: list[Jump]
    screen: dict[str, list[Change]]
    feed: list[FeedItem]
    charts: Charts
    decisions: list[Decided]
    ghost: list[Ghost]
    beneath: Beneath
    clues: list[Clue]
    seen_rule: str


def screen_at(replay: Replay, at: int) -> dict[str, Any]:
    """The sections of the commander's view at the end of a second, as the browser folds them; its clock tells that second."""
    sections = {}
    for name, changes in replay.screen.items():
        place = bisect_right(changes, at, key=lambda change: change.at)
        if place:
            sections[name] = changes[place - 1].value
    if "clock" in sections:
        sections["clock"] = {**sections["clock"], "at": at}
    return sections


def feed_at(replay: Replay, at: int) -> list[FeedItem]:
    """The commander's channel at the end of a second."""
    return [item for item in replay.feed if item.at <= at]
