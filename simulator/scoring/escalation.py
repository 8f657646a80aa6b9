"""Escalation (M20): from when somebody was missing until they were called, and what the pages that were not needed cost. The bar is low."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.drill.orders import people_for
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind
from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock

#: So many pages that were not needed are cheap insurance.
INSURANCE = 2


def escalation(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M20 = first page to somebody who was missing - T_need. T_need: the first second at which an incident was evident and nobody in
    the room could carry out any order that works here, or nobody could find out why. Who comes by themselves ends it too.

    M20.unused = people paged by the commander who then took nothing on and reported nothing by the end.
    """
    if i.evident is not None:
        yield _called(i, scenario, facts, i.evident)
    else:
        yield Line("M20", "Time to call help", "person", None, "s", "Nothing was evident, so nobody was missing.")
    yield _unused(scenario, facts)


def _called(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], evident: At) -> Line:
    title, owner = "Time to call help", "person"
    need = _need(scenario, facts, evident.at)
    if need is None:
        return Line(
            "M20", title, owner, None, "s", "Whoever was needed was in the room, or came unasked.", evidence=_number(evident)
        )
    at, missing, why = need
    page = next((x for x in facts if isinstance(x.body, f.PersonPaged) and x.body.person in missing), None)
    if page is None:
        says = f"No call went to anybody who can {why}, in {clock(i.ended - at)}."
        return Line("M20", title, owner, None, "s", says, censored=True, evidence=_number(evident), spans=((at, i.ended),))
    value = max(0, page.at - at)
    by = "" if page.by == IC else " Nobody had to ask for it."
    says = f"Somebody who can {why} was called {clock(value)} after they were missing.{by}"
    return Line("M20", title, owner, value, "s", says, evidence=(*_number(evident), page.n), spans=((at, at + value),))


def _number(at: At) -> tuple[int, ...]:
    return (at.fact,) if at.fact else ()


def _need(scenario: Scenario, facts: Sequence[f.Fact], evident: int) -> tuple[int, set[str], str] | None:
    """From when somebody was missing, who would do, and what for; None while the room could help itself."""
    secret = scenario.secret
    orders = [tuple(order.split(" ", 1)) for order in secret.truth.fixed_by]
    acting = {person for kind, target in orders for person in people_for(scenario, Kind(kind), target)}
    telling = {person for finding in secret.findings.values() if finding.cause for person in finding.by}
    for able, why in ((acting, "carry out what works"), (telling, "find out why")):
        since = _alone(scenario, facts, able, evident) if able else None
        if since is not None:
            return since, able, why
    return None


def _alone(scenario: Scenario, facts: Sequence[f.Fact], able: set[str], evident: int) -> int | None:
    """The first second from the evidence on at which none of them was in the room and none was on the way."""
    people = scenario.public.people
    here = {id_ for id_ in able if id_ in people and people[id_].wakes is None}
    called: set[str] = set()
    for fact in facts:
        if fact.at > evident and not here and not called:
            return evident
        match fact.body:
            case f.PersonJoined(person=person) if person in able:
                here.add(person)
            case f.PersonPaged(person=person) if person in able and fact.at <= evident:
                called.add(person)
            case f.PersonLeft(person=person, relief=relief) if person in here:
                here.discard(person)
                if not here and fact.at > evident and relief not in able:
                    return fact.at
            case _:
                pass
    return None


def _unused(scenario: Scenario, facts: Sequence[f.Fact]) -> Line:
    title, owner = "Pages that were not needed", "process"
    people = scenario.public.people
    paged = [x for x in facts if isinstance(x.body, f.PersonPaged) and x.by == IC and x.body.person in people]
    if not paged:
        return Line("M20.unused", title, owner, None, "count", "Nobody was paged.")
    unused = [x for x in paged if isinstance(x.body, f.PersonPaged) and not _took_part(facts, x, x.body.person)]
    calls = len(unused)
    says = "Everybody who was paged took part."
    if calls:
        names = ", ".join(_name(scenario, x) for x in unused)
        what = "page was" if calls == 1 else "pages were"
        says = f"{calls} {what} not needed in the end ({names})"
        says += ": cheap insurance." if calls <= INSURANCE else "; each kept somebody from something else."
    return Line("M20.unused", title, owner, calls, "count", says, evidence=tuple(x.n for x in unused or paged))


def _name(scenario: Scenario, fact: f.Fact) -> str:
    assert isinstance(fact.body, f.PersonPaged)
    return scenario.public.people[fact.body.person].name or fact.body.person.capitalize()


def _took_part(facts: Sequence[f.Fact], paged: f.Fact, person: str) -> bool:
    """Approvers and others who are paged to say yes count by saying it."""
    kinds = (
        f.TaskAccepted, f.RoleAccepted, f.MitigationOrdered, f.MitigationApproved, f.CardPosted, f.HandoffAccepted, f.EvidenceAsked
    )  # fmt: skip
    return any(x.n > paged.n and isinstance(x.body, kinds) and x.body.person == person for x in facts)
