"""A document as Markdown. Text that people wrote stays text: nothing in it becomes a link, a heading, a table or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from simulator.debrief.exports.document import MARK, MARK_SAYS, Block, Cell, Document, Heading, Items, Paragraph, Table
from simulator.debrief.exports.html import number

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
#: What opens a list, a quotation, a rule or an indented block at the beginning of a line.
_OPENS = re.compile(r"^(\s*)([-+=:]|\d+[.)])")


def as_markdown(document: Document) -> str:
    """The text of the file."""
    parts = [f"**{MARK}**: {MARK_SAYS}", f"# {escaped(document.title)}", escaped(document.below)]
    parts += [text for block in document.blocks for text in _block(block)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Plain text that stays plain text; line breaks are kept as such."""
    lines = [_line(line) for line in text.strip().splitlines()]
    return "\\\n".join(line for line in lines if line)


def _line(line: str) -> str:
    line = _SPECIAL.sub(r"\\\1", line.strip())
    line = re.sub(r"(?i)\b(https?|ftp|mailto|www)([:.])", r"\1\\\2", line)  # no address becomes a link by itself
    opens = _OPENS.match(line)
    if opens is None:
        return line
    mark = opens[2]
    safe = f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}"
    return safe + line[opens.end() :]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"## {_one_line(text)}"
        case Paragraph(text=text, kind=kind):
            yield f"**{escaped(text)}**" if kind == "strong" and "\n" not in text.strip() and text.strip() else escaped(text)
        case Items(lines=lines):
            yield "\n".join(f"- {_one_line(line)}" for line in lines)
        case Table(read=False):
            pass
        case Table():
            yield _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    numbers = [all(not isinstance(row[n], str) for row in table.rows) and bool(table.rows) for n in range(len(table.head))]
    lines.insert(1, "|" + "|".join(" ---: " if right else " --- " for right in numbers) + "|")
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    return _one_line(cell) if isinstance(cell, str) else number(cell)


def _one_line(text: str) -> str:
    return _line(" ".join(text.split()))
