"""Stretches of drill seconds, from a start up to an end: what is measured over time is added up from these. Plain arithmetic, no meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, with what overlaps or touches made one, and what is empty left out."""
    made: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)


def within(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in both."""
    theirs = joined(others)
    return joined((max(a, c), min(b, d)) for a, b in joined(spans) for c, d in theirs)


def without(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in the first and not in the second."""
    left = list(joined(spans))
    for c, d in joined(others):
        left = [part for a, b in left for part in ((a, min(b, c)), (max(a, d), b)) if part[1] > part[0]]
    return joined(left)


def length(spans: Iterable[Span]) -> int:
    """Seconds in all; what overlaps counts once."""
    return sum(end - start for start, end in joined(spans))


def added(spans: Iterable[Span]) -> int:
    """Seconds in all; what overlaps counts as often as it does."""
    return sum(max(0, end - start) for start, end in spans)


def covers(spans: Sequence[Span], at: int) -> bool:
    """Whether a second lies in one of them; a start belongs to it, an end does not."""
    return any(start <= at < end for start, end in spans)
