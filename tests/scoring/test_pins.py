"""E22: free talk never counts; what the scribe or the game master pins counts from when it was said."""

from __future__ import annotations

from dataclasses import replace

from by_hand import Hand, truth
from small_shop import do, started

from simulator.drill.evidence import first_at_least
from simulator.drill.pins import back_dated
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import PinnedAs, Role
from simulator.scenario.words import Confidence, Kind, Sev
from simulator.world.severity import SEV2

ORDER = "roll-back checkout"


def talk() -> tuple[Hand, int]:
    """Paged 360, declared 480, and at 500 somebody says what it is in free words; the number of that line."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360, None)
    said = hand.at(400, f.ChannelPosted("sam", "Release 7 breaks it, I would roll it back."), by="sam")
    hand.declare(480)
    return hand, said


def pin(said: int, pinned_as: PinnedAs, *, names: str = "", cause: bool = False, supports: Sev | None = None) -> f.MessagePinned:
    return f.MessagePinned("l1", pinned_as, "sam", "", 400, said, names, "checkout", Confidence.HIGH, cause, supports)


def test_e22_unpinned_talk_moves_nothing() -> None:
    """Words that name cause and way out leave known, cause and evidence as they were, to the second."""
    hand, said = talk()
    quiet = Hand()
    quiet.facts = [x for x in hand.facts if x.n != said]
    hand.ended(900)
    quiet.ended(900)
    rows = truth(900)
    with_, without = hand.instants(rows), quiet.instants(rows)
    assert (with_.known, with_.cause, with_.seen) == (without.known, without.cause, without.seen)
    assert with_.known is None
    assert with_.cause is None


def test_e22_a_pinned_proposal_was_known_when_it_was_said() -> None:
    """Pinned at 700, said at 400: known at 400, and the line to look at is the pin."""
    hand, said = talk()
    at = hand.at(700, pin(said, PinnedAs.PROPOSAL, names=ORDER), by="gm")
    hand.ended(900)
    known = hand.instants(truth(900)).known
    assert known is not None
    assert (known.order, known.since.at, known.since.fact) == (ORDER, 400, at)


def test_e22_a_pinned_finding_is_cause_and_evidence_from_when_it_was_said() -> None:
    """SEV2 is evident, and the cause known, at 400; a finding without cause and severity moves neither."""
    hand, said = talk()
    at = hand.at(700, pin(said, PinnedAs.FINDING, cause=True, supports=Sev.SEV2), by="gm")
    hand.ended(900)
    i = hand.instants(truth(900))
    assert i.cause is not None
    assert (i.cause.at, i.cause.fact) == (400, at)
    assert first_at_least(i.seen, SEV2) == 400
    assert i.evident is not None
    assert i.evident.fact == at
    bare, said = talk()
    bare.at(700, pin(said, PinnedAs.FINDING), by="gm")
    bare.ended(900)
    i = bare.instants(truth(900))
    assert (i.cause, first_at_least(i.seen, SEV2)) == (None, None)


def test_e22_the_scorecard_prints_how_many_pins_were_made() -> None:
    """None, one and two are said in the settings."""
    hand, said = talk()
    card = hand.card_of(truth(480))
    assert "Free talk counts only where it is pinned; no line was." in card.settings
    hand.at(700, pin(said, PinnedAs.FINDING), by="gm")
    assert any(line.endswith("from when it was said; 1 line was.") for line in hand.card_of(truth(700)).settings)
    hand.at(700, pin(said, PinnedAs.PROPOSAL, names=ORDER), by="gm")
    assert any(line.endswith("from when it was said; 2 lines were.") for line in hand.card_of(truth(700)).settings)


def test_the_record_read_after_the_drill_has_each_pin_behind_its_line() -> None:
    """Everything else keeps its place and its number, and a record without pins is itself."""
    hand, said = talk()
    assert back_dated(hand.facts) == hand.facts
    n = hand.at(700, pin(said, PinnedAs.FINDING), by="gm")
    read = back_dated(hand.facts)
    assert [x.n for x in read] == [1, 2, said, n, 4]
    assert read[3] == replace(hand.facts[n - 1], at=400)


def test_a_line_of_a_drill_is_pinned_by_scribe_or_game_master_and_everybody_reads_it() -> None:
    """The line's own words come back as a card with the order to give, said when; in the record it points at the line."""
    drill = started()
    do(drill, c.DeclareIncident(Sev.SEV2))
    do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
    do(drill, c.AssignRole(Role.SCRIBE, "sam"))
    do(drill, c.AcceptRole(Role.SCRIBE), "sam")
    drill.advance(100)
    do(drill, c.Say("I would roll it back."), "sam")
    line = drill.feed("gm", 0)[-1]
    assert (line.says, line.line) == ("I would roll it back.", "l1")
    assert "PinMessage" in drill.view("sam").you.can
    drill.advance(190)
    made = do(drill, c.PinMessage(line.line, PinnedAs.PROPOSAL, Kind.ROLL_BACK, "checkout"), "sam")
    body = made[0].body
    assert isinstance(body, f.MessagePinned)
    said = drill.facts[body.message - 1]
    assert (said.at, said.body) == (body.about, f.ChannelPosted("sam", "I would roll it back."))
    card = drill.feed("ic", 0)[-1]
    assert card.card is not None
    assert (card.kind, card.says, card.medium) == ("card", "I would roll it back.", "Pinned, said at 10:01")
    assert (card.card.proposes, card.card.propose_kind, card.card.propose_target) == (
        "Roll back: Checkout",
        "roll-back",
        "checkout",
    )
