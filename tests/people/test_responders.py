"""Simulated colleagues: who takes an ask, when they are back, and what they say."""

from __future__ import annotations

import busy_shop as busy
from small_shop import bodies, do, started

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import Role
from simulator.scenario.words import Kind, Sev, Topic


def _at(drill: Drill, kind: type[f.Body]) -> int:
    return next(fact.at for fact in drill.facts if isinstance(fact.body, kind))


def test_a_named_ask_starts_within_what_the_person_accepts_in_and_ends_with_the_finding() -> None:
    """A named ask is accepted in 5-9 s, takes what the finding takes, and brings the finding that fits."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(300)
    accepted = _at(drill, f.TaskAccepted) - 200
    assert 5 <= accepted <= 9
    card = bodies(drill, f.CardPosted)[0]
    assert (card.finding, card.person, card.names) == ("canary-release", "sam", "roll-back checkout")
    assert _at(drill, f.CardPosted) == 200 + accepted + 40
    assert bodies(drill, f.TaskEnded)[0].task == "t1"


def test_an_ask_that_names_nobody_waits_for_somebody_who_knows_the_target() -> None:
    """An unnamed ask is taken up 90-180 s later, by a person who knows the target."""
    drill = started()
    do(drill, c.AskInvestigate("front", Topic.CPU, 5))
    drill.advance(400)
    assert 90 <= _at(drill, f.TaskAccepted) <= 180
    assert bodies(drill, f.TaskAccepted)[0].person == "priya"


def test_every_ask_on_any_target_gets_an_honest_answer() -> None:
    """Whatever is asked about, a card comes back; where nothing is found it tells live numbers and invents no finding."""
    for target, word in (
        ("pay", "succeed"),
        ("bank", "Bank"),
        ("coupons", "switched on"),
        ("deploys", "works"),
        ("front", "CPU 4"),
    ):
        drill = started()
        do(drill, c.AskInvestigate(target, Topic.CAPACITY, 5, "priya"))
        drill.advance(119 + 200)
        card = bodies(drill, f.CardPosted)[0]
        assert word in card.says
        assert card.finding == ""


def test_a_generic_report_says_since_when_it_has_been_unusual() -> None:
    """Numbers that have left their usual range are dated to when they did."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.CPU, 5, "priya"))
    drill.advance(450)
    says = next(card.says for card in bodies(drill, f.CardPosted) if card.task == "t1")
    assert "errors" in says
    assert "since about 10:02" in says


def test_what_has_been_found_is_not_found_again() -> None:
    """Asked again, a person tells what the numbers say and not the same finding twice."""
    drill = started()
    drill.advance(200)
    for until in (300, 600):
        do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
        drill.advance(until)
    found = [card.finding for card in bodies(drill, f.CardPosted) if card.person == "sam"]
    assert found == ["canary-release", ""]


def test_asking_for_an_update_costs_progress() -> None:
    """A nudge is answered, and the report comes half a minute later than without it."""
    ends = []
    for nudge in (False, True):
        drill = started()
        drill.advance(200)
        do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
        drill.advance(220)
        if nudge:
            do(drill, c.NudgeTask("t1"))
        drill.advance(320)
        ends.append(_at(drill, f.TaskEnded))
    assert ends[1] == ends[0] + 30


def test_a_finding_nobody_asked_for_is_brought_up_when_its_time_comes() -> None:
    """A finding marked unasked is posted on its own, once, some time after its condition holds."""
    drill = started()
    drill.advance(330)
    cards = [card for card in bodies(drill, f.CardPosted) if card.finding == "canary-unasked"]
    assert len(cards) == 1
    assert 300 < _at(drill, f.CardPosted) <= 330


def test_a_finding_that_is_no_longer_true_is_not_reported() -> None:
    """When the cause went away during the look, the report tells the numbers instead."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    do(drill, c.ForceFault("canary-fault", active=False), "gm")
    drill.advance(400)
    assert [card.finding for card in bodies(drill, f.CardPosted) if card.person == "sam"] == [""]


def test_a_person_who_is_paged_joins_when_awake_and_takes_the_hat_offered() -> None:
    """Paging brings somebody in after their waking time; a hat offered is accepted within seconds."""
    drill = started()
    do(drill, c.PagePerson("noor"))
    drill.advance(200)
    assert 120 <= _at(drill, f.PersonJoined) <= 180
    do(drill, c.AssignRole(Role.OPS, "noor"))
    drill.advance(230)
    assert bodies(drill, f.RoleAccepted) == [f.RoleAccepted(Role.OPS, "noor")]


def test_a_verification_tells_the_truth() -> None:
    """While users are hurt the answer is no, afterwards it is yes."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskVerify("pay", "priya"))
    drill.advance(500)
    do(drill, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))
    drill.advance(700)
    do(drill, c.AskVerify("pay", "priya"))
    drill.advance(1000)
    assert [report.healthy for report in bodies(drill, f.VerifyReported)] == [False, True]


def test_an_executive_does_not_look_into_systems() -> None:
    """An ask put to an executive is declined in words."""
    drill = started()
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "leo"))
    drill.advance(60)
    assert bodies(drill, f.TaskDeclined)[0].person == "leo"


def test_a_human_gets_the_finding_on_their_own_desk_and_sharing_it_is_up_to_them() -> None:
    """In a human's seat nobody answers for them; what a look brings reaches them alone until they report it."""
    drill = started()
    do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(260)
    assert bodies(drill, f.TaskAccepted) == []
    assert "canary-release" not in drill.board.found
    desk = drill.view("sam").desk  # type: ignore[union-attr]
    assert [(x.says, x.shared, x.task) for x in desk.findings] == [("A canary sings in release 7.", False, "t1")]
    assert all("sings" not in item.says for item in drill.feed("ic", 0))
    do(drill, c.ReportTask("t1", "It is the release."), "sam")
    desk = drill.view("sam").desk  # type: ignore[union-attr]
    assert [(x.says, x.shared) for x in desk.findings] == [("It is the release.", True)]
    assert "canary-release" in drill.board.found
    assert bodies(drill, f.CardPosted)[-1].supports is Sev.SEV1


def test_a_human_who_takes_an_ask_that_named_nobody_finds_what_a_look_would_bring() -> None:
    """Accepting is when they begin to look; the result reaches their desk, once, also when they accepted at once."""
    for waits in (0, 30):
        drill = started()
        do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
        drill.advance(200)
        do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5))
        drill.advance(200 + waits)
        do(drill, c.AcceptTask("t1"), "sam")
        drill.advance(300 + waits)
        assert [fact.body.says for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.body.person == "sam"] == [
            "A canary sings in release 7."
        ]


def test_a_human_who_sits_down_in_mid_task_gets_what_the_look_brings() -> None:
    """The simulation falls silent, and the human has the result on their desk and nowhere else."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(215)
    assert bodies(drill, f.TaskAccepted)
    do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
    drill.advance(300)
    posted = [fact for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.body.person == "sam"]
    assert [(fact.body.says, fact.audience.reaches("ic")) for fact in posted] == [("A canary sings in release 7.", False)]


def test_handing_a_seat_back_lets_the_simulation_go_on() -> None:
    """What a human left open is taken up when the seat goes back to the simulation."""
    drill = started()
    do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(210)
    do(drill, c.SeatPerson("sam", "simulated", "Sam"), "edge")
    drill.advance(300)
    assert [card.finding for card in bodies(drill, f.CardPosted) if card.task == "t1"] == ["canary-release"]


def test_a_drill_with_people_is_the_same_every_time() -> None:
    """People are a function of scenario, seed and commands: two runs leave the same record."""
    digests = []
    for _ in range(2):
        drill = started(5)
        drill.advance(200)
        do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5))
        drill.advance(900)
        digests.append(drill.digest())
    assert digests[0] == digests[1]


# --- with a busier shop ------------------------------------------------------------------------------


def test_an_alert_that_pages_somebody_away_wakes_them() -> None:
    """The pager wakes as well as a person does: who is away when an alert pages them joins after their waking time."""
    drill = busy.follow(busy.started(), 10, (c.ForceFault("pictures", active=True), "gm"), 400)
    paged = next(x.at for x in drill.facts if isinstance(x.body, f.PageSent) and x.body.to == "otto")
    joined = next(x.at for x in drill.facts if isinstance(x.body, f.PersonJoined) and x.body.person == "otto")
    assert 120 <= joined - paged <= 180
    assert drill.board.people["noor"].state == "away"


def test_somebody_asleep_is_not_asked_and_not_told_twice() -> None:
    """Paged twice by two ways, a person joins once."""
    drill = busy.follow(busy.started(), 10, (c.ForceFault("pictures", active=True), "gm"), c.PagePerson("otto"), 400)
    assert bodies(drill, f.PersonJoined) == [f.PersonJoined("otto")]


def test_declaring_the_worst_wakes_everybody_on_call_and_milder_nobody() -> None:
    """SEV1 pages responders and approvers who are away; SEV2 leaves it to the commander."""
    for sev, paged in ((Sev.SEV1, {"noor", "otto", "ann"}), (Sev.SEV2, set())):
        drill = busy.follow(busy.started(), 10, c.DeclareIncident(sev))
        assert {page.person for page in bodies(drill, f.PersonPaged)} == paged


def test_somebody_carrying_out_an_order_makes_no_progress_with_a_look() -> None:
    """Hands are in one place: the report comes later by as long as the order took."""
    ends = []
    for ordered in (False, True):
        drill = busy.follow(busy.started(), 10, c.AskInvestigate("checkout", Topic.CPU, 5, "sam"), 30)
        if ordered:
            busy.follow(drill, c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam"))
        busy.follow(drill, 400)
        ends.append(_at(drill, f.TaskEnded))
        if ordered:
            busyness = _at(drill, f.MitigationDone) - 30
    assert busyness >= 15
    assert ends[1] - ends[0] == busyness


def test_an_unnamed_ask_passes_over_those_whose_hands_are_full() -> None:
    """Nobody who is at something feels addressed; somebody else does, also if they know the part less."""
    drill = busy.follow(busy.started(), 1, c.AskInvestigate("checkout", Topic.CPU, 60, "sam"), 12)
    for _ in range(20):
        if drill.board.tasks["t1"].open:
            busy.follow(drill, c.NudgeTask("t1"))
    busy.follow(drill, c.AskInvestigate("checkout", Topic.ERRORS), 260)
    assert drill.board.tasks["t2"].person == "priya"
    assert 102 <= _second(drill, f.TaskAccepted, 1) <= 192


def _second(drill: Drill, kind: type[f.Body], nth: int) -> int:
    return [fact.at for fact in drill.facts if isinstance(fact.body, kind)][nth]


def test_the_time_box_is_kept_by_saying_that_more_is_needed() -> None:
    """When it runs out and there is nothing yet, the person says so and about how much longer; a silent one does not."""
    for temper, said in (("solid", 1), ("silent", 0)):
        drill = busy.started(("accepts: 5s..9s}\n  priya", f"accepts: 5s..9s, temper: {temper}}}\n  priya"))
        busy.follow(drill, 10, c.AskInvestigate("front", Topic.CPU, 1, "sam"), 400)
        lines = [fact for fact in drill.facts if isinstance(fact.body, f.ChannelPosted) and fact.body.who == "sam"]
        assert len(lines) == said
        if said:
            assert lines[0].at == 70
            assert "minute" in lines[0].body.says  # type: ignore[attr-defined]
        assert bodies(drill, f.CardPosted)[0].person == "sam"


def test_tempers_show_in_how_long_somebody_takes() -> None:
    """Tunnel vision takes half as long again, silence a minute more, and a nudge brings a silent person to speak sooner."""
    took = {}
    for temper in ("solid", "tunnel-visioned", "silent"):
        drill = busy.started(("accepts: 5s..9s}\n  priya", f"accepts: 5s..9s, temper: {temper}}}\n  priya"))
        busy.follow(drill, 610, c.AskInvestigate("checkout", Topic.ERRORS, 9, "sam"), 900)
        took[temper] = _at(drill, f.TaskEnded) - _at(drill, f.TaskAccepted)
    assert took == {"solid": 40, "tunnel-visioned": 60, "silent": 100}


def test_a_human_who_takes_up_an_ask_that_names_nobody_gets_what_a_look_brings() -> None:
    """It reaches their desk alone, as when they are asked by name."""
    drill = busy.follow(busy.started(), (c.SeatPerson("sam", "human", "Kim"), "edge"), 610)
    busy.follow(drill, c.AskInvestigate("checkout", Topic.ERRORS), 620, (c.AcceptTask("t1"), "sam"), 700)
    cards = [fact for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.body.finding == "release-breaks"]
    assert [(card.at, card.audience) for card in cards] == [(660, f.seats("sam"))]
    assert drill.board.tasks["t1"].state == "working"
    busy.follow(drill, (c.ReportTask("t1", "Release 7 it is."), "sam"))
    assert drill.board.found["release-breaks"] == 700


def test_a_human_who_sits_down_in_mid_task_finds_it_on_their_desk() -> None:
    """The simulation falls silent, and what it was about to find comes to the human as a note, once."""
    drill = busy.follow(busy.started(), 610, c.AskInvestigate("checkout", Topic.ERRORS, 9, "sam"), 625)
    assert drill.board.tasks["t1"].state == "working"
    busy.follow(drill, (c.SeatPerson("sam", "human", "Kim"), "edge"), 900)
    cards = [fact for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.body.finding == "release-breaks"]
    assert [(card.at, card.audience) for card in cards] == [(665, f.seats("sam"))]
    assert bodies(drill, f.TaskEnded) == []


def test_a_seat_that_changes_hands_to_and_fro_reports_once() -> None:
    """However often somebody sits down and gets up, an ask is answered once."""
    drill = busy.follow(busy.started(), 610, c.AskInvestigate("checkout", Topic.ERRORS, 9, "sam"))
    for at in range(615, 660, 5):
        holder = "human" if at % 2 else "simulated"
        busy.follow(drill, at, (c.SeatPerson("sam", holder, "Kim"), "edge"))
    busy.follow(drill, 665, (c.SeatPerson("sam", "simulated", "Sam"), "edge"), 900)
    told = [fact for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.audience is f.ALL and fact.body.task]
    assert len(told) == 1
    assert len(bodies(drill, f.TaskEnded)) == 1


def test_what_nobody_asked_for_comes_to_a_humans_desk_and_not_to_the_room() -> None:
    """In a human's seat nothing is said for them; handed back, the simulation brings it up."""
    drill = busy.follow(busy.started(), (c.SeatPerson("priya", "human", "Kim"), "edge"), 800)
    cards = [fact for fact in drill.facts if isinstance(fact.body, f.CardPosted) and fact.body.finding == "seen-by-priya"]
    assert [card.audience for card in cards] == [f.seats("priya")]
    assert 680 <= cards[0].at <= 685
    assert "seen-by-priya" not in drill.board.found
    found = drill.view("priya").desk.findings  # type: ignore[union-attr]
    assert [(one.says, one.shared) for one in found] == [("Coupons look odd.", False)]
    busy.follow(drill, (c.SeatPerson("priya", "simulated", "Priya"), "edge"), 900)
    assert "seen-by-priya" in drill.board.found


def test_a_hat_offered_to_somebody_simulated_is_taken_and_one_offered_to_a_human_waits() -> None:
    """Nobody puts a hat on a person who sits there; they take it themselves."""
    drill = busy.follow(busy.started(), (c.SeatPerson("sam", "human", "Kim"), "edge"))
    busy.follow(drill, c.AssignRole(Role.OPS, "sam"), c.AssignRole(Role.COMMS, "priya"), 60)
    assert bodies(drill, f.RoleAccepted) == [f.RoleAccepted(Role.COMMS, "priya")]
    busy.follow(drill, (c.AcceptRole(Role.OPS), "sam"))
    assert drill.board.wearer(Role.OPS) == "sam"
