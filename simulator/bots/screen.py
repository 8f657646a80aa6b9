"""The part of the commander's screen that a policy looks at, exactly as their view shows it, without making the rest."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.drill.drill import Drill
from simulator.drill.readings import Reading, meets_sev1, meets_sev2
from simulator.drill.views import Tile
from simulator.record.seats import IC
from simulator.scenario.words import Sev

#: Users of a journey are well when so many succeed, or as many as is promised.
_WELL = 0.99


@dataclass(frozen=True, slots=True)
class Glance:
    """One look at the tiles: the first row of the matrix that holds, SEV1 or SEV2, and whether all users are well."""

    row: Sev | None
    well: bool


def glance(drill: Drill) -> Glance:
    """The tiles now. While there are none, no row holds and nobody is known to be well."""
    shown = drill.readings()
    row = Sev.SEV1 if meets_sev1(shown) else Sev.SEV2 if meets_sev2(shown) else None
    return Glance(row, bool(shown) and all(_well(one) for one in shown))


def _well(one: Reading) -> bool:
    """Silence is not well, and neither is a mean that hides a region."""
    return not one.missing and not one.region_down and one.success >= min(one.slo, _WELL)


def worst_tile(drill: Drill) -> Tile | None:
    """The journey that hurts most, core ones first; None when there is nothing to see."""
    return min(
        (tile for tile in drill.impact().tiles if not tile.missing),
        key=lambda tile: (not tile.core, tile.success),
        default=None,
    )


#: A stretch of failures goes on while no longer gap lies in it, in seconds; smaller dips than this share are none.
_GAP, _DIP = 300, 0.01


class Charts:
    """The charts of the tiles as they were read so far: each point is read once, however often one looks."""

    def __init__(self) -> None:
        self._read = 0
        self._began: dict[str, int] = {}  # signal -> where its last stretch of dips begins
        self._last: dict[str, int] = {}

    def hurt_since(self, drill: Drill, tile: Tile) -> int | None:
        """Where the last stretch in which this tile dipped begins on its chart; None when it never did."""
        for point in drill.samples(IC, self._read):
            self._read = point.n
            if point.value is None or point.value >= 1.0 - _DIP or not point.signal.endswith(".success"):
                continue
            if point.at - self._last.get(point.signal, -_GAP - 1) > _GAP:
                self._began[point.signal] = point.at
            self._last[point.signal] = point.at
        return self._began.get(f"{tile.journey}.success")
