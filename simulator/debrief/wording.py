"""How well the rules about words read: precision and recall of each, on labelled sets of status-page posts and of postmortem lines.

Three halves, so to speak: each set has a half the rules were tuned on and a half held out, and beside them stands a later set, written
after the rules stood and used for nothing but this. Pure: the files in `sets/` are read by the command line and by the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from simulator.debrief.blame import verdict
from simulator.scoring.update_quality import AVOIDS, HOLDS, holds

#: Files of the sets: name -> what is in it, and whether it was written after the rules.
FILES: Final[dict[str, tuple[str, bool]]] = {
    "status_page.txt": ("status page", False),
    "status_page_later.txt": ("status page", True),
    "blame.txt": ("blame", False),
    "blame_later.txt": ("blame", True),
}
TUNING, HELD_OUT, LATER = "tuning", "held out", "later"
_GROUP: Final = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of a set: its number from 1, which part it belongs to, its labels and its text."""

    n: int
    part: str
    labels: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A set: its lines, and the people its drill knows by name."""

    lines: tuple[Labelled, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one rule read one part of a set. Precision is None where nothing was found, recall where nothing was there."""

    set: str
    part: str
    rule: str
    lines: int
    right: int  # found, and there
    extra: int  # found, and not there
    unfound: int  # there, and not found

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that was there."""
        return None if self.right + self.extra == 0 else self.right / (self.right + self.extra)

    @property
    def recall(self) -> float | None:
        """Of what was there, the share that was found."""
        return None if self.right + self.unfound == 0 else self.right / (self.right + self.unfound)


@dataclass(frozen=True, slots=True)
class Measured:
    """All readings, and the lines that the rules were tuned on and still read otherwise than labelled, with what was read."""

    readings: tuple[Reading, ...]
    misread: tuple[tuple[str, Labelled, frozenset[str]], ...]


def measured(texts: Mapping[str, str]) -> Measured:
    """Reads the sets (`FILES` name -> text) by the rules."""
    readings: list[Reading] = []
    misread: list[tuple[str, Labelled, frozenset[str]]] = []
    for file, (name, later) in FILES.items():
        lines = lines_of(texts[file], later=later)
        rules, read = _READERS[name]
        found = {x.n: read(x, lines.people) for x in lines.lines}
        readings.extend(_readings(name, lines.lines, rules, found))
        misread += [
            (name, x, found[x.n]) for x in lines.lines if x.part == TUNING and found[x.n] & set(rules) != x.labels & set(rules)
        ]
    return Measured(tuple(readings), tuple(misread))


def lines_of(text: str, *, later: bool = False) -> Lines:
    """Reads a set: `labels | text` on each line, `-` for no label, `#` for a comment; `people | names` once.

    The part follows from the number alone: of each ten lines the first five are for tuning, the others held out.
    """
    made: list[Labelled] = []
    people: tuple[str, ...] = ()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        labels, _, said = (part.strip() for part in line.partition("|"))
        if labels == "people":
            people = tuple(name.strip() for name in said.split(","))
            continue
        part = LATER if later else (TUNING, HELD_OUT)[len(made) // _GROUP % 2]
        made.append(Labelled(len(made) + 1, part, _both(set(labels.split()) - {"-"}), said))
    return Lines(tuple(made), people)


def _post(line: Labelled, _people: Sequence[str]) -> frozenset[str]:
    return holds(line.text, hurting="well" not in line.labels)


def _line(line: Labelled, people: Sequence[str]) -> frozenset[str]:
    return _both({verdict(line.text, people)})


def _both(labels: Iterable[str]) -> frozenset[str]:
    """`either`: a line that should not stay as it is, blocked or warned."""
    labels = frozenset(labels)
    return labels | {"either"} if labels & {"block", "warn"} else labels


_READERS: Final[dict[str, tuple[tuple[str, ...], Callable[[Labelled, Sequence[str]], frozenset[str]]]]] = {
    "status page": ((*HOLDS, *AVOIDS), _post),
    "blame": (("block", "warn", "either"), _line),
}


def _readings(
    name: str, lines: Sequence[Labelled], rules: Sequence[str], found: Mapping[int, frozenset[str]]
) -> Iterable[Reading]:
    for part in dict.fromkeys(x.part for x in lines):
        mine = [x for x in lines if x.part == part]
        for rule in rules:
            right = sum(rule in found[x.n] and rule in x.labels for x in mine)
            extra = sum(rule in found[x.n] and rule not in x.labels for x in mine)
            unfound = sum(rule not in found[x.n] and rule in x.labels for x in mine)
            yield Reading(name, part, rule, len(mine), right, extra, unfound)


# --- for people and machines --------------------------------------------------------------------------


def as_table(measured: Measured) -> str:
    """One line for each rule, with precision and recall of every part side by side."""
    lines = []
    for name in dict.fromkeys(x.set for x in measured.readings):
        mine = [x for x in measured.readings if x.set == name]
        parts = list(dict.fromkeys(x.part for x in mine))
        count = {x.part: x.lines for x in mine}
        lines.append(f"{name}: precision / recall (there)")
        lines.append(f"{'':8}" + "".join(f"{f'{part}, {count[part]} lines':>28}" for part in parts))
        for rule in dict.fromkeys(x.rule for x in mine):
            cells = [_cell(x) for part in parts for x in mine if x.rule == rule and x.part == part]
            lines.append(f"{rule:8}" + "".join(f"{cell:>28}" for cell in cells))
        lines.append("")
    lines.append(
        "The same hand wrote both halves and the rules, with all of their lines in view; the later lines came after the rules stood and are the ones to read."
    )
    return "\n".join(lines)


def as_data(measured: Measured) -> list[dict[str, object]]:
    """The same as JSON: one object for each rule and part."""
    return [{**asdict(x), "precision": x.precision, "recall": x.recall} for x in measured.readings]


def misses(measured: Measured) -> str:
    """The misread lines of the tuning halves. Of the others nobody should look while changing rules."""
    return "\n".join(
        f"{name} {x.n}: labelled {_list(x.labels)}, read {_list(found)}: {x.text}" for name, x, found in measured.misread
    )


def _cell(x: Reading) -> str:
    def said(share: float | None) -> str:
        return "-" if share is None else f"{share:.2f}"

    return f"{said(x.precision)} / {said(x.recall)} ({x.right + x.unfound})"


def _list(labels: frozenset[str]) -> str:
    return " ".join(sorted(labels - {"either"})) or "nothing"
