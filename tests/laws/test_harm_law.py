"""The law of harm: where any can be avoided, the ideal run avoids all of it and doing nothing avoids none, in whatever luck."""

from __future__ import annotations

import pytest
from drills import NAMES, shipped

from simulator.bots.play import play
from simulator.bots.reference import reference_runs
from simulator.scoring.score import score


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_ideal_is_100_and_doing_nothing_is_0(name: str, seed: int) -> None:
    """Played as anybody would play, and scored against reference runs that were made apart; only a false alarm has nothing to avoid."""
    scenario = shipped(name)
    references = reference_runs(scenario, seed)
    avoided = {}
    for policy in ("ideal", "do-nothing"):
        drill = play(scenario, policy, seed)
        avoided[policy] = score(scenario, drill.facts, drill.truth_table(), references=references).harm.avoided
    if scenario.secret.truth.false_alarm:
        assert avoided == {"ideal": None, "do-nothing": None}
    else:
        assert avoided == {"ideal": pytest.approx(100.0), "do-nothing": pytest.approx(0.0)}
