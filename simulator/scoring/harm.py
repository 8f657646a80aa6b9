"""Harm: user-minutes over a horizon, and how much of the avoidable harm was avoided (scoring reference 3.4, M25 and M26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.scenario.model import Scenario
from simulator.scoring.references import References
from simulator.scoring.severity import Step
from simulator.world.network import STEP

#: Below these, avoiding harm cannot be told from noise, and M26 does not apply (E4).
LEAST_SHARE, LEAST_MINUTES = 0.05, 500.0


#: Where a drill stood when it ended: over its last half minute.
LAST_STEPS = 30 // STEP

#: What harm is reckoned in, unless the scenario names a meter.
USER_MINUTES = "user-minutes"


def unit_of(scenario: Scenario) -> str:
    """The unit of all harm of a scenario."""
    meter = scenario.public.harm_in
    return USER_MINUTES if meter is None else scenario.public.system.meters[meter].unit


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm up to the horizon, in user-minutes or the unit of the scenario's meter. `carried_on` is the part after EndEx, when the hurting had not stopped."""

    total: float
    carried_on: float
    horizon: int


def harm_of(steps: Sequence[Step], began: int | None, references: References | None, harm_over: int) -> Harm:
    """Harm of a run up to the horizon: that of the reference runs, or `harm_over` seconds from onset while there are none.

    A drill that ends while users are still hurting does not end their hurting: from EndEx on it follows the do-nothing run of
    the same luck, in proportion to where it stood in the last half minute. For do-nothing itself this is exact.
    """
    horizon = references.horizon if references is not None else (0 if began is None else began + harm_over)
    played = [step for step in steps if step.at <= horizon]
    total = sum(step.harm for step in played)
    if references is None or not played or played[-1].at >= horizon:
        return Harm(total, 0.0, horizon)
    last = played[-1]
    nothing = references.nothing_by_step
    index = last.at // STEP - 1
    ours = sum(step.harm for step in played[-LAST_STEPS:])
    theirs = sum(nothing[max(0, index - LAST_STEPS + 1) : index + 1])
    share = ours / theirs if theirs > 0.0 else 0.0
    carried_on = share * sum(nothing[index + 1 : horizon // STEP])
    return Harm(total + carried_on, carried_on, horizon)


def avoided(you: float, references: References) -> float | None:
    """Per cent of the avoidable harm: 100 (nothing - you) / (nothing - ideal); None where too little could be avoided."""
    could = references.nothing - references.ideal
    if could < LEAST_SHARE * references.nothing or could < LEAST_MINUTES:
        return None
    return round(100.0 * (references.nothing - you) / could, 6) + 0.0  # rounding residue is not harm
