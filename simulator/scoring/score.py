"""Puts a scorecard together: harm bar, time strip, lines, keep and try, timeline with the ghost of the real responders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.drill.pins import pins
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves, false_alarm, severity_accuracy
from simulator.scoring.all_clear import all_clear
from simulator.scoring.attention import attention
from simulator.scoring.away import of_the_commander
from simulator.scoring.comms import updates
from simulator.scoring.episodes import episode_lines
from simulator.scoring.escalation import escalation
from simulator.scoring.forensics import forensics
from simulator.scoring.handover import handoffs
from simulator.scoring.hands_on import hands_on
from simulator.scoring.harm import Harm, avoided, harm_of, unit_of
from simulator.scoring.hats import coverage
from simulator.scoring.hinted import with_hints
from simulator.scoring.honesty import honesty
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At
from simulator.scoring.lessons import keep_and_try
from simulator.scoring.loops import closed_loops
from simulator.scoring.meters import LOSSES, meter_lines, revenue_line
from simulator.scoring.order import order_of_things
from simulator.scoring.par import LATEST_REASONABLE_DECLARE
from simulator.scoring.parallel import parallel
from simulator.scoring.posts import update_quality
from simulator.scoring.references import References
from simulator.scoring.repeats import repeats
from simulator.scoring.room import known_in_the_room
from simulator.scoring.scorecard import Beside, HarmBar, Line, Move, Scorecard, Segment
from simulator.scoring.second import second_incidents
from simulator.scoring.stretches import joined
from simulator.scoring.timeline import timeline
from simulator.scoring.times import known_to_executed, resolve, times
from simulator.scoring.verification import verification
from simulator.scoring.words import clock, severity_name
from simulator.world.harm import FAILED, SLOW, TruthRow
from simulator.world.network import STEP


def score(
    scenario: Scenario,
    facts: Sequence[f.Fact],
    rows: Sequence[TruthRow],
    *,
    references: References | None = None,
    practice: bool = False,
) -> Scorecard:
    """The scorecard of a drill, from what was recorded and what was true; nothing else is asked.

    `practice` marks a second try from a fork: it has a card of its own, and is never a result (E10).
    """
    i = instants(scenario, facts, rows)
    began = None if i.onset is None else i.onset.at
    harm = harm_of(i.steps, began, references, scenario.public.harm_over)
    lines = list(with_hints(_lines(scenario, facts, rows, i, harm, references), facts))
    besides = [Beside(x.title, x.value, x.unit) for x in lines if x.id.startswith(LOSSES) and x.value is not None]
    keep, try_next = keep_and_try(scenario, i, lines, facts)
    public, truth = scenario.public, scenario.secret.truth
    steered = any(isinstance(x.body, f.FaultForced) or (isinstance(x.body, f.InjectDelivered) and x.body.adhoc) for x in facts)
    bar = _bar(harm, references, i)
    return Scorecard(
        exercise=True,
        scenario=public.scenario,
        alias=public.alias,
        source=public.source.title,
        source_url=public.source.url or "",
        starts_at=public.starts_at.isoformat().replace("+00:00", "Z"),
        ended_at=i.ended,
        steered=steered,
        harm=replace(bar, unit=unit_of(scenario), beside=tuple(besides)),
        strip=tuple(_strip(i)),
        keep=keep,
        try_next=try_next,
        lines=tuple(lines),
        severity_true=tuple(Move(level.at, severity_name(level.weight)) for level in i.truth),
        severity_evident=tuple(Move(move.at, severity_name(move.weight)) for move in i.seen),
        severity_declared=declared_moves(facts),
        timeline=tuple(sorted(timeline(scenario, facts), key=lambda moment: moment.at)),
        factors=tuple(factor.says for factor in truth.factors),
        luck=tuple(truth.luck),
        summary=truth.summary,
        settings=(
            f"A failed user-minute weighs {FAILED:g}, a slow one {SLOW:g}.",
            "Severity lines: burn 14 (SEV1) and 6 (SEV2) over 5 minutes; evidence after 60 s on the commander's screen.",
            "A mitigation counts once it has held for 5 minutes. An update counts up to 60 s after its time.",
            f"Without a band of its own, the latest reasonable declaration is {clock(LATEST_REASONABLE_DECLARE)} after the evidence.",
            _pins(facts),
            "Delays of people, harm weights and tolerances are judgement, not findings.",
            "h: a hint had named this step in the three minutes before it; such a value is compared with nothing.",
        ),
        practice=practice,
        comparable=not steered and not practice,
        review=_review(bar),
    )


def _pins(facts: Sequence[f.Fact]) -> str:
    """E22: how much of what was said freely counts."""
    count = pins(facts)
    if not count:
        return "Free talk counts only where it is pinned; no line was."
    lines = "1 line was" if count == 1 else f"{count} lines were"
    return f"Free talk counts only where it is pinned, and then from when it was said; {lines}."


def _review(bar: HarmBar) -> str:
    """E21: who does better than the ideal run says something about the ideal run."""
    if bar.avoided is None or bar.avoided <= 100.0:
        return ""
    return "This drill did better than the ideal run of the same luck: the scenario's ideal run is worth a look."


def _lines(
    scenario: Scenario,
    facts: Sequence[f.Fact],
    rows: Sequence[TruthRow],
    i: Instants,
    harm: Harm,
    references: References | None,
) -> Iterator[Line]:
    """Every measure, in the order of the card."""
    unit = unit_of(scenario)
    led = of_the_commander(facts, i.ended)
    yield from times(i)
    yield from episode_lines(i, scenario, facts)
    yield from known_to_executed(i)
    yield from known_in_the_room(i, scenario, facts)
    yield resolve(i)
    yield from updates(i, facts)
    yield from honesty(i, scenario, facts, rows)
    yield from update_quality(i, scenario, facts, rows)
    yield from severity_accuracy(i, scenario, facts)
    yield from false_alarm(i, scenario, facts)
    yield from coverage(i, facts)
    yield from hands_on(i, scenario, facts)
    yield from parallel(i, scenario, facts)
    yield from repeats(facts)
    yield from order_of_things(i, scenario, led)
    yield from forensics(scenario, facts)
    yield from second_incidents(i, scenario, facts, unit)
    yield from escalation(i, scenario, led)
    yield from closed_loops(i, led)
    yield from verification(i, facts)
    yield from handoffs(i, scenario, facts)
    yield all_clear(i, facts, unit)
    yield from _harm_lines(scenario, rows, harm, references, i)
    yield from revenue_line(scenario, rows)
    yield from meter_lines(scenario, facts)
    yield from attention(i, facts)


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
    if i.onset is not None and harm.carried_on > 0.001 * harm.total:
        says += " Users were still being hurt at the end; the harm goes on to the horizon."
    return HarmBar(harm.total, references.nothing, references.ideal, references.as_it_happened, share, harm.horizon, says)


def _strip(i: Instants) -> Iterator[Segment]:
    """Onset to all-clear, cut where its owner changes. What had not ended runs to EndEx and is open."""
    if i.onset is None:
        return
    cursor = i.onset.at
    marks = list(_marks(i))
    last = max((n for n, (_, _, end) in enumerate(marks) if end is not None), default=-1)
    for n, (title, owner, end) in enumerate(marks):
        if end is None and n > last:
            if cursor < i.ended:
                yield Segment(title, owner, cursor, i.ended, True)
            return
        if end is not None and end > cursor:
            yield Segment(title, owner, cursor, end, False)
            cursor = end


def _marks(i: Instants) -> Iterator[tuple[str, str, int | None]]:
    """The stretches in their order, with the second at which each ends. One that never ended although a later one did is no stretch."""

    def at(instant: At | None) -> int | None:
        return None if instant is None else instant.at

    yield "Detect", "monitoring", at(i.evident)
    yield "Declare", "person", at(i.declared)
    chain = i.chain
    if chain is not None and i.mitigated_by in ("", "ordered", "stated"):
        yield "Decide", "person", chain.ordered.at
        yield "Approve", "process", at(chain.approved)
        yield "Get ready", "process", at(chain.started)
        yield "Mechanism", "machinery", at(i.mitigated)
    else:
        yield "Mitigate", "process", at(i.mitigated)
    yield "Verify and resolve", "process", at(i.resolved)


def _harm_lines(
    scenario: Scenario, rows: Sequence[TruthRow], harm: Harm, references: References | None, i: Instants
) -> Iterator[Line]:
    """M25 and M26, and what stands behind them."""
    failed = sum(row.failed for row in rows)
    whole = ((0, rows[-1].at if rows else 0),)
    hurting = joined((step.at - STEP, step.at) for step in i.steps if step.harm > 0.0) or whole
    says = f"{harm.total:,.0f} {unit_of(scenario)} up to the horizon."
    yield Line("M25", "Harm", "users", harm.total, unit_of(scenario), says, spans=hurting)
    says = f"{failed:,.0f} requests failed while the clock ran."
    yield Line("M25.requests", "Requests failed", "users", failed, "requests", says, spans=hurting)
    by_step: dict[int, float] = {}
    for row in rows:
        by_step[row.at] = by_step.get(row.at, 0.0) + row.hurt
    worst = max(by_step.values(), default=0.0)
    at_worst = next((((at - STEP, at),) for at, hurt in by_step.items() if hurt == worst), whole)
    says = f"{worst:,.0f} at the same time, at worst."
    yield Line("M25.users", "Users hurt at worst", "users", worst, "users", says, spans=at_worst)
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
            spans=joined((row.at - STEP, row.at) for row in rows if row.journey == id_ and row.good < row.total) or whole,
        )
    if references is None:
        yield Line("M26", "Harm avoided", "users", None, "%", "The reference runs are not ready yet.")
        return
    share = avoided(harm.total, references) if i.onset is not None else None
    says = _bar(harm, references, i).says
    yield Line("M26", "Harm avoided", "users", share, "%", says, spans=hurting)
