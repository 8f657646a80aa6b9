"""The file that a new author starts from."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.bots.play import play
from simulator.scenario import starter as module
from simulator.scenario.check import check
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.starter import STARTER, starter
from simulator.scenario.words import Sev
from simulator.world.health import health

TEXT = (Path(module.__file__).parent / STARTER).read_text(encoding="utf-8")


@settings(max_examples=25, deadline=None)
@given(id_=st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True))
@example("on-call")
@example("booking")
@example("neighbours-loop")
@example("404")
@example("1e3")
@example("true")
@example("null")
@example("-")
def test_the_starter_is_fine_under_every_id(id_: str) -> None:
    """Whatever id an author chooses, the file loads under it, has no warning and is well at StartEx."""
    report = check(starter(TEXT, id_).encode(), f"{id_}.yaml", health)
    assert report.problems == report.warnings == (), report.drawn()
    assert report.scenario is not None
    assert report.scenario.public.scenario == id_


@pytest.mark.parametrize("policy", ["ideal", "competent", "history"])
def test_the_starter_can_be_played_to_its_end(policy: str) -> None:
    """Its one way out is found, and ends the hurting."""
    scenario = load_scenario(starter(TEXT, "mine").encode(), "mine.yaml")
    assert isinstance(scenario, Scenario)
    drill = play(scenario, policy, 1)
    assert drill.board.faults["neighbours-loop"].state == "ended"
    assert drill.board.severity <= Sev.SEV3.weight
    assert drill.board.worst == Sev.SEV1.weight
