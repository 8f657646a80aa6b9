"""Revenue: what good requests earn, beside what was to be expected at this hour. Only where a journey says what it `earns`.

Kept whole and over five minutes: less than a tenth of what is expected is a SEV1 whatever the journeys promise (scoring reference 3.3).
"""

from __future__ import annotations

from simulator.world.network import STEP
from simulator.world.slo import WINDOW_5M, SloMeter

#: Less than this share of the expected revenue over five minutes is a SEV1.
HARDLY_ANY = 0.1


class Revenue:
    """What was expected and earned, step by step; before StartEx all that was expected was earned."""

    def __init__(self, usual: float) -> None:
        self.lost = 0.0  # since StartEx, less what users brought later
        self._counts = SloMeter(0.5, usual, 0.0)

    def add(self, expected: float, earned: float) -> None:
        """One more step. What was missed before may be earned later by those who come back."""
        self.lost = round(self.lost + expected - earned, 9)
        self._counts.add(expected, expected - earned)

    def share(self, window: int = WINDOW_5M) -> float:
        """Earned of what was expected over the window."""
        expected, missed = self._counts.counts(window)
        return 1.0 - missed / expected if expected > 0.0 else 1.0

    def gone(self, window: int = WINDOW_5M) -> bool:
        return self.share(window) < HARDLY_ANY


def usual(earnings: list[tuple[float, float]]) -> float:
    """What a healthy step earns, of (requests per second, what one earns)."""
    return sum(rate * earns for rate, earns in earnings) * STEP
