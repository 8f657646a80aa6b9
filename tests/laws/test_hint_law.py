"""The law of hints: help that was asked for or given is flagged, and changes nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from drills import HINTS, NAMES, Given, commander, content, plain, played, sequence, shipped, woven
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Sev

#: What of a line is its measure; anything else beside it is a flag.
MEASURED = ("id", "title", "owner", "value", "unit", "says", "censored")


def measured(card: dict[str, Any]) -> dict[str, Any]:
    """The card without what only says that help was given."""
    lines = [{key: line[key] for key in MEASURED} for line in card["lines"]]
    timeline = [m for m in card["timeline"] if m["fact"] is None or m["fact"][1] not in ("HintGiven", "HintRequested")]
    shown = ("harm", "strip", "keep", "try_next", "severity_true", "severity_evident", "severity_declared", "ended_at")
    return {**{key: card[key] for key in shown}, "lines": lines, "timeline": timeline}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_hinted_drill_differs_from_its_unhinted_copy_in_flags_only(name: str, data: st.DataObject) -> None:
    """The same commands, with and without hints asked for and given in between: the same facts but the hints, the same truth and measures."""
    scenario = shipped(name)
    commands = data.draw(sequence(commander(scenario)))
    hints = data.draw(sequence(HINTS, most=6))
    alone, helped = played(scenario, commands), played(scenario, woven(commands, hints))
    assert content(helped.facts, f.HintGiven, f.HintRequested) == content(alone.facts)
    assert helped.truth_table() == alone.truth_table()
    assert measured(plain(helped)) == measured(plain(alone))


def test_hints_reach_the_commander_in_these_drills() -> None:
    """The control: what is left out above was there, and an act more is a difference."""
    scenario = shipped("first-page")
    acts = [Given(300, c.OpenTiles(), "ic"), Given(60, c.DeclareIncident(Sev.SEV1), "ic")]
    helped = played(scenario, woven(acts, [Given(310, c.RequestHint(), "ic"), Given(5, c.GiveHint(2, "What changed?"), "gm")]))
    given_ = [fact for fact in helped.facts if isinstance(fact.body, f.HintGiven)]
    assert len(given_) == 2
    assert all(fact.audience.reaches("ic") for fact in given_)
    assert measured(plain(played(scenario, acts))) != measured(plain(played(scenario, acts[:1])))
