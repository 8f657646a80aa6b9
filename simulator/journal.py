"""A journal as a file: one line of JSON that says what it is, then one line for each row. An edge: it reads and writes.

The store of a server keeps the same rows in a database; this form is for carrying a drill away, replaying and scoring it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator import ENGINE
from simulator.drill.drill import Divergence, Drill
from simulator.record.codec import Unreadable, row_from, row_to
from simulator.record.journal_row import Row
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

#: Version of the file's form. A newer one is not guessed at.
FORMAT = 1
_KIND = "wheel-of-misfortune journal"
_LARGEST = 64 * 1024 * 1024


class JournalProblem(Exception):
    """Why a journal cannot be read or followed, in the user's words, with the row."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a file holds. `digest` is that of the record after the last row's drill, "" when the writer did not say."""

    scenario: Scenario
    seed: int
    people: bool
    engine: int
    until: int
    digest: str
    rows: tuple[Row, ...]


def write(path: Path, scenario: Scenario, seed: int, rows: Sequence[Row], digest: str, *, people: bool, until: int = 0) -> None:
    """Writes a journal and flushes it to disk; an existing file is replaced only once the new one is whole."""
    head = {
        "kind": _KIND, "format": FORMAT, "engine": ENGINE, "seed": seed, "people": people, "until": until,
        "digest": digest, "scenario": scenario.text,
    }  # fmt: skip
    lines = [json.dumps(head), *(json.dumps(row_to(row)) for row in rows)]
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> Journal:
    """Reads a journal; raises `JournalProblem` naming the row that is damaged and what is still readable."""
    try:
        if path.stat().st_size > _LARGEST:
            raise JournalProblem(f"{path} is far larger than any journal of a drill.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise JournalProblem(f"{path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise JournalProblem(f"{path} is not a journal: it is not text.") from None
    lines = text.split("\n")
    head = _head(path, lines[0])
    if not text.endswith("\n"):
        raise JournalProblem(f"{path} is cut off in row {len(lines) - 1}. The {max(0, len(lines) - 2)} rows before it are whole.")
    rows = []
    for n, line in enumerate(lines[1:-1], start=1):
        try:
            row = row_from(json.loads(line))
        except (json.JSONDecodeError, Unreadable) as error:
            says = "it is damaged" if isinstance(error, json.JSONDecodeError) else str(error)
            raise JournalProblem(f"{path}: row {n} cannot be read ({says}). The {n - 1} rows before it are whole.") from None
        rows.append(row)
    return _journal(path, head, tuple(rows))


def _head(path: Path, line: str) -> dict[str, object]:
    try:
        head = json.loads(line)
    except json.JSONDecodeError:
        head = None
    if not isinstance(head, dict) or head.get("kind") != _KIND:
        raise JournalProblem(f"{path} is not a journal of a drill.")
    if not isinstance(head.get("format"), int) or head["format"] > FORMAT:
        raise JournalProblem(
            f"{path} was written by a newer version (format {head.get('format')}, this one knows {FORMAT}). Install the newer version to replay it."
        )
    return head


def _journal(path: Path, head: dict[str, object], rows: tuple[Row, ...]) -> Journal:
    seed, people, engine, until, digest, text = (head.get(k) for k in ("seed", "people", "engine", "until", "digest", "scenario"))
    if not isinstance(seed, int) or not isinstance(people, bool) or not isinstance(engine, int) or not isinstance(until, int):
        raise JournalProblem(f"{path}: its first line is damaged.")
    if not isinstance(digest, str) or not isinstance(text, str):
        raise JournalProblem(f"{path}: its first line is damaged.")
    scenario = load_scenario(text.encode(), f"{path} (scenario)")
    if not isinstance(scenario, Scenario):
        raise JournalProblem(f"{path}: the scenario in it cannot be read by this version.")
    if engine != ENGINE:
        raise JournalProblem(f"{path} was recorded by engine {engine}; this is engine {ENGINE}. It can be kept, not replayed.")
    return Journal(scenario, seed, people, engine, until, digest, rows)


def follow(journal: Journal) -> Drill:
    """Replays it; raises `JournalProblem` at the row where the record leads elsewhere."""
    try:
        drill = Drill.replay(journal.scenario, journal.seed, journal.rows, people=journal.people)
    except Divergence as error:
        raise JournalProblem(
            f"The record cannot be followed beyond row {error.row}: {error.says}. The {error.row - 1} rows before it are whole."
        ) from None
    if journal.until > drill.now:
        drill.advance(journal.until)
    return drill
