"""The harm bar, and the lines of what users suffered (M25, M26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from simulator.scenario.model import Scenario
from simulator.scoring.harm import Harm, avoided, unit_of
from simulator.scoring.instants import Instants
from simulator.scoring.references import References
from simulator.scoring.scorecard import HarmBar, Line
from simulator.scoring.stretches import joined
from simulator.world.harm import TruthRow
from simulator.world.network import STEP


def bar_of(harm: Harm, references: References | None, i: Instants) -> HarmBar:
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


def with_band(bar: HarmBar, lines: Sequence[Line], references: References | None) -> HarmBar:
    """The bar with M26's band as harm on this drill's scale: nothing - share x (nothing - ideal). The better share is the lower harm."""
    band = next((line.par for line in lines if line.id == "M26"), None)
    if band is None or references is None or band.low is None or band.high is None:
        return bar
    nothing, could = references.nothing, references.nothing - references.ideal
    return replace(bar, competent_low=nothing - band.high / 100.0 * could, competent_high=nothing - band.low / 100.0 * could)


def harm_lines(
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
    many = distinct_hurt(scenario, rows)
    says = f"About {many:,.0f} different users in all, if each minute hurts others of those who are there."
    yield Line("M25.distinct", "Different users hurt", "users", many, "users", says, spans=hurting)
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
        yield Line("M26", "Harm avoided", "users", None, "%", "Not compared: the reference runs are not there.")
        return
    share = avoided(harm.total, references) if i.onset is not None else None
    says = bar_of(harm, references, i).says
    yield Line("M26", "Harm avoided", "users", share, "%", says, spans=hurting)


def distinct_hurt(scenario: Scenario, rows: Sequence[TruthRow]) -> float:
    """How many different users were hurt, of the journey that hurt most: U (1 - product over minutes of (1 - h)), U its users and h the
    share of them hurt in a minute. An estimate of the union (scoring reference 3.4): each minute is a draw of its own among all who use it.
    """
    most = 0.0
    for id_, journey in scenario.public.system.journeys.items():
        if not journey.users:
            continue
        minutes: dict[int, float] = {}
        for row in rows:
            if row.journey == id_:
                minute = (row.at - STEP) // 60
                minutes[minute] = minutes.get(minute, 0.0) + row.hurt * STEP / 60.0
        well = prod(1.0 - min(1.0, hurt / journey.users) for hurt in minutes.values())
        most = max(most, journey.users * (1.0 - well))
    return most
