"""The times M1 to M7, on an incident handled by hand: every number follows from the seconds in `handled`."""

from __future__ import annotations

from by_hand import Hand, handled, truth, values

from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scenario.words import Kind, Sev, Topic


def test_the_times_of_an_incident_that_was_handled() -> None:
    """Onset 325, evident 360, acknowledged 420, declared 480, stopped 905, resolved 1560."""
    hand, rows = handled()
    lines = hand.lines(rows)
    assert values(lines, "M1", "M2", "M3", "M3b") == (35, 60, 120, 155)
    assert values(lines, "M5", "M5b", "M7") == (545, 580, 1200)
    assert not any(lines[id_].censored for id_ in ("M1", "M2", "M3", "M5", "M7"))


def test_known_to_executed_is_split_in_four() -> None:
    """Known 600, ordered 660, no approval needed, started 700, stopped 905."""
    hand, rows = handled()
    assert values(hand.lines(rows), "M6.decide", "M6.approve", "M6.ready", "M6.mechanism") == (60, 0, 40, 205)


def test_an_approval_is_the_process_and_not_the_person() -> None:
    """Ordered 660, asked for approval, approved 690, started 700: half a minute of approving, ten seconds of getting ready."""
    hand, rows = handled()
    hand.facts = [x for x in hand.facts if x.at <= 660]
    hand.at(660, f.ApprovalAsked("m1", "priya"))
    hand.at(690, f.MitigationApproved("m1", "priya"), by="priya")
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(rows)
    assert values(lines, "M6.decide", "M6.approve", "M6.ready") == (60, 30, 10)
    assert lines["M6.approve"].owner == "process"


def test_an_order_that_is_given_before_anything_names_it_is_known_when_ordered() -> None:
    """T_known is never later than T_order, so deciding takes nothing."""
    hand = Hand()
    hand.page(360)
    hand.declare(400)
    hand.order(500)
    hand.card(600, "roll-back checkout")
    hand.start(620)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    assert values(hand.lines(truth(3600, (300, 900))), "M6.decide", "M6.ready") == (0, 120)


def test_what_was_not_executed_is_open_where_it_stands() -> None:
    """Ordered and not started at EndEx: deciding has a number, getting ready is open; known and not ordered: deciding is open."""
    hand = Hand()
    hand.page(360)
    hand.declare(400)
    hand.card(600, "roll-back checkout")
    rows = truth(1200, (300, 1200))
    hand.ended(1200)
    line = hand.lines(rows)["M6.decide"]
    assert (line.value, line.censored) == (None, True)
    assert "10:00" in line.says
    hand.facts.pop()
    hand.order(660)
    hand.ended(1200)
    lines = hand.lines(rows)
    assert values(lines, "M6.decide", "M6.ready") == (60, None)
    assert lines["M6.ready"].censored
    assert "M6.mechanism" not in lines


def test_the_road_not_taken_is_named() -> None:
    """Another order that works could be known at 500, the one that did it only when it was ordered at 660: 2:40 earlier."""
    hand, _ = handled()
    hand.scenario = fixed_by(hand, "roll-back checkout", "flag-off coupons")
    hand.facts = [x for x in hand.facts if x.at < 500]
    hand.card(500, "flag-off coupons")
    hand.order(660)
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(truth(3600, (300, 900)))
    assert "flag-off coupons" in lines["M6.road"].says
    assert "2:40" in lines["M6.road"].says


def fixed_by(hand: Hand, *orders: str):
    from dataclasses import replace

    secret = hand.scenario.secret
    truth_ = secret.truth.model_copy(update={"fixed_by": orders})
    return replace(hand.scenario, secret=secret.model_copy(update={"truth": truth_}))


def test_engaged_needs_every_hat_of_the_severity_and_a_named_ask() -> None:
    """SEV1 declared at 480 wants command, operations and communication, and somebody at work: complete at 570."""
    hand, rows = handled()
    hand.facts = [x for x in hand.facts if x.at <= 480]
    hand.at(490, f.RoleAccepted(Role.IC, IC))
    hand.at(500, f.RoleAccepted(Role.OPS, "sam"))
    hand.at(510, f.TaskAsked("t1", "checkout", Topic.ERRORS, 5, "sam", ""))
    hand.at(520, f.TaskAccepted("t1", "sam"))
    hand.at(570, f.RoleAccepted(Role.COMMS, "priya"))
    hand.ended(3600)
    assert hand.lines(rows)["M4"].value == 90


def test_an_ask_to_nobody_engages_nobody() -> None:
    """All hats are worn, but the only ask names no person: open to the end."""
    hand, rows = handled()
    hand.facts = [x for x in hand.facts if x.at <= 480]
    hand.at(490, *(f.RoleAccepted(role, "sam") for role in (Role.IC, Role.OPS, Role.COMMS)))
    hand.at(510, f.TaskAsked("t1", "checkout", Topic.ERRORS, 5, "", ""))
    hand.at(520, f.TaskAccepted("t1", "sam"))
    hand.ended(3600)
    line = hand.lines(rows)["M4"]
    assert (line.value, line.censored) == (None, True)


def test_a_milder_severity_needs_fewer_hats() -> None:
    """SEV2 with nothing public evident wants command and operations only; once SEV2 is evident, communication too."""
    for evident, engaged in ((False, 20), (True, 90)):
        hand = Hand()
        if evident:
            hand.page(360, Sev.SEV2)
        hand.declare(480, Sev.SEV2)
        hand.at(490, f.RoleAccepted(Role.IC, IC), f.RoleAccepted(Role.OPS, "sam"))
        hand.at(500, f.TaskAsked("t1", "checkout", Topic.ERRORS, 5, "sam", ""), f.TaskAccepted("t1", "sam"))
        hand.at(570, f.RoleAccepted(Role.COMMS, "priya"))
        hand.ended(3600)
        assert hand.lines(truth(3600, (300, 900)))["M4"].value == engaged


def test_raised_later_both_instants_are_said() -> None:
    """E20: declared SEV3 at 400 and SEV1 at 700 with evidence at 360: 5:40, and a milder one 5:00 before."""
    hand = Hand()
    hand.page(360)
    hand.declare(400, Sev.SEV3)
    hand.at(700, f.SeverityChanged(Sev.SEV1, Sev.SEV3, ""))
    hand.ended(3600)
    line = hand.lines(truth(3600, (300, 900)))["M3"]
    assert line.value == 340
    assert "5:00 before" in line.says


def test_declared_in_the_second_of_the_evidence_is_not_early() -> None:
    """Zero seconds after the evidence is with it; before it is early."""
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.ended(3600)
    line = hand.lines(truth(3600, (300, 900)))["M3"]
    assert (line.value, "Early" in line.says) == (0, False)


def test_a_history_that_names_no_commander_is_no_riddle() -> None:
    """What an edge states as done is neither ordered by the commander nor done behind their back."""
    hand = Hand()
    hand.page(360)
    hand.order(900, Kind.ROLL_BACK, by="edge")
    hand.start(900)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(truth(3600, (300, 900)))
    assert "who decided" not in lines["M5"].says
    assert lines["M6.mechanism"].value == 5


def test_the_strip_runs_from_onset_to_the_all_clear_without_gaps() -> None:
    """Each stretch begins where the one before it ended, and each has an owner."""
    hand, rows = handled()
    strip = hand.card_of(rows).strip
    assert [(s.title, s.start, s.end) for s in strip] == [
        ("Detect", 325, 360),
        ("Declare", 360, 480),
        ("Decide", 480, 660),
        ("Get ready", 660, 700),
        ("Mechanism", 700, 905),
        ("Verify and resolve", 905, 1560),
    ]
    assert [s.owner for s in strip] == ["monitoring", "person", "person", "process", "machinery", "process"]


def test_a_stretch_that_a_later_one_overtook_is_left_out() -> None:
    """Never declared, yet ordered and over: no open stretch of declaring hides the rest."""
    hand = Hand()
    hand.page(360)
    hand.order(660)
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    strip = hand.card_of(truth(3600, (300, 900))).strip
    assert [(s.title, s.open) for s in strip] == [
        ("Detect", False),
        ("Decide", False),
        ("Get ready", False),
        ("Mechanism", False),
        ("Verify and resolve", True),
    ]
