"""Doing nothing, as the harm bar knows it, includes what people do on their own accord."""

from __future__ import annotations

from pathlib import Path

from simulator.bots.play import play
from simulator.bots.reference import reference_runs
from simulator.record.facts import InitiativeTaken
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.harm import avoided, harm_of
from simulator.scoring.severity import onset, sev_truth, steps_of

KNIGHT = Path(__file__).parents[2] / "scenarios" / "knight-2012-08-01.yaml"


def test_nobody_in_the_seat_avoids_nothing_also_where_people_act_on_their_own() -> None:
    """With a luck by which a colleague takes the code off unasked, the do-nothing policy stands at exactly 0 % of harm avoided."""
    scenario = load_scenario(KNIGHT.read_bytes(), KNIGHT.name)
    assert isinstance(scenario, Scenario)
    lucks = [seed for seed in range(1, 6) if _acts_unasked(scenario, seed)]
    assert lucks
    drill = play(scenario, "do-nothing", lucks[0])
    runs = reference_runs(scenario, lucks[0], drill.now)
    steps = steps_of(drill.truth_table())
    harm = harm_of(steps, onset(sev_truth(steps)), runs, scenario.public.harm_over)
    assert avoided(harm.total, runs) == 0.0


def _acts_unasked(scenario: Scenario, seed: int) -> bool:
    return any(isinstance(fact.body, InitiativeTaken) for fact in play(scenario, "do-nothing", seed, until=1200).facts)
