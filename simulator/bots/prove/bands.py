"""Par: what simulated commanders need, as bands over many seeds (scoring reference 4.7). Always with the policy that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isinf

from simulator.bots.prove.runs import Runs, quantile
from simulator.scoring.words import clock

#: Whose runs bands are made of; the first is par.
OF = ("competent", "novice")
_PREFIXES = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M26")


@dataclass(frozen=True, slots=True)
class Band:
    """A measure over the runs of one policy. None stands for later than the end of the drill. `runs`: how many it applied to."""

    measure: str
    title: str
    unit: str
    policy: str
    runs: int
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None


def bands(runs: Runs) -> tuple[Band, ...]:
    """The bands of M1 to M7 and M26, in the order of the scorecard."""
    titles = {
        m.id: (m.title, m.unit)
        for run in runs.of(*OF)
        for m in run.measures.values()
        if m.id.split(".")[0].rstrip("b") in _PREFIXES
    }
    return tuple(band for id_, (title, unit) in titles.items() for policy in OF for band in _band(runs, id_, title, unit, policy))


def _band(runs: Runs, id_: str, title: str, unit: str, policy: str) -> Iterator[Band]:
    values = runs.values(policy, id_)
    if values:
        found = [quantile(values, share) for share in (0.25, 0.5, 0.75, 0.9)]
        p25, p50, p75, p90 = (None if value is None or value == inf else value for value in found)
        yield Band(id_, title, unit, policy, len(values), p25, p50, p75, p90)


def as_table(made: tuple[Band, ...], seeds: int) -> str:
    """The bands for a terminal."""
    lines = [f"PAR over {seeds} seeds (P25 - P75, then P90; open: later than the end of the drill)"]
    ids = dict.fromkeys(band.measure for band in made)
    for id_ in ids:
        own = {band.policy: band for band in made if band.measure == id_}
        title = next(iter(own.values())).title
        shown = "".join(f"{_spread(own.get(policy)):<30}" for policy in OF).rstrip()
        lines.append(f"  {id_:<13} {title:<24} {shown}")
    lines.insert(1, f"  {'':<13} {'':<24} " + "".join(f"{policy:<30}" for policy in OF).rstrip())
    return "\n".join(lines)


def _spread(band: Band | None) -> str:
    if band is None:
        return "-"
    return f"{_value(band, band.p25)} - {_value(band, band.p75)}, {_value(band, band.p90)}"


def _value(band: Band, value: float | None) -> str:
    if value is None or isinf(value):
        return "open"
    return clock(value) if band.unit == "s" else f"{value:.0f} {band.unit}"
