"""Parallel work (M15): how many things went on at once, whose hands were free meanwhile, and whether curing waited for knowing.

No target and no par: busy work would reach one. Idle and useful stand side by side instead (scoring reference 4.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.words import PersonKind
from simulator.scoring.instants import Instants
from simulator.scoring.response import at_hand, response
from simulator.scoring.scorecard import Line
from simulator.scoring.stretches import Span, added, joined, length, within, without
from simulator.scoring.words import clock
from simulator.scoring.workstreams import DIAGNOSIS, MITIGATION, Stream, streams


def parallel(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M15 = mean number of open workstreams over [T_decl, T_resolve]; M15.useful = share of those opened in it that changed the board.

    M15.idle = responder-minutes with empty hands while here, from T_ack (else T_decl) to T_mit, T_resolve or EndEx, whichever is first.
    M15.beside = seconds in which an order was under way while somebody was still looking for what it is.
    """
    window = response(i, facts)
    title, owner = "Work going on at once", "process"
    if not window:
        yield Line("M15", title, owner, None, "count", "No incident was declared, so no work was given out.")
        return
    all_ = streams(scenario, facts, i.ended)
    mine = [s for s in all_ if within([_open(s)], window)]
    evidence = tuple(n for s in mine for n in s.evidence)
    whole = length(window)
    mean = added(span for s in mine for span in within([_open(s)], window)) / whole if whole else 0.0
    says = f"{mean:.1f} workstreams were open at a time; {len(mine)} were opened."
    yield Line("M15", title, owner, mean, "count", says, evidence=evidence, spans=window)
    yield _useful(mine)
    yield _idle(i, scenario, facts, all_)
    yield _beside(mine, window)


def _open(stream: Stream) -> Span:
    return stream.opened, stream.closed


def _useful(mine: Sequence[Stream]) -> Line:
    title, owner = "Work that changed the board", "process"
    if not mine:
        return Line("M15.useful", title, owner, None, "%", "No workstream was opened.")
    changed = [s for s in mine if s.changed]
    evidence = tuple(n for s in changed or mine for n in s.evidence)
    says = f"{len(changed)} of {len(mine)} workstreams brought something new to the board, or ended a fault."
    return Line("M15.useful", title, owner, 100.0 * len(changed) / len(mine), "%", says, evidence=evidence)


def _idle(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], all_: Sequence[Stream]) -> Line:
    hurt_until = [] if i.mitigated is None else [(i.mitigated.at, max(i.mitigated.at, i.ended))]
    window = without(at_hand(i, facts), hurt_until)
    title, owner = "Hands that were free", "process"
    idle: list[Span] = []
    seconds = 0
    for person in _responders(scenario):
        full = [(s.hands, s.closed) for s in all_ if s.person == person and s.hands is not None]
        free = without(within(_here(scenario, facts, person, i.ended), window), full)
        seconds += length(free)
        idle.extend(free)
    if not window:
        return Line("M15.idle", title, owner, None, "person-minutes", "Users were well before anybody could be asked.")
    says = f"{seconds / 60:,.1f} responder-minutes passed with free hands in {clock(length(window))}, while users were hurt."
    if i.onset is None:
        says = f"{seconds / 60:,.1f} responder-minutes passed with free hands in {clock(length(window))}."
    return Line("M15.idle", title, owner, seconds / 60, "person-minutes", says, spans=joined(idle) or window)


def _beside(mine: Sequence[Stream], window: Sequence[Span]) -> Line:
    title, owner = "Curing beside finding out", "process"
    orders, asks = [s for s in mine if s.kind == MITIGATION], [s for s in mine if s.kind == DIAGNOSIS]
    if not orders:
        return Line("M15.beside", title, owner, None, "s", "Nothing was ordered.")
    both = within(within((_open(s) for s in orders), (_open(s) for s in asks)), window)
    says = f"For {clock(length(both))} an order was under way while somebody went on looking."
    if not both:
        says = "Orders and looking for reasons took turns."
    evidence = tuple(n for s in orders for n in s.evidence)
    return Line("M15.beside", title, owner, length(both), "s", says, evidence=evidence, spans=both)


def _responders(scenario: Scenario) -> list[str]:
    return [id_ for id_, p in scenario.public.people.items() if p.kind is PersonKind.RESPONDER]


def _here(scenario: Scenario, facts: Sequence[f.Fact], person: str, ended: int) -> tuple[Span, ...]:
    """When somebody is in the room."""
    since = 0 if scenario.public.people[person].wakes is None else None
    spans = []
    for fact in facts:
        match fact.body:
            case f.PersonJoined(person=who) if who == person and since is None:
                since = fact.at
            case f.PersonLeft(person=who) if who == person and since is not None:
                spans.append((since, fact.at))
                since = None
            case _:
                pass
    return joined([*spans, *([(since, ended)] if since is not None else [])])
