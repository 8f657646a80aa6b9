"""What a check says: whether its promise holds, in numbers, and if not, why, where in the file to look, and what to try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.scenario.problems import Path


class Holds(StrEnum):
    """Whether a promise holds. One that does not apply fails nothing, and says why."""

    YES = "holds"
    NO = "does not hold"
    NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a promise does not hold: where in the file, what, and what to try."""

    path: Path
    says: str
    try_: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one check. `says` is one line with the numbers it rests on."""

    check: str
    holds: Holds
    says: str
    reasons: tuple[Reason, ...] = ()


def holds(check: str, says: str) -> Verdict:
    return Verdict(check, Holds.YES, says)


def does_not_apply(check: str, says: str) -> Verdict:
    return Verdict(check, Holds.NOT_APPLICABLE, says)


def judged(check: str, says: str, reasons: list[Reason]) -> Verdict:
    """Holds when there is no reason against it."""
    return Verdict(check, Holds.NO if reasons else Holds.YES, says, tuple(reasons))
