"""Puts a scorecard together: harm bar, time strip, lines, keep and try, timeline with the ghost of the real responders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring import measures as m
from simulator.scoring.harm import Harm, avoided, harm_of
from simulator.scoring.instants import Instants, instants
from simulator.scoring.references import References
from simulator.scoring.scorecard import HarmBar, Line, Moment, Move, Scorecard, Segment
from simulator.world.harm import FAILED, SLOW, TruthRow
from simulator.world.severity import SEV2


def score(
    scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], *, references: References | None = None
) -> Scorecard:
    """The scorecard of a drill, from what was recorded and what was true; nothing else is asked."""
    i = instants(scenario, facts, rows)
    false_alarm = all(level.weight < SEV2 for level in i.truth) and i.onset is None
    began = None if i.onset is None else i.onset.at
    harm = harm_of(i.steps, began, references)
    lines = [
        *m.times(i, false_alarm),
        *m.known_to_executed(i),
        *m.updates(i, facts),
        *m.severity_accuracy(i, scenario, facts),
        m.all_clear(i, facts),
        *_harm_lines(scenario, rows, harm, references, i),
    ]
    keep, try_next = _keep_and_try(i, lines, facts)
    public, truth = scenario.public, scenario.secret.truth
    return Scorecard(
        exercise=True,
        scenario=public.scenario,
        alias=public.alias,
        source=public.source.title,
        source_url=public.source.url or "",
        starts_at=public.starts_at.isoformat().replace("+00:00", "Z"),
        ended_at=i.ended,
        steered=any(isinstance(x.body, f.FaultForced) or (isinstance(x.body, f.InjectDelivered) and x.body.adhoc) for x in facts),
        harm=_bar(harm, references, i),
        strip=tuple(_strip(i)),
        keep=keep,
        try_next=try_next,
        lines=tuple(lines),
        severity_true=tuple(Move(level.at, m.severity_name(level.weight)) for level in i.truth),
        severity_evident=tuple(Move(move.at, m.severity_name(move.weight)) for move in i.seen),
        severity_declared=tuple(_declared(facts)),
        timeline=tuple(sorted(_timeline(scenario, facts), key=lambda moment: moment.at)),
        factors=tuple(factor.says for factor in truth.factors),
        luck=tuple(truth.luck),
        summary=truth.summary,
        settings=(
            f"A failed user-minute weighs {FAILED:g}, a slow one {SLOW:g}.",
            "Severity lines: burn 14 (SEV1) and 6 (SEV2) over 5 minutes; evidence after 60 s on the commander's screen.",
            "A mitigation counts once it has held for 5 minutes. An update counts up to 60 s after its time.",
            "Delays of people, harm weights and tolerances are judgement, not findings.",
        ),
    )


def _bar(harm: Harm, references: References | None, i: Instants) -> HarmBar:
    if references is None:
        return HarmBar(harm.total, None, None, None, None, harm.horizon, "The reference runs are not ready yet.")
    share = avoided(harm.total, references)
    if i.onset is None:
        says = "Nothing hurt users, so there was no harm to avoid."
    elif share is None:
        says = "Too little could have been avoided here to measure it."
    elif share < 0:
        says = f"The response made it worse by {-share:.0f} % of the avoidable harm."
    elif share > 100:
        says = f"Faster than our ideal run ({share:.0f} %)."
    else:
        says = f"{share:.0f} % of the avoidable harm was avoided."
    if harm.carried_on > 0.001 * harm.total:
        says += " Users were still being hurt at the end; the harm goes on to the horizon."
    return HarmBar(harm.total, references.nothing, references.ideal, references.as_it_happened, share, harm.horizon, says)


def _strip(i: Instants) -> Iterator[Segment]:
    """Onset to all-clear, cut where its owner changes. What had not ended runs to EndEx and is open."""
    if i.onset is None:
        return
    cursor = i.onset.at
    marks: list[tuple[str, str, int | None]] = [
        ("Detect", "monitoring", i.evident.at if i.evident else None),
        ("Declare", "person", i.declared.at if i.declared else None),
    ]
    chain = i.chain
    if chain is not None and i.mitigated_by == "ordered":
        marks += [
            ("Decide", "person", chain.ordered.at),
            ("Approve", "process", chain.approved.at),
            ("Get ready", "process", chain.started.at if chain.started else None),
            ("Mechanism", "machinery", i.mitigated.at if i.mitigated else None),
        ]
    else:
        marks.append(("Mitigate", "process", i.mitigated.at if i.mitigated else None))
    marks.append(("Verify and resolve", "process", i.resolved.at if i.resolved else None))
    for title, owner, end in marks:
        if end is None:
            if cursor < i.ended:
                yield Segment(title, owner, cursor, i.ended, True)
            return
        if end > cursor:
            yield Segment(title, owner, cursor, end, False)
            cursor = end


def _harm_lines(
    scenario: Scenario, rows: Sequence[TruthRow], harm: Harm, references: References | None, i: Instants
) -> Iterator[Line]:
    """M25 and M26, and what stands behind them."""
    failed = sum(row.failed for row in rows)
    yield Line("M25", "Harm", "users", harm.total, "user-minutes", f"{harm.total:,.0f} user-minutes up to the horizon.")
    yield Line(
        "M25.requests", "Requests failed", "users", failed, "requests", f"{failed:,.0f} requests failed while the clock ran."
    )
    by_step: dict[int, float] = {}
    for row in rows:
        by_step[row.at] = by_step.get(row.at, 0.0) + row.hurt
    worst = max(by_step.values(), default=0.0)
    yield Line("M25.users", "Users hurt at worst", "users", worst, "users", f"{worst:,.0f} at the same time, at worst.")
    for id_, journey in scenario.public.system.journeys.items():
        bad = sum(row.total - row.good for row in rows if row.journey == id_)
        month = journey.traffic * 30 * 86400 * (1.0 - journey.slo)
        spent = 100.0 * bad / month if month > 0 else 0.0
        yield Line(
            f"M25.budget.{id_}",
            f"Error budget of {journey.title or id_}",
            "users",
            spent,
            "%",
            f"{spent:.0f} % of the month's budget was spent in this drill.",
        )
    if references is None:
        yield Line("M26", "Harm avoided", "users", None, "%", "The reference runs are not ready yet.")
        return
    share = avoided(harm.total, references) if i.onset is not None else None
    says = _bar(harm, references, i).says
    yield Line("M26", "Harm avoided", "users", share, "%", says)


def _declared(facts: Sequence[f.Fact]) -> Iterator[Move]:
    yield Move(0, "")
    for fact in facts:
        match fact.body:
            case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
                yield Move(fact.at, sev.value)
            case f.IncidentStoodDown() | f.IncidentResolved():
                yield Move(fact.at, "")
            case _:
                pass


def _keep_and_try(i: Instants, lines: Sequence[Line], facts: Sequence[f.Fact]) -> tuple[str, str]:
    """One strength that the record shows, and one experiment for next time, phrased as an act."""
    by_id = {line.id: line for line in lines}
    keep = "Somebody sat in the seat and played it to the end; that is how it starts."
    declare = by_id.get("M3")
    asked = next((x for x in facts if isinstance(x.body, f.ChangesOpened) and x.body.seat == IC), None)
    on_time = by_id.get("M8.public")
    if declare is not None and declare.value is not None and declare.value <= 180:
        keep = (
            f"The declaration came {m.clock(declare.value)} after the evidence."
            if declare.value
            else "The incident was declared on instinct, before the evidence."
        )
    elif i.declared is not None and asked is not None and asked.at - i.declared.at <= 180:
        keep = "“What changed?” was asked within three minutes of declaring."
    elif on_time is not None and on_time.value == 100:
        keep = "Every public update came when it was due."
    experiments = (
        (
            declare is not None and (declare.censored or (declare.value or 0) > 300),
            "Press D as soon as a row of the matrix holds; downgrading later is free.",
        ),
        (asked is None, "Ask “what changed?” right after declaring."),
        (
            (by_id["M6.decide"].value or 0) > 240 if "M6.decide" in by_id else False,
            "When a card proposes a mitigation, ask for objections once and order it.",
        ),
        (
            on_time is not None and on_time.value is not None and on_time.value < 100,
            "Promise the next update with each post, and set it to a time that can be kept.",
        ),
        ((by_id["M24"].value or 0) > 0, "Before the all-clear, name the signal and ask somebody to verify it."),
        (i.engaged is None, "Give each hat to a person by name in the first minute after declaring."),
    )
    try_next = next((says for due, says in experiments if due), "Say aloud what would make you change the severity.")
    return keep, try_next


def _timeline(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Moment]:
    """What happened, what was true, and what the real responders did at the same moments."""
    public, secret = scenario.public, scenario.secret
    for fact in facts:
        says = _says(scenario, fact)
        if says:
            yield Moment(fact.at, "you", says, fact.n)
        match fact.body:
            case f.FaultStarted(fault=fault) if fault in secret.faults:
                yield Moment(fact.at, "truth", f"Fault: {fault.replace('-', ' ')}", fact.n)
            case f.FaultEnded(fault=fault, order=order) if fault in secret.faults:
                by = f" by “{order}”" if order else ""
                yield Moment(fact.at, "truth", f"Ended{by}: {fault.replace('-', ' ')}", fact.n)
            case f.HazardStruck(says=says):
                yield Moment(fact.at, "truth", says, fact.n)
            case _:
                pass
    for done in secret.history:
        at = scenario.seconds(done.at)
        if done.says:
            says = done.says
        elif done.declared is not None:
            says = f"Declared {done.declared}"
        elif done.page is not None:
            says = f"Paged: {public.alerts[done.page].title or done.page}"
        elif done.ordered is not None:
            says = f"Ordered: {done.ordered}"
        elif done.done is not None:
            says = f"Done: {done.done}"
        elif done.posted is not None:
            says = f"Posted ({done.posted})"
        else:
            says = "Resolved"
        yield Moment(at, "history", says + (" (assumed)" if done.assumed else ""), 0)


def _says(scenario: Scenario, fact: f.Fact) -> str:
    people = scenario.public.people
    body = fact.body

    def name(person: str) -> str:
        return people[person].name or person.capitalize() if person in people else "Commander"

    match body:
        case f.PageSent(alert=alert, to=to) if to == IC:
            return f"Page: {scenario.public.alerts[alert].title or alert}"
        case f.PageAcknowledged():
            return "Page acknowledged"
        case f.ChangesOpened(seat=seat) if seat == IC:
            return "Asked: what changed?"
        case f.IncidentDeclared(sev=sev):
            return f"Declared {sev}"
        case f.SeverityChanged(sev=sev, was=was):
            return f"Severity from {was} to {sev}"
        case f.IncidentStoodDown():
            return "Stood down"
        case f.RoleAccepted(role=role, person=person):
            return f"{name(person)} took {role.value.upper() if role.value == 'ic' else role.value}"
        case f.TaskAsked(person=person, target=target, topic=topic):
            return f"Asked {name(person) if person else 'the room'} about {target}, {topic}"
        case f.CardPosted(person=person, names=names):
            return f"{name(person)} reported" + (f"; proposes {names}" if names else "")
        case f.MitigationOrdered(person=person):
            return f"Ordered {body.order}, {name(person)}"
        case f.MitigationDone(mitigation=mitigation):
            return f"Done ({mitigation})"
        case f.MitigationFailed(says=says):
            return f"Did not work: {says}"
        case f.UpdatePosted(audience=audience):
            return "Posted to the status page" if audience.value == "public" else "Posted internally"
        case f.PromiseMissed(audience=audience):
            return f"A promised {audience.value} update did not come in time"
        case f.InjectDelivered(person=person, says=says):
            return f"{name(person)}: {says}"
        case f.VerifyReported(person=person, healthy=healthy):
            return f"{name(person)} verified: {'users are well' if healthy else 'users are not well yet'}"
        case f.MitigationClaimed():
            return "Called mitigated"
        case f.IncidentResolved():
            return "Resolved"
        case f.IncidentReopened():
            return "Reopened"
        case f.IncidentClosed(owner=owner):
            return f"Closed; postmortem with {name(owner)}"
        case _:
            return ""
