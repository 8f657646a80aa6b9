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
from simulator.scoring.par import POLICY, Par, against, settings_line
from simulator.scoring.references import References
from simulator.scoring.scorecard import Beside, HarmBar, Line, Move, Scorecard, Segment
from simulator.scoring.timeline import timeline
from simulator.scoring.times import known_to_executed, times
from simulator.scoring.told import told
from simulator.scoring.words import clock, severity_name
from simulator.world.harm import FAILED, SLOW, TruthRow


def score(
    scenario: Scenario,
    facts: Sequence[f.Fact],
    rows: Sequence[TruthRow],
    *,
    references: References | None = None,
    par: Par | None = None,
    practice: bool = False,
) -> Scorecard:
    """The scorecard of a drill, from what was recorded and what was true; nothing else is asked.

    A steered drill (E11) and a `practice` one (E10) are compared with no par; the latest reasonable declaration is par's all the same.
    """
    i = instants(scenario, facts, rows, par)
    steered = _steered(facts)
    compared = None if steered or practice else par
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
    if compared is not None:
        lines = [replace(line, par=against(line, compared)) for line in lines]
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
        steered=steered,
        harm=_with_band(replace(_bar(harm, references, i), unit=unit_of(scenario), beside=tuple(besides)), lines, references),
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
            f"The latest reasonable declaration is {clock(i.latest_declare)} after the evidence"
            + (
                ": P75 of par."
                if par is not None and par.latest_declare is not None
                else ", where a scenario has no par of its own."
            ),
            *([settings_line(compared)] if compared is not None else []),
            "Delays of people, harm weights and tolerances are judgement, not findings.",
        ),
        practice=practice,
        facts=told(scenario, facts, lines),
        par="" if compared is None else f"{compared.seeds} simulated runs of the {POLICY} policy",
    )


def _steered(facts: Sequence[f.Fact]) -> bool:
    """A hand started or ended a fault, or put in what the scenario does not hold (E11)."""
    return any(isinstance(x.body, f.FaultForced) or (isinstance(x.body, f.InjectDelivered) and x.body.adhoc) for x in facts)


def _with_band(bar: HarmBar, lines: Sequence[Line], references: References | None) -> HarmBar:
    """The bar with M26's band as harm on this drill's scale: nothing - share x (nothing - ideal). The better share is the lower harm."""
    band = next((line.par for line in lines if line.id == "M26"), None)
    if band is None or references is None or band.low is None or band.high is None:
        return bar
    nothing, could = references.nothing, references.nothing - references.ideal
    return replace(bar, competent_low=nothing - band.high / 100.0 * could, competent_high=nothing - band.low / 100.0 * could)


def _bar(harm: Harm, references: References | None, i: Instants) -> HarmBar:
    if references is None:
        return HarmBar(harm.total, None, None, None, None, harm.horizon, "Not compared: the reference runs are not there.")
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
                yield Segment(title, owner, cursor, i.ended, True, _TIMED_BY[title])
            return
        if end is not None and end > cursor:
            yield Segment(title, owner, cursor, end, False, _TIMED_BY[title])
            cursor = end


#: The line that times each step of the strip. A stretch begins where the one before ended, its line where the step did.
_TIMED_BY = {
    "Detect": "M1", "Declare": "M3", "Decide": "M6.decide", "Approve": "M6.approve", "Get ready": "M6.ready",
    "Mechanism": "M6.mechanism", "Mitigate": "M5", "Verify and resolve": "M7",
}  # fmt: skip


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
        yield Line("M26", "Harm avoided", "users", None, "%", "Not compared: the reference runs are not there.")
        return
    share = avoided(harm.total, references) if i.onset is not None else None
    says = _bar(harm, references, i).says
    yield Line("M26", "Harm avoided", "users", share, "%", says)
