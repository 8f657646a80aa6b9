"""A document: headings, paragraphs, tables and lists, before anybody knows whether they become HTML, Markdown or CSV.

All text in it is plain text, as people wrote it; escaping is the business of whoever renders it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

#: Stands at the top of everything that leaves the drill.
MARK = "EXERCISE"
MARK_SAYS = "This was a drill. Nothing in it happened to real users."

#: A cell: text, or a number that a spreadsheet may reckon with.
Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text; its line breaks are kept. `kind` is plain, quiet or strong."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `sheet` says that the CSV form consists of this table; one that is not `read` stands there alone."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: bool = False
    read: bool = True


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A title, what stands below it, and the blocks."""

    title: str
    below: str
    blocks: tuple[Block, ...]


def mapped(document: Document, change: Callable[[str], str]) -> Document:
    """The same document with every text changed."""
    return Document(change(document.title), change(document.below), tuple(_block(block, change) for block in document.blocks))


def _block(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return replace(block, text=change(text))
        case Items(lines=lines):
            return Items(tuple(change(line) for line in lines))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(change(c) if isinstance(c, str) else c for c in row) for row in rows))
