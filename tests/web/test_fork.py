"""Second tries: a fork keeps what came before its row, byte for byte, stands paused there, and is practice and never a result."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import busy_shop
import live_server
import pytest
import requests
from live_server import Browser, Table

from simulator.record.commands import DeclareIncident, PauseDrill
from simulator.record.seats import GM, IC


def told(answer: requests.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


class Finished:
    """A drill played for some minutes with a few decisions in it, ended; revealed unless a test wants to see that first."""

    def __init__(self, table: Table, mode: str = "solo", *, reveal: bool = True) -> None:
        self.table = table
        self.drill = table.drill(mode)
        self.seat = GM if mode == "host" else IC
        self.browser = self.drill.host
        wire = self.browser.sit(self.drill.path(self.seat))
        self.ic = wire if mode == "solo" else self.drill.seat(IC, "Kim")
        wire.do("StartDrill")
        table.advance(200)
        self.ic.do("OpenTiles")
        self.ic.do("DeclareIncident", sev="SEV2")
        table.advance(17)
        self.ic.do("OpenChanges")
        self.ic.do("OrderMitigation", kind="roll-back", target="checkout", person="sam")
        table.advance(200)
        wire.do("EndDrill")
        if reveal:
            wire.do("RevealTruth")

    @property
    def id(self) -> str:
        return self.drill.id

    def row_of(self, name: str) -> int:
        return next(r.n for r in self.table.room(self.drill).drill.rows if type(r.command).__name__ == name)

    def fork(self, row: object, browser: Browser | None = None, seat: str = "") -> requests.Response:
        return (browser or self.browser).post(f"/d/{self.id}/{seat or self.seat}/fork", {"row": row})


def stored(table: Table, drill: str) -> list[tuple[int, str, str, str]]:
    with table.parts.store._reading() as db:
        return [tuple(row) for row in db.exec_driver_sql("SELECT n, id, body, row FROM rows WHERE drill=? ORDER BY n", (drill,))]


def forked(answer: requests.Response) -> str:
    return str(told(answer)["url"]).split("/")[2]


def test_a_fork_keeps_every_row_before_its_decision_byte_for_byte(table: Table) -> None:
    """What came before is the same text in the store; after it comes a pause and nothing of what was decided then."""
    first = Finished(table)
    n = first.row_of("OrderMitigation")
    new = forked(first.fork(n))
    before, after = stored(table, first.id), stored(table, new)
    assert after[: n - 1] == before[: n - 1]
    assert [json.loads(row)["command"] for _, _, _, row in after[n - 1 :]] == ["PauseDrill"]
    assert stored(table, first.id) == before


def test_it_stands_at_the_second_of_the_decision_with_the_same_luck(table: Table) -> None:
    """The same second, the same seed, the same facts so far; paused until somebody goes on, and then it plays on."""
    first = Finished(table)
    n = first.row_of("DeclareIncident")
    told_first = table.room(first.drill).drill
    answer = first.fork(n)
    room = table.parts.rooms.open(forked(answer))
    assert room is not None
    assert (room.drill.now, room.drill.seed, room.drill.state) == (told_first.rows[n - 1].at, told_first.seed, "paused")
    assert list(room.drill.facts)[:-1] == list(told_first.facts)[: len(room.drill.facts) - 1]
    wire = first.browser.sit(told(answer)["url"])
    assert wire.sections["clock"]["pause"] == "practice"
    assert wire.sections["incident"]["state"] == "quiet"
    wire.do("ResumeDrill")
    wire.do("DeclareIncident", sev="SEV1")
    table.advance(30)
    assert room.drill.now == told_first.rows[n - 1].at + 30
    assert wire.cmd("EndDrill")["status"] == "accepted"


def test_the_same_decisions_again_lead_to_the_same_end(table: Table) -> None:
    """Luck belongs to the drill and not to the try: given again what was given, at the same seconds, the facts are the same."""
    first = Finished(table)
    n = first.row_of("DeclareIncident")
    told_first = table.room(first.drill).drill
    wire = first.browser.sit(told(first.fork(n))["url"])
    wire.do("ResumeDrill")
    wire.do("DeclareIncident", sev="SEV2")
    table.advance(17)
    wire.do("OpenChanges")
    wire.do("OrderMitigation", kind="roll-back", target="checkout", person="sam")
    table.advance(200)
    room = next(r for r in table.parts.rooms.live() if r.practice)
    strip = [(x.at, x.by, x.body) for x in room.drill.facts if type(x.body).__name__ not in ("ClockPaused", "ClockResumed")]
    assert strip == [(x.at, x.by, x.body) for x in told_first.facts][: len(strip)]


def test_a_fork_of_a_fork_goes_back_to_the_first_drill(table: Table) -> None:
    """A second try can be tried again; its rows are those of the try, and it is compared with the first drill of all."""
    first = Finished(table)
    second = forked(first.fork(first.row_of("DeclareIncident")))
    wire = first.browser.sit(f"/d/{second}/ic")
    for name in ("ResumeDrill", "OpenChanges", "EndDrill", "RevealTruth"):
        wire.do(name)
    rows = stored(table, second)
    n = next(number for number, _, _, row in rows if json.loads(row)["command"] == "OpenChanges")
    third = forked(first.browser.post(f"/d/{second}/ic/fork", {"row": n}))
    assert stored(table, third)[: n - 1] == rows[: n - 1]
    assert table.parts.store.fork_of(third) == (second, n - 1)
    room = table.parts.rooms.open(third)
    assert room is not None
    back = table.parts.rooms.first_try(room)
    assert back is not None
    assert back.record.id == first.id


def test_before_reveal_there_is_no_second_try(table: Table) -> None:
    """Refused in words, and nothing is made: the truth is not to be learnt by trying."""
    first = Finished(table, reveal=False)
    answer = first.fork(first.row_of("DeclareIncident"))
    assert answer.status_code == 409
    assert answer.json()["says"] == "A second try begins once the drill has been revealed."
    assert table.parts.store.forks(first.id) == []


@pytest.mark.parametrize("row", [None, "3", 1, 0, -4, 10_000, 2.5, True])
def test_a_row_that_is_no_decision_is_refused_in_words(table: Table, row: object) -> None:
    """Whatever is sent for a row, the answer is a sentence and a way on, and nothing is made."""
    first = Finished(table)
    answer = first.fork(row)
    assert answer.status_code in (400, 409)
    assert answer.json()["says"].endswith(".")
    assert answer.json()["try_instead"] == "Choose one from the list of decisions."
    assert table.parts.store.forks(first.id) == []


def test_a_row_after_endex_cannot_be_tried_again(table: Table) -> None:
    """The end of the drill and what came after it are no decisions of the incident."""
    first = Finished(table)
    for name in ("EndDrill", "RevealTruth"):
        assert first.fork(first.row_of(name)).status_code == 409


def test_a_drill_of_an_earlier_version_is_only_looked_at(table: Table) -> None:
    """Re-simulation is promised within one version of the engine; of an older one it is said, before anybody presses."""
    first = Finished(table)
    with table.parts.store._writing() as db:
        db.exec_driver_sql("UPDATE drills SET engine=0 WHERE id=?", (first.id,))
    table.parts.rooms._rooms.clear()
    assert told(first.browser.get(f"/d/{first.id}/ic/tries.json"))["why_not"].startswith(
        "This drill was recorded by an earlier version"
    )
    answer = first.fork(first.row_of("DeclareIncident"))
    assert answer.status_code == 409
    assert "earlier version" in answer.json()["says"]


def test_practice_is_said_wherever_it_is_shown(table: Table) -> None:
    """Its pages carry the mark, the lobby says practice, its scorecard says practice; the first drill's do not."""
    first = Finished(table)
    new = forked(first.fork(first.row_of("OrderMitigation")))
    wire = first.browser.sit(f"/d/{new}/ic")
    for name in ("ResumeDrill", "EndDrill", "RevealTruth"):
        wire.do(name)
    mark = '<meta name="practice"'
    assert mark in first.browser.get(f"/d/{new}/ic").text
    assert mark in first.browser.get(f"/d/{new}/ic/scorecard").text
    assert mark not in first.browser.get(f"/d/{first.id}/ic").text
    drills = {d["id"]: d["practice"] for d in first.browser.get("/api/lobby").json()["drills"]}
    assert drills == {first.id: False, new: True}
    assert told(first.browser.get(f"/d/{new}/ic/scorecard.json"))["scorecard"]["practice"] is True
    assert told(first.browser.get(f"/d/{first.id}/ic/scorecard.json"))["scorecard"]["practice"] is False


def test_a_second_try_is_told_beside_the_first(table: Table) -> None:
    """Once both can be scored, the try's scorecard and the list of tries of the first say what it cost beside it."""
    first = Finished(table)
    new = forked(first.fork(first.row_of("OrderMitigation")))
    wire = first.browser.sit(f"/d/{new}/ic")
    wire.do("ResumeDrill")
    table.advance(200)
    for name in ("EndDrill", "RevealTruth"):
        wire.do(name)
    deadline = time.monotonic() + 60
    while (card := told(first.browser.get(f"/d/{new}/ic/scorecard.json")))["pending"]:
        assert time.monotonic() < deadline
    says = card["second_try"]
    assert "more than the first time" in says
    tries = told(first.browser.get(f"/d/{first.id}/ic/tries.json"))
    assert [(t["drill"], t["row"], t["over"], t["says"]) for t in tries["tries"]] == [
        (new, first.row_of("OrderMitigation"), True, says)
    ]
    assert told(first.browser.get(f"/d/{first.id}/ic/scorecard.json"))["second_try"] == ""


def test_the_game_master_keeps_the_console_and_gets_a_link_for_the_commander(table: Table) -> None:
    """In a hosted drill the fork has a game master's seat for whoever asks and a link that seats the commander; then both play on."""
    first = Finished(table, "host")
    made = told(first.fork(first.row_of("OrderMitigation")))
    assert made["url"].endswith("/gm")
    master = first.browser.sit(made["url"])
    kim = Browser(table.base)
    assert kim.get(made["link"]).status_code == 200
    commander = kim.sit(made["url"].replace("/gm", "/ic"))
    assert commander.sections["you"]["name"] == "Kim"
    assert commander.cmd("ResumeDrill")["code"] == "gm-resumes"
    master.do("ResumeDrill")
    commander.do("OrderMitigation", kind="roll-back", target="checkout", person="sam")


def test_the_trainee_of_a_hosted_drill_tries_again_alone(table: Table) -> None:
    """Without the game master: the autopilot has that seat, people who sat at the table are simulated, and the commander goes on."""
    drill = table.drill()
    master, kim = drill.master(), drill.guest(IC, "Kim")
    commander, sam = kim.sit(drill.path(IC)), drill.seat("sam", "Sam Human")
    master.do("StartDrill")
    table.advance(150)
    commander.do("DeclareIncident", sev="SEV2")
    for name in ("EndDrill", "RevealTruth"):
        master.do(name)
    row = next(r.n for r in table.room(drill).drill.rows if isinstance(r.command, DeclareIncident))
    made = told(kim.post(f"/d/{drill.id}/ic/fork", {"row": row}))
    assert made["link"] == ""
    wire = kim.sit(made["url"])
    room = table.parts.rooms.open(made["url"].split("/")[2])
    assert room is not None
    assert room.drill.board.autopilot
    assert not room.drill.board.human("sam")
    wire.do("ResumeDrill")
    wire.do("AskInvestigate", target="checkout", topic="errors", minutes=5, person="sam")
    table.advance(30)
    assert room.drill.board.tasks["t1"].state != "waiting"
    sam.close()


def test_who_holds_no_seat_that_scores_makes_no_second_try(table: Table) -> None:
    """Responders, observers and strangers find nothing there; nor is another drill's try opened from here."""
    first, other = Finished(table, "host"), Finished(table)
    row = first.row_of("DeclareIncident")
    for browser, seat in ((first.drill.guest("sam"), "sam"), (first.drill.guest("observer"), "observer"), (table.browser(), IC)):
        assert first.fork(row, browser, seat).status_code == 404
    new = forked(first.fork(row))
    assert other.browser.post(f"/d/{other.id}/ic/tries/{new}/open").status_code == 404
    assert told(first.browser.post(f"/d/{first.id}/gm/tries/{new}/open"))["url"] == f"/d/{new}/gm"


def test_a_second_try_survives_a_restart(tmp_path: Path) -> None:
    """Killed and opened anew, it stands where it stood, paused, and is still practice."""
    with live_server.table(tmp_path, busy_shop.TEXT) as table:
        drill = table.drill("solo")
        wire = drill.host.sit(drill.path(IC))
        for name in ("StartDrill", "OpenTiles"):
            wire.do(name)
        table.advance(90)
        wire.do("OpenChanges")
        for name in ("EndDrill", "RevealTruth"):
            wire.do(name)
        row = next(r.n for r in table.room(drill).drill.rows if type(r.command).__name__ == "OpenChanges")
        new = forked(drill.host.post(f"/d/{drill.id}/ic/fork", {"row": row}))
        table.parts.rooms._rooms.clear()
        room = table.parts.rooms.open(new)
        assert room is not None
        assert (room.drill.now, room.drill.state, room.practice) == (90, "paused", True)
        assert isinstance(room.drill.rows[-1].command, PauseDrill)


def test_only_the_edge_pauses_for_practice(table: Table) -> None:
    """A game master's own pause is for teaching or for technical reasons; where a second try begins the server says."""
    drill = table.drill()
    master = drill.master()
    master.do("StartDrill")
    assert master.cmd("PauseDrill", {"kind": "practice"})["code"] == "bad-choice"


def test_a_replay_is_served_once_revealed_to_the_two_seats_it_is_for(table: Table) -> None:
    """Before Reveal there is a sentence in its place; after it the whole replay, and it is this drill's."""
    first = Finished(table, reveal=False)
    path = f"/d/{first.id}/ic/replay.json"
    locked = told(first.browser.get(path))
    assert locked == {"state": "locked", "says": "The replay opens when the drill has been revealed."}
    assert "canary" not in first.browser.get(f"/d/{first.id}/ic/tries.json").text
    first.ic.do("RevealTruth")
    deadline = time.monotonic() + 60
    while "screen" not in (data := told(first.browser.get(path))):
        assert data["state"] == "pending"
        assert time.monotonic() < deadline
    assert [d["says"] for d in data["decisions"]][:2] == ["Declared SEV2", "Asked: what changed?"]
    assert data["ended_at"] == table.room(first.drill).drill.now
