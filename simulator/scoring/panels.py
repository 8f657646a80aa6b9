"""Panels: the lines that belong together, and which way is better. There is no sum over a panel, and none over panels.

A line that could be reached by busy work, or that tells of something nobody should chase, has no better way and stands in none. What an
incentive would bend stands beside what it would cost (scoring reference 4.6), so that nothing is gained by playing one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simulator.scoring.scorecard import Line


class Better(StrEnum):
    """Which way a value is better."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines by id, each with the way in which it is better."""

    name: str
    lines: Mapping[str, Better]


_LOWER, _HIGHER = Better.LOWER, Better.HIGHER

#: M1 and M3b are the monitoring's, M7 is never read alone; they stand on the card and in no panel.
PANELS: Mapping[str, Panel] = {
    panel.name: panel
    for panel in (
        Panel(
            "time",
            {
                "M2": _LOWER, "M3": _LOWER, "M3.down": _LOWER, "M3.cost": _LOWER, "M4": _LOWER, "M5": _LOWER, "M6.decide": _LOWER,
                "M11.under": _LOWER, "M11.over": _LOWER,
            },
        ),
        Panel("harm", {"M25": _LOWER, "M26": _HIGHER, "M5b": _LOWER, "M19": _LOWER, "M19.harm": _LOWER}),
        Panel(
            "communication",
            {
                "M8.public": _HIGHER, "M8.internal": _HIGHER, "M8.promises": _HIGHER, "M8.unpromised": _LOWER, "M9.green": _LOWER,
                "M9.red": _LOWER, "M10.holds": _HIGHER, "M10.avoids": _LOWER, "M10.truth": _HIGHER, "M10.retracted": _LOWER,
            },
        ),
        Panel(
            "command",
            {
                "M12": _HIGHER, "M12.aloud": _LOWER, "M15.idle": _LOWER, "M15.useful": _HIGHER, "M16.repeat": _LOWER,
                "M16.contradict": _LOWER, "M17.risk": _HIGHER, "M19": _LOWER, "M20": _LOWER, "M21.board": _HIGHER,
            },
        ),
        Panel("closing", {"M22": _HIGHER, "M23": _HIGHER, "M23.true": _HIGHER, "M24": _LOWER, "M25": _LOWER}),
    )
}  # fmt: skip


#: The values of a panel's lines, by id; None is open: worse than any number.
Standing = Mapping[str, float | None]


def standing(panel: Panel, lines: Sequence[Line]) -> Standing:
    """The values of a panel's lines, as far as they apply and no hint named the step (E9)."""
    by_id = {line.id: line for line in lines}
    return {
        id_: by_id[id_].value
        for id_ in panel.lines
        if id_ in by_id and (by_id[id_].value is not None or by_id[id_].censored) and not by_id[id_].hinted
    }


def beats(panel: Panel, pairs: Sequence[tuple[Standing, Standing]]) -> bool:
    """Whether the first of each pair is better on some line of the panel and worse on none, over all pairs together.

    A pair is two drills (or two medians) on the same scenario. A line that applies to the other alone counts as worse: what was not done
    at all was not done better. One that applies to the first alone is not compared.
    """
    better = False
    for one, other in pairs:
        for id_, way in panel.lines.items():
            if id_ not in other:
                continue
            if id_ not in one:
                return False
            mine, theirs = _cost(one[id_], way), _cost(other[id_], way)
            if mine > theirs:
                return False
            better = better or mine < theirs
    return better


def _cost(value: float | None, way: Better) -> float:
    if value is None:
        return float("inf")
    return value if way is Better.LOWER else -value
