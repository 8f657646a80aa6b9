"""Rule 3: commands of one client are carried out in the order in which they were sent."""

from __future__ import annotations

import json

import pytest
from limits import parse
from live_server import Drill, Server, Table

import web.sockets


def test_three_hundred_commands_of_one_client_stay_in_order(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent without waiting for an answer, they are answered, recorded and told in their order."""
    monkeypatch.setattr(web.sockets, "_COMMANDS", parse("10000 per second"))
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    first = wire._asked + 1
    for n in range(300):
        wire.send(f"42{first + n}" + json.dumps(["cmd", {"id": f"number-{n:04}", "name": "Say", "args": {"says": f"line {n}"}}]))
    answered = []
    while len(answered) < 300:
        frame = wire.read()
        if frame.startswith("43"):
            answered.append(int(frame[2 : frame.index("[")]))
            assert '"accepted"' in frame
    assert answered == list(range(first, first + 300))
    assert [item["says"] for item in wire.feed if item["kind"] == "talk"] == [f"line {n}" for n in range(300)]
    recorded = [row.id for row in table.parts.store.rows(drill.id) if row.id.startswith("number-")]
    assert recorded == [f"number-{n:04}" for n in range(300)]


def test_answers_of_a_burst_stay_in_order(server: Server) -> None:
    """Also past the limit of what a person can click, and in both ways of waiting: one answer each, in order."""
    drill = Drill(server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    for n in range(300):
        wire.send(f"42{1000 + n}" + json.dumps(["cmd", {"id": f"number-{n:04}", "name": "Say", "args": {"says": "x"}}]))
    answered = []
    while len(answered) < 300:
        frame = wire.read()
        if frame.startswith("43"):
            answered.append((int(frame[2 : frame.index("[")]), "too-fast" in frame))
    assert [n for n, _ in answered] == list(range(1000, 1300))
    assert any(too_fast for _, too_fast in answered)
    assert not answered[0][1]
