"""Meters: what adds up while something goes on, each in its own unit: money, messages, rows at risk.

A signal they sum, faults that run them, mitigations that cost. Not harm to users, which is `harm`, and never converted to it; the
running totals of a journey's objective are `slo`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from simulator.scenario.model import Meter
from simulator.scenario.secret import Fault
from simulator.world.faults import Active
from simulator.world.network import STEP
from simulator.world.series import Series


@dataclass(slots=True)
class _Meter:
    spec: Meter
    runs: Mapping[str, float]  # fault -> how much a second of it adds, at full strength
    append: Callable[[tuple[float, ...]], None]
    reading: float = 0.0


@dataclass(slots=True)
class Meters:
    """All meters of a scenario. Their readings are exact signals by their ids, without noise."""

    specs: Mapping[str, Meter]
    faults: Mapping[str, Fault]
    series: Series
    _all: dict[str, _Meter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for id_, spec in self.specs.items():
            runs = {fault: each.runs[id_] for fault, each in self.faults.items() if id_ in each.runs}
            self._all[id_] = _Meter(spec, runs, self.series.open(id_, ("",), 0.0))

    def record(self, active: Iterable[Active], now: int) -> None:
        """One more step, to the second for faults: what its signal read and its faults ran is added; at second 0 all begin at nothing."""
        for meter in self._all.values():
            if now:
                meter.reading = round(meter.reading + self._pace(meter, active, now) * STEP, 9)
            meter.append((meter.reading,))

    def _pace(self, meter: _Meter, active: Iterable[Active], now: int) -> float:
        pace = 0.0
        if meter.spec.of is not None:
            pace += (self.series.true(meter.spec.of) or 0.0) * meter.spec.per
        for fault in active:
            if fault.id in meter.runs:
                lately = sum(fault.strength(second) for second in range(now - STEP, now)) / STEP
                pace += meter.runs[fault.id] * lately * fault.part_of_all
        return pace

    def add(self, meter: str, amount: float) -> None:
        """Something that was done cost this much."""
        self._all[meter].reading = round(self._all[meter].reading + amount, 9)

    def readings(self) -> Mapping[str, float]:
        """What each stands at now."""
        return {id_: meter.reading for id_, meter in self._all.items()}
