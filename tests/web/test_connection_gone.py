"""E15: a trainee whose connection is gone loses no time by it; time is pushed by hand."""

from __future__ import annotations

from live_server import Drill, Table, Wire

from simulator.record.facts import ClockPaused, ClockResumed


def playing(table: Table) -> tuple[Drill, Wire, Wire]:
    """A drill that has run for 20 s, with a game master and a commander at their screens."""
    drill = table.drill()
    master = drill.master()
    commander = drill.seat("ic")
    master.do("StartDrill")
    table.advance(20)
    return drill, master, commander


def gone(table: Table, wire: Wire, drill: Drill) -> None:
    """Closes the connection and waits until the server has noticed."""
    wire.close()
    while (drill.id, "ic") in table.parts.sockets.occupied():
        table.parts.sockets.io.sleep(0.01)


def pauses(table: Table, drill: Drill) -> list[tuple[str, int]]:
    """Every stop and start of the clock, with its second."""
    found = []
    for fact in table.room(drill).drill.facts:
        if isinstance(fact.body, ClockPaused):
            found.append((fact.body.kind, fact.at))
        elif isinstance(fact.body, ClockResumed):
            found.append(("resumed", fact.at))
    return found


def test_e15_after_five_seconds_without_the_commander_the_clock_stands(table: Table) -> None:
    """At the fourth second it runs, within the sixth it stands, for a reason of its own that everybody is told; then nothing counts."""
    drill, master, commander = playing(table)
    gone(table, commander, drill)
    table.advance(4)
    assert table.room(drill).drill.state == "running"
    table.advance(2)
    at = table.room(drill).drill.now
    assert pauses(table, drill) == [("connection", at)]
    assert 24 <= at <= 26
    table.advance(600)
    assert table.room(drill).drill.now == at
    master.settle()
    assert master.feed[-1]["says"] == "The commander's connection is gone. The clock stands still."


def test_e15_it_goes_on_by_itself_when_they_are_back(table: Table) -> None:
    """With the commander's browser at their seat again the clock runs on from where it stood."""
    drill, _, commander = playing(table)
    gone(table, commander, drill)
    table.advance(120)
    at = table.room(drill).drill.now
    drill.seat("ic")
    table.advance(2)
    assert pauses(table, drill) == [("connection", at), ("resumed", at)]
    table.advance(10)
    assert table.room(drill).drill.now > at


def test_e15_the_game_master_can_go_on_without_them(table: Table) -> None:
    """Resumed by hand it is not stopped again for the same absence; for the next one it is."""
    drill, master, commander = playing(table)
    gone(table, commander, drill)
    table.advance(10)
    master.do("ResumeDrill")
    table.advance(60)
    assert [what for what, _ in pauses(table, drill)] == ["connection", "resumed"]
    back = drill.seat("ic")
    table.advance(2)
    gone(table, back, drill)
    table.advance(10)
    assert [what for what, _ in pauses(table, drill)] == ["connection", "resumed", "connection"]


def test_a_reload_stops_nothing(table: Table) -> None:
    """Four seconds away, and the clock has not stood."""
    drill, _, commander = playing(table)
    gone(table, commander, drill)
    table.advance(4)
    drill.seat("ic")
    table.advance(30)
    assert pauses(table, drill) == []


def test_a_pause_of_the_game_masters_stays_one(table: Table) -> None:
    """Who comes back into a pause made for another reason does not end it, and a standing clock is not stopped once more."""
    drill, master, commander = playing(table)
    master.do("PauseDrill", kind="teaching")
    gone(table, commander, drill)
    table.advance(60)
    drill.seat("ic")
    table.advance(10)
    assert [what for what, _ in pauses(table, drill)] == ["teaching"]


def test_no_browser_can_give_that_reason(table: Table) -> None:
    """The game master chooses teaching or technical; a lost connection is only ever seen by the server."""
    _, master, _ = playing(table)
    assert master.cmd("PauseDrill", {"kind": "connection"})["code"] == "bad-choice"
