"""Status-page honesty (M9), to the second. Evident from the page at 360; the tiles are well for a minute at 960; somebody verifies at 1200
that users are well, which ends the evidence."""

from __future__ import annotations

from by_hand import Hand, handled, truth, values

from simulator.record import facts as f
from simulator.scenario.words import Audience


def at_page(
    hand: Hand, at: int, says: str = "Some payments fail. We are looking.", state: str = "degraded", component: str = "pay"
) -> int:
    return hand.at(at, f.UpdatePosted(Audience.PUBLIC, "ic", says, "", component, state))


def cleared() -> Hand:
    """The handled incident."""
    return handled()[0]


ROWS = truth(3600, (300, 900))


def ordered(hand: Hand) -> Hand:
    hand.facts.sort(key=lambda fact: (fact.at, fact.n))
    return hand


def test_silence_is_a_green_page_from_five_minutes_after_the_evidence() -> None:
    """From 660, five minutes after 360, to 955, after which the tiles are well: 59 steps."""
    lines = ordered(cleared()).lines(ROWS)
    assert values(lines, "M9.green", "M9.red") == (295, None)
    assert lines["M9.green"].says == "The page was green for 4:55 while users were evidently hurt, beyond the first 5 minutes."


def test_a_page_that_says_so_in_time_was_never_dishonest() -> None:
    """Degraded at 600, within the five minutes, and operational at 1300."""
    hand = cleared()
    at_page(hand, 600)
    at_page(hand, 1300, "You can pay again.", "operational")
    assert values(ordered(hand).lines(ROWS), "M9.green", "M9.red") == (0, 0)


def test_a_late_post_ends_the_dishonest_green() -> None:
    """From 660 to 700: steps 665 to 695."""
    hand = cleared()
    n = at_page(hand, 700)
    line = ordered(hand).lines(ROWS)["M9.green"]
    assert line.value == 35
    assert line.evidence == (n,)


def test_words_without_a_component_count_as_saying_so_and_soothing_words_do_not() -> None:
    """A post that tells of trouble is not green; "all systems operational" is."""
    hand = cleared()
    at_page(hand, 600, "Payments fail for some of you. We are looking.", "", "")
    assert ordered(hand).lines(ROWS)["M9.green"].value == 0
    hand = cleared()
    at_page(hand, 600, "All systems operational. We are monitoring.", "", "")
    assert ordered(hand).lines(ROWS)["M9.green"].value == 295


def test_a_page_that_was_red_before_anything_was_wrong_told_nobody_anything() -> None:
    """Red at 200, before the onset at 325 and the evidence at 360, is as good as green; red at 340, while users are hurt already, is early."""
    for posted, green in ((200, 295), (340, 0)):
        hand = cleared()
        at_page(hand, posted, "Payments fail. We are looking.", "major-outage")
        assert ordered(hand).lines(ROWS)["M9.green"].value == green


def test_a_component_called_operational_too_early_is_green_again() -> None:
    """Degraded at 600, operational at 700 while it goes on: steps 700 to 955."""
    hand = cleared()
    at_page(hand, 600)
    at_page(hand, 700, "Back.", "operational")
    assert ordered(hand).lines(ROWS)["M9.green"].value == 260


def test_an_outage_left_on_the_page_counts_from_a_quarter_of_an_hour_after_it_was_over() -> None:
    """Evident up to the verification at 1200; from 2100 to EndEx at 3600: 301 steps."""
    hand = cleared()
    at_page(hand, 600)
    line = ordered(hand).lines(ROWS)["M9.red"]
    assert line.value == 1505
    assert line.says == "The page showed an outage for 25:05 longer than 15 minutes after it was over."


def test_a_page_that_went_the_way_round_was_written_in_time() -> None:
    """Written at 600, out at 900: that the page was lost is nobody's delay."""
    hand = cleared()
    n = hand.at(600, f.UpdateDelayed("page", "ic", "Payments fail. We are looking.", "", "pay", "degraded", 300))
    hand.at(900, f.UpdatePosted(Audience.PUBLIC, "ic", "Payments fail. We are looking.", "", "pay", "degraded"), because=n)
    assert ordered(hand).lines(ROWS)["M9.green"].value == 0


def test_a_false_alarm_has_no_dishonest_green_and_a_red_page_in_it_counts() -> None:
    """E3: nothing was ever wrong. Red from 600; the page's evidence ends at 1200; from 2100 to 3600."""
    hand = cleared()
    at_page(hand, 600, "Everybody cannot pay.", "major-outage")
    assert values(ordered(hand).lines(truth(3600)), "M9.green", "M9.red") == (None, 1505)
