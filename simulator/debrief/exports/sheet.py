"""A document as CSV (RFC 4180): the one table of it that is a sheet. A text never becomes a formula in whatever opens it."""

from __future__ import annotations

from simulator.debrief.exports.document import MARK, MARK_SAYS, Cell, Document, Table

#: What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), also behind blanks and in wide letters.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def as_csv(document: Document) -> str:
    """The lines of the file, marked as an exercise at the top; "" for a document without a sheet."""
    table = next((block for block in document.blocks if isinstance(block, Table) and block.sheet), None)
    if table is None:
        return ""
    rows: list[tuple[Cell, ...]] = [(MARK, MARK_SAYS, document.title), table.head, *table.rows]
    return "".join(",".join(_cell(cell) for cell in row) + "\r\n" for row in rows)


def _cell(cell: Cell) -> str:
    if not isinstance(cell, str):
        return (
            f"{cell:g}"
            if isinstance(cell, float) and abs(cell) < 1e6
            else f"{cell:.0f}"
            if isinstance(cell, float)
            else str(cell)
        )
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip(" ").startswith(_FORMULA):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"'
