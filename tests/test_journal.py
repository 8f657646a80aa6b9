"""A journal file: what is written is read and followed to the same record; damage is named by its row, whatever the bytes."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from busy_shop import follow as take
from busy_shop import scenario, started

from simulator import ENGINE
from simulator.drill.drill import Drill
from simulator.journal import FORMAT, Journal, JournalProblem, _sum, follow, read, text_of, write
from simulator.record import commands as c
from simulator.record.codec import row_to
from simulator.scenario.words import Audience, Kind, Sev, Topic
from simulator.scoring.archive import archive_of


def lively() -> Drill:
    """A drill with all sorts of rows, and texts that are hard to keep."""
    return take(
        started(), (c.SeatPerson("ic", "human", "Zoë \U0001f600"), "edge"), 240, c.AnswerQuestion("q1", 'Not "yet";\n\tsoon.'),
        (c.RecordInstant(), "edge"), 640, c.DeclareIncident(Sev.SEV1, "Sie können nicht zahlen"), c.CallTimeOut(), c.ResumeDrill(),
        c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"), (c.TakeNote("calm", "B1", "+"), "gm"), 720,
        c.PostUpdate(Audience.PUBLIC, "We know.", next_minutes=20), c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), c.Wait(),
        (c.RecordInstant(), "edge"), 1300,
    )  # fmt: skip


DRILL = lively()
ROWS = len(DRILL.rows)


def written(folder: Path, drill: Drill = DRILL) -> Path:
    path = folder / "drill.journal"
    write(path, drill.scenario, drill.seed, drill.rows, drill.digest(), people=drill.with_people, until=drill.now)
    return path


def problem(path: Path) -> str:
    """What is said of a journal that cannot be read or followed."""
    with pytest.raises(JournalProblem) as caught:
        follow(read(path))
    return str(caught.value)


def test_what_is_written_is_read_and_leads_to_the_same_record(tmp_path: Path) -> None:
    """Rows, texts and the second reached come back, and following them gives the same facts and board."""
    path = written(tmp_path)
    journal = read(path)
    assert journal == Journal(DRILL.scenario, 3, True, ENGINE, 1300, DRILL.digest(), tuple(DRILL.rows))
    again = follow(journal)
    assert (again.facts, again.board, again.now) == (DRILL.facts, DRILL.board, 1300)
    assert path.read_text(encoding="utf-8").count("\n") == ROWS + 1


@pytest.mark.parametrize(
    "drill", [Drill.new(scenario(), 1), started(seed=9), started(people=False)], ids=["prepared", "new", "alone"]
)
def test_a_drill_that_has_hardly_begun_is_a_journal_too(drill: Drill, tmp_path: Path) -> None:
    """No row at all, or one, is a journal like any other."""
    assert follow(read(written(tmp_path, drill))).digest() == drill.digest()


def test_an_existing_journal_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    """When the new one cannot be written the old one stands, and it is said so."""
    path = written(tmp_path)
    before = path.read_bytes()
    (tmp_path / "drill.journal.part").mkdir()
    with pytest.raises(JournalProblem, match="cannot be written"):
        written(tmp_path)
    assert path.read_bytes() == before


# --- damage ------------------------------------------------------------------------------------------


def edited(path: Path, edit: Callable[[list[str]], None]) -> Path:
    """The file with its lines changed; line 0 is the first one, line n is row n."""
    lines = path.read_text(encoding="utf-8").split("\n")
    edit(lines)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _swap(lines: list[str]) -> None:
    lines[4], lines[5] = lines[5], lines[4]


def _delete(lines: list[str]) -> None:
    del lines[4]


def _double(lines: list[str]) -> None:
    lines.insert(4, lines[4])


def _cut(lines: list[str]) -> None:
    lines[4:] = [lines[4][:40]]


def _end_early(lines: list[str]) -> None:
    lines[4:] = [""]


def _other_severity(lines: list[str]) -> None:
    at = next(n for n, line in enumerate(lines) if "DeclareIncident" in line)
    lines[at] = lines[at].replace("SEV1", "SEV2")


def _other_id(lines: list[str]) -> None:
    lines[4] = lines[4].replace('"id": "r4"', '"id": "r5"')


def _nothing(lines: list[str]) -> None:
    lines[4] = ""


def _not_a_row(lines: list[str]) -> None:
    lines[4] = '["a", "b"]'


DECLARED = next(row.n for row in DRILL.rows if isinstance(row.command, c.DeclareIncident))


@pytest.mark.parametrize(
    ("edit", "row", "why"),
    [
        (_swap, 4, "is not what was written there"),
        (_delete, 4, "is not what was written there"),
        (_double, 5, "is not what was written there"),
        (_cut, 4, "is cut off"),
        (_end_early, 4, f"is missing, of {ROWS}"),
        (_other_severity, DECLARED, "is not what was written there"),
        (_other_id, 4, "is not what was written there"),
        (_nothing, 4, "is damaged"),
        (_not_a_row, 4, "is damaged"),
    ],
)
def test_damage_is_named_by_its_row_with_what_is_still_whole(
    edit: Callable[[list[str]], None], row: int, why: str, tmp_path: Path
) -> None:
    """Edited, swapped, doubled, missing or cut off: the first row that is not as written is named, and how many before it are."""
    path = written(tmp_path)
    before = path.read_bytes()
    edited(path, edit)
    assert path.read_bytes() != before
    says = problem(path)
    assert f"row {row} " in says
    assert why in says
    assert says.endswith(f"The {row - 1} rows before it are whole.")


def rewritten(path: Path, change: Callable[[dict[str, object], list[dict[str, object]]], None]) -> Path:
    """A file whose sums are right although its content is not what was recorded: made by another hand than ours."""
    head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in (head, *rows):
        del line["sum"]
    change(head, rows)
    before, lines = "", []
    for line in (head, *rows):
        before = _sum(before, line)
        lines.append(json.dumps({**line, "sum": before}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def kept(folder: Path) -> Path:
    """The same drill with its archive."""
    path = folder / "kept.journal"
    write(
        path, DRILL.scenario, DRILL.seed, DRILL.rows, DRILL.digest(), people=DRILL.with_people, until=DRILL.now,
        archive=archive_of(DRILL),
    )  # fmt: skip
    return path


def test_an_archive_is_read_with_its_rows(tmp_path: Path) -> None:
    """Facts, truth and what was shown come back beside the rows."""
    journal = read(kept(tmp_path))
    assert journal.archive is not None
    assert list(journal.archive.facts) == DRILL.facts
    assert list(journal.archive.truth) == list(DRILL.truth_table())
    assert follow(journal).digest() == DRILL.digest()


@pytest.mark.parametrize("nth", range(0, 24, 3))
def test_an_edited_archive_is_refused_at_its_part(nth: int, tmp_path: Path) -> None:
    """One digit changed anywhere in it: the part is named, and how many rows are whole."""
    path = kept(tmp_path)
    lines = path.read_text().split("\n")
    at = ROWS + 1 + nth
    place = next(n for n in range(len(lines[at]) // 2, len(lines[at])) if lines[at][n].isdigit())
    digit = "7" if lines[at][place] != "7" else "3"
    lines[at] = lines[at][:place] + digit + lines[at][place + 1 :]
    path.write_text("\n".join(lines))
    says = problem(path)
    assert f"part {nth + 1} of its archive cannot be read" in says
    assert f"The {ROWS} rows before it are whole." in says


def test_a_cut_archive_is_refused_at_the_cut(tmp_path: Path) -> None:
    """Wherever the file ends, what is missing is named; a cut among the rows names the row."""
    path = kept(tmp_path)
    text = path.read_text()
    lines = text.split("\n")
    path.write_text("\n".join(lines[: ROWS + 4]) + "\n")
    assert "part 4 of its archive is missing" in problem(path)
    path.write_text("\n".join(lines[: ROWS + 4])[:-20])
    assert "part 3 of its archive cannot be read (it is cut off)" in problem(path)
    path.write_text("\n".join(lines[:ROWS]) + "\n")
    assert f"row {ROWS} is missing" in problem(path)


def test_a_row_in_the_place_of_a_part_and_the_other_way_round(tmp_path: Path) -> None:
    """Right sums do not help: what stands in the wrong place is told as that."""
    path = kept(tmp_path)
    head, *others = [json.loads(line) for line in path.read_text().splitlines()]

    def again(change: dict[str, object], lines: list[dict[str, object]]) -> str:
        text, before = [], ""
        for line in ({**head, **change}, *lines):
            bare = {k: v for k, v in line.items() if k != "sum"}
            before = _sum(before, bare)
            text.append(json.dumps({**bare, "sum": before}))
        path.write_text("\n".join(text) + "\n")
        return problem(path)

    assert "row 18 cannot be read" in again({"rows": ROWS + 1}, others).replace(f"row {ROWS + 1} ", "row 18 ")
    assert "its archive cannot be read (part 1: it is no part of an archive)" in again(
        {"rows": ROWS - 1, "archive": head["archive"] + 1}, others
    )
    assert "holds something else than a journal's does" in again({"archive": -1}, others)
    assert "holds something else than a journal's does" in again({"archive": "all"}, others)


def test_an_older_engine_without_an_archive_cannot_be_scored(tmp_path: Path) -> None:
    """It says which engine it was, and that nothing else was kept."""
    path = tmp_path / "old.journal"
    path.write_text(text_of(DRILL.scenario, 3, DRILL.rows, "", people=True, engine=0))
    assert "was recorded by engine 0" in problem(path)
    assert "not scored" in problem(path)


def _set(key: str, value: object) -> Callable[[dict[str, object], list[dict[str, object]]], None]:
    def change(head: dict[str, object], _rows: list[dict[str, object]]) -> None:
        head[key] = value

    return change


def _row(nth: int, **changes: object) -> Callable[[dict[str, object], list[dict[str, object]]], None]:
    def change(_head: dict[str, object], rows: list[dict[str, object]]) -> None:
        rows[nth - 1] |= changes

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_set("seed", 4), "does not fit the record before it"),
        (_set("people", False), "does not fit the record before it"),
        (_set("until", 1200), f"After row {ROWS}, the last one, the record ends differently"),
        (_set("digest", "0" * 32), "the record ends differently: recorded 00000000"),
        (_set("until", 10**15), "its first line holds something else than a journal's does"),
        (_set("until", True), "its first line holds something else"),
        (_set("seed", "3"), "its first line holds something else"),
        (_set("people", 1), "its first line holds something else"),
        (_set("digest", None), "its first line holds something else"),
        (_set("rows", 3), "row 17 is missing, of 3"),
        (_set("scenario", "a: 1"), "the scenario in it cannot be read by this version"),
        (_set("scenario", "\ud800"), "the scenario in it cannot be read by this version"),
        (_set("engine", ENGINE + 1), f"was recorded by engine {ENGINE + 1}; this is engine {ENGINE}"),
        (_set("format", FORMAT + 1), f"was written by a newer version (format {FORMAT + 1}, this one knows {FORMAT})"),
        (_set("format", 0), "its first line is damaged"),
        (_set("format", "1"), "its first line is damaged"),
        (_set("format", True), "its first line is damaged"),
        (_set("kind", "shopping list"), "is not a journal of a drill"),
        (_row(3, at=10**12), "row 3 cannot be read (it stands later than any drill lasts)"),
        (_row(3, at=-1), "row 3 cannot be read (row 3 holds something of the wrong kind)"),
        (_row(3, n="\ud800"), "row 3 cannot be read (a row holds something of the wrong kind)"),
        (_row(3, n=4), "Row 4 does not fit the record before it: row 3 was expected"),
        (_row(4, at=1), "Row 4 does not fit the record before it: the drill stands at second 240, the row at 1."),
        (_row(4, seat="observer"), "Row 4 does not fit the record before it: RecordInstant is refused"),
        (_row(3, command="Sing"), "row 3 cannot be read (row 3: This is not something one can do here.)"),
        (_row(3, args=[]), "row 3 cannot be read"),
        (_row(4, args={"says": "x"}), "`says` does not belong to RecordInstant"),
        (_row(3, more=1), "row 3 has other fields than a row has"),
        (_row(3, digest="f" * 32), "Row 3 does not fit the record before it"),
    ],
)  # fmt: skip
def test_a_journal_by_another_hand_is_refused_in_words(
    change: Callable[[dict[str, object], list[dict[str, object]]], None], says: str, tmp_path: Path
) -> None:
    """Right sums do not make a record: what does not lead where it says, or is of another version, is told as that."""
    assert says.replace("row 17", f"row {ROWS + 1}") in problem(rewritten(written(tmp_path), change))


def test_a_journal_that_says_no_digest_is_followed() -> None:
    """A writer in mid-drill need not know the end."""
    journal = Journal(DRILL.scenario, 3, True, ENGINE, 0, "", tuple(DRILL.rows[:5]))
    assert follow(journal).rows == DRILL.rows[:5]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\n", b"{}", b"[" * 200_000, b'{"a":' * 100_000, b"\x00\xff" * 50, b"9" * 10_000, b'{"kind": ' + b"9" * 5000 + b"}",
        b"\xef\xbb\xbf{}", b"NaN", b'"', b'{"kind": "\\ud800"}', b"\x1f\x8b\x08" + b"\x00" * 400,
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_no_journal_is_told_as_that(raw: bytes, tmp_path: Path) -> None:
    """Any other file is no journal, however deep, long or empty it is."""
    path = tmp_path / "other"
    path.write_bytes(raw)
    assert problem(path) == f"{path} is not a journal of a drill."


@pytest.mark.parametrize(
    "value", ["[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900, "9" * 5000, "NaN", "1e999", '"\\udead"']
)
def test_monstrous_values_in_a_row_are_refused_by_row(value: str, tmp_path: Path) -> None:
    """Deep, endless and impossible values damage the row they stand in and nothing else."""

    def edit(lines: list[str]) -> None:
        lines[4] = lines[4].replace('"at": ', f'"at": {value}, "was": ', 1)

    assert "row 4 cannot be read" in problem(edited(written(tmp_path), edit))


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    """Missing, a folder, or endless: said in words."""
    assert "cannot be read (No such file or directory)" in problem(tmp_path / "nothing")
    assert "cannot be read (Is a directory)" in problem(tmp_path)
    assert "is not a journal of a drill" in problem(Path(os.devnull))
    assert "is far larger than any journal of a drill" in problem(Path("/dev/zero"))


def same(one: Journal, other: Journal) -> bool:
    return [row_to(row) for row in one.rows] == [row_to(row) for row in other.rows] and one.digest == other.digest


def mutated(raw: bytes, luck: random.Random) -> bytes:
    """The bytes with one thing done to them."""
    at, size = luck.randrange(len(raw)), luck.choice((1, 1, 3, 40, 400))
    match luck.choice(("flip", "flip", "flip", "delete", "double", "insert", "cut", "move", "case", "digit")):
        case "flip":
            return raw[:at] + bytes([raw[at] ^ (1 << luck.randrange(8))]) + raw[at + 1 :]
        case "delete":
            return raw[:at] + raw[at + size :]
        case "double":
            return raw[: at + size] + raw[at:]
        case "insert":
            return raw[:at] + luck.randbytes(size) + raw[at:]
        case "cut":
            return raw[:at]
        case "move":
            return raw[:at] + raw[at + size :] + raw[at : at + size]
        case "case":
            return raw[:at] + raw[at : at + size].swapcase() + raw[at + size :]
        case _:
            return raw[:at] + raw[at:].replace(b"1", b"2", 1)


@pytest.mark.parametrize("part", range(4))
def test_no_damage_gives_a_traceback_and_none_goes_unseen(part: int, tmp_path: Path) -> None:
    """Of 100 mutations each is refused in words that name the file or a row, or has left the content as it was."""
    path = written(tmp_path)
    raw, whole, luck = path.read_bytes(), read(path), random.Random(part)
    head = raw.index(b"\n")
    changed = refused = 0
    for nth in range(100):
        # Most of a journal is its scenario: half of the mutations are aimed at the rows.
        hit = raw
        while hit == raw:  # digits have no other case, and the end of a file may hold no 1: that damages nothing
            hit = mutated(raw, luck) if nth % 2 else raw[:head] + mutated(raw[head:], luck)
        path.write_bytes(hit)
        changed += hit != raw
        try:
            journal = read(path)
        except JournalProblem as error:
            refused += 1
            assert str(path) in str(error)
            assert str(error).endswith((".", ")"))
        else:
            assert same(journal, whole), hit
            assert follow(journal).digest() == DRILL.digest()
    # A flipped case of digits changes no byte; a space between two fields no content. Nothing else may pass.
    assert changed >= 90
    assert refused >= changed - 3
