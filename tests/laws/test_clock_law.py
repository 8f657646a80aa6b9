"""The law of the clock: that it was frozen, skipped or sped up changes nothing that is measured, in any scenario that is shipped."""

from __future__ import annotations

import pytest
from drills import CLOCK, NAMES, Given, commander, plain, played, sequence, shipped, woven
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.record import commands as c
from simulator.scenario.words import Sev


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_no_pause_speed_or_skip_changes_a_word_of_the_card(name: str, data: st.DataObject) -> None:
    """The same commands at the same drill seconds, with and without the clock being stopped, slowed and skipped: the whole card is the same."""
    scenario = shipped(name)
    commands = data.draw(sequence(commander(scenario)))
    stops = data.draw(sequence(CLOCK, most=6))
    assert plain(played(scenario, woven(commands, stops))) == plain(played(scenario, commands))


def test_the_comparison_sees_a_minute() -> None:
    """The control: the same acts a minute later are another card."""
    scenario = shipped("first-page")
    acts = [Given(300, c.OpenTiles(), "ic"), Given(30, c.DeclareIncident(Sev.SEV1), "ic")]
    later = [acts[0], acts[1]._replace(after=90)]
    assert plain(played(scenario, acts)) != plain(played(scenario, later))
