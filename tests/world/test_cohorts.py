"""Cohorts: what each of them reads, which of them calls which, whom its failure hurts and how severe that is."""

from __future__ import annotations

import pytest
from small_systems import Table, network, scenario, steps

from simulator.record import facts as f
from simulator.scenario.words import Kind, Variant
from simulator.world.harm import hurt_share
from simulator.world.severity import HEALTHY, SEV1, SEV2, SEV3, weight

STACKS = """
system:
  journeys:
    pay: {core: CORE, slo: SLO, within: 1s, enters: web, traffic: 1000/s, users: 60000, insist: 40%, again: 20s}
  services:
    web: {busy: 20%, takes: 5ms, instances: 20, workers: 500, cohorts_are: KIND, cohorts: {north: 60%, south: 40%}, calls: [{to: api, timeout: 500ms}]}
    api: {busy: 20%, takes: 5ms, instances: 20, workers: 500, cohorts: {north: 60%, south: 40%}, calls: [{to: db, timeout: 400ms}]}
    db: {busy: 40%, takes: 2ms, instances: 4, workers: 500 MORE}
"""


def system(*, core: bool = True, slo: str = "99.9%", kind: str = "regions", more: str = "") -> str:
    return STACKS.replace("CORE", str(core).lower()).replace("SLO", slo).replace("KIND", kind).replace(" MORE", more)


def table(faults: str, text: str = "", to: int = 360) -> Table:
    made = Table(scenario(text or system(), faults))
    made.run(to)
    return made


def read(made: Table, signal: str) -> float:
    value = made.world.reading(signal)
    assert value is not None, signal
    return value


def test_a_cohort_has_every_signal_of_its_service_and_journey() -> None:
    """The parts of a healthy system add up to the whole."""
    made = table("", to=60)
    for column in ("traffic", "served", "instances", "queue"):
        parts = [read(made, f"web@{cohort}.{column}") for cohort in ("north", "south")]
        assert sum(parts) == pytest.approx(read(made, f"web.{column}"))
    assert read(made, "web@north.cpu") == pytest.approx(0.2, abs=0.01)
    assert read(made, "pay@north.rate") == pytest.approx(600.0)
    assert read(made, "pay@south.success") > 0.999
    assert not made.world.series.has("db@north.cpu")


def test_a_region_calls_its_own_stack_below() -> None:
    """What breaks two services down in the north is felt in the north and nowhere else."""
    made = table("lost: {at: 1m, target: api, in: north, does: {errors: 80%}}")
    assert read(made, "pay@north.success") == pytest.approx(0.2, abs=0.01)
    assert read(made, "pay@south.success") > 0.999
    assert read(made, "web@south.errors") < 0.001


def test_calls_without_a_namesake_are_spread() -> None:
    """A service below with other cohorts, or none, is called by everybody: its trouble is everybody's."""
    text = system(more=", cohorts: {blue: 50%, green: 50%}")
    made = table("lost: {at: 1m, target: db, in: blue, does: {errors: 80%}}", text)
    north, south = read(made, "pay@north.success"), read(made, "pay@south.success")
    assert north == pytest.approx(0.6, abs=0.01)
    assert south == pytest.approx(north, abs=1e-6)


def test_calls_go_to_the_others_when_their_own_region_is_left_below() -> None:
    """The api's north is drained: the web's north calls south, and pays with nothing while there is room."""
    made = table("lost: {at: 1m, target: api, in: north, does: {errors: 80%}}", to=120)
    made.at_once(Kind.DRAIN, "api", Variant.FAST, "north")
    made.run(360)
    assert made.node("api", "north").offered == 0.0
    assert made.node("api", "south").offered == pytest.approx(1000.0, rel=0.01)
    assert read(made, "pay@north.success") > 0.999
    made.at_once(Kind.UNDRAIN, "api", Variant.FAST, "north")
    made.run(480)
    assert read(made, "pay@north.success") < 0.25


def test_users_of_a_region_come_back_to_it() -> None:
    """Those who failed in the north try the north again; the south is not visited more than usual."""
    made = table("lost: {at: 1m, target: web, in: north, does: {errors: 80%}}")
    assert read(made, "pay@south.rate") == pytest.approx(400.0, rel=0.001)
    assert read(made, "pay@north.rate") > 800.0
    assert read(made, "pay.rate") == pytest.approx(read(made, "pay@north.rate") + read(made, "pay@south.rate"))


def test_users_of_a_region_that_is_left_are_served_elsewhere() -> None:
    """After a failover they get what everybody gets, and nobody arrives at what was left."""
    made = table("lost: {at: 1m, target: web, in: north, does: {errors: 80%}}", to=120)
    made.at_once(Kind.FAIL_OVER, "web", Variant.FAST, "north")
    made.run(900)
    assert read(made, "pay@north.rate") == 0.0
    assert read(made, "pay@north.success") == pytest.approx(read(made, "pay.success")) == pytest.approx(1.0, abs=1e-3)


def test_nobody_gets_in_when_traffic_has_been_moved_away_from_everywhere() -> None:
    """Both regions left: every request fails and is counted."""
    made = table("", to=60)
    for cohort in ("north", "south"):
        made.at_once(Kind.DRAIN, "web", Variant.FAST, cohort)
    made.run(180)
    flow = made.flow("pay")
    assert flow.good == 0.0
    assert flow.failed == flow.total == pytest.approx(sum(part.total for part in flow.parts))


def test_hurt_users_are_counted_where_they_are() -> None:
    """Everybody in the north fails and nobody in the south: 60 % of users are hurt, not the nearly all that a mean would say of ten tries each."""
    text = system().replace("users: 60000", "users: 6000").replace("insist: 40%", "insist: 0%")
    made = table("lost: {at: 1m, target: web, in: north, does: {errors: 100%}}", text)
    assert read(made, "pay.hurt") == pytest.approx(3600.0)
    assert read(made, "pay@north.hurt") == pytest.approx(3600.0)
    assert read(made, "pay@south.hurt") == pytest.approx(0.0, abs=1.0)
    assert 6000 * hurt_share(0.6, 10.0) > 5900.0
    row = made.world.truth_rows()[-1]
    assert row.hurt == pytest.approx(3600.0)
    assert row.harm == pytest.approx(3600.0 * 5 / 60, rel=0.001)


@pytest.mark.parametrize(
    ("kind", "core", "errors", "row"),
    [
        ("regions", True, "60%", SEV2),
        ("regions", True, "45%", HEALTHY),
        ("regions", False, "60%", HEALTHY),
        ("tenants", True, "60%", SEV3),
        ("tenants", False, "60%", SEV3),
        ("tenants", False, "45%", HEALTHY),
        ("clusters", True, "60%", HEALTHY),
    ],
)
def test_losing_one_cohort_is_a_row_of_its_own(kind: str, core: bool, errors: str, row: int) -> None:
    """A region of a core journey below one half is SEV2, a tenant SEV3; the mean, of 24 % errors at most, says SEV3 at most."""
    text = system(core=core, slo="93%" if core else "70%", kind=kind).replace("insist: 40%", "insist: 0%")
    made = table(f"lost: {{at: 1m, target: web, in: south, does: {{errors: {errors}}}}}", text, to=700)
    mean = weight([(core, made.world.meters["pay"])])
    assert mean <= SEV3
    assert made.world.truth_rows()[-1].cohort == row
    assert made.world.severity == max(row, mean)


def test_a_region_down_is_known_after_half_of_five_minutes() -> None:
    """Five minutes are read: fewer than half succeed in them once three of five minutes were total. It ends as it came."""
    text = system(slo="93%").replace("insist: 40%", "insist: 0%")
    made = table("lost: {at: 1m, target: web, in: south, does: {errors: 100%}, lasts: 10m}", text, to=1500)
    rows = [(row.at, row.cohort) for row in made.world.truth_rows()]
    first = next(at for at, cohort in rows if cohort == SEV2)
    last = max(at for at, cohort in rows if cohort == SEV2)
    assert 60 + 150 <= first <= 60 + 160
    assert 660 + 140 <= last <= 660 + 150


def test_lost_redundancy_is_sev3_though_nobody_is_hurt() -> None:
    """Three of three must work; one is drained, which changes nothing, and then fails: nobody is hurt, and it is SEV3 until it is back."""
    text = """
system:
  journeys:
    pay: {core: true, slo: 99.9%, within: 1s, enters: web, traffic: 100/s, users: 6000}
  services:
    web: {busy: 20%, takes: 5ms, instances: 9, workers: 500, cohorts_are: clusters, redundant: 3, cohorts: {a: 34%, b: 33%, c: 33%}}
"""
    made = table("lost: {at: 5m, target: web, in: a, does: {capacity: 0%}, lasts: 5m}", text, to=60)
    made.at_once(Kind.DRAIN, "web", Variant.FAST, "a")
    made.run(900)
    moved = [(at, body.weight) for at, body in made.of(f.SeverityMoved) if isinstance(body, f.SeverityMoved)]
    assert moved == [(300, SEV3), (600, HEALTHY)]
    assert made.success("pay") > 0.999


def test_the_worst_row_decides() -> None:
    """Everything down is SEV1, whatever its regions say."""
    made = table("lost: {at: 1m, target: web, does: {errors: 100%}}", to=700)
    assert made.world.severity == SEV1
    assert made.world.truth_rows()[-1].cohort == SEV2


def test_a_system_without_cohorts_keeps_none() -> None:
    """No series, no rows: nothing that a file does not use costs it a step."""
    made = table("", to=60)
    net = network(system().replace(", cohorts: {north: 60%, south: 40%}", "").replace("cohorts_are: regions, ", ""))
    assert made.world.cohorts.any
    assert all(not flow.parts for flow in net.flows.values())
    assert all(link.shares == (1.0,) for node in net.order for link in node.links)
    steps(net, 60)
    plain = Table(scenario(system().replace(", cohorts: {north: 60%, south: 40%}", "")))
    assert not plain.world.cohorts.any
    assert not [name for name in plain.world.series.names if "@" in name]


def test_an_alert_can_watch_one_region() -> None:
    """A threshold on a cohort's signal fires for it alone."""
    alerts = """
alerts:
  north: {signal: pay@north.success, below: 0.9, for: 30s}
  south: {signal: pay@south.success, below: 0.9, for: 30s}
"""
    lost = "lost: {at: 1m, target: api, in: north, does: {errors: 80%}}"
    made = Table(scenario(system(), lost, more=alerts))
    made.run(300)
    assert [body.alert for _, body in made.of(f.AlertFired) if isinstance(body, f.AlertFired)] == ["north"]
