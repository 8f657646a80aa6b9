"""All measures of a drill in the order of the card: what each is stands in its own file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import false_alarm, severity_accuracy
from simulator.scoring.all_clear import all_clear
from simulator.scoring.attention import attention
from simulator.scoring.away import of_the_commander
from simulator.scoring.comms import updates
from simulator.scoring.episodes import episode_lines
from simulator.scoring.escalation import escalation
from simulator.scoring.forensics import forensics
from simulator.scoring.handover import handoffs
from simulator.scoring.hands_on import hands_on
from simulator.scoring.harm import Harm, unit_of
from simulator.scoring.harm_lines import harm_lines
from simulator.scoring.hats import coverage
from simulator.scoring.honesty import honesty
from simulator.scoring.instants import Instants
from simulator.scoring.loops import closed_loops
from simulator.scoring.meters import meter_lines, revenue_line
from simulator.scoring.order import order_of_things
from simulator.scoring.parallel import parallel
from simulator.scoring.posts import update_quality
from simulator.scoring.references import References
from simulator.scoring.repeats import repeats
from simulator.scoring.room import known_in_the_room
from simulator.scoring.scorecard import Line
from simulator.scoring.second import second_incidents
from simulator.scoring.times import known_to_executed, resolve, times
from simulator.scoring.verification import verification
from simulator.world.harm import TruthRow


def measures(
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
    yield from harm_lines(scenario, rows, harm, references, i)
    yield from revenue_line(scenario, rows)
    yield from meter_lines(scenario, facts)
    yield from attention(i, facts)
