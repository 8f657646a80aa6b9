"""True severity, onset and the instant at which the hurting had stopped."""

from __future__ import annotations

from by_hand import truth

from simulator.scoring.severity import Level, mitigated, onset, sev_truth, steps_of, weight_at


def levels(until: int, *failing: tuple[int, int]) -> list[tuple[int, int]]:
    return [(level.at, level.weight) for level in sev_truth(steps_of(truth(until, *failing)))]


def test_true_severity_is_dated_back_to_its_first_crossing_and_to_the_start_of_calm() -> None:
    """Ten minutes of failing: SEV2 with the 5th bad step, SEV1 with the 11th, well again with the first good step.

    The minute that begins with step 895 has two failing steps in it, a burn of 13.3: SEV2 from there.
    """
    assert levels(3600, (300, 900)) == [(0, 0), (325, 3), (355, 4), (895, 3), (905, 0)]


def test_a_level_that_was_left_is_not_entered_again() -> None:
    """`sev_raw` looks back five minutes and lags behind; that does not make the true severity flicker."""
    steps = steps_of(truth(3600, (300, 900)))
    assert max(step.raw for step in steps if 905 < step.at < 1190) == 4
    assert [level.weight for level in sev_truth(steps)] == [0, 3, 4, 3, 0]


def test_a_second_outage_is_a_second_climb() -> None:
    """Well for half an hour, and then the same again: two climbs, two falls."""
    once = [(325, 3), (355, 4), (895, 3), (905, 0)]
    assert levels(5400, (300, 900), (3000, 3600)) == [(0, 0), *once, *((at + 2700, weight) for at, weight in once)]


def test_a_blip_of_health_is_no_recovery() -> None:
    """Two good minutes inside an outage change nothing: better has to hold for five."""
    assert levels(3600, (300, 600), (720, 1200)) == [(0, 0), (325, 3), (355, 4), (1195, 3), (1205, 0)]
    steps = steps_of(truth(3600, (300, 600), (720, 1200)))
    assert mitigated(steps, 325) == 1205


def test_onset_is_the_first_sev3_or_worse() -> None:
    """SEV4 hurts nobody; nothing wrong, no onset."""
    assert onset((Level(0, 0), Level(50, 1), Level(90, 2), Level(95, 4))) == 90
    assert onset((Level(0, 0),)) is None
    assert sev_truth(steps_of(truth(600))) == (Level(0, 0),)


def test_stopped_means_five_minutes_of_it() -> None:
    """905 is the start of the first five calm minutes: they are over with step 1200, and one step less is not enough."""
    assert mitigated(steps_of(truth(1200, (300, 900))), 325) == 905
    assert mitigated(steps_of(truth(1195, (300, 900))), 325) is None
    assert mitigated(steps_of(truth(3600, (300, 900))), None) is None


def test_harm_down_to_a_fifth_counts_as_stopped() -> None:
    """The matrix still reads SEV1, but a fifth of the worst harm or less is left; a little more than a fifth is not enough."""
    from dataclasses import replace

    def left(share: float) -> int | None:
        rows = [replace(row, harm=100.0 * share) if 600 < row.at <= 1800 else row for row in truth(1800, (300, 1800))]
        return mitigated(steps_of(rows), 325)

    assert left(0.2) == 605
    assert left(0.21) is None


def test_the_weight_at_a_second() -> None:
    """A level holds from its own second on."""
    made = (Level(0, 0), Level(325, 3), Level(905, 0))
    assert [weight_at(made, at) for at in (0, 324, 325, 904, 905)] == [0, 0, 3, 3, 0]


def test_where_users_felt_nothing_only_the_severity_says_that_it_stopped() -> None:
    """A breach hurts nobody's requests: no harm at all is not harm that has stopped."""
    from dataclasses import replace

    rows = [replace(row, harm=0.0) for row in truth(1800, (300, 900))]
    assert mitigated(steps_of(rows), 325) == 905
    assert mitigated(steps_of(rows[: 900 // 5]), 325) is None
