"""21 June 2022: true to what was published, and a response in which reverts are undone unless somebody holds the changes."""

from __future__ import annotations

import pytest
from played import HALF_GONE, card_of, drill_of, shipped, value

from simulator.bots.fidelity import compare, reproduced
from simulator.bots.play import play
from simulator.record import facts as f
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario


def rows(seed: int = 1):
    return compare(shipped(HALF_GONE), drill_of(HALF_GONE, "history", seed))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_published_timeline_and_figures_are_reproduced(seed: int) -> None:
    """Every line is within its tolerance, the fitted ones too; five or more count as evidence."""
    made = rows(seed)
    assert reproduced(made)
    assert all(row.within for row in made)
    assert sum(not row.fitted for row in made) >= 5


def test_the_check_bites() -> None:
    """A last revert ten minutes later, a second region that stays away, or old-design sites that are withdrawn too: not reproduced."""
    text = shipped(HALF_GONE).text
    for old, new in (
        ('{at: "07:42", done: roll-back sites-europe', '{at: "07:52", done: roll-back sites-europe'),
        ("in: asia-pacific\n      does: {capacity: 0%}", "in: old-design\n      does: {capacity: 0%}"),
        ("[{by: roll-back site-sao-paulo, calms_over: 20s}]", "[{by: roll-back site-sao-paulo, calms_over: 20m}]"),
    ):
        assert text.count(old) == 1, old
        other = load_scenario(text.replace(old, new).encode(), "other.yaml")
        assert isinstance(other, Scenario), other
        assert not reproduced(compare(other, play(other, "history", 1))), new


@pytest.mark.parametrize("seed", [1, 2])
def test_the_ideal_run_ends_every_cause_with_an_order_of_its_own(seed: int) -> None:
    """Four groups of sites, four reverts at the same time, changes frozen before; 100 % by construction."""
    facts = drill_of(HALF_GONE, "ideal", seed).facts
    orders = [x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered)]
    assert sorted(orders) == sorted([*shipped(HALF_GONE).secret.truth.fixed_by, "freeze-changes edge"])
    assert value(HALF_GONE, "ideal", seed, "M26") == 100.0
    assert value(HALF_GONE, "do-nothing", seed, "M26") == 0.0


def test_who_holds_the_changes_keeps_what_was_reverted() -> None:
    """With changes to the edge frozen nobody puts the rollout back; without, somebody does in one novice run of these, and it hurts again."""
    for seed in (1, 2):
        facts = drill_of(HALF_GONE, "competent", seed).facts
        assert any(isinstance(x.body, f.MitigationDone) for x in facts)
        assert not any(isinstance(x.body, f.InitiativeTaken) for x in facts)
    undone = [x.body for x in drill_of(HALF_GONE, "novice", 4).facts if isinstance(x.body, f.FaultStarted | f.FaultEnded)]
    assert f.FaultStarted("europe-gone-again") in undone


def test_what_was_undone_is_ordered_again_once_somebody_proposes_it() -> None:
    """The same order, given twice by the same commander, and the second time it holds to the end."""
    drill = drill_of(HALF_GONE, "novice", 4)
    given = [m for m in drill.board.mitigations.values() if m.order == "roll-back sites-europe" and not m.unordered]
    assert [m.state for m in given] == ["done", "done"]
    assert drill.board.faults["europe-gone-again"].state == "ended"
    assert card_of(HALF_GONE, "novice", 4).severity_true[-1].sev in ("", "SEV3")
