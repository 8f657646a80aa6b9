"""Long incidents wear people out: shifts end, reliefs know nothing, tired people are slow, pages reach nobody, vendors have queues."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from long_night import follow, started
from small_shop import bodies, do

from simulator.drill.drill import Drill
from simulator.people.fatigue import fatigue
from simulator.people.shifts import goodbye
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import Role
from simulator.scenario.words import Kind, Topic

#: Priya's shift ends after five minutes instead of three hours.
EARLY = ("shift_ends: 3h", "shift_ends: 5m")
LONG = ("minutes: 40", "minutes: 400")
ASK = c.AskInvestigate("checkout", Topic.CPU, 5, "priya")


def when(drill: Drill, kind: type[f.Body], nth: int = 0) -> int:
    return [fact.at for fact in drill.facts if isinstance(fact.body, kind)][nth]


def on_since(who: str, hours: int) -> tuple[str, str]:
    """Somebody who has been at it for so many hours at StartEx."""
    return who, f"{who[:-1]}, on_since: -{hours}h}}"


SAM = "sam: {says_who: checkout, knows: [checkout], accepts: 5s..9s}"


# --- shifts -----------------------------------------------------------------------------------------


def test_who_goes_home_says_what_they_know_and_their_relief_is_called() -> None:
    """In the second the shift ends: a line in the channel, then they are gone; the relief comes as fast as a page wakes them."""
    drill = follow(started(EARLY), 60, ASK, 290)
    known = bodies(drill, f.CardPosted)[-1].says
    follow(drill, 1000)
    says = next(body.says for body in bodies(drill, f.ChannelPosted) if body.who == "priya" and "shift" in body.says)
    assert "Noor takes over from me" in says
    assert known[:100] in says
    assert when(drill, f.PersonLeft) == 300
    assert [(body.person, body.why) for body in bodies(drill, f.PersonPaged)] == [("noor", "relieves Priya")]
    assert (drill.board.people["priya"].state, drill.board.people["noor"].state) == ("gone", "here")
    assert when(drill, f.PersonJoined) == 300 + 600


def test_what_lies_open_goes_back_to_the_commander() -> None:
    """The task ends unanswered with a word to the commander, hats are handed back, and the relief inherits neither."""
    drill = follow(started(EARLY), 200, c.AssignRole(Role.OPS, "priya"), 270, ASK, 1200)
    assert bodies(drill, f.TaskAccepted)[0].person == "priya"
    assert [body.person for body in bodies(drill, f.TaskDeclined)] == ["priya"]
    assert drill.board.tasks["t1"].state == "declined"
    assert drill.board.wearer(Role.OPS) == ""
    assert not [fact for fact in drill.facts if fact.by == "noor" and not isinstance(fact.body, f.PersonJoined)]
    assert "goes back to whoever leads this" in next(b.says for b in bodies(drill, f.ChannelPosted) if "shift" in b.says)


def test_nobody_leaves_in_the_middle_of_carrying_something_out() -> None:
    """An order under way is done first."""
    drill = follow(started(EARLY), 250, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "priya"), 400)
    assert when(drill, f.MitigationDone) > 300
    assert 0 <= when(drill, f.PersonLeft) - when(drill, f.MitigationDone) <= 5


def test_a_person_at_the_seat_decides_for_themselves() -> None:
    """Nobody is sent home from the table."""
    drill = follow(started(EARLY), (c.SeatPerson("priya", "human", "Kim"), "edge"), 600)
    assert not bodies(drill, f.PersonLeft)
    assert drill.board.here("priya")


def test_who_went_home_cannot_be_paged_and_the_refusal_names_the_relief() -> None:
    """A no with a way on."""
    drill = follow(started(EARLY), 310)
    no = drill.decide(c.PagePerson("priya"), "ic")
    assert no is not None
    assert (no.code, "Noor" in no.try_instead) == ("gone", True)
    assert next(p for p in asdict(drill.view("ic"))["people"]["lines"] if p["id"] == "priya")["state"] == "gone"


def test_a_goodbye_without_anything_to_tell_is_short() -> None:
    """No card, no task, no relief."""
    drill = started((", relief: noor", ""))
    assert (
        goodbye(drill.engine, "priya") == "My shift is over, and I go home now. I have found nothing that is not in the channel."
    )


# --- fatigue ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "factor"), [(0, 1.0), (2, 1.0), (3, 1.5), (4, 1.5), (5, 2.0), (9, 2.0)])
def test_hours_on_the_job_make_slow(hours: int, factor: float) -> None:
    """Once and a half after three hours, twice after five: accepting and looking alike."""
    drill = follow(started(on_since(SAM, hours)), 30, c.AskInvestigate("checkout", Topic.CPU, 5, "sam"), 900)
    fresh = follow(started(), 30, c.AskInvestigate("checkout", Topic.CPU, 5, "sam"), 900)
    assert fatigue(drill.engine, "sam") == factor
    accepted = when(fresh, f.TaskAccepted) - 30, when(drill, f.TaskAccepted) - 30
    assert accepted[1] == round(accepted[0] * factor)
    looked = [when(d, f.CardPosted) - when(d, f.TaskAccepted) for d in (fresh, drill)]
    assert abs(looked[1] - factor * looked[0]) <= 2


def test_hours_are_counted_from_when_somebody_came() -> None:
    """Who was woken at night is fresh when they come, and those who stayed are seen to be tired."""
    drill = follow(started(LONG), 3 * 3600 - 60, c.PagePerson("noor"), 3 * 3600 + 700)
    assert (fatigue(drill.engine, "sam"), fatigue(drill.engine, "noor")) == (1.5, 1.0)
    shown = {p["id"]: p["tired"] for p in asdict(drill.view("ic"))["people"]["lines"]}
    assert (shown["sam"], shown["noor"]) == ("tired", "")
    assert (shown["leo"], shown["bank-desk"]) == ("", "")  # an executive and a vendor's desk work other hours


def test_tired_hands_slip_more_often() -> None:
    """A hazard of fifty in a hundred is certain after five hours, and as often as stated before three."""
    order = (30, c.OrderMitigation(Kind.RESTART, "checkout", "sam"), 400)
    fresh = [bool(bodies(follow(started(seed=seed), *order), f.HazardStruck)) for seed in range(12)]
    tired = [bool(bodies(follow(started(on_since(SAM, 5), seed=seed), *order), f.HazardStruck)) for seed in range(12)]
    assert all(tired)
    assert 0 < sum(fresh) < 12


def test_getting_ready_takes_tired_people_longer_and_the_machine_as_long() -> None:
    """Only what people do themselves is slowed."""
    order = (30, c.OrderMitigation(Kind.RESTART, "checkout", "sam"), 600)
    fresh, tired = follow(started(), *order), follow(started(on_since(SAM, 5)), *order)
    assert [when(d, f.MitigationStarted) - 30 for d in (fresh, tired)] == [100, 200]
    assert [when(d, f.MitigationDone) - when(d, f.MitigationStarted) for d in (fresh, tired)] == [60, 60]


# --- pages and queues -------------------------------------------------------------------------------


def test_a_page_that_reaches_nobody_is_given_up_and_says_who_else_there_is() -> None:
    """Three to five minutes of nothing, then a line; they can be paged again, and the one on the list comes."""
    drill = follow(started(), 30, c.PagePerson("otto"), 400)
    assert 180 <= when(drill, f.PageUnanswered) - 30 <= 300
    assert drill.board.people["otto"].state == "away"
    says = [item.says for item in drill.feed("ic", 0)]
    assert "No answer from Otto. Ines (network too) is on the list for that." in says
    do(drill, c.PagePerson("otto"))
    do(drill, c.PagePerson("ines"))
    follow(drill, 800)
    assert len(bodies(drill, f.PageUnanswered)) == 2
    assert drill.board.here("ines")


def test_each_page_has_its_own_luck() -> None:
    """Somebody who answers every other time is reached by some first pages and by some second ones."""
    half = ("answers: 0%", "answers: 50%")
    first, second = 0, 0
    for seed in range(12):
        drill = follow(started(half, seed=seed), 30, c.PagePerson("otto"), 400)
        if drill.board.here("otto"):
            first += 1
            continue
        do(drill, c.PagePerson("otto"))
        second += follow(drill, 800).board.here("otto")
    assert 0 < first < 12
    assert 0 < second < 12 - first


def test_an_approver_who_does_not_answer_is_stood_in_for() -> None:
    """The approval goes on to whom the list names, and the order is not lost."""
    approved = ("order: roll-back checkout, ready", "order: roll-back checkout, approval: {by: otto, takes: 10s}, ready")
    drill = follow(started(approved), 30, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), 1000)
    assert [body.person for body in bodies(drill, f.ApprovalAsked)] == ["otto", "ines"]
    assert [body.person for body in bodies(drill, f.MitigationApproved)] == ["ines"]
    assert bodies(drill, f.MitigationDone)


def test_a_vendor_gives_a_ticket_number_and_begins_when_the_ask_comes_up() -> None:
    """The ask waits in their queue; until then it is nobody's work."""
    drill = follow(started(), 30, c.AskInvestigate("bank", Topic.ERRORS, 5, "bank-desk"), 600)
    ticket = next(fact for fact in drill.facts if isinstance(fact.body, f.ChannelPosted) and fact.by == "bank-desk")
    assert ticket.at == 35
    assert "ticket" in ticket.body.says  # type: ignore[attr-defined]
    assert drill.board.tasks["t1"].state == "waiting"
    follow(drill, 1500)
    assert when(drill, f.TaskAccepted) == 35 + 20 * 60
    assert bodies(drill, f.CardPosted)[-1].says == "Nothing on our side."
