"""Evident severity: the best call that could have been made from what the commander has been shown (SCORING 3.3, DESIGN 5).

A pure fold over the record's facts and the tiles' history, the same while a drill runs (for the game master) and afterwards (for
scoring), but that a line pinned as a finding counts from its pin while the drill runs and from when it was said afterwards. Not the true severity, which the world knows and nobody in the room. Two sources:

- tiles that the commander has opened, and that have stood past a line of the matrix for a minute while open;
- artefacts delivered to them: pages, cards, injects, counts of people who write in. One stops to count when it is refuted, when its time
  is over, when its alert clears, or when it is outdated: somebody verified that users are well, or open tiles have stood milder than
  SEV2 for five minutes. Where data loss or a breach is in play, and of what an audit log or a partner tells, only refuting and time
  end a suspicion, since no tile shows such harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from simulator.drill.pins import back_dated
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.serving import serving
from simulator.scenario.words import Medium, Serves, Sev, sev_of
from simulator.world.harm import TruthRow
from simulator.world.revenue import HARDLY_ANY, Revenue
from simulator.world.severity import HALF, SEV1, SEV1_BURN, SEV2, SEV2_BURN, SEV3, SEV3_BURN
from simulator.world.slo import WINDOW_5M, WINDOW_30M, SloMeter

#: How long a tile must have stood past a line before it is evidence.
SEEN_FOR = 60
#: How long open tiles must have stood milder than SEV2 before they outdate older artefacts.
WELL_FOR = 300
#: How long a count of people who write in is evidence.
COUNT_LASTS = 600
_STEP = 5
#: What arrives like this speaks of access and of data; numbers that stay quiet say nothing about it (E18).
_BEYOND_TILES = (Medium.AUDIT_LOG, Medium.PARTNER_TIP)


@dataclass(frozen=True, slots=True)
class TileRow:
    """What the tile of one journey showed at the end of one step."""

    at: int
    core: bool
    success: float  # of the step
    burn: float  # over 5 min
    slow_burn: float  # over 30 min
    earned: float = 1.0  # share of the expected revenue, of all journeys, over 5 min
    cohort: int = 0  # the row its worst-served region or tenant meets
    known: bool = True  # False: no data, which is no evidence of anything

    @property
    def weight(self) -> int:
        """The row of the matrix these numbers meet."""
        return max(self._all, self.cohort) if self.known else 0

    @property
    def _all(self) -> int:
        if self.earned < HARDLY_ANY or (self.core and (self.burn >= SEV1_BURN or self.success < HALF)):
            return SEV1
        if (self.core and self.burn >= SEV2_BURN) or self.success < HALF:
            return SEV2
        return SEV3 if self.slow_burn >= SEV3_BURN else 0


@dataclass(frozen=True, slots=True)
class Evident:
    """From `at` on, the evident severity weighs `weight` (0 nothing evident .. 4 SEV1)."""

    at: int
    weight: int

    @property
    def sev(self) -> Sev | None:
        return sev_of(self.weight)


@dataclass(slots=True)
class _Artefact:
    weight: int
    at: int
    until: int | None = None
    alert: str = ""
    finding: str = ""
    inject: str = ""
    beyond_tiles: bool = False  # speaks of harm that no tile shows, so that no tile speaks against it


@dataclass(slots=True)
class Evidence:
    """The fold. Feed it facts and tiles in the order of time; `moves` is the history so far."""

    scenario: Scenario
    moves: list[Evident] = field(default_factory=lambda: [Evident(0, 0)])
    _artefacts: list[_Artefact] = field(default_factory=list)
    _opened: int | None = None
    _past: dict[int, int] = field(default_factory=dict)  # weight -> since when the tiles have stood at it or worse
    _well_since: int | None = None
    _lost: set[str] = field(default_factory=set)
    _tiles: int = 0
    _instruments: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._instruments = frozenset(serving(self.scenario.public, Serves.DASHBOARDS))
        if self.scenario.public.watching:
            self._opened = 0

    @property
    def now(self) -> Evident:
        return self.moves[-1]

    # --- what comes in ---------------------------------------------------------------------------

    def fact(self, fact: f.Fact) -> None:
        """One more fact of the record."""
        self._expire(fact.at)
        shown = fact.audience.reaches(IC)
        match fact.body:
            case f.TilesOpened(seat=seat) if seat == IC and self._opened is None:
                self._opened = fact.at
                self._past = dict.fromkeys(self._past, fact.at)
                self._well_since = None
            case f.ToolLost(tool=tool) if tool in self._instruments:
                self._lost.add(tool)
                self._forget_tiles()
            case f.ToolRestored(tool=tool):
                self._lost.discard(tool)
            case f.PageSent(alert=alert, to=to, supports=supports) if to == IC:
                self._add(_Artefact(_weight(supports), fact.at, alert=alert))
            case f.AlertFired(alert=alert, supports=supports) if shown and self._opened is not None:
                self._add(_Artefact(_weight(supports), fact.at, alert=alert))
            case f.AlertCleared(alert=alert):
                self._artefacts = [a for a in self._artefacts if a.alert != alert]
            case f.CardPosted(finding=finding, supports=supports, refutes=refutes) if shown:
                self._refute(refutes)
                known = self.scenario.secret.findings.get(finding)
                lasts = None if known is None else known.lasts
                self._add(_Artefact(_weight(supports), fact.at, _until(fact.at, lasts), finding=finding))
            case f.MessagePinned(supports=supports):
                self._add(_Artefact(_weight(supports), fact.at))
            case f.InjectDelivered(inject=inject, supports=supports, refutes=refutes) if shown:
                self._refute(refutes)
                self._add(_Artefact(_weight(supports), fact.at, inject=inject, beyond_tiles=self._beyond_tiles(inject)))
            case f.StakeholderPinged(supports=supports):
                self._add(_Artefact(_weight(supports), fact.at, fact.at + COUNT_LASTS))
            case f.VerifyReported(healthy=True) if not self._hidden_harm:
                self._artefacts = [a for a in self._artefacts if a.beyond_tiles]
            case _:
                pass
        self._move(fact.at)

    def tiles(self, rows: Iterable[TileRow]) -> None:
        """The tiles of one step, all journeys."""
        shown = list(rows)
        if not shown:
            return
        at = shown[0].at
        self._expire(at)
        if self._lost:
            self._forget_tiles()
        else:
            self._look(at, max(row.weight for row in shown), blind=not all(row.known for row in shown))
        self._move(at)

    # --- inside ----------------------------------------------------------------------------------

    @property
    def _hidden_harm(self) -> bool:
        truth = self.scenario.secret.truth
        return truth.data_loss or truth.breach

    def _beyond_tiles(self, inject: str) -> bool:
        spec = self.scenario.secret.msel.get(inject)
        return spec is not None and spec.as_ in _BEYOND_TILES

    def _look(self, at: int, weight: int, *, blind: bool) -> None:
        for line in (SEV3, SEV2, SEV1):
            if weight >= line:
                self._past.setdefault(line, at)
            else:
                self._past.pop(line, None)
        if self._opened is None:
            return
        # the slow row lags half an hour behind, and contradicts no claim of SEV2 or worse by standing
        if weight >= SEV2 or blind:
            self._well_since = None
        elif self._well_since is None:
            self._well_since = at
        elif at - self._well_since >= WELL_FOR and not self._hidden_harm:
            before = self._well_since
            self._artefacts = [a for a in self._artefacts if a.at > before or a.beyond_tiles]
        self._tiles = max((line for line, since in self._past.items() if at - max(since, self._opened) >= SEEN_FOR), default=0)

    def _forget_tiles(self) -> None:
        self._past.clear()
        self._well_since = None
        self._tiles = 0

    def _add(self, artefact: _Artefact) -> None:
        if artefact.weight > 0:
            self._artefacts.append(artefact)

    def _refute(self, ids: Sequence[str]) -> None:
        self._artefacts = [a for a in self._artefacts if not {a.finding, a.inject, a.alert} & set(ids)]

    def _expire(self, now: int) -> None:
        """Artefacts whose time is over end at their own second, also when nothing happened in it."""
        for until in sorted({a.until for a in self._artefacts if a.until is not None and a.until <= now}):
            self._artefacts = [a for a in self._artefacts if a.until != until]
            self._move(until)

    def _move(self, at: int) -> None:
        weight = max([self._tiles, *(a.weight for a in self._artefacts)])
        if weight == self.moves[-1].weight:
            return
        if self.moves[-1].at == at and len(self.moves) > 1:
            self.moves.pop()
            if self.moves[-1].weight == weight:
                return
        self.moves.append(Evident(at, weight))


def _weight(supports: Sev | None) -> int:
    return 0 if supports is None else supports.weight


def _until(at: int, lasts: int | None) -> int | None:
    return None if lasts is None else at + lasts


# --- after the fact ---------------------------------------------------------------------------------


class Tiles:
    """What the tiles showed, step by step, made from the truth table: a tile reads counts, and counting adds no noise worth a line."""

    def __init__(self, scenario: Scenario) -> None:
        journeys = scenario.public.system.journeys
        self._core = {id_: journey.core for id_, journey in journeys.items()}
        self._slos = {id_: journey.slo for id_, journey in journeys.items()}
        self._earns = {id_: journey.earns for id_, journey in journeys.items() if journey.earns is not None}
        self._revenue: Revenue | None = None
        self._meters: dict[str, SloMeter] = {}  # windows reach back into what the first step shows as usual

    def step(self, rows: Iterable[TruthRow]) -> list[TileRow]:
        """The tiles after the truth rows of one step."""
        made: list[TileRow] = []
        rows = list(rows)
        earned = self._earned(rows) if self._earns else 1.0
        for row in rows:
            meter = self._meters.get(row.journey)
            if meter is None:
                usual = max(0.0, row.total - row.good)
                slo = self._slos[row.journey]
                usual = usual if usual <= (1.0 - slo) * row.total else 0.0
                meter = self._meters[row.journey] = SloMeter(slo, row.total, usual)
            core, known = self._core[row.journey], row.shown is None or row.shown >= 0.0
            bad = max(0.0, row.total - row.good) if row.shown is None else row.total * (1.0 - row.shown)
            meter.add(*((row.total, bad) if known else (0.0, 0.0)))
            honest = row.good / row.total if row.total > 0.0 else 1.0
            success = honest if row.shown is None else row.shown
            burns = meter.burn(WINDOW_5M), meter.burn(WINDOW_30M)
            made.append(TileRow(row.at, core, success, *burns, earned, row.cohort, known))
        return made

    def _earned(self, rows: list[TruthRow]) -> float:
        """The share of the expected revenue over five minutes, as it stands with the tiles."""
        earned = sum(row.good * self._earns.get(row.journey, 0.0) for row in rows)
        expected = earned + sum(row.lost for row in rows)
        if self._revenue is None:
            self._revenue = Revenue(expected)
        self._revenue.add(expected, earned)
        return self._revenue.share()


def sev_evident(scenario: Scenario, facts: Iterable[f.Fact], rows: Iterable[TruthRow]) -> tuple[Evident, ...]:
    """The whole history of the evident severity, from a drill's facts and its truth table. First entry: second 0, nothing evident."""
    fold, tiles = Evidence(scenario), Tiles(scenario)
    steps = _steps(rows)
    step = next(steps, None)
    for fact in back_dated(facts):
        while step is not None and step[0] < fact.at:
            fold.tiles(tiles.step(step[1]))
            step = next(steps, None)
        fold.fact(fact)
    while step is not None:
        fold.tiles(tiles.step(step[1]))
        step = next(steps, None)
    return tuple(fold.moves)


def _steps(rows: Iterable[TruthRow]) -> Iterator[tuple[int, list[TruthRow]]]:
    for at, group in groupby(rows, key=lambda row: row.at):
        yield at, list(group)


def evident_at(moves: Sequence[Evident], at: int) -> int:
    """The weight at a second."""
    weight = 0
    for move in moves:
        if move.at > at:
            break
        weight = move.weight
    return weight


def first_at_least(moves: Sequence[Evident], weight: int) -> int | None:
    """The first second at which something this severe was evident; None when it never was."""
    return next((move.at for move in moves if move.weight >= weight), None)
