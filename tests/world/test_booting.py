"""Instances that call others while they boot: how a restart of everything at once keeps down what it needs to come up."""

import pytest
from small_systems import Table, scenario

from simulator.scenario.words import Kind, Variant

#: Twenty instances; each asks the registry for 300 things on its way up, which takes a minute. The registry is sized for one of them at
#: 20 %: five a second of twenty-five. All twenty at once ask for a hundred.
FLEET = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 1s, enters: web, traffic: 400/s, users: 9000, insist: 0%}}
  services:
    web: {busy: 60%, takes: 10ms, instances: 20, workers: 200, boot_calls: [{to: registry, per: 300}] MORE}
    registry: {busy: 20%, takes: 20ms, instances: 2, workers: 500}
"""
DOWN = "gone: {at: 1m, target: registry, does: {errors: 100%}}"
REFUSES = "gone: {at: 1m, target: registry, does: {errors: 75%}}"


def fleet(fault: str = "", more: str = ", fragile: {for: 1h, boots: 60s}") -> Table:
    return Table(scenario(FLEET.replace("MORE", more), fault))


def test_booting_instances_load_what_they_call() -> None:
    """A hundred a second while all twenty boot, nothing before and nothing long after; what nobody else calls is sized for one instance."""
    table = fleet()
    registry = table.node("registry")
    assert registry.healthy_load == pytest.approx(300 / 60)
    table.run(60)
    assert registry.offered == 0.0
    table.order(Kind.RESTART, "web", Variant.FAST, takes=60)
    table.run(75)
    assert registry.offered == pytest.approx(100.0)
    assert table.node("web").alive == 0.0
    table.run(1800)
    assert registry.offered == 0.0
    assert table.node("web").alive == pytest.approx(20.0)


def test_those_whose_calls_fail_boot_again() -> None:
    """Three of four calls fail, of few enough calls: after each minute a quarter of those that were booting is up."""
    table = fleet(REFUSES)
    table.node("web").boot_links[0].per = 30.0
    table.run(120)
    table.order(Kind.RESTART, "web", Variant.FAST, takes=60)
    left = 20.0
    for minute in (1, 2, 3):
        table.run(120 + 60 * minute + 5)
        up = table.node("web").alive
        assert up == pytest.approx(20.0 - 0.75 * left, rel=0.05)
        left = 20.0 - up


def test_all_at_once_stay_down_for_long_and_a_few_at_a_time_do_not() -> None:
    """Restarted at once, half of the fleet is still down when it should be up, and it is whole many minutes later; done safely, users
    notice nothing.
    """
    fast, safe = fleet(), fleet()
    for table, variant, takes in ((fast, Variant.FAST, 60), (safe, Variant.SAFE, 300)):
        table.run(60)
        table.order(Kind.RESTART, "web", variant, takes=takes)
    fast.run(60 + 60 + 5)
    assert fast.node("web").alive < 10.0
    assert fast.success("ask") < 0.9
    fast.run(60 + 180)
    assert fast.node("web").alive < 19.0
    lowest, fewest = 1.0, 20.0
    for at in range(65, 60 + 360, 5):
        safe.run(at)
        lowest, fewest = min(lowest, safe.success("ask")), min(fewest, safe.node("web").alive)
    assert lowest > 0.99
    assert 16.9 < fewest < 19.0
    assert safe.node("web").alive == pytest.approx(20.0)


def test_what_comes_up_too_few_is_killed_by_the_load_and_asks_again() -> None:
    """Where instances die of overload, half an hour later the fleet is still down from one restart: a herd at the registry, a crowd at the door."""
    table = fleet(more=", fragile: {boots: 60s}")
    table.run(60)
    table.order(Kind.RESTART, "web", Variant.FAST, takes=60)
    table.run(1800)
    assert table.node("web").alive < 10.0
    assert table.node("registry").offered > 2.0 * 25.0
    table.order(Kind.DISABLE, "web", Variant.FAST, takes=15)  # with the crowd kept out they all come up
    table.run(3600)
    assert table.node("web").alive == pytest.approx(20.0, rel=0.001)


def test_a_careful_restart_goes_no_further_while_what_it_needs_is_down() -> None:
    """No call succeeds: at most fifteen of a hundred instances are lost to it, however long it goes on."""
    table = fleet(DOWN)
    table.run(120)
    table.order(Kind.RESTART, "web", Variant.SAFE, takes=300)
    table.run(1200)
    assert table.node("web").alive == pytest.approx(17.0)


@pytest.mark.parametrize("stated", [False, True])
def test_added_instances_boot_through_their_calls_too(stated: bool) -> None:
    """Ordered, they come up when the order is done; stated as done, a boot time later; not at all while the registry is down."""
    for fault, more in (("", 10.0), (DOWN, 0.0)):
        table = fleet(fault)
        table.run(120)
        if stated:
            table.at_once(Kind.SCALE_UP, "web")
        else:
            table.order(Kind.SCALE_UP, "web", takes=60)
        table.run(175)
        assert table.node("web").alive == pytest.approx(20.0)
        table.run(900)
        assert table.node("web").alive == pytest.approx(20.0 + more, rel=0.02)


def test_the_dead_and_the_autoscaled_boot_through_their_calls_too() -> None:
    """A crowd kills some and asks for more: with a registry that refuses, nobody comes back and nobody is added."""
    crowd = "crowd: {at: 1m, target: ask, does: {traffic: x4}, lasts: 2m}"
    down = "\ndown: {at: 30s, target: registry, does: {errors: 100%}}"
    more = ", fragile: {over: 95%, for: 30s, boots: 60s}, autoscaler: {target: 50%, most: 40, step: 5, boots: 60s}"
    well, ill = fleet(crowd, more), fleet(crowd + down, more)
    for table in (well, ill):
        table.run(1500)
    assert well.node("web").alive >= 20.0
    assert ill.node("web").alive < 8.0
    assert ill.node("web").auto > 0.0


def test_a_safe_restart_that_is_stated_went_well() -> None:
    """History says it was done: all instances are up."""
    table = fleet(DOWN)
    table.run(120)
    table.order(Kind.RESTART, "web", Variant.FAST, takes=60)
    table.run(600)
    assert table.node("web").alive == 0.0
    table.at_once(Kind.RESTART, "web", Variant.SAFE)
    table.run(605)
    assert table.node("web").alive == 20.0


def test_a_service_that_others_call_is_not_sized_for_booting() -> None:
    """`busy` is then that of its daily work."""
    table = Table(scenario(FLEET.replace("MORE", ", calls: [{to: registry, per: 0.1, timeout: 1s}]")))
    table.run(60)
    assert table.node("registry").healthy_load == pytest.approx(40.0, rel=0.01)
    assert table.node("registry").cpu == pytest.approx(0.2, rel=0.02)


CRASH = "crash: {at: 1m, target: web, does: {instances: 0%}, lasts: 5m}"


def test_those_that_a_fault_kept_down_boot_all_at_once_when_it_is_over() -> None:
    """Nothing boots while it lasts; the second it is over all twenty ask the registry, and are not up before they have booted."""
    table = fleet(CRASH)
    table.run(355)
    assert table.node("web").alive == 0.0
    assert table.node("registry").offered == 0.0
    table.run(375)
    assert table.node("web").alive == 0.0
    assert table.node("registry").offered == pytest.approx(100.0)
    table.run(360 + 1800)
    assert table.node("web").alive == pytest.approx(20.0)


def test_a_careful_restart_holds_a_crowd_back() -> None:
    """Into the herd after a crash, a restart done with care leaves only a part of the fleet on its way at a time."""
    held = fleet(CRASH)
    held.run(370)
    assert held.node("registry").offered == pytest.approx(100.0)
    held.order(Kind.RESTART, "web", Variant.SAFE, takes=240)
    held.run(385)
    assert held.node("registry").offered <= 0.16 * 100.0
    held.run(370 + 900)
    assert held.node("web").alive == pytest.approx(20.0)


def test_what_a_fault_leaves_of_instances_is_taken_once() -> None:
    """Half of the twenty are down for as long as it lasts, and the other half serves as ten do: 833 of 1,000 requests at this load."""
    table = fleet("half: {at: 1m, target: web, does: {instances: 50%}, lasts: 10m}")
    for at in (65, 400):
        table.run(at)
        assert table.node("web").alive == pytest.approx(10.0)
    assert table.success("ask") == pytest.approx(0.833, abs=0.01)
