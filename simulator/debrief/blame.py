"""The blame lint of a postmortem: what blocks, what warns, and the question to ask instead (scoring reference 5.4).

The rules themselves are `simulator.scenario.blaming`, which the scenario linter reads by as well; here they get their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulator.scenario.blaming import blames

#: What every finding offers.
REFRAME: Final = "What made this look safe? What hid the danger?"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a line, from `start` up to `end` (characters): what it does, and the question that leads on."""

    rule: str
    level: Literal["block", "warn"]
    start: int
    end: int
    says: str
    reframe: str


_SAYS: Final = {
    "error": "This explains by an error of somebody. An error is where the questions begin.",
    "root-cause": "One root cause hides the others. Several contributing factors had to meet.",
    "guilt": "This finds somebody guilty. The system let it happen, and can be changed.",
    "character": "This judges a person. What they saw and knew made it look reasonable.",
    "omission": "This says what somebody did not do. What was on their screen instead?",
    "hindsight": "This knows the outcome. At the time, nobody did.",
    "be-better": "This asks people to be better. Change what makes the safe way hard.",
}


def lint_line(text: str, people: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What blames in a line or paragraph, in its order. `people` are the names of those who took part."""
    return tuple(Finding(b.rule, b.level.value, b.start, b.end, _SAYS[b.rule], REFRAME) for b in blames(text, people))


def verdict(text: str, people: Sequence[str] = ()) -> Literal["block", "warn", "clean"]:
    """The worst that stands in a line."""
    levels = {b.level.value for b in blames(text, people)}
    return "block" if "block" in levels else "warn" if "warn" in levels else "clean"
