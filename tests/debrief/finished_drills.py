"""Finished drills for the tests of what follows EndEx, played once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulator.bots.play import play
from simulator.debrief.exports.subject import Subject
from simulator.debrief.postmortem import Postmortem, draft
from simulator.drill.drill import Drill
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.score import score

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"


@cache
def played(scenario: str, policy: str, seed: int = 3) -> Drill:
    loaded = load_scenario((SHIPPED / f"{scenario}.yaml").read_bytes(), f"{scenario}.yaml")
    assert isinstance(loaded, Scenario), loaded
    return play(loaded, policy, seed)


@cache
def drafted(scenario: str, policy: str, seed: int = 3) -> Postmortem:
    return subject(scenario, policy, seed).postmortem


@cache
def subject(scenario: str, policy: str, seed: int = 3) -> Subject:
    drill = played(scenario, policy, seed)
    card = score(drill.scenario, drill.facts, drill.truth_table())
    made = draft(drill.scenario, drill.facts, drill.truth_table(), card)
    return Subject(drill.scenario, seed, 1, tuple(drill.rows), tuple(drill.facts), card, made)
