"""Update quality (M10): what a status-page post says, read from its text alone. Not whether it is true: that is `update_truth`'s.

Six things it should hold, Q1 to Q6, and four it should not, N1 to N4 (scoring reference 4.4). Patterns are in `post_words`; how well they
read is measured on `debrief/sets/status_page.txt` by `wom wording`. Deterministic, so that the same post is read alike for ever.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulator.scoring.post_words import EXCEPT, SHOWS

#: What a post should hold.
HOLDS: Final = {
    "Q1": "who is hurt",
    "Q2": "how many, or that it is not yet known",
    "Q3": "since when, in UTC",
    "Q4": "when the next update comes",
    "Q5": "what users see or cannot do",
    "Q6": "what is being done",
}
#: What it should not.
AVOIDS: Final = {
    "N1": "talk of causes",
    "N2": "a promised time of repair",
    "N3": "words of the engine room",
    "N4": "that all is well, while users are hurt",
}
#: A first "we are aware" needs no more: its scope follows.
FIRST: Final = ("Q4", "Q5", "Q6")


#: So many characters of a post are read.
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """That a rule shows in a post, and where: characters from `start` up to `end`."""

    rule: str
    start: int
    end: int


def read_post(text: str, *, hurting: bool = True, internal: Sequence[str] = ()) -> tuple[Found, ...]:
    """What shows in a post, at most once for each rule, in the order Q1 to N4.

    `hurting`: whether users were hurt when it was posted, by the best evidence; without that N4 is no lie. `internal` are names that
    only the people inside know (ids of services), which count as N3.
    """
    text = text[:LONGEST]
    found = []
    for rule, patterns in _COMPILED.items():
        if rule == "N4" and not hurting:
            continue
        at = _first(rule, patterns, text)
        if rule == "N3" and at is None:
            at = _named(text, internal)
        if at is not None:
            found.append(Found(rule, *at))
    return tuple(found)


def holds(text: str, *, hurting: bool = True, internal: Sequence[str] = ()) -> frozenset[str]:
    """The rules that show in a post."""
    return frozenset(one.rule for one in read_post(text, hurting=hurting, internal=internal))


_COMPILED: Final = {rule: tuple(re.compile(p, re.IGNORECASE) for p in patterns) for rule, patterns in SHOWS.items()}
_CUT: Final = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in EXCEPT.items() if pattern}


def _first(rule: str, patterns: Sequence[re.Pattern[str]], text: str) -> tuple[int, int] | None:
    """The earliest place that shows it, after what only looks like it has been blanked."""
    cut = _CUT.get(rule)
    bare = text if cut is None else cut.sub(lambda m: "\0" * len(m[0]), text)
    places = [m.span() for p in patterns if (m := p.search(bare)) is not None]
    return min(places, default=None)


def _named(text: str, internal: Sequence[str]) -> tuple[int, int] | None:
    for name in internal:
        match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
        if match is not None:
            return match.span()
    return None
