"""`sev_truth`: what users suffered, smoothed after the fact, and when it began and stopped hurting (scoring reference 3.3, 4.2).

Weights: 4 for SEV1 down to 1 for SEV4, 0 healthy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from simulator.world.harm import TruthRow
from simulator.world.network import STEP
from simulator.world.severity import HEALTHY, SEV2, SEV3

#: A worse level must hold this long to count, and is dated back to its first crossing.
HOLD_UP = 120
#: A better level must hold this long; it is dated back too, to where the matrix over 60 s first was better.
HOLD_DOWN = 300
#: Harm at or below this share of its running maximum counts as stopped.
HARM_STOPPED = 0.2


@dataclass(frozen=True, slots=True)
class Level:
    """From `at` on, this weight."""

    at: int
    weight: int


@dataclass(frozen=True, slots=True)
class Step:
    """The whole system in one step."""

    at: int
    raw: int
    calm: int
    harm: float  # user-minutes


def steps_of(rows: Sequence[TruthRow]) -> tuple[Step, ...]:
    """The truth table, one entry per step."""
    made = []
    for at, group in groupby(rows, key=lambda row: row.at):
        step = list(group)
        made.append(Step(at, step[0].severity, step[0].calm, sum(row.harm for row in step)))
    return tuple(made)


def sev_truth(steps: Sequence[Step]) -> tuple[Level, ...]:
    """The smoothed true severity over the drill, beginning with healthy at second 0."""
    levels = [Level(0, HEALTHY)]
    i = 0
    while i < len(steps):
        now, step = levels[-1].weight, steps[i]
        if step.raw > now and _holds(steps, i, HOLD_UP, _at_least(step.raw)):
            levels.append(Level(step.at, step.raw))
        elif step.calm < now and step.raw <= now and _holds(steps, i, HOLD_DOWN, _calmer_than(now)):
            levels.append(Level(step.at, step.calm))
        i += 1
    return tuple(levels)


def _at_least(weight: int) -> Callable[[Step], bool]:
    return lambda step: step.raw >= weight


def _calmer_than(weight: int) -> Callable[[Step], bool]:
    return lambda step: step.calm < weight


def _holds(steps: Sequence[Step], start: int, seconds: int, test: Callable[[Step], bool]) -> bool:
    """Whether a test holds from a step on for so many seconds, or until the drill ended (right-censored, E16)."""
    return all(test(step) for step in steps[start : start + seconds // STEP])


def onset(levels: Sequence[Level]) -> int | None:
    """First true SEV3 or worse."""
    return next((level.at for level in levels if level.weight >= SEV3), None)


def mitigated(steps: Sequence[Step], began: int | None) -> int | None:
    """Start of the first five minutes in which the hurting had stopped; None when that never was or did not hold to be seen.

    Stopped: the matrix over the last 60 s is SEV3 or milder after a peak of SEV2 or worse (healthy after a peak of SEV3),
    or the rate of harm is at most a fifth of its running maximum.
    """
    if began is None:
        return None
    peak, most = HEALTHY, 0.0
    needed = HOLD_DOWN // STEP
    for i, step in enumerate(steps):
        peak = max(peak, step.raw)
        most = max(most, step.harm)
        if step.at <= began or peak < SEV3:
            continue
        line = SEV3 if peak >= SEV2 else HEALTHY
        stretch = steps[i : i + needed]
        if len(stretch) < needed:
            return None
        if all(s.calm <= line for s in stretch) or (most > 0.0 and all(s.harm <= HARM_STOPPED * most for s in stretch)):
            return step.at
    return None


def weight_at(levels: Sequence[Level], at: int) -> int:
    """The weight at a second."""
    weight = HEALTHY
    for level in levels:
        if level.at > at:
            break
        weight = level.weight
    return weight
