"""The postmortem on paper: its thirteen sections in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.debrief.exports.document import Block, Document, Heading, Items, Paragraph, Table
from simulator.debrief.exports.plain import plain
from simulator.debrief.exports.subject import Subject
from simulator.debrief.exports.times import played, utc
from simulator.debrief.written import Written
from simulator.scoring.words import clock

_NOTHING_YET = "Nothing is written here yet."


def postmortem_document(subject: Subject) -> Document:
    """The document; its sheet is the action items."""
    written = subject.postmortem.written
    below = f"{played(subject.card)} Status: {subject.status}. Owner: {written.owner.strip() or 'nobody yet'}."
    return Document(written.title.strip() or subject.card.alias, below, tuple(_blocks(subject)))


def postmortem_plain(subject: Subject) -> dict[str, Any]:
    """Both halves, without the hints of the scenario."""
    derived = plain(subject.postmortem.derived)
    derived.pop("hints")
    return {"status": subject.status, "derived": derived, "written": plain(subject.postmortem.written)}


def _blocks(subject: Subject) -> Iterator[Block]:
    derived, written = subject.postmortem.derived, subject.postmortem.written
    yield from _text("Summary", written.summary)
    yield Heading("Impact")
    yield Table(("What", "How much"), tuple((x.title, x.says) for x in derived.impact))
    yield Heading("Timeline")
    absent = {one.instant: one.says for one in written.absent}
    yield Table(
        ("", "UTC"),
        tuple(
            (x.title, absent.get(x.id, "").strip() or "not in this drill" if x.at is None else utc(subject.card, x.at))
            for x in derived.instants
        ),
    )
    notes = {note.fact: note.says for note in written.notes}
    yield Table(
        ("UTC", "What", "Note"),
        tuple(
            (x.utc, ("True: " if x.lane == "truth" else "") + x.says, notes.get(x.fact, "") if x.fact else "")
            for x in derived.timeline
        ),
    )
    yield Heading("Gaps")
    if derived.gaps:
        yield Table(
            ("Gap", "Length", "Tells about", "What it says"),
            tuple((g.title, "open" if g.seconds is None else clock(g.seconds), g.owner, g.says) for g in derived.gaps),
        )
    else:
        yield Paragraph("No stretch was longer than a minute.")
    yield from _factors(written)
    yield from _text("How it made sense at the time", written.sense)
    yield from _lines("What went well", written.went_well)
    yield from _lines("Where we were lucky", written.lucky)
    yield from _actions(written)
    yield Heading("Earlier items about the same")
    earlier = tuple((x.alias, x.kind, x.says, x.owner, x.due) for x in derived.earlier)
    yield Table(("Postmortem", "Class", "Item", "Owner", "Deadline"), earlier) if earlier else Paragraph("There are none.")
    yield from _text("External message", written.external)
    yield Paragraph(f"Tags: {written.tags.strip() or 'none'}. For: {written.audience.strip() or 'nobody named'}.", "quiet")


def _text(title: str, text: str) -> Iterator[Block]:
    yield Heading(title)
    yield Paragraph(text.strip()) if text.strip() else Paragraph(_NOTHING_YET, "quiet")


def _lines(title: str, text: str) -> Iterator[Block]:
    yield Heading(title)
    lines = tuple(line.strip().removeprefix("- ").removeprefix("* ") for line in text.splitlines() if line.strip())
    yield Items(lines) if lines else Paragraph(_NOTHING_YET, "quiet")


def _factors(written: Written) -> Iterator[Block]:
    yield Heading("Contributing factors")
    real = [(n, factor) for n, factor in enumerate(written.factors, start=1) if factor.says.strip()]
    if not real:
        yield Paragraph(_NOTHING_YET, "quiet")
        return
    yield Table(
        ("", "Factor", "Class", "Possible through", "Likely through", "Far-reaching through"),
        tuple((str(n), x.says, x.kind, x.possible, x.likely, x.far) for n, x in real),
    )


def _actions(written: Written) -> Iterator[Block]:
    yield Heading("Action items")
    items = [action for action in written.actions if action.says.strip()]
    yield Table(
        ("Item", "Type", "Owner", "Deadline", "Factor", "Ticket", "Error budget"),
        tuple((a.says, a.kind, a.owner, a.due, str(a.factor or ""), a.ticket, "yes" if a.budget else "") for a in items),
        sheet=True,
    )
