"""What the ideal run does after its first order."""

from __future__ import annotations

import busy_shop
from small_shop import do

from simulator.bots.steps import next_step
from simulator.drill.drill import Drill
from simulator.record.commands import OrderMitigation
from simulator.scenario.words import Kind

#: Orders that end it: letting back in what was shed.
BACK = ((Kind.ADMIT_LOAD, "checkout"), (Kind.ADMIT_LOAD, "front"))


def ordered(drill: Drill) -> set[str]:
    return {m.target for m in drill.board.mitigations.values() if m.kind is Kind.ADMIT_LOAD}


def test_everything_that_was_closed_is_let_back_one_after_the_other() -> None:
    """Two services let in half of what comes: once the first is open again, the second is opened, and not the first for ever."""
    drill = busy_shop.started()
    do(drill, OrderMitigation(Kind.SHED_LOAD, "checkout", "sam"))
    do(drill, OrderMitigation(Kind.SHED_LOAD, "front", "priya"))
    drill.advance(240)
    assert [m.state for m in drill.board.mitigations.values()] == ["done", "done"]
    for second in range(245, 590, 5):
        drill.advance(second)
        for command in next_step(drill, BACK):
            do(drill, command)
    assert ordered(drill) == {"checkout", "front"}
