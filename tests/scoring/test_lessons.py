"""Keep and try: both fit what happened, and the experiment is where the most time went."""

from __future__ import annotations

import pytest
from by_hand import Hand, handled, truth

from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scenario.words import Kind


def words(hand: Hand, until: int, *failing: tuple[int, int]) -> tuple[str, str]:
    card = hand.card_of(truth(until, *failing))
    return card.keep, card.try_next


def test_nobody_in_the_seat() -> None:
    """Nothing was done: the strength is the monitoring's, with its number, and the experiment is the very first step."""
    hand = Hand()
    hand.page(360)
    hand.ended(3600)
    keep, experiment = words(hand, 3600, (300, 3600))
    assert keep == "The monitoring did its part: the page came 0:35 after users began to be hurt."
    assert experiment.startswith("When the page comes, press A")


def test_acknowledged_and_then_nothing() -> None:
    """The page was taken quickly; what is missing is declaring."""
    hand = Hand()
    hand.page(360)
    hand.at(400, f.PageAcknowledged("pay-burn", IC))
    hand.ended(3600)
    keep, experiment = words(hand, 3600, (300, 3600))
    assert keep == "The page was acknowledged after 0:40."
    assert experiment.startswith("Press D")


def test_what_was_done_quickly_is_not_the_experiment() -> None:
    """Ordered within a minute of knowing: the strength names it, and nobody is told to ask what changed."""
    hand, rows = handled()
    hand.at(1500, f.RoleAccepted(Role.OPS, "sam"))
    hand.facts.sort(key=lambda fact: fact.at)
    card = hand.card_of(rows)
    assert card.keep == "“roll-back checkout” was ordered 1:00 after it could be known."
    assert "what changed" not in card.try_next


def test_mitigated_before_the_cause_was_known_is_the_first_strength() -> None:
    """The card that says why came after the order."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.order(600)
    hand.card(650, cause=True)
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    keep, _ = words(hand, 3600, (300, 900))
    assert keep == "“roll-back checkout” was ordered before the cause was known: it stopped hurting first."


def late_order(*, known: int | None, ordered: int, changes: int | None = None) -> Hand:
    hand = Hand()
    hand.page(360)
    hand.declare(400)
    if changes is not None:
        hand.at(changes, f.ChangesOpened("ic"))
    if known is not None:
        hand.card(known, "roll-back checkout", cause=True)
    hand.order(ordered)
    hand.start(ordered + 10)
    hand.done(1500, ends="roll-back checkout")
    hand.verified(1700)
    hand.at(2400, f.IncidentResolved())
    hand.ended(3600)
    return hand


@pytest.mark.parametrize(
    ("hand", "says"),
    [
        (late_order(known=450, ordered=1400), "ask for objections once and order it"),
        (late_order(known=1300, ordered=1400), "Ask “what changed?” (C)"),
        (late_order(known=1300, ordered=1400, changes=420), "Ask two people by name at once"),
    ],
)
def test_where_the_minutes_before_an_order_went(hand: Hand, says: str) -> None:
    """Known early and not ordered; nobody asked what changed; asked, and still nobody knew."""
    assert says in words(hand, 3600, (300, 1500))[1]


def test_a_slow_way_beside_which_nobody_looked_for_a_quick_one() -> None:
    """The slow order was given at once, the quick one, which did it, a quarter of an hour later."""
    from test_times import fixed_by

    hand = Hand()
    hand.scenario = fixed_by(hand, "roll-back checkout", "flag-off coupons")
    hand.page(360)
    hand.declare(400)
    hand.order(420)
    hand.order(1320, Kind.FLAG_OFF, "coupons", "m2")
    hand.start(1330, "m2")
    hand.done(1500, "m2", ends="flag-off coupons")
    hand.ended(3600)
    experiment = words(hand, 3600, (300, 1500))[1]
    assert experiment.startswith("Ask how long an order will take")
    assert "roll-back checkout" in experiment


def test_a_lost_tool_is_the_systems_gap() -> None:
    """Getting ready took ten minutes because of a tool: the experiment is about tools, not about deciding."""
    hand = late_order(known=405, ordered=420)
    hand.facts = [x for x in hand.facts if x.at <= 420]
    hand.at(430, f.MitigationDelayed("m1", "deploys", "Deploys do not answer."), by="world")
    hand.start(1020)
    hand.done(1500, ends="roll-back checkout")
    hand.ended(3600)
    experiment = words(hand, 3600, (300, 1500))[1]
    assert experiment == "Ask early which tools still answer: getting ready took 10:00, because of “Deploys”."


def test_no_sentence_has_you_as_its_subject() -> None:
    """On a card of gaps, no line, strength or experiment says what somebody failed to do."""
    hand = Hand()
    hand.page(360)
    hand.ended(3600)
    card = hand.card_of(truth(3600, (300, 3600)))
    for says in (card.keep, card.try_next, *(line.says for line in card.lines)):
        assert "you" not in says.lower().split()
        assert "fail to" not in says
