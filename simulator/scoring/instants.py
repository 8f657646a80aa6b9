"""The instants a scorecard is made of, each with the fact it rests on (scoring reference 4.2). All in drill seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.drill.evidence import Evident, evident_at, first_at_least, sev_evident
from simulator.drill.pins import back_dated
from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scoring.away import handed_over
from simulator.scoring.chain import Chain, cause_of
from simulator.scoring.known import At, Known, first_known
from simulator.scoring.par import LATEST_REASONABLE_DECLARE, Par
from simulator.scoring.severity import Level, Step, mitigated, onset, sev_truth, steps_of
from simulator.scoring.stretches import Span
from simulator.world.harm import TruthRow
from simulator.world.severity import SEV1, SEV2, SEV3


@dataclass(frozen=True, slots=True)
class Instants:
    """Everything dated. None: it did not happen before EndEx."""

    ended: int
    line: int  # the weight that had to be evident and declared: SEV2, or SEV3 where it was never worse
    onset: At | None
    evident: At | None
    page: At | None
    acknowledged: At | None
    declared: At | None  # at the line or worse
    declared_any: At | None
    commanding: At | None
    engaged: At | None
    cause: At | None  # the first finding that says why
    known: Known | None  # the order that works and could be known earliest
    mitigated: At | None
    claimed: At | None
    resolved: At | None
    stood_down: At | None  # the last one, not followed by declaring again
    reopened: int
    mitigated_by: str  # see `chain.Cause`
    chain: Chain | None  # of the mitigation that did it; before that, of the last one that would
    truth: tuple[Level, ...]
    seen: tuple[Evident, ...]
    steps: tuple[Step, ...]
    passed_on: tuple[Span, ...]  # while somebody else led, after a handoff
    latest_declare: int = LATEST_REASONABLE_DECLARE  # seconds from evidence to the latest reasonable declaration (E1)

    @property
    def false_alarm(self) -> bool:
        """Nothing ever hurt users (E3)."""
        return self.onset is None


def instants(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], par: Par | None = None) -> Instants:
    """Dates everything, from the record and the truth table. With par, the latest reasonable declaration is par's."""
    latest = None if par is None else par.latest_declare
    steps = steps_of(rows)
    truth = sev_truth(steps)
    seen = sev_evident(scenario, facts, rows)
    began = onset(truth)
    line = SEV3 if began is not None and all(level.weight < SEV2 for level in truth) else SEV2
    evident = first_at_least(seen, line)
    stopped = mitigated(steps, began)
    cause = cause_of(scenario, facts, stopped)
    resolved = [x for x in facts if isinstance(x.body, f.IncidentResolved)]
    reopened = [x for x in facts if isinstance(x.body, f.IncidentReopened)]
    final = resolved[-1] if resolved and not any(x.n > resolved[-1].n for x in reopened) else None
    declared = _first(facts, lambda b: isinstance(b, f.IncidentDeclared | f.SeverityChanged) and b.sev.weight >= line)
    declared_any = _first(facts, lambda b: isinstance(b, f.IncidentDeclared))
    ended = _ended(facts, steps)
    return Instants(
        ended=ended,
        line=line,
        onset=None if began is None else At(began),
        evident=None if evident is None else At(evident, _fact_at(facts, evident)),
        page=_first(facts, lambda b: isinstance(b, f.PageSent) and b.to == IC),
        acknowledged=_first(facts, lambda b: isinstance(b, f.PageAcknowledged) and b.by == IC),
        declared=declared,
        declared_any=declared_any,
        commanding=_first(facts, lambda b: isinstance(b, f.RoleAccepted) and b.role is Role.IC),
        engaged=_engaged(facts, declared or declared_any, seen),
        cause=next((At(x.at, x.n) for x in back_dated(facts) if _says_why(x)), None),
        known=first_known(scenario, facts),
        mitigated=None if stopped is None else At(stopped),
        claimed=_first(facts, lambda b: isinstance(b, f.MitigationClaimed)),
        resolved=None if final is None else At(final.at, final.n),
        stood_down=_stood_down(facts),
        reopened=len(reopened),
        mitigated_by=cause.how,
        chain=cause.chain,
        truth=truth,
        seen=seen,
        steps=steps,
        passed_on=handed_over(facts, ended),
        latest_declare=LATEST_REASONABLE_DECLARE if latest is None else latest,
    )


def _ended(facts: Sequence[f.Fact], steps: Sequence[Step]) -> int:
    """EndEx; of a drill that still runs, where it stands."""
    for fact in facts:
        if isinstance(fact.body, f.DrillEnded):
            return fact.at
    return max(facts[-1].at if facts else 0, steps[-1].at if steps else 0)


def _first(facts: Sequence[f.Fact], test: Callable[[f.Body], bool]) -> At | None:
    return next((At(x.at, x.n) for x in facts if test(x.body)), None)


def _stood_down(facts: Sequence[f.Fact]) -> At | None:
    at = None
    for fact in facts:
        match fact.body:
            case f.IncidentStoodDown():
                at = At(fact.at, fact.n)
            case f.IncidentDeclared():
                at = None
            case _:
                pass
    return at


def _says_why(fact: f.Fact) -> bool:
    if isinstance(fact.body, f.MessagePinned):
        return fact.body.cause
    return isinstance(fact.body, f.CardPosted) and fact.body.cause and fact.audience.reaches(IC)


def _fact_at(facts: Sequence[f.Fact], at: int) -> int:
    """The delivery that made something evident at a second; 0 when it was the tiles."""
    kinds = (f.PageSent, f.CardPosted, f.InjectDelivered, f.StakeholderPinged, f.AlertFired, f.MessagePinned)
    return next((x.n for x in back_dated(facts) if x.at == at and isinstance(x.body, kinds)), 0)


def _engaged(facts: Sequence[f.Fact], declared: At | None, seen: Sequence[Evident]) -> At | None:
    """From declaring on: all hats the current severity requires are worn and at least one named ask is accepted."""
    if declared is None:
        return None
    worn: set[Role] = {Role.SCRIBE}  # the automatic scribe is always on
    weight, named, accepted = 0, set[str](), False
    for fact in facts:
        match fact.body:
            case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
                weight = sev.weight
            case f.RoleAccepted(role=role):
                worn.add(role)
            case f.RoleReleased(role=role) if role is not Role.SCRIBE:
                worn.discard(role)
            case f.TaskAsked(task=task, person=person) if person:
                named.add(task)
            case f.TaskAccepted(task=task) if task in named:
                accepted = True
            case f.MitigationOrdered(unordered=False):
                accepted = True  # an order to a person by name is a named task
            case _:
                continue
        if fact.n >= declared.fact and accepted and required(weight, evident_at(seen, fact.at)) <= worn:
            return At(fact.at, fact.n)
    return None


def required(weight: int, evident: int) -> set[Role]:
    """The hats a severity requires: SEV1 all four; SEV2 command and operations, and comms when it is public; SEV3 only an owner.

    Journeys are what users do, so an incident is public once SEV2 or worse is evident.
    """
    if weight >= SEV1:
        return set(Role)
    if weight < SEV2:
        return {Role.IC}
    return {Role.IC, Role.OPS, Role.COMMS} if evident >= SEV2 else {Role.IC, Role.OPS}
