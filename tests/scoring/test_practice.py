"""A second try beside the first: one sentence, only where both were measured alike, and never a reproach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.scoring.practice import beside_first
from simulator.scoring.scorecard import HarmBar

FIRST = HarmBar(8000.0, 9000.0, 1000.0, None, 12.5, 7200, "")


@pytest.mark.parametrize(
    ("you", "says"),
    [
        (5000.0, "3,000 user-minutes less than the first time (8,000 the first time, 5,000 in this one)."),
        (8100.0, "As much harm as the first time"),
        (9500.0, "1,500 user-minutes more than the first time"),
    ],
)
def test_it_says_by_how_much(you: float, says: str) -> None:
    """Less, alike or more, with both amounts in their unit; more is said with what it was good for."""
    assert beside_first(FIRST, replace(FIRST, you=you)).startswith(says)


def test_it_says_nothing_of_what_cannot_be_compared() -> None:
    """While a reference run is on its way, or over another stretch of time, there is no sentence."""
    assert beside_first(FIRST, replace(FIRST, nothing=None)) == ""
    assert beside_first(replace(FIRST, nothing=None), FIRST) == ""
    assert beside_first(FIRST, replace(FIRST, horizon=3600)) == ""
