"""Severity accuracy (M11): what was declared against what was evident, with what the difference cost. Changes are free (E5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from simulator.drill.evidence import Evident, evident_at
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import PersonKind
from simulator.scoring.away import jumped
from simulator.scoring.harm import unit_of
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line, Move
from simulator.scoring.severity import HOLD_DOWN
from simulator.scoring.stretches import Span, added, covers, joined
from simulator.scoring.words import clock
from simulator.world.network import STEP

#: Holding a severity costs nothing until this long after the refuting evidence.
DOWNGRADE_GRACE = 600


def declared_moves(facts: Sequence[f.Fact]) -> tuple[Move, ...]:
    """What was declared, over time; "" while nothing is."""
    moves, sev = [Move(0, "")], ""
    for fact in facts:
        match fact.body:
            case f.IncidentDeclared(sev=new) | f.SeverityChanged(sev=new):
                sev = new.value
                moves.append(Move(fact.at, sev))
            case f.IncidentReopened():
                moves.append(Move(fact.at, sev))
            case f.IncidentStoodDown() | f.IncidentResolved():
                moves.append(Move(fact.at, ""))
            case _:
                pass
    return tuple(moves)


def severity_accuracy(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M11.under: time declared milder than evident (not counted in the five minutes after `T_mit`), with what users suffered meanwhile.

    M11.over: time declared worse than evident for more than ten minutes after the refuting evidence, with the person-minutes
    it took. What evidence never refuted is not over: uncertain, higher is right. In a false alarm not declaring is right (E3).
    Hours of a jump, and those in which somebody else led after a handoff, are neither (E17).
    """
    moves = declared_moves(facts)
    room = _Room(scenario, facts)
    away = (*i.passed_on, *jumped(facts, i.ended))
    mild: list[Span] = []
    held: list[Span] = []
    suffered = spent = 0.0
    for step in i.steps:
        if step.at > i.ended:
            break
        if covers(away, step.at):
            continue
        declared, since = _declared_at(moves, step.at)
        evident = evident_at(i.seen, step.at)
        easing = i.mitigated is not None and i.mitigated.at <= step.at < i.mitigated.at + HOLD_DOWN
        if evident >= i.line and declared < evident and not easing and not i.false_alarm:
            mild.append((step.at - STEP, step.at))
            suffered += step.harm
        refuted = _refuted_since(i.seen, step.at, declared)
        if refuted is not None and step.at - max(refuted, since) > DOWNGRADE_GRACE:
            held.append((step.at - STEP, step.at))
            spent += room.people(step.at) * scenario.public.person_cost * STEP / 60.0
    under, over = added(mild), added(held)
    whole = ((0, i.ended),)
    moved = tuple(x.n for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged))
    says = "Never declared milder than the evidence."
    if i.false_alarm:
        says = "Does not apply: there was no incident to declare."
    elif under:
        says = f"Declared milder than evident for {clock(under)}; {suffered:,.0f} {unit_of(scenario)} of harm meanwhile."
    value = None if i.false_alarm else under
    yield Line("M11.under", "Declared too mild", "person", value, "s", says, evidence=moved, spans=joined(mild) or whole)
    says = "Never held worse than the evidence for long."
    if over:
        says = f"Held worse than evident for {clock(over)} beyond the ten free minutes; about {spent:,.0f} person-minutes."
    yield Line("M11.over", "Held too severe", "person", over, "s", says, evidence=moved, spans=joined(held) or whole)
    yield from _argued(facts)


#: So many words on the severity by so many people within so long are an argument about it.
ARGUED, BY, ARGUED_WITHIN = 3, 2, 300
_ON_SEVERITY = re.compile(r"\bsev(erity)?[ -]?[1-4]?\b", re.IGNORECASE)


def _argued(facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M11.argued: how often three or more lines on the severity by two or more people fell within five minutes; shown only where they did."""
    said = [(x, who) for x in facts if (who := _on_severity(x.body))]
    found: list[f.Fact] = []
    times, last = 0, -1
    for n, (fact, _) in enumerate(said):
        near = [(x, who) for x, who in said[n:] if x.at - fact.at <= ARGUED_WITHIN]
        if fact.n > last and len(near) >= ARGUED and len({who for _, who in near}) >= BY:
            times, last = times + 1, near[-1][0].n
            found.extend(x for x, _ in near)
    if times:
        says = f"The severity was argued about {'once' if times == 1 else f'{times} times'}; one person changes it with one key."
        yield Line("M11.argued", "Severity argued about", "process", times, "count", says, evidence=tuple(x.n for x in found))


def _on_severity(body: f.Body) -> str:
    """Who spoke about the severity; "" when it is about something else."""
    match body:
        case f.ChannelPosted(who=who, says=says) if who != "system" and _ON_SEVERITY.search(says):
            return who
        case f.InjectDelivered(person=who, says=says) | f.StakeholderPinged(person=who, says=says) if _ON_SEVERITY.search(says):
            return who
        case f.QuestionAnswered(says=says) if _ON_SEVERITY.search(says):
            return IC
        case _:
            return ""


def _declared_at(moves: Sequence[Move], at: int) -> tuple[int, int]:
    """The weight declared at a second, and since when the incident has been declared at all."""
    weight, since = 0, 0
    for move in moves:
        if move.at > at:
            break
        new = 5 - int(move.sev[3]) if move.sev else 0
        if new > weight:
            since = move.at  # calling it worse than before is a judgement of its own
        weight = new
    return weight, since


def _refuted_since(seen: Sequence[Evident], at: int, declared: int) -> int | None:
    """Since when the evidence has spoken against what is declared: when it last fell below it. None while it does not."""
    since: int | None = None
    before = 0
    for move in seen:
        if move.at > at:
            break
        if move.weight >= declared:
            since = None
        elif move.weight < before and since is None:
            since = move.at
        before = move.weight
    return since


class _Room:
    """How many people an incident keeps from other work: the commander and the responders who are here."""

    def __init__(self, scenario: Scenario, facts: Sequence[f.Fact]) -> None:
        people = scenario.public.people
        self._there = 1 + sum(p.kind is PersonKind.RESPONDER and p.wakes is None for p in people.values())
        away = {id_ for id_, p in people.items() if p.kind is PersonKind.RESPONDER and p.wakes is not None}
        self._joined = sorted(x.at for x in facts if isinstance(x.body, f.PersonJoined) and x.body.person in away)
        known = {id_ for id_, p in people.items() if p.kind is PersonKind.RESPONDER}
        self._left = [
            x.at for x in facts if isinstance(x.body, f.PersonLeft) and x.body.person in known and x.audience.reaches(IC)
        ]

    def people(self, at: int) -> int:
        return self._there + sum(joined <= at for joined in self._joined) - sum(left <= at for left in self._left)


# --- false alarms ------------------------------------------------------------------------------------

#: Declared and stood down within this time, a false alarm is fine.
CHEAP = 1200


def false_alarm(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """E3: where nothing was ever wrong, only how long it took to stand down after the refuting evidence, and the person-minutes."""
    if not i.false_alarm or i.declared_any is None:
        return
    declared = i.declared_any
    stood = i.stood_down or i.resolved
    refuted = next((b.at for a, b in zip(i.seen, i.seen[1:], strict=False) if b.weight < a.weight), declared.at)
    start = max(refuted, declared.at)
    evidence = tuple(x.fact for x in (declared, stood) if x is not None)
    end = i.ended if stood is None else stood.at
    value = max(0, end - start)
    says = f"Stood down {clock(value)} after the refuting evidence."
    if stood is None:
        says = f"Still held {clock(value)} after the refuting evidence."
    yield Line(
        "M3.down",
        "Time to stand down",
        "process",
        None if stood is None else value,
        "s",
        says,
        censored=stood is None,
        evidence=evidence,
    )
    room = _Room(scenario, facts)
    cost = scenario.public.person_cost * sum(room.people(at) for at in range(declared.at, end, STEP)) * STEP / 60.0
    fine = "Fine: it" if end - declared.at <= CHEAP else "It"
    says = f"{fine} cost about {cost:,.0f} person-minutes."
    spans = ((declared.at, max(declared.at, end)),)
    yield Line("M3.cost", "What it took", "process", cost, "person-minutes", says, evidence=evidence, spans=spans)
