"""M8: when an update was due and whether it was there. Declared at 1000 with SEV1 evident since 900, unless said otherwise."""

from __future__ import annotations

import pytest
from by_hand import Hand, truth

from simulator.drill.evidence import Evident
from simulator.record import facts as f
from simulator.scenario.words import Audience
from simulator.scoring.comms import Cadence, cadence

SEEN = (Evident(0, 0), Evident(900, 4))


def walked(hand: Hand, until: int, audience: Audience = Audience.PUBLIC, seen: tuple[Evident, ...] = SEEN) -> Cadence:
    return cadence(audience, hand.facts, 1000, until, seen)


def counts(c: Cadence) -> tuple[int, int, int, int, int]:
    """due, on time, late seconds, missed, noise"""
    return c.due, c.on_time, c.late, c.missed, c.noise


@pytest.mark.parametrize(("at", "expected"), [(1300, (1, 1, 0, 0, 0)), (1360, (1, 1, 0, 0, 0)), (1361, (1, 0, 61, 0, 0))])
def test_the_first_public_post_is_due_five_minutes_after_declaring(at: int, expected: tuple[int, ...]) -> None:
    """Due 1300; up to a minute later is on time, a second more is late by all of it."""
    hand = Hand()
    hand.post(at, promise=900)
    assert counts(walked(hand, at + 10)) == expected


def test_the_scope_is_due_five_minutes_after_the_first_post() -> None:
    """The first post named no time, so the scope is due at 1540; at 1540 it is there, and then nothing is due for 20 minutes."""
    hand = Hand()
    hand.post(1240)
    hand.post(1540)
    assert counts(walked(hand, 2700)) == (2, 2, 0, 0, 0)
    assert counts(walked(hand, 2740 + 61)) == (3, 2, 0, 1, 0)


def test_a_promised_time_takes_the_place_of_the_usual_one() -> None:
    """Promised for 1500 and posted at 1490 with the next promised for 3290; usual would have been 1540 and 2690."""
    hand = Hand()
    hand.post(1200, promise=300)
    hand.post(1490, promise=1800)
    assert counts(walked(hand, 3280)) == (2, 2, 0, 0, 0)
    assert counts(walked(hand, 3351)) == (3, 2, 0, 1, 0)


def test_what_never_came_is_counted_each_time_it_was_due() -> None:
    """Silence from 1000 to 4000: first 1300, scope 1600, then 2800 and 4000 (not over yet)."""
    assert counts(walked(Hand(), 4000)) == (3, 0, 0, 3, 0)
    assert counts(walked(Hand(), 4061)) == (4, 0, 0, 4, 0)


def test_late_and_missed_are_different_things() -> None:
    """A post at 1599 is late for 1300; one at 1601 has missed it and is on time for the scope."""
    late, missed = Hand(), Hand()
    late.post(1599, promise=1200)
    missed.post(1601, promise=1200)
    assert counts(walked(late, 1700)) == (1, 0, 299, 0, 0)
    assert counts(walked(missed, 1700)) == (2, 1, 0, 1, 0)


def test_an_early_post_counts_and_rebases() -> None:
    """Posted before declaring: on time for the first, and the scope is due five minutes after declaring."""
    hand = Hand()
    hand.post(950)
    hand.post(1280)
    assert counts(walked(hand, 1400)) == (2, 2, 0, 0, 0)


def test_posts_on_each_others_heels_are_noise() -> None:
    """Three more within four minutes of a post are noise: not counted, and they put off nothing."""
    hand = Hand()
    hand.post(1200, promise=900)
    for at in (1230, 1300, 1430):
        hand.post(at, promise=900)
    hand.facts = [x for x in hand.facts if not (isinstance(x.body, f.PromiseMade) and x.at > 1200)]
    assert counts(walked(hand, 2050)) == (1, 1, 0, 0, 3)
    assert counts(walked(hand, 2161)) == (2, 1, 0, 1, 3)


def test_a_post_that_was_promised_is_never_noise() -> None:
    """Promised in two minutes and there in two minutes."""
    hand = Hand()
    hand.post(1200, promise=120)
    hand.post(1320, promise=900)
    assert counts(walked(hand, 1400)) == (2, 2, 0, 0, 0)


def test_a_bare_promise_cannot_put_off_the_first_post() -> None:
    """Promising the public something in an hour leaves the first post due at 1300."""
    hand = Hand()
    hand.at(1010, f.PromiseMade("p1", Audience.PUBLIC, 4600))
    assert counts(walked(hand, 1361)) == (1, 0, 0, 1, 0)


def test_a_promise_made_after_a_miss_does_not_undo_it() -> None:
    """Due 1300, nothing came; a promise at 1400 for 1500, kept: one missed, one on time."""
    hand = Hand()
    hand.at(1400, f.PromiseMade("p1", Audience.PUBLIC, 1500))
    hand.post(1500, promise=900)
    assert counts(walked(hand, 1600)) == (2, 1, 0, 1, 0)


def test_nothing_public_is_owed_before_something_public_is_evident() -> None:
    """Declared on instinct at 1000, evident at 1600: the first post is due at 1900; never evident, never due."""
    later = (Evident(0, 0), Evident(1600, 3))
    assert counts(walked(Hand(), 1960, seen=later)) == (0, 0, 0, 0, 0)
    assert counts(walked(Hand(), 1961, seen=later)) == (1, 0, 0, 1, 0)
    hand = Hand()
    hand.post(1200)
    assert counts(walked(hand, 9000, seen=(Evident(0, 0), Evident(900, 2)))) == (0, 0, 0, 0, 0)


def test_internal_updates_are_due_every_half_hour() -> None:
    """Due 2800 and, posted at 2800, again at 4600."""
    hand = Hand()
    hand.post(2800, "internal")
    assert counts(walked(hand, 4660, Audience.INTERNAL)) == (1, 1, 0, 0, 0)
    assert counts(walked(hand, 4661, Audience.INTERNAL)) == (2, 1, 0, 1, 0)


def test_breaking_a_promise_and_making_none_are_lines_of_their_own() -> None:
    """Three updates, one without a next time; of two promised times that came, one was kept."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.post(600, promise=300)
    hand.at(890, f.PromiseKept("p3", Audience.PUBLIC, 0))
    hand.post(890, promise=300)
    hand.at(1251, f.PromiseMissed("p6", Audience.PUBLIC), by="clock")
    hand.post(2000, "internal")
    hand.ended(2100)
    lines = hand.lines(truth(2100, (300, 900)))
    assert lines["M8.promises"].value == 50.0
    assert lines["M8.unpromised"].value == 1
