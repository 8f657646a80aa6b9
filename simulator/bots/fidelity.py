"""Fidelity: a run of `history` against what was published. Fitted figures are shown and not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from simulator.drill.drill import Drill
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Published
from simulator.scenario.units import Effect, Instant
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At
from simulator.scoring.words import clock

#: An instant is reproduced within a tenth of its distance from the published onset, or a minute, unless the file says otherwise.
_SHARE, _MINUTE = 0.1, 60


@dataclass(frozen=True, slots=True)
class Compared:
    """One published instant or figure beside the simulated one. Seconds for instants, shares for figures."""

    what: str
    published: float
    simulated: float | None
    tolerance: float
    within: bool
    fitted: bool
    said: str
    instant: bool
    note: str


def compare(scenario: Scenario, drill: Drill) -> tuple[Compared, ...]:
    """One row for each line of `published`."""
    found = instants(scenario, drill.facts, drill.truth_table())
    return tuple(_compare(scenario, drill, line, found) for line in scenario.secret.published)


def reproduced(rows: Sequence[Compared]) -> bool:
    """Whether every line that counts as evidence is within its tolerance, and there is at least one."""
    counted = [row for row in rows if not row.fitted]
    return bool(counted) and all(row.within for row in counted)


def _compare(scenario: Scenario, drill: Drill, line: Published, found: Instants) -> Compared:
    for name, mark in (
        ("onset", "onset"),
        ("detected", "page"),
        ("declared", "declared"),
        ("mitigated", "mitigated"),
        ("resolved", "resolved"),
    ):
        wanted: Instant | None = getattr(line, name)
        if wanted is not None:
            return _instant(scenario, line, name, wanted, getattr(found, mark))
    signal, lowest = (line.lowest, True) if line.lowest is not None else (line.highest or "", False)
    start = scenario.seconds(line.from_) if line.from_ is not None else 0
    end = scenario.seconds(line.to) if line.to is not None else drill.now
    values = [drill.engine.world.series.true(signal, step) for step in range(start // 5 + 1, end // 5 + 1)]  # type: ignore[attr-defined]
    known = [value for value in values if value is not None]
    simulated = (min(known) if lowest else max(known)) if known else None
    wanted_value = line.is_.value if line.is_ is not None else 0.0
    tolerance = line.within.value if line.within is not None else 0.1 * wanted_value
    within = simulated is not None and abs(simulated - wanted_value) <= tolerance + 1e-9
    what = f"{'lowest' if lowest else 'highest'} {signal}, {_utc(scenario, start)}-{_utc(scenario, end)}"
    return Compared(what, wanted_value, simulated, tolerance, within, line.fitted, line.said.value, False, line.note or "")


def _instant(scenario: Scenario, line: Published, name: str, wanted: Instant, found: At | None) -> Compared:
    published = scenario.seconds(wanted)
    onsets = [scenario.seconds(other.onset) for other in scenario.secret.published if other.onset is not None]
    offset = published - min(onsets, default=0)
    tolerance = _seconds(line.within) if line.within is not None else max(_MINUTE, _SHARE * offset)
    simulated = None if found is None else float(found.at)
    within = simulated is not None and abs(simulated - published) <= tolerance
    return Compared(name, published, simulated, tolerance, within, line.fitted, line.said.value, True, line.note or "")


def _utc(scenario: Scenario, at: int) -> str:
    return (scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")


def _seconds(effect: Effect) -> float:
    return effect.value


def as_table(rows: Sequence[Compared]) -> str:
    """Published beside simulated, for a terminal."""
    counted = [row for row in rows if not row.fitted]
    within = sum(row.within for row in counted)
    lines = [f"FIDELITY (published beside simulated): {within} of {len(counted)} that count are within their tolerance"]
    for row in rows:
        shown = [clock(v) if row.instant else f"{v:.1%}" for v in (row.published, row.tolerance)]
        simulated = "never" if row.simulated is None else clock(row.simulated) if row.instant else f"{row.simulated:.1%}"
        verdict = "fitted, not counted" if row.fitted else "within" if row.within else "OUTSIDE"
        lines.append(f"  {row.what:<40} {shown[0]:>8} {simulated:>8}  ± {shown[1]:<7} {row.said}  {verdict}")
    lines.append(
        "  What the source does not say was not done: hats, updates and verification above are not the real responders'."
    )
    return "\n".join(lines)
