"""Objectives after a drill: what the record proposes, what the game master decided, what the trainee says; side by side (scoring reference 4.6).

A proposal is a pure function of a scorecard's lines. P: achieved, and nothing else was hurt by it. S: achieved, and it could be better.
M: achieved, and it hurt something else. U: not achieved. Where the lines say nothing, nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.debrief.form import belongs
from simulator.drill.objectives import AIMS
from simulator.scenario.words import Grade, Teach
from simulator.scoring.scorecard import Line


@dataclass(frozen=True, slots=True)
class Test:
    """One line put to the question. Within `well` it is as the title says; within `fairly`, it could be better; beyond, not achieved.

    In the line's unit. `more` is better upwards. `open_fails`: where the drill's end cut it off, it was not achieved.
    """

    line: str
    well: float
    fairly: float
    more: bool = False
    open_fails: bool = True

    def grade(self, line: Line) -> Grade | None:
        """What this line says; None where it does not apply."""
        if line.value is None:
            return Grade.UNABLE if line.censored and self.open_fails else None
        value, well, fairly = (-line.value, -self.well, -self.fairly) if self.more else (line.value, self.well, self.fairly)
        return Grade.PERFORMED if value <= well else Grade.SOME if value <= fairly else Grade.UNABLE


@dataclass(frozen=True, slots=True)
class Rule:
    """How an objective is read. The first test that applies may say `not achieved`; the others only `could be better`. A `side` beyond its
    line says that something else was hurt.
    """

    tests: tuple[Test, ...]
    sides: tuple[Test, ...] = ()


_NO_NEW_HARM = (Test("M19", 0, 0),)
#: Settings, not findings: the bounds of the titles, and about twice as much for "could be better".
RULES: Mapping[Teach, Rule] = {
    Teach.DECLARE: Rule((Test("M3", 360, 720), Test("M11.under", 360, 720)), (Test("M11.over", 0, 0),)),
    Teach.MITIGATE_FIRST: Rule(
        (Test("M6.decide", 180, 600), Test("M5", 1800, 5400)), (*_NO_NEW_HARM, Test("M26", 0, 0, more=True))
    ),
    Teach.CADENCE: Rule(
        (Test("M8.promises", 100, 60, more=True), Test("M8.public", 100, 50, more=True), Test("M8.internal", 100, 50, more=True)),
        (Test("M9.green", 0, 0),),
    ),
    Teach.HATS: Rule((Test("M4", 240, 600), Test("M12", 90, 60, more=True)), (Test("M14", 10, 10),)),
    Teach.CLOSED_LOOPS: Rule((Test("M21", 80, 40, more=True),), ()),
    Teach.SECOND_INCIDENT: Rule(
        (*_NO_NEW_HARM, Test("M17.risk", 100, 50, more=True), Test("M16.contradict", 0, 1), Test("M22", 100, 50, more=True)), ()
    ),
    Teach.HANDOFF: Rule(
        (
            Test("M23", 80, 50, more=True),
            Test("M23.true", 80, 50, more=True),
        ),
        (),
    ),
    Teach.ESCALATE: Rule((Test("M20", 300, 900),), ()),
    Teach.FORENSICS: Rule((Test("M18", 60, 180),), ()),
    Teach.VERIFY: Rule((Test("M24", 0, 0), Test("M22", 100, 50, more=True)), ()),
    Teach.TOOLS_LOST: Rule((Test("M6.ready", 300, 1200),), _NO_NEW_HARM),
    Teach.FALSE_ALARM: Rule((Test("M11.over", 0, 1200), Test("M11.under", 0, 300)), ()),
    Teach.STAND_DOWN: Rule((Test("M3.down", 1200, 2400), Test("M11.over", 0, 1200)), (Test("M11.under", 0, 0),)),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the record proposes. `grade` is None where it says nothing; `says` holds why, `facts` what that rests on."""

    grade: Grade | None
    says: tuple[str, ...]
    facts: tuple[int, ...]


def propose(objective: Teach, lines: Sequence[Line]) -> Proposal:
    """P, S, M or U from the lines, with the sentences and facts it rests on."""
    rule = RULES[objective]
    read = [
        (grade, line) for test in rule.tests for line in lines if line.id == test.line and (grade := test.grade(line)) is not None
    ]
    if not read:
        return Proposal(None, ("The record says nothing about this; it may not have come up.",), ())
    first, *rest = read
    grade = first[0]
    if grade is Grade.PERFORMED and any(other is not Grade.PERFORMED for other, _ in rest):
        grade = Grade.SOME
    hurt = [line for test in rule.sides for line in lines if line.id == test.line and test.grade(line) is Grade.UNABLE]
    if grade is not Grade.UNABLE and hurt:
        grade = Grade.MAJOR
    said = [line for _, line in read] + (hurt if grade is Grade.MAJOR else [])
    return Proposal(
        grade,
        tuple(dict.fromkeys(f"{line.title}: {line.says}" for line in said)),
        tuple(dict.fromkeys(n for line in said for n in line.evidence)),
    )


def lines_of(objective: Teach, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines an objective is about, those that apply."""
    return tuple(
        line for line in lines if belongs(line.id, AIMS[objective].measures) and (line.value is not None or line.censored)
    )
