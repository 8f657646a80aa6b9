"""M24: the all-clear."""

from __future__ import annotations

import pytest
from by_hand import Hand, handled, truth

from simulator.record import facts as f


def all_clear(*, at: int, verified: int | None, failing: tuple[int, int] = (300, 900), until: int = 3600):
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    if verified is not None:
        hand.verified(verified)
    hand.at(at, f.IncidentResolved())
    hand.facts.sort(key=lambda fact: fact.at)
    hand.ended(until)
    return hand.lines(truth(until, failing))["M24"]


def test_held_and_verified_is_right() -> None:
    """Stopped 905, verified 1200, resolved 1560."""
    hand, rows = handled()
    line = hand.lines(rows)["M24"]
    assert (line.value, line.says) == (0, "Given after it had held and somebody had verified it.")


@pytest.mark.parametrize(("at", "early"), [(1505, 0), (1504, 1)])
def test_ten_minutes_of_holding(at: int, early: int) -> None:
    """It stopped at 905: at 1505 it has held for ten minutes, a second before it has not."""
    assert all_clear(at=at, verified=1200).value == early


def test_resolved_while_users_are_hurt() -> None:
    """At 600 users were failing and went on failing for 60 steps: 6,000 user-minutes after it."""
    line = all_clear(at=600, verified=590)
    assert line.value == 1
    assert "still being hurt" in line.says
    assert "6,000 user-minutes" in line.says


def test_resolved_before_anybody_verified() -> None:
    """It had held, but nobody had looked; a verification after the all-clear comes too late."""
    assert all_clear(at=1560, verified=None).value == 1
    assert "verified" in all_clear(at=1560, verified=1600).says


def test_no_all_clear_is_not_counted() -> None:
    """Open at the end: nothing to judge."""
    hand, rows = handled()
    hand.facts = [x for x in hand.facts if x.at < 1560]
    assert hand.lines(rows)["M24"].value is None


def test_after_reopening_it_has_to_be_verified_again() -> None:
    """The first verification does not speak for the second all-clear: one taken back, one unverified."""
    hand, _ = handled()
    hand.facts = [x for x in hand.facts if x.at <= 1560]
    hand.at(1700, f.IncidentReopened(""))
    hand.at(3600, f.IncidentResolved())
    hand.ended(4200)
    rows = truth(4200, (300, 900))
    assert hand.lines(rows)["M24"].value == 2
    hand.facts = [x for x in hand.facts if x.at <= 1700]
    hand.verified(3500)
    hand.at(3600, f.IncidentResolved())
    hand.ended(4200)
    assert hand.lines(rows)["M24"].value == 1


def test_an_all_clear_soon_after_the_last_harm_says_how_long_it_had_been_calm() -> None:
    """Nobody hurt since 900, resolved at 960 and ended before it had held: too early, and the card does not say that users were still being hurt."""
    hand = Hand()
    hand.page(360)
    hand.declare(400)
    hand.at(960, f.IncidentResolved())
    hand.ended(1000)
    line = hand.lines(truth(1000, (300, 900)))["M24"]
    assert line.value == 1
    assert "nobody had been hurt for only 1:00" in line.says
