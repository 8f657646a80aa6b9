"""Scripted signals: series an author adds beyond the world's own, moved by a fault."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.scenario.secret import Signal
from simulator.world.faults import Active, onset
from simulator.world.series import Series


class Scripted:
    """One such signal; `record` appends its next true value."""

    def __init__(self, id_: str, spec: Signal, series: Series) -> None:
        self.id, self.spec = id_, spec
        self._append = series.open(id_, ("",), spec.noise)

    def record(self, active: Iterable[Active], now: int) -> None:
        """Follows its fault's strength; a shape of its own comes on top, counted from when the fault began."""
        spec = self.spec
        strength = max(
            (a.strength(now) * onset(spec.shape, now - a.began, spec.over) for a in active if a.id == spec.during), default=0.0
        )
        becomes = spec.healthy if spec.becomes is None else spec.becomes
        self._append((spec.healthy + (becomes - spec.healthy) * strength,))
