"""Carrying out an order: approval, getting ready, lost tools, running, done. Each a process step that emits a fact.

Not what an order does to the system: that is the world's, told here when an order starts and when it is done. The four stretches are
kept apart because each has its own remedy (SCORING M6).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from simulator.drill.forensics import losses
from simulator.drill.orders import Plan, plan_of
from simulator.people.fatigue import fatigue, slowed
from simulator.people.responders import in_the_queue
from simulator.record.facts import (
    ALL,
    ApprovalAsked,
    Fact,
    FaultForced,
    FaultStated,
    MitigationApproved,
    MitigationDelayed,
    MitigationDone,
    MitigationFailed,
    MitigationOrdered,
    MitigationStaged,
    MitigationStarted,
    PersonPaged,
)
from simulator.record.luck import luck, luck_between
from simulator.scenario.model import Tool
from simulator.scenario.serving import way_round
from simulator.scenario.units import Span
from simulator.scenario.words import Kind, Variant

if TYPE_CHECKING:
    from simulator.drill.engine import Engine

#: How often somebody looks whether a lost tool is back or a person has come.
_LOOKS_EVERY = 5

Steps = Generator[Any, Any, None]


def carry_out(engine: Engine, ordered: Fact) -> Steps:
    """An order's whole way, from the fact that it was given; broken off where it has been stated as done meanwhile."""
    body = ordered.body
    assert isinstance(body, MitigationOrdered)
    plan = plan_of(engine.scenario, body.kind, body.target, body.variant)
    nth = sum(m.order == body.order for m in engine.board.mitigations.values())
    if plan.approver and plan.approver != body.person:
        yield from _approval(engine, plan, ordered.n, body.mitigation, nth)
    if _open(engine, body.mitigation):
        yield from in_the_queue(engine, body.person, body.mitigation)
    if _open(engine, body.mitigation):
        yield from _wait(engine, plan.ready, body.person, "ready", plan.order, nth)
    for tool in plan.needs:
        if _open(engine, body.mitigation):
            yield from _with_tool(engine, tool, ordered.n, body.mitigation)
    if not _open(engine, body.mitigation):
        return
    by = body.person
    cannot = plan.cannot or _not_yet(engine, plan)
    if cannot:
        engine.emit(MitigationFailed(body.mitigation, cannot), ALL, by, ordered.n)
        return
    engine.emit(MitigationStarted(body.mitigation), ALL, by, ordered.n)
    yield from _at_work(engine, plan, ordered.n, body, nth)
    if not _open(engine, body.mitigation):
        return
    if luck(engine.seed, "succeeds", plan.order, nth) >= plan.succeeds:
        says = plan.fails_as or f"It did not work: {plan.order}. It can be tried again."
        engine.emit(MitigationFailed(body.mitigation, says), ALL, by, ordered.n)
        return
    engine.emit(MitigationDone(body.mitigation, plan.says or _done_words(body)), ALL, by, ordered.n)


def come_in_stages(engine: Engine, ordered: Fact) -> Steps:
    """As it happened, nobody carries orders out; one that comes in stages does so from when it was given until it is stated as done."""
    body = ordered.body
    assert isinstance(body, MitigationOrdered)
    plan = plan_of(engine.scenario, body.kind, body.target, body.variant)
    if plan.stages and _open(engine, body.mitigation):
        yield from _at_work(engine, plan, ordered.n, body, 1)


def _at_work(engine: Engine, plan: Plan, because: int, body: MitigationOrdered, nth: int) -> Steps:
    """From the start until all of it stands, stage by stage where it comes in stages."""
    takes = _drawn(engine, plan.takes, "takes", plan.order, nth) if plan.takes.high or not plan.stages else 0
    engine.world.begin(body.mitigation, body.kind, body.target, body.variant, body.cohort, takes + plan.in_stages)
    if takes:
        yield engine.env.timeout(takes)
    for stage in plan.stages:
        if not _open(engine, body.mitigation):
            return
        engine.emit(MitigationStaged(body.mitigation, round(stage.share * 100)), ALL, body.person, because)
        engine.world.stage(body.mitigation, stage.share)
        if stage.takes:
            yield engine.env.timeout(stage.takes)


def _open(engine: Engine, mitigation: str) -> bool:
    return engine.board.mitigations[mitigation].in_flight


def _not_yet(engine: Engine, plan: Plan) -> str:
    """Why work cannot begin as things stand; "" when it can."""
    if plan.requires is None or engine.holds(plan.requires):
        return ""
    return plan.otherwise or f"Not possible as things stand: {plan.order}."


def _approval(engine: Engine, plan: Plan, because: int, mitigation: str, nth: int) -> Steps:
    if not _open(engine, mitigation):
        return
    approver, asked = plan.approver, ""
    while True:
        if approver != asked:
            engine.emit(ApprovalAsked(mitigation, approver), ALL, "clock", because)
            asked = approver
        if approver not in engine.board.people or engine.board.here(approver):
            break
        if engine.board.people[approver].state == "away":
            engine.emit(PersonPaged(approver, f"approval of {plan.order}"), ALL, "clock", because)
        yield engine.env.timeout(_LOOKS_EVERY)
        if not _open(engine, mitigation):
            return
        approver = _next_in_line(engine, approver)
    yield from _wait(engine, plan.approval, approver, "approval", plan.order, nth)
    if _open(engine, mitigation):
        engine.emit(MitigationApproved(mitigation, approver), ALL, approver, because)


def _next_in_line(engine: Engine, approver: str) -> str:
    """Who approves now: the same person, or whom the list names for when they have gone home or their page reached nobody."""
    spec, state = engine.scenario.public.people[approver], engine.board.people[approver].state
    if state == "gone":
        return spec.relief or approver
    return (spec.instead or approver) if state == "away" else approver


def _with_tool(engine: Engine, tool: str, because: int, mitigation: str) -> Steps:
    """Wait for a lost tool, or take the slower way round it, whichever is over first."""
    if tool not in engine.board.tools_lost:
        return
    known: Tool | None = engine.scenario.public.system.tools.get(tool)
    fallback = None if known is None else known.fallback
    title = tool if known is None or known.title is None else known.title
    round_it = way_round(engine.scenario.public, engine.board.tools_lost, tool) is not None
    says = f"{title} does not answer."
    if fallback is not None and round_it:
        way = fallback.says or "There is a slower way round it."
        says = f"{title} does not answer. {way[0].upper()}{way[1:]}"
    engine.emit(MitigationDelayed(mitigation, tool, says), ALL, "world", because)
    until = engine.now + fallback.after if fallback is not None and round_it else None
    while tool in engine.board.tools_lost and (until is None or engine.now < until):
        yield engine.env.timeout(_LOOKS_EVERY if until is None else max(1, min(_LOOKS_EVERY, until - engine.now)))


def _wait(engine: Engine, span: Span, person: str, what: str, order: str, nth: int) -> Steps:
    """What somebody takes for it, longer when they are tired."""
    if span.high > 0:
        drawn = _drawn(engine, span, what, order, nth)
        yield engine.env.timeout(slowed(engine, person, drawn) if person in engine.board.people else drawn)


def _drawn(engine: Engine, span: Span, what: str, order: str, nth: int) -> int:
    return max(1, luck_between(engine.seed, span.low, span.high, what, order, nth))


def effects_of(engine: Engine, fact: Fact) -> None:
    """Tell the world what a fact does to it."""
    match fact.body:
        case MitigationDone(mitigation=id_):
            done = engine.board.mitigations[id_]
            odds = fatigue(engine, done.person) if done.person in engine.board.people else 1.0
            engine.world.finish(id_, done.kind, done.target, done.variant, done.cohort, odds)
        case MitigationStarted():
            losses(engine, fact)
        case MitigationFailed(mitigation=id_):
            engine.world.abandon(id_)
        case FaultForced(fault=fault, active=active) | FaultStated(fault=fault, active=active):
            engine.world.force_fault(fault, active)
        case _:
            pass


def _done_words(body: MitigationOrdered) -> str:
    how = " slowly and carefully" if body.variant is Variant.SAFE and body.kind is Kind.RESTART else ""
    return f"Done{how}: {body.order}."
