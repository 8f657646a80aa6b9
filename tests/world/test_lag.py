"""A backlog's oldest, and what of it is dropped."""

import pytest
from small_systems import Table, scenario

from simulator.scenario.words import Kind

#: Writes come at 100/s to a replica that can do 250/s.
REPLICA = """
system:
  journeys: {write: {core: true, slo: 99%, within: 1s, enters: primary, traffic: 100/s, users: 9000, insist: 0%}}
  services:
    primary: {busy: 20%, takes: 10ms, instances: 4, workers: 500, calls: [{to: replica, timeout: 1s, optional: true}]}
    replica: {busy: 40%, takes: 10ms, instances: 4, workers: 500, backlog: {LIFE} MORE}
"""


def table(life: str = "", more: str = "") -> Table:
    return Table(scenario(REPLICA.replace("LIFE", life).replace("MORE", more)))


def read(t: Table, column: str, of: str = "replica") -> float:
    value = t.world.reading(f"{of}.{column}")
    assert value is not None
    return value


def test_a_healthy_replica_does_not_lag() -> None:
    """What comes is done within its step, and nothing is dropped."""
    t = table()
    t.run(600)
    assert (read(t, "lag"), read(t, "dropped")) == (0.0, 0.0)


def test_a_paused_one_is_as_old_as_the_pause_and_catches_up_at_the_rate_it_can() -> None:
    """Ten minutes paused: ten minutes old. Resumed it works 2.5 s of writes each second: 600 s are caught up after 400."""
    t = table()
    t.run(60)
    t.at_once(Kind.PAUSE_JOB, "replica")
    t.run(660)
    assert read(t, "lag") == pytest.approx(600.0, abs=5.0)
    assert read(t, "queue") == pytest.approx(60_000, rel=0.01)
    t.at_once(Kind.RESUME_JOB, "replica")
    t.run(660 + 200)
    assert read(t, "lag") == pytest.approx(300.0, abs=10.0)
    t.run(660 + 390)
    assert read(t, "lag") > 1.0
    t.run(660 + 410)
    assert read(t, "lag") == 0.0
    assert read(t, "dropped") == 0.0


def test_what_is_older_than_its_lifetime_is_dropped() -> None:
    """Kept for five minutes: the oldest is never older, and from then on as much is dropped as comes; a meter sums what was lost."""
    t = Table(
        scenario(
            REPLICA.replace("LIFE", "lifetime: 5m").replace("MORE", "")
            + "  meters: {lost: {title: Writes lost, unit: writes, of: replica.dropped}}\n"
        )
    )
    t.run(60)
    t.at_once(Kind.PAUSE_JOB, "replica")
    t.run(300)
    assert read(t, "dropped") == 0.0
    t.run(660)
    assert read(t, "lag") == pytest.approx(300.0, abs=5.0)
    assert read(t, "dropped") == pytest.approx(100.0, rel=0.01)
    assert t.world.reading("lost") == pytest.approx(100.0 * 300, rel=0.03)


def test_a_cohort_lags_for_itself_and_the_service_as_its_worst() -> None:
    """Paused in one region, that one is old; the service is as old as its oldest."""
    t = table(more=", cohorts: {north: 50%, south: 50%}")
    t.run(60)
    t.at_once(Kind.PAUSE_JOB, "replica", cohort="north")
    t.run(360)
    assert read(t, "lag", "replica@north") == pytest.approx(300.0, abs=5.0)
    assert read(t, "lag", "replica@south") == 0.0
    assert read(t, "lag") == read(t, "lag", "replica@north")
    assert t.world.reading("primary.lag") is None
