"""True severity of this instant, `sev_raw`: the doctrine's matrix made continuous (scoring reference, 3.3).

Any one criterion suffices. Not `sev_truth`, which smooths this after the fact, and not `sev_evident`, which reads what the
trainee was shown. Severity is a weight here: 4 for SEV1 down to 1 for SEV4, 0 healthy.
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.world.slo import WINDOW_5M, WINDOW_15M, WINDOW_30M, SloMeter

SEV1_BURN = 14.0
SEV2_BURN = 6.0
SEV3_BURN = 1.0
HALF = 0.5
#: Where requests are too few for ratios: so many users hurt within 15 minutes. Each bad request is taken to be another user.
MANY_HURT = 20.0
SEV1, SEV2, SEV3, SEV4, HEALTHY = 4, 3, 2, 1, 0


def weight(meters: Iterable[tuple[bool, SloMeter]], *, data_or_breach: bool = False, window: int = WINDOW_5M) -> int:
    """The most severe row that holds. `meters` are (core, meter) pairs; `window` is read in place of five minutes."""
    if data_or_breach:
        return SEV1
    worst = HEALTHY
    for core, meter in meters:
        if meter.too_few():
            hurt = meter.counts(WINDOW_15M)[1]
            worst = max(worst, (SEV2 if core else SEV3) if hurt >= MANY_HURT else HEALTHY)
            continue
        worst = max(worst, of_numbers(core, meter.burn(window), 1.0 - meter.error_ratio(window)))
        if worst < SEV3 and meter.burn(min(window * 6, WINDOW_30M)) >= SEV3_BURN:
            worst = SEV3
    return worst


def of_numbers(core: bool, burn: float, success: float) -> int:
    """The row that one journey's short-window numbers justify, true or sampled; SEV3's slow burn is read apart."""
    if core and (burn >= SEV1_BURN or success < HALF):
        return SEV1
    if (core and burn >= SEV2_BURN) or success < HALF:
        return SEV2
    return HEALTHY
