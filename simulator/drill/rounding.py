"""Rounding as a human reads: so many digits as matter, so that a number on a screen changes only when it would be read differently."""

from __future__ import annotations

import math


def digits(value: float, count: int = 2) -> int:
    """A whole number with so many digits that matter: 123 456 -> 120 000."""
    if abs(value) < 1.0:
        return round(value)
    places = count - 1 - math.floor(math.log10(abs(value)))
    return round(round(value, places)) if places < 0 else round(value)


def coarse(value: float) -> int:
    """Two digits, the second one by halves from 30 on: 613 -> 600, 640 -> 650, 112 -> 110."""
    shown = digits(value)
    unit = 10 ** max(0, len(str(shown)) - 2)
    return shown if shown < 30 * unit else round(value / (5 * unit)) * 5 * unit


def rounded(burn: float) -> float:
    """A burn rate as read: one decimal below ten, two digits that matter above."""
    return round(burn, 1) if burn < 10.0 else float(digits(burn))
