"""What made the hurting stop, and the life of that order: known, ordered, approved, started, done (scoring reference 4.2, `a*`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.record.seats import EDGE, IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind
from simulator.scoring.known import At, known_at

#: `T_mit` is read from a minute, so what made it stop may be dated a little after it.
NEAR = 55
#: Orders that change nothing by themselves: their whole effect is to end a fault that names them.
_ENDS_ONLY = frozenset(
    {
        Kind.ROLL_BACK, Kind.ROLL_FORWARD, Kind.FLAG_OFF, Kind.FLAG_ON, Kind.PAUSE_JOB, Kind.RESUME_JOB,
        Kind.RESTORE, Kind.REVOKE, Kind.FREEZE_CHANGES, Kind.THAW_CHANGES,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chain:
    """The life of one mitigation. What had not happened at EndEx is None."""

    id: str
    order: str
    known: At
    ordered: At
    approved: At | None
    started: At | None
    done: At | None
    by: str


@dataclass(frozen=True, slots=True)
class Cause:
    """How it stopped: `ordered`, `unordered`, `stated` (a history that does not say who ordered it), `self-healed`, `forced`; "" not yet."""

    how: str
    chain: Chain | None


def cause_of(scenario: Scenario, facts: Sequence[f.Fact], stopped: int | None) -> Cause:
    """What did it; while nothing has, the chain of the last order that would."""
    if stopped is None:
        return Cause("", _still_coming(scenario, facts))
    acts = list(_acts(scenario, facts, stopped + NEAR))
    before = [act for act in acts if act.at <= stopped]
    act = max(before, key=lambda x: x.n) if before else min(acts, key=lambda x: x.n, default=None)
    match None if act is None else act.body:
        case f.MitigationDone(mitigation=id_):
            return _by_order(scenario, facts, id_)
        case f.FaultEnded(fault=fault, order=""):
            return Cause("forced" if _forced(facts, fault) else "self-healed", None)
        case f.FaultEnded(order=order):
            done = _last_done(facts, order, stopped + NEAR)
            return Cause("unordered", None) if done is None else _by_order(scenario, facts, done)
        case _:
            return Cause("self-healed", None)


def _acts(scenario: Scenario, facts: Sequence[f.Fact], until: int) -> Iterator[f.Fact]:
    """What can have made it stop: faults that ended, and orders done that move load by themselves."""
    kinds = {x.body.mitigation: x.body.kind for x in facts if isinstance(x.body, f.MitigationOrdered)}
    for fact in facts:
        if fact.at > until:
            return
        match fact.body:
            case f.FaultEnded(fault=fault) if fault in scenario.secret.faults:
                yield fact
            case f.MitigationDone(mitigation=id_) if id_ in kinds and kinds[id_] not in _ENDS_ONLY:
                yield fact
            case _:
                pass


def _by_order(scenario: Scenario, facts: Sequence[f.Fact], mitigation: str) -> Cause:
    ordered = next(
        (x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.mitigation == mitigation),
        None,
    )
    if ordered is None:
        return Cause("unordered", None)
    chain = chain_of(scenario, facts, ordered)
    return Cause({IC: "ordered", EDGE: "stated"}.get(chain.by, "unordered"), chain)


def _last_done(facts: Sequence[f.Fact], order: str, until: int) -> str | None:
    ids = {x.body.mitigation for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.order == order}
    done = [x.body.mitigation for x in facts if isinstance(x.body, f.MitigationDone) and x.at <= until]
    return next((id_ for id_ in reversed(done) if id_ in ids), None)


def _forced(facts: Sequence[f.Fact], fault: str) -> bool:
    return any(isinstance(x.body, f.FaultForced) and x.body.fault == fault and not x.body.active for x in facts)


def _still_coming(scenario: Scenario, facts: Sequence[f.Fact]) -> Chain | None:
    fixes = scenario.secret.truth.fixed_by
    orders = [x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.order in fixes and not x.body.unordered]
    return chain_of(scenario, facts, orders[-1]) if orders else None


def chain_of(scenario: Scenario, facts: Sequence[f.Fact], ordered: f.Fact) -> Chain:
    """The life of one order. Without an approval to ask for, it counts as approved when ordered; known at the latest then too."""
    body = ordered.body
    assert isinstance(body, f.MitigationOrdered)
    found: dict[type[f.Body], At] = {}
    for fact in facts:
        if getattr(fact.body, "mitigation", "") == body.mitigation:
            found.setdefault(type(fact.body), At(fact.at, fact.n))
    at = At(ordered.at, ordered.n)
    known = known_at(scenario, facts, body.order)
    waits = f.ApprovalAsked in found
    return Chain(
        body.mitigation,
        body.order,
        known if known is not None and known.at <= at.at else at,
        at,
        found.get(f.MitigationApproved) if waits else at,
        found.get(f.MitigationStarted),
        found.get(f.MitigationDone),
        body.by,
    )
