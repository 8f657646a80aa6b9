"""Verification (M22): whether somebody was asked, by a named signal, if users were well after what was done, before the all-clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.record.seats import EDGE, IC
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line

#: A mitigation that was done this short before EndEx, without an all-clear, had no time to be verified.
NO_TIME = 300


def verification(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M22 = share of mitigations of the response after which somebody was asked to verify for a journey by name, or whose order named
    the signal and somebody reported on it, before the next all-clear (without one: EndEx).
    """
    ordered = {x.body.mitigation: x.body for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.by in (IC, EDGE)}
    done = [x for x in facts if isinstance(x.body, f.MitigationDone) and x.body.mitigation in ordered]
    judged = [x for x in done if _all_clear(x, facts) is not None or i.ended - x.at > NO_TIME]
    title, owner = "Mitigations verified", "process"
    if not judged:
        says = "Nothing of what was ordered was done." if not done else "It was done too short before the end to be verified."
        yield Line("M22", title, owner, None, "%", says, evidence=tuple(x.n for x in done))
        return
    checks = {x.n: _check(x, ordered, facts) for x in judged}
    verified = [x for x in judged if checks[x.n] is not None]
    says = f"After {len(verified)} of {len(judged)} mitigations somebody was asked to verify, by a named signal, before any all-clear."
    evidence = tuple(n for x in judged for n in (x.n, checks[x.n]) if n is not None)
    yield Line("M22", title, owner, 100.0 * len(verified) / len(judged), "%", says, evidence=tuple(dict.fromkeys(evidence)))


def _all_clear(done: f.Fact, facts: Sequence[f.Fact]) -> int | None:
    return next((x.n for x in facts if x.n > done.n and isinstance(x.body, f.IncidentResolved)), None)


def _check(done: f.Fact, ordered: dict[str, f.MitigationOrdered], facts: Sequence[f.Fact]) -> int | None:
    """The number of the verification that was asked for; None when none was."""
    assert isinstance(done.body, f.MitigationDone)
    until = _all_clear(done, facts) or facts[-1].n + 1
    signal = ordered[done.body.mitigation].verify
    for fact in facts:
        if not done.n < fact.n < until:
            continue
        match fact.body:
            case f.VerifyAsked():
                return fact.n
            case f.VerifyReported(journey=journey) if journey == signal:
                return fact.n
            case _:
                pass
    return None
