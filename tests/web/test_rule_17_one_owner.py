"""Rule 17: one owner per drill; an older owner's append is refused inside its transaction, and its screens say where to go on."""

from __future__ import annotations

from pathlib import Path

import live_server
import pytest
import small_shop

from simulator.drill.drill import Drill as Core
from simulator.record.commands import Say, StartDrill
from web.store import NotOwner, Store


def test_an_older_owner_can_append_nothing(tmp_path: Path) -> None:
    """Two stores over one database: whoever took the drill last may write, the other is refused, row by row, fifty times."""
    one, two = Store(tmp_path / "drills.sqlite3"), Store(tmp_path / "drills.sqlite3")
    one.add_drill(live_server.record("a-drill", small_shop.TEXT))
    core = Core.new(small_shop.scenario(), 1)
    for turn in range(50):
        old, new = (one, two) if turn % 2 else (two, one)
        stale = old.own("a-drill")
        fresh = new.own("a-drill")
        row = core.row(StartDrill() if turn == 0 else Say(f"turn {turn}"), "ic", f"number-{turn}")
        with pytest.raises(NotOwner):
            old.append("a-drill", stale, row, "")
        new.append("a-drill", fresh, row, "")
        core.apply(row)
    for store in (one, two):
        assert [row.id for row in store.rows("a-drill")] == [f"number-{turn}" for turn in range(50)]
        store.close()


def test_two_servers_over_one_directory_never_both_write(tmp_path: Path) -> None:
    """The one that opened the drill later owns it; the earlier one answers `not-saved`, says so on its screens, and tells nothing new."""
    with live_server.table(tmp_path) as first, live_server.table(tmp_path) as second:
        drill = first.drill("solo")
        wire = drill.host.sit(drill.path("ic"))
        wire.do("StartDrill")
        first.advance(30)
        elsewhere = second.browser()
        elsewhere.http.cookies = drill.host.http.cookies
        other = elsewhere.sit(drill.path("ic"))
        assert other.sections["clock"]["pause"] == "technical"
        answer = wire.cmd("Say", {"says": "from the old one"})
        assert answer["status"] == "not-saved"
        assert "taken this drill over" in answer["says"]
        assert "taken this drill over" in wire.banner
        other.do("ResumeDrill")
        other.do("Say", says="from the new one")
        first.advance(60)
        wire.settle()
        assert [item["says"] for item in wire.feed if item["kind"] == "talk"] == []
        assert [row.command for row in first.parts.store.rows(drill.id) if isinstance(row.command, Say)] == [
            Say("from the new one")
        ]


def test_a_reload_goes_on_where_the_drill_is(tmp_path: Path) -> None:
    """The banner says "reload"; reloading takes the drill back from its record, paused, with everything the other server wrote."""
    with live_server.table(tmp_path) as first, live_server.table(tmp_path) as second:
        drill = first.drill("solo")
        wire = drill.host.sit(drill.path("ic"))
        wire.do("StartDrill")
        elsewhere = second.browser()
        elsewhere.http.cookies = drill.host.http.cookies
        other = elsewhere.sit(drill.path("ic"))
        other.do("ResumeDrill")
        other.do("Say", says="meanwhile")
        assert wire.cmd("Say", {"says": "lost"})["status"] == "not-saved"
        again = drill.host.sit(drill.path("ic"))
        assert again.banner == ""
        assert "meanwhile" in [item["says"] for item in again.feed]
        again.do("ResumeDrill")
        assert other.cmd("Say", {"says": "too late"})["status"] == "not-saved"
