"""Role coverage (M12): how much of the response every hat that was required was worn, and whether command was said aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from simulator.drill.evidence import evident_at
from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scoring.instants import Instants, required
from simulator.scoring.response import response
from simulator.scoring.scorecard import Line
from simulator.scoring.stretches import Span, joined, length, within
from simulator.scoring.words import clock

#: The doctrine's limit of one person doing it all: beyond either, all four hats are required at any severity.
HERO_RESPONDERS, HERO_SECONDS = 3, 1800


def coverage(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M12 = share of [T_decl, T_resolve] in which every hat required was worn by somebody who had accepted it.

    Required: SEV1 all four; SEV2 command and operations, and comms once SEV2 is evident; SEV3 and milder an owner; at any severity
    all four once more than three responders are at work or more than 30 minutes have passed since declaring. The automatic scribe
    counts. Hours of a jump are left out. M12.aloud = seconds from declaring until command was first accepted aloud.
    """
    window = response(i, facts)
    title, owner = "Hats worn", "process"
    if not window:
        yield Line("M12", title, owner, None, "%", "No incident was declared, so no hat was needed.")
        return
    bare = {role: within(spans, window) for role, spans in _bare(i, facts, window).items()}
    missing = joined(span for spans in bare.values() for span in spans)
    whole = length(window)
    worn = tuple(x.n for x in facts if isinstance(x.body, f.RoleAccepted | f.RoleReleased | f.HandoffAccepted))
    if whole:
        value = 100.0 * (whole - length(missing)) / whole
        names = ", ".join(f"{role.value} {clock(length(spans))}" for role, spans in bare.items() if spans)
        says = f"Every hat that was needed was worn for {value:.0f} % of the response."
        says += f" Not worn: {names}." if names else ""
        yield Line("M12", title, owner, value, "%", says, evidence=worn, spans=missing or window)
    else:
        yield Line("M12", title, owner, None, "%", "The response was over as soon as it was declared.", evidence=worn)
    yield _aloud(i)


def _aloud(i: Instants) -> Line:
    assert i.declared_any is not None
    title, owner = "Command said aloud", "process"
    if i.commanding is None:
        says = f"“I have command” was not heard in {clock(i.ended - i.declared_any.at)}."
        return Line("M12.aloud", title, owner, None, "s", says, censored=True, evidence=(i.declared_any.fact,))
    value = max(0, i.commanding.at - i.declared_any.at)
    says = f"“I have command” was heard {clock(value)} after declaring."
    return Line("M12.aloud", title, owner, value, "s", says, evidence=(i.declared_any.fact, i.commanding.fact))


def _bare(i: Instants, facts: Sequence[f.Fact], window: Sequence[Span]) -> dict[Role, list[Span]]:
    """For each hat, when it was required and not worn. Walks every second at which either can have changed."""
    start, end = window[0][0], window[-1][1]
    worn: dict[Role, str] = {Role.SCRIBE: "scribe"}
    at_work: set[str] = set()
    weight = 0
    changes = sorted({*(x.at for x in facts), *(m.at for m in i.seen), start, start + HERO_SECONDS + 1, end})
    bare: dict[Role, list[Span]] = {role: [] for role in Role}
    pending = iter(facts)
    fact = next(pending, None)
    for now, then in pairwise(changes):
        while fact is not None and fact.at <= now:
            weight = _weight(fact.body, weight)
            _wear(fact.body, worn)
            _work(fact.body, at_work)
            fact = next(pending, None)
        if not start <= now < end:
            continue
        needed = required(weight, evident_at(i.seen, now))
        if len(at_work) > HERO_RESPONDERS or now - start > HERO_SECONDS:
            needed = set(Role)
        for role in needed - worn.keys():
            bare[role].append((now, min(then, end)))
    return bare


def _weight(body: f.Body, weight: int) -> int:
    match body:
        case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
            return sev.weight
        case _:
            return weight


def _wear(body: f.Body, worn: dict[Role, str]) -> None:
    match body:
        case f.RoleAccepted(role=role, person=person):
            worn[role] = person
        case f.HandoffAccepted(person=person):
            worn[Role.IC] = person
        case f.RoleReleased(role=role):
            worn.pop(role, None)
            worn.setdefault(Role.SCRIBE, "scribe")
        case _:
            pass


def _work(body: f.Body, at_work: set[str]) -> None:
    """Responders who have taken something on, until they go home."""
    match body:
        case f.RoleAccepted(person=person) | f.TaskAccepted(person=person) | f.MitigationOrdered(person=person) if person != IC:
            at_work.add(person)
        case f.PersonLeft(person=person):
            at_work.discard(person)
        case _:
            pass
