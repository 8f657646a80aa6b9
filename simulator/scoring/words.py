"""How a scorecard says a duration and a severity."""

from __future__ import annotations

from simulator.scenario.words import sev_of


def clock(seconds: float) -> str:
    """Minutes and seconds, as 4:10."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def severity_name(weight: int) -> str:
    """SEV1..SEV4 of a weight; "" for healthy."""
    sev = sev_of(weight)
    return "" if sev is None else sev.value


def amount(value: float) -> str:
    """A quantity as counted: 1,234,567; below ten with one decimal unless it is whole."""
    return f"{value:,.0f}" if abs(value) >= 10 or value == round(value) else f"{value:,.1f}"
