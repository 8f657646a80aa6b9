"""Practice shows: the quartiles of competent and novice commanders do not overlap."""

from __future__ import annotations

from math import isinf

from simulator.bots.prove.runs import Runs, quantile
from simulator.bots.prove.verdict import Reason, Verdict, judged
from simulator.scoring.words import clock

NAME = "competent above novice"

#: What is compared, the first that applies: the measure, what it is called, and whether more of it is better.
MEASURES = (
    ("M26", "harm avoided", True),
    ("M5", "time to mitigate", False),
    ("M3.down", "time to stand down", False),
    ("M3", "time to declare", False),
)


def apart(runs: Runs) -> Verdict:
    """The lower quartile of competent runs is better than the upper one of novice runs, in the first measure that
    applies to both and that most competent runs bring to an end.
    """
    for measure, title, more_is_better in MEASURES:
        competent, novice = runs.values("competent", measure), runs.values("novice", measure)
        if 2 * min(sum(not isinf(value) for value in competent), len(novice)) > len(runs.seeds):
            return _compared(measure, title, more_is_better, competent, novice)
    reason = Reason(
        ("secret", "truth"),
        "No measure tells a competent run from a novice one: neither avoids harm, mitigates, declares nor stands down often enough.",
        "Look whether anything reaches the commander at all, with `wom run FILE --policy competent`.",
    )
    return judged(NAME, "Nothing can be compared.", [reason])


def _compared(measure: str, title: str, more_is_better: bool, competent: list[float], novice: list[float]) -> Verdict:
    worse, better = (0.25, 0.75) if more_is_better else (0.75, 0.25)
    ours, theirs = quantile(competent, worse), quantile(novice, better)
    assert ours is not None
    assert theirs is not None
    says = f"{title.capitalize()} ({measure}): competent at worst quartile {_shown(measure, ours)}, novice at best quartile {_shown(measure, theirs)}."
    if (ours > theirs) if more_is_better else (ours < theirs):
        return judged(NAME, says, [])
    reason = Reason(
        ("secret", "findings"),
        f"A practised commander does hardly better than one for the first time: {says[0].lower()}{says[1:]}",
        "Give practice something to work with: clues for who asks several people at once and asks what changed; a way out that does "
        "not need the cause; a cost for waiting and for restarting first.",
    )
    return judged(NAME, says, [reason])


def _shown(measure: str, value: float) -> str:
    if measure == "M26":
        return f"{value:.0f} %"
    return "never" if isinf(value) else clock(value)
