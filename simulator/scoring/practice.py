"""A second try beside the first: the harm of both over the same horizon and the same luck, told as encouragement (E10). No result."""

from __future__ import annotations

from simulator.scoring.scorecard import HarmBar

#: Closer than this share of the first try's harm, or than this much of it, two tries hurt alike.
_ALIKE, _ALIKE_AMOUNT = 0.02, 1.0


def beside_first(first: HarmBar, second: HarmBar) -> str:
    """One sentence; "" while the two cannot be compared, because a reference run is still on its way."""
    if first.horizon != second.horizon or first.nothing is None or second.nothing is None:
        return ""
    less = first.you - second.you
    both = f"{first.you:,.0f} the first time, {second.you:,.0f} in this one"
    if abs(less) <= max(_ALIKE_AMOUNT, _ALIKE * first.you):
        return f"As much harm as the first time ({both}). Another way to the same place is worth knowing, too."
    if less > 0:
        return f"{less:,.0f} {first.unit} less than the first time ({both})."
    return f"{-less:,.0f} {first.unit} more than the first time ({both}). Practice is where that costs nothing: now both ways are known."
