"""Does the true severity flutter? Twice looked at: numbers that stay near a line and cross it, and the severity itself (reference 3.3).

A call that is right one minute and wrong the next cannot be judged, and nobody learns from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from simulator.bots.prove.ran import Unsteady
from simulator.scenario.model import Scenario
from simulator.scoring.severity import Step
from simulator.world.harm import TruthRow
from simulator.world.severity import HALF, SEV1_BURN, SEV2_BURN, SEV3_BURN
from simulator.world.slo import WINDOW_5M, WINDOW_30M, SloMeter

#: How near a line a number is at it, how long crossing it to and fro may go on, and how often the severity may change in ten minutes.
NEAR, LONGEST, MOST_MOVES, MOVES_WITHIN = 0.10, 300, 6, 600


def unsteady(scenario: Scenario, rows: Sequence[TruthRow], steps: Sequence[Step]) -> tuple[Unsteady, ...]:
    """Every stretch in which it did."""
    return (*_at_lines(scenario, rows, steps), *_restless(steps))


def moves(steps: Sequence[Step]) -> tuple[int, ...]:
    """The seconds at which the severity of the instant changed."""
    return tuple(b.at for a, b in pairwise(steps) if a.raw != b.raw)


def _at_lines(scenario: Scenario, rows: Sequence[TruthRow], steps: Sequence[Step]) -> Iterator[Unsteady]:
    """Only where the call wavers with the number: what is SEV1 by its burn stays SEV1 on both sides of one half."""
    for what, line, readings in _readings(scenario, rows):
        for one in _to_and_fro(what, line, readings):
            if len({step.raw for step in steps if one.start <= step.at <= one.end}) > 1:
                yield one


def _readings(scenario: Scenario, rows: Sequence[TruthRow]) -> Iterator[tuple[str, float, list[tuple[int, float]]]]:
    """Each number that the matrix reads, with its line and its values by second."""
    for id_, journey in scenario.public.system.journeys.items():
        own = [row for row in rows if row.journey == id_]
        if not own:
            continue
        meter = SloMeter(journey.slo, own[0].total, 0.0)
        short, slow, share = list[tuple[int, float]](), list[tuple[int, float]](), list[tuple[int, float]]()
        for row in own:
            meter.add(row.total, max(0.0, row.total - row.good))
            short.append((row.at, meter.burn(WINDOW_5M)))
            slow.append((row.at, meter.burn(WINDOW_30M)))
            share.append((row.at, 1.0 - meter.error_ratio(WINDOW_5M)))
        if journey.core:
            yield f"the burn of {id_} over 5 min at {SEV1_BURN:g} (SEV1)", SEV1_BURN, short
            yield f"the burn of {id_} over 5 min at {SEV2_BURN:g} (SEV2)", SEV2_BURN, short
        yield f"the burn of {id_} over 30 min at {SEV3_BURN:g} (SEV3)", SEV3_BURN, slow
        yield f"the success of {id_} over 5 min at {HALF:.0%}", HALF, share


def _to_and_fro(what: str, line: float, readings: Sequence[tuple[int, float]]) -> Iterator[Unsteady]:
    """Stretches within a tenth of a line that cross it at least twice and take longer than five minutes from first to last crossing."""
    for near, group in groupby(readings, key=lambda reading: abs(reading[1] - line) <= NEAR * line):
        if not near:
            continue
        stretch = list(group)
        crossings = [b[0] for a, b in pairwise(stretch) if (a[1] >= line) != (b[1] >= line)]
        if len(crossings) > 1 and crossings[-1] - crossings[0] > LONGEST:
            yield Unsteady(what, crossings[0], crossings[-1], len(crossings))


def _restless(steps: Sequence[Step]) -> Iterator[Unsteady]:
    """The first ten minutes in which the severity itself changed too often, whatever the reason."""
    changed = moves(steps)
    for i in range(len(changed) - MOST_MOVES):
        if changed[i + MOST_MOVES] - changed[i] <= MOVES_WITHIN:
            within = [at for at in changed if changed[i] <= at <= changed[i] + MOVES_WITHIN]
            yield Unsteady("the true severity", within[0], within[-1], len(within))
            return
