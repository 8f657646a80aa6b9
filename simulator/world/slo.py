"""Service level objectives: error ratios and burn rates over windows, budget spent. Formulas of the scoring reference, 3.1.

Counts are expected counts, so truth carries no sampling noise. Windows that reach before StartEx are filled with the
healthy history of the journey, else long windows would lie (warm start). One meter per journey; a window costs the same
whatever its length, since only running totals are kept.
"""

from __future__ import annotations

from simulator.world.network import STEP

WINDOW_5M, WINDOW_30M, WINDOW_1H, WINDOW_6H = 300, 1800, 3600, 21600
WINDOW_15M, WINDOW_3D = 900, 259_200
MONTH = 30 * 86_400

#: Fewer requests than this in a window say nothing; the next wider one is read.
FEWEST = 300.0
_WIDER = (WINDOW_5M, WINDOW_30M, WINDOW_1H, WINDOW_6H)


class SloMeter:
    """Running totals of one journey. `total` and `bad` are requests per step."""

    def __init__(self, slo: float, healthy_total: float, healthy_bad: float) -> None:
        self.allowed = max(1.0 - slo, 1e-9)
        self._healthy_total = healthy_total
        self._healthy_bad = healthy_bad
        self._totals = [0.0]
        self._bads = [0.0]
        self._ratios: dict[int, float] = {}  # of the last step: severity, alerts and screens ask for the same windows
        self._few: bool | None = None  # the same, of whether there are too few

    def add(self, total: float, bad: float) -> None:
        """One more step."""
        self._totals.append(self._totals[-1] + total)
        self._bads.append(self._bads[-1] + bad)
        self._ratios.clear()
        self._few = None

    def counts(self, window: int) -> tuple[float, float]:
        """(total, bad) requests of the last `window` seconds."""
        steps = max(1, window // STEP)
        end = len(self._totals) - 1
        start = end - steps
        if start >= 0:
            return self._totals[end] - self._totals[start], self._bads[end] - self._bads[start]
        return self._totals[end] - start * self._healthy_total, self._bads[end] - start * self._healthy_bad

    def too_few(self) -> bool:
        """No window has enough requests to speak of a ratio: only counts can be read."""
        if self._few is None:
            self._few = self.counts(WINDOW_6H)[0] < FEWEST
        return self._few

    def error_ratio(self, window: int) -> float:
        """Bad requests per request, over the window or the next one that has enough of them."""
        known = self._ratios.get(window)
        if known is not None:
            return known
        total, bad = self.counts(window)
        for wider in _WIDER:
            if total >= FEWEST:
                break
            if wider > window:
                total, bad = self.counts(wider)
        self._ratios[window] = ratio = bad / total if total > 0.0 else 0.0
        return ratio

    def burn(self, window: int) -> float:
        """How many times faster than allowed the error budget is spent."""
        return self.error_ratio(window) / self.allowed

    def spent(self) -> float:
        """Share of the month's budget spent since StartEx."""
        month = self._healthy_total / STEP * MONTH
        return self._bads[-1] / max(self.allowed * month, 1e-9)
