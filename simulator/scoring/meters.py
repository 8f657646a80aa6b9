"""Money lost, and what the meters of a scenario stood at in the end: shown beside the harm, never converted into it (scoring reference 3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Line
from simulator.scoring.words import amount
from simulator.world.harm import TruthRow

#: Ids of the lines that stand beside the harm begin so.
LOSSES = ("M25.revenue", "M25.meter.")


def revenue_line(scenario: Scenario, rows: Sequence[TruthRow]) -> Iterator[Line]:
    """The money that was expected and not earned, where journeys earn some."""
    public = scenario.public
    if any(journey.earns is not None for journey in public.system.journeys.values()):
        lost = sum(row.lost for row in rows)
        says = f"{amount(round(lost))} {public.currency} less than expected while the clock ran."
        yield Line(
            "M25.revenue",
            "Revenue lost",
            "users",
            round(lost, 2) + 0.0,
            public.currency,
            says,
            spans=((0, rows[-1].at if rows else 0),),
        )


def meter_lines(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """One line for each meter, in the order of the file; from the last reading in the record."""
    last = {fact.body.meter: (fact.n, fact.body.thousandths / 1000) for fact in facts if isinstance(fact.body, f.MeterRead)}
    for id_, meter in scenario.public.system.meters.items():
        if id_ in last:
            n, reading = last[id_]
            says = f"{amount(reading)} {meter.unit} in the end."
            yield Line(f"M25.meter.{id_}", meter.title, "users", reading, meter.unit, says, evidence=(n,))


def meter_says(scenario: Scenario, meter: str, reading: float) -> str:
    """The last reading in a line of the truth: Webhooks lost: 1,234,567 messages."""
    spec = scenario.public.system.meters[meter]
    return f"{spec.title}: {amount(reading)} {spec.unit} in the end"
