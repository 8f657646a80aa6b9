"""What the meters of a scenario stood at in the end: shown beside the harm, never converted into it (scoring reference 3.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Line
from simulator.scoring.words import amount


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
