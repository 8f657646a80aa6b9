"""The instants a scorecard is made of, each with the fact it rests on (scoring reference 4.2). All in drill seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.drill.evidence import Evident, first_at_least, sev_evident
from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind
from simulator.scoring.severity import Level, Step, mitigated, onset, sev_truth, steps_of
from simulator.world.harm import TruthRow
from simulator.world.severity import SEV2, SEV3


@dataclass(frozen=True, slots=True)
class At:
    """An instant and the number of the fact that marks it; 0 when it was worked out from the truth table."""

    at: int
    fact: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """The life of one mitigation: when it was known to the commander, ordered, approved, started and done."""

    id: str
    order: str
    known: At
    ordered: At
    approved: At
    started: At | None
    done: At | None
    by: str


@dataclass(frozen=True, slots=True)
class Instants:
    """Everything dated. None: it did not happen before EndEx."""

    ended: int
    onset: At | None
    evident: At | None
    page: At | None
    acknowledged: At | None
    declared: At | None
    declared_any: At | None
    commanding: At | None
    engaged: At | None
    mitigated: At | None
    claimed: At | None
    resolved: At | None
    resolves: int
    reopened: int
    mitigated_by: str  # ordered | unordered | self-healed | forced | ""
    chain: Chain | None  # of the mitigation that did it
    first_known: tuple[str, At] | None  # earliest known effective order, where it was another one
    truth: tuple[Level, ...]
    seen: tuple[Evident, ...]
    steps: tuple[Step, ...]


def instants(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> Instants:
    """Dates everything, from the record and the truth table."""
    steps = steps_of(rows)
    truth = sev_truth(steps)
    seen = sev_evident(scenario, facts, rows)
    ended = next((x.at for x in facts if isinstance(x.body, f.DrillEnded)), facts[-1].at if facts else 0)
    ended = max(ended, steps[-1].at if steps and not any(isinstance(x.body, f.DrillEnded) for x in facts) else 0)
    began = onset(truth)
    line = SEV2 if any(level.weight >= SEV2 for level in truth) else SEV3
    evident_at = first_at_least(seen, line)
    stopped = mitigated(steps, began)
    resolved = [x for x in facts if isinstance(x.body, f.IncidentResolved)]
    reopened = [x for x in facts if isinstance(x.body, f.IncidentReopened)]
    final = resolved[-1] if resolved and not any(x.n > resolved[-1].n for x in reopened) else None
    declared = _first(facts, lambda b: isinstance(b, f.IncidentDeclared | f.SeverityChanged) and b.sev.weight >= line)
    how, chain = _what_did_it(scenario, facts, stopped)
    return Instants(
        ended=ended,
        onset=None if began is None else At(began),
        evident=None if evident_at is None else At(evident_at, _fact_at(facts, evident_at)),
        page=_first(facts, lambda b: isinstance(b, f.PageSent) and b.to == IC),
        acknowledged=_first(facts, lambda b: isinstance(b, f.PageAcknowledged) and b.by == IC),
        declared=declared,
        declared_any=_first(facts, lambda b: isinstance(b, f.IncidentDeclared)),
        commanding=_first(facts, lambda b: isinstance(b, f.RoleAccepted) and b.role is Role.IC),
        engaged=_engaged(facts),
        mitigated=None if stopped is None else At(stopped),
        claimed=_first(facts, lambda b: isinstance(b, f.MitigationClaimed)),
        resolved=None if final is None else At(final.at, final.n),
        resolves=len(resolved),
        reopened=len(reopened),
        mitigated_by=how,
        chain=chain,
        first_known=_first_known(scenario, facts, chain),
        truth=truth,
        seen=seen,
        steps=steps,
    )


def _first(facts: Sequence[f.Fact], test: Callable[[f.Body], bool]) -> At | None:
    return next((At(x.at, x.n) for x in facts if test(x.body)), None)


def _fact_at(facts: Sequence[f.Fact], at: int) -> int:
    """The delivery that made something evident at a second; 0 when it was the tiles."""
    kinds = (f.PageSent, f.CardPosted, f.InjectDelivered, f.StakeholderPinged, f.AlertFired)
    return next((x.n for x in facts if x.at == at and isinstance(x.body, kinds)), 0)


def _engaged(facts: Sequence[f.Fact]) -> At | None:
    """All hats the current severity requires are worn and at least one named ask is accepted."""
    worn: set[Role] = {Role.SCRIBE}  # the automatic scribe is always on
    weight, declared, named, accepted = 0, False, set[str](), False
    for fact in facts:
        match fact.body:
            case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
                weight, declared = sev.weight, True
            case f.RoleAccepted(role=role):
                worn.add(role)
            case f.RoleReleased(role=role) if role is not Role.SCRIBE:
                worn.discard(role)
            case f.TaskAsked(task=task, person=person) if person:
                named.add(task)
            case f.TaskAccepted(task=task) if task in named:
                accepted = True
            case f.MitigationOrdered():
                accepted = True  # an order to a person by name is a named task
            case _:
                continue
        if declared and accepted and required(weight) <= worn:
            return At(fact.at, fact.n)
    return None


def required(weight: int) -> set[Role]:
    """The hats a severity requires: SEV1 all four, SEV2 command and operations; SEV3 only an owner."""
    if weight >= 4:
        return set(Role)
    return {Role.IC, Role.OPS} if weight == SEV2 else {Role.IC}


def _what_did_it(scenario: Scenario, facts: Sequence[f.Fact], stopped: int | None) -> tuple[str, Chain | None]:
    """How it was mitigated, and the chain of the mitigation that did it."""
    if stopped is None:
        return "", None
    near = stopped + 60
    orders = {x.body.mitigation: x for x in facts if isinstance(x.body, f.MitigationOrdered)}
    ends = [x for x in facts if isinstance(x.body, f.FaultEnded) and x.at <= near]
    done = [x for x in facts if isinstance(x.body, f.MitigationDone) and x.at <= near]
    if ends:
        last = ends[-1]
        assert isinstance(last.body, f.FaultEnded)
        if not last.body.order:
            forced = any(isinstance(x.body, f.FaultForced) and x.body.fault == last.body.fault for x in facts)
            if forced:
                return "forced", None
            if not done:
                return "self-healed", None
        for fact in reversed(done):
            assert isinstance(fact.body, f.MitigationDone)
            ordered = orders.get(fact.body.mitigation)
            if ordered is not None and isinstance(ordered.body, f.MitigationOrdered) and ordered.body.order == last.body.order:
                chain = _chain(scenario, facts, ordered)
                return ("ordered" if chain.by == IC else "unordered"), chain
        return ("self-healed" if not last.body.order else "unordered"), None
    for fact in reversed(done):
        assert isinstance(fact.body, f.MitigationDone)
        ordered = orders.get(fact.body.mitigation)
        if ordered is not None:
            chain = _chain(scenario, facts, ordered)
            return ("ordered" if chain.by == IC else "unordered"), chain
    return "self-healed", None


def _chain(scenario: Scenario, facts: Sequence[f.Fact], ordered: f.Fact) -> Chain:
    body = ordered.body
    assert isinstance(body, f.MitigationOrdered)
    mine = {f.MitigationApproved: None, f.MitigationStarted: None, f.MitigationDone: None}
    found: dict[type[f.Body], At] = {}
    for fact in facts:
        if type(fact.body) in mine and getattr(fact.body, "mitigation", "") == body.mitigation:
            found.setdefault(type(fact.body), At(fact.at, fact.n))
    at = At(ordered.at, ordered.n)
    known = known_at(scenario, facts, body.order)
    return Chain(
        body.mitigation,
        body.order,
        known if known is not None and known.at <= at.at else at,
        at,
        found.get(f.MitigationApproved, at),
        found.get(f.MitigationStarted),
        found.get(f.MitigationDone),
        body.by,
    )


def known_at(scenario: Scenario, facts: Sequence[f.Fact], order: str) -> At | None:
    """When the commander could know of an order: a card, a proposal, a runbook of a page, or the change feed for a roll-back."""
    return next((At(x.at, x.n) for x in facts if order in _names(scenario, x, facts)), None)


def _names(scenario: Scenario, fact: f.Fact, facts: Sequence[f.Fact]) -> Iterator[str]:
    """The orders a fact puts before the commander."""
    match fact.body:
        case f.CardPosted(names=names) if names and fact.audience.reaches(IC):
            yield names
        case f.PageSent(alert=alert, to=to) if to == IC:
            runbook = scenario.public.alerts[alert].runbook
            order = scenario.public.runbooks[runbook].mitigation if runbook is not None else None
            if order is not None:
                yield order
        case f.ChangesOpened(seat=seat) if seat == IC:
            made = {x.body.change for x in facts if isinstance(x.body, f.ChangeMade) and x.n < fact.n}
            for change in made:
                yield f"{Kind.ROLL_BACK.value} {scenario.public.system.changes[change].target}"
        case _:
            return


def _first_known(scenario: Scenario, facts: Sequence[f.Fact], chain: Chain | None) -> tuple[str, At] | None:
    """The effective order that was known earliest, where it is not the one that did it: the road not taken."""
    best: tuple[str, At] | None = None
    for order in scenario.secret.truth.fixed_by:
        known = known_at(scenario, facts, order)
        if known is not None and (best is None or known.at < best[1].at):
            best = (order, known)
    if best is None or chain is None or best[0] == chain.order:
        return None
    return best
