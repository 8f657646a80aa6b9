"""Scripted signals: series an author adds beyond the world's own, moved by a fault."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.scenario.secret import Signal
from simulator.world.faults import Active
from simulator.world.series import Series
from simulator.world.shapes import REPEATING, course_of


class Scripted:
    """One such signal; `record` appends its next true value."""

    def __init__(self, id_: str, spec: Signal, series: Series, seed: int) -> None:
        self.id, self.spec = id_, spec
        self._course = course_of(spec.shape, spec.over, spec.every, seed, id_)
        self._alone = spec.during is None and spec.shape in REPEATING
        self._append = series.open(id_, ("",), spec.noise)

    def record(self, active: Iterable[Active], now: int) -> None:
        """Follows its fault's strength; a shape of its own comes on top, counted from when the fault began.

        One that repeats and follows no fault does so by itself, from StartEx on.
        """
        spec, course = self.spec, self._course
        strength = course.at(now) if self._alone else 0.0
        if spec.during is not None:
            strength = max((a.strength(now) * course.at(now - a.began) for a in active if a.id == spec.during), default=0.0)
        becomes = spec.healthy if spec.becomes is None else spec.becomes
        self._append((spec.healthy + (becomes - spec.healthy) * strength,))
