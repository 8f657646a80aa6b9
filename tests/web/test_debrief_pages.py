"""The debrief over HTTP: nothing of the record before Reveal, nobody's ratings to the other seat, and everything to both after it."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_server
import pytest
import small_shop
from live_server import Browser, Drill, Table

TEXT = small_shop.TEXT.replace("level: 1\n", "level: 1\nteaches: [declare, verify, cadence, hats]\n")
#: What only a scorecard says.
FIGURES = re.compile(r"user-minutes|M\d+\b|M3b|after the evidence|of the avoidable|requests failed", re.IGNORECASE)


@pytest.fixture
def practising(tmp_path: Path) -> Iterator[Table]:
    """A server whose shop teaches something."""
    with live_server.table(tmp_path, TEXT) as made:
        yield made


def give(browser: Browser, path: str, name: str, **args: Any) -> dict[str, Any]:
    answer = browser.post(f"{path}/command", {"id": secrets.token_hex(8), "name": name, "args": args, "seen": 0})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def kept(browser: Browser, path: str, name: str, **args: Any) -> None:
    answer = give(browser, path, name, **args)
    assert answer["status"] == "accepted", answer


def told(browser: Browser, path: str) -> dict[str, Any]:
    answer = browser.get(f"{path}/debrief.json")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def played(table: Table) -> tuple[Drill, Browser]:
    """A hosted drill that was begun, declared and ended; with the trainee's browser."""
    drill = table.drill()
    master, trainee = drill.master(), drill.guest("ic", "Kim")
    wire = trainee.sit(drill.path("ic"))
    master.do("StartDrill")
    table.advance(300)
    wire.do("DeclareIncident", sev="SEV1")
    table.advance(120)
    master.do("TakeNote", says="Calm, and said who leads", marker="B1", sign="+")
    master.do("EndDrill")
    return drill, trainee


def test_while_it_runs_there_is_nothing_to_look_back_at(practising: Table) -> None:
    """The page says when it opens, and the form takes nothing yet."""
    drill = practising.drill()
    drill.master().do("StartDrill")
    assert told(drill.host, drill.path("gm")) == {"state": "closed", "says": "Looking back begins when the drill has ended."}
    assert give(drill.host, drill.path("gm"), "RateMarker", marker="B1", rating=3)["code"] == "not-over"


def test_before_reveal_there_is_no_figure_and_nothing_of_the_other_seat(practising: Table) -> None:
    """In the hot wash a seat is told the form, what the room saw and its own words: no measure, no card, no truth, no foreign rating."""
    drill, trainee = played(practising)
    gm, ic = drill.path("gm"), drill.path("ic")
    kept(trainee, ic, "RateMarker", marker="B1", rating=1, says="Nobody knew who leads", moment=200)
    kept(trainee, ic, "WriteTakeAway", keep="Declared at once", try_next="")
    kept(drill.host, gm, "RateMarker", marker="B2", rating=4, says="Said what would change it", moment=300)
    theirs, masters = told(trainee, ic), told(drill.host, gm)
    assert (theirs["state"], masters["state"]) == ("hot-wash", "hot-wash")
    for answer in (theirs, masters):
        assert "debrief" not in answer
        assert not FIGURES.search(json.dumps(answer)), FIGURES.search(json.dumps(answer))
        said = {item.says for item in practising.room(drill).drill.feed("ic", 0)}
        hidden = [moment["says"] for moment in answer["looking"]["moments"] if small_shop.MARK in moment["says"].lower()]
        assert all(any(each.endswith(one) for one in said) for each in hidden), "only what the commander had read"
    assert "Nobody knew who leads" in json.dumps(theirs)
    assert "Nobody knew who leads" not in json.dumps(masters)
    assert "Declared at once" not in json.dumps(masters)
    assert "Said what would change it" in json.dumps(masters)
    assert "Said what would change it" not in json.dumps(theirs)
    assert "Calm, and said who leads" in json.dumps(masters)
    assert "Calm, and said who leads" not in json.dumps(theirs)
    assert (theirs["looking"]["may_reveal"], masters["looking"]["may_reveal"]) == (False, True)
    assert any("SEV1" in moment["says"] for moment in theirs["looking"]["moments"])


def test_only_the_game_master_opens_it_and_then_both_see_both(practising: Table) -> None:
    """The trainee cannot reveal beside a game master; after Reveal ratings stand side by side with what was said before, and
    objectives are proposed, decided and commented on."""
    drill, trainee = played(practising)
    gm, ic = drill.path("gm"), drill.path("ic")
    kept(trainee, ic, "RateMarker", marker="B1", rating=2)
    assert give(trainee, ic, "RevealTruth")["code"] == "gm-reveals"
    assert give(drill.host, gm, "GradeObjective", objective="declare", grade="P")["code"] == "not-revealed"
    kept(drill.host, gm, "RevealTruth")
    kept(trainee, ic, "RateMarker", marker="B1", rating=3)
    kept(drill.host, gm, "RateMarker", marker="B1", rating=3, says="By name")
    kept(drill.host, gm, "GradeObjective", objective="declare", grade="S", says="Quick.")
    kept(trainee, ic, "AddObjectiveView", objective="declare", says="I was not sure.")
    assert give(trainee, ic, "GradeObjective", objective="declare", grade="P")["code"] == "not-your-seat"
    theirs, masters = told(trainee, ic), told(drill.host, gm)
    assert theirs["debrief"] == masters["debrief"]
    b1 = theirs["debrief"]["markers"][0]
    assert (b1["trainee"]["rating"], b1["trainee"]["was"], b1["trainee"]["sealed"]) == (3, 2, False)
    assert (b1["game_master"]["rating"], b1["game_master"]["says"]) == (3, "By name")
    declare = theirs["debrief"]["objectives"][0]
    assert (declare["id"], declare["decided"], declare["decided_says"], declare["view"]) == (
        "declare", "S", "Quick.", "I was not sure.",
    )  # fmt: skip
    assert declare["proposed"]
    assert any(card["kind"] == "strength" for card in theirs["debrief"]["cards"])


def test_alone_the_trainee_reveals_and_the_proposal_stands(practising: Table) -> None:
    """With nobody in the game master's seat everything works: objectives are the scenario's first three, and nobody decides."""
    drill = practising.drill("solo")
    ic = drill.path("ic")
    wire = drill.host.sit(ic)
    wire.do("StartDrill")
    practising.advance(200)
    wire.do("EndDrill")
    kept(drill.host, ic, "RateMarker", marker="B2", rating=0)
    assert told(drill.host, ic)["looking"]["may_reveal"] is True
    kept(drill.host, ic, "RevealTruth")
    answer = told(drill.host, ic)
    assert answer["looking"]["alone"] is True
    assert [each["id"] for each in answer["debrief"]["objectives"]] == ["declare", "verify", "cadence"]
    assert all(each["decided"] == each["decided_by"] == "" for each in answer["debrief"]["objectives"])


def test_objectives_are_chosen_at_the_console_and_read_by_the_trainee(practising: Table) -> None:
    """The game master drops one and chooses another, before and while it runs; the trainee reads those chosen and no others."""
    drill = practising.drill()
    master, trainee = drill.master(), drill.seat("ic", "Kim")
    master.do("DropObjective", objective="verify")
    master.do("StartDrill")
    master.do("ChooseObjective", objective="hats")
    room = practising.room(drill)
    lines = room.drill.view("ic").objectives.lines  # type: ignore[union-attr]
    assert [line.id for line in lines] == ["declare", "cadence", "hats"]
    offered = room.drill.view("gm").objectives.lines  # type: ignore[union-attr]
    assert [(line.id, line.chosen) for line in offered] == [
        ("declare", True),
        ("verify", False),
        ("cadence", True),
        ("hats", True),
    ]
    assert trainee.cmd("DropObjective", {"objective": "hats"})["code"] == "not-your-seat"


def test_what_was_said_in_the_debrief_is_there_after_a_restart(practising: Table) -> None:
    """Ratings, grades and take-aways are rows of the journal: a drill opened anew from the record says the same."""
    drill, trainee = played(practising)
    gm, ic = drill.path("gm"), drill.path("ic")
    kept(trainee, ic, "RateMarker", marker="B4", rating=4, says="First", moment=250)
    kept(drill.host, gm, "RevealTruth")
    kept(drill.host, gm, "GradeObjective", objective="cadence", grade="U")
    kept(drill.host, gm, "WriteTakeAway", keep="", try_next="Ask sooner", person="sam")
    before = told(trainee, ic)
    room = practising.room(drill)
    room.lose()
    assert practising.parts.rooms.open(drill.id, anew=True) is not room
    assert told(trainee, ic) == before
