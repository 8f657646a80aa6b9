"""Fidelity: a run of `history` against what was published. Fitted figures are shown and not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from simulator.drill.drill import Drill
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Published
from simulator.scenario.units import Instant
from simulator.scoring.instants import Instants, instants
from simulator.scoring.words import clock

#: An instant is reproduced within a tenth of its distance from the published onset, or a minute, unless the file says otherwise.
_SHARE, _MINUTE = 0.1, 60
#: A figure is reproduced within a tenth of itself, unless the file says otherwise.
_TENTH = 0.1
_STEP = 5
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """One published instant or figure beside the simulated one. Seconds for instants, shares or a figure's own unit for the rest."""

    what: str
    published: float
    simulated: float | None
    tolerance: float
    within: bool
    fitted: bool
    said: str
    instant: bool
    note: str
    share: bool = False

    def shown(self, value: float | None) -> str:
        """A value of this line as a reader expects it: a clock, a share or a number."""
        if value is None:
            return "never"
        if self.instant:
            return clock(value)
        return f"{value:.1%}" if self.share else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


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
            at = getattr(found, mark)
            return _instant(scenario, line, name, wanted, None if at is None else float(at.at))
    if line.passes is not None and line.at is not None:
        return _instant(scenario, line, _passing(line), line.at, _first_past(scenario, drill, line))
    return _figure(scenario, drill, line)


# --- instants ---------------------------------------------------------------------------------------


def _instant(scenario: Scenario, line: Published, what: str, wanted: Instant, simulated: float | None) -> Compared:
    published = scenario.seconds(wanted)
    onsets = [scenario.seconds(other.onset) for other in scenario.secret.published if other.onset is not None]
    offset = published - min(onsets, default=0)
    tolerance = line.within.value if line.within is not None else max(_MINUTE, _SHARE * offset)
    within = simulated is not None and abs(simulated - published) <= tolerance
    return Compared(what, published, simulated, tolerance, within, line.fitted, line.said.value, True, line.note or "")


def _passing(line: Published) -> str:
    side, at = ("above", line.above) if line.above is not None else ("below", line.below)
    return f"{line.passes} {side} {at:g}"


def _first_past(scenario: Scenario, drill: Drill, line: Published) -> float | None:
    """The second of the first step, from `from` on, at which the signal stands past its line."""
    start, end = _stretch(scenario, drill, line)
    for at, value in _readings(drill, str(line.passes), start, end):
        if (line.above is not None and value > line.above) or (line.below is not None and value < line.below):
            return float(at)
    return None


# --- figures ----------------------------------------------------------------------------------------


def _figure(scenario: Scenario, drill: Drill, line: Published) -> Compared:
    """The lowest, highest or final reading of a signal, in shares or in its own unit."""
    start, end = _stretch(scenario, drill, line)
    if line.final is not None:
        values = [value for _, value in _readings(drill, line.final, end - _STEP, end)]
        simulated, what = (values[-1] if values else None), f"final {line.final}, {_utc(scenario, end)}"
    else:
        signal, word = (line.lowest, "lowest") if line.lowest is not None else (line.highest or "", "highest")
        values = [value for _, value in _readings(drill, signal, start, end)]
        simulated = (min(values) if word == "lowest" else max(values)) if values else None
        what = f"{word} {signal}, {_utc(scenario, start)}-{_utc(scenario, end)}"
    share = line.is_ is not None and line.is_.kind == "share"
    wanted = line.is_.value if line.is_ is not None else line.value or 0.0
    tolerance = _tolerance(line, wanted, share=share)
    within = simulated is not None and abs(simulated - wanted) <= tolerance + _ROUNDING
    return Compared(what, wanted, simulated, tolerance, within, line.fitted, line.said.value, False, line.note or "", share)


def _tolerance(line: Published, wanted: float, *, share: bool) -> float:
    """`5%` beside a share is five points of it; beside any other figure it is that share of the figure."""
    if line.within is None:
        return _TENTH * abs(wanted)
    return line.within.value * (1.0 if share or line.within.kind != "share" else abs(wanted))


def _stretch(scenario: Scenario, drill: Drill, line: Published) -> tuple[int, int]:
    """The seconds a line looks at: after `from` up to `to`; default: all of the run."""
    start = scenario.seconds(line.from_) if line.from_ is not None else 0
    return start, min(drill.now, scenario.seconds(line.to)) if line.to is not None else drill.now


def _readings(drill: Drill, signal: str, start: int, end: int) -> list[tuple[int, float]]:
    """The true readings of a signal at the steps after `start` up to `end`, each with its second."""
    world = drill.engine.world
    steps = range(max(0, start) // _STEP + 1, end // _STEP + 1)
    return [(step * _STEP, value) for step in steps if (value := world.reading(signal, step)) is not None]


def _utc(scenario: Scenario, at: int) -> str:
    return (scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")


def as_table(rows: Sequence[Compared]) -> str:
    """Published beside simulated, for a terminal."""
    counted = [row for row in rows if not row.fitted]
    within = sum(row.within for row in counted)
    lines = [f"FIDELITY (published beside simulated): {within} of {len(counted)} that count are within their tolerance"]
    for row in rows:
        published, simulated, tolerance = (row.shown(v) for v in (row.published, row.simulated, row.tolerance))
        verdict = "fitted, not counted" if row.fitted else "within" if row.within else "OUTSIDE"
        lines.append(f"  {row.what:<40} {published:>8} {simulated:>8}  ± {tolerance:<7} {row.said}  {verdict}")
    lines.append(
        "  What the source does not say was not done: hats, updates and verification above are not the real responders'."
    )
    return "\n".join(lines)
