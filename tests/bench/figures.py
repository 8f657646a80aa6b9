"""A figure: what was measured here, what its peer took in the same run, and the target it is held against.

Not the measuring; that is each bench's own. Its counterpart is `suite`, which prints figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median
from time import process_time
from typing import Any


class Size(Enum):
    """How much is measured: for a figure worth telling, for a first look, or just to see that the bench itself works."""

    FULL = "full"
    QUICK = "quick"
    SMALLEST = "smallest"

    def of(self, full: int, quick: int, smallest: int) -> int:
        return {Size.FULL: full, Size.QUICK: quick, Size.SMALLEST: smallest}[self]


@dataclass(frozen=True, slots=True)
class Spread:
    """What came out of the repetitions."""

    median: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Target:
    """`of` is `ours`, `ratio` (ours over the peer's) or `speed-up` (the peer's over ours); one of the two bounds is given."""

    of: str
    at_most: float | None = None
    at_least: float | None = None

    def met(self, ours: float, ratio: float | None) -> bool:
        value = ours if self.of == "ours" else ratio
        if value is None:
            return False
        return value <= self.at_most if self.at_most is not None else value >= (self.at_least or 0.0)

    def said(self, unit: str) -> str:
        bound = f"<= {self.at_most:g}" if self.at_most is not None else f">= {self.at_least:g}"
        return f"{bound} {unit}" if self.of == "ours" else f"{bound} x"


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is ours over the peer's, or the other way round where the target is a speed-up."""

    name: str
    unit: str
    ours: Spread
    peer: Spread | None
    beside: str
    ratio: float | None
    target: str
    met: bool | None
    repetitions: int

    def as_data(self) -> dict[str, Any]:
        def spread(of: Spread | None) -> dict[str, float] | None:
            return None if of is None else {"median": of.median, "min": of.lowest, "max": of.highest}

        return {
            "name": self.name, "unit": self.unit, "ours": spread(self.ours), "peer": spread(self.peer), "beside": self.beside,
            "ratio": self.ratio, "target": self.target, "met": self.met, "repetitions": self.repetitions,
        }  # fmt: skip


def figure(
    name: str, unit: str, ours: Sequence[float], peer: Sequence[float] = (), *, beside: str = "-", target: Target | None = None,
    sound: bool = True,
) -> Figure:  # fmt: skip
    """One figure from its repetitions. `sound` is what must hold besides the number, such as an identical digest."""
    ratio = None
    if peer:
        over = median(ours) / median(peer)
        ratio = 1.0 / over if target is not None and target.of == "speed-up" else over
    met = None if target is None else sound and target.met(median(ours), ratio)
    said = "-" if target is None else target.said(unit)
    return Figure(name, unit, _spread(ours), _spread(peer) if peer else None, beside, ratio, said, met, len(ours))


def by_turns(repetitions: int, *ways: Callable[[], object]) -> list[list[float]]:
    """CPU milliseconds of each way, taken by turns so that a noisy minute strikes all of them; one turn before is not counted."""
    taken: list[list[float]] = [[] for _ in ways]
    for turn in range(repetitions + 1):
        for way, times in zip(ways, taken, strict=True):
            before = process_time()
            way()
            if turn:
                times.append((process_time() - before) * 1000.0)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def _spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values))
