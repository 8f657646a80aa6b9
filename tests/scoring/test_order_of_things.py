"""What came first (M17), what was broken by it (M19), who was called (M20), how command was handed over (M23) and what attention went to
(M27), worked by hand.
"""

from __future__ import annotations

from dataclasses import replace

from by_hand import Hand, truth
from small_shop import TEXT

from simulator.record import facts as f
from simulator.record.facts import TRUTH
from simulator.record.seats import IC, Role
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Confidence, Kind, Sev, Topic, Variant
from simulator.scoring.attention import attention
from simulator.scoring.handover import ten
from simulator.scoring.scorecard import Line

HAZARD = 'takes: 60s, hazards: [{says: "Sessions are lost.", target: front, does: {errors: 5%}, variant: fast}], says'
BOOKED = "source: {title: The canary publication}\nrunbooks: {back: {mitigation: roll-back checkout, safe: safe}}"


def shop(*changes: tuple[str, str]) -> Scenario:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


RISKY = shop(("takes: 60s, says", HAZARD))
WITH_BOOK = shop(("takes: 60s, says", HAZARD), ("source: {title: The canary publication}", BOOKED))


def declared(of: Scenario | None = None) -> Hand:
    hand = Hand(of)
    hand.page(360)
    hand.at(380, f.PageAcknowledged("pay-burn", IC))
    hand.declare(400, Sev.SEV1)
    return hand


def lines(hand: Hand, until: int = 2000) -> dict[str, Line]:
    hand.ended(until)
    return hand.lines(truth(until, (300, 900)))


# --- M17 ---------------------------------------------------------------------------------------------


def test_cured_before_the_cause_is_negative() -> None:
    """Ordered 500, said why at 620: -120, one order before it; the other way round it is positive and none."""
    hand = declared()
    hand.order(500)
    hand.card(620, cause=True)
    found = lines(hand)
    assert (found["M17"].value, found["M17.generic"].value) == (-120, 1)
    assert "cured first" in found["M17"].says
    hand = declared()
    hand.card(500, cause=True)
    hand.order(560)
    found = lines(hand)
    assert (found["M17"].value, found["M17.generic"].value) == (60, 0)


def test_what_changed_counts_from_declaring_by_the_feed_or_by_asking() -> None:
    """The feed at 470: 70 s. An ask about changes at 430: 30 s. Before declaring: none at all. Never: open."""
    hand = declared()
    hand.at(470, f.ChangesOpened(IC))
    assert lines(hand)["M17.changes"].value == 70
    hand = declared()
    hand.at(430, f.TaskAsked("t1", "checkout", Topic.CHANGES, 5, "sam", ""))
    assert lines(hand)["M17.changes"].value == 30
    hand = Hand()
    hand.at(390, f.ChangesOpened(IC))
    hand.declare(400)
    assert lines(hand)["M17.changes"].value == 0
    never = lines(declared())["M17.changes"]
    assert (never.value, never.censored) == (None, True)


def test_where_an_order_can_break_something_asking_first_is_what_is_shown() -> None:
    """Objections asked with it, or a look at the target by somebody else than its proposer; a look by the proposer is none."""
    for asked, looker, share in ((True, "", 100.0), (False, "priya", 100.0), (False, "sam", 0.0), (False, "", 0.0)):
        hand = declared(RISKY)
        hand.card(500, "roll-back checkout")  # proposed by sam
        if looker:
            hand.at(510, f.TaskAsked("t1", "checkout", Topic.CHANGES, 5, looker, ""))
            hand.at(560, f.CardPosted("c9", looker, "", Confidence.HIGH, "t1"))
        hand.at(600, f.MitigationOrdered("m1", Kind.ROLL_BACK, "checkout", "sam", Variant.SAFE, "", IC, asked))
        assert lines(hand)["M17.risk"].value == share, (asked, looker)
    polled = declared(RISKY)
    polled.at(590, f.PollAsked("o1", "Any strong objections?", "roll-back checkout", Variant.SAFE))
    polled.at(600, f.MitigationOrdered("m1", Kind.ROLL_BACK, "checkout", "sam", Variant.SAFE, "", IC, False))
    assert lines(polled)["M17.risk"].value == 100.0
    assert "M17.risk" not in lines(declared())


# --- M19 ---------------------------------------------------------------------------------------------


def test_a_second_incident_is_counted_with_the_harm_beyond_what_hurt_already() -> None:
    """Struck at 1,000 with users well, until 1,100; failing steps 1,005 to 1,050 are ten of 100 user-minutes."""
    hand = declared()
    hand.order(700)
    hand.start(710)
    hand.done(900, ends="roll-back checkout")
    hand.at(1000, f.HazardStruck("m1", "Sessions are lost.", "hazard-1"), audience=TRUTH, by="world")
    hand.at(1100, f.FaultEnded("hazard-1"), audience=TRUTH, by="world")
    hand.ended(2000)
    found = hand.lines(truth(2000, (300, 900), (1000, 1050)))
    assert (found["M19"].value, found["M19.harm"].value) == (1, 1000.0)
    assert found["M19"].says == "After “roll-back checkout”: Sessions are lost."
    assert found["M19.harm"].spans == ((1000, 1100),)


def test_what_hurt_anyway_is_not_laid_at_its_door() -> None:
    """Struck at 600 in the middle of it, ended 800: every step is as bad as the minute before."""
    hand = declared()
    hand.order(500)
    hand.start(510)
    hand.done(600)
    hand.at(600, f.HazardStruck("m1", "Sessions are lost.", "hazard-1"), audience=TRUTH, by="world")
    hand.at(800, f.FaultEnded("hazard-1"), audience=TRUTH, by="world")
    assert lines(hand)["M19.harm"].value == 0.0


def test_a_fault_that_waits_for_an_order_is_a_second_incident_too() -> None:
    """`when: {done: flag-off coupons}`: begun after it was done it counts; begun without it, not."""
    more = """  faults:
    canary-second:
      when: {done: flag-off coupons}
      target: front
      does: {errors: 30%}
      lasts: 2m
"""
    of = shop(("  faults:\n", more))
    for ordered, count in ((Kind.FLAG_OFF, 1), (Kind.FLAG_ON, 0)):
        hand = declared(of)
        hand.order(500, ordered, "coupons")
        hand.start(510)
        hand.done(600)
        hand.at(605, f.FaultStarted("canary-second"), audience=TRUTH, by="world")
        assert lines(hand)["M19"].value == count


def test_the_finding_is_about_the_runbook_first() -> None:
    """Fast although a runbook describes the safe way: said; safe and it broke all the same; no runbook at all: said too."""
    for of, variant, share, words in (
        (WITH_BOOK, Variant.FAST, 100.0, "no page linked it"),
        (WITH_BOOK, Variant.SAFE, 0.0, "broke something all the same"),
        (RISKY, Variant.FAST, 0.0, "no runbook describes one"),
    ):
        hand = declared(of)
        hand.at(500, f.MitigationOrdered("m1", Kind.ROLL_BACK, "checkout", "sam", variant, "", IC))
        hand.done(600)
        hand.at(600, f.HazardStruck("m1", "Sessions are lost.", "hazard-1"), audience=TRUTH, by="world")
        line = lines(hand)["M19.safe"]
        assert (line.value, words in line.says) == (share, True), line


def test_nothing_broken_is_a_zero_and_says_so() -> None:
    """One order, nothing struck; and nothing ordered at all."""
    hand = declared()
    hand.order(500)
    hand.done(600)
    assert lines(hand)["M19"].value == 0
    assert lines(declared())["M19"].value == 0


# --- M20 ---------------------------------------------------------------------------------------------

ONLY_NOOR = (("by: [sam], ready", "by: [noor], ready"), ("by: [sam]\n      asked", "by: [noor]\n      asked"))


def test_calling_help_is_timed_from_when_somebody_was_missing() -> None:
    """Only noor can carry it out, and is asleep: missing from the evidence at 360, called 480. Never called: open."""
    of = shop(*ONLY_NOOR)
    hand = declared(of)
    hand.at(480, f.PersonPaged("noor", ""))
    assert lines(hand)["M20"].value == 120
    line = lines(declared(of))["M20"]
    assert (line.value, line.censored, "27:20" in line.says) == (None, True, True)


def test_who_is_in_the_room_is_not_missing_and_who_goes_home_is() -> None:
    """Sam is here: no number. Sam leaves at 600, priya comes for nothing: missing from then."""
    line = lines(declared())["M20"]
    assert (line.value, line.censored) == (None, False)
    hand = declared()
    hand.at(600, f.PersonLeft("sam", ""))
    assert lines(hand)["M20"].censored


def test_one_or_two_pages_for_nothing_are_cheap_insurance() -> None:
    """Noor is paged and takes nothing on: one, cheap. She reports: none."""
    hand = declared()
    hand.at(480, f.PersonPaged("noor", ""))
    line = lines(hand)["M20.unused"]
    assert (line.value, "cheap insurance" in line.says) == (1, True)
    hand = declared()
    hand.at(480, f.PersonPaged("noor", ""))
    hand.at(700, f.CardPosted("c1", "noor", "", Confidence.LOW))
    assert lines(hand)["M20.unused"].value == 0


# --- M23 ---------------------------------------------------------------------------------------------

FULL = f.HandoffOffered(
    "h1", "priya", "SEV1, paying fails. The aim: get paying back first.", "Rolled back checkout, no help.",
    "Sam: checkout errors, back 10:14.", "IC me, ops Sam.", "The cache is cold. Noor is on the way.", "Public at 10:20.",
)  # fmt: skip


def handed(offer: f.HandoffOffered, *, read: bool = True) -> dict[str, Line]:
    """An ask with sam open, a rollback that failed, noor on the way, an update promised for 10:20 (second 1200)."""
    hand = declared()
    hand.at(410, f.RoleAccepted(Role.OPS, "sam"))
    hand.at(420, f.PersonPaged("noor", ""))
    hand.order(430)
    hand.at(500, f.MitigationFailed("m1", ""))
    hand.at(510, f.TaskAsked("t1", "checkout", Topic.ERRORS, 5, "sam", ""), f.TaskAccepted("t1", "sam"))
    hand.at(520, f.PromiseMade("p1", Audience.PUBLIC, 1200))
    hand.at(600, offer)
    if read:
        hand.at(645, f.HandoffReadBack("h1", "priya", "Heard."), by="priya")
        hand.at(655, f.HandoffAccepted("h1", "priya"), by="priya")
    return lines(hand)


def test_a_full_handoff_holds_all_ten_and_the_record_bears_it_out() -> None:
    """Every box filled, owner and time with what is pending, the aim, who comes, the next update; read back after 45 seconds."""
    found = handed(FULL)
    assert (found["M23"].value, found["M23.true"].value, found["M23.readback"].value) == (100.0, 100.0, 45)


def test_what_is_not_in_it_is_named() -> None:
    """Only the state: not severity, tried, pending, objective, roles, who comes, next update, risks; and not accepted."""
    bare = replace(FULL, situation="Paying fails.", tried="", pending="", holders="", risks="", promises="")
    found = handed(bare, read=False)
    assert found["M23"].value == 10.0
    assert "severity, what was tried, what is pending" in found["M23"].says
    assert (found["M23.readback"].value, found["M23.readback"].censored) == (None, True)


def test_present_is_not_yet_true() -> None:
    """SEV3 where SEV1 is declared, somebody else's name on what is pending, another time for the update: present, and told otherwise."""
    wrong = replace(FULL, situation="SEV3, next: paying.", pending="Mia: checkout errors, 10:14.", promises="Public at 10:45.")
    found = handed(wrong)
    assert found["M23"].value == 100.0
    assert found["M23.true"].value == 100.0 * 3 / 6
    assert "severity, what is pending, with owners and times, the next update due" in found["M23.true"].says


def test_there_are_ten_checks() -> None:
    """As many as transfer briefings have."""
    from simulator.scoring.handover import _Table

    assert len(ten(declared().scenario, _Table(), FULL, accepted=True)) == 10


# --- M27 ---------------------------------------------------------------------------------------------


def test_attention_adds_up_to_all_of_it() -> None:
    """From 380 to 1,380: declaring and resolving 5 s each, an order 10 s, an update 20 s, an answer and a ping 15 s each."""
    hand = declared()
    hand.order(500)
    hand.post(600)
    hand.at(700, f.StakeholderPinged("leo", "How many?", "q1"), by="leo")
    hand.at(800, f.QuestionAnswered("q1", "Not known yet."))
    hand.at(1380, f.IncidentResolved())
    found = lines(hand)
    shares = {id_[4:]: line.value for id_, line in found.items() if id_.startswith("M27.")}
    assert shares == {"hands_on": 0.0, "orders": 2.0, "comms": 2.0, "pings": 3.0, "idle": 93.0}


def test_a_comms_lead_keeps_pings_away() -> None:
    """The same ping with somebody wearing comms takes nothing."""
    hand = declared()
    hand.at(410, f.RoleAccepted(Role.COMMS, "priya"))
    hand.at(700, f.StakeholderPinged("leo", "How many?", ""), by="leo")
    assert lines(hand)["M27.pings"].value == 0.0


def test_at_the_keyboard_nothing_else_is_done() -> None:
    """100 of 1,000 seconds, with an order given in the middle of them: the keyboard keeps its seconds."""
    hand = declared()
    hand.order(500)
    hand.at(1380, f.IncidentResolved())
    hand.ended(2000)
    rows = truth(2000, (300, 900))
    found = {line.id: line.value for line in attention(hand.instants(rows), hand.facts, hands_on=((450, 550),))}
    assert (found["M27.hands_on"], found["M27.orders"], found["M27.idle"]) == (10.0, 1.0, 89.0)
