"""The measures: each a function from instants and facts to one or more lines, with the formula in its docstring.

Sentences have the system or the event as their subject. The four times are never summed; there is no MTTR.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.drill.evidence import evident_at
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, PersonKind, sev_of
from simulator.scoring.comms import Cadence, cadence
from simulator.scoring.instants import At, Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.severity import weight_at
from simulator.world.network import STEP
from simulator.world.severity import SEV2, SEV3

#: Over-declaring costs nothing until this long after the refuting evidence.
DOWNGRADE_GRACE = 600
#: Resolving earlier than this after the hurting stopped is early.
HOLD_BEFORE_RESOLVE = 600


def clock(seconds: float) -> str:
    """Minutes and seconds, as 4:10."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _facts(*instants: At | None) -> tuple[int, ...]:
    return tuple(i.fact for i in instants if i is not None and i.fact)


def times(i: Instants, false_alarm: bool) -> Iterator[Line]:
    """M1 to M5 and M7: detect, acknowledge, declare, engage, mitigate, resolve."""
    yield _detect(i)
    yield _acknowledge(i)
    yield from _declare(i, false_alarm)
    yield _engage(i)
    yield from _mitigate(i, false_alarm)
    yield _resolve(i)


def _detect(i: Instants) -> Line:
    """M1 = T_evid - T_onset. About the monitoring; never about a person."""
    title, owner = "Time to detect", "monitoring"
    if i.onset is None:
        return Line("M1", title, owner, None, "s", "There was nothing to detect.")
    if i.evident is None:
        waited = i.ended - i.onset.at
        return Line(
            "M1", title, owner, None, "s", f"Nothing on the commander's screen showed it in {clock(waited)}.", censored=True
        )
    value = i.evident.at - i.onset.at
    says = (
        f"Evidence reached the commander {clock(value)} after users began to be hurt."
        if value >= 0
        else "The evidence came before the harm."
    )
    return Line("M1", title, owner, max(0, value), "s", says, evidence=_facts(i.evident))


def _acknowledge(i: Instants) -> Line:
    """M2 = T_ack - T_page."""
    title, owner = "Time to acknowledge", "paging"
    if i.page is None:
        return Line("M2", title, owner, None, "s", "Nothing paged the commander.")
    if i.acknowledged is None:
        return Line(
            "M2",
            title,
            owner,
            None,
            "s",
            f"The page was open for {clock(i.ended - i.page.at)}.",
            censored=True,
            evidence=_facts(i.page),
        )
    value = i.acknowledged.at - i.page.at
    return Line(
        "M2",
        title,
        owner,
        value,
        "s",
        f"The page was acknowledged after {clock(value)}.",
        evidence=_facts(i.page, i.acknowledged),
    )


def _declare(i: Instants, false_alarm: bool) -> Iterator[Line]:
    """M3 = max(0, T_decl - T_evid); beside it T_decl - T_onset. Early is an instinct worth keeping (E2)."""
    title, owner = "Time to declare", "person"
    if false_alarm:
        yield Line("M3", title, owner, None, "s", "Does not apply: there was no incident to declare.")
        return
    if i.evident is None and i.declared is None:
        yield Line("M3", title, owner, None, "s", "Nothing justified declaring, and nothing was declared.")
        return
    if i.declared is None:
        since = 0 if i.evident is None else i.ended - i.evident.at
        yield Line(
            "M3",
            title,
            owner,
            None,
            "s",
            f"Not declared in {clock(since)} of evidence.",
            censored=True,
            evidence=_facts(i.evident),
        )
        return
    if i.evident is None or i.declared.at <= i.evident.at:
        yield Line(
            "M3",
            title,
            owner,
            0,
            "s",
            "Early: good instinct. The declaration came before the evidence.",
            evidence=_facts(i.declared),
        )
    else:
        value = i.declared.at - i.evident.at
        says = f"The declaration came {clock(value)} after the evidence."
        first = i.declared_any
        if first is not None and first.at < i.declared.at:
            says += f" A milder one had been made {clock(i.declared.at - first.at)} before."
        yield Line("M3", title, owner, value, "s", says, evidence=_facts(i.evident, i.declared))
    if i.onset is not None:
        value = i.declared.at - i.onset.at
        yield Line(
            "M3b",
            "Declared after onset",
            "monitoring",
            value,
            "s",
            f"{clock(max(0, value))} after users began to be hurt.",
            evidence=_facts(i.declared),
        )


def _engage(i: Instants) -> Line:
    """M4 = T_engaged - T_decl: all hats the severity requires accepted, and a named task accepted."""
    title, owner = "Time to engage", "process"
    if i.declared_any is None:
        return Line("M4", title, owner, None, "s", "No incident was declared, so no room was formed.")
    if i.engaged is None:
        waited = i.ended - i.declared_any.at
        return Line(
            "M4",
            title,
            owner,
            None,
            "s",
            f"Some hat stayed empty for all {clock(waited)}.",
            censored=True,
            evidence=_facts(i.declared_any),
        )
    value = max(0, i.engaged.at - i.declared_any.at)
    return Line(
        "M4",
        title,
        owner,
        value,
        "s",
        f"Hats were worn and work was under way {clock(value)} after declaring.",
        evidence=_facts(i.declared_any, i.engaged),
    )


def _mitigate(i: Instants, false_alarm: bool) -> Iterator[Line]:
    """M5 = T_mit - T_evid (person and system), and T_mit - T_onset (what users felt)."""
    title, owner = "Time to mitigate", "process"
    if false_alarm or i.onset is None:
        yield Line("M5", title, owner, None, "s", "Does not apply: nothing was hurting.")
        return
    if i.mitigated is None:
        start = i.evident or i.onset
        yield Line(
            "M5",
            title,
            owner,
            None,
            "s",
            f"Users were still being hurt, or it had not held for 5 minutes, {clock(max(0, i.ended - start.at))} on.",
            censored=True,
        )
        return
    how = {
        "self-healed": " It went away by itself.",
        "unordered": " Nobody had ordered it: who decided?",
        "forced": " The game master ended it.",
    }
    start = i.evident or i.onset
    value = max(0, i.mitigated.at - start.at)
    yield Line(
        "M5",
        title,
        owner,
        value,
        "s",
        f"The hurting stopped {clock(value)} after the evidence.{how.get(i.mitigated_by, '')}",
        evidence=_facts(i.evident, i.chain.done if i.chain else None),
    )
    felt = i.mitigated.at - i.onset.at
    yield Line("M5b", "What users felt", "users", felt, "s", f"Users were hurt for {clock(felt)}.")


def _resolve(i: Instants) -> Line:
    """M7 = T_resolve - T_evid. Reported last and never alone."""
    title, owner = "Time to resolve", "process"
    if i.resolved is None:
        return Line("M7", title, owner, None, "s", "The incident was still open at the end.", censored=True)
    start = i.evident or i.onset or At(0)
    value = max(0, i.resolved.at - start.at)
    return Line("M7", title, owner, value, "s", f"Resolved {clock(value)} after the evidence.", evidence=_facts(i.resolved))


def known_to_executed(i: Instants) -> Iterator[Line]:
    """M6 = T_start - T_known in three parts, then the mechanism T_mit - T_start; each has its own fix."""
    chain = i.chain
    if chain is None or i.mitigated_by != "ordered":
        says = {
            "unordered": "It was carried out without an order.",
            "self-healed": "No order ended it.",
            "forced": "The game master ended it.",
        }
        yield Line("M6", "Known to executed", "process", None, "s", says.get(i.mitigated_by, "Nothing has ended it."))
        return
    parts = (
        ("M6.decide", "Decide", "person", chain.known, chain.ordered, "from known to ordered"),
        ("M6.approve", "Approve", "process", chain.ordered, chain.approved, "waiting for an approval"),
        ("M6.ready", "Ready", "process", chain.approved, chain.started, "from approved to started"),
    )
    for id_, title, owner, start, end, what in parts:
        if end is not None:
            value = max(0, end.at - start.at)
            yield Line(id_, title, owner, value, "s", f"{clock(value)} {what} ({chain.order}).", evidence=_facts(start, end))
    if chain.started is not None and i.mitigated is not None:
        value = max(0, i.mitigated.at - chain.started.at)
        yield Line(
            "M6.mechanism",
            "Mechanism",
            "machinery",
            value,
            "s",
            f"{clock(value)} from starting to calm.",
            evidence=_facts(chain.started, chain.done),
        )
    if i.first_known is not None:
        order, at = i.first_known
        yield Line(
            "M6.road",
            "The road not taken",
            "process",
            None,
            "s",
            f"“{order}” was known {clock(max(0, chain.ordered.at - at.at))} before the order that did it.",
            evidence=_facts(at),
        )


def updates(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M8: due, on time, late, missed, for each audience. Missing a promise that was made is a line of its own."""
    declared = i.declared_any.at if i.declared_any is not None else None
    until = i.resolved.at if i.resolved is not None else i.ended
    for audience, id_ in ((Audience.PUBLIC, "M8.public"), (Audience.INTERNAL, "M8.internal")):
        c = cadence(audience, facts, declared, until, i.seen)
        name = "Public updates" if audience is Audience.PUBLIC else "Internal updates"
        yield Line(
            id_, name, "process", None if c.due == 0 else 100.0 * c.on_time / c.due, "%", _cadence_says(c), evidence=c.evidence
        )


def _cadence_says(c: Cadence) -> str:
    if c.due == 0:
        return "None was due."
    parts = [f"{c.on_time} of {c.due} on time"]
    if c.late:
        parts.append(f"late ones came {clock(c.late)} after their time")
    if c.missed:
        parts.append(f"{c.missed} never came")
    if c.promised_missed:
        parts.append(f"{c.promised_missed} of them had been promised")
    if c.noise:
        parts.append(f"{c.noise} came so close together that they are noise")
    return "; ".join(parts).capitalize() + "."


def severity_accuracy(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M11: time declared milder than evident, with what users suffered meanwhile; time declared worse than evident for more
    than ten minutes after the refuting evidence, with the person-minutes it took. Cut at every change; changes are free.
    """
    under = over = 0
    suffered = 0.0
    declared = 0
    lower_since: int | None = None
    changes = [(x.at, x.body.sev.weight) for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged)]
    closing = [(x.at, 0) for x in facts if isinstance(x.body, f.IncidentStoodDown | f.IncidentResolved)]
    moves = iter(sorted([*changes, *closing]))
    move = next(moves, None)
    closed = False
    for step in i.steps:
        while move is not None and move[0] <= step.at:
            declared, closed = move[1], move[1] == 0
            move = next(moves, None)
        evident = evident_at(i.seen, step.at)
        if evident >= SEV2 and declared < evident and not closed:
            under += STEP
            suffered += step.harm
        if declared > max(evident, 0) and i.evident is not None and step.at > i.evident.at:
            lower_since = step.at if lower_since is None else lower_since
            if step.at - lower_since > DOWNGRADE_GRACE:
                over += STEP
        else:
            lower_since = None
    responders = sum(p.kind is PersonKind.RESPONDER and p.wakes is None for p in scenario.public.people.values())
    says = (
        f"Declared milder than evident for {clock(under)}; users lost {suffered:,.0f} user-minutes meanwhile."
        if under
        else "Never declared milder than the evidence."
    )
    yield Line("M11.under", "Declared too mild", "person", under, "s", says)
    cost = over / 60.0 * (responders + 1) * scenario.public.person_cost
    says = (
        f"Held worse than evident for {clock(over)} beyond the ten free minutes; about {cost:,.0f} person-minutes."
        if over
        else "Never held worse than the evidence for long."
    )
    yield Line("M11.over", "Held too severe", "person", over, "s", says)


def all_clear(i: Instants, facts: Sequence[f.Fact]) -> Line:
    """M24: resolved while users were hurting, or less than ten minutes after the hurting stopped, or unverified; and reopened."""
    title, owner = "All-clear", "process"
    resolved = [x for x in facts if isinstance(x.body, f.IncidentResolved)]
    if not resolved:
        return Line("M24", title, owner, None, "count", "No all-clear was given.")
    early, evidence = 0, []
    reasons: list[str] = []
    for fact in resolved:
        before = early
        if weight_at(i.truth, fact.at) >= SEV3 and (i.mitigated is None or fact.at < i.mitigated.at):
            early += 1
            reasons.append("users were still being hurt")
        elif i.mitigated is not None and fact.at - i.mitigated.at < HOLD_BEFORE_RESOLVE:
            early += 1
            reasons.append(f"it had held for {clock(max(0, fact.at - i.mitigated.at))}")
        elif not any(isinstance(x.body, f.VerifyReported) and x.body.healthy and x.n < fact.n for x in facts):
            early += 1
            reasons.append("nobody had verified it with users")
        if early > before:
            evidence.append(fact.n)
    if i.reopened:
        reasons.append(f"reopened {i.reopened} time{'s' * (i.reopened != 1)}")
    says = f"Early: {', '.join(reasons)}." if early else "Given after it had held and somebody had verified it."
    if not early and i.reopened:
        says = f"Reopened {i.reopened} time{'s' * (i.reopened != 1)}."
    return Line("M24", title, owner, early, "count", says, evidence=tuple(evidence or [x.n for x in resolved]))


def severity_name(weight: int) -> str:
    """SEV1..SEV4 of a weight; "" for healthy."""
    sev = sev_of(weight)
    return "" if sev is None else sev.value
