"""As it happened: recorded acts that no order stands for, acts in one region, and figures of every published kind."""

from __future__ import annotations

import pytest

from simulator.bots.fidelity import Compared, as_table, compare
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.record import facts as f
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Sev

TEXT = """
scenario: two-regions
alias: Two regions
level: 2
minutes: 20
starts_at: 2026-03-06T10:00:00Z
brief: Two regions.
source: {title: Composed for tests}
system:
  journeys:
    pay: {core: true, slo: 99.5%, within: 2s, enters: web, traffic: 400/s, users: 5200, insist: 0%}
  services:
    web: {busy: 40%, takes: 20ms, instances: 20, cohorts: {east: 50%, west: 50%}}
people:
  sam: {says_who: web, knows: [web]}
  kim: {says_who: web, knows: [web]}
secret:
  faults:
    by-hand: {at: 10h, target: web, does: {errors: 30%}}
    both: {at: 2m, target: web, does: {errors: 60%}, ends: [{by: roll-back web}]}
  truth:
    summary: "A release."
    fixed_by: [roll-back web]
    factors: [{kind: change, says: "one"}, {kind: process, says: "two"}]
  history:
    - {at: 3m, declared: SEV2}
    - {at: 4m, declared: SEV1}
    - {at: 5m, ordered: roll-back web, in: east}
    - {at: 6m, ordered: roll-back web, in: west}
    - {at: 8m, done: roll-back web, in: west, says: "West first."}
    - {at: 10m, done: roll-back web, in: east}
    - {at: 14m, begins: by-hand, says: "A colleague tried the release again."}
    - {at: 16m, ends: by-hand}
  published: PUBLISHED
"""


def scenario(*published: str) -> Scenario:
    lines = "".join(f"\n    - {line}" for line in published) or "\n    - {onset: 2m}"
    loaded = load_scenario(TEXT.replace(" PUBLISHED", lines).encode(), "two.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def played(*published: str) -> Drill:
    return play(scenario(*published), "history", 1)


def row(published: str) -> Compared:
    loaded = scenario(published)
    return compare(loaded, play(loaded, "history", 1))[0]


def success(drill: Drill, at: int) -> float:
    value = drill.engine.world.reading("pay.success", at // 5)
    assert value is not None
    return value


def test_an_order_recorded_for_one_region_is_done_there_alone() -> None:
    """West is rolled back two minutes before east: meanwhile half of the users are well. Each order is one order."""
    drill = played()
    assert success(drill, 420) == pytest.approx(0.4, abs=0.01)
    assert success(drill, 540) == pytest.approx(0.7, abs=0.01)
    assert success(drill, 720) > 0.999
    done = [(m.cohort, m.ordered_at, m.done_at, m.says) for m in drill.board.mitigations.values()]
    assert done == [("east", 300, 600, ""), ("west", 360, 480, "West first.")]


def test_a_fault_begins_and_ends_where_the_record_says_so() -> None:
    """What no order stands for is stated; the drill is not marked as steered by it."""
    drill = played()
    stated = [(x.at, x.body.fault, x.body.active) for x in drill.facts if isinstance(x.body, f.FaultStated)]
    assert stated == [(840, "by-hand", True), (960, "by-hand", False)]
    assert success(drill, 900) == pytest.approx(0.7, abs=0.01)
    assert success(drill, 1000) > 0.999
    assert not drill.board.clock.steered


def test_a_second_declaration_changes_the_severity() -> None:
    """Declared SEV2, then SEV1: one incident, raised."""
    drill = played()
    assert [x.at for x in drill.facts if isinstance(x.body, f.IncidentDeclared)] == [180]
    assert [(x.at, x.body.sev) for x in drill.facts if isinstance(x.body, f.SeverityChanged)] == [(240, Sev.SEV1)]


@pytest.mark.parametrize(
    ("line", "simulated", "tolerance"),
    [
        ("{lowest: pay.success, from: 1m, to: 5m, is: 40%, within: 5%}", 0.4, 0.05),
        ("{highest: pay.hurt, from: 3m, to: 5m, value: 4800, within: 10%}", 5124.0, 480.0),
        ("{final: web.instances, to: 12m, value: 20}", 20.0, 2.0),
        ("{final: pay.success, to: 9m, is: 70%, within: 2%}", 0.7, 0.02),
        ("{highest: web.latency, to: 12m, is: 20ms, within: 5ms}", 0.02, 0.005),
    ],
)
def test_a_figure_is_read_where_the_line_says(line: str, simulated: float, tolerance: float) -> None:
    """Lowest, highest and final; shares by points, figures in their own unit by a share of themselves or in that unit.

    Hurt: each of 5200 users asks 4.6 times a minute and meets a failure with 1 - 0.4 ** 4.6, 98.5 %.
    """
    made = row(line)
    assert made.simulated == pytest.approx(simulated, rel=0.03)
    assert made.tolerance == pytest.approx(tolerance)
    assert made.within


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("{passes: pay.success, below: 0.9, at: 2m, within: 10s}", 120),
        ("{passes: pay.success, above: 0.9, at: 10m, from: 3m, within: 10s}", 605),
        ("{passes: web.errors, above: 0.2, from: 12m, at: 14m, within: 10s}", 845),
        ("{passes: pay.success, above: 0.9, at: 1m}", 5),
        ("{passes: web.errors, above: 0.9, at: 2m}", None),
    ],
)
def test_the_instant_a_signal_passes_a_line_is_compared(line: str, at: int | None) -> None:
    """The first step from `from` on at which it stands past the line; never is outside."""
    made = row(line)
    assert made.simulated == at
    assert made.within is (at is not None)


def test_the_record_goes_on_until_the_last_published_instant() -> None:
    """A figure after the last recorded act is still simulated."""
    made = row("{final: pay.success, to: 40m, is: 100%}")
    assert made.within
    assert "10:40" in made.what


def test_a_figure_in_its_own_unit_is_printed_in_it() -> None:
    """Shares as shares, instants as clocks, everything else as the number it is."""
    loaded = scenario("{highest: pay.rate, value: 60000}", "{final: web.instances, value: 20}", "{onset: 2m}")
    table = as_table(compare(loaded, play(loaded, "history", 1)))
    assert " 60,000 " in table
    assert " 20 " in table
    assert "%" not in table
