"""Series and their noise: truth has none, samples have some, and nobody's looking changes anything."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import Table, scenario

from simulator.world import noise
from simulator.world.noise import bell, signal_key
from simulator.world.series import JOURNEY_COLUMNS, SERVICE_COLUMNS, Series

SYSTEM = """
system:
  journeys: {ask: {core: true, slo: 99%, within: 2s, enters: api, traffic: 100/s, users: 9000}}
  services:
    api: {busy: 30%, takes: 10ms, instances: 4, workers: 1000, calls: [{to: db}]}
    db: {busy: 30%, takes: 5ms, instances: 4, workers: 1000}
"""
FAULT = "ill: {at: 60s, target: db, does: {errors: 30%}}"


def ran(seed: int = 7, to: int = 600) -> Series:
    table = Table(scenario(SYSTEM, FAULT), seed)
    table.run(to)
    return table.world.series


def test_every_service_and_journey_has_its_signals() -> None:
    """Success, rate, p99, hurt and burn for journeys; traffic, errors, latency and saturation for services. One row per step."""
    series = ran()
    assert set(series.names) == {f"ask.{c}" for c in JOURNEY_COLUMNS} | {
        f"{s}.{c}" for s in ("api", "db") for c in SERVICE_COLUMNS
    }
    assert series.steps() == 1 + 600 // 5
    assert all(series.has(name) for name in series.names)
    assert not series.has("api.mood")
    assert not series.has("nobody.errors")
    assert series.true("nobody.errors") is None
    assert series.sampled("api.errors", 10_000) is None


def test_truth_carries_no_noise() -> None:
    """Two drills with other seeds have the same truth, bit for bit, at every step of every signal."""
    one, other = ran(1), ran(2)
    for name in one.names:
        assert [one.true(name, i) for i in range(one.steps())] == [other.true(name, i) for i in range(other.steps())]


def test_samples_carry_the_noise_of_their_seed() -> None:
    """The same seed shows the same figures, another seed others, around the same truth."""
    one, again, other = ran(1), ran(1), ran(2)
    shown = [one.sampled("db.errors", i) for i in range(20, one.steps())]
    assert shown == [again.sampled("db.errors", i) for i in range(20, one.steps())]
    assert shown != [other.sampled("db.errors", i) for i in range(20, one.steps())]
    mean = math.fsum(x for x in shown if x is not None) / len(shown)
    assert mean == pytest.approx(0.3, abs=0.005)
    assert len(set(shown)) > 90


@settings(deadline=None, derandomize=True, max_examples=30)
@given(
    st.permutations(
        [(name, step) for name in ("ask.success", "ask.p99", "api.cpu", "db.errors", "db.traffic") for step in (0, 3, 50, 119)]
    )
)
def test_noise_does_not_depend_on_who_looked_before(order: list[tuple[str, int]]) -> None:
    """Read in any order, or never, each sample is what it is: a function of seed, signal and step."""
    straight, mixed = ran(5), ran(5)
    expected = {(name, step): straight.sampled(name, step) for name, step in sorted(order)}
    assert {(name, step): mixed.sampled(name, step) for name, step in order} == expected


def test_a_signal_nobody_looks_at_costs_no_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that runs without a reader draws none at all."""
    drawn: list[tuple[int, int]] = []
    monkeypatch.setattr("simulator.world.series.bell", lambda key, step: drawn.append((key, step)) or bell(key, step))
    series = ran(5)
    assert drawn == []
    series.sampled("api.cpu", 30)
    assert drawn == [(signal_key(5, "api.cpu"), 30)]


def test_the_last_sample_is_that_of_its_step() -> None:
    """Asked for the last one, or for it by number, an instrument shows the same."""
    series = ran()
    for name in series.names:
        assert series.sampled(name) == series.sampled(name, series.steps() - 1)
        assert series.true(name) == series.true(name, series.steps() - 1)


def test_shares_stay_shares_and_certainty_carries_no_noise() -> None:
    """A success of exactly 1 shows as 1; whatever the noise, a share is within 0..1."""
    series = ran()
    assert all(
        series.sampled("ask.success", i) == series.true("ask.success", i)
        for i in range(10)
        if series.true("ask.success", i) == 1.0
    )
    for name in ("ask.success", "db.errors", "api.cpu", "api.workers"):
        shown = [series.sampled(name, i) for i in range(series.steps())]
        assert all(value is not None and 0.0 <= value <= 1.0 for value in shown)


def test_the_bell_has_mean_nought_and_spread_one() -> None:
    """Over twenty thousand steps: mean within 0.02 of 0, deviation within 0.02 of 1, never beyond 3.5."""
    values = [bell(signal_key(3, "a.b"), step) for step in range(20_000)]
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))
    assert abs(mean) < 0.02
    assert abs(spread - 1.0) < 0.02
    assert max(map(abs, values)) <= 3.5


def test_neighbouring_steps_and_signals_are_not_alike() -> None:
    """Noise of the next step, and of the next signal, says nothing about this one: correlation below 0.03."""
    n = 20_000
    here = [bell(signal_key(3, "a.b"), step) for step in range(n)]
    for other in (
        [bell(signal_key(3, "a.b"), step + 1) for step in range(n)],
        [bell(signal_key(3, "a.c"), step) for step in range(n)],
    ):
        assert abs(math.fsum(a * b for a, b in zip(here, other, strict=True)) / n) < 0.03


def test_the_generator_is_splitmix64() -> None:
    """The published first outputs for seed 0 (Steele, Lea, Flood 2014), so that any machine draws the same."""
    state, out = 0, []
    for _ in range(3):
        state = (state + 0x9E3779B97F4A7C15) & (2**64 - 1)
        out.append(noise.mix(state))
    assert out == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


SIGNALS = """
  signals:
    lag: {title: Replica lag, unit: s, healthy: 2, during: ill, becomes: 100, noise: 0%}
    rows: {healthy: 10, during: ill, becomes: 0, shape: ramp, over: 100s, noise: 0%}
    calm: {healthy: 5, noise: 10%}
"""


def test_a_scripted_signal_follows_its_fault_in_its_own_shape() -> None:
    """It moves with the fault, comes on in its own time, and goes back when the fault has gone."""
    table = Table(scenario(SYSTEM, "ill: {at: 60s, target: db, does: {errors: 30%}, lasts: 200s}", secret=SIGNALS))
    table.run(50)
    assert (table.world.reading("lag"), table.world.reading("rows")) == (2.0, 10.0)
    table.run(110)
    assert table.world.reading("lag") == 100.0
    assert table.world.reading("rows") == pytest.approx(5.0)
    table.run(200)
    assert table.world.reading("rows") == pytest.approx(0.0)
    table.run(300)
    assert (table.world.reading("lag"), table.world.reading("rows")) == (2.0, 10.0)


def test_a_scripted_signal_has_the_noise_its_author_wrote() -> None:
    """None for 0 %, a spread of a tenth for 10 %."""
    table = Table(scenario(SYSTEM, FAULT, secret=SIGNALS))
    table.run(3000)
    series = table.world.series
    assert {series.sampled("lag", i) for i in range(10)} == {2.0}
    shown = [value for i in range(series.steps()) if (value := series.sampled("calm", i)) is not None]
    mean = math.fsum(shown) / len(shown)
    assert mean == pytest.approx(5.0, rel=0.02)
    assert math.sqrt(math.fsum((v - mean) ** 2 for v in shown) / len(shown)) == pytest.approx(0.5, rel=0.15)
