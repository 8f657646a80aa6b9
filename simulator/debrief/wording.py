"""How well the rules about words read: precision and recall of each on two sets of labelled lines, on the half they were tuned on and
on the half held out. Pure; the sets are `sets/*.txt`, read by the command line and by the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.debrief.blame import verdict
from simulator.scoring.update_quality import AVOIDS, HOLDS, holds

#: Files of the sets, beside this one.
STATUS_PAGE, BLAME = "status_page.txt", "blame.txt"
HALVES: Final = ("tuning", "held out")
_GROUP: Final = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a set: its number from 1, its labels and its text."""

    n: int
    labels: frozenset[str]
    text: str

    @property
    def half(self) -> str:
        """Fixed by its number: the first five of each ten are for tuning."""
        return HALVES[(self.n - 1) // _GROUP % 2]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one rule read one half. None where nothing was found (precision) or nothing was there (recall)."""

    set: str
    half: str
    rule: str
    lines: int
    right: int  # found, and there
    extra: int  # found, and not there
    unfound: int  # there, and not found

    @property
    def precision(self) -> float | None:
        return None if self.right + self.extra == 0 else self.right / (self.right + self.extra)

    @property
    def recall(self) -> float | None:
        return None if self.right + self.unfound == 0 else self.right / (self.right + self.unfound)


@dataclass(frozen=True, slots=True)
class Lines:
    """A set: its lines, and the people its drill knows by name."""

    lines: tuple[Labelled, ...]
    people: tuple[str, ...] = ()


def lines_of(text: str) -> Lines:
    """Reads a set: `labels | text` on each line, `-` for no label, `#` for a comment; `people | names` once."""
    made: list[Labelled] = []
    people: tuple[str, ...] = ()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        labels, _, said = (part.strip() for part in line.partition("|"))
        if labels == "people":
            people = tuple(name.strip() for name in said.split(","))
            continue
        made.append(Labelled(len(made) + 1, frozenset(labels.split()) - {"-"}, said))
    return Lines(tuple(made), people)


def status_page(lines: Lines) -> tuple[Reading, ...]:
    """Q1 to N4 on both halves."""
    return _read("status page", lines.lines, (*HOLDS, *AVOIDS), lambda x: holds(x.text, hurting="well" not in x.labels))


def blame(lines: Lines) -> tuple[Reading, ...]:
    """`block`, `warn` and, for both together, `either`: a line that should not stay as it is."""
    return _read("blame", lines.lines, ("block", "warn", "either"), lambda x: _either({verdict(x.text, lines.people)}))


def wrong(readings_of: str, lines: Lines, half: str = "tuning") -> tuple[tuple[Labelled, frozenset[str]], ...]:
    """The lines of one half that are read otherwise than labelled, with what was read. Of the half held out nobody should look."""
    rules, found = (
        ({*HOLDS, *AVOIDS}, lambda x: holds(x.text, hurting="well" not in x.labels))
        if readings_of == "status page"
        else ({"block", "warn"}, lambda x: frozenset({verdict(x.text, lines.people)}) - {"clean"})
    )
    return tuple((x, found(x)) for x in lines.lines if x.half == half and found(x) != x.labels & rules)


def _read(
    name: str, lines: Sequence[Labelled], rules: Iterable[str], found: Callable[[Labelled], frozenset[str]]
) -> tuple[Reading, ...]:
    made = []
    for half in HALVES:
        mine = [(found(x), _either(x.labels)) for x in lines if x.half == half]
        for rule in rules:
            right = sum(rule in a and rule in b for a, b in mine)
            extra = sum(rule in a and rule not in b for a, b in mine)
            unfound = sum(rule not in a and rule in b for a, b in mine)
            made.append(Reading(name, half, rule, len(mine), right, extra, unfound))
    return tuple(made)


def _either(labels: Iterable[str]) -> frozenset[str]:
    labels = frozenset(labels)
    return labels | {"either"} if labels & {"block", "warn"} else labels
