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
from simulator.world.severity import HALF, HEALTHY, SEV1_BURN, SEV2, SEV2_BURN
from simulator.world.slo import WINDOW_5M


class Read(Protocol):
    """Anything with the numbers of a tile, rounded as on the screen."""

    @property
    def core(self) -> bool: ...
    @property
    def success(self) -> float: ...
    @property
    def burn_5m(self) -> float: ...
    @property
    def missing(self) -> str: ...
    @property
    def region_down(self) -> bool: ...


R = TypeVar("R", bound=Read)


@dataclass(frozen=True, slots=True)
class Reading:
    """One journey, as its tile shows it."""

    core: bool
    slo: float
    success: float
    burn_5m: float
    missing: str = ""  # "no data": then the numbers mean nothing
    region_down: bool = False  # fewer than half succeed in one of its regions


def readings(seen: Seen) -> list[Reading]:
    """One for each tile on the commander's screen; none while there are no tiles."""
    if not seen.awake or seen.blind:
        return []
    return [reading(seen, id_, journey) for id_, journey in seen.scenario.public.system.journeys.items()]


def reading(seen: Seen, id_: str, journey: Journey) -> Reading:
    missing = "no data" if seen.series.sampled(f"{id_}.success") is None else ""
    down_ = any(row_of_part(seen, id_, journey, cohort) == SEV2 for cohort in cohorts_of(seen, journey))
    burn = rounded(seen.meters[id_].burn(WINDOW_5M))
    return Reading(journey.core, journey.slo, round(success_of(seen, id_), 3), burn, missing, down_)


def cohorts_of(seen: Seen, journey: Journey) -> tuple[str, ...]:
    """The regions, clusters or tenants whose users are told apart; none where there is only one."""
    cohorts = seen.scenario.public.system.services[journey.enters].cohorts
    return tuple(cohorts) if len(cohorts) > 1 else ()


def row_of_part(seen: Seen, id_: str, journey: Journey, cohort: str) -> int:
    """The row of the matrix that one cohort of a journey meets by itself now."""
    kind = seen.scenario.public.system.services[journey.enters].cohorts_are
    return row_of(kind, core=journey.core) if down(seen.cohorts[f"{id_}@{cohort}"], WINDOW_5M) else HEALTHY


def success_of(seen: Seen, id_: str) -> float:
    """What the instrument says, before it is rounded."""
    value = seen.series.sampled(f"{id_}.success")
    return 1.0 if value is None else value


def meets_sev1(shown: Iterable[R]) -> list[R]:
    """What makes the first row of the matrix hold."""
    return [t for t in shown if not t.missing and t.core and (t.burn_5m >= SEV1_BURN or t.success < HALF)]


def meets_sev2(shown: Iterable[R]) -> list[R]:
    """What makes the second row hold."""
    known = [t for t in shown if not t.missing]
    core = [t for t in known if t.core and (t.burn_5m >= SEV2_BURN or t.region_down)]
    return core + [t for t in known if not t.core and t.success < HALF]
