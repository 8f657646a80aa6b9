"""The authoring guide's worked example is real: every block loads, lints clean, does what the text says, and is proven at the end."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from example import (
    CHECK,
    FILE,
    GUIDE,
    HISTORY,
    STEP,
    VARIATION,
    added,
    answers,
    blocks,
    checked,
    finished,
    scenario_of,
    with_answers,
    written,
)

from simulator.bots.play import play
from simulator.bots.prove.checks import CHECKS
from simulator.bots.prove.proof import Proof, prove
from simulator.scenario.load import Sound, load_sound

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = blocks(TEXT)
STEPS = [block.text for block in BLOCKS if block.kind == STEP]
VARIATIONS = [block.text for block in BLOCKS if block.kind == VARIATION]


def test_every_block_of_the_guide_is_tried() -> None:
    """No fence holds anything but a step, a variation, or a command's answer, all of which are looked at here."""
    assert {block.kind for block in BLOCKS} == {STEP, VARIATION, CHECK, HISTORY}
    assert len(STEPS) == 8
    assert len(VARIATIONS) >= 10


@pytest.mark.parametrize("last", range(1, len(STEPS) + 1))
def test_the_example_is_fine_after_each_step(last: int) -> None:
    """A reader who stops anywhere has a file that loads, has no warning and is well at StartEx."""
    tree: dict[str, Any] = {}
    for text in STEPS[:last]:
        tree = added(tree, text)
    report = checked(tree)
    assert report.problems == report.warnings == (), report.drawn()


@pytest.mark.parametrize("at", range(len(VARIATIONS)))
def test_every_variation_is_fine_on_top_of_the_example(at: int) -> None:
    """What the later chapters show can be pasted into the finished file as it stands."""
    report = checked(added(finished(TEXT), VARIATIONS[at]))
    assert report.problems == report.warnings == (), report.drawn()


def test_the_commands_answer_as_the_guide_says(accept: bool) -> None:
    """`pytest --accept tests/scenario` has been run since something changed what `wom check` or `history` says of the example."""
    if accept:
        GUIDE.write_text(with_answers(TEXT), encoding="utf-8")
    now = GUIDE.read_text(encoding="utf-8")
    assert [block.text for block, _ in answers(now)] == [says for _, says in answers(now)], "run: pytest --accept tests/scenario"


def test_the_example_is_an_incident_of_its_own() -> None:
    """It is in none of the files, so that a reader cannot have learnt it there."""
    tree = finished(TEXT)
    assert f"{tree['scenario']}.yaml" == FILE
    assert not (SCENARIOS / FILE).exists()
    assert tree["source"]["title"].startswith("Composed")


def test_the_figures_of_the_guide_come_out() -> None:
    """What the chapter on numbers reckons out by hand is what the world does: the storm with nobody doing anything."""
    tree = finished(TEXT)
    scenario = scenario_of(tree)
    series = play(scenario, "do-nothing", 1, until=1500).engine.world.series

    def mean(signal: str) -> float:
        """Over ten minutes of the storm."""
        return sum(series.true(signal, step) for step in range(180, 300)) / 120

    assert mean("search.success") == pytest.approx(0.05, abs=0.005)
    for signal, said in (("search.rate", "762/s"), ("planner.traffic", "1,506 times a second")):
        figure = float(said.split("/")[0].split(" ")[0].replace(",", ""))
        assert said in TEXT
        assert mean(signal) == pytest.approx(figure, rel=0.005)
    assert mean("network-db.cpu") > 0.99
    healthy = [series.true("network-db.traffic", step) for step in range(12, 60)]
    assert sum(healthy) / len(healthy) == pytest.approx(120, rel=0.01)
    planner = scenario.public.system.services["planner"]
    assert planner.cache is not None
    warm = (1 - planner.cache.hits) * planner.takes + planner.cache.hits * planner.cache.hit_takes
    assert "6.85 ms" in TEXT
    assert warm * 1000 == pytest.approx(6.85)
    assert "152/s" in TEXT
    assert 400 * warm / planner.busy / planner.takes == pytest.approx(152, abs=0.5)


@pytest.fixture(scope="module")
def proof() -> Proof:
    """What `wom prove` says of the finished example, over a few seeds."""
    text = written(finished(TEXT))
    sound = load_sound(text, FILE)
    assert isinstance(sound, Sound)
    with ThreadPoolExecutor(1) as executor:
        return prove(sound, text, FILE, range(1, 7), executor)


def test_the_example_is_proven(proof: Proof) -> None:
    """It keeps every promise that `wom prove` looks at."""
    assert proof.proven, proof.drawn()


def test_every_promise_of_prove_is_explained(proof: Proof) -> None:
    """The guide's table names each promise as the command does, in its order, and no others."""
    named = [verdict.check for verdict in proof.verdicts]
    assert len(named) == len(CHECKS)
    _, _, chapter = TEXT.partition("## Reading `wom prove`")
    table = re.findall(r"^\| ([a-z ]+) \|", chapter.partition("## Units")[0], re.MULTILINE)
    assert table[1:] == named
