"""`sev_truth`: what users suffered, smoothed after the fact, and when it began and stopped hurting (scoring reference 3.3, 4.2).

Weights: 4 for SEV1 down to 1 for SEV4, 0 healthy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from simulator.world.harm import TruthRow
from simulator.world.network import STEP
from simulator.world.severity import HEALTHY, SEV2, SEV3

#: A worse level must hold this long to count, and is dated back to its first crossing.
HOLD_UP = 120
#: A better level must hold this long, and is dated back to the start of the minute that was first read as better.
HOLD_DOWN = 300
#: The windows of `calm`: the matrix over a minute, and its slow row (SEV3) over six.
CALM_WINDOW, CALM_SLOW_WINDOW = 60, 360
#: Harm at or below this share of its running maximum counts as stopped.
HARM_STOPPED = 0.2


@dataclass(frozen=True, slots=True)
class Level:
    """From `at` on, this weight."""

    at: int
    weight: int


@dataclass(frozen=True, slots=True)
class Step:
    """The whole system in one step, which covers the five seconds up to and including `at`."""

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


def calm_for(steps: Sequence[Step], at: int) -> int:
    """For how many seconds before `at` nobody had been hurt any more; 0 where somebody was in the step before, or never."""
    before = [step for step in steps if step.at <= at]
    last = next((step.at for step in reversed(before) if step.harm > 0.0), None)
    return 0 if last is None else before[-1].at - last


def sev_truth(steps: Sequence[Step]) -> tuple[Level, ...]:
    """The smoothed true severity over the drill, beginning with healthy at second 0.

    `sev_raw` looks back five minutes, so it stays bad for a while after the hurting has stopped. A level that the minutes ahead
    already show as left is therefore not entered again. What EndEx cuts off counts as having held (E16).
    """
    ahead = eased(steps)
    levels = [Level(0, HEALTHY)]
    for i, step in enumerate(steps):
        now = levels[-1].weight
        if step.raw > now and _stays(steps, i, step.raw) and not _stays_below(ahead, i, step.raw):
            levels.append(Level(step.at, step.raw))
        elif ahead[i] < now and _stays_below(ahead, i, now):
            levels.append(Level(step.at, ahead[i]))
    return tuple(levels)


def eased(steps: Sequence[Step]) -> tuple[int, ...]:
    """For each step, the matrix over the minute that begins with it; its slow row over the six minutes that do."""
    last = len(steps) - 1
    near, far = CALM_WINDOW // STEP - 1, CALM_SLOW_WINDOW // STEP - 1
    made = []
    for i in range(len(steps)):
        minute, slow = steps[min(i + near, last)].calm, steps[min(i + far, last)].calm
        made.append(minute if minute > SEV3 else min(minute, slow))
    return tuple(made)


def _stays(steps: Sequence[Step], start: int, weight: int) -> bool:
    return all(step.raw >= weight for step in steps[start : start + HOLD_UP // STEP])


def _stays_below(ahead: Sequence[int], start: int, weight: int) -> bool:
    return all(level < weight for level in ahead[start : start + HOLD_DOWN // STEP])


def onset(levels: Sequence[Level]) -> int | None:
    """First true SEV3 or worse."""
    return next((level.at for level in levels if level.weight >= SEV3), None)


def mitigated(steps: Sequence[Step], began: int | None) -> int | None:
    """Start of the first five minutes in which the hurting had stopped; None when that never was or did not hold to be seen.

    Stopped: the matrix over a minute is SEV3 or milder after a peak of SEV2 or worse (healthy after a peak of SEV3), or the
    rate of harm is at most a fifth of its running maximum, where there was any.
    """
    if began is None:
        return None
    ahead = eased(steps)
    peaks = list(accumulate((step.raw for step in steps), max))
    most = list(accumulate((step.harm for step in steps), max))
    held = 0
    for i, step in enumerate(steps):
        line = SEV3 if peaks[i] >= SEV2 else HEALTHY
        stopped = ahead[i] <= line or (most[i] > 0.0 and step.harm <= HARM_STOPPED * most[i])
        held = held + 1 if step.at > began and stopped else 0
        if held == HOLD_DOWN // STEP:
            return steps[i - held + 1].at
    return None


def weight_at(levels: Sequence[Level], at: int) -> int:
    """The weight at a second."""
    weight = HEALTHY
    for level in levels:
        if level.at > at:
            break
        weight = level.weight
    return weight
