"""Times in an export: UTC of the fiction, and one line that says when and how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from simulator.scoring.scorecard import Scorecard


def utc(card: Scorecard, at: int) -> str:
    """A drill second as 14:05:10."""
    return (datetime.fromisoformat(card.starts_at) + timedelta(seconds=at)).strftime("%H:%M:%S")


def played(card: Scorecard) -> str:
    """When it was in the fiction, and how long it was played."""
    start = datetime.fromisoformat(card.starts_at)
    minutes = card.ended_at // 60
    return f"{start:%A} {start.day} {start:%B %Y}, {start:%H:%M} UTC in the fiction; {minutes} minutes from StartEx to EndEx."
