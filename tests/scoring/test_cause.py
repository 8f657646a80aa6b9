"""What made it stop: an order, a history, nobody, the game master, or time."""

from __future__ import annotations

from by_hand import Hand

from simulator.record import facts as f
from simulator.record.facts import TRUTH
from simulator.scenario.words import Kind
from simulator.scoring.chain import cause_of

STOPPED = 905


def how(hand: Hand) -> tuple[str, str]:
    cause = cause_of(hand.scenario, hand.facts, STOPPED)
    return cause.how, "" if cause.chain is None else cause.chain.order


def test_the_order_that_ended_the_fault_did_it() -> None:
    """Also where another order was done in between that ends nothing by itself."""
    hand = Hand()
    hand.order(600)
    hand.order(610, Kind.FLAG_OFF, "coupons", "m2")
    hand.done(880, ends="roll-back checkout")
    hand.done(895, "m2")
    assert how(hand) == ("ordered", "roll-back checkout")


def test_moving_load_can_do_it_while_the_fault_is_still_there() -> None:
    """Load was shed and it stopped hurting; the roll-back came ten minutes later."""
    hand = Hand()
    hand.order(600, Kind.SHED_LOAD, "checkout", "m1")
    hand.done(890, "m1")
    hand.order(910, id_="m2")
    hand.done(1500, "m2", ends="roll-back checkout")
    assert how(hand) == ("ordered", "shed-load checkout")


def test_what_ended_a_moment_after_it_was_dated_did_it() -> None:
    """`T_mit` is the start of a minute that may hold the last bad steps, so the cause may be dated up to 55 s after it."""
    hand = Hand()
    hand.order(600)
    hand.done(STOPPED + 55, ends="roll-back checkout")
    assert how(hand) == ("ordered", "roll-back checkout")
    late = Hand()
    late.order(600)
    late.done(STOPPED + 56, ends="roll-back checkout")
    assert how(late) == ("self-healed", "")


def test_a_colleague_who_acts_unasked_is_no_order() -> None:
    """E12: an order by somebody else is unordered, and deciding says nothing about the commander."""
    hand = Hand()
    hand.order(600, by="sam")
    hand.done(900, ends="roll-back checkout")
    assert how(hand) == ("unordered", "roll-back checkout")


def test_time_and_the_game_master() -> None:
    """A fault that ended by itself healed itself; one ended by hand was forced."""
    hand = Hand()
    hand.at(900, f.FaultEnded("canary-fault"), audience=TRUTH, by="world")
    assert how(hand) == ("self-healed", "")
    forced = Hand()
    forced.at(900, f.FaultForced("canary-fault", active=False), by="gm")
    forced.at(900, f.FaultEnded("canary-fault"), audience=TRUTH, by="world")
    assert how(forced) == ("forced", "")


def test_the_end_of_a_hazard_is_not_what_did_it() -> None:
    """A restart's side effect wears off after the fault was ended: the order that ended the fault did it."""
    hand = Hand()
    hand.order(600)
    hand.done(800, ends="roll-back checkout")
    hand.at(900, f.FaultEnded("hazard-1"), audience=TRUTH, by="world")
    assert how(hand) == ("ordered", "roll-back checkout")


def test_while_nothing_has_the_last_order_that_would_is_followed() -> None:
    """Not stopped yet: the chain of the effective order, as far as it came; a useless one is not followed."""
    hand = Hand()
    hand.order(500, Kind.RESTART, "checkout", "m1")
    assert cause_of(hand.scenario, hand.facts, None).chain is None
    hand.order(600, id_="m2")
    found = cause_of(hand.scenario, hand.facts, None)
    assert found.chain is not None
    assert (found.how, found.chain.id, found.chain.started) == ("", "m2", None)
