"""Readings: the two numbers of a tile by which severity is called, and which row of the matrix they meet.

The tiles and the matrix are drawn from these; who only wants to know how it stands needs no more (`Drill.readings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from simulator.drill.rounding import rounded
from simulator.drill.seen import Seen
from simulator.scenario.model import Journey
from simulator.world.cohorts import down, row_of
from simulator.world.severity import HALF, SEV1_BURN, SEV2, SEV2_BURN
from simulator.world.slo import WINDOW_5M


class Read(Protocol):
    """Anything with the numbers of a tile, rounded as on the screen."""

    @property
    def core(self) -> bool: ...
    @property
    def success(self) -> float: ...
    @property
    def burn_5m(self) -> float: ...


R = TypeVar("R", bound=Read)


@dataclass(frozen=True, slots=True)
class Reading:
    """One journey, as its tile shows it."""

    core: bool
    slo: float
    success: float
    burn_5m: float
    missing: bool = False  # no data: the numbers mean nothing
    region_down: bool = False  # a region of a core journey, which is SEV2 by itself


def readings(seen: Seen) -> list[Reading]:
    """One for each tile on the commander's screen; none while there are no tiles."""
    if not seen.awake or seen.blind:
        return []
    return [reading(seen, id_, journey) for id_, journey in seen.scenario.public.system.journeys.items()]


def reading(seen: Seen, id_: str, journey: Journey) -> Reading:
    if seen.series.sampled(f"{id_}.success") is None:
        return Reading(journey.core, journey.slo, 0.0, 0.0, missing=True)
    burn = rounded(seen.meters[id_].burn(WINDOW_5M))
    region = journey.core and _region_down(seen, id_, journey)
    return Reading(journey.core, journey.slo, round(success_of(seen, id_), 3), burn, region_down=region)


def _region_down(seen: Seen, id_: str, journey: Journey) -> bool:
    service = seen.scenario.public.system.services[journey.enters]
    if len(service.cohorts) < 2 or row_of(service.cohorts_are, core=journey.core) < SEV2:
        return False
    return any(down(seen.cohorts[f"{id_}@{cohort}"], WINDOW_5M) for cohort in service.cohorts)


def success_of(seen: Seen, id_: str) -> float:
    """What the instrument says, before it is rounded."""
    value = seen.series.sampled(f"{id_}.success")
    return 1.0 if value is None else value


def meets_sev1(shown: Iterable[R]) -> list[R]:
    """What makes the first row of the matrix hold."""
    return [t for t in shown if t.core and (t.burn_5m >= SEV1_BURN or t.success < HALF)]


def meets_sev2(shown: Iterable[R]) -> list[R]:
    """What makes the second row hold."""
    shown = list(shown)
    return [t for t in shown if t.core and t.burn_5m >= SEV2_BURN] + [t for t in shown if not t.core and t.success < HALF]
