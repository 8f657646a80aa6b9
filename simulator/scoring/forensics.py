"""Forensics (M18): whether what passes was secured before an order destroyed it, and what that took. Only where something can be destroyed.

Never a reproach: users come first, and a copy that would have taken longer than a minute is not asked for (scoring reference 4.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock

_TITLE, _OWNER = "Evidence secured", "process"


def forensics(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M18 = seconds from asking for a copy to having it, where that came before the work that would have destroyed what it keeps."""
    destroying = {special.order for special in scenario.secret.mitigations.values() if special.destroys}
    if not destroying:
        return
    secured = next((x for x in facts if isinstance(x.body, f.EvidenceSecured)), None)
    began = _first_destroying(facts, destroying)
    lost = next((x for x in facts if isinstance(x.body, f.EvidenceLost)), None)
    in_time = secured is not None and (began is None or secured.n < began[0].n)
    if secured is not None and in_time and lost is None:
        asked = next(x for x in facts if x.n == secured.because)
        took = secured.at - asked.at
        before = f", before “{began[1]}” was begun" if began is not None else "; nothing that destroys any was done"
        says = f"Evidence was secured in {clock(took)}{before}."
        yield Line("M18", _TITLE, _OWNER, took, "s", says, evidence=(asked.n, secured.n))
    elif lost is None:
        says = "Nothing was done that destroys evidence." if began is None else f"“{began[1]}” found nothing left to destroy."
        yield Line("M18", _TITLE, _OWNER, None, "s", says)
    else:
        order = "" if began is None else began[1]
        late = "" if secured is None else " The copy did not hold it." if in_time else " A copy came after it."
        says = f"“{order}” was begun without a copy of it, and what could have been read is gone.{late} Securing takes less than a minute."
        yield Line("M18", _TITLE, _OWNER, None, "s", says, evidence=(lost.n,))


def _first_destroying(facts: Sequence[f.Fact], orders: set[str]) -> tuple[f.Fact, str] | None:
    """The beginning of the first work that destroys evidence, and its order."""
    given = {x.body.mitigation: x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered)}
    for fact in facts:
        if isinstance(fact.body, f.MitigationStarted) and given.get(fact.body.mitigation) in orders:
            return fact, given[fact.body.mitigation]
    return None
