"""When the commander could know of a way out: only from what was before them, and only of what works."""

from __future__ import annotations

import pytest
from by_hand import Hand
from small_shop import TEXT

from simulator.record import facts as f
from simulator.record.facts import seats
from simulator.record.seats import IC, KeyboardMode
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.known import known_at

ORDER = "roll-back checkout"


def since(hand: Hand, order: str = ORDER) -> int | None:
    found = known_at(hand.scenario, hand.facts, order)
    return None if found is None else found.at


def test_a_card_in_the_channel_is_known_one_on_a_desk_is_not() -> None:
    """E14: what a colleague knows and has not posted is not known to the commander."""
    hand = Hand()
    hand.card(500, ORDER, audience=seats("sam"))
    assert since(hand) is None
    hand.card(620, ORDER)
    assert since(hand) == 620


def test_another_order_is_another_matter() -> None:
    """A proposal to restart does not make the roll-back known."""
    hand = Hand()
    hand.card(500, "restart checkout")
    assert since(hand) is None


def test_the_change_feed_counts_from_opening_it() -> None:
    """The change that brought the fault was made at 120; it is known when the commander opens the feed at 400, not before."""
    hand = Hand()
    hand.at(120, f.ChangeMade("late"), by="world")
    assert since(hand) is None
    hand.at(300, f.ChangesOpened("sam"), by="sam")
    assert since(hand) is None
    hand.at(400, f.ChangesOpened(IC))
    assert since(hand) == 400


def test_a_change_made_after_the_feed_was_opened_is_known_when_it_is_made() -> None:
    """The feed is open on the screen, so its new lines are seen."""
    hand = Hand()
    hand.at(60, f.ChangesOpened(IC))
    assert since(hand) is None
    hand.at(120, f.ChangeMade("late"), by="world")
    assert since(hand) == 120


def test_a_change_that_brought_nothing_says_nothing() -> None:
    """Opening the feed with only a harmless change of another service in it does not make a roll-back known."""
    hand = Hand()
    hand.at(60, f.ChangesOpened(IC))
    hand.at(90, f.ChangeMade("later"), by="world")
    assert since(hand) is None
    assert since(hand, "roll-back front") is None


@pytest.mark.parametrize(("to", "known"), [(IC, 360), ("sam", None)])
def test_the_runbook_of_a_page_is_known_with_the_page(to: str, known: int | None) -> None:
    """A page that carries a runbook names its order to whom it is sent."""
    text = TEXT.replace("pages: trainee}\n  pay-burn", "pages: trainee, runbook: back}\n  pay-burn").replace(
        "people:\n", "runbooks:\n  back: {title: Back, mitigation: roll-back checkout}\npeople:\n", 1
    )
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    hand = Hand(loaded)
    hand.at(360, f.PageSent("pay-fast", to), by="world")
    assert since(hand) == known


def test_what_came_behind_the_commanders_back_is_known_when_they_turn_round() -> None:
    """A card of second 500 is known at 650, when the keyboard was dropped; one of a second before is known at once; a seat that stays empty knows nothing."""
    hand = Hand()
    hand.at(450, f.KeyboardTaken(KeyboardMode.LOOK, "checkout"))
    hand.card(500, ORDER)
    hand.at(650, f.KeyboardDropped(KeyboardMode.LOOK, "checkout", 1, 0, 0, 0, None))
    assert since(hand) == 650
    away = Hand()
    away.at(450, f.KeyboardTaken(KeyboardMode.LOOK, "checkout"))
    away.card(500, ORDER)
    away.ended(900)
    assert since(away) is None
    early = Hand()
    early.card(440, ORDER)
    early.at(450, f.KeyboardTaken(KeyboardMode.LOOK, "checkout"))
    assert since(early) == 440
