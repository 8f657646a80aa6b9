"""There is time to declare: evidence comes well before it is over."""

from __future__ import annotations

from simulator.bots.habits import COMPETENT, SPREAD
from simulator.bots.prove.runs import Runs, quantile
from simulator.bots.prove.verdict import Reason, Verdict, does_not_apply, judged
from simulator.scoring.words import clock

NAME = "time to declare"

#: Nine of ten competent commanders have declared so long after the evidence: a log-normal delay, as of their habits. Rounded up to a minute.
LEAST = 360
assert LEAST >= COMPETENT.declare * 2.718281828 ** (1.2816 * SPREAD) > LEAST - 60


def _planned_end(runs: Runs, evident: int | None) -> int:
    """The planned end, reckoned from the beginning of the act in which it became evident."""
    acts = [runs.scenario.seconds(act.to) for act in runs.scenario.secret.acts.values()]
    return runs.planned + max((to for to in acts if evident is not None and to <= evident), default=0)


def window(runs: Runs) -> Verdict:
    """From the evidence before a competent commander to the end of the hurting with nobody doing anything, or to the planned end,
    whichever is sooner, at least six minutes on three of four seeds.
    """
    if runs.false_alarm:
        return does_not_apply(NAME, "A false alarm need not be declared.")
    found = []
    for seed in runs.seeds:
        evident, healed = seed.ran["competent"].evident, seed.ran["do-nothing"].mitigated
        planned = _planned_end(runs, evident)
        end = planned if healed is None or (evident is not None and healed < evident) else min(planned, healed)
        found.append(0 if evident is None else max(0, end - evident))
    unseen = sum(run.evident is None for run in runs.of("competent"))
    narrow = quantile(found, 0.25) or 0
    says = f"{clock(narrow)} or more on three of four seeds; {clock(LEAST)} is the least (nine of ten competent commanders)."
    if narrow >= LEAST:
        return judged(NAME, says, [])
    what = f"On {unseen} of {len(runs.seeds)} seeds nothing that the commander sees ever justifies it." if unseen else (
        f"Between the evidence and the end there are {clock(narrow)}; {clock(LEAST)} is the least."
    )  # fmt: skip
    reason = Reason(
        ("alerts",) if runs.scenario.public.alerts else ("minutes",),
        f"There is hardly time to declare. {what}",
        "Let an alert fire sooner or a report come that `supports` a severity, make the fault last, or plan more `minutes`.",
    )
    return judged(NAME, says, [reason])
