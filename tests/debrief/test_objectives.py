"""Objectives: a proposal from lines alone, in four letters, and all three voices kept."""

from __future__ import annotations

import pytest
from small_shop import MARK

from simulator.debrief.objectives import RULES, propose
from simulator.drill.objectives import AIMS
from simulator.scenario.words import Grade, Teach
from simulator.scoring.scorecard import Line


def line(id_: str, value: float | None, *, censored: bool = False, unit: str = "s") -> Line:
    return Line(id_, f"Title of {id_}", "process", value, unit, f"{id_} was so.", censored=censored, evidence=(len(id_),))


@pytest.mark.parametrize(
    ("objective", "lines", "grade"),
    [
        (Teach.DECLARE, [line("M3", 360), line("M11.under", 300), line("M11.over", 0)], Grade.PERFORMED),
        (Teach.DECLARE, [line("M3", 361), line("M11.over", 0)], Grade.SOME),
        (Teach.DECLARE, [line("M3", 100), line("M11.under", 361)], Grade.SOME),
        (Teach.DECLARE, [line("M3", 100), line("M11.over", 5)], Grade.MAJOR),
        (Teach.DECLARE, [line("M3", 721), line("M11.over", 5)], Grade.UNABLE),
        (Teach.DECLARE, [line("M3", None, censored=True)], Grade.UNABLE),
        (Teach.MITIGATE_FIRST, [line("M6.decide", 180), line("M19", 0, unit="count")], Grade.PERFORMED),
        (Teach.MITIGATE_FIRST, [line("M6.decide", 180), line("M19", 1, unit="count")], Grade.MAJOR),
        (Teach.MITIGATE_FIRST, [line("M6.decide", 10), line("M26", -3, unit="%")], Grade.MAJOR),
        (Teach.CADENCE, [line("M8.promises", 100, unit="%"), line("M8.public", 100, unit="%")], Grade.PERFORMED),
        (Teach.CADENCE, [line("M8.promises", 75, unit="%")], Grade.SOME),
        (Teach.CADENCE, [line("M8.promises", 50, unit="%")], Grade.UNABLE),
        (Teach.CADENCE, [line("M8.promises", 100, unit="%"), line("M9.green", 60)], Grade.MAJOR),
        (Teach.VERIFY, [line("M24", 0, unit="count")], Grade.PERFORMED),
        (Teach.VERIFY, [line("M24", 1, unit="count")], Grade.UNABLE),
        (Teach.STAND_DOWN, [line("M3.down", 1200)], Grade.PERFORMED),
        (Teach.STAND_DOWN, [line("M3.down", None, censored=True)], Grade.UNABLE),
    ],
)
def test_a_proposal_follows_from_the_lines(objective: Teach, lines: list[Line], grade: Grade) -> None:
    """P achieved, S could be better, M achieved and something else was hurt, U not achieved or cut off by the end."""
    proposal = propose(objective, lines)
    assert proposal.grade is grade
    assert proposal.facts
    assert all(each.endswith("was so.") for each in proposal.says)


def test_what_the_lines_are_silent_about_is_not_graded() -> None:
    """A line that does not apply proposes nothing, and a drill's end is not taken for a no where nothing was asked."""
    for objective in Teach:
        for lines in ([], [line(each.line, None) for each in RULES[objective].tests]):
            proposal = propose(objective, lines)
            assert proposal.grade is None
            assert "may not have come up" in proposal.says[0]


def test_something_hurt_never_makes_a_failure_better() -> None:
    """M is achieved with a price: what was not achieved stays U whatever else happened."""
    for objective, rule in RULES.items():
        worst = [line(each.line, -1e9 if each.more else 1e9) for each in (*rule.tests, *rule.sides)]
        assert propose(objective, worst).grade is Grade.UNABLE


def test_every_objective_is_specific_and_read_by_something() -> None:
    """Each thing a scenario may teach has a title of one line, at least one measure and marker; none says what will happen."""
    assert set(AIMS) == set(Teach) == set(RULES)
    for aim in AIMS.values():
        assert 20 < len(aim.title) <= 90
        assert not aim.title.endswith(".")
        assert aim.measures
        assert all(marker in {f"B{n}" for n in range(1, 9)} for marker in aim.markers)
        assert MARK not in aim.title
        assert not any(word in aim.title.lower() for word in ("false alarm", "second incident", "tools are lost", "outage"))
