"""What becomes of nodes by themselves: dying and booting, scaling, filling."""

import math

import pytest
from small_systems import Table, network, scenario, steps

from simulator.scenario.words import Kind, Variant

FRAGILE = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 9000, insist: 0%}}
  services: {api: {busy: 50%, takes: 10ms, instances: 10, workers: 500, queue: 10ms, fragile: {over: 95%, for: 20s, boots: 60s}}}
"""


def test_instances_live_at_any_load_below_the_line() -> None:
    """At 90 % nothing dies, however long."""
    net = network(FRAGILE)
    for _ in range(720):
        net.step(traffic=1.8)
    assert net.by_service["api"][0].alive == 10.0


def test_instances_begin_to_die_after_as_long_as_they_can_bear() -> None:
    """Hot for fifteen seconds, all live; from twenty on they die at the rate of one in twenty seconds."""
    net = network(FRAGILE)
    node = net.by_service["api"][0]
    for _ in range(3):
        net.step(traffic=4.0)
    assert node.alive == 10.0
    for n in (1, 2, 3):
        net.step(traffic=4.0)
        assert node.alive == pytest.approx(10.0 * math.exp(-n * 5 / 20))


def test_the_dead_come_back_after_their_boot_time_and_not_before() -> None:
    """Sixty seconds after they died, when nothing is left to kill them."""
    net = network(FRAGILE)
    node = net.by_service["api"][0]
    for _ in range(4):
        net.step(traffic=4.0)
    alive = node.alive
    steps(net, 55)
    assert node.alive == alive
    net.step()
    assert node.alive == pytest.approx(10.0)


def test_under_lasting_overload_the_living_are_those_that_die_as_fast_as_they_boot() -> None:
    """In the long run a share of for / (for + boots) lives: 20 / 80 of ten instances."""
    net = network(FRAGILE)
    living = []
    for _ in range(2000):
        net.step(traffic=8.0)
        living.append(net.by_service["api"][0].alive)
    assert sum(living[1000:]) / 1000 == pytest.approx(2.5, rel=0.12)  # newcomers of a step live a step at least


def test_a_moment_of_calm_starts_the_count_again() -> None:
    """Fifteen hot seconds, five calm ones, fifteen hot ones: nobody dies."""
    net = network(FRAGILE)
    for traffic in (4.0, 4.0, 4.0, 0.1, 4.0, 4.0, 4.0):
        net.step(traffic=traffic)
    assert net.by_service["api"][0].alive == 10.0


SCALED = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 5s, enters: web, traffic: 100/s, users: 9000, insist: 0%}}
  services:
    web: {busy: 40%, takes: 10ms, instances: 10, workers: WORKERS, autoscaler: {target: 60%, most: 30, step: 4, cooldown: 1m, boots: 90s}, calls: [{to: db, timeout: 5s}]}
    db: {busy: 10%, takes: 5ms, instances: 4, workers: 9000}
"""


def test_an_autoscaler_leaves_a_healthy_service_alone() -> None:
    """An hour of healthy load, and somewhat more or less, changes no size."""
    for traffic in (0.75, 1.0, 1.4):
        net = network(SCALED.replace("WORKERS", "500"))
        for _ in range(720):
            net.step(traffic)
        assert net.by_service["web"][0].alive == 10.0


def test_an_autoscaler_adds_a_step_waits_for_it_to_boot_and_cools_down() -> None:
    """At 80 % it adds what the target asks for, up 90 s later; not again within the minute."""
    net = network(SCALED.replace("WORKERS", "500"))
    web = net.by_service["web"][0]
    net.step(traffic=2.0)
    assert web.whole == pytest.approx(10 + 10 * 0.8 / 0.6 - 10)
    first = web.whole
    for _ in range(11):
        net.step(traffic=2.0)
    assert (web.whole, web.alive) == (first, 10.0)
    for _ in range(120):
        net.step(traffic=2.0)
    assert web.cpu <= 0.6 + 1e-6


def test_an_autoscaler_stops_at_its_most() -> None:
    """However many come, never more than `most`."""
    net = network(SCALED.replace("WORKERS", "500"))
    for _ in range(1440):
        net.step(traffic=40.0)
    assert net.by_service["web"][0].alive == pytest.approx(30.0)


def test_an_autoscaler_takes_instances_from_callers_that_wait() -> None:
    """A slow dependency makes CPU fall while all workers are held; reading CPU alone, it makes things worse (Slack, 2021)."""
    table = Table(scenario(SCALED.replace("WORKERS", "20"), "slow: {at: 1m, target: db, does: {latency: +4s}}"))
    table.run(120)
    before = table.success("ask")
    assert table.node("web").workers == pytest.approx(1.0, abs=0.01)
    table.run(900)
    assert table.node("web").alive < 5.0
    assert table.success("ask") < 0.6 * before


@pytest.mark.parametrize("watches", ["workers", "both"])
def test_an_autoscaler_that_watches_workers_adds_where_callers_wait(watches: str) -> None:
    """The same slow dependency: CPU is idle, all workers are held, and it grows to its quota."""
    watching = SCALED.replace("WORKERS", "20").replace("autoscaler: {", f"autoscaler: {{watches: {watches}, ")
    table = Table(scenario(watching, "slow: {at: 1m, target: db, does: {latency: +4s}}"))
    table.run(60)
    assert table.node("web").alive == 10.0
    table.run(120)
    assert table.node("web").cpu < 0.2
    table.run(1500)
    assert table.node("web").alive == pytest.approx(30.0)


@pytest.mark.parametrize(("watches", "fewest"), [("cpu", 4.0), ("workers", 4.0), ("both", 4.0)])
def test_an_autoscaler_never_goes_below_its_least(watches: str, fewest: float) -> None:
    """With hardly any users it takes instances away down to `least`, whatever it watches, and serves the rest well."""
    few = SCALED.replace("WORKERS", "500").replace("autoscaler: {", f"autoscaler: {{watches: {watches}, least: 4, ")
    table = Table(scenario(few, "gone: {at: 2m, target: ask, does: {traffic: 5%}}"))
    table.run(3600)
    assert table.node("web").alive == pytest.approx(fewest)
    assert table.success("ask") > 0.999


def test_watching_both_it_takes_away_only_when_both_are_idle() -> None:
    """Half of the users and a slower dependency: CPU is idle and workers are not, so all instances are kept."""
    kept = {}
    for watches in ("cpu", "both"):
        both = SCALED.replace("WORKERS", "20").replace("autoscaler: {", f"autoscaler: {{watches: {watches}, ")
        faults = "gone: {at: 1m, target: ask, does: {traffic: 50%}}\nslow: {at: 30s, target: db, does: {latency: +50ms}}"
        table = Table(scenario(both, faults))
        table.run(900)
        kept[watches] = table.node("web").alive
    assert kept["cpu"] < 8.0
    assert kept["both"] == 10.0


def test_instances_added_by_order_are_kept_by_the_autoscaler() -> None:
    """It does not take away what a commander asked for."""
    table = Table(scenario(SCALED.replace("WORKERS", "500"), "gone: {at: 2m, target: ask, does: {traffic: 1%}}"))
    table.run(60)
    table.at_once(Kind.SCALE_UP, "web")
    table.run(3600)
    assert 5.0 <= table.node("web").alive < 7.0


CACHED = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 5s, enters: web, traffic: 100/s, users: 9000, insist: 0%}}
  services:
    web: {busy: 20%, takes: 10ms, instances: 4, workers: 500, cache: {hits: 80%, fills: 10m}, calls: [{to: db, timeout: 1s}]}
    db: {busy: 10%, takes: 5ms, instances: 4, workers: 9000}
"""


def test_a_cache_is_warm_again_after_its_filling_time() -> None:
    """At healthy load an empty cache is 95 % of the way back after `fills`, within a point."""
    table = Table(scenario(CACHED))
    table.at_once(Kind.FLUSH_CACHE, "web", Variant.FAST)
    table.run(600)
    assert table.node("web").hits / 0.8 == pytest.approx(0.95, abs=0.01)


def test_a_cache_fills_slower_at_less_load_and_not_at_all_from_failures() -> None:
    """Half the traffic, half the pace; and what is down below fills nothing."""
    less = Table(scenario(CACHED, "less: {at: 1s, target: ask, does: {traffic: 50%}}"))
    down = Table(scenario(CACHED, "down: {at: 1s, target: db, does: {errors: 100%}}"))
    for table in (less, down):
        table.run(10)
        table.at_once(Kind.FLUSH_CACHE, "web", Variant.FAST)
        table.run(610)
    assert less.node("web").hits / 0.8 == pytest.approx(1.0 - math.exp(-1.5), abs=0.01)
    assert down.node("web").hits == 0.0
