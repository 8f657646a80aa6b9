"""Rule 11: drill time is the server's; nothing a browser sends says what time it is."""

from __future__ import annotations

from dataclasses import fields

from live_server import Table

from simulator.record.commands import COMMANDS
from web.protocol import Cmd


def test_no_command_carries_a_time_of_its_own(table: Table) -> None:
    """A message with a time in it is refused as a whole, outside and inside its arguments."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    base = {"id": "a-certain-id", "name": "Say", "args": {"says": "now?"}, "seen": 0}
    for more in ({"at": 0}, {"time": 1}, {"now": 5}):
        assert wire.ask("cmd", base | more)["code"] == "unreadable"
        assert (
            wire.ask("cmd", base | {"args": {"says": "now?"} | more, "id": f"id-with-{next(iter(more))}-in-it"})["code"]
            == "unknown-field"
        )
    assert "at" not in Cmd.model_fields
    assert not [name for name, kind in COMMANDS.items() if {"at", "now", "time"} & {f.name for f in fields(kind)}]


def test_a_command_is_stamped_with_the_second_it_came_in(table: Table) -> None:
    """Not with the second the world last moved: the fourth second of a step is the fourth second."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    table.advance(10)
    for later in (3, 1, 0, 7):
        table.advance(later)
        wire.do("Say", says="now")
    stamps = [item["at"] for item in wire.feed if item["says"] == "now"]
    assert stamps == [13, 14, 14, 21]


def test_a_pause_holds_the_second_it_came_in(table: Table) -> None:
    """A time-out at second 13 stands at second 13, however long it lasts, and goes on from there."""
    drill = table.drill("solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    table.advance(13)
    wire.do("CallTimeOut")
    table.advance(500)
    assert wire.sections["clock"]["at"] == 13
    wire.do("ResumeDrill")
    table.advance(4)
    wire.do("Say", says="on we go")
    assert wire.feed[-1]["at"] == 17
