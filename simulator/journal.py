"""A journal as a file: one line of JSON that says what it is, then one line for each row. An edge: it reads and writes.

The store of a server keeps the same rows in a database; this form is for carrying a drill away, replaying and scoring it. Of a drill that has
ended it may carry the archive as well, in lines after the rows: what is scored when the engine it ran on is no more.

Every line carries a `sum` over itself and all lines before it, so that damage shows at its own row, before anything is replayed; and the
first line says how many rows and parts there are, so that a missing end shows as well. It protects from accidents and is no signature.
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
from simulator.scoring.archive import Archive, archive_from, parts_to

#: Version of the file's form. A newer one is not guessed at. 2: the archive.
FORMAT = 2
_READ = (1, 2)
_KIND = "wheel-of-misfortune journal"
_LARGEST = 64 * 1024 * 1024
_LARGEST_SEED = 2**63


class JournalProblem(Exception):
    """Why a journal cannot be written, read or followed, in the user's words, with the row."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a file holds. `digest` is that of the record at second `until`, "" when the writer did not say; `archive` what was kept of a drill
    that had ended. Only a drill of this `engine` can be followed; with an archive any can be scored.
    """

    scenario: Scenario
    seed: int
    people: bool
    engine: int
    until: int
    digest: str
    rows: tuple[Row, ...]
    archive: Archive | None = None


# --- writing ----------------------------------------------------------------------------------------


def write(
    path: Path, scenario: Scenario, seed: int, rows: Sequence[Row], digest: str, *, people: bool, until: int = 0,
    archive: Archive | None = None,
) -> None:  # fmt: skip
    """Writes a journal and flushes it to disk; an existing file is replaced only once the new one is whole.

    Raises `JournalProblem` where it cannot be written.
    """
    text = text_of(scenario, seed, rows, digest, people=people, until=until, archive=archive)
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise JournalProblem(f"{path} cannot be written ({error.strerror}).") from None


def text_of(
    scenario: Scenario, seed: int, rows: Sequence[Row], digest: str, *, people: bool, until: int = 0,
    archive: Archive | None = None, engine: int = ENGINE,
) -> str:  # fmt: skip
    """The text of a journal file. `engine` is the one the drill ran on."""
    parts = [] if archive is None else parts_to(archive)
    head: dict[str, object] = {
        "kind": _KIND, "format": FORMAT, "engine": engine, "seed": seed, "people": people, "until": until,
        "rows": len(rows), "archive": len(parts), "digest": digest, "scenario": scenario.text,
    }  # fmt: skip
    lines, before = [], ""
    for line in (head, *map(row_to, rows), *parts):
        before = _sum(before, line)
        lines.append(json.dumps({**line, "sum": before}))
    return "\n".join(lines) + "\n"


def _sum(before: str, line: Mapping[str, object]) -> str:
    """The sum of a line without its own, chained to that of the line before it."""
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return blake2b((before + text).encode("ascii"), digest_size=16).hexdigest()


# --- reading ----------------------------------------------------------------------------------------


def read(path: Path) -> Journal:
    """Reads a journal; raises `JournalProblem` naming the row that is damaged and what is still readable."""
    lines = _text(path).split("\n")
    head, before = _head(path, lines[0])
    count, more = head["rows"], head.get("archive", 0)
    if not (_number(count, _LARGEST) and _number(more, _LARGEST)):
        raise JournalProblem(f"{path}: its first line holds something else than a journal's does.")
    assert isinstance(count, int)
    assert isinstance(more, int)
    rows: list[Row] = []
    parts: list[object] = []
    for n, line in enumerate(lines[1:], start=1):
        last = n == len(lines) - 1
        if last and not line:
            break
        in_rows = n <= count or not more
        try:
            if in_rows:
                row, before = _row(line, before)
                rows.append(row)
            else:
                part, before = _line(line, before)
                parts.append(part)
        except Unreadable as error:
            says = "it is cut off" if last else str(error)
            where = f"row {n}" if in_rows else f"part {n - count} of its archive"
            raise JournalProblem(f"{path}: {where} cannot be read ({says}). {_whole(len(rows))}") from None
    if len(rows) != count:
        raise JournalProblem(f"{path}: row {len(rows) + 1} is missing, of {count}. {_whole(len(rows))}")
    if len(parts) != more:
        raise JournalProblem(f"{path}: part {len(parts) + 1} of its archive is missing, of {more}. {_whole(len(rows))}")
    return _journal(path, head, tuple(rows), _archive(path, parts, len(rows)))


def _archive(path: Path, parts: Sequence[object], rows: int) -> Archive | None:
    if not parts:
        return None
    try:
        return archive_from(parts)
    except Unreadable as error:
        raise JournalProblem(f"{path}: its archive cannot be read ({error}). {_whole(rows)}") from None


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


def _line(line: str, before: str) -> tuple[dict[str, object], str]:
    """A line without its sum, and the sum; raises `Unreadable`."""
    plain = _object(line)
    if plain is None or "sum" not in plain:
        raise Unreadable("it is damaged")
    summed = plain.pop("sum")
    if not _fits(summed, before, plain):
        raise Unreadable("it is not what was written there")
    return plain, str(summed)


def _row(line: str, before: str) -> tuple[Row, str]:
    """A row and its sum; raises `Unreadable`."""
    plain, summed = _line(line, before)
    row = row_from(plain)
    if row.at > LARGEST_NUMBER:
        raise Unreadable("it stands later than any drill lasts")
    return row, summed


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
    if form is True or form not in _READ or not _fits(summed, "", head):
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


def _journal(path: Path, head: dict[str, object], rows: tuple[Row, ...], archive: Archive | None) -> Journal:
    seed, people, engine, until, digest, text = (head.get(k) for k in ("seed", "people", "engine", "until", "digest", "scenario"))
    if (
        not (_number(seed, _LARGEST_SEED) and _number(engine, _LARGEST_SEED) and _number(until, LARGEST_NUMBER))
        or not isinstance(people, bool)
        or not (isinstance(digest, str) and isinstance(text, str))
    ):
        raise JournalProblem(f"{path}: its first line holds something else than a journal's does.")
    assert isinstance(engine, int)
    if engine != ENGINE and archive is None:
        raise JournalProblem(f"{path} {_other(engine)} It carries no archive, so it can be kept, not replayed and not scored.")
    scenario = load_scenario(text.encode("utf-8", "replace"), f"{path} (scenario)")
    if not isinstance(scenario, Scenario):
        raise JournalProblem(f"{path}: the scenario in it cannot be read by this version.")
    assert isinstance(seed, int)
    assert isinstance(until, int)
    return Journal(scenario, seed, people, engine, until, digest, rows, archive)


def _other(engine: int) -> str:
    return f"was recorded by engine {engine}; this is engine {ENGINE}."


def _number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


# --- following --------------------------------------------------------------------------------------


def follow(journal: Journal) -> Drill:
    """Replays it; raises `JournalProblem` at the row where the record leads elsewhere, or when it ends otherwise than recorded."""
    if journal.engine != ENGINE:
        raise JournalProblem(f"This drill {_other(journal.engine)} It can be scored and exported from its archive, not replayed.")
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


def recorded(journal: Journal) -> Archive:
    """What was recorded and what was true: derived anew where this engine can, from the archive otherwise. Raises `JournalProblem`."""
    if journal.engine != ENGINE and journal.archive is not None:
        return journal.archive
    drill = follow(journal)
    kept = journal.archive
    runs = kept.references if kept is not None else None
    return Archive(tuple(drill.facts), tuple(drill.truth_table()), () if kept is None else kept.shown, runs)
