"""Alerts: rules over burn rates and signals, evaluated at every step; a page is sent after its delivery delay.

A burn rule needs both its windows past the line (SRE Workbook, multi-window multi-burn-rate). Threshold rules read
sampled values, as monitoring does.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.model import Alert
from simulator.scenario.words import Sev
from simulator.world.network import STEP
from simulator.world.series import Series
from simulator.world.slo import WINDOW_1H, WINDOW_3D, WINDOW_5M, WINDOW_6H, WINDOW_30M, SloMeter

#: From these burns on a rule reads the fast, and the slow, pair of windows; below them that of tickets.
_FAST_FROM, _SLOW_FROM = 10.0, 3.0

#: A rule that no longer holds clears after this long.
_CLEARS_AFTER = 60


@dataclass(slots=True)
class Rule:
    id: str
    spec: Alert
    holds_for: int = 0
    quiet_for: int = 0
    firing: bool = False

    @property
    def supports(self) -> Sev | None:
        """By default a burn page of 14 and more supports SEV1, of 6 and more SEV2, a ticket SEV3."""
        if self.spec.burn is None:
            return None
        if self.spec.pages is None:
            return Sev.SEV3
        return Sev.SEV1 if self.spec.burn >= 14.0 else Sev.SEV2 if self.spec.burn >= 6.0 else Sev.SEV3

    def move(self, meters: dict[str, SloMeter], series: Series) -> bool | None:
        """One step: True when it starts to fire, False when it clears, None when nothing changes."""
        if self._holds(meters, series):
            self.holds_for += STEP
            self.quiet_for = 0
            if not self.firing and self.holds_for > self.spec.for_:
                self.firing = True
                return True
            return None
        self.holds_for = 0
        self.quiet_for += STEP
        if self.firing and self.quiet_for >= _CLEARS_AFTER:
            self.firing = False
            return False
        return None

    def _holds(self, meters: dict[str, SloMeter], series: Series) -> bool:
        spec = self.spec
        if spec.burn is not None and spec.of is not None:
            if series.bent(f"{spec.of}.success") and series.sampled(f"{spec.of}.success") is None:
                return False  # absence is silent
            meter = meters[spec.of]
            short, long = _windows(spec.burn)
            return meter.burn(short) >= spec.burn and meter.burn(long) >= spec.burn
        if spec.signal is None:
            return False
        if spec.above is not None:
            return series.shows_above(spec.signal, spec.above)
        return spec.below is not None and series.shows_below(spec.signal, spec.below)


def _windows(burn: float) -> tuple[int, int]:
    """The short and the long window of a burn rule: 2 % of a month's budget in an hour, 5 % in six, 10 % in three days."""
    if burn >= _FAST_FROM:
        return WINDOW_5M, WINDOW_1H
    return (WINDOW_30M, WINDOW_6H) if burn >= _SLOW_FROM else (WINDOW_6H, WINDOW_3D)
