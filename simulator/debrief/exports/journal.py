"""The journal as people read it: who gave which command when. The file that can be replayed is `simulator.journal`'s."""

from __future__ import annotations

from typing import Any

from simulator.debrief.exports.document import Document, Table
from simulator.debrief.exports.plain import plain
from simulator.debrief.exports.subject import Subject
from simulator.debrief.exports.times import played, utc
from simulator.record.codec import command_to
from simulator.record.commands import RecordInstant

_ROLES = {"gm": "Game master", "ic": "Incident Commander", "observer": "Observer", "edge": "the server"}


def journal_document(subject: Subject) -> Document:
    """Every command in its order. That the clock ran is left out; the JSON form has it."""
    rows = []
    for row in subject.rows:
        if isinstance(row.command, RecordInstant):
            continue
        name, args = command_to(row.command)
        said = "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in args.items() if value not in ("", None, False))
        rows.append((row.n, utc(subject.card, row.at), row.at, _ROLES.get(row.seat, row.seat), name, said))
    below = f"{played(subject.card)} Luck {subject.seed}, engine {subject.engine}."
    head = ("Row", "UTC", "Drill second", "Seat", "Command", "With")
    return Document(f"Journal: {subject.card.alias}", below, (Table(head, tuple(rows), sheet=True),))


def journal_plain(subject: Subject) -> dict[str, Any]:
    """The rows as they are stored, without the scenario's text."""
    rows = []
    for row in subject.rows:
        name, args = command_to(row.command)
        rows.append({"n": row.n, "at": row.at, "seat": row.seat, "command": name, "args": plain(args), "digest": row.digest})
    return {"scenario": subject.card.scenario, "seed": subject.seed, "engine": subject.engine, "rows": rows}
