"""Rule 2: one dispatcher that catches everything; whatever a client asks with a number is answered, and the drill goes on."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_server import Drill, Server, Table, Wire

from web.frames import UNREADABLE, Gate

DEEP = "[" * 30_000 + "]" * 30_000
ODD: tuple[tuple[Any, ...], ...] = (
    ("cmd",),
    ("cmd", None),
    ("cmd", 7),
    ("cmd", "StartDrill"),
    ("cmd", []),
    ("cmd", {}),
    ("cmd", {}, {}),
    ("cmd", {"id": "a" * 10}),
    ("cmd", {"id": "a" * 10, "name": "Say", "args": []}),
    ("cmd", {"id": "short", "name": "Say", "args": {}}),
    ("cmd", {"id": "a" * 65, "name": "Say", "args": {}}),
    ("cmd", {"id": "a b c d e f", "name": "Say", "args": {}}),
    ("cmd", {"id": "a" * 10, "name": "Say", "args": {}, "seen": -1}),
    ("cmd", {"id": "a" * 10, "name": "Say", "args": {}, "seen": 10**30}),
    ("cmd", {"id": "a" * 10, "name": "Say", "args": {}, "seen": 1.5}),
    ("cmd", {"id": "a" * 10, "name": "Say", "args": {}, "at": 99}),
    ("sync",),
    ("sync", {}),
    ("sync", {"epoch": "", "view": "0", "feed": 0, "samples": 0}),
    ("sync", {"epoch": "", "view": 10**12, "feed": 0, "samples": 0}),
    ("sync", {"epoch": "x" * 5000, "view": 0, "feed": 0, "samples": 0}),
    ("nobody-listens", {}),
    ("view", {"epoch": "", "v": 1, "set": {}}),
    ("",),
    ("*",),
)


def _goes_on(wire: Wire) -> None:
    """The line is not deaf and the drill takes commands."""
    wire.do("Say", says="still here")


@pytest.fixture
def commander(server: Server) -> Wire:
    drill = Drill(server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    return wire


def test_odd_messages_are_answered_in_words(commander: Wire) -> None:
    """Wrong names, counts, kinds and sizes each get a refusal that says something, never silence."""
    for said in ODD:
        answer = commander.ask(*said)
        assert answer["status"] == "refused", said
        assert answer["says"], said
    _goes_on(commander)


def test_messages_that_cannot_be_taken_apart_are_answered_too(commander: Wire) -> None:
    """Nesting no parser follows, numbers no parser reads, and no JSON at all."""
    for text in (
        DEEP,
        f'["cmd",{DEEP}]',
        '["cmd",' + "1" * 101 + "]",
        "[",
        "[,]",
        '["cmd"',
        "[1,2]",
        "[]",
        "[[]]",
        '["connect",{}]',
    ):
        assert commander.ask_raw(text)["code"] == "unreadable", text[:40]
    _goes_on(commander)


@pytest.mark.parametrize(
    "args",
    [
        {"says": "x" * 2001},
        {"says": 5},
        {"says": None},
        {"says": ["a"]},
        {"says": "bell\u0007"},
        {"says": "half \ud800"},
        {"says": "a", "by": "gm"},
        {},
    ],
)
def test_arguments_that_do_not_fit_are_refused_by_name(commander: Wire, args: dict[str, Any]) -> None:
    """The refusal names the argument or the field that does not belong."""
    answer = commander.cmd("Say", args)
    assert answer["status"] == "refused"
    assert "`says`" in answer["says"] or "`by`" in answer["says"]
    _goes_on(commander)


def test_numbers_without_measure_are_refused(commander: Wire) -> None:
    """A number beyond anything sensible, a fraction, a truth value: refused with the range that fits."""
    for minutes in (10**90, -1, 2.5, True, "5", 604_801):
        answer = commander.cmd("PromiseUpdate", {"audience": "internal", "minutes": minutes})
        assert "whole number" in answer["says"], minutes
    _goes_on(commander)


def test_a_fault_of_ours_is_answered_and_the_drill_goes_on(table: Table) -> None:
    """An exception in a handler is an answer that says so, and nothing was recorded."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    room = table.room(drill)
    good, rows = room.store, len(room.drill.rows)

    class Failing:
        def __getattr__(self, name: str) -> Any:
            raise ZeroDivisionError(name)

    room.store = Failing()  # type: ignore[assignment]
    answer = wire.cmd("StartDrill")
    room.store = good
    assert answer["code"] == "our-fault"
    assert "Nothing was recorded" in answer["says"]
    assert len(room.drill.rows) == rows
    wire.do("StartDrill")


def test_a_fault_after_recording_does_not_deny_that_it_was_recorded(table: Table) -> None:
    """When the row is on disk and applying it fails, the answer is not "nothing was recorded"; a reload goes on from the record."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    room = table.room(drill)

    def broken(row: Any) -> Any:
        raise ZeroDivisionError

    room.drill.apply = broken  # type: ignore[method-assign]
    assert wire.cmd("StartDrill", id_="the-start-of-it") == {"status": "accepted"}
    assert "Reload the page" in wire.banner
    assert wire.cmd("Say", {"says": "hello"})["status"] == "not-saved"
    again = drill.host.sit(drill.path("ic"))
    assert again.sections["clock"]["state"] == "paused"
    assert again.cmd("StartDrill", id_="the-start-of-it") == {"status": "accepted"}
    again.do("ResumeDrill")


def test_a_screen_that_cannot_be_worked_out_says_so(table: Table) -> None:
    """A fault in a projection leaves the record as it is and puts a banner on every screen instead of an old picture."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    room = table.room(drill)

    def broken(seat: str) -> Any:
        raise ZeroDivisionError(seat)

    room.drill.view = broken  # type: ignore[method-assign]
    assert wire.cmd("StartDrill") == {"status": "accepted"}
    assert "Reload the page" in wire.banner
    assert drill.host.sit(drill.path("ic")).banner == ""


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=80) | st.binary(max_size=80) | _JSON.map(lambda said: "421" + json.dumps(said)))
@settings(max_examples=400, deadline=None)
def test_the_gate_lets_only_frames_of_a_browser_pass(frame: str | bytes) -> None:
    """Whatever comes, what passes is a close, a pong, a connect, a disconnect or an event that names something."""
    passed = Gate().passes(frame)
    if passed is None or passed in ("1", "3", "40", "41") or passed.endswith(UNREADABLE):
        return
    assert passed == frame
    kind, body = passed[:2], passed[2:].lstrip("0123456789")
    said = json.loads(body)
    assert isinstance(said, dict) if kind == "40" else isinstance(said[0], str)


def test_frames_a_browser_never_sends_end_the_connection_and_nobody_elses(server: Server) -> None:
    """Binary, other namespaces, a second CONNECT, packets of the polling transport: the line is closed, the server stands."""
    drill = Drill(server.host(), "solo")
    well = drill.host.sit(drill.path("ic"))
    ticket = drill.host.ticket(drill.path("ic"))
    for frame in (b"\x00\x01", b"", "", "x", "0{}", "2probe", "4", "43[]", "430[]", '44{"message":""}', "40/admin,{}", '42/x,1["a"]',
                  '451-["cmd",{"_placeholder":true,"num":0}]', "40{}", "40", "5", "6", "9", "bAAAA", "42" + "9" * 40 + '["a"]'):  # fmt: skip
        wire = Wire(server.base, ticket)
        if isinstance(frame, bytes):
            wire.socket.send_binary(frame)
        else:
            wire.send(frame)
        while wire.read():
            pass
        assert wire.socket.connected is False or wire.read() == "", frame
    well.do("StartDrill")


def test_fuzz_leaves_no_socket_deaf_and_no_exception(own_server: Server) -> None:
    """A thousand mutated messages: those the gate lets through are answered, and the server's log holds no exception."""
    drill = Drill(own_server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    luck = random.Random(20260305)
    seed = json.dumps(["cmd", {"id": "a" * 12, "name": "DeclareIncident", "args": {"sev": "SEV2", "says": "x"}, "seen": 1}])
    for _ in range(1000):
        text = list(seed)
        for _ in range(luck.randint(1, 6)):
            text[luck.randrange(1, len(text))] = luck.choice('[]{}",:0123456789eE+-.nulltrue\\/\u2028\U0001f600 ')
        assert wire.ask_raw("".join(text))["says"]
    assert '"event": "socket"' not in own_server.log()
    assert "Traceback" not in own_server.log()
