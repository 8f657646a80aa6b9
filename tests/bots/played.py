"""Shipped scenarios and runs of policies, each made once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulator.bots.play import play
from simulator.bots.reference import reference_runs
from simulator.drill.drill import Drill
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.references import References
from simulator.scoring.score import score
from simulator.scoring.scorecard import Line, Scorecard

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CLOUDFLARE, FIRST_PAGE = "cloudflare-2019-07-02", "first-page"
CANVA, STRIPE = "canva-2024-11-12", "stripe-2019-07-10"
BOTH = (CLOUDFLARE, FIRST_PAGE)
HALF_GONE, RED_WALL, QUIET_READER = "cloudflare-2022-06-21", "red-wall", "quiet-reader"


@cache
def shipped(name: str) -> Scenario:
    loaded = load_scenario((SCENARIOS / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


@cache
def drill_of(name: str, policy: str, seed: int) -> Drill:
    return play(shipped(name), policy, seed)


@cache
def references_of(name: str, seed: int) -> References:
    return reference_runs(shipped(name), seed)


@cache
def card_of(name: str, policy: str, seed: int) -> Scorecard:
    drill = drill_of(name, policy, seed)
    return score(shipped(name), drill.facts, drill.truth_table(), references=references_of(name, seed))


def line(name: str, policy: str, seed: int, id_: str) -> Line:
    return next(x for x in card_of(name, policy, seed).lines if x.id == id_)


def value(name: str, policy: str, seed: int, id_: str) -> float | None:
    return next((x.value for x in card_of(name, policy, seed).lines if x.id == id_), None)
