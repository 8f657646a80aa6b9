"""How traffic moves with the hour: a factor that is 1 at StartEx, so that authored figures are those of that moment; and short peaks
that come back on the clock, on top of it.
"""

from __future__ import annotations

import math

from simulator.scenario.model import Peaks, Public
from simulator.scenario.words import TrafficShape

#: Traffic of the quietest hour as a share of the busiest; the busiest hour is 14:00 UTC (judgement).
_TROUGH = 0.45
_BUSIEST = 14.0


def traffic_factor(public: Public, now: int) -> float:
    """The factor at drill second `now`; all journeys of a scenario move together, by the first that has a shape."""
    shape = next((j.shape for j in public.system.journeys.values() if j.shape is not TrafficShape.FLAT), None)
    if shape is None:
        return 1.0
    start = public.starts_at.hour + public.starts_at.minute / 60.0
    return _level(start + now / 3600.0) / _level(start)


def peak_factor(peaks: Peaks, first: int, now: int) -> float:
    """How much higher traffic is in a peak that comes back on the clock: it swells and ebbs, and is `by` in its middle.

    `first` is the second at which one of them begins.
    """
    since = (now - first) % max(peaks.every, 1)
    if since >= peaks.lasts:
        return 1.0
    return 1.0 + (peaks.by.value - 1.0) * math.sin(math.pi * since / peaks.lasts)


def _level(hour: float) -> float:
    return _TROUGH + (1.0 - _TROUGH) * 0.5 * (1.0 + math.cos((hour - _BUSIEST) / 24.0 * 2.0 * math.pi))
