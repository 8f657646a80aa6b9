"""A drill that is over and revealed, for the tests of what follows EndEx."""

from __future__ import annotations

from live_server import Drill, Table


def revealed(table: Table, *, name: str = "") -> Drill:
    """A short drill of a human commander, ended and revealed."""
    drill = ended(table, name=name)
    master = drill.master()
    master.do("RevealTruth")
    master.close()
    return drill


def ended(table: Table, *, name: str = "") -> Drill:
    """The same before the reveal."""
    drill = table.drill()
    master = drill.master()
    wire = drill.seat("ic", name)
    master.do("StartDrill")
    table.advance(200)
    wire.do("DeclareIncident", sev="SEV1", says="=cmd|' /C calc'!A0 <b>nobody</b> can pay")
    table.advance(60)
    master.do("EndDrill")
    for one in (wire, master):
        one.close()
    return drill
