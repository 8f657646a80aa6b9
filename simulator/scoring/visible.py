"""What the commander's tiles could tell at a second: samples, never the truth behind them. What a post is checked against.

Nothing is visible before something has reached the commander, while the dashboards are lost, and where a tile has no data.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.drill.project_samples import blind_spans
from simulator.drill.seen import reaches_commander
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.serving import serving
from simulator.scenario.words import Serves
from simulator.world.harm import TruthRow
from simulator.world.network import STEP

#: An estimate is read off the last minute.
READ_OVER = 60
#: A tile is visibly bad from this many times the promised share of failures on, and from this share at the least.
_BAD_TIMES, _BAD_LEAST = 3.0, 0.005
#: Bad stretches closer together than this are one.
_JOINED = 300


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one tile says of how many: the share of requests that fail, and people hurt (None where the tile lies about them)."""

    failing: float
    hurt: float | None
    users: int

    @property
    def share_hurt(self) -> float | None:
        """Of all who use the journey."""
        return None if self.hurt is None or self.users == 0 else min(1.0, self.hurt / self.users)


@dataclass(frozen=True, slots=True)
class _Step:
    at: int
    failing: float
    hurt: float | None


class Visible:
    """The tiles of a whole drill."""

    def __init__(self, scenario: Scenario, facts: Sequence[f.Fact], rows: Iterable[TruthRow]) -> None:
        self._journeys = scenario.public.system.journeys
        self._from = 0 if scenario.public.watching else next((x.at for x in facts if _wakes(x)), None)
        self._blind = blind_spans(list(facts), serving(scenario.public, Serves.DASHBOARDS))
        self._steps: dict[str, list[_Step]] = {}
        self._at: dict[str, list[int]] = {}
        self._first_bad: dict[str, int] = {}
        for row in rows:
            if row.total <= 0.0 or (row.shown is not None and row.shown < 0.0) or self._hidden(row.at):
                continue
            honest = row.shown is None
            failing = max(0.0, 1.0 - row.good / row.total) if row.shown is None else 1.0 - row.shown
            step = _Step(row.at, failing, row.hurt + row.slowed if honest else None)
            self._steps.setdefault(row.journey, []).append(step)
            self._at.setdefault(row.journey, []).append(row.at)
            if failing >= self._line(row.journey):
                self._first_bad.setdefault(row.journey, row.at)

    def estimate(self, journey: str, at: int) -> Estimate | None:
        """The mean of the minute before; None where nothing could be seen."""
        lately = self._between(journey, at - READ_OVER, at)
        if not lately:
            return None
        hurt = [x.hurt for x in lately if x.hurt is not None]
        mean = sum(hurt) / len(hurt) if hurt else None
        return Estimate(sum(x.failing for x in lately) / len(lately), mean, self._journeys[journey].users)

    def bad(self, at: int, over: int = READ_OVER) -> frozenset[str]:
        """The journeys that were visibly bad at some step of so many seconds before."""
        return frozenset(
            id_ for id_ in self._steps if any(x.failing >= self._line(id_) for x in self._between(id_, at - over, at))
        )

    def ever_bad(self, at: int) -> bool:
        """Whether any journey has been visibly bad up to a second."""
        return self._can_see(at) and any(first <= at for first in self._first_bad.values())

    def began(self, journey: str, at: int) -> int | None:
        """Where the last stretch in which this journey was visibly bad began; None when there was none. Tiles show their past too."""
        began: int | None = None
        line = self._line(journey)
        for step in reversed(self._between(journey, -1, at)):
            if began is not None and began - step.at > _JOINED:
                break
            if step.failing >= line:
                began = step.at - STEP
        return began

    def well_again(self, at: int) -> bool:
        """Something was visibly bad, and for a minute nothing has been."""
        return self.ever_bad(at) and not self.bad(at)

    def journeys(self) -> tuple[str, ...]:
        return tuple(self._steps)

    def _between(self, journey: str, after: int, until: int) -> list[_Step]:
        if not self._can_see(until) or journey not in self._steps:
            return []
        ats = self._at[journey]
        return self._steps[journey][bisect_right(ats, after) : bisect_right(ats, until)]

    def _can_see(self, at: int) -> bool:
        return self._from is not None and at >= self._from and not self._hidden(at)

    def _hidden(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._blind)

    def _line(self, journey: str) -> float:
        return max(_BAD_TIMES * (1.0 - self._journeys[journey].slo), _BAD_LEAST)


def _wakes(fact: f.Fact) -> bool:
    match fact.body:
        case f.TilesOpened(seat=seat):
            return seat == IC
        case f.PageSent(to=to):
            return to == IC
        case f.IncidentDeclared():
            return True
        case _:
            return reaches_commander(fact)
