"""History comes out as it was published, whatever the luck."""

from __future__ import annotations

from simulator.bots.fidelity import Compared, reproduced
from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Reason, Verdict, does_not_apply, judged
from simulator.scoring.words import clock

NAME = "history"


def fidelity(runs: Runs) -> Verdict:
    """Every published line that counts is within its tolerance in the `history` run of every seed."""
    secret = runs.scenario.secret
    if not secret.published:
        return does_not_apply(NAME, "The file claims no published instant or figure.")
    if not secret.history:
        reason = Reason(
            ("secret", "published"),
            "Something is published, and nobody's recorded acts could reproduce it.",
            "Write under `history` what the responders did, with the instants the source gives.",
        )
        return judged(NAME, "There is no `history` to compare with what was published.", [reason])
    made = [run.compared for run in runs.of("history")]
    reasons = []
    counted = [n for n, line in enumerate(secret.published) if not line.fitted]
    if not counted:
        reasons.append(
            Reason(
                ("secret", "published"),
                "Every published line was used to fit a parameter, so none is evidence.",
                "Add an instant or figure that no parameter was fitted to.",
            )
        )
    for n in counted:
        outside = [rows[n] for rows in made if not rows[n].within]
        if outside:
            reasons.append(_outside(n, outside, len(made)))
    within = sum(reproduced(rows) for rows in made)
    says = f"{len(counted)} published lines count ({len(secret.published) - len(counted)} fitted do not); all within in {within} of {len(made)} runs."
    return judged(NAME, says, reasons)


def _outside(n: int, rows: list[Compared], of: int) -> Reason:
    first = rows[0]
    simulated = "never comes" if first.simulated is None else f"comes out as {_shown(first, first.simulated)}"
    says = (
        f"{first.what} was published as {_shown(first, first.published)} and {simulated} in {len(rows)} of {of} runs; "
        f"± {_shown(first, first.tolerance)} is allowed."
    )
    return Reason(
        ("secret", "published", n),
        says,
        "Look at the fault's effect and shape, at the delay of the alert, and at the instants in `history`. "
        "A laxer `within` needs a source that supports it.",
    )


def _shown(row: Compared, value: float) -> str:
    return clock(value) if row.instant else f"{value:.1%}" if abs(row.published) <= 1.0 else f"{value:,.4g}"
