"""Rule 1: parse, authorise, decide, append and flush, apply, acknowledge, fan out. A disk that says no stops the clock, aloud."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import live_server
from live_server import Drill, Table, Wire

from web.store import Store


def _refuse_writes(store: Store, *, refuse: bool) -> None:
    """Makes the database itself say no, as a full disk does."""
    store._connection.exec_driver_sql(f"PRAGMA query_only={'ON' if refuse else 'OFF'}")
    store._connection.commit()


def _playing(table: Table) -> tuple[Drill, Wire, Wire, Wire]:
    drill = table.drill()
    master = drill.master()
    commander = drill.seat("ic")
    observer = drill.seat("observer")
    master.do("StartDrill")
    table.advance(20)
    return drill, master, commander, observer


def test_the_row_is_on_disk_before_anything_in_memory_or_on_a_socket_knows(table: Table) -> None:
    """At the commit of a command's row the drill has not applied it and no frame about it has been sent; afterwards both have."""
    drill, master, commander, _ = _playing(table)
    room = table.room(drill)
    sent: list[str] = []
    outlet, seen = room.outlet, list[tuple[str, int, int]]()

    class Listening:
        def send(self, drill: str, seat: str, message: str, data: dict[str, Any]) -> None:
            sent.append(message)
            outlet.send(drill, seat, message, data)

    room.outlet = Listening()
    raw = table.parts.store._connection.connection.dbapi_connection
    assert raw is not None
    before = (len(room.drill.rows), len(room.drill.facts))
    raw.set_trace_callback(lambda sql: seen.append((sql.split()[0], len(room.drill.rows), len(sent))))
    commander.do("Say", says="I am looking.")
    raw.set_trace_callback(None)
    assert ("INSERT", before[0], 0) in seen
    assert seen[-1] == ("COMMIT", before[0], 0)
    assert len(room.drill.rows) == before[0] + 1
    assert len(room.drill.facts) > before[1]
    assert sent.count("feed") >= 3
    master.settle()
    assert master.feed[-1]["says"] == "I am looking."


def test_a_disk_that_says_no_acknowledges_nothing_stops_the_clock_and_is_said_to_all(table: Table) -> None:
    """While nothing can be written: `not-saved` in words, the board as it was, the clock standing, a banner on every screen."""
    drill, master, commander, observer = _playing(table)
    room = table.room(drill)
    rows, facts, at = len(room.drill.rows), len(room.drill.facts), room.drill.now
    _refuse_writes(table.parts.store, refuse=True)
    answer = commander.cmd("Say", {"says": "Lost?"})
    assert answer["status"] == "not-saved"
    assert "did not happen" in answer["says"]
    table.advance(30)
    assert (len(room.drill.rows), len(room.drill.facts), room.drill.now) == (rows, facts, at)
    for wire in (master, commander, observer):
        wire.settle()
        assert "the clock stands" in wire.banner
        assert all(item["says"] != "Lost?" for item in wire.feed)
        assert wire.sync()["banner"] == wire.banner
    assert [name for name, _ in commander.told].count("banner") == 1


def test_once_mended_the_drill_stands_paused_and_can_be_resumed(table: Table) -> None:
    """As soon as the disk takes it a technical pause is recorded, the banner goes, and the game master resumes as after any pause."""
    drill, master, commander, observer = _playing(table)
    room = table.room(drill)
    at = room.drill.now
    _refuse_writes(table.parts.store, refuse=True)
    assert commander.cmd("Say", {"says": "Lost?"})["status"] == "not-saved"
    table.advance(11)
    _refuse_writes(table.parts.store, refuse=False)
    table.advance(11)
    for wire in (master, commander, observer):
        wire.settle()
        assert wire.banner == ""
        assert (wire.sections["clock"]["state"], wire.sections["clock"]["pause"]) == ("paused", "technical")
    assert room.drill.now == at
    master.do("ResumeDrill")
    table.advance(10)
    assert room.drill.now == at + 10
    assert [row.n for row in table.parts.store.rows(drill.id)] == list(range(1, len(room.drill.rows) + 1))


def test_the_first_command_after_mending_need_not_wait_for_the_next_try(table: Table) -> None:
    """Whoever presses resume once the disk is mended is heard at once; what was pressed before stays undone."""
    drill, master, commander, _ = _playing(table)
    _refuse_writes(table.parts.store, refuse=True)
    assert commander.cmd("Say", {"says": "Lost?"}, "the-lost-one")["status"] == "not-saved"
    _refuse_writes(table.parts.store, refuse=False)
    master.do("ResumeDrill")
    commander.settle()
    assert commander.banner == ""
    assert commander.sections["clock"]["state"] == "running"
    assert commander.cmd("Say", {"says": "Lost?"}, "the-lost-one") == {"status": "accepted"}
    assert [item["says"] for item in commander.feed].count("Lost?") == 1
    assert drill.id in {room.record.id for room in table.parts.rooms.live()}


def test_time_that_could_not_be_recorded_is_told_to_nobody(table: Table) -> None:
    """What the clock brings is sent only after its instant is on disk."""
    drill, _, commander, _ = _playing(table)
    table.advance(130)
    commander.settle()
    told = len(commander.feed)
    _refuse_writes(table.parts.store, refuse=True)
    table.advance(60)
    commander.settle()
    assert len(commander.feed) == told
    assert commander.banner
    recorded = table.parts.store.rows(drill.id)[-1].at
    assert all(item["at"] <= recorded for item in commander.feed)


def test_a_file_system_that_is_really_full(tmp_path: Path) -> None:
    """A server whose files may not grow answers `not-saved`; when they may again, the drill goes on and loses nothing."""
    with live_server.server(tmp_path) as server:
        drill = Drill(server.host(), "host")
        master = drill.master()
        commander = drill.seat("ic")
        master.do("StartDrill")
        soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        size = (server.data / "drills.sqlite3-wal").stat().st_size
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))
        assert commander.cmd("Say", {"says": "into the void"})["status"] == "not-saved"
        assert "the clock stands" in commander.banner
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
        master.do("ResumeDrill")
        commander.do("Say", says="back again")
        assert commander.banner == ""
        assert [item["says"] for item in commander.feed if item["kind"] == "talk"] == ["back again"]
        assert server.process.poll() is None
