"""The clues exist: whatever has to be decided was named by something before the commander, before it was due.

A card, the runbook of a page or a line of the change feed. Due: the planned end of the drill, or when the hurting ends by itself.
"""

from __future__ import annotations

from simulator.bots.prove.runs import Runs, quantile
from simulator.bots.prove.verdict import Reason, Verdict, does_not_apply, judged
from simulator.scenario.words import Kind
from simulator.scoring.words import clock

NAME = "clues"

#: Whose screens count: the ideal run knows without being told, and history was told by an edge.
_READERS = ("competent", "novice", "do-nothing")


def clues(runs: Runs) -> Verdict:
    """Each order that the ideal or a competent run used was named in time in some run, and no competent one ordered it unnamed."""
    fixed_by = runs.scenario.secret.truth.fixed_by
    if not fixed_by:
        return does_not_apply(NAME, "No order has to be found.")
    used = dict.fromkeys(given.order for run in runs.of("ideal", "competent") for given in run.given)
    due = _due(runs)
    reasons = []
    if not any(run.given for run in runs.of("competent")):
        reasons.append(
            Reason(
                ("secret", "truth", "fixed_by"),
                "No competent commander found any of the orders that end it: none was named by a card, a page's runbook or the change feed.",
                "Let a finding `name` it, give the alert that pages a runbook with its `mitigation`, or put the change into the feed.",
            )
        )
    told = []
    for order in used:
        first = quantile([run.named[order] for run in runs.of(*_READERS) if order in run.named], 0.0)
        blind = [
            run
            for run in runs.of("competent")
            if any(g.order == order and (g.known is None or g.known > g.at) for g in run.given)
        ]
        hint = "Let somebody who can be asked find it (`names`), sooner or by more people, or name it in the runbook of a page."
        if first is None:
            says = f"The decision for `{order}` lacks its clue: nothing that the commander sees names it in any run."
        elif first > due:
            says = (
                f"The clue for `{order}` comes late: first {clock(first)} after StartEx, and the decision is due by {clock(due)}."
            )
        elif blind:
            says = f"`{order}` was ordered before anything named it, in {len(blind)} competent runs."
            hint = _undone(runs, order) or hint
        else:
            told.append(f"`{order}` from {clock(first)}")
            continue
        reasons.append(Reason(_where(runs, order), says, hint))
    says = f"Named in time: {', '.join(told) or 'none'}; due by {clock(due)}."
    return judged(NAME, says, reasons)


def _due(runs: Runs) -> int:
    """The planned end, reckoned from the beginning of the last act; sooner where, with nobody doing anything, the hurting ends sooner."""
    scenario = runs.scenario
    begins = max((scenario.seconds(act.to) for act in scenario.secret.acts.values()), default=0)
    ended = [run.mitigated for run in runs.of("do-nothing") if run.mitigated is not None]
    return min([begins + runs.planned, *([max(ended)] if len(ended) == len(runs.seeds) else [])])


def _undone(runs: Runs, order: str) -> str:
    """What else moved them: a change of the same target that brought no fault, which a commander undoes for its own sake."""
    kind, target = order.split(" ")
    brought = {fault.with_ for fault in runs.scenario.secret.faults.values()}
    changes = runs.scenario.public.system.changes
    idle = [id_ for id_, change in changes.items() if change.target == target and id_ not in brought]
    if kind != Kind.ROLL_BACK or not idle:
        return ""
    return f"Commanders undo the change `{idle[-1]}`, which has the same target. Give it another target, or name the order where they look."


def _where(runs: Runs, order: str) -> tuple[str | int, ...]:
    """The mitigation that describes the order, else its line under `fixed_by`."""
    for id_, mitigation in runs.scenario.secret.mitigations.items():
        if mitigation.order == order:
            return ("secret", "mitigations", id_)
    fixed_by = runs.scenario.secret.truth.fixed_by
    return ("secret", "truth", "fixed_by", fixed_by.index(order)) if order in fixed_by else ("secret", "truth", "fixed_by")
