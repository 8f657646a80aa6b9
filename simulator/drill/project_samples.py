"""Samples: one point per visible series and world step, dense per seat and append-only.

A seat's series never change, so the number of a point follows from its step and place: nothing is stored, and asking twice gives the same.
Values are what instruments show, with their noise; the game master's are the same series, all of them.
"""

from __future__ import annotations

import math

from simulator.drill import views as v
from simulator.drill.project_responder import columns
from simulator.drill.seen import STEP, Seen
from simulator.record.facts import Fact, ToolLost, ToolRestored
from simulator.record.seats import SeatKind, kind_of
from simulator.scenario.model import Scenario
from simulator.scenario.serving import serving
from simulator.scenario.words import Serves

_JOURNEY = ("success", "rate", "p99", "hurt", "burn")
_DIGITS = 4
#: What is charted of a cohort: all of its series would be more than anybody reads.
_OF_COHORTS = ("success", "errors", "cpu")


def signals(scenario: Scenario, seat: str, everything: tuple[str, ...]) -> tuple[str, ...]:
    """The series this seat may see, in a fixed order."""
    match kind_of(seat):
        case SeatKind.GAME_MASTER:
            return tuple(name for name in everything if "@" not in name or name.rpartition(".")[2] in _OF_COHORTS)
        case SeatKind.INCIDENT_COMMANDER | SeatKind.OBSERVER:
            system = scenario.public.system
            shown = (id_ for id_, meter in system.meters.items() if meter.shown)
            return (*(f"{journey}.{column}" for journey in system.journeys for column in _JOURNEY), *shown)
        case SeatKind.RESPONDER:
            return tuple(f"{source}.{column}" for source, column in columns(scenario, seat))


def samples(seen: Seen, seat: str, since: int, names: tuple[str, ...]) -> list[v.Point]:
    """The seat's points with numbers above `since`. The commander has none until something has reached them; then all."""
    if not names or (kind_of(seat) in (SeatKind.INCIDENT_COMMANDER, SeatKind.OBSERVER) and not seen.awake):
        return []
    last = len(names) * seen.series.steps()
    blind = (
        () if kind_of(seat) is SeatKind.GAME_MASTER else blind_spans(seen.facts, serving(seen.scenario.public, Serves.DASHBOARDS))
    )
    points = []
    for n in range(max(0, since), last):
        step, place = divmod(n, len(names))
        at = step * STEP
        hidden = any(start <= at < end for start, end in blind)
        value = None if hidden else seen.series.sampled(names[place], step)
        points.append(v.Point(n + 1, names[place], at, None if value is None else short(value)))
    return points


def blind_spans(facts: list[Fact], instruments: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """When the instruments could not be reached."""
    spans: list[tuple[int, float]] = []
    lost: dict[str, int] = {}
    for fact in facts:
        match fact.body:
            case ToolLost(tool=tool) if tool in instruments:
                lost[tool] = fact.at
            case ToolRestored(tool=tool) if tool in lost:
                spans.append((lost.pop(tool), fact.at))
            case _:
                pass
    return (*spans, *((at, math.inf) for at in lost.values()))


def short(value: float) -> float:
    """A value with as many digits as a chart can show."""
    if value == 0.0 or not math.isfinite(value):
        return 0.0
    return round(value, _DIGITS - 1 - math.floor(math.log10(abs(value))))
