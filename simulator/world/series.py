"""Series: what every signal of the system read at every step, true and sampled.

Truth is kept as one row per step and source; a signal is a column of it. Sampled values carry seeded noise, computed
when somebody looks. Signals are named `journey.success`, `service.cpu`, or by the id of a scripted signal.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from simulator.world.noise import bell, signal_key

JOURNEY_COLUMNS = ("success", "rate", "p99", "hurt", "burn")
SERVICE_COLUMNS = ("traffic", "served", "errors", "latency", "cpu", "workers", "queue", "instances")

#: Standard deviation of the noise, as a share of the value.
_NOISE = {"rate": 0.015, "traffic": 0.015, "served": 0.015, "latency": 0.04, "p99": 0.05, "cpu": 0.015, "workers": 0.02}
_SHARES = frozenset({"success", "errors", "cpu", "workers"})


class Series:
    """Rows of truth, and columns of what instruments show."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._rows: dict[str, list[tuple[float, ...]]] = {}
        self._columns: dict[str, dict[str, int]] = {}
        self._keys: dict[str, int] = {}
        self._noise: dict[str, float] = {}

    def open(self, source: str, columns: tuple[str, ...], noise: float | None = None) -> Callable[[tuple[float, ...]], None]:
        """Starts a source; the answer appends its next row."""
        rows: list[tuple[float, ...]] = []
        self._rows[source] = rows
        self._columns[source] = {name: i for i, name in enumerate(columns)}
        if noise is not None:
            self._noise[source] = noise
        return rows.append

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"{s}.{c}" if c else s for s, columns in self._columns.items() for c in columns)

    def has(self, signal: str) -> bool:
        source, _, column = signal.partition(".")
        return column in self._columns.get(source, {})

    def true(self, signal: str, step: int = -1) -> float | None:
        """The true value at a step (default: the last); None when there is none."""
        source, _, column = signal.partition(".")
        rows, index = self._rows.get(source), self._columns.get(source, {}).get(column)
        if rows is None or index is None or not -len(rows) <= step < len(rows):
            return None
        return float(rows[step][index])

    def sampled(self, signal: str, step: int = -1) -> float | None:
        """What an instrument shows at a step: the true value with noise. Shares stay within 0..1."""
        value = self.true(signal, step)
        if value is None:
            return None
        source, _, column = signal.partition(".")
        if step < 0:
            step += len(self._rows[source])
        key = self._keys.get(signal)
        if key is None:
            key = self._keys[signal] = signal_key(self._seed, signal)
        noise = bell(key, step)
        if column in _SHARES and column not in ("cpu", "workers"):
            # the noise of counting: largest at one half, none at certainty
            return min(1.0, max(0.0, value + noise * 0.012 * sqrt(value * (1.0 - value))))
        spread = self._noise.get(source, _NOISE.get(column, 0.0))
        shown = value * (1.0 + noise * spread)
        return min(1.0, shown) if column in _SHARES else max(0.0, shown)

    def steps(self) -> int:
        """How many steps have been kept."""
        return len(next(iter(self._rows.values()), ()))
