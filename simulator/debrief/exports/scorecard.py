"""The scorecard on paper: the order of the page; no total and no rank, as there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.debrief.exports.document import Block, Cell, Document, Heading, Items, Paragraph, Table
from simulator.debrief.exports.plain import plain
from simulator.debrief.exports.subject import Subject
from simulator.debrief.exports.times import played, utc
from simulator.scoring.scorecard import Line, Scorecard
from simulator.scoring.text import shown
from simulator.scoring.words import amount, clock


def scorecard_document(subject: Subject) -> Document:
    """The card as a document; its sheet is the measures."""
    card = subject.card
    return Document(f"Scorecard: {card.alias}", played(card), tuple(_blocks(card)))


def scorecard_plain(subject: Subject) -> dict[str, Any]:
    """The card as plain values."""
    found: dict[str, Any] = plain(subject.card)
    return found


def _blocks(card: Scorecard) -> Iterator[Block]:
    if card.practice:
        yield Paragraph("Practice: a second try, no result.", "strong")
    if card.steered:
        yield Paragraph("Steered by hand: times count, comparisons do not.", "strong")
    yield Heading(f"Harm ({card.harm.unit})")
    yield Paragraph(card.harm.says)
    yield Table(("Run", card.harm.unit), tuple(_marks(card)))
    for beside in card.harm.beside:
        yield Paragraph(f"{beside.title}: {amount(beside.amount)} {beside.unit}")
    yield Heading("Where the minutes went")
    yield Table(
        ("UTC", "Stretch", "Length", "Tells about"),
        tuple(
            (utc(card, s.start), s.title + (" (open at the end)" if s.open else ""), clock(s.end - s.start), s.owner)
            for s in card.strip
        ),
    )
    yield Heading("Keep")
    yield Paragraph(card.keep, "strong")
    yield Heading("Try next time")
    yield Paragraph(card.try_next, "strong")
    yield Heading("Measures")
    yield Table(("Measure", "Value", "In words", "Tells about", "Facts"), tuple(_read(x) for x in card.lines))
    yield Table(
        ("Id", "Measure", "Value", "Unit", "Tells about", "What it says", "Par", "Facts"),
        tuple(
            (x.id, x.title, value_of(x), x.unit, x.owner, x.says, "" if x.par is None else x.par.says, _facts(x))
            for x in card.lines
        ),
        sheet=True,
        read=False,
    )
    if card.facts:
        yield Heading("Facts the figures rest on")
        yield Table(("Fact", "UTC", "Who", "What"), tuple((str(x.n), utc(card, x.at), x.who, x.says) for x in card.facts))
    yield Heading("What was true")
    yield Paragraph(card.summary)
    yield Items(card.factors)
    if card.luck:
        yield Heading("Where there was luck")
        yield Items(card.luck)
    yield Heading("Settings the figures rest on")
    yield Items(card.settings)
    yield Paragraph(f"Source: {card.source} {card.source_url}".strip(), "quiet")


def _read(line: Line) -> tuple[Cell, ...]:
    """A measure as a person reads it: its value as it is said, par behind the words."""
    words = line.says if line.par is None else f"{line.says} ({line.par.says})"
    return line.title, shown(line), words, line.owner, _facts(line)


def _facts(line: Line) -> str:
    return " ".join(str(n) for n in dict.fromkeys(line.evidence))


def _marks(card: Scorecard) -> Iterator[tuple[Cell, ...]]:
    bar = card.harm
    for title, value in (
        ("Do nothing", bar.nothing), ("As it happened", bar.as_it_happened), ("This drill", bar.you), ("Ideal", bar.ideal),
    ):  # fmt: skip
        yield title, "not known" if value is None else round(value)


def value_of(line: Line) -> Cell:
    """The value as a number; words where there is none."""
    if line.value is None:
        return "open" if line.censored else "does not apply"
    return round(line.value, 2)
