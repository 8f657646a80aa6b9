"""Par: what simulated commanders needed in this very scenario, as bands a scorecard can be read against (scoring reference 4.7).

Made by `bots/prove/bands`, stored as JSON by `wom prove`, read by the edges (`par_files`). Bands belong to one text of a scenario and one
engine; for any other there is no par, and what a measure cannot do without falls back on the competent policy's habits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator import ENGINE
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Line, ParBand
from simulator.scoring.words import clock

#: By then three of four competent commanders have declared, counted from the evidence: a median of three minutes, log-normal with a
#: spread of 0.5, so 180 s x exp(0.6745 x 0.5). The latest reasonable declaration (E1) where there is no par. Judgement, not a finding.
LATEST_REASONABLE_DECLARE = 252
#: A measure that applied to fewer of the runs than this share has no band: it would be the band of some other story.
_OFTEN = 0.5
#: Whose band is par.
POLICY = "competent"


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over the runs of one policy, in the measure's unit; None: later than the end of the drill. `runs`: those it applied to."""

    runs: int
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Par:
    """The bands of one scenario, by measure."""

    seeds: int
    first_seed: int
    competent: Mapping[str, Spread]
    novice: Mapping[str, Spread]

    def band(self, measure: str) -> Spread | None:
        """Par of a measure; None where it rarely applied to the competent policy's runs."""
        found = self.competent.get(measure)
        return found if found is not None and found.runs >= _OFTEN * self.seeds else None

    @property
    def latest_declare(self) -> int | None:
        """Seconds from evidence by which three of four competent runs had declared (E1: T_evid + par P75)."""
        band = self.band("M3")
        return None if band is None or band.p75 is None else round(band.p75)


def par_from(plain: object, scenario: Scenario) -> Par | None:
    """The par of this scenario out of stored JSON; None when it was made for another text or engine, or is something else."""
    if not isinstance(plain, dict) or plain.get("digest") != scenario.digest or plain.get("engine") != ENGINE:
        return None
    try:
        spreads: dict[str, dict[str, Spread]] = {"competent": {}, "novice": {}}
        for band in plain["bands"]:
            if band["policy"] in spreads:
                spreads[band["policy"]][str(band["measure"])] = Spread(
                    int(band["runs"]), *(_number(band[share]) for share in ("p25", "p50", "p75", "p90"))
                )
        return Par(int(plain["seeds"]), int(plain["first_seed"]), spreads["competent"], spreads["novice"])
    except (KeyError, TypeError, ValueError):
        return None


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def against(line: Line, par: Par) -> ParBand | None:
    """The band a line is read against: times, and the share of harm avoided. None for what was hinted at or does not apply."""
    band = par.band(line.id)
    applies = line.value is not None or line.censored
    if band is None or not applies or line.hinted or line.unit not in ("s", "%"):
        return None
    return ParBand(band.p25, band.p75, f"par {_span(band, line.unit)} ({POLICY})")


def _span(band: Spread, unit: str) -> str:
    if band.p25 is None:
        return "not before the end of the drill"
    low = _says(band.p25, unit)
    if band.p75 is None:
        return f"{low} or later"
    high = _says(band.p75, unit)
    end = " %" if unit == "%" else ""
    return f"{low}{end}" if low == high else f"{low}-{high}{end}"


def _says(value: float, unit: str) -> str:
    return clock(value) if unit == "s" else f"{value:.0f}"


def settings_line(par: Par) -> str:
    """How par is named among the settings of a scorecard."""
    last = par.first_seed + par.seeds - 1
    return (
        f"Par is simulated: the middle half (P25 to P75) of {par.seeds} runs of the {POLICY} policy on this scenario, "
        f"seeds {par.first_seed} to {last}. It is a place to look from, not a target."
    )
