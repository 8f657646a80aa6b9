"""Rule 4: nothing is sent before `sync`; a screen kept from what was sent is the screen a fresh `sync` gives."""

from __future__ import annotations

import pytest
from limits import parse
from live_server import Drill, Server, Table, Wire

import web.sockets

SEATS = ("gm", "ic", "sam", "priya", "observer")


def _same_as_fresh(wire: Wire, where: object) -> None:
    """What was accumulated equals what a stranger is told."""
    wire.settle()
    fresh = wire.sync(anew=True)
    assert wire.sections == fresh["set"], where
    assert wire.feed == fresh["feed"], where
    assert wire.samples == fresh["samples"], where
    assert (wire.epoch, wire.v, wire.banner) == (fresh["epoch"], fresh["v"], fresh["banner"]), where


def test_nothing_is_sent_in_connect(server: Server) -> None:
    """A socket that connects and says nothing is told nothing, also when something happens; the first word is its own."""
    drill = Drill(server.host(), "host")
    quiet = drill.guest("ic").sit(drill.path("ic"), sync=False)
    drill.master().do("StartDrill")
    quiet.settle()
    assert [frame for frame in quiet.frames if frame.startswith("42")] == []
    quiet.sync()
    assert quiet.sections["clock"]["state"] == "running"


def test_kept_screens_are_fresh_screens_after_every_step(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a driven drill, for every seat and after every command and stretch of time: old view + deltas = fresh view."""
    monkeypatch.setattr(web.sockets, "_SYNCS", parse("100000 per second"))
    drill = table.drill()
    wires = {"gm": drill.master(), **{seat: drill.seat(seat) for seat in SEATS if seat != "gm"}}
    ic, sam, gm = wires["ic"], wires["sam"], wires["gm"]
    steps = (
        lambda: gm.do("StartDrill"),
        lambda: table.advance(165),
        lambda: ic.do("OpenTiles"),
        lambda: ic.do("AcknowledgePage", alert="pay-fast"),
        lambda: ic.do("DeclareIncident", sev="SEV1", says="nobody can pay"),
        lambda: ic.do("AssignRole", role="ic", person="ic"),
        lambda: ic.do("AskInvestigate", target="checkout", topic="errors", person="sam"),
        lambda: sam.do("AcceptTask", task=next(iter(t["id"] for t in ic.sections["board"]["tasks"]))),
        lambda: table.advance(40),
        lambda: sam.do("ReportTask", task=ic.sections["board"]["tasks"][0]["id"], says="It is release 7.", confidence="high"),
        lambda: ic.do("OpenChanges"),
        lambda: ic.do("PostUpdate", audience="public", says="We know.", component="pay", state="degraded", next_minutes=20),
        lambda: ic.do("CallTimeOut"),
        lambda: gm.do("TakeNote", says="calm", marker="B1", sign="+"),
        lambda: ic.do("ResumeDrill"),
        lambda: gm.do("SetSpeed", rate="4"),
        lambda: table.advance(30),
        lambda: gm.do("HoldInject", inject="canary-inject"),
        lambda: gm.do("ReleaseInject", inject="canary-inject"),
        lambda: gm.do("FireInject", inject="canary-inject"),
        lambda: ic.do("OrderMitigation", kind="roll-back", target="checkout", person="sam"),
        lambda: gm.do("PauseDrill"),
        lambda: gm.do("ResumeDrill"),
        lambda: gm.do("EndDrill"),
        lambda: gm.do("RevealTruth"),
    )
    for n, step in enumerate(steps):
        step()
        for seat, wire in wires.items():
            _same_as_fresh(wire, (n, seat))
    assert gm.sections["clock"]["state"] == "revealed"


def test_a_reconnect_gets_what_it_missed_and_nothing_twice(table: Table) -> None:
    """Cut while things happen, a browser that shows its numbers is given the rest: nothing lost, nothing doubled."""
    drill = table.drill()
    gm, guest = drill.master(), drill.guest("ic")
    ic, steady = guest.sit(drill.path("ic")), guest.sit(drill.path("ic"))
    gm.do("StartDrill")
    for n in range(12):
        table.advance(20)
        ic.settle()
        ic.socket.sock.close()  # without a farewell
        steady.do("Say", says=f"meanwhile {n}")
        table.advance(20)
        again = guest.sit(drill.path("ic"), sync=False)
        again.sections, again.feed, again.samples = ic.sections, ic.feed, ic.samples
        again.epoch, again.v = ic.epoch, ic.v
        held = len(again.feed)
        answer = again.sync()
        assert all(item["n"] > held for item in answer["feed"])
        ic = again
        _same_as_fresh(ic, n)
    steady.settle()
    assert [item["n"] for item in ic.feed] == list(range(1, len(ic.feed) + 1))
    assert ic.feed == steady.feed
    assert ic.samples == steady.samples


def test_two_tabs_of_one_seat_show_the_same(table: Table) -> None:
    """A second tab is told what the first one is; a command from either is on both, once."""
    drill = table.drill("solo")
    one, two = drill.host.sit(drill.path("ic")), drill.host.sit(drill.path("ic"))
    one.do("StartDrill")
    two.do("Say", says="from the second tab")
    table.advance(70)
    for wire in (one, two):
        wire.settle()
    assert (one.sections, one.feed, one.samples, one.v) == (two.sections, two.feed, two.samples, two.v)
    assert [item["says"] for item in one.feed].count("from the second tab") == 1
    sat_down = [item for item in one.feed if "sat down" in item["says"]]
    assert len(sat_down) == 1


def test_numbers_from_the_future_are_given_everything(table: Table) -> None:
    """A browser that claims to hold more than there is, or holds another epoch, is told all there is."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    fresh = wire.sync(anew=True)
    ahead = wire.ask("sync", {"epoch": wire.epoch, "view": 9_000_000, "feed": 9_000_000, "samples": 9_000_000})
    other = wire.ask("sync", {"epoch": "another", "view": wire.v, "feed": len(wire.feed), "samples": 0})
    assert fresh == ahead == other
