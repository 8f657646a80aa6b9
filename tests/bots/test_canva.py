"""A herd that outlives what released it: only turning everybody away ends it, and letting everybody back at once starts it anew."""

from __future__ import annotations

from functools import cache
from statistics import quantiles

import pytest
from played import CANVA, drill_of, shipped, value

from simulator.bots.fidelity import compare, reproduced
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.record import facts as f
from simulator.record.commands import ForceMitigation, StartDrill
from simulator.record.seats import EDGE, IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind

#: Seconds after StartEx: the herd comes free at 09:07, the block stood at 09:29.
FREE, BLOCKED = 1320, 2640


def reading(drill: Drill, signal: str, at: int) -> float:
    value = drill.engine.world.reading(signal, at // 5)
    assert value is not None
    return value


@cache
def stated(*acts: tuple[int, Kind, str, str], until: int = 4500) -> Drill:
    """A run in which nothing happens but these orders, each done at its second."""
    drill = Drill.new(shipped(CANVA), 1, people=False)
    drill.give(StartDrill(), IC)
    for at, kind, target, cohort in acts:
        drill.advance(at)
        drill.give(ForceMitigation(kind, target, "", cohort), EDGE)
    drill.advance(until)
    return drill


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_published_timeline_and_figures_are_reproduced(seed: int) -> None:
    """Every line that counts is within its tolerance, and at least half of all lines count."""
    rows = compare(shipped(CANVA), drill_of(CANVA, "history", seed))
    assert reproduced(rows)
    assert 2 * sum(not row.fitted for row in rows) >= len(rows)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("insist: 66%", "insist: 10%"),
        ("fragile: {over: 95%, for: 15s, boots: 3m}", "fragile: {over: 95%, for: 10m, boots: 3m}"),
        ('{at: "09:29", done: disable cdn', '{at: "09:29", done: scale-up gateway'),
        ("calls: [{to: cdn, per: 45, retries: 1, timeout: 5s}]", "calls: [{to: cdn, per: 2, timeout: 5s}]"),
    ],
)
def test_the_check_bites(old: str, new: str) -> None:
    """Patient users, tasks that do not die, more tasks in place of the block, a small herd: none of them is what was published."""
    text = shipped(CANVA).text
    assert old in text
    other = load_scenario(text.replace(old, new).encode(), "other.yaml")
    assert isinstance(other, Scenario), other
    assert not reproduced(compare(other, play(other, "history", 1)))


def test_the_herd_outlives_what_released_it() -> None:
    """An hour after the last waiting request has passed, with nobody doing anything, three times the usual load still arrives at dead tasks."""
    drill = stated(until=FREE + 3700)
    assert reading(drill, "pages.queue", FREE - 5) > 250_000
    assert reading(drill, "pages.queue", FREE + 60) == 0.0
    late = range(FREE + 3600, FREE + 3700, 5)
    assert max(reading(drill, "edit.success", at) for at in late) < 0.25
    assert min(reading(drill, "edit.rate", at) for at in late) > 2 * 430_000


@pytest.mark.parametrize(
    "acts",
    [
        ((1800, Kind.SCALE_UP, "gateway", ""),),
        ((1800, Kind.SCALE_UP, "gateway", ""), (2100, Kind.SCALE_UP, "gateway", "")),
        ((1800, Kind.RATE_LIMIT, "edit", ""),),
        ((1800, Kind.SHED_LOAD, "edit", ""),),
        ((1800, Kind.ROLL_BACK, "pages", ""),),
    ],
)
def test_what_does_not_reach_the_load_does_not_end_it(acts: tuple[tuple[int, Kind, str, str], ...]) -> None:
    """More tasks, once and twice, a limit near the usual load, half of the herd, the old editor: a quarter of an hour later it is as bad."""
    drill = stated(*acts)
    assert max(reading(drill, "edit.success", at) for at in range(3000, 3300, 5)) < 0.25


def test_all_at_once_brings_it_back() -> None:
    """Blocked until every task is up, then everybody let in in the same second: within two minutes hardly a task is left."""
    drill = stated((BLOCKED, Kind.DISABLE, "cdn", ""), (BLOCKED + 420, Kind.ENABLE, "cdn", ""))
    assert reading(drill, "gateway.instances", BLOCKED + 415) >= 590
    assert min(reading(drill, "gateway.instances", at) for at in range(BLOCKED + 420, BLOCKED + 540, 5)) < 60
    assert reading(drill, "edit.success", 4400) < 0.25


def test_region_by_region_it_holds() -> None:
    """The same block taken away in one region after the other, the smallest first, a minute apart: no task dies and everybody is in."""
    cohorts = ("oceania", "south-america", "north-america", "europe", "asia")
    back = [(BLOCKED + 420 + 60 * n, Kind.ENABLE, "cdn", cohort) for n, cohort in enumerate(cohorts)]
    drill = stated((BLOCKED, Kind.DISABLE, "cdn", ""), *back)
    assert reading(drill, "edit.success", BLOCKED + 760) > 0.999
    assert min(reading(drill, "gateway.instances", at) for at in range(BLOCKED + 420, 4500, 5)) >= 590


def test_the_stall_is_no_error() -> None:
    """While a region hangs nothing fails: no errors, open editors well, and no page before the herd comes free."""
    drill = stated(until=FREE + 300)
    during = range(150, FREE - 10, 30)
    assert max(reading(drill, "pages.errors", at) for at in during) < 0.001
    assert min(reading(drill, "edit.success", at) for at in during) > 0.999
    assert min(x.at for x in drill.facts if isinstance(x.body, f.PageSent)) > FREE


def test_the_ideal_run_lets_back_in_what_it_closed() -> None:
    """It closes the door, waits until every task is up, and opens it region by region, the smallest first: all are in, and none died since."""
    drill = drill_of(CANVA, "ideal", 1)
    given = [(m.order, m.cohort) for m in drill.board.mitigations.values()]
    cohorts = shipped(CANVA).public.system.services["cdn"].cohorts
    assert given == [("disable cdn", ""), *(("enable cdn", c) for c in sorted(cohorts, key=lambda c: cohorts[c]))]
    last = max(m.done_at or 0 for m in drill.board.mitigations.values())
    assert last < BLOCKED
    assert reading(drill, "edit.success", last + 120) > 0.999


def test_practice_shows() -> None:
    """Over eight seeds the lower quartile of competent runs avoids more harm than the upper quartile of novice ones, and more than history."""

    def share(policy: str, seed: int) -> float:
        made = value(CANVA, policy, seed, "M26")
        assert made is not None
        return made

    seeds = range(1, 9)
    competent = quantiles([share("competent", seed) for seed in seeds], n=4)
    novice = quantiles([share("novice", seed) for seed in seeds], n=4)
    assert competent[0] > novice[2]
    assert novice[0] > 0.0
    assert competent[0] > share("history", 1)
    assert share("ideal", 1) == 100.0
