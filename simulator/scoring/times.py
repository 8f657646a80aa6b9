"""The times: M1 to M7, each a function from instants to one or more lines, with the formula in its docstring.

Sentences have the system or the event as their subject. The four times are never summed; there is no MTTR. What a drill's end cuts
off is open (`censored`), and never replaced by a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Line
from simulator.scoring.stretches import covers
from simulator.scoring.words import clock, severity_name


def _stretch(start: At, end: At) -> tuple[int, int]:
    return min(start.at, end.at), max(start.at, end.at)


def _facts(*instants: At | None) -> tuple[int, ...]:
    return tuple(i.fact for i in instants if i is not None and i.fact)


def times(i: Instants) -> Iterator[Line]:
    """M1 to M5: detect, acknowledge, declare, engage, mitigate."""
    yield _detect(i)
    yield _acknowledge(i)
    yield from _declare(i)
    yield _engage(i)
    yield from _mitigate(i)


def _detect(i: Instants) -> Line:
    """M1 = T_evid - T_onset. About the monitoring; never about a person."""
    title, owner = "Time to detect", "monitoring"
    if i.onset is None:
        return Line("M1", title, owner, None, "s", "There was nothing to detect.")
    if i.evident is None:
        says = f"Nothing on the commander's screen showed it in {clock(i.ended - i.onset.at)}."
        return Line("M1", title, owner, None, "s", says, censored=True, spans=((i.onset.at, i.ended),))
    value = i.evident.at - i.onset.at
    says = f"Evidence reached the commander {clock(value)} after users began to be hurt."
    if value < 0:
        says = "The evidence came before the harm."
    spans = (_stretch(i.onset, i.evident),)
    return Line("M1", title, owner, max(0, value), "s", says, evidence=_facts(i.evident), spans=spans)


def _acknowledge(i: Instants) -> Line:
    """M2 = T_ack - T_page."""
    title, owner = "Time to acknowledge", "paging"
    if i.page is None:
        return Line("M2", title, owner, None, "s", "Nothing paged the commander.")
    if i.acknowledged is None:
        says = f"The page was open for {clock(i.ended - i.page.at)}."
        return Line("M2", title, owner, None, "s", says, censored=True, evidence=_facts(i.page))
    value = i.acknowledged.at - i.page.at
    says = f"The page was acknowledged after {clock(value)}."
    return Line("M2", title, owner, value, "s", says, evidence=_facts(i.page, i.acknowledged))


def _declare(i: Instants) -> Iterator[Line]:
    """M3 = max(0, T_decl - T_evid); beside it T_decl - T_onset. Early is an instinct worth keeping (E2); never is open (E1)."""
    title, owner = "Time to declare", "person"
    if i.false_alarm:
        yield Line("M3", title, owner, None, "s", "Does not apply: there was no incident to declare.")
        return
    if i.declared is None:
        yield _never_declared(i)
        return
    if covers(i.passed_on, i.declared.at):
        says = "It had not been declared when command passed on."
        yield Line("M3", title, owner, None, "s", says, censored=True, evidence=_facts(i.evident, i.declared))
        return
    yield _declared(i, i.declared)
    if i.onset is not None:
        value = i.declared.at - i.onset.at
        says = f"{clock(value)} after users began to be hurt." if value >= 0 else "Before any user was hurt."
        spans = (_stretch(i.onset, i.declared),)
        yield Line("M3b", "Declared after onset", "monitoring", value, "s", says, evidence=_facts(i.declared), spans=spans)


def _never_declared(i: Instants) -> Line:
    if i.evident is None:
        return Line("M3", "Time to declare", "person", None, "s", "Nothing justified declaring, and nothing was declared.")
    waited = clock(i.ended - i.evident.at)
    says = f"Not declared in {waited} of evidence."
    if i.declared_any is not None:
        says = f"Declared milder than {severity_name(i.line)} for all {waited} of evidence."
    return Line("M3", "Time to declare", "person", None, "s", says, censored=True, evidence=_facts(i.evident, i.declared_any))


def _declared(i: Instants, declared: At) -> Line:
    value = 0 if i.evident is None else max(0, declared.at - i.evident.at)
    if i.evident is None or declared.at < i.evident.at:
        says = "Early: good instinct. The declaration came before the evidence."
    elif value == 0:
        says = "The declaration came with the evidence."
    else:
        says = f"The declaration came {clock(value)} after the evidence."
    first = i.declared_any
    if first is not None and first.at < declared.at:
        says += f" A milder one had been made {clock(declared.at - first.at)} before."
    start = declared if i.evident is None else i.evident
    milder = first if first is not None and first.at < declared.at else None
    evidence = _facts(i.evident, milder, declared)
    return Line("M3", "Time to declare", "person", value, "s", says, evidence=evidence, spans=(_stretch(start, declared),))


def _engage(i: Instants) -> Line:
    """M4 = T_engaged - T_decl: all hats the severity requires accepted, and a named task accepted.

    Where nothing was declared it runs from the latest reasonable declaration, and is open (E1).
    """
    title, owner = "Time to engage", "process"
    declared = i.declared or i.declared_any
    if declared is None:
        due = None if i.evident is None or i.false_alarm else i.evident.at + i.latest_declare
        if due is None or due > i.ended:
            return Line("M4", title, owner, None, "s", "No incident was declared, so no room was formed.")
        says = f"No room was formed in {clock(i.ended - due)} after the latest reasonable declaration."
        return Line("M4", title, owner, None, "s", says, censored=True, evidence=_facts(i.evident))
    if i.engaged is None:
        says = f"Some hat stayed empty, or no ask was taken up, for all {clock(i.ended - declared.at)}."
        return Line("M4", title, owner, None, "s", says, censored=True, evidence=_facts(declared))
    value = i.engaged.at - declared.at
    says = f"Hats were worn and work was under way {clock(value)} after declaring."
    return Line("M4", title, owner, value, "s", says, evidence=_facts(declared, i.engaged))


_HOW = {
    "self-healed": " It went away by itself.",
    "unordered": " Nobody had ordered it: who decided?",
    "forced": " The game master ended it.",
}


def _mitigate(i: Instants) -> Iterator[Line]:
    """M5 = T_mit - T_evid (person and system), and T_mit - T_onset (what users felt)."""
    title, owner = "Time to mitigate", "process"
    if i.onset is None:
        yield Line("M5", title, owner, None, "s", "Does not apply: nothing was hurting.")
        return
    start = i.evident or i.onset
    if i.mitigated is None:
        on = clock(max(0, i.ended - start.at))
        says = f"Users were still being hurt, or it had not held for 5 minutes, {on} on."
        spans = ((start.at, max(start.at, i.ended)),)
        yield Line("M5", title, owner, None, "s", says, censored=True, evidence=_facts(i.evident), spans=spans)
        return
    value = max(0, i.mitigated.at - start.at)
    says = f"The hurting stopped {clock(value)} after the evidence.{_HOW.get(i.mitigated_by, '')}"
    if i.evident is None or i.mitigated.at < i.evident.at:
        says = f"The hurting stopped before there was evidence of it.{_HOW.get(i.mitigated_by, '')}"
    done = i.chain.done if i.chain is not None else None
    yield Line("M5", title, owner, value, "s", says, evidence=_facts(i.evident, done), spans=(_stretch(start, i.mitigated),))
    felt = i.mitigated.at - i.onset.at
    spans = (_stretch(i.onset, i.mitigated),)
    yield Line("M5b", "What users felt", "users", felt, "s", f"Users were hurt for {clock(felt)}.", spans=spans)


def resolve(i: Instants) -> Line:
    """M7 = T_resolve - T_evid. Reported last of the times and never alone."""
    title, owner = "Time to resolve", "process"
    if i.false_alarm or (i.declared_any is None and i.resolved is None):
        says = "Does not apply: there was no incident." if i.false_alarm else "No incident was declared, so none was resolved."
        return Line("M7", title, owner, None, "s", says)
    if i.resolved is None:
        return Line("M7", title, owner, None, "s", "The incident was still open at the end.", censored=True)
    start = i.evident or i.onset or At(0)
    value = max(0, i.resolved.at - start.at)
    says = f"Resolved {clock(value)} after the evidence."
    spans = (_stretch(start, i.resolved),)
    return Line("M7", title, owner, value, "s", says, evidence=_facts(i.evident, i.resolved), spans=spans)


# --- M6 ----------------------------------------------------------------------------------------------


def known_to_executed(i: Instants) -> Iterator[Line]:
    """M6 = T_start - T_known in three parts, then the mechanism T_mit - T_start; each has its own fix.

    On the mitigation that did it; while nothing has, on the last order that would, as far as it came, or on what could have been ordered.
    """
    if i.chain is None or i.mitigated_by not in ("", "ordered", "stated"):
        yield _no_order(i)
        return
    yield from _parts(i)
    road = i.known
    if road is not None and road.order != i.chain.order and road.since.at < i.chain.known.at:
        says = f"“{road.order}” could be known {clock(i.chain.ordered.at - road.since.at)} before “{i.chain.order}” was ordered."
        yield Line("M6.road", "The road not taken", "process", None, "s", says, evidence=_facts(road.since))


def _no_order(i: Instants) -> Line:
    if i.mitigated is None and i.onset is not None and i.known is not None:
        waited = clock(i.ended - i.known.since.at)
        says = f"“{i.known.order}” could be known for {waited} and was not ordered."
        return Line("M6.decide", "Decide", "person", None, "s", says, censored=True, evidence=_facts(i.known.since))
    how = {
        "unordered": "It was carried out without an order.",
        "self-healed": "No order ended it.",
        "forced": "The game master ended it.",
    }
    says = "Does not apply: nothing was hurting." if i.false_alarm else how.get(i.mitigated_by, "Nothing has ended it.")
    return Line("M6", "Known to executed", "process", None, "s", says)


def _parts(i: Instants) -> Iterator[Line]:
    chain = i.chain
    assert chain is not None
    parts = (
        ("M6.decide", "Decide", "person", chain.known, chain.ordered, "from known to ordered"),
        ("M6.approve", "Approve", "process", chain.ordered, chain.approved, "waiting for an approval"),
        ("M6.ready", "Ready", "process", chain.approved, chain.started, "from approved to started"),
        ("M6.mechanism", "Mechanism", "machinery", chain.started, i.mitigated, "from starting to calm"),
    )
    for id_, title, owner, start, end, what in parts:
        if start is None:
            return
        if end is None:
            waited = clock(max(0, i.ended - start.at))
            yield Line(
                id_,
                title,
                owner,
                None,
                "s",
                f"{waited} {what}, and not over ({chain.order}).",
                censored=True,
                evidence=_facts(start),
            )
            return
        if id_ == "M6.decide" and covers(i.passed_on, end.at):
            says = f"“{chain.order}” had not been ordered when command passed on."
            yield Line(id_, title, owner, None, "s", says, censored=True, evidence=_facts(start, end))
            continue
        value = max(0, end.at - start.at)
        says = f"{clock(value)} {what} ({chain.order})."
        yield Line(id_, title, owner, value, "s", says, evidence=_facts(start, end), spans=(_stretch(start, end),))
