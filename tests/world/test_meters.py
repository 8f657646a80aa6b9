"""Meters: what adds up while something goes on, in its own unit."""

import pytest
from small_systems import Table, scenario

from simulator.scenario.words import Kind

SYSTEM = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 9000, insist: 0%}}
  services:
    api: {busy: 20%, takes: 10ms, instances: 10, workers: 500, cohorts: {north: 75%, south: 25%}}
  meters:
    loss: {title: Money lost, unit: USD, shown: true}
    refused: {title: Requests served, unit: requests, of: api.served, per: 0.5}
"""
LOSING = "bleed: {at: 1m, target: api, runs: {loss: 600/min}, ends: [{by: restart api, calms_over: 20s}]}"


def test_a_fault_runs_a_meter_while_it_lasts() -> None:
    """600 a minute from the first minute on; eased away over 20 s it adds half as much, and then nothing more."""
    table = Table(scenario(SYSTEM, LOSING))
    table.run(60)
    assert table.world.reading("loss") == 0.0
    table.run(180)
    assert table.world.reading("loss") == pytest.approx(10.0 * 120)
    table.at_once(Kind.RESTART, "api")
    table.run(600)
    assert table.world.reading("loss") == pytest.approx(10.0 * (120 + sum(1 - s / 20 for s in range(20))))


def test_a_meter_runs_to_the_second() -> None:
    """From 1:02 to 1:09, although the world steps every five seconds: seven seconds of ten."""
    table = Table(scenario(SYSTEM, "bleed: {at: 62s, target: api, runs: {loss: 10/s}, lasts: 7s}"))
    table.run(120)
    assert table.world.reading("loss") == pytest.approx(70.0)


def test_a_slow_onset_runs_it_slowly() -> None:
    """Coming on over two minutes it has added half of what it adds in two at full strength."""
    table = Table(scenario(SYSTEM, LOSING.replace("ends:", "shape: ramp, over: 2m, ends:")))
    table.run(180)
    assert table.world.reading("loss") == pytest.approx(0.5 * 10.0 * 120, rel=0.05)


def test_a_fault_that_ended_in_one_part_runs_it_for_the_others() -> None:
    """Three quarters of the traffic are well again: a quarter of the loss goes on."""
    table = Table(scenario(SYSTEM, LOSING.replace(", calms_over: 20s", "")))
    table.run(120)
    table.at_once(Kind.RESTART, "api", cohort="north")
    before = table.world.reading("loss") or 0.0
    table.run(240)
    assert (table.world.reading("loss") or 0.0) - before == pytest.approx(10.0 * 120 * 0.25)


def test_a_meter_sums_a_signal_per_second() -> None:
    """A hundred requests a second for ten minutes, half a unit each."""
    table = Table(scenario(SYSTEM))
    table.run(600)
    assert table.world.reading("refused") == pytest.approx(0.5 * 100 * 600)


COSTLY = """
  mitigations:
    back: {order: restart api, costs: [{meter: loss, adds: 4000}, {meter: refused, adds: 7, when: {mitigated: true}}]}
"""


@pytest.mark.parametrize(("holds", "served"), [(True, 7), (False, 0)])
def test_what_is_done_costs_what_the_scenario_says(holds: bool, served: int) -> None:
    """Each time it is carried out, and only where its condition holds."""
    table = Table(scenario(SYSTEM.replace(", of: api.served", ""), secret=COSTLY), holds=lambda _: holds)
    table.run(60)
    assert table.world.readings() == {"loss": 0.0, "refused": 0.0}
    table.at_once(Kind.RESTART, "api")
    table.at_once(Kind.RESTART, "api")
    table.at_once(Kind.SCALE_UP, "api")
    assert table.world.readings() == {"loss": 8000.0, "refused": 2.0 * served}
    table.run(65)
    assert table.world.reading("loss") == 8000.0


def test_instruments_read_a_meter_exactly_and_the_digest_counts_it() -> None:
    """No noise on what is counted; two runs that differ in a meter alone differ in their numbers."""
    one, other = Table(scenario(SYSTEM, LOSING)), Table(scenario(SYSTEM, LOSING.replace("600", "601")))
    for table in (one, other):
        table.run(300)
        for step in range(60):
            assert table.world.series.sampled("loss", step) == table.world.series.true("loss", step)
    assert one.world.numbers()[:-2] == other.world.numbers()[:-2]
    assert one.world.numbers() != other.world.numbers()
