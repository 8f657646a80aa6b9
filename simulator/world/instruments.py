"""Instruments that do not show the truth: missing, stuck at what they read, upside down, or a number of their own.

They change what is shown (samples, tiles, alerts, what people read out) and never what is true. An instrument of a journey's success also
bends what is worked out from it: its burn rate and how many it hurts. What is shown is kept in `series`, for the steps at which it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.scenario.secret import Instrument
from simulator.scenario.words import Reads
from simulator.world.faults import Active
from simulator.world.harm import active_users, users_hurt
from simulator.world.network import STEP, Flow
from simulator.world.series import SHARES, Series
from simulator.world.slo import WINDOW_5M, SloMeter

#: A fault bends an instrument while at least this much of it is there.
_ENOUGH = 0.5


class Instruments:
    """All that read wrong in one drill. `meters` are the objectives as shown: the true ones where nothing bends them."""

    def __init__(
        self, specs: Mapping[str, Instrument], series: Series, flows: Mapping[str, Flow], meters: Mapping[str, SloMeter]
    ) -> None:
        self._series = series
        self._flows = flows
        self._by_signal: dict[str, list[Instrument]] = {}
        for spec in specs.values():
            for signal in spec.signals:
                self._by_signal.setdefault(signal, []).append(spec)
        bent = {id_: flows[id_] for id_ in flows if f"{id_}.success" in self._by_signal}
        self._own = {id_: SloMeter(flow.spec.slo, *_counts(flow, None)) for id_, flow in bent.items()}
        self.meters = {**meters, **self._own}

    def record(self, active: Iterable[Active], now: int) -> None:
        """After each step of the world: what is shown in place of the truth."""
        if not self._by_signal:
            return
        there = {a.id for a in active if a.ended is None and a.strength(now) >= _ENOUGH}
        for signal, specs in self._by_signal.items():
            spec = next((s for s in specs if s.during is None or s.during in there), None)
            if spec is not None:
                self._series.bend(signal, self._reads(signal, spec.reads))
        for id_, meter in self._own.items():
            self._follow(id_, meter, counts=now > 0)

    def _reads(self, signal: str, reads: Reads | float) -> float | None:
        series = self._series
        match reads:
            case Reads.MISSING:
                return None
            case Reads.STUCK:
                return series.sampled(signal, max(series.steps() - 2, 0))
            case Reads.INVERTED:
                value, healthy = series.sampled(signal) or 0.0, series.true(signal, 0) or 0.0
                return 1.0 - value if signal.rpartition(".")[2] in SHARES else max(0.0, 2.0 * healthy - value)
            case float():
                return reads

    def _follow(self, id_: str, meter: SloMeter, *, counts: bool) -> None:
        """What is worked out from a journey's success as shown."""
        flow, signal = self._flows[id_], f"{id_}.success"
        wrong = self._series.bent(signal)
        shown = self._series.sampled(signal) if wrong else None
        if counts:
            meter.add(*((0.0, 0.0) if wrong and shown is None else _counts(flow, shown)))
        self._series.bend(f"{id_}.burn", None if wrong and shown is None else meter.burn(WINDOW_5M))
        if wrong:
            users = active_users(flow.spec, flow.total)
            self._series.bend(f"{id_}.hurt", None if shown is None else users_hurt(flow.spec, users, 1.0 - shown))


def _counts(flow: Flow, success: float | None) -> tuple[float, float]:
    """Requests of a step and the bad ones among them, at this success; without one, as it truly is."""
    total = flow.total * STEP
    return total, max(0.0, total - flow.good * STEP) if success is None else total * (1.0 - success)
