"""Workstreams: everything somebody was at, from being put to them to its end, and whether anything came of it. Read by M15 and M21."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.record.seats import Holder
from simulator.scenario.model import Scenario

DIAGNOSIS, MITIGATION, CHECK, COPY = "diagnosis", "mitigation", "check", "copy"


@dataclass(frozen=True, slots=True)
class Stream:
    """One thing somebody is at. `hands` are the seconds their hands were full; `opened` to `closed` it was open (EndEx if it still is)."""

    id: str
    kind: str
    person: str
    opened: int
    closed: int
    hands: int | None  # from when their hands were full; None: never
    changed: bool  # what came of it changed the board
    evidence: tuple[int, ...]


def streams(scenario: Scenario, facts: Sequence[f.Fact], ended: int) -> tuple[Stream, ...]:
    """All workstreams, in the order they were opened. An order changed the board when it is one that works here, or a fault ended by it.

    An ask opens when somebody takes it up and closes with their report; an order opens when it is given, fills hands when its
    approval is there, and closes when done or failed; a check and a copy likewise. What nobody ordered is no stream of the response.
    """
    made = [*_asks(facts, ended), *_orders(scenario, facts, ended), *_copies(facts, ended)]
    return tuple(sorted(made, key=lambda stream: (stream.opened, stream.id)))


def board_changing(facts: Sequence[f.Fact]) -> frozenset[int]:
    """Numbers of reports that changed the board: they told something new (a finding, evidence, a proposal, a refutation, a verdict on
    users), or a person wrote them, whose words nobody weighs.
    """
    people = {x.body.seat for x in facts if isinstance(x.body, f.SeatTaken) and x.body.holder is Holder.HUMAN}
    return frozenset(x.n for x in facts if _tells(x.body, people))


def _tells(body: f.Body, people: set[str]) -> bool:
    match body:
        case f.CardPosted(person=person):
            return bool(body.finding or body.names or body.supports or body.refutes) or person in people
        case f.VerifyReported():
            return True
        case _:
            return False


def _asks(facts: Sequence[f.Fact], ended: int) -> list[Stream]:
    asked = {x.body.task: x for x in facts if isinstance(x.body, f.TaskAsked | f.VerifyAsked)}
    changing = board_changing(facts)
    made: dict[str, Stream] = {}
    for fact in facts:
        match fact.body:
            case f.TaskAccepted(task=task, person=person) if task in asked:
                kind = CHECK if isinstance(asked[task].body, f.VerifyAsked) else DIAGNOSIS
                made[task] = Stream(task, kind, person, fact.at, ended, fact.at, False, (asked[task].n, fact.n))
            case f.CardPosted(task=task) | f.VerifyReported(task=task) if task in made:
                old = made[task]
                over = isinstance(fact.body, f.VerifyReported)
                made[task] = _grown(old, fact, changed=fact.n in changing, over=over)
            case f.TaskEnded(task=task) | f.TaskDeclined(task=task) if task in made and made[task].closed == ended:
                made[task] = _grown(made[task], fact, changed=False, over=True)
            case _:
                pass
    return list(made.values())


def _grown(old: Stream, fact: f.Fact, *, changed: bool, over: bool) -> Stream:
    closed = fact.at if over else old.closed
    return Stream(old.id, old.kind, old.person, old.opened, closed, old.hands, old.changed or changed, (*old.evidence, fact.n))


def _orders(scenario: Scenario, facts: Sequence[f.Fact], ended: int) -> list[Stream]:
    ending = {x.body.order for x in facts if isinstance(x.body, f.FaultEnded)} | set(scenario.secret.truth.fixed_by)
    named = {x.body.mitigation: x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered)}
    made: dict[str, Stream] = {}
    waits = {x.body.mitigation for x in facts if isinstance(x.body, f.ApprovalAsked)}
    for fact in facts:
        match fact.body:
            case f.MitigationOrdered(mitigation=id_, person=person) if not fact.body.unordered:
                hands = None if id_ in waits else fact.at
                made[id_] = Stream(id_, MITIGATION, person, fact.at, ended, hands, False, (fact.n,))
            case f.MitigationApproved(mitigation=id_) if id_ in made:
                old = made[id_]
                made[id_] = Stream(id_, MITIGATION, old.person, old.opened, ended, fact.at, False, (*old.evidence, fact.n))
            case f.MitigationDone(mitigation=id_) if id_ in made:
                made[id_] = _grown(made[id_], fact, changed=named[id_] in ending, over=True)
            case f.MitigationFailed(mitigation=id_) if id_ in made:
                made[id_] = _grown(made[id_], fact, changed=False, over=True)
            case _:
                pass
    return list(made.values())


def _copies(facts: Sequence[f.Fact], ended: int) -> list[Stream]:
    made: dict[str, Stream] = {}
    for fact in facts:
        match fact.body:
            case f.EvidenceAsked(target=target, person=person):
                made[target] = Stream(f"copy of {target}", COPY, person, fact.at, ended, fact.at, False, (fact.n,))
            case f.EvidenceSecured(target=target) if target in made:
                made[target] = _grown(made[target], fact, changed=True, over=True)
            case _:
                pass
    return list(made.values())
