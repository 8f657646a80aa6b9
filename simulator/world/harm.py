"""Harm of one step: how many users of a journey were hurt, and the truth table it is kept in.

Formulas of the scoring reference, 3.4. What is made of the table is `simulator/scoring`'s.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.model import Journey

#: Weight of a failed and of a slow user-minute.
FAILED, SLOW = 1.0, 0.3


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One step of one journey. Requests of the step; users hurt on average during it; user-minutes of harm."""

    at: int  # end of the step
    journey: str
    total: float
    good: float
    slow: float
    failed: float
    hurt: float  # users failed
    slowed: float  # users slowed
    harm: float  # user-minutes, or of the scenario's `harm_in` what it grew by
    severity: int  # sev_raw of the whole system after this step
    calm: int  # the same matrix read over the last 60 s
    cohort: int = 0  # the row of the matrix that the worst-served cohort of this journey meets by itself
    lost: float = 0.0  # money expected in this step and not earned; below zero while users come back for what they missed


def active_users(spec: Journey, rate: float) -> float:
    """Users of a journey who are there at this rate of requests; retries bring no more people."""
    return spec.users * min(1.0, max(0.0, rate / max(spec.traffic, 1e-9)))


def users_hurt(spec: Journey, users: float, error_ratio: float) -> float:
    """How many of these users of a journey are hurt on average at this share of bad requests."""
    return users * hurt_share(error_ratio, spec.traffic * 60.0 / max(spec.users, 1))


def hurt_share(error_ratio: float, per_user_minute: float) -> float:
    """Share of active users who meet at least one such request in a minute: 1 - (1 - e)^q."""
    if error_ratio <= 0.0:
        return 0.0
    if error_ratio >= 1.0:
        return 1.0
    return float(1.0 - (1.0 - error_ratio) ** max(per_user_minute, 1e-9)) if per_user_minute > 0 else 0.0
