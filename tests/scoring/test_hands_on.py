"""Hands-on share (M14): exact stretches, what is exempt, what waited meanwhile, and debugging by proxy."""

from __future__ import annotations

import pytest
from by_hand import Hand, handled, truth

from simulator.record import facts as f
from simulator.record.seats import KeyboardMode
from simulator.scenario.words import Audience, Topic
from simulator.scoring.hands_on import HandsOn, debug_by_proxy, hands_on_spans
from simulator.scoring.scorecard import Line

LOOK, TWO_HATS = KeyboardMode.LOOK, KeyboardMode.TWO_HATS


def keyboard(hand: Hand, start: int, end: int | None = None, mode: KeyboardMode = LOOK) -> None:
    """The commander takes the keyboard and, unless EndEx does it, drops it; told in the order of time."""
    hand.at(start, f.KeyboardTaken(mode, "checkout"))
    if end is not None:
        hand.at(end, f.KeyboardDropped(mode, "checkout", 0, 0, 0, 0, None))


def led() -> Hand:
    """Paged 360, declared 480; what follows is up to the test."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360)
    return hand


def line(hand: Hand, id_: str = "M14", *, resolved: int = 1480) -> Line:
    hand.at(resolved, f.IncidentResolved())
    hand.ended(3600)
    return hand.lines(truth(3600, (300, 900)))[id_]


def test_the_share_is_heads_down_time_between_declaring_and_resolving() -> None:
    """200 s of the 1,000 s from declaring to resolving are 20 %, whatever was done before and after; its evidence are the four facts."""
    hand = led()
    hand.declare(480)
    keyboard(hand, 500, 650)
    keyboard(hand, 1430, 1530)
    got = line(hand)
    assert (got.value, got.unit, got.owner) == (pytest.approx(20.0), "%", "person")
    assert [hand.facts[n - 1].at for n in got.evidence] == [500, 650, 1430, 1530]
    assert got.says == "The commander's seat was empty for 3:20 of 16:40: 20 %."


def test_an_attended_seat_has_no_share() -> None:
    """A drill in which nobody took the keyboard reads 0 %, and nothing is said to have waited."""
    hand, rows = handled()
    lines = hand.lines(rows)
    assert lines["M14"].value == 0.0
    assert not {"M14.reports", "M14.approvals", "M14.proxy"} & set(lines)


def test_five_minutes_of_looking_before_declaring_are_exempt_and_no_more() -> None:
    """Of 400 s before declaring 100 s count; of 300 s none."""
    hand = led()
    keyboard(hand, 60, 360)
    hand.declare(480)
    assert line(hand).value == 0.0
    hand = led()
    keyboard(hand, 60, 460)
    hand.declare(480)
    got = line(hand)
    assert got.value == pytest.approx(10.0)
    assert "before declaring took 6:40, of which 5:00 do not count" in got.says


def test_two_hats_said_aloud_are_exempt() -> None:
    """The same 200 s as a second hat are named and count nothing."""
    hand = led()
    hand.declare(480)
    keyboard(hand, 500, 700, TWO_HATS)
    got = line(hand)
    assert got.value == 0.0
    assert "Two hats, said aloud, for 3:20; that does not count." in got.says


def test_without_a_declaration_there_is_no_share() -> None:
    """Nothing was led, so there is nothing to be a share of; what was looked at is said."""
    hand = led()
    keyboard(hand, 500, 620)
    hand.ended(900)
    got = hand.lines(truth(900, (300, 900)))["M14"]
    assert got.value is None
    assert got.says == "Nothing was declared; 2:00 were spent looking."


def test_what_was_still_in_hand_at_endex_ends_there() -> None:
    """The stretch runs to EndEx and has no second fact."""
    hand = led()
    hand.declare(480)
    keyboard(hand, 600)
    hand.ended(980)
    assert hands_on_spans(hand.facts) == (HandsOn(LOOK, "checkout", 600, 980, 4, 0),)
    assert hand.lines(truth(980, (300, 900)))["M14"].value == pytest.approx(100.0 * 380 / 500)


def test_reports_wait_from_when_they_come_until_the_commander_turns_round() -> None:
    """Cards at 560 and 620 with the keyboard dropped at 680: 2 and 1 minutes. One before, one after and their own wait for nobody."""
    hand = led()
    hand.declare(480)
    hand.card(490)
    hand.at(500, f.KeyboardTaken(LOOK, "checkout"))
    hand.card(560)
    hand.card(620)
    hand.at(640, f.CardPosted("own", "ic", "", f.Confidence.LOW))
    hand.at(680, f.KeyboardDropped(LOOK, "checkout", 2, 0, 0, 0, None))
    hand.card(700)
    got = line(hand, "M14.reports")
    assert (got.value, got.unit) == (3.0, "min")
    assert [hand.facts[n - 1].at for n in got.evidence] == [560, 620]


def test_approvals_count_as_far_as_they_were_open_meanwhile() -> None:
    """Asked for 60 s before the keyboard is taken and given 90 s after: a minute and a half."""
    hand = led()
    hand.declare(480)
    hand.order(500)
    asked = hand.at(500, f.ApprovalAsked("m1", "sam"))
    hand.at(560, f.KeyboardTaken(LOOK, "checkout"))
    hand.at(650, f.MitigationApproved("m1", "sam"))
    hand.at(680, f.KeyboardDropped(LOOK, "checkout", 0, 1, 0, 0, None))
    got = line(hand, "M14.approvals")
    assert (got.value, got.evidence) == (1.5, (asked,))


def asks(hand: Hand, *seconds: int, person: str = "sam") -> None:
    for at in seconds:
        hand.at(at, f.TaskAsked(f"t{at}", "checkout", Topic.LOGS, 1, person, ""))


def test_four_asks_of_one_person_within_three_minutes_are_named_and_not_counted() -> None:
    """The tag rests on the four asks, has no value, and leaves the share as it is."""
    hand = led()
    hand.declare(480)
    asks(hand, 500, 560, 620, 680)
    got = line(hand, "M14.proxy")
    assert got.value is None
    assert len(got.evidence) == 4
    assert got.says.startswith("4 asks of Sam in a row")
    assert hand.lines(truth(3600, (300, 900)))["M14"].value == 0.0


@pytest.mark.parametrize("between", ["a second more", "somebody else", "an order", "three only"])
def test_asks_further_apart_or_with_something_else_between_are_no_proxy(between: str) -> None:
    """A second too long, another person or an order in the middle, or one ask fewer: nothing is named."""
    hand = led()
    hand.declare(480)
    asks(hand, 500, 560)
    match between:
        case "a second more":
            asks(hand, 620, 681)
        case "somebody else":
            asks(hand, 600, person="priya")
            asks(hand, 620, 680)
        case "an order":
            hand.order(600)
            asks(hand, 620, 680)
        case _:
            asks(hand, 620)
    assert debug_by_proxy(hand.facts) == ()


def test_asking_for_news_is_an_ask_too() -> None:
    """Two asks and two calls for an update on them, close together, are the same thing; a post between changes nothing."""
    hand = led()
    hand.declare(480)
    asks(hand, 500, 560)
    hand.at(570, f.UpdatePosted(Audience.INTERNAL, "ic", "", "", "", ""))
    hand.at(600, f.TaskNudged("t560"))
    hand.at(640, f.TaskNudged("t560"))
    assert [person for person, _ in debug_by_proxy(hand.facts)] == ["sam"]
