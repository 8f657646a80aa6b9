"""A journal as a file: one line of JSON that says what it is, then one line for each row. An edge: it reads and writes.

The store of a server keeps the same rows in a database; this form is for carrying a drill away, replaying and scoring it.

Every line carries a `sum` over itself and all lines before it, so that damage shows at its own row, before anything is replayed; and the
first line says how many rows there are, so that a missing end shows as well. It protects from accidents and is no signature.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from simulator import ENGINE
from simulator.drill.drill import Divergence, Drill
from simulator.record.codec import LARGEST_NUMBER, Unreadable, row_from, row_to
from simulator.record.journal_row import Row
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

#: Version of the file's form. A newer one is not guessed at.
FORMAT = 1
_KIND = "wheel-of-misfortune journal"
_LARGEST = 64 * 1024 * 1024
_LARGEST_SEED = 2**63


class JournalProblem(Exception):
    """Why a journal cannot be written, read or followed, in the user's words, with the row."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a file holds. `digest` is that of the record at second `until`, "" when the writer did not say."""

    scenario: Scenario
    seed: int
    people: bool
    engine: int
    until: int
    digest: str
    rows: tuple[Row, ...]


# --- writing ----------------------------------------------------------------------------------------


def write(path: Path, scenario: Scenario, seed: int, rows: Sequence[Row], digest: str, *, people: bool, until: int = 0) -> None:
    """Writes a journal and flushes it to disk; an existing file is replaced only once the new one is whole.

    Raises `JournalProblem` where it cannot be written.
    """
    head: dict[str, object] = {
        "kind": _KIND, "format": FORMAT, "engine": ENGINE, "seed": seed, "people": people, "until": until,
        "rows": len(rows), "digest": digest, "scenario": scenario.text,
    }  # fmt: skip
    lines, before = [], ""
    for line in (head, *map(row_to, rows)):
        before = _sum(before, line)
        lines.append(json.dumps({**line, "sum": before}))
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise JournalProblem(f"{path} cannot be written ({error.strerror}).") from None


def _sum(before: str, line: Mapping[str, object]) -> str:
    """The sum of a line without its own, chained to that of the line before it."""
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return blake2b((before + text).encode("ascii"), digest_size=16).hexdigest()


# --- reading ----------------------------------------------------------------------------------------


def read(path: Path) -> Journal:
    """Reads a journal; raises `JournalProblem` naming the row that is damaged and what is still readable."""
    lines = _text(path).split("\n")
    head, before = _head(path, lines[0])
    rows: list[Row] = []
    for n, line in enumerate(lines[1:], start=1):
        last = n == len(lines) - 1
        if last and not line:
            break
        try:
            row, before = _row(line, before)
        except Unreadable as error:
            says = "it is cut off" if last else str(error)
            raise JournalProblem(f"{path}: row {n} cannot be read ({says}). {_whole(n - 1)}") from None
        rows.append(row)
    if len(rows) != head["rows"]:
        raise JournalProblem(f"{path}: row {len(rows) + 1} is missing, of {head['rows']}. {_whole(len(rows))}")
    return _journal(path, head, tuple(rows))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise JournalProblem(f"{path} cannot be read ({error.strerror}).") from None
    if len(raw) > _LARGEST:
        raise JournalProblem(f"{path} is far larger than any journal of a drill.")
    # Bytes that are no text damage the row they stand in, not the rows before it.
    return raw.decode("utf-8", "replace")


def _object(line: str) -> dict[str, object] | None:
    """One line as JSON; None when it is no object, whatever else it is."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _row(line: str, before: str) -> tuple[Row, str]:
    """A row and its sum; raises `Unreadable`."""
    plain = _object(line)
    if plain is None or "sum" not in plain:
        raise Unreadable("it is damaged")
    summed = plain.pop("sum")
    if not _fits(summed, before, plain):
        raise Unreadable("it is not what was written there")
    row = row_from(plain)
    if row.at > LARGEST_NUMBER:
        raise Unreadable("it stands later than any drill lasts")
    return row, str(summed)


def _fits(summed: object, before: str, line: Mapping[str, object]) -> bool:
    try:
        return summed == _sum(before, line)
    except RecursionError:
        return False


def _head(path: Path, line: str) -> tuple[dict[str, object], str]:
    head = _object(line)
    if head is None or head.get("kind") != _KIND:
        raise JournalProblem(f"{path} is not a journal of a drill.")
    form = head.get("format")
    if isinstance(form, int) and not isinstance(form, bool) and form > FORMAT:
        raise JournalProblem(
            f"{path} was written by a newer version (format {form}, this one knows {FORMAT}). Install the newer version to replay it."
        )
    summed = head.pop("sum", None)
    if form is True or form != FORMAT or not _fits(summed, "", head):
        raise JournalProblem(f"{path}: its first line is damaged. It holds the scenario, so no row can be replayed.")
    return head, str(summed)


def _whole(rows: int) -> str:
    match rows:
        case 0:
            return "No row before it is whole."
        case 1:
            return "The row before it is whole."
        case _:
            return f"The {rows} rows before it are whole."


def _journal(path: Path, head: dict[str, object], rows: tuple[Row, ...]) -> Journal:
    seed, people, engine, until, digest, text = (head.get(k) for k in ("seed", "people", "engine", "until", "digest", "scenario"))
    if (
        not (_number(seed, _LARGEST_SEED) and _number(engine, _LARGEST_SEED) and _number(until, LARGEST_NUMBER))
        or not isinstance(people, bool)
        or not (isinstance(digest, str) and isinstance(text, str))
    ):
        raise JournalProblem(f"{path}: its first line holds something else than a journal's does.")
    if engine != ENGINE:
        raise JournalProblem(f"{path} was recorded by engine {engine}; this is engine {ENGINE}. It can be kept, not replayed.")
    scenario = load_scenario(text.encode("utf-8", "replace"), f"{path} (scenario)")
    if not isinstance(scenario, Scenario):
        raise JournalProblem(f"{path}: the scenario in it cannot be read by this version.")
    assert isinstance(seed, int)
    assert isinstance(until, int)
    return Journal(scenario, seed, people, ENGINE, until, digest, rows)


def _number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


# --- following --------------------------------------------------------------------------------------


def follow(journal: Journal) -> Drill:
    """Replays it; raises `JournalProblem` at the row where the record leads elsewhere, or when it ends otherwise than recorded."""
    try:
        drill = Drill.replay(journal.scenario, journal.seed, journal.rows, people=journal.people)
    except Divergence as error:
        raise JournalProblem(
            f"Row {error.row} does not fit the record before it: {error.says.rstrip('.')}. {_whole(error.row - 1)}"
        ) from None
    while drill.now < journal.until and drill.board.clock.moving:
        drill.advance(journal.until)  # a skip may stop on the way
    if journal.digest and journal.digest != drill.digest():
        raise JournalProblem(
            f"After row {len(journal.rows)}, the last one, the record ends differently: "
            f"recorded {journal.digest}, derived {drill.digest()}. {_whole(len(journal.rows))}"
        )
    return drill
