"""The blame lint of a postmortem: what blocks, what warns, and the question to ask instead (scoring reference 5.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

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


_RULES: Final[tuple[tuple[str, Literal["block", "warn"], str, str], ...]] = (
    (
        "error", "block", r"\b(?:human|operator|user) error\b",
        "This explains by an error of somebody. An error is where the questions begin.",
    ),
    (
        "root-cause", "block", r"\broot cause\s*(?::|was|is)",
        "One root cause hides the others. Several contributing factors had to meet.",
    ),
    ("guilt", "block", r"\bat fault\b|\bto blame\b", "This finds somebody guilty. The system let it happen, and can be changed."),
    ("character", "block", r"\b(?:careless|negligent)\w*", "This judges a person. What they saw and knew made it look reasonable."),
    (
        "omission", "warn", r"\b(?:he|she|they|we|engineer|operator|developer|team)s? (?:failed to|forgot)\b",
        "This says what somebody did not do. What was on their screen instead?",
    ),
    (
        "hindsight", "warn", r"\b(?:he|she|they|we|engineer|operator|developer|team)s? should have\b",
        "This knows the outcome. At the time, nobody did.",
    ),
    (
        "be-better", "warn", r"\bbe more careful\b|\bretrain|\bfollow the process next time\b",
        "This asks people to be better. Change what makes the safe way hard.",
    ),
)  # fmt: skip


def lint_line(text: str, people: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What blames in a line or paragraph, in its order. `people` are the names of those who took part."""
    named = "|".join(re.escape(name) for name in people if name)
    found = [
        Finding(rule, level, hit.start(), hit.end(), says, REFRAME)
        for rule, level, pattern, says in _RULES
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
    if named:
        for rule, pattern in (("omission", "failed to|forgot"), ("hindsight", "should have")):
            says = next(says for known, _, _, says in _RULES if known == rule)
            found += [
                Finding(rule, "warn", h.start(), h.end(), says, REFRAME)
                for h in re.finditer(rf"\b(?:{named}) (?:{pattern})\b", text)
            ]
    return tuple(sorted(found, key=lambda one: one.start))
