"""Series: what every signal of the system read at every step, true and sampled.

Truth is kept as one row per step and source; a signal is a column of it. Sampled values carry seeded noise, computed
when somebody looks. Signals are named `journey.success`, `service.cpu`, or by the id of a scripted signal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from simulator.world.noise import MOST, bell, signal_key

JOURNEY_COLUMNS = ("success", "rate", "p99", "hurt", "burn")
#: Beside them, of a service with a backlog: what is dropped per second, and the age of the oldest in seconds.
BACKLOG_COLUMNS = ("dropped", "lag")
#: Of `revenue`, where journeys earn: money lost since StartEx, the share of the expected that came in over five minutes, and what was
#: missing in the last step, per second, for a meter to sum.
REVENUE_COLUMNS = ("lost", "share", "missing")
SERVICE_COLUMNS = ("traffic", "served", "errors", "latency", "cpu", "workers", "queue", "instances")

#: Standard deviation of the noise, as a share of the value.
_NOISE = {"rate": 0.015, "traffic": 0.015, "served": 0.015, "latency": 0.04, "p99": 0.05, "cpu": 0.015, "workers": 0.02}
#: The noise of a counted share p is this times sqrt(p (1 - p)).
_COUNTING = 0.012
_SHARES = frozenset({"success", "errors", "cpu", "workers"})


@dataclass(slots=True)
class _Signal:
    """Where a signal's truth stands, and how its instrument shakes. `counted` is a share with the noise of counting."""

    rows: list[tuple[float, ...]]
    column: int
    counted: bool
    share: bool
    spread: float
    key: int | None = None  # of its noise; made when somebody first looks
    kept: tuple[int, tuple[float, ...]] = (-1, ())  # what was shown lately, up to a step

    def reach(self, value: float) -> float:
        """How far from a true value the instrument can be at most."""
        return _COUNTING * MOST * 0.5 if self.counted else abs(value) * self.spread * MOST


class Series:
    """Rows of truth, and columns of what instruments show."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._signals: dict[str, _Signal] = {}

    def open(self, source: str, columns: tuple[str, ...], noise: float | None = None) -> Callable[[tuple[float, ...]], None]:
        """Starts a source; the answer appends its next row."""
        rows: list[tuple[float, ...]] = []
        for i, column in enumerate(columns):
            share = column in _SHARES
            counted = share and column not in ("cpu", "workers")
            spread = _NOISE.get(column, 0.0) if noise is None else noise
            self._signals[f"{source}.{column}" if column else source] = _Signal(rows, i, counted, share, spread)
        return rows.append

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._signals)

    def has(self, signal: str) -> bool:
        return signal in self._signals

    def true(self, signal: str, step: int = -1) -> float | None:
        """The true value at a step (default: the last); None when there is none."""
        found = self._signals.get(signal)
        if found is None or not -len(found.rows) <= step < len(found.rows):
            return None
        return float(found.rows[step][found.column])

    def sampled(self, signal: str, step: int = -1) -> float | None:
        """What an instrument shows at a step: the true value with noise. Shares stay within 0..1."""
        found = self._signals.get(signal)
        if found is None or not -len(found.rows) <= step < len(found.rows):
            return None
        value = float(found.rows[step][found.column])
        if step < 0:
            step += len(found.rows)
        if found.key is None:
            found.key = signal_key(self._seed, signal)
        noise = bell(found.key, step)
        if found.counted:
            # the noise of counting: largest at one half, none at certainty
            return min(1.0, max(0.0, value + noise * _COUNTING * sqrt(max(0.0, value * (1.0 - value)))))
        shown = value * (1.0 + noise * found.spread)
        return min(1.0, shown) if found.share else max(0.0, shown)

    def lately(self, signal: str, count: int) -> tuple[float, ...]:
        """What the instrument showed at the last `count` steps, oldest first. What the step before needed is kept for the next."""
        found = self._signals.get(signal)
        if found is None or not found.rows:
            return ()
        last = len(found.rows) - 1
        first = max(0, last - count + 1)
        upto, known = found.kept
        still = upto - first + 1  # values kept that still matter
        if not 0 < still <= len(known):
            known, still = (), 0
        new = (self.sampled(signal, step) or 0.0 for step in range(first + still, last + 1))
        shown = (*known[len(known) - still :], *new)
        found.kept = (last, shown)
        return shown

    def shows_above(self, signal: str, line: float) -> bool:
        """Whether the instrument shows more than this now. Noise is worked out only where it can matter."""
        found, value = self._signals.get(signal), self.true(signal)
        if found is None or value is None or max(0.0, value + found.reach(value)) <= line:
            return False
        return (self.sampled(signal) or 0.0) > line

    def shows_below(self, signal: str, line: float) -> bool:
        """Whether the instrument shows less than this now."""
        found, value = self._signals.get(signal), self.true(signal)
        if found is None or value is None or value - found.reach(value) >= line:
            return False
        return (self.sampled(signal) or 0.0) < line

    def steps(self) -> int:
        """How many steps have been kept."""
        return len(next(iter(self._signals.values())).rows) if self._signals else 0
