"""Rule 10: same id, same answer; same id, other body, an error; what somebody else changed meanwhile is a conflict."""

from __future__ import annotations

from pathlib import Path

import live_server
import pytest
from live_server import Drill, Server, Table


def test_the_same_command_again_is_answered_the_same_and_done_once(server: Server) -> None:
    """Asked again from the same and from another tab, an accepted command is accepted, and stands in the channel once."""
    drill = Drill(server.host(), "solo")
    wire, other = drill.host.sit(drill.path("ic")), drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    for tab in (wire, other, wire):
        assert tab.cmd("Say", {"says": "once"}, "say-it-once") == {"status": "accepted"}
    wire.settle()
    assert [item["says"] for item in wire.feed].count("once") == 1


def test_a_refusal_asked_again_is_the_same_refusal(server: Server) -> None:
    """Also when it would be accepted by now: who was told no is not told yes by the same click."""
    drill = Drill(server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    no = wire.cmd("Say", {"says": "too early"}, "say-too-early")
    assert no["code"] == "not-started"
    wire.do("StartDrill")
    assert wire.cmd("Say", {"says": "too early"}, "say-too-early") == no
    assert wire.cmd("Say", {"says": "too early"}) == {"status": "accepted"}


@pytest.mark.parametrize(
    ("name", "args"), [("Say", {"says": "other"}), ("CallTimeOut", {}), ("Say", {}), ("Nonsense", {"says": "mine"})]
)
def test_the_same_id_for_something_else_is_an_error(server: Server, name: str, args: dict[str, str]) -> None:
    """Another name or other arguments under a number that was used are refused and do nothing."""
    drill = Drill(server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    wire.do("StartDrill")
    assert wire.cmd("Say", {"says": "mine"}, "used-already") == {"status": "accepted"}
    answer = wire.cmd(name, args, "used-already")
    assert (answer["status"], answer["code"]) == ("refused", "same-id")
    assert wire.cmd("Say", {"says": "mine"}, "used-already") == {"status": "accepted"}


def test_the_number_of_another_seat_is_not_ones_own(server: Server) -> None:
    """What somebody else gave under a number is not accepted from me under it."""
    drill = Drill(server.host(), "host")
    master, ic, sam = drill.master(), drill.seat("ic"), drill.seat("sam")
    master.do("StartDrill")
    assert ic.cmd("Say", {"says": "mine"}, "used-already") == {"status": "accepted"}
    assert sam.cmd("Say", {"says": "mine"}, "used-already")["code"] == "same-id"


def test_ids_outlive_a_restart(tmp_path: Path) -> None:
    """After the server was killed, the same id is still answered the same, and another body still refused."""
    with live_server.server(tmp_path) as server:
        drill = Drill(server.host(), "solo")
        wire = drill.host.sit(drill.path("ic"))
        wire.do("StartDrill")
        assert wire.cmd("Say", {"says": "once"}, "say-it-once") == {"status": "accepted"}
        server.kill()
        with live_server.server(tmp_path) as again:
            host = again.host()
            assert host.post(f"/api/drills/{drill.id}/open").json() == {"url": drill.url}
            wire = host.sit(drill.path("ic"))
            assert wire.cmd("Say", {"says": "once"}, "say-it-once") == {"status": "accepted"}
            assert wire.cmd("Say", {"says": "twice"}, "say-it-once")["code"] == "same-id"
            assert [item["says"] for item in wire.feed].count("once") == 1


def test_two_game_masters_do_not_overwrite_each_other(table: Table) -> None:
    """What was decided on a list that has changed since is a conflict; looked at again, it goes through."""
    drill = table.drill()
    one, two = drill.master(), drill.master()
    one.do("StartDrill")
    two.settle()
    seen = two.v
    assert one.cmd("HoldInject", {"inject": "canary-inject"}, seen=one.v) == {"status": "accepted"}
    answer = two.cmd("SkipInject", {"inject": "canary-inject"}, seen=seen)
    assert answer["status"] == "conflict"
    assert "Look again" in answer["says"]
    two.settle()
    assert two.cmd("SkipInject", {"inject": "canary-inject"}, seen=two.v) == {"status": "accepted"}
