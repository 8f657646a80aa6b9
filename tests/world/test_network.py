"""The queueing step: one service against the closed forms, then what a network of them must do."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import network, steps
from test_waiting import OF_SERVICE_TIME, erlang_c

from simulator.world.network import STEP, Network
from simulator.world.node import Node

law = settings(deadline=None, derandomize=True, max_examples=60)


def one_service(servers: int, load: float, more: str = "queue: 60s") -> Network:
    """A service of `servers` cores, 10 ms of CPU per request, as busy as `load`."""
    return network(f"""
system:
  journeys: {{ask: {{slo: 99%, within: 60s, enters: api, traffic: {servers * load * 100:.4f}/s, users: 50000, insist: 0%}}}}
  services: {{api: {{busy: {load * 100:.2f}%, takes: 10ms, workers: 100000, {more}}}}}
""")


def api(net: Network) -> Node:
    return net.by_service["api"][0]


# --- one service against the closed forms -----------------------------------------------------------


@pytest.mark.parametrize("load", [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99])
def test_a_step_of_one_core_is_m_m_1(load: float) -> None:
    """A whole step of a single core gives the utilisation and the time in system of M/M/1: rho and S / (1 - rho)."""
    net = one_service(1, load)
    steps(net, 60)
    node = api(net)
    assert node.cpu == pytest.approx(load, rel=1e-6)
    assert node.wait + node.work == pytest.approx(0.01 / (1.0 - load), rel=1e-6)
    assert node.backlog == 0.0


@pytest.mark.parametrize("servers", [2, 4, 16, 64])
@pytest.mark.parametrize("load", [0.5, 0.8, 0.95, 0.99])
def test_a_step_of_many_cores_is_m_m_c_within_the_stated_error(servers: int, load: float) -> None:
    """With c cores the wait of a whole step is Erlang C's within 3.4 % of the service time."""
    net = one_service(servers, load)
    steps(net, 60)
    node = api(net)
    assert node.cpu == pytest.approx(load, rel=1e-6)
    assert abs(node.wait - erlang_c(0.01, servers, load)) <= OF_SERVICE_TIME * 0.01


def test_half_a_core_is_one_slow_core() -> None:
    """Where capacity is less than one core, the wait is that of a single server as slow as that."""
    net = network("""
system:
  journeys: {ask: {slo: 99%, within: 60s, enters: api, traffic: 25/s, users: 500}}
  services: {api: {busy: 50%, takes: 10ms, workers: 1000, queue: 60s}}
""")
    steps(net, 60)
    assert api(net).wait == pytest.approx(0.02 * 0.5 / 0.5, rel=1e-6)


def test_the_utilisation_cliff() -> None:
    """From 50 % to 80 % of load the wait of one core grows fourfold, from 80 % to 98 % twelvefold: there the cliff is."""
    wait = {}
    for load in (0.5, 0.8, 0.98):
        net = one_service(1, load)
        steps(net, 60)
        wait[load] = api(net).wait
    assert wait[0.8] / wait[0.5] == pytest.approx(4.0, rel=1e-3)
    assert wait[0.98] / wait[0.8] == pytest.approx(12.25, rel=1e-3)


def test_above_saturation_the_backlog_grows_by_what_is_not_served() -> None:
    """A service asked for more than it can do serves its capacity, and the rest waits, request for request."""
    net = one_service(1, 0.5)
    net.step(traffic=3.0)  # 150/s on 100/s
    assert api(net).served == pytest.approx(100.0)
    assert api(net).backlog == pytest.approx(50.0 * STEP)
    net.step(traffic=3.0)
    assert api(net).backlog == pytest.approx(100.0 * STEP)
    assert api(net).wait == pytest.approx(api(net).backlog / 100.0)


# --- bounded queues -------------------------------------------------------------------------------------


def test_a_full_queue_refuses_at_the_door() -> None:
    """Beyond the wait a service tolerates, requests are refused at once: twice the load, half of it gets in."""
    net = one_service(1, 0.8, "queue: 500ms")
    for _ in range(12):
        net.step(traffic=2.5)  # 200/s on 100/s
    node = api(net)
    assert node.door == pytest.approx(0.5, rel=1e-6)
    assert node.backlog == pytest.approx(50.0)
    assert node.wait == pytest.approx(0.5)
    assert node.served == pytest.approx(100.0)


def test_what_is_refused_at_the_door_calls_nobody() -> None:
    """The service below sees what its caller served, not what its caller was asked."""
    net = network("""
system:
  journeys: {ask: {slo: 99%, within: 5s, enters: api, traffic: 80/s, users: 5000, insist: 0%}}
  services:
    api: {busy: 80%, takes: 10ms, queue: 500ms, calls: [{to: db, per: 2.0}]}
    db: {busy: 20%, takes: 1ms}
""")
    for _ in range(12):
        net.step(traffic=2.5)
    assert net.by_service["db"][0].offered == pytest.approx(2.0 * 100.0)


def test_a_queue_is_by_default_half_the_shortest_patience_of_who_calls() -> None:
    """Default bound: half of the shortest timeout or time limit in front of a service."""
    net = network("""
system:
  journeys:
    ask: {slo: 99%, within: 3s, enters: api, traffic: 10/s, users: 500}
    see: {slo: 99%, within: 1s, enters: api, traffic: 10/s, users: 500}
  services:
    api: {takes: 10ms, calls: [{to: db, timeout: 800ms}]}
    db: {takes: 1ms}
""")
    assert api(net).queue_limit == pytest.approx(0.5)
    assert net.by_service["db"][0].queue_limit == pytest.approx(0.4)


# --- callers and called ---------------------------------------------------------------------------------

TWO = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 20s, enters: web, traffic: 1000/s, users: 60000, insist: 0%}}
  services:
    web: {busy: 30%, takes: 10ms, instances: 20, workers: WORKERS, calls: [{to: db, timeout: 5s}]}
    db: {busy: 30%, takes: 5ms, instances: 4, workers: 4000, queue: QUEUE}
"""


def two(queue: str, workers: int = 5000) -> str:
    return TWO.replace("QUEUE", queue).replace("WORKERS", str(workers))


def test_a_slow_dependency_exhausts_its_callers_while_their_cpu_falls() -> None:
    """Workers held while waiting: every worker of the caller is busy, its CPU drops, and it refuses (Slack, 2021)."""
    net = network(two("1s", workers=20))
    web = net.by_service["web"][0]
    steps(net, 60)
    assert web.cpu == pytest.approx(0.3)
    assert web.workers < 0.1
    net.by_service["db"][0].mods.latency_plus = 2.0
    steps(net, 120)
    assert web.workers == pytest.approx(1.0)
    assert web.cpu < 0.1
    assert web.door < 0.3
    # 400 workers, each held for its own 10 ms and about two seconds below
    assert web.served == pytest.approx(400 / 2.015, rel=0.01)


def test_what_a_caller_waits_for_is_capped_by_its_timeout() -> None:
    """A dependency that takes twice the timeout holds a worker for the timeout, no longer."""
    net = network(two("1s"))
    net.by_service["db"][0].mods.latency_plus = 10.0
    steps(net, 300)
    assert net.by_service["web"][0].work == pytest.approx(0.01 + 5.0, rel=1e-3)


def test_requests_that_outlive_their_callers_timeout_are_wasted_work() -> None:
    """With a queue longer than the caller's patience a saturated service works at full and helps nobody."""
    net = network(two("8s"))
    db = net.by_service["db"][0]
    db.mods.capacity = 0.25
    steps(net, 300)
    assert db.served == pytest.approx(0.25 * 1000 / 0.3, rel=1e-3)
    assert db.wait > 5.0
    assert net.flows["ask"].good < 0.01 * net.flows["ask"].total


def test_with_a_queue_shorter_than_the_timeout_the_same_saturation_still_serves_its_capacity() -> None:
    """The same fault before a short queue: what gets in is answered, so that capacity is not wasted."""
    net = network(two("500ms"))
    net.by_service["db"][0].mods.capacity = 0.25
    steps(net, 300)
    assert net.flows["ask"].good == pytest.approx(0.25 * 1000 / 0.3, rel=0.02)


def test_an_optional_call_that_fails_does_not_fail_its_caller() -> None:
    """Callers answer well without what they can do without."""
    system = two("1s").replace("timeout: 5s", "timeout: 5s, optional: true")
    net = network(system)
    net.by_service["db"][0].mods.errors = 1.0
    steps(net, 60)
    assert net.flows["ask"].good / net.flows["ask"].total > 0.99


def test_retries_hide_failures_and_multiply_the_load() -> None:
    """At 50 % failures and two retries, 1 - 0.5^3 succeed and the service below sees 1 + 0.5 + 0.25 times the load."""
    net = network(two("1s").replace("timeout: 5s", "timeout: 5s, retries: 2"))
    db = net.by_service["db"][0]
    db.mods.errors = 0.5
    steps(net, 120)
    assert db.offered == pytest.approx(1750.0, rel=1e-3)
    assert net.flows["ask"].good / net.flows["ask"].total == pytest.approx(0.875, rel=1e-3)


def test_a_call_made_for_some_requests_fails_those_only() -> None:
    """A dependency called for 40 % of requests and wholly down fails 40 %."""
    net = network(two("1s").replace("timeout: 5s", "timeout: 5s, per: 0.4"))
    net.by_service["db"][0].mods.errors = 1.0
    steps(net, 60)
    assert net.flows["ask"].good / net.flows["ask"].total == pytest.approx(0.6, rel=1e-3)


def test_what_belongs_to_somebody_else_never_saturates_but_can_be_lost() -> None:
    """An external service takes any load; a fault on its capacity takes its share away."""
    net = network("""
system:
  journeys: {ask: {slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 5000, insist: 0%}}
  services:
    api: {busy: 10%, takes: 10ms, calls: [{to: bank}]}
    bank: {external: true, takes: 100ms}
""")
    bank = net.by_service["bank"][0]
    net.step(traffic=5.0)
    assert bank.served == pytest.approx(500.0)
    bank.mods.capacity = 0.25
    steps(net, 60)
    assert net.flows["ask"].good / net.flows["ask"].total == pytest.approx(0.25, rel=1e-2)


# --- users -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("insist", "failing"), [(0.0, 0.6), (0.5, 1.0), (0.5, 0.4), (0.8, 0.5)])
def test_insistent_users_come_back(insist: float, failing: float) -> None:
    """In the long run a journey carries traffic / (1 - insist * failing): each failed user tries again with that chance."""
    net = network(f"""
system:
  journeys: {{ask: {{slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 90000, insist: {insist:.0%}, again: 20s}}}}
  services: {{api: {{busy: 1%, takes: 10ms}}}}
""")
    api(net).mods.errors = failing
    steps(net, 3600)
    assert net.flows["ask"].total == pytest.approx(100.0 / (1.0 - insist * failing), rel=1e-3)


@pytest.mark.parametrize("again", ["0s", "1s", "5s", "2m"])
def test_users_who_come_back_are_those_who_left(again: str) -> None:
    """However soon they try again, nobody comes back who had not failed: arrivals are first tries plus returns."""
    net = network(f"""
system:
  journeys: {{ask: {{slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 90000, insist: 50%, again: {again}}}}}
  services: {{api: {{busy: 1%, takes: 10ms}}}}
""")
    api(net).mods.errors = 0.5
    flow, arrived, failed, n = net.flows["ask"], 0.0, 0.0, 60
    for _ in range(n):
        net.step()
        arrived += flow.total * STEP
        failed += flow.failed * STEP
    assert arrived == pytest.approx(n * STEP * 100.0 + 0.5 * failed - flow.returning)


def test_no_more_users_wait_to_come_back_than_there_are() -> None:
    """A day of outage does not make more people than the journey has."""
    net = network("""
system:
  journeys: {ask: {slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 5000, insist: 100%, again: 10s}}
  services: {api: {busy: 1%, takes: 10ms}}
""")
    api(net).mods.errors = 1.0
    steps(net, 3600)
    assert net.flows["ask"].returning == 5000.0


# --- laws ----------------------------------------------------------------------------------------------------

CHAIN = """
system:
  journeys:
    ask: {core: true, slo: 99%, within: 2s, enters: web, traffic: 900/s, users: 60000, insist: 40%, again: 20s}
    see: {slo: 99%, within: 1s, enters: edge, traffic: 300/s, users: 9000, insist: 20%}
  services:
    edge: {busy: 30%, takes: 5ms, instances: 3, calls: [{to: web, per: 0.5, timeout: 2s, optional: true}]}
    web: {busy: 40%, takes: 10ms, instances: 10, workers: 50, cache: {hits: 60%, fills: 5m}, calls: [{to: db, per: 1.5, retries: 2, timeout: 800ms}, {to: mail, per: 0.1}]}
    db: {busy: 50%, takes: 8ms, instances: 4, fragile: {over: 95%, for: 20s, boots: 60s}, cohorts: {north: 70%, south: 30%}}
    mail: {busy: 60%, takes: 50ms, backlog: {lifetime: 10m}}
"""

mods = st.fixed_dictionaries(
    {
        "capacity": st.floats(0.0, 1.5),
        "cpu_times": st.floats(0.0, 20.0),
        "latency_times": st.floats(0.0, 20.0),
        "latency_plus": st.floats(-1.0, 30.0),
        "errors": st.floats(0.0, 1.0),
        "traffic": st.floats(0.0, 10.0),
        "hits_at_most": st.floats(0.0, 1.0),
        "instances": st.floats(0.0, 1.0),
        "admit": st.floats(0.0, 1.0),
        "limit": st.floats(0.0, 2000.0),
        "retries_cut": st.booleans(),
        "disabled": st.booleans(),
        "pace": st.floats(0.0, 1.0),
    }
)


@law
@given(st.lists(st.tuples(st.integers(0, 4), mods, st.floats(0.0, 4.0)), min_size=1, max_size=8))
def test_whatever_is_done_to_it_a_step_conserves_requests_and_stays_a_number(
    story: list[tuple[int, dict[str, float], float]],
) -> None:
    """Under any mods: offered = admitted + refused, queue in = served + kept; users = good + slow + failed; no NaN, nothing below 0."""
    net = network(CHAIN)
    for which, changes, traffic in story:
        node = net.order[which % len(net.order)]
        for name, value in changes.items():
            setattr(node.mods, name, value)
        before = {n.id: n.backlog for n in net.order}
        for _ in range(4):
            net.step(traffic)
            for node in net.order:
                _sound(node)
                queue_in = node.admitted * STEP
                assert before[node.id] + queue_in == pytest.approx(
                    node.served * STEP + node.backlog, rel=1e-6, abs=1e-3
                ) or _dropped(node, before[node.id])
                assert node.door * node.offered <= node.offered + 1e-9
                before[node.id] = node.backlog
            for flow in net.flows.values():
                assert flow.total == pytest.approx(flow.good + flow.slow + flow.failed, rel=1e-9, abs=1e-9)
                assert min(flow.good, flow.slow, flow.failed, flow.returning) >= 0.0
                assert math.isfinite(flow.p99)


def _dropped(node: Node, before: float) -> bool:
    """More was dropped than came in: the queue shrank because it may be shorter now."""
    return node.admitted == 0.0 and node.backlog + node.served * STEP <= before + 1e-3


def _sound(node: Node) -> None:
    numbers = (node.offered, node.served, node.admitted, node.backlog, node.wait, node.work, node.alive, node.hits)
    assert all(math.isfinite(x) and x >= 0.0 for x in numbers), (node.id, numbers)
    shares = (node.door, node.success, node.cpu, node.workers, node.hits, node.miss)
    assert all(0.0 <= x <= 1.0 for x in shares), (node.id, shares)
    assert node.admitted <= node.offered * (1.0 + 1e-9)


def test_a_healthy_system_stays_as_it_is() -> None:
    """Sized for its load, nothing moves: an hour later every figure is what it was, to the sixth digit."""
    net = network(CHAIN)
    first = [(n.cpu, n.workers, n.wait, n.success, n.alive) for n in net.order]
    steps(net, 3600)
    for then, node in zip(first, net.order, strict=True):
        assert (node.cpu, node.workers, node.wait, node.success, node.alive) == pytest.approx(then, rel=1e-6, abs=1e-9)


def test_services_are_as_busy_as_their_author_says() -> None:
    """`busy` is the CPU utilisation at healthy load, wherever a service stands in the calls."""
    net = network(CHAIN)
    for node in net.order:
        assert node.cpu == pytest.approx(node.spec.busy, rel=1e-3)
