"""Puts a scorecard together: harm bar, time strip, lines, keep and try, timeline with the ghost of the real responders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves, false_alarm, severity_accuracy
from simulator.scoring.all_clear import all_clear
from simulator.scoring.comms import updates
from simulator.scoring.forensics import forensics
from simulator.scoring.harm import Harm, avoided, harm_of, unit_of
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At
from simulator.scoring.lessons import keep_and_try
from simulator.scoring.meters import LOSSES, meter_lines, revenue_line
from simulator.scoring.par import LATEST_REASONABLE_DECLARE
from simulator.scoring.references import References
from simulator.scoring.scorecard import Beside, HarmBar, Line, Move, Scorecard, Segment
from simulator.scoring.timeline import timeline
from simulator.scoring.times import known_to_executed, times
from simulator.scoring.words import clock, severity_name
from simulator.world.harm import FAILED, SLOW, TruthRow


def score(
    scenario: Scenario,
    facts: Sequence[f.Fact],
    rows: Sequence[TruthRow],
    *,
    references: References | None = None,
    practice: bool = False,
) -> Scorecard:
    """The scorecard of a drill, from what was recorded and what was true; nothing else is asked. A second try is `practice`: it is shown
    and compared with nobody, since whoever plays it knows what comes.
    """
    i = instants(scenario, facts, rows)
    began = None if i.onset is None else i.onset.at
    harm = harm_of(i.steps, began, references, scenario.public.harm_over)
    lines = [
        *times(i),
        *known_to_executed(i),
        *updates(i, facts),
        *severity_accuracy(i, scenario, facts),
        *false_alarm(i, scenario, facts),
        *forensics(scenario, facts),
        all_clear(i, facts, unit_of(scenario)),
        *_harm_lines(scenario, rows, harm, references, i),
        *revenue_line(scenario, rows),
        *meter_lines(scenario, facts),
    ]
    besides = [Beside(x.title, x.value, x.unit) for x in lines if x.id.startswith(LOSSES) and x.value is not None]
    keep, try_next = keep_and_try(scenario, i, lines, facts)
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
        harm=replace(_bar(harm, references, i), unit=unit_of(scenario), beside=tuple(besides)),
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
        practice=practice,
        settings=(
            f"A failed user-minute weighs {FAILED:g}, a slow one {SLOW:g}.",
            "Severity lines: burn 14 (SEV1) and 6 (SEV2) over 5 minutes; evidence after 60 s on the commander's screen.",
            "A mitigation counts once it has held for 5 minutes. An update counts up to 60 s after its time.",
            f"Without a band of its own, the latest reasonable declaration is {clock(LATEST_REASONABLE_DECLARE)} after the evidence.",
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
    yield Line("M25", "Harm", "users", harm.total, unit_of(scenario), f"{harm.total:,.0f} {unit_of(scenario)} up to the horizon.")
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
