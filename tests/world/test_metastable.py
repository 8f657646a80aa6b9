"""Outages that outlive their trigger: the retry storm, the cold cache, the herd, the failover (Bronson et al., HotOS 2021).

Nothing here is scripted: each system is a handful of services with a load they carry well, one push, and what follows.
Figures in docstrings were measured with the parameters written here; bounds leave room around them.
"""

import pytest
from small_systems import Table, scenario

from simulator.record.facts import FaultEnded
from simulator.scenario.words import Kind, Variant

# --- the retry storm -------------------------------------------------------------------------------------

#: A database at 45 % with a queue four times as long as its callers' patience; two retries; a fifth of failed users insists.
#: Stuck, it is asked 1000 / (1 - 0.2) * 3 = 3750 times a second and could do 2222, all of it too late.
SHOP = """
system:
  journeys:
    buy: {core: true, slo: 99.9%, within: 1s, enters: api, traffic: 1000/s, users: 60000, insist: 20%, again: 20s}
  services:
    api: {busy: 30%, takes: 10ms, instances: 20, workers: 200, calls: [{to: db, retries: 2, timeout: 500ms}]}
    db: {busy: 45%, takes: 20ms, instances: 4, workers: 1000, queue: QUEUE}
"""

#: For one minute the database does 30 % of what it can.
HICCUP = "hiccup: {at: 2m, target: db, does: {capacity: 30%}, lasts: 1m}"


def storm(queue: str = "2s") -> Table:
    return Table(scenario(SHOP.replace("QUEUE", queue), HICCUP))


def test_a_retry_storm_outlives_its_trigger_and_waiting_does_not_end_it() -> None:
    """The hiccup lasts a minute; two hours later the database still works at full and nobody is served."""
    table = storm()
    table.run(115)
    assert table.success("buy") > 0.999
    table.run(200)
    assert [at for at, _ in table.of(FaultEnded)] == [180]
    for minute in (10, 30, 60, 120):
        table.run(minute * 60)
        assert table.success("buy") < 0.01
        assert table.node("db").cpu > 0.99
    assert table.node("db").offered == pytest.approx(3750.0, rel=0.01)


def test_a_queue_shorter_than_the_callers_patience_makes_the_same_hiccup_pass() -> None:
    """The same system and trigger with a queue of 200 ms: what gets in is answered in time, and two minutes later all is well."""
    table = storm("200ms")
    table.run(170)
    assert table.success("buy") < 0.7
    table.run(300)
    assert table.success("buy") > 0.999


def test_shedding_load_ends_the_storm_and_it_stays_ended_when_load_is_admitted_again() -> None:
    """Half the load for five minutes breaks the circle (1250 * 0.5 * 3 < 2222); admitted in stages, all are served an hour later."""
    table = storm()
    table.run(600)
    table.order(Kind.SHED_LOAD, "buy", takes=30)
    table.run(780)
    assert table.success("buy") == pytest.approx(0.5, abs=0.01)  # all who are let in
    table.run(930)
    table.order(Kind.ADMIT_LOAD, "buy", takes=240)
    table.run(1170)
    for minute in (21, 30, 60, 80):
        table.run(minute * 60)
        assert table.success("buy") > 0.999


def test_shedding_too_briefly_lets_the_storm_come_back() -> None:
    """Load admitted again before the queue is worked off finds the same storm: it is the holding that ends it."""
    table = storm()
    table.run(600)
    table.at_once(Kind.SHED_LOAD, "buy")
    table.run(605)
    table.at_once(Kind.ADMIT_LOAD, "buy")
    table.run(1800)
    assert table.success("buy") < 0.01


def test_cutting_retries_ends_the_storm_too() -> None:
    """Without retries the database is asked 1250 times a second, which it can do; allowed again later, it stays well."""
    table = storm()
    table.run(600)
    table.order(Kind.CUT_RETRIES, "api", takes=30)
    table.run(780)
    assert table.success("buy") > 0.99
    table.run(900)
    table.order(Kind.ALLOW_RETRIES, "api", takes=60)
    table.run(3600)
    assert table.success("buy") > 0.999


def test_restarting_the_saturated_service_does_not_end_the_storm() -> None:
    """Whoever restarts the database finds the same load at the door: nothing is better ten minutes later."""
    table = storm()
    table.run(600)
    table.order(Kind.RESTART, "db", Variant.FAST, takes=60)
    table.run(1260)
    assert table.success("buy") < 0.01


# --- the cold cache ----------------------------------------------------------------------------------------

#: 95 % of reads hit the cache; the database behind is sized for the rest at 50 %. Empty, it would be asked ten times
#: what it can do.
READS = """
system:
  journeys:
    read: {core: true, slo: 99.9%, within: 1s, enters: front, traffic: 1000/s, users: 60000, insist: 30%, again: 20s}
  services:
    front: {busy: 30%, takes: 10ms, instances: 20, workers: 200, cache: {hits: 95%, fills: 5m}, calls: [{to: db, timeout: 500ms}]}
    db: {busy: 50%, takes: 20ms, instances: 4, workers: 100}
"""


def test_a_flushed_cache_stampedes_what_is_behind_it() -> None:
    """Flushed at once, the database is asked more than four times what it can do; reads fail for far longer than the cache needs to fill."""
    table = Table(scenario(READS))
    table.run(60)
    table.order(Kind.FLUSH_CACHE, "front", Variant.FAST, takes=15)
    table.run(90)
    assert table.node("db").cpu > 0.99
    assert table.node("db").offered > 4.0 * 100.0
    assert table.success("read") < 0.3
    table.run(60 + 15 + 300)  # it would be full by now if what is behind it answered
    assert table.success("read") < 0.5
    table.run(3600)
    assert table.success("read") > 0.999  # it fills in the end, answer by answer


def test_a_prewarmed_flush_does_not() -> None:
    """The safe way warms a fresh cache beside the one in use: the objective is kept at every step."""
    table = Table(scenario(READS))
    table.run(60)
    table.order(Kind.FLUSH_CACHE, "front", Variant.SAFE, takes=90)
    lowest = 1.0
    for at in range(65, 900, 5):
        table.run(at)
        lowest = min(lowest, table.success("read"))
        assert table.node("db").cpu < 0.99
    assert lowest > 0.999


def test_warming_the_cache_ends_the_stampede() -> None:
    """The inverse of flushing, ordered in the middle of it, puts an end to it."""
    table = Table(scenario(READS))
    table.at_once(Kind.FLUSH_CACHE, "front", Variant.FAST)
    table.run(120)
    assert table.success("read") < 0.3
    table.order(Kind.WARM_CACHE, "front", takes=60)
    table.run(300)
    assert table.success("read") > 0.999


def test_a_restart_at_once_empties_the_cache_and_a_rolling_one_does_not() -> None:
    """A mass restart is a flush that nobody ordered; instance by instance, the cache stays warm."""
    fast, safe = Table(scenario(READS)), Table(scenario(READS))
    for table, variant in ((fast, Variant.FAST), (safe, Variant.SAFE)):
        table.run(60)
        table.order(Kind.RESTART, "front", variant, takes=60)
        table.run(180)
    assert fast.success("read") < 0.3
    assert fast.node("front").hits < 0.2
    assert safe.success("read") > 0.999
    assert safe.node("front").hits > 0.9


# --- the herd ------------------------------------------------------------------------------------------------

#: Instances die when full for ten seconds and boot in sixty; nine of ten failed users try again within ten seconds.
FLEET = """
system:
  journeys:
    open: {core: true, slo: 99.9%, within: 1s, enters: edge, traffic: 1000/s, users: 90000, insist: 90%, again: 10s}
  services:
    edge: {busy: 50%, takes: 10ms, instances: 20, workers: 200, fragile: {over: 98%, for: 10s, boots: 60s}}
"""
CROWD = "crowd: {at: 1m, target: open, does: {traffic: x3}, lasts: 1m}"


def herd() -> Table:
    """Nine minutes after a crowd of one minute has gone."""
    table = Table(scenario(FLEET, CROWD))
    table.run(660)
    return table


def test_a_herd_keeps_killing_the_fleet_after_the_crowd_has_gone() -> None:
    """Three times the load for a minute; an hour later two or three of twenty instances live, and 3 % of requests are served."""
    table = herd()
    for minute in (11, 30, 60):
        table.run(minute * 60)
        assert table.node("edge").alive < 5.0
        assert table.success("open") < 0.1


def test_restarting_the_fleet_feeds_the_herd() -> None:
    """Restarted all at once in front of the same crowd, it is dead again five minutes later."""
    table = herd()
    table.order(Kind.RESTART, "edge", Variant.FAST, takes=60)
    table.run(660 + 360)
    assert table.node("edge").alive < 5.0


def test_traffic_blocked_and_let_in_at_once_meets_the_herd_again() -> None:
    """All instances come back while traffic is blocked; opened at once, the crowd that waited kills them again."""
    table = herd()
    table.order(Kind.DISABLE, "edge", Variant.FAST, takes=15)
    table.run(960)
    assert table.node("edge").alive == pytest.approx(20.0)
    table.order(Kind.ENABLE, "edge", Variant.FAST, takes=20)
    table.run(1500)
    assert table.node("edge").alive < 5.0


def test_traffic_blocked_and_let_in_in_stages_ends_the_herd() -> None:
    """Opened over four minutes, each stage serves those who come before more are let in: all well, and an hour later still."""
    table = herd()
    table.order(Kind.DISABLE, "edge", Variant.FAST, takes=15)
    table.run(960)
    table.order(Kind.ENABLE, "edge", Variant.SAFE, takes=240)
    for at in (1260, 1800, 4800):
        table.run(at)
        assert table.node("edge").alive == pytest.approx(20.0)
        assert table.success("open") > 0.999


# --- the failover --------------------------------------------------------------------------------------------

#: Two regions at half their capacity; the small one has less than a third of the instances.
REGIONS = """
system:
  journeys:
    pay: {core: true, slo: 99.9%, within: 1s, enters: api, traffic: 1000/s, users: 60000, insist: 30%, again: 20s}
  services:
    api: {busy: 50%, takes: 10ms, instances: 40, workers: 200, cohorts: {large: 70%, small: 30%} MORE}
"""
LOST = "lost: {at: 1m, target: api, in: large, does: {errors: 90%}}"


def regions(more: str = "") -> Table:
    table = Table(scenario(REGIONS.replace("MORE", more), LOST))
    table.run(120)
    assert table.success("pay") < 0.45  # seven of ten users meet the region that is down
    return table


def test_failing_over_into_too_small_a_region_is_a_second_outage() -> None:
    """The small region takes what was sized for both: it serves its 600/s of 1000/s and is full."""
    table = regions()
    table.order(Kind.FAIL_OVER, "api", Variant.FAST, "large", takes=60)
    table.run(900)
    small = table.node("api", "small")
    assert small.cpu > 0.99
    assert small.served == pytest.approx(0.3 * 1000 / 0.5, rel=0.01)
    assert table.success("pay") < 0.65


def test_scaling_the_small_region_first_makes_the_failover_hold() -> None:
    """Added capacity first, then the failover: the objective is kept."""
    table = regions()
    for _ in range(3):
        table.at_once(Kind.SCALE_UP, "api", cohort="small")
    table.order(Kind.FAIL_OVER, "api", Variant.FAST, "large", takes=60)
    table.run(420)
    assert table.success("pay") > 0.999


def test_a_ramped_failover_lets_the_autoscaler_keep_up() -> None:
    """Step by step over ten minutes the small region grows as it fills; at once, it is full for minutes."""
    scaler = ", autoscaler: {target: 70%, most: 80, step: 10, cooldown: 30s, boots: 30s}"
    lowest = {}
    for variant, takes in ((Variant.SAFE, 600), (Variant.FAST, 60)):
        table = regions(scaler)
        table.order(Kind.FAIL_OVER, "api", variant, "large", takes=takes)
        table.run(120 + takes)
        worst = 1.0
        for at in range(125 + takes, 1500, 5):
            table.run(at)
            small = table.node("api", "small")
            worst = min(worst, small.door)
        lowest[variant] = worst
        assert table.success("pay") > 0.999
    assert lowest[Variant.SAFE] > 0.999
    assert lowest[Variant.FAST] < 0.8


def test_what_a_region_takes_over_is_cold_to_its_cache() -> None:
    """Moved at once, the other region's users miss; moved step by step, the cache fills meanwhile."""
    cached = ", cache: {hits: 90%, fills: 2m}"
    hits = {}
    for variant, takes in ((Variant.SAFE, 600), (Variant.FAST, 60)):
        table = Table(scenario(REGIONS.replace("MORE", cached)))
        table.order(Kind.FAIL_OVER, "api", variant, "small", takes=takes)
        table.run(takes + 5)
        hits[variant] = table.node("api", "large").hits
    assert hits[Variant.FAST] == pytest.approx(0.7 * 0.9, abs=0.06)
    assert hits[Variant.SAFE] > 0.88
