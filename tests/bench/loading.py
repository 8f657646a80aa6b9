"""A scenario of 400 lines loaded and checked, beside the C loader of PyYAML on the same text."""

from __future__ import annotations

import yaml

from bench.figures import Figure, Size, Target, by_turns, figure
from bench.systems import TWELVE
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

#: Both are far below the clock's tick on some machines, so several make one repetition.
_EACH = 5


def loading(size: Size) -> list[Figure]:
    text = TWELVE.read_bytes()
    assert isinstance(load_scenario(text, TWELVE.name), Scenario)

    def load() -> None:
        for _ in range(_EACH):
            load_scenario(text, TWELVE.name)

    def peer() -> None:
        for _ in range(_EACH):
            yaml.load(text, Loader=yaml.CSafeLoader)

    ours, bare = ([t / _EACH for t in times] for times in by_turns(size.of(15, 5, 1), load, peer))
    return [
        figure("load and validate 400 lines", "ms", ours, bare, beside="PyYAML CSafeLoader", target=Target("ratio", at_most=2))
    ]
