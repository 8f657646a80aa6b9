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
#: In a jump, one step in so many has points: five minutes.
SPARSE = 60


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
    steps = Kept(tuple((act.jumped_at, act.to) for act in seen.board.acts.values() if act.jumped_at is not None))
    last = len(names) * steps.before(seen.series.steps())
    blind = (
        () if kind_of(seat) is SeatKind.GAME_MASTER else blind_spans(seen.facts, serving(seen.scenario.public, Serves.DASHBOARDS))
    )
    points: list[v.Point] = []
    width = len(names)
    step = steps.nth(max(0, since) // width)
    for n in range(max(0, since), last):
        place = n % width
        if place == 0 and points:
            step = steps.after(step)
        at = step * STEP
        hidden = any(start <= at < end for start, end in blind)
        value = None if hidden else seen.series.sampled(names[place], step)
        points.append(v.Point(n + 1, names[place], at, None if value is None else short(value)))
    return points


class Kept:
    """Which steps have points: all of them, but of the hours of a jump only one in five minutes; else hours nobody looked at would
    come to a browser as a million points. Known at the moment of the jump, so that the numbers of points stay what they were.
    """

    def __init__(self, jumps: tuple[tuple[int, int], ...]) -> None:
        self._spans = [(start // STEP + 1, to // STEP) for start, to in jumps]  # first step in it, first step after it

    def before(self, step: int) -> int:
        """How many kept steps lie before this one."""
        return step - sum(_left_out(min(step, last) - first, first) for first, last in self._spans if step > first)

    def nth(self, n: int) -> int:
        """The kept step with this number, counted from 0."""
        if not self._spans:
            return n
        low, high = n, self._spans[-1][1] + n + 1
        while low < high:
            middle = (low + high) // 2
            if self.before(middle + 1) > n:
                high = middle
            else:
                low = middle + 1
        return low

    def after(self, step: int) -> int:
        """The next kept step after this one."""
        step += 1
        for first, last in self._spans:
            if first <= step < last:
                step = min(-(-step // SPARSE) * SPARSE, last)
        return step


def _left_out(count: int, first: int) -> int:
    """How many of so many steps from this one on have no points."""
    kept = (first + count - 1) // SPARSE - (first - 1) // SPARSE
    return count - kept


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
