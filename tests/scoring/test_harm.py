"""M25 and M26: harm, the horizon, and the share of the avoidable that was avoided. A failing step costs 100 user-minutes."""

from __future__ import annotations

import pytest
import small_shop
from by_hand import Hand, handled, truth

from simulator.bots.play import longest, play
from simulator.bots.reference import reference_runs
from simulator.scoring.harm import avoided, harm_of
from simulator.scoring.references import References, references_from, references_to
from simulator.scoring.severity import onset, sev_truth, steps_of

#: Doing nothing: failing from step 305 to the horizon 325 + 7200 = 7525, 1445 steps.
HORIZON = 7525
NOTHING = tuple(100.0 if at > 300 else 0.0 for at in range(5, HORIZON + 1, 5))


def references(ideal: float, nothing: tuple[float, ...] = NOTHING) -> References:
    return References(nothing, ideal, 500, None, None, HORIZON)


def test_harm_avoided_is_a_share_of_what_could_be_avoided() -> None:
    """Nothing 144,500, ideal 4,500, you 120 steps = 12,000: 132,500 of 140,000."""
    hand, rows = handled()
    lines = hand.lines(rows, references(4500.0))
    assert lines["M25"].value == 12_000.0
    assert lines["M26"].value == pytest.approx(100 * 132_500 / 140_000)


def test_the_ends_of_the_scale() -> None:
    """Doing nothing is 0, the ideal 100; worse than nothing is below 0, better than the ideal above 100 (E21)."""
    of = references(4500.0)
    assert (avoided(144_500.0, of), avoided(4500.0, of)) == (0.0, 100.0)
    assert avoided(151_500.0, of) == -5.0
    assert avoided(3100.0, of) == 101.0


def test_ending_a_drill_does_not_end_the_hurting() -> None:
    """Ended at 1200 still failing as in the do-nothing run: 180 steps were played, the harm goes on to the horizon, all 1445."""
    steps = steps_of(truth(1200, (300, 1200)))
    harm = harm_of(steps, 325, references(4500.0), 7200)
    assert (harm.total, harm.carried_on) == (144_500.0, 126_500.0)


def test_half_as_bad_at_the_end_goes_on_half_as_bad() -> None:
    """In the last minute half of the harm of doing nothing: so it goes on."""
    from dataclasses import replace

    rows = [replace(row, harm=50.0) if row.at > 1140 else row for row in truth(1200, (300, 1200))]
    harm = harm_of(steps_of(rows), 325, references(4500.0), 7200)
    assert harm.carried_on == 0.5 * 126_500.0


def test_what_stopped_goes_on_as_nothing() -> None:
    """Calm in the last minute: nothing is added."""
    assert harm_of(steps_of(truth(1200, (300, 900))), 325, references(4500.0), 7200).carried_on == 0.0


def test_harm_after_the_horizon_is_not_counted() -> None:
    """A drill may run longer than two hours from onset; the comparison does not."""
    steps = steps_of(truth(9000, (300, 9000)))
    assert harm_of(steps, 325, references(4500.0), 7200).total == 144_500.0


@pytest.mark.parametrize(("written", "seconds"), [("30m", 1800), ("5h", 18_000)])
def test_a_scenario_says_for_how_long_harm_is_counted(written: str, seconds: int) -> None:
    """`harm_over` from the onset is the horizon of the reference runs, and of a card that has none yet; a run can last as long."""
    of = small_shop.scenario(f"harm_over: {written}")
    rows = truth(20_000, (300, 20_000))
    assert Hand(of).card_of(rows).harm.horizon == 325 + seconds
    assert Hand(of).card_of(rows).harm.you == 100.0 * (seconds + 25) / 5
    runs = reference_runs(of, 1)
    began = onset(sev_truth(steps_of(play(of, "do-nothing", 1, until=600).truth_table())))
    assert began is not None
    assert runs.horizon == began + seconds
    assert len(runs.nothing_by_step) == runs.horizon // 5
    assert longest(of) >= runs.horizon


def test_without_reference_runs_the_card_says_so() -> None:
    """No number is made up."""
    hand, rows = handled()
    card = hand.card_of(rows)
    assert card.harm.avoided is None
    assert card.harm.says == "Not compared: the reference runs are not there."
    assert {line.id: line for line in card.lines}["M26"].value is None


def test_requests_users_and_budget() -> None:
    """120 failing steps of 90 requests; 1,200 users at worst; the month's budget of 45/s at 99.5 % is 583,200 bad requests."""
    hand, rows = handled()
    lines = hand.lines(rows)
    assert lines["M25.requests"].value == 10_800
    assert lines["M25.users"].value == 1200
    assert lines["M25.distinct"].value == pytest.approx(5200 * (1 - (4000 / 5200) ** 10))  # ten minutes of 1,200 among 5,200
    assert lines["M25.budget.pay"].value == pytest.approx(100 * 10_800 / 583_200)


def test_reference_runs_survive_being_stored() -> None:
    """As JSON and back they are the same."""
    import json

    of = references(4500.0)
    assert references_from(json.loads(json.dumps(references_to(of)))) == of


def test_a_response_that_made_it_worse_says_so() -> None:
    """Negative values render."""
    hand = Hand()
    hand.page(360)
    hand.ended(7525)
    rows = truth(7525, (0, 7525))
    card = hand.card_of(rows, references(4500.0, tuple(90.0 for _ in NOTHING)))
    assert card.harm.avoided is not None
    assert card.harm.avoided < 0
    assert "worse" in card.harm.says


def test_half_a_minute_without_harm_is_calm() -> None:
    """Calm for the last 35 seconds of a drill: nothing goes on from there, though the minute before was bad."""
    assert harm_of(steps_of(truth(1200, (300, 1165))), 325, references(4500.0), 7200).carried_on == 0.0
    assert harm_of(steps_of(truth(1200, (300, 1185))), 325, references(4500.0), 7200).carried_on > 0.0
