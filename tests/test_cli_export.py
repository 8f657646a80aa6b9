"""`wom export`, and `wom score` of a drill of an older engine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_cli import FIRST, wom

OLDER = Path(__file__).parent / "journals" / "engine-0-first-page-novice.journal"


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("run") / "drill.journal"
    assert wom("run", FIRST, "--seed", "3", "--journal", file, "--no-references").code == 0
    return file


def test_an_export_goes_to_standard_output(journal: Path) -> None:
    """The data alone, so that it can be piped; the form and what it is of are chosen."""
    page = wom("export", journal)
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith("<!doctype html>")
    assert wom("export", journal, "--what", "postmortem", "--format", "md").out.startswith("**EXERCISE**")
    data = wom("export", journal, "--what", "journal", "--format", "json").data
    assert isinstance(data, dict)
    assert (data["mark"], data["what"]) == ("EXERCISE", "journal")


def test_everything_goes_into_a_folder(journal: Path, tmp_path: Path) -> None:
    """All four in a form, named after the journal; the names of the files are the output."""
    out = tmp_path / "a" / "b"
    ran = wom("export", journal, "--what", "all", "--format", "csv", "--out", out, "--json")
    files = ran.data
    assert isinstance(files, list)
    assert [Path(file).name for file in files] == [
        f"drill-{what}.csv" for what in ("scorecard", "timeline", "postmortem", "journal")
    ]
    assert all(Path(file).read_bytes().startswith(b'"EXERCISE"') for file in files)


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("--what", "all"), 2, "name one with --out DIRECTORY"),
        (("--json",), 2, "name one with --out DIRECTORY"),
        (("--what", "secrets"), 2, "is not one of"),
        (("--format", "pdf"), 2, "is not one of"),
        (("--out", "/dev/null/here"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_in_words(journal: Path, args: tuple[str, ...], code: int, says: str) -> None:
    """Usage leaves with 2, a folder that cannot be written with 1; never a traceback."""
    ran = wom("export", journal, *args)
    assert ran.code == code
    assert says in ran.err
    assert ran.out == ""


def test_a_file_that_is_no_journal_is_told_as_that(tmp_path: Path) -> None:
    """A missing one, a folder, and something else."""
    (tmp_path / "x").write_text("hello")
    for file in (tmp_path / "none", tmp_path, tmp_path / "x"):
        ran = wom("export", file)
        assert (ran.code, ran.out) == (1, "")
        assert str(file) in ran.err


def test_a_drill_of_an_older_engine_is_scored_and_exported(tmp_path: Path) -> None:
    """From its archive, with its reference runs; replaying it is refused and says what can be done with it."""
    scored = wom("score", OLDER, "--json")
    assert scored.code == 0
    assert scored.data["harm"]["ideal"] is not None
    assert "EXERCISE" in wom("export", OLDER, "--what", "timeline").out
    replayed = wom("replay", OLDER)
    assert replayed.code == 1
    assert "It can be scored and exported from its archive, not replayed." in replayed.err


def test_an_older_drill_whose_archive_is_damaged_is_refused_at_the_part(tmp_path: Path) -> None:
    """It names the part, and says that the rows are whole."""
    file = tmp_path / "old.journal"
    shutil.copy(OLDER, file)
    lines = file.read_text(encoding="utf-8").split("\n")
    head = json.loads(lines[0])
    lines[head["rows"] + 2] = lines[head["rows"] + 2].replace("at", "ta", 1)
    file.write_text("\n".join(lines), encoding="utf-8")
    for command in ("score", "export"):
        ran = wom(command, file)
        assert ran.code == 1
        assert "part 2 of its archive cannot be read" in ran.err
        assert f"The {head['rows']} rows before it are whole." in ran.err
