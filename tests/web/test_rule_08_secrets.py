"""Rule 8: no secret of a scenario is in any frame or page of a seat that is not the game master's, before Reveal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import live_server
import pytest
import small_shop
from limits import parse
from live_server import Browser, Drill, Table, Wire

import web.sockets
from simulator.drill.drill import Drill as Core
from simulator.record import commands as c
from simulator.record.seats import EDGE
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Sev, Topic
from web.projection import SeatStream

#: Secret sentences that become known by being said, and to whom.
SAID = {
    "A canary sings in release 7.": ("ic", "sam", "priya", "observer"),
    "Nobody asked the canary.": ("priya",),  # a human sits there: it lies on their desk until they post it
    "The canary is quiet again.": ("ic", "sam", "priya", "observer"),
    "The canary of minute eighteen.": ("ic",),
}
TRAINEES = ("ic", "sam", "priya", "observer")


@dataclass
class Seen:
    """Everything a table's people were sent: frames and pages by who."""

    wires: dict[str, Wire] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)

    def texts(self, who: str) -> Iterable[str]:
        yield from self.wires[who].frames if who in self.wires else ()
        yield from self.browsers[who].pages if who in self.browsers else ()

    def leaks(self, who: str) -> list[str]:
        """Where the mark shows, beyond sentences this seat was told."""
        found = []
        for text in self.texts(who):
            left = text
            for said, to in SAID.items():
                if who in to:
                    left = left.replace(said, "")
            at = left.lower().find(small_shop.MARK)
            if at >= 0:
                found.append(left[max(0, at - 60) : at + 60])
        return found


def _everywhere(browser: Browser, drill: Drill, seat: str) -> None:
    """Asks for everything a browser can ask for, its own and others'."""
    for path in (
        "/",
        "/api/lobby",
        "/nowhere",
        "/host/x",
        "/s/x",
        "/api/join/x",
        f"/api/drills/{drill.id}/open",
        "/static/nowhere",
    ):
        browser.get(path)
    for own in ("ic", "sam", "gm", "observer", "canary-fault"):
        for tail in ("", "/scorecard", "/scorecard.json", "/table.json"):
            browser.get(f"/d/{drill.id}/{own}{tail}")
    browser.post("/api/drills", {"key": "canar", "mode": "solo"})
    browser.post("/api/join", {"code": "WRONGCODE", "name": "Eve"})
    browser.post(f"/d/{drill.id}/gm/links", {"seat": "ic"})
    browser.post(f"/d/{drill.id}/gm/requests/x", {"seat": seat})


def _odd_words(wire: Wire) -> None:
    """Asks for secrets by guessing, so that refusals have a chance to tell."""
    for name, args in (
        ("AskInvestigate", {"target": "bank", "topic": "errors", "person": "leo"}),
        ("OrderMitigation", {"kind": "flag-off", "target": "coupons", "person": "noor"}),
        ("FireInject", {"inject": "c-inject"}),
        ("AnswerQuestion", {"question": "q99", "says": "?"}),
        ("AcceptTask", {"task": "t99"}),
        ("NudgeTask", {"task": "t99"}),
        ("AcknowledgePage", {"alert": "c-alert"}),
        ("RequestHint", {}),
        ("ForceFault", {"fault": "c-fault", "active": True}),
        ("Nonsense", {}),
    ):
        wire.cmd(name, args)
    wire.ask("sync", {"epoch": "", "view": 0, "feed": 0, "samples": 0})


def _drive(table: Table, monkeypatch: pytest.MonkeyPatch) -> tuple[Seen, Drill, Wire]:
    """A whole drill up to EndEx: asked, ordered, messaged, edited, undone, refused, reconnected, looked at from outside."""
    for limit in ("_COMMANDS", "_FROM_ADDRESS", "_SYNCS", "_CONNECTS"):
        monkeypatch.setattr(web.sockets, limit, parse("1000000 per second"))
    monkeypatch.setattr("web.pages._TRIES", parse("1000000 per second"))
    drill, seen = table.drill(), Seen()
    master = drill.master()
    seen.browsers = {seat: drill.guest(seat) for seat in TRAINEES} | {"nobody": table.browser()}
    seen.wires = {seat: seen.browsers[seat].sit(drill.path(seat)) for seat in TRAINEES}
    ic, sam = seen.wires["ic"], seen.wires["sam"]

    def look() -> None:
        for who, browser in seen.browsers.items():
            _everywhere(browser, drill, who)
        for wire in seen.wires.values():
            _odd_words(wire)

    look()
    master.do("StartDrill")
    table.advance(170)
    ic.do("DeclareIncident", sev="SEV1", says="nobody can pay")
    ic.do("OpenChanges")
    ic.do("OpenTiles")
    ic.do("AskInvestigate", target="checkout", topic="errors", person="sam")
    sam.do("AcceptTask", task=ic.sections["board"]["tasks"][0]["id"])
    look()
    master.do("ForceFault", fault="canary-fault", active=False)
    table.advance(6)
    master.do("ForceFault", fault="canary-fault", active=True)
    master.do("HoldInject", inject="canary-inject")
    master.do("TakeNote", says="canary in a note", marker="B2", sign="-")
    master.do("ReleaseInject", inject="canary-inject")
    table.advance(60)
    sam.do("ReportTask", task=ic.sections["board"]["tasks"][0]["id"], says="Release 7 looks odd.")
    ic.do("OrderMitigation", kind="roll-back", target="checkout", person="sam")
    ic.do("AskInvestigate", target="front", topic="logs", person="priya")
    table.advance(400)
    for seat in TRAINEES:
        seen.browsers[seat].sit(drill.path(seat)).close()
        fresh = seen.browsers[seat].sit(drill.path(seat))
        fresh.settle()
        seen.wires[seat].frames += fresh.frames
    ic.do("PostUpdate", audience="internal", says="We look at it.", next_minutes=20)
    table.advance(470)  # past minute eighteen, before the change of minute nineteen is public
    look()
    master.do("EndDrill")
    table.advance(10)
    look()
    for wire in seen.wires.values():
        wire.settle()
    seen.wires["gm"] = master
    return seen, drill, master


def test_no_canary_in_any_frame_or_page_before_reveal(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a whole driven drill nothing marked reaches a trainee, an observer or a stranger, except what was said to them."""
    seen, _, master = _drive(table, monkeypatch)
    assert {who: seen.leaks(who) for who in (*TRAINEES, "nobody")} == {who: [] for who in (*TRAINEES, "nobody")}
    assert sum(len(list(seen.texts(who))) for who in (*TRAINEES, "nobody")) > 2000
    for said, to in {"Nobody asked the canary.": "priya", "The canary of minute eighteen.": "ic"}.items():
        assert said in "".join(seen.wires[to].frames), "the drill said its secrets"
    assert seen.leaks("gm"), "the search finds the secrets where they are"
    master.do("RevealTruth")
    seen.wires["ic"].settle()
    assert any("A canary was released." in frame for frame in seen.wires["ic"].frames)


def test_a_planted_leak_is_caught_on_every_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the mark in a public field, the same drive finds it for every seat, in frames and in pages."""
    with live_server.table(tmp_path, small_shop.TEXT.replace("alias: A shop, a Thursday", "alias: A canary shop")) as table:
        seen, _, _ = _drive(table, monkeypatch)
        for who in TRAINEES:
            assert any(small_shop.MARK in page for page in seen.browsers[who].pages), who
            assert seen.leaks(who), who


def test_the_game_masters_acts_send_the_others_nothing(table: Table) -> None:
    """Arranging injects and taking notes is not even an empty message to anybody else, and moves none of their numbers."""
    drill = table.drill()
    master = drill.master()
    wires = {seat: drill.seat(seat) for seat in TRAINEES}
    master.do("StartDrill")
    table.advance(20)
    for wire in wires.values():
        wire.settle()
    told = {seat: (len(wire.told), wire.v, len(wire.feed)) for seat, wire in wires.items()}
    master.do("HoldInject", inject="canary-inject")
    master.do("TakeNote", says="steady", marker="B1", sign="+")
    master.do("ReleaseInject", inject="canary-inject")
    master.do("SkipInject", inject="canary-inject")
    for seat, wire in wires.items():
        wire.settle()
        assert (len(wire.told), wire.v, len(wire.feed)) == told[seat]


#: Secret words that no trainee is ever told, and other words in their place.
UNSAID = {
    "shop-canary-id": "shop-heron-id",
    "The canary publication": "A heron was printed and much more than that",
    "The canary that never was.": "A heron flew by.",
    "A canary was released.": "It was the heron all along, and nobody saw it.",
    "canary one": "heron one, which is longer",
    "canary two": "heron two",
}


def _stream(text: str, seed: int, seat: str) -> str:
    """What one seat is told over a drill in which the same things are done."""
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    drill, stream = Core.new(loaded, seed), SeatStream(seat)
    told = [stream.move(drill)]
    acts = {
        0: (c.StartDrill(), EDGE),
        165: (c.OpenTiles(), "ic"),
        170: (c.DeclareIncident(Sev.SEV1, ""), "ic"),
        200: (c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"), "ic"),
        400: (c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), "ic"),
    }
    for at in range(0, 1130, 5):
        drill.advance(at)
        if at in acts:
            drill.give(*acts[at])
        told.append(stream.move(drill))
    return json.dumps(told)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_drills_that_differ_only_in_secrets_tell_trainees_the_same(seed: int) -> None:
    """Every message of every trainee, byte for byte, whatever the unsaid secrets are; the game master's differ."""
    other = small_shop.TEXT
    for secret, instead in UNSAID.items():
        assert secret in other
        other = other.replace(secret, instead)
    for seat in TRAINEES:
        assert _stream(small_shop.TEXT, seed, seat) == _stream(other, seed, seat), seat
