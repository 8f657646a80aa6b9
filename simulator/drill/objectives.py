"""Objectives: what a drill can be looked at by, each specific and measured, with the behaviours it is about (scoring reference 1.1, 4.6).

A catalogue and no judgement: what became of an objective is proposed by `debrief/objectives` and decided by a person. Titles are read by the
trainee before the drill, so that none may say what is going to happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.scenario.model import Scenario
from simulator.scenario.words import Teach

#: More than three are none: the talk afterwards has twenty minutes.
MOST_OBJECTIVES = 3


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective as it is read. `measures` are ids of scorecard lines, `markers` the behaviours it is about."""

    title: str
    measures: tuple[str, ...]
    markers: tuple[str, ...]


AIMS: Mapping[Teach, Aim] = {
    Teach.DECLARE: Aim("Declare within 6 minutes of the evidence", ("M3", "M11.under", "M11.over"), ("B2",)),
    Teach.MITIGATE_FIRST: Aim(
        "Order a way out within 3 minutes of it being known, cause known or not", ("M6.decide", "M17", "M19"), ("B4",)
    ),
    Teach.CADENCE: Aim(
        "Keep every promised update, to users and inside", ("M8.promises", "M8.public", "M8.internal", "M9"), ("B6",)
    ),
    Teach.HATS: Aim("Have every hat worn within 4 minutes of declaring", ("M4", "M12", "M14"), ("B1",)),
    Teach.CLOSED_LOOPS: Aim("Give four of five asks a name, a time box and a follow-up", ("M21", "M15"), ("B3",)),
    Teach.SECOND_INCIDENT: Aim(
        "Ask about the risk before an order, and do no new harm", ("M19", "M17.risk", "M16", "M22"), ("B4",)
    ),
    Teach.HANDOFF: Aim("Hand over in writing, and have it read back", ("M23",), ("B8",)),
    Teach.ESCALATE: Aim("Page who is missing within 5 minutes of the need", ("M20",), ("B7",)),
    Teach.FORENSICS: Aim("Keep evidence that an order would destroy, where that takes under a minute", ("M18",), ("B4",)),
    Teach.VERIFY: Aim("Have users checked before the all-clear, and let it hold for 10 minutes", ("M24", "M22"), ("B8",)),
    Teach.TOOLS_LOST: Aim("Have an order under way within 5 minutes, whatever tools answer", ("M6.ready",), ("B7", "B4")),
    Teach.FALSE_ALARM: Aim("Keep the severity at what the evidence says, in both directions", ("M11.over", "M11.under"), ("B2",)),
    Teach.STAND_DOWN: Aim("Step down within 20 minutes of the evidence easing", ("M3.down", "M11.over"), ("B2",)),
}


def offered(scenario: Scenario) -> tuple[Teach, ...]:
    """What this scenario can be looked at by: what it says it teaches, in its order."""
    return tuple(dict.fromkeys(scenario.public.teaches))


def usual_objectives(scenario: Scenario) -> tuple[Teach, ...]:
    """What it is looked at by where nobody chooses: the first up to three."""
    return offered(scenario)[:MOST_OBJECTIVES]
