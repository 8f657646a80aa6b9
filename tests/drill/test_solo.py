"""Alone: with nobody in the game master's seat the drill runs itself, and the trainee has all that is needed; hints climb a ladder."""

from __future__ import annotations

import pytest
from busy_shop import follow, prepared, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.drill.hints import LADDERS, need_of, next_hint
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import seats
from simulator.record.seats import Role
from simulator.scenario.words import Audience, Kind, Sev, Topic

KIM = (c.SeatPerson("ic", "human", "Kim"), "edge")
ROBIN = (c.SeatPerson("gm", "human", "Robin"), "edge")


def test_a_whole_drill_alone() -> None:
    """Start, play, end, reveal from the commander's seat; injects come, people answer, nothing waits for a game master."""
    drill = follow(prepared(), KIM, c.StartDrill(), 250, c.AnswerQuestion("q1", "Not at all."), 640)
    follow(drill, c.AcknowledgePage("pay-fast"), c.OpenTiles(), c.DeclareIncident(Sev.SEV1), c.AssignRole(Role.IC, "ic"))
    follow(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"), c.CallTimeOut(), c.ResumeDrill(), 720)
    card = next(card for card in bodies(drill, f.CardPosted) if card.person == "sam")
    assert card.names == "roll-back checkout"
    follow(drill, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), c.PostUpdate(Audience.PUBLIC, "We know."), 1300)
    follow(drill, c.AskVerify("pay", "priya"), 1520)
    assert bodies(drill, f.VerifyReported)[0].healthy
    follow(drill, c.ResolveIncident(), c.CloseIncident("sam"), 1600, c.EndDrill(), c.RevealTruth())
    assert drill.state == "revealed"
    assert [body.inject for body in bodies(drill, f.InjectDelivered)] == ["first", "asks", "late"]


def test_a_game_master_who_sits_down_takes_the_reins_and_gives_them_back() -> None:
    """Ending is the game master's while one is there, and the trainee's again when the seat is empty."""
    drill = follow(started(), KIM, ROBIN)
    no = drill.decide(c.EndDrill(), "ic")
    assert no is not None
    assert no.code == "gm-ends"
    follow(drill, (c.SeatPerson("gm", "empty", ""), "edge"))
    assert drill.decide(c.EndDrill(), "ic") is None


def test_a_pause_by_somebody_who_left_can_be_ended_alone() -> None:
    """A technical pause after a restart, or a teaching one of a game master who is gone, does not lock the trainee out."""
    drill = follow(started(), ROBIN, (c.PauseDrill("teaching"), "gm"))
    assert drill.decide(c.ResumeDrill(), "ic") is not None
    follow(
        drill, (c.SeatPerson("gm", "empty", ""), "edge"), c.ResumeDrill(), (c.PauseDrill("technical"), "edge"), c.ResumeDrill()
    )
    assert drill.state == "running"


# --- hints -------------------------------------------------------------------------------------------


def hints(drill: Drill) -> list[tuple[int, str]]:
    return [(hint.level, hint.says) for hint in bodies(drill, f.HintGiven)]


def test_asked_alone_the_drill_gives_the_next_rung_for_the_same_need() -> None:
    """From a question to doing it, one rung for each time help is asked for; then the last one again."""
    drill = follow(started(), 50, *[c.RequestHint()] * 5)
    assert hints(drill) == [(n, LADDERS["wait"][n - 1]) for n in (1, 2, 3, 4, 4)]
    assert {fact.audience for fact in drill.facts if isinstance(fact.body, f.HintGiven)} == {seats("ic")}
    assert drill.board.hint_asked_at is None


def test_another_need_begins_with_a_question_again() -> None:
    """The ladder is climbed for each need on its own."""
    drill = follow(started(), 50, c.RequestHint(), c.RequestHint(), 240, c.RequestHint())
    assert hints(drill)[-1] == (1, LADDERS["answer"][0])


def test_with_a_game_master_help_is_asked_for_and_not_given_by_itself() -> None:
    """The request stands on the console until the game master answers in their own words."""
    drill = follow(started(), ROBIN, 50, c.RequestHint())
    assert bodies(drill, f.HintGiven) == []
    assert drill.board.hint_asked_at == 50
    follow(drill, (c.GiveHint(2, "Has anybody looked at what changed?"), "gm"))
    assert hints(drill) == [(2, "Has anybody looked at what changed?")]
    assert drill.board.hint_asked_at is None


@pytest.mark.parametrize(
    ("steps", "need"),
    [
        ((50,), "wait"),
        ((240,), "answer"),
        ((650,), "acknowledge"),
        ((650, c.AcknowledgePage("pay-fast")), "declare"),
        ((650, c.AcknowledgePage("pay-fast"), c.DeclareIncident(Sev.SEV1)), "hats"),
        ((650, c.AcknowledgePage("pay-fast"), c.DeclareIncident(Sev.SEV1), c.AssignRole(Role.IC, "ic")), "ask"),
    ],
)
def test_a_hint_is_about_what_would_help_now(steps: tuple[object, ...], need: str) -> None:
    """The need follows what is on the commander's screen, in the order an incident usually has."""
    swaps = () if need == "answer" else (("{at: 4m, from: leo", "{at: 27m, from: leo"),)
    drill = follow(started(*swaps), *steps)  # type: ignore[arg-type]
    assert need_of(drill.board, drill.scenario, drill.now) == need


LED = (
    650, c.AcknowledgePage("pay-fast"), c.DeclareIncident(Sev.SEV1), c.AssignRole(Role.IC, "ic"),
    c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"),
)  # fmt: skip
LED_ON = (*LED, c.OpenChanges(), 720, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))


@pytest.mark.parametrize(
    ("steps", "need"),
    [
        (LED, "changes"),
        ((*LED, c.OpenChanges(), 720), "mitigate"),
        (LED_ON, "update"),
        ((*LED_ON, c.PostUpdate(Audience.INTERNAL, "On it.")), "public"),
        ((*LED_ON, c.PostUpdate(Audience.INTERNAL, "On it."), c.PostUpdate(Audience.PUBLIC, "On it.")), "hats"),
        ((*LED_ON, 1300), "verify"),
        ((*LED_ON, 1300, c.AskVerify("pay", "priya"), 1495), "resolve"),
        ((*LED_ON, c.ResolveIncident()), "wait"),
    ],
)
def test_the_ladder_follows_a_drill_to_its_end(steps: tuple[object, ...], need: str) -> None:
    """Changes, mitigating, updates, verifying, resolving: the next thing is named when the one before is done."""
    drill = follow(started(("{at: 4m, from: leo", "{at: 27m, from: leo")), *steps)  # type: ignore[arg-type]
    while drill.board.open_questions:
        follow(drill, c.AnswerQuestion(drill.board.open_questions[0].id, "Not known yet."))
    assert need_of(drill.board, drill.scenario, drill.now) == need
    suggestion = next_hint(drill.board, drill.scenario, drill.now)
    assert (suggestion.level, suggestion.says) == (1, LADDERS[need][0])


def test_hints_are_calm_and_never_count_the_rungs() -> None:
    """Four rungs for each need, the first a question, each a sentence, none saying how many are left."""
    for need, rungs in LADDERS.items():
        assert len(set(rungs)) == 4, need
        assert rungs[0].endswith("?")
        for rung in rungs:
            assert rung[-1] in ".?"
            assert "hint" not in rung.lower()
            assert "!" not in rung
