"""Burn rates, budgets and the golden table of the scoring reference: when the matrix is true, and when the pager fires."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.model import Alert
from simulator.world.alerts import Rule
from simulator.world.network import STEP
from simulator.world.series import Series
from simulator.world.severity import SEV1, SEV2, weight
from simulator.world.slo import WINDOW_1H, WINDOW_3D, WINDOW_5M, WINDOW_6H, WINDOW_30M, SloMeter

#: Requests of one step.
MANY = 1000.0


def clean(slo: float = 0.999) -> SloMeter:
    """A meter with a history without a single bad request."""
    return SloMeter(slo, MANY, 0.0)


def rule(burn: float, pages: str | None = "trainee") -> Rule:
    return Rule("rule", Alert(burn=burn, of="j", pages=pages))


#: Error ratio from second 0 on; then minutes until the matrix says SEV1, SEV2, until the pager of 14.4 and that of 6 fire.
#: SLO 99.9 %, clean history (SCORING 3.3). None: never, within six hours.
GOLDEN = [
    (1.00, 0.1, 0.1, 0.9, 2.2),
    (0.20, 0.4, 0.2, 4.3, 10.8),
    (0.10, 0.7, 0.3, 8.6, 21.6),
    (0.05, 1.4, 0.6, 17.3, 43.2),
    (0.02, 3.5, 1.5, 43.2, 108.0),
    (0.01, None, 3.0, None, 216.0),
]


@pytest.mark.parametrize(("errors", "sev1", "sev2", "fast_pager", "slow_pager"), GOLDEN)
def test_the_golden_table(errors: float, sev1: float | None, sev2: float, fast_pager: float | None, slow_pager: float) -> None:
    """Each instant within one step of the reference, which rounds to a tenth of a minute."""
    meter, fast, slow = clean(), rule(14.4), rule(6.0)
    at: dict[str, float] = {}
    for step in range(1, 6 * 3600 // STEP + 1):
        meter.add(MANY, errors * MANY)
        minute = step * STEP / 60.0
        level = weight([(True, meter)])
        for name, true in (
            ("sev1", level >= SEV1),
            ("sev2", level >= SEV2),
            ("fast", fast.move({"j": meter}, Series(0)) is True),
            ("slow", slow.move({"j": meter}, Series(0)) is True),
        ):
            if true:
                at.setdefault(name, minute)
    for name, expected in (("sev1", sev1), ("sev2", sev2), ("fast", fast_pager), ("slow", slow_pager)):
        found = at.get(name)
        if expected is None:
            assert found is None, name
        else:
            assert found is not None, name
            assert -0.05 <= found - expected <= STEP / 60.0 + 0.05, (name, found)


def test_ten_per_cent_at_99_never_reaches_sev1_by_burn() -> None:
    """At a promise of 99 % a tenth failing burns ten times: SEV2, however long."""
    meter = clean(0.99)
    for _ in range(3 * 3600 // STEP):
        meter.add(MANY, 0.1 * MANY)
        assert weight([(True, meter)]) <= SEV2
    assert weight([(True, meter)]) == SEV2
    assert meter.burn(WINDOW_5M) == pytest.approx(10.0)


@pytest.mark.parametrize("window", [WINDOW_5M, WINDOW_30M, WINDOW_1H, WINDOW_6H, WINDOW_3D])
def test_windows_are_filled_with_healthy_history(window: int) -> None:
    """A minute of errors weighs a minute in every window from the first step on: long windows do not lie."""
    meter = SloMeter(0.99, MANY, 1.0)
    for _ in range(60 // STEP):
        meter.add(MANY, 0.5 * MANY)
    before = (window - 60) / STEP
    expected = (12 * 500.0 + before * 1.0) / (12 * MANY + before * MANY)
    assert meter.error_ratio(window) == pytest.approx(expected)


def test_a_window_forgets() -> None:
    """What lies further back than the window counts no more."""
    meter = clean()
    for _ in range(12):
        meter.add(MANY, MANY)
    for _ in range(WINDOW_5M // STEP):
        meter.add(MANY, 0.0)
    assert meter.burn(WINDOW_5M) == 0.0
    assert meter.burn(WINDOW_30M) > 0.0


def test_the_budget_spent_is_minutes_times_burn_over_the_month() -> None:
    """T minutes at burn b spend b * T / 43200 of the month (SCORING 3.1)."""
    meter = clean()
    for _ in range(30 * 60 // STEP):
        meter.add(MANY, 0.02 * MANY)
    assert meter.spent() == pytest.approx(20.0 * 30 / 43_200)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.0, 1e6), st.floats(0.0, 1.0)), max_size=80),
    st.sampled_from([60, WINDOW_5M, WINDOW_30M, WINDOW_6H]),
)
def test_an_error_ratio_is_a_share(steps: list[tuple[float, float]], window: int) -> None:
    """Whatever the traffic, 0 <= bad / total <= 1, and running totals agree with adding up."""
    meter = SloMeter(0.999, 50.0, 0.0)
    for total, bad in steps:
        meter.add(total, total * bad)
    assert 0.0 <= meter.error_ratio(window) <= 1.0 + 1e-9
    last = steps[-(window // STEP) :]
    filled = 50.0 * (window // STEP - len(last))
    assert meter.counts(window)[0] == pytest.approx(math.fsum(t for t, _ in last) + filled, rel=1e-6, abs=1e-3)


# --- few requests -----------------------------------------------------------------------------------------------


def test_a_window_with_few_requests_is_read_wider() -> None:
    """With 60 requests in five minutes a single bad one says nothing there: the half hour is read."""
    meter = SloMeter(0.99, 1.0, 0.0)  # 12 a minute
    for _ in range(60):
        meter.add(1.0, 0.0)
    meter.add(1.0, 1.0)
    assert meter.counts(WINDOW_5M)[0] == 60.0
    assert meter.error_ratio(WINDOW_5M) == pytest.approx(1 / 360)
    assert meter.error_ratio(60) == pytest.approx(1 / 360)


def test_a_window_with_enough_requests_is_read_as_it_is() -> None:
    """300 requests are enough."""
    meter = SloMeter(0.99, 5.0, 0.0)
    for _ in range(60):
        meter.add(5.0, 1.0)
    assert meter.error_ratio(WINDOW_5M) == pytest.approx(0.2)


def test_where_even_six_hours_hold_too_few_only_counts_of_users_decide() -> None:
    """A journey of 36 requests an hour: one failing is nothing, twenty within a quarter of an hour are an incident."""
    meter = SloMeter(0.999, 0.05, 0.0)
    assert meter.too_few()
    for _ in range(60):
        meter.add(0.05, 0.05)
    assert weight([(True, meter)]) == 0
    for _ in range(40):
        meter.add(0.5, 0.5)
    assert meter.too_few()
    assert weight([(True, meter)]) == SEV2
    assert weight([(False, meter)]) == SEV2 - 1
