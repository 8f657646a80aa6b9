"""The timeline on paper: what was done and what was true, beside what the real responders did at the same time of their day."""

from __future__ import annotations

from typing import Any

from simulator.debrief.exports.document import Document, Heading, Paragraph, Table
from simulator.debrief.exports.plain import plain
from simulator.debrief.exports.subject import Subject
from simulator.debrief.exports.times import played, utc

_LANES = {"you": "this drill", "truth": "what was true", "history": "as it happened"}


def timeline_document(subject: Subject) -> Document:
    """One table, which is its sheet, and the severities."""
    card = subject.card
    rows = tuple((utc(card, m.at), m.at, _LANES.get(m.lane, m.lane), m.says, m.fact or "") for m in card.timeline)
    moves = [
        (lane, tuple((utc(card, move.at), move.sev or "none") for move in moved))
        for lane, moved in (
            ("True", card.severity_true), ("Evident", card.severity_evident), ("Declared", card.severity_declared),
        )
    ]  # fmt: skip
    return Document(
        f"Timeline: {card.alias}",
        played(card),
        (
            Table(("UTC", "Drill second", "Lane", "What", "Fact"), rows, sheet=True),
            Heading("Severity"),
            Table(("", "From", "Severity"), tuple((lane, at, sev) for lane, moved in moves for at, sev in moved)),
            Paragraph(f"As it happened: {card.source} {card.source_url}".strip(), "quiet"),
        ),
    )


def timeline_plain(subject: Subject) -> dict[str, Any]:
    """The moments of all lanes, and the severities."""
    card = subject.card
    return {
        "alias": card.alias,
        "starts_at": card.starts_at,
        "ended_at": card.ended_at,
        "timeline": [{"utc": utc(card, m.at), **plain(m)} for m in card.timeline],
        "severity": {
            "true": plain(card.severity_true),
            "evident": plain(card.severity_evident),
            "declared": plain(card.severity_declared),
        },
    }
