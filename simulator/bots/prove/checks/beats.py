"""Every beat of the MSEL lives: it comes in some run, what it expects can be done, and a question leaves time to answer."""

from __future__ import annotations

from simulator.bots.habits import ATTENTION
from simulator.bots.prove.ran import Beat
from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Reason, Verdict, does_not_apply, judged
from simulator.record.commands import AnswerQuestion
from simulator.scoring.words import clock

NAME = "beats"


def beats(runs: Runs) -> Verdict:
    """No beat is dead, none expects what cannot be done when it comes, and no question closes before anybody could answer it."""
    msel = runs.scenario.secret.msel
    if not msel:
        return does_not_apply(NAME, "The file has no `msel`.")
    came: dict[str, list[Beat]] = {id_: [] for id_ in msel}
    for run in runs.all():
        for id_, beat in run.beats.items():
            came[id_].append(beat)
    reasons = []
    for id_, inject in msel.items():
        path = ("secret", "msel", id_)
        if not came[id_]:
            what = (
                f"`when` never held in {sum(1 for _ in runs.all())} runs."
                if inject.when is not None
                else "every run is over before its `at`."
            )
            hint = "Look which part of `when` cannot come true, and whether the drill is over by then."
            reasons.append(Reason(path, f"The beat “{id_}” never comes: {what}", hint))
            continue
        if not any(beat.possible for beat in came[id_]):
            says = f"The beat “{id_}” expects `{inject.expects}`, and in none of the {len(came[id_])} runs in which it came could that be done."
            reasons.append(Reason((*path, "expects"), says, "Let it come later or earlier, or expect something else."))
        if inject.answer_within is not None and not any(beat.answerable for beat in came[id_]):
            least = ATTENTION[AnswerQuestion]
            says = f"Nobody could answer the question “{id_}”: it leaves {clock(inject.answer_within)}, and answering takes {least} s at the least."
            if inject.answer_within >= least:
                says = f"Nobody could answer the question “{id_}”: the drill is over before there is time to."
            reasons.append(
                Reason((*path, "answer_within"), says, "Leave two or three minutes, and let it come while the drill goes on.")
            )
    alive = sum(bool(each) for each in came.values())
    first = min((beat.at for each in came.values() for beat in each), default=None)
    says = f"{alive} of {len(msel)} beats come in some run" + (
        f", the first {clock(first)} after StartEx." if first is not None else "."
    )
    return judged(NAME, says, reasons)
