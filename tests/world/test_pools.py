"""Connection pools: who finds no connection free waits, then fails, and is never heard of below."""

import pytest
from small_systems import Table, network, scenario, steps

from simulator.world.pools import PATIENCE

#: Ten instances with four connections each; a call holds one for 10 ms, so 4000 a second find one. 400 a second come.
POOLED = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 3s, enters: web, traffic: 400/s, users: 9000, insist: 0%}}
  services:
    web: {busy: 20%, takes: 10ms, instances: 10, workers: 200, calls: [{to: db, timeout: 2s POOL}]}
    db: {busy: 10%, takes: 10ms, instances: 4, workers: 9000}
"""
SLOW = "slow: {at: 1m, target: db, does: {latency: LATENCY}}"


def table(pool: str, latency: str) -> Table:
    return Table(scenario(POOLED.replace("POOL", pool), SLOW.replace("LATENCY", latency)))


def test_a_pool_that_is_large_enough_is_not_felt() -> None:
    """A tenth of the connections in use: the same success and latency as without a pool."""
    with_one, without = network(POOLED.replace("POOL", ", pool: 4")), network(POOLED.replace("POOL", ""))
    for net in (with_one, without):
        steps(net, 300)
    ours, theirs = with_one.by_service["web"][0], without.by_service["web"][0]
    assert ours.success == pytest.approx(theirs.success, abs=1e-9)
    assert ours.work == pytest.approx(theirs.work, rel=1e-3)


def test_no_more_get_through_than_there_are_connections() -> None:
    """With calls of 400 ms each, forty connections carry a hundred a second: three of four calls find none, and the database is idle."""
    t = table(", pool: 4", "+390ms")
    t.run(600)
    assert t.node("db").served == pytest.approx(40 / 0.4, rel=0.02)
    assert t.node("web").success == pytest.approx(0.25, rel=0.03)
    assert t.node("db").cpu < 0.05
    assert t.success("ask") < 0.3
    unpooled = table("", "+390ms")
    unpooled.run(600)
    assert unpooled.success("ask") > 0.99


def test_those_who_wait_for_a_connection_hold_their_workers() -> None:
    """Everybody waits half of the timeout, and a quarter of them 400 ms more: 400/s hold 440 workers of 2000; without a pool 160."""
    t, unpooled = table(", pool: 4", "+390ms"), table("", "+390ms")
    for each in (t, unpooled):
        each.run(600)
    held = 0.01 + PATIENCE * 2.0 + 0.25 * 0.4
    assert t.node("web").work == pytest.approx(held, rel=0.02)
    assert t.node("web").workers == pytest.approx(400 * held / 2000, rel=0.02)
    assert t.node("web").workers > 2.5 * unpooled.node("web").workers


def test_a_pool_recovers_with_what_is_behind_it() -> None:
    """Once the database is quick again, connections are free again."""
    t = Table(scenario(POOLED.replace("POOL", ", pool: 4"), SLOW.replace("LATENCY", "+390ms").replace("}}", "}, lasts: 5m}")))
    t.run(300)
    assert t.success("ask") < 0.3
    t.run(420)
    assert t.success("ask") > 0.99
