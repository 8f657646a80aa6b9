"""Severity does not flutter: what is the right call stays the right call for a while."""

from __future__ import annotations

from simulator.bots.prove.runs import Runs
from simulator.bots.prove.seed import UNDISTURBED
from simulator.bots.prove.steadiness import LONGEST, MOST_MOVES, MOVES_WITHIN, NEAR
from simulator.bots.prove.verdict import Reason, Verdict, judged
from simulator.scoring.words import clock

NAME = "steady severity"


def steady(runs: Runs) -> Verdict:
    """In the runs that nobody steers, no number goes to and fro across its line for long, and the severity does not keep changing."""
    moves = {policy: max((run.moves for run in runs.of(policy)), default=None) for policy in UNDISTURBED}
    reasons: dict[str, Reason] = {}
    for run in runs.of(*UNDISTURBED):
        for one in run.unsteady:
            says = (
                f"In the {run.policy} run {one.what} goes to and fro {one.crossings} times "
                f"between {clock(one.start)} and {clock(one.end)}."
            )
            hint = "Make the effect a little stronger or weaker, so that it stands clear of the line, or change the service level objective."
            reasons.setdefault(one.what, Reason(("secret", "faults"), says, hint))
    counted = ", ".join(f"{most} in {policy}" for policy, most in moves.items() if most is not None)
    says = (
        f"Changes of the true severity at most: {counted}. Allowed: not within {NEAR:.0%} of a line, to and fro, for {clock(LONGEST)}; "
        f"not more than {MOST_MOVES} in {clock(MOVES_WITHIN)}."
    )
    return judged(NAME, says, list(reasons.values()))
