"""The worked example of the authoring guide, put together from the guide itself as its reader would.

Each YAML block is a step, added to those before, or a variation, tried on top of the finished file and put away again. Under the same
keys new ones join and values are written anew; a list is always written as a whole.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.bots.fidelity import as_table, compare
from simulator.bots.play import play
from simulator.scenario.check import CheckReport, check
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.source import Loaded, load
from simulator.world.health import health

GUIDE = Path(__file__).parent.parent.parent / "scenarios" / "README.md"
FILE = "void-timetable.yaml"

STEP, VARIATION, CHECK, HISTORY = "yaml", "yaml variation", "text check", "text history"
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what it is, its text, and where the text stands in the guide."""

    kind: str
    text: str
    start: int


def blocks(guide: str) -> list[Block]:
    """Every fenced block of the guide, in order."""
    return [Block(found[1], found[2], found.start(2)) for found in _FENCE.finditer(guide)]


def added(below: dict[str, Any], text: str) -> dict[str, Any]:
    """The file with one more block in it."""
    loaded = load(text.encode(), FILE)
    assert isinstance(loaded, Loaded), loaded
    return _merged(below, json.loads(json.dumps(loaded.tree)))


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        here = both.get(key)
        both[key] = _merged(here, value) if isinstance(here, dict) and isinstance(value, dict) else value
    return both


def finished(guide: str) -> dict[str, Any]:
    """The file after its last step."""
    tree: dict[str, Any] = {}
    for block in blocks(guide):
        if block.kind == STEP:
            tree = added(tree, block.text)
    return tree


def written(tree: dict[str, Any]) -> bytes:
    """The file as it would be saved: JSON is YAML, and keeps texts and numbers apart."""
    return json.dumps(tree, indent=1, ensure_ascii=False).encode()


def checked(tree: dict[str, Any]) -> CheckReport:
    return check(written(tree), FILE, health)


def scenario_of(tree: dict[str, Any]) -> Scenario:
    found = load_scenario(written(tree), FILE)
    assert isinstance(found, Scenario), found
    return found


def answers(guide: str) -> list[tuple[Block, str]]:
    """Each block in which a command answers, with what it answers now, at this point of the example."""
    tree: dict[str, Any] = {}
    found: list[tuple[Block, str]] = []
    for block in blocks(guide):
        if block.kind == STEP:
            tree = added(tree, block.text)
        elif block.kind == CHECK:
            found.append((block, checked(tree).drawn() + "\n"))
        elif block.kind == HISTORY:
            scenario = scenario_of(tree)
            found.append((block, as_table(compare(scenario, play(scenario, "history", 1))) + "\n"))
    return found


def with_answers(guide: str) -> str:
    """The guide with the commands' answers as they are now."""
    for block, says in reversed(answers(guide)):
        guide = guide[: block.start] + says + guide[block.start + len(block.text) :]
    return guide
