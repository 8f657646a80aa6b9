"""Work in the room: parallel work (M15), repeats and contradictions (M16), closed loops (M21), verification (M22), worked by hand."""

from __future__ import annotations

from by_hand import Hand, truth

from simulator.record import facts as f
from simulator.record.facts import ALL
from simulator.record.seats import IC
from simulator.scenario.words import Confidence, Kind, Sev, Topic, Variant
from simulator.scoring.scorecard import Line


class Room(Hand):
    """Asks and what became of them."""

    def ask(self, at: int, task: str, person: str = "sam", minutes: int = 5) -> None:
        self.at(at, f.TaskAsked(task, "checkout", Topic.ERRORS, minutes, person, ""))

    def take(self, at: int, task: str, person: str = "sam") -> None:
        self.at(at, f.TaskAccepted(task, person), by=person)

    def report(self, at: int, task: str, person: str = "sam", *, finding: str = "", names: str = "") -> None:
        card = f.CardPosted(f"c-{task}", person, "", Confidence.HIGH, task, finding=finding, names=names)
        self.at(at, card, f.TaskEnded(task, person), audience=ALL, by=person)

    def give(self, at: int, kind: Kind, target: str, person: str, id_: str, *, asked: bool = False) -> None:
        self.at(at, f.MitigationOrdered(id_, kind, target, person, Variant.SAFE, "", IC, asked))


def room() -> Room:
    hand = Room()
    hand.page(360)
    hand.at(380, f.PageAcknowledged("pay-burn", IC))
    hand.declare(400, Sev.SEV1)
    return hand


def lines(hand: Hand, until: int = 2000) -> dict[str, Line]:
    hand.ended(until)
    return hand.lines(truth(until, (300, 900)))


def test_workstreams_are_counted_over_the_response() -> None:
    """1,000 seconds; one ask taken up for 300, one order under way for 200, overlapping by 100: 0.5 at a time, 100 side by side."""
    hand = room()
    hand.ask(480, "t1", "priya")
    hand.take(500, "t1", "priya")
    hand.give(700, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.report(800, "t1", "priya", finding="canary-release")
    hand.at(900, f.MitigationDone("m1", ""))
    hand.at(1400, f.IncidentResolved())
    found = lines(hand)
    assert (found["M15"].value, found["M15.beside"].value) == (0.5, 100)
    assert found["M15.beside"].spans == ((700, 800),)
    assert found["M15.useful"].value == 100.0


def test_free_hands_are_counted_until_it_stopped_hurting() -> None:
    """From the acknowledgement at 380 to calm at 905 two are in the room: 1,050 s, less 300 at the ask and 200 at the order."""
    hand = room()
    hand.ask(480, "t1", "priya")
    hand.take(500, "t1", "priya")
    hand.report(800, "t1", "priya")
    hand.give(700, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.at(900, f.MitigationDone("m1", ""))
    hand.at(1400, f.IncidentResolved())
    assert lines(hand)["M15.idle"].value == (2 * 525 - 300 - 200) / 60


def test_waiting_for_an_approval_leaves_hands_free() -> None:
    """Ordered 500, approved 700, done 900: of sam's 525 seconds 200 are full."""
    hand = room()
    hand.give(500, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.at(500, f.ApprovalAsked("m1", "noor"))
    hand.at(700, f.MitigationApproved("m1", "noor"))
    hand.at(900, f.MitigationDone("m1", ""))
    hand.at(1400, f.IncidentResolved())
    assert lines(hand)["M15.idle"].value == (2 * 525 - 200) / 60


def test_an_approval_that_never_comes_leaves_hands_free_to_the_end() -> None:
    """Ordered 500 and never approved: nobody's hands were full of it."""
    hand = room()
    hand.give(500, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.at(500, f.ApprovalAsked("m1", "noor"))
    assert lines(hand)["M15.idle"].value == 2 * 525 / 60


def test_who_is_called_counts_from_joining_until_they_go_home() -> None:
    """Noor is here from 600 to 700: 100 seconds more."""
    hand = room()
    hand.at(600, f.PersonJoined("noor"))
    hand.at(700, f.PersonLeft("noor", ""))
    hand.at(1400, f.IncidentResolved())
    assert lines(hand)["M15.idle"].value == (2 * 525 + 100) / 60


def test_work_that_told_nothing_is_not_useful() -> None:
    """A report without finding or proposal, and an order that ends nothing here: neither changed the board."""
    hand = room()
    hand.ask(480, "t1", "priya")
    hand.take(500, "t1", "priya")
    hand.report(800, "t1", "priya")
    hand.give(700, Kind.RESTART, "front", "priya", "m1")
    hand.at(900, f.MitigationDone("m1", ""))
    assert lines(hand)["M15.useful"].value == 0.0


def test_the_same_order_while_in_flight_or_just_done_is_a_repeat() -> None:
    """Ordered 500, done 600: again at 550 and at 899 is a repeat, at 900 not; another part of the service is another order."""
    for at, count in ((550, 1), (899, 1), (900, 0)):
        hand = room()
        hand.give(500, Kind.ROLL_BACK, "checkout", "sam", "m1")
        if at >= 600:
            hand.at(600, f.MitigationDone("m1", ""))
        hand.give(at, Kind.ROLL_BACK, "checkout", "priya", "m2")
        line = lines(hand)["M16.repeat"]
        assert (at, line.value) == (at, count)
        assert ("roll-back checkout" in line.says) == (count == 1)


def test_what_failed_is_tried_again_and_no_repeat() -> None:
    """It did not work at 600, and is ordered again at 610."""
    hand = room()
    hand.give(500, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.at(600, f.MitigationFailed("m1", ""))
    hand.give(610, Kind.ROLL_BACK, "checkout", "sam", "m2")
    assert lines(hand)["M16.repeat"].value == 0


def test_the_opposite_by_somebody_else_without_a_word_is_a_contradiction() -> None:
    """Done 600, undone by priya at 1,200; a second later, by the same person, decided in the channel or with objections asked, it is none."""
    for at, person, between, asked, count in (
        (1200, "priya", False, False, 1),
        (1201, "priya", False, False, 0),
        (1200, "sam", False, False, 0),
        (1200, "priya", True, False, 0),
        (1200, "priya", False, True, 0),
    ):
        hand = room()
        hand.give(500, Kind.FLAG_OFF, "coupons", "sam", "m1")
        hand.at(600, f.MitigationDone("m1", ""))
        if between:
            hand.at(700, f.ChannelPosted(IC, "We turn coupons on again."))
        hand.give(at, Kind.FLAG_ON, "coupons", person, "m2", asked=asked)
        assert lines(hand)["M16.contradict"].value == count, (at, person, between, asked)


def test_the_opposite_of_what_did_not_work_contradicts_nothing() -> None:
    """Turned off without success at 600, turned on by somebody else at 700."""
    hand = room()
    hand.give(500, Kind.FLAG_OFF, "coupons", "sam", "m1")
    hand.at(600, f.MitigationFailed("m1", ""))
    hand.give(700, Kind.FLAG_ON, "coupons", "priya", "m2")
    assert lines(hand)["M16.contradict"].value == 0


def test_a_loop_is_closed_when_named_taken_up_and_followed_up_in_time() -> None:
    """Of five: one as it should be, one without a name, one not taken up, one reported a second after box + 2 min, one asked after in time."""
    hand = room()
    hand.ask(420, "t1")
    hand.take(430, "t1")
    hand.ask(440, "t2", "")
    hand.take(445, "t2", "priya")
    hand.ask(450, "t3", "noor")
    hand.ask(460, "t4", "priya")
    hand.take(465, "t4", "priya")
    hand.ask(470, "t5", "mia")
    hand.take(475, "t5", "mia")
    hand.report(600, "t1", finding="canary-release")
    hand.report(610, "t2", "priya")
    hand.at(470 + 300 + 120, f.TaskNudged("t5"))
    hand.report(460 + 300 + 121, "t4", "priya", names="roll-back checkout")
    found = lines(hand)
    assert found["M21"].value == 40.0
    assert found["M21"].says.endswith("Elsewhere: no name, not taken up, not followed up in time.")


def test_the_guarded_share_is_of_asks_that_changed_the_board() -> None:
    """Ten trivial asks, all closed, and two that told something, of which one came too late: 50 % there, whatever stands beside."""
    hand = room()
    for n in range(10):
        hand.ask(410 + 10 * n, f"s{n}", minutes=1)
        hand.take(411 + 10 * n, f"s{n}")
        hand.report(415 + 10 * n, f"s{n}")
    hand.ask(600, "t1")
    hand.take(605, "t1")
    hand.ask(600, "t2", "priya")
    hand.take(605, "t2", "priya")
    hand.report(700, "t1", finding="canary-release")
    hand.report(1021, "t2", "priya", names="roll-back checkout")
    found = lines(hand)
    assert found["M21"].value == 100.0 * 11 / 12
    assert found["M21.board"].value == 50.0


def test_an_ask_whose_time_lies_beyond_the_end_is_left_out() -> None:
    """Asked at 1,700 for five minutes, and the drill ends at 2,000: nobody knows yet."""
    hand = room()
    hand.ask(1700, "t1")
    hand.take(1710, "t1")
    assert lines(hand)["M21"].says == "No ask to look at something was made, or was due by the end."


def test_a_mitigation_is_verified_by_name_before_the_all_clear() -> None:
    """Done 900: asked to verify at 1,000 and resolved 1,100 it is; asked after the all-clear it is not."""
    for asked, share in ((1000, 100.0), (1150, 0.0)):
        hand = room()
        hand.give(700, Kind.ROLL_BACK, "checkout", "sam", "m1")
        hand.at(900, f.MitigationDone("m1", ""))
        for at, body in sorted([(asked, f.VerifyAsked("t9", "pay", "priya")), (1100, f.IncidentResolved())], key=lambda x: x[0]):
            hand.at(at, body)
        assert lines(hand)["M22"].value == share


def test_a_signal_named_with_the_order_and_reported_on_is_a_verification_too() -> None:
    """The order names pay, and somebody reports on pay; a report on another journey is none."""
    for journey, share in (("pay", 100.0), ("look", 0.0)):
        hand = room()
        hand.at(700, f.MitigationOrdered("m1", Kind.ROLL_BACK, "checkout", "sam", Variant.SAFE, "", IC, False, "pay", 5))
        hand.at(900, f.MitigationDone("m1", ""))
        hand.at(1000, f.VerifyReported("t9", journey, "sam", True, ""))
        hand.at(1100, f.IncidentResolved())
        assert lines(hand)["M22"].value == share


def test_what_was_done_just_before_the_end_is_not_judged() -> None:
    """Done 1,800 of 2,000, no all-clear: no number."""
    hand = room()
    hand.give(1700, Kind.ROLL_BACK, "checkout", "sam", "m1")
    hand.at(1800, f.MitigationDone("m1", ""))
    assert lines(hand)["M22"].value is None
