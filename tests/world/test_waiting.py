"""Waiting and latency against the closed forms of queueing theory."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.world.waiting import attempts, mean_wait, quantile, share_within

SERVERS = (1, 2, 3, 4, 8, 16, 32, 64, 128)
LOADS = (0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)

#: Bounds on the approximation, and what was measured over the grid above: 3.36 % of the service time (2 servers at 60 %),
#: 0.95 % of the wait from 95 % load on (128 servers at 99 %).
OF_SERVICE_TIME = 0.034
OF_WAIT_WHEN_BUSY = 0.01

law = settings(deadline=None, derandomize=True, max_examples=200)


def erlang_c(service_time: float, servers: int, load: float) -> float:
    """The exact mean wait of M/M/c, by the recursion of Erlang B, which never overflows."""
    offered, blocked = servers * load, 1.0
    for k in range(1, servers + 1):
        blocked = offered * blocked / (k + offered * blocked)
    waits = blocked / (1.0 - load + load * blocked)
    return waits * service_time / (servers * (1.0 - load))


def test_one_server_waits_exactly_as_in_m_m_1() -> None:
    """With one server the wait is rho S / (1 - rho), to the last digits."""
    for load in LOADS:
        assert mean_wait(0.02, 1, load) == pytest.approx(0.02 * load / (1.0 - load), rel=1e-12)


@pytest.mark.parametrize("servers", SERVERS)
def test_many_servers_wait_as_in_m_m_c_within_the_stated_error(servers: int) -> None:
    """Against Erlang C the wait errs by at most 3.4 % of the service time, and by 1 % of the wait from 95 % load on."""
    for load in LOADS:
        exact = erlang_c(1.0, servers, load)
        wait = mean_wait(1.0, servers, load)
        assert abs(wait - exact) <= OF_SERVICE_TIME
        if load >= 0.95:
            assert abs(wait / exact - 1.0) <= OF_WAIT_WHEN_BUSY


def test_the_ends_of_the_range() -> None:
    """Nobody waits where nothing comes, and at saturation the wait is no property of the arrivals."""
    assert mean_wait(1.0, 4, 0.0) == 0.0
    assert mean_wait(1.0, 4, 1.0) == math.inf
    assert mean_wait(1.0, 4, 1.7) == math.inf


@law
@given(st.floats(0.001, 0.998), st.floats(1.0, 500.0), st.floats(0.0001, 10.0))
def test_more_load_waits_longer_and_more_servers_shorter(load: float, servers: float, service_time: float) -> None:
    """The wait grows with load and falls with servers, everywhere."""
    wait = mean_wait(service_time, servers, load)
    assert wait >= 0.0
    assert mean_wait(service_time, servers, load + 0.001) >= wait
    assert mean_wait(service_time, servers + 1.0, load) <= wait


@law
@given(st.floats(0.001, 0.999), st.floats(0.0, 10.0), st.floats(0.001, 10.0))
def test_a_quantile_is_the_inverse_of_the_share(share: float, wait: float, work: float) -> None:
    """As many requests stay below a quantile as it says."""
    assert share_within(quantile(share, wait, work), wait, work) == pytest.approx(share, abs=1e-9)


@law
@given(st.floats(0.0, 20.0), st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_a_share_within_a_limit_is_a_share_and_grows_with_the_limit(limit: float, wait: float, work: float) -> None:
    """It lies in 0..1 and more time never answers fewer."""
    share = share_within(limit, wait, work)
    assert 0.0 <= share <= 1.0
    assert share_within(limit + 0.5, wait, work) >= share


def test_work_of_no_length_is_in_time_unless_it_waited_too_long() -> None:
    """An instant answer is late only by its wait."""
    assert share_within(1.0, 0.5, 0.0) == 1.0
    assert share_within(1.0, 1.5, 0.0) == 0.0


@pytest.mark.parametrize(
    ("failure", "retries", "mean"), [(0.0, 3, 1.0), (0.5, 0, 1.0), (0.5, 1, 1.5), (0.5, 2, 1.75), (1.0, 3, 4.0)]
)
def test_attempts_are_the_geometric_sum(failure: float, retries: int, mean: float) -> None:
    """A caller tries 1 + f + f^2 + ... times on average, up to its retries."""
    assert attempts(failure, retries) == pytest.approx(mean)


@law
@given(st.floats(0.0, 1.0), st.integers(0, 10))
def test_attempts_lie_between_one_and_all(failure: float, retries: int) -> None:
    """Nobody tries less than once or more often than allowed."""
    assert 1.0 <= attempts(failure, retries) <= 1.0 + retries + 1e-9
