"""What is kept of one run, and of one seed: plain values, small enough to travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.bots.fidelity import Compared


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a scorecard. None with `open`: what it measures had not ended when the run did; without: it does not apply."""

    id: str
    title: str
    unit: str
    value: float | None
    open: bool


@dataclass(frozen=True, slots=True)
class Given:
    """An order a commander gave, and since when something before them named it; None when nothing did."""

    order: str
    at: int
    known: int | None


@dataclass(frozen=True, slots=True)
class Beat:
    """An inject that came. `possible`: what it expects could be done then, or was done; `answerable`: there was time to answer it."""

    at: int
    possible: bool
    answerable: bool


@dataclass(frozen=True, slots=True)
class Unsteady:
    """A stretch in which severity went to and fro at one line. `what` names the line in words."""

    what: str
    start: int
    end: int
    crossings: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A secret that stood in a text the commander read."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of one policy. Instants are drill seconds; None: it did not happen."""

    policy: str
    digest: str
    ended: int
    measures: Mapping[str, Measure]
    beats: Mapping[str, Beat]
    given: tuple[Given, ...]
    named: Mapping[str, int]  # order that works -> when something first named it
    severity: tuple[tuple[int, int], ...]  # what was declared: (since, weight), 0 for nothing
    onset: int | None
    evident: int | None
    mitigated: int | None
    mitigated_by: str
    worst: int  # the worst true severity, as a weight
    moves: int  # how often the true severity of the instant changed
    unsteady: tuple[Unsteady, ...]
    slips: tuple[Slip, ...]
    compared: tuple[Compared, ...] = ()  # of `history` only

    def value(self, id_: str) -> float | None:
        found = self.measures.get(id_)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class OfSeed:
    """All policies on one seed, against the same reference runs. `nothing` and `ideal` are harm up to the horizon."""

    seed: int
    nothing: float
    ideal: float
    ran: Mapping[str, Ran] = field(default_factory=dict)
