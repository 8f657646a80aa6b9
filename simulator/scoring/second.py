"""Second incidents (M19): what an order of the response itself brought on, what users suffered by it, and whether a safe way was at hand.

The finding is about the runbook first: the safe way has to be the easy way (doctrine).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition
from simulator.scenario.words import Variant
from simulator.scoring.harm import USER_MINUTES
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.severity import Step
from simulator.scoring.stretches import Span, covers, joined

#: What users suffered anyway is read over this long before it struck.
BEFORE = 60


@dataclass(frozen=True, slots=True)
class Struck:
    """Something an order broke: its fault, from when until when, and the order with how it was carried out."""

    fact: f.Fact
    ended: f.Fact | None
    ordered: f.Fact
    says: str

    def span(self, ended: int) -> Span:
        return self.fact.at, ended if self.ended is None else self.ended.at


def second_incidents(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], unit: str = USER_MINUTES) -> Iterator[Line]:
    """M19 = hazards that orders struck, and faults of the scenario that began because an order was done.

    M19.harm = sum over the steps while one stood of the harm beyond the mean of the minute before it struck; what hurt anyway is not
    counted. M19.safe = share of them where the order was carried out the fast way although a current runbook describes the safe one.
    """
    done = [x for x in facts if isinstance(x.body, f.MitigationDone)]
    title, owner = "Second incidents", "process"
    if not done:
        yield Line(
            "M19", title, owner, 0, "count", "Nothing was carried out, so nothing was broken by it.", spans=((0, i.ended),)
        )
        return
    found = list(struck(scenario, facts))
    if not found:
        says = "Nothing that was carried out broke anything else."
        yield Line("M19", title, owner, 0, "count", says, evidence=tuple(x.n for x in done))
        return
    evidence = tuple(n for one in found for n in (one.ordered.n, one.fact.n))
    listed = "; ".join(f"after “{_order(one).order}”: {one.says.rstrip('.')}" for one in found)
    yield Line("M19", title, owner, len(found), "count", f"{listed[0].upper()}{listed[1:]}.", evidence=evidence)
    harm, spans = attributed(i.steps, found, i.ended)
    says = f"{harm:,.0f} {unit} beyond what hurt already, while it stood."
    yield Line("M19.harm", "Harm of second incidents", "users", harm, unit, says, evidence=evidence, spans=spans)
    yield _safe_way(scenario, facts, found)


def struck(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Struck]:
    """In the order in which they struck; a fault that waits for an order counts when that order has been done before it."""
    ordered = {x.body.mitigation: x for x in facts if isinstance(x.body, f.MitigationOrdered)}
    done: list[f.Fact] = []
    for fact in facts:
        match fact.body:
            case f.MitigationDone(mitigation=id_) if id_ in ordered:
                done.append(ordered[id_])
            case f.HazardStruck(mitigation=id_, says=says, fault=fault) if id_ in ordered:
                yield Struck(fact, _end_of(facts, fault, fact.n), ordered[id_], says)
            case f.FaultStarted(fault=fault) if fault in scenario.secret.faults:
                when = scenario.secret.faults[fault].when
                waited = set() if when is None else set(_orders_of(when))
                by = next((x for x in reversed(done) if isinstance(x.body, f.MitigationOrdered) and x.body.order in waited), None)
                if by is not None:
                    yield Struck(fact, _end_of(facts, fault, fact.n), by, fault.replace("-", " "))
            case _:
                pass


def _orders_of(condition: Condition) -> Iterator[str]:
    """The orders whose being done it waits for; what it waits to be absent is not among them."""
    if condition.done is not None:
        yield condition.done
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from _orders_of(part)


def _end_of(facts: Sequence[f.Fact], fault: str, since: int) -> f.Fact | None:
    return next((x for x in facts if x.n > since and isinstance(x.body, f.FaultEnded) and x.body.fault == fault), None)


def _order(one: Struck) -> f.MitigationOrdered:
    assert isinstance(one.ordered.body, f.MitigationOrdered)
    return one.ordered.body


def attributed(steps: Sequence[Step], found: Sequence[Struck], ended: int) -> tuple[float, tuple[Span, ...]]:
    """Harm beyond the mean of the minute before the first of what stands together struck, and when it stood."""
    spans = joined(one.span(ended) for one in found)
    total = 0.0
    for start, end in spans:
        before = [step.harm for step in steps if start - BEFORE < step.at <= start]
        usual = sum(before) / len(before) if before else 0.0
        total += sum(max(0.0, step.harm - usual) for step in steps if covers([(start + 1, end + 1)], step.at))
    return total, spans


def _safe_way(scenario: Scenario, facts: Sequence[f.Fact], found: Sequence[Struck]) -> Line:
    """Whether a runbook that holds describes a safe way, whether a page linked it, and how it was carried out."""
    parts = []
    unsafe = 0
    for one in found:
        body = _order(one)
        books = {id_: book for id_, book in scenario.public.runbooks.items() if book.mitigation == body.order and not book.stale}
        safe = next((book.safe for book in books.values()), None)
        linked = any(
            isinstance(x.body, f.PageSent) and scenario.public.alerts[x.body.alert].runbook in books and x.n < one.ordered.n
            for x in facts
        )
        way = "the safe way" if body.variant is Variant.SAFE else "the fast way"
        if safe is None:
            parts.append(f"“{body.order}” went {way}; no runbook describes one")
        elif body.variant is safe:
            parts.append(f"“{body.order}” went the way the runbook describes, and it broke something all the same")
        else:
            unsafe += 1
            offered = "a page linked it" if linked else "no page linked it"
            parts.append(f"“{body.order}” went {way}; the runbook describes the other one, and {offered}")
    listed = "; ".join(dict.fromkeys(parts))
    evidence = tuple(one.ordered.n for one in found)
    return Line(
        "M19.safe", "Safe way at hand, not taken", "process", 100.0 * unsafe / len(found), "%", f"{listed}.", evidence=evidence
    )
