"""Scripted signals: series an author adds beyond the world's own, moved by a fault."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.scenario.secret import Signal
from simulator.world.series import Series


class Scripted:
    """One such signal; `record` appends its next true value."""

    def __init__(self, id_: str, spec: Signal, series: Series) -> None:
        self.id, self.spec = id_, spec
        self._append = series.open(id_, ("",), spec.noise)

    def record(self, strengths: Mapping[str, float]) -> None:
        """`strengths` are those of the active faults, 0..1."""
        spec = self.spec
        strength = strengths.get(spec.during or "", 0.0)
        becomes = spec.healthy if spec.becomes is None else spec.becomes
        self._append((spec.healthy + (becomes - spec.healthy) * strength,))
