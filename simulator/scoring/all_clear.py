"""The all-clear (M24): given too early, unverified, or taken back, and what users suffered after it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import facts as f
from simulator.scoring.harm import USER_MINUTES
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.severity import calm_for, weight_at
from simulator.scoring.words import clock
from simulator.world.severity import SEV3

#: Resolving earlier than this after the hurting stopped is early.
HOLD_BEFORE_RESOLVE = 600


def all_clear(i: Instants, facts: Sequence[f.Fact], unit: str = USER_MINUTES) -> Line:
    """M24: how many all-clears came while users were hurt, less than ten minutes after that stopped, before a healthy
    verification, or were taken back; each counts once. With the harm after the first of them.
    """
    title, owner = "All-clear", "process"
    resolved = [x for x in facts if isinstance(x.body, f.IncidentResolved)]
    if not resolved:
        return Line("M24", title, owner, None, "count", "No all-clear was given.")
    early = [(fact, reason) for fact in resolved if (reason := _too_early(i, facts, fact))]
    if not early:
        says = "Given after it had held and somebody had verified it."
        return Line("M24", title, owner, 0, "count", says, evidence=tuple(x.n for x in resolved))
    harm = sum(step.harm for step in i.steps if step.at > early[0][0].at)
    after = f" {harm:,.0f} {unit} of harm came after it." if harm >= 1.0 else ""
    says = f"Too early: {'; '.join(dict.fromkeys(reason for _, reason in early))}.{after}"
    return Line("M24", title, owner, len(early), "count", says, evidence=tuple(x.n for x, _ in early))


def _too_early(i: Instants, facts: Sequence[f.Fact], resolved: f.Fact) -> str:
    """Why one all-clear was too early; "" when it was not."""
    reopened = [x for x in facts if isinstance(x.body, f.IncidentReopened)]
    if weight_at(i.truth, resolved.at) >= SEV3:
        calm = calm_for(i.steps, resolved.at)
        return f"nobody had been hurt for only {clock(calm)}" if calm else "users were still being hurt"
    stopped = _stopped_before(i, resolved.at)
    if stopped is not None and resolved.at - stopped < HOLD_BEFORE_RESOLVE:
        return f"it had held for {clock(resolved.at - stopped)}"
    since = max((x.n for x in reopened if x.n < resolved.n), default=0)
    verified = any(isinstance(x.body, f.VerifyReported) and x.body.healthy and since < x.n < resolved.n for x in facts)
    if stopped is not None and not verified:
        return "nobody had verified it with users"
    if any(x.n > resolved.n for x in reopened):
        return "it was reopened"
    return ""


def _stopped_before(i: Instants, at: int) -> int | None:
    """When the hurting last stopped, by the true severity; None where nothing had hurt."""
    stopped = None
    for before, level in zip(i.truth, i.truth[1:], strict=False):
        if level.at <= at and before.weight >= SEV3 > level.weight:
            stopped = level.at
    return stopped
