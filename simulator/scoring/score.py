"""Puts a scorecard together: harm bar, time strip, lines, keep and try, timeline with the ghost of the real responders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves
from simulator.scoring.harm import harm_of, unit_of
from simulator.scoring.harm_lines import bar_of, with_band
from simulator.scoring.hinted import with_hints
from simulator.scoring.instants import instants
from simulator.scoring.judgement import judgements
from simulator.scoring.lessons import keep_and_try
from simulator.scoring.measures import measures
from simulator.scoring.meters import LOSSES
from simulator.scoring.par import POLICY, Par, against
from simulator.scoring.references import References
from simulator.scoring.scorecard import Beside, HarmBar, Move, Scorecard
from simulator.scoring.strip import strip
from simulator.scoring.timeline import timeline
from simulator.scoring.told import told
from simulator.scoring.words import severity_name
from simulator.world.harm import TruthRow


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
    lines = list(with_hints(measures(scenario, facts, rows, i, harm, references), facts))
    besides = [Beside(x.title, x.value, x.unit) for x in lines if x.id.startswith(LOSSES) and x.value is not None]
    if compared is not None:
        lines = [replace(line, par=against(line, compared)) for line in lines]
    keep, try_next = keep_and_try(scenario, i, lines, facts)
    public, truth = scenario.public, scenario.secret.truth
    bar = replace(bar_of(harm, references, i), unit=unit_of(scenario), beside=tuple(besides))
    return Scorecard(
        exercise=True,
        scenario=public.scenario,
        alias=public.alias,
        source=public.source.title,
        source_url=public.source.url or "",
        starts_at=public.starts_at.isoformat().replace("+00:00", "Z"),
        ended_at=i.ended,
        steered=steered,
        harm=with_band(bar, lines, references),
        strip=tuple(strip(i)),
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
        settings=tuple(judgements(i, facts, par, compared)),
        practice=practice,
        comparable=not steered and not practice,
        review=_review(bar),
        facts=told(scenario, facts, lines),
        par="" if compared is None else f"{compared.seeds} simulated runs of the {POLICY} policy",
    )


def _steered(facts: Sequence[f.Fact]) -> bool:
    """A hand started or ended a fault, or put in what the scenario does not hold (E11)."""
    return any(isinstance(x.body, f.FaultForced) or (isinstance(x.body, f.InjectDelivered) and x.body.adhoc) for x in facts)


def _review(bar: HarmBar) -> str:
    """E21: who does better than the ideal run says something about the ideal run."""
    if bar.avoided is None or bar.avoided <= 100.0:
        return ""
    return "This drill did better than the ideal run of the same luck: the scenario's ideal run is worth a look."
