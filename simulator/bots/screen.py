"""The part of the commander's screen that a policy looks at: the impact section, exactly as their view shows it, without making the rest."""

from __future__ import annotations

from simulator.drill.drill import Drill
from simulator.drill.views import Impact, Tile


def impact_on_screen(drill: Drill) -> Impact:
    """Tiles and matrix now."""
    return drill.impact()


def worst_tile(drill: Drill) -> Tile | None:
    """The journey that hurts most, core ones first; None when there is nothing to see."""
    return min(
        (tile for tile in impact_on_screen(drill).tiles if not tile.missing),
        key=lambda tile: (not tile.core, tile.success),
        default=None,
    )
