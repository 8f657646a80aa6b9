"""Every broken scenario in this folder, and exactly what its author is told.

`NAME.yaml` is the file, `NAME.out` the words; `pytest --accept` rewrites them, to be read in review. Each file
is `healthy.yaml` with one thing wrong.
"""

from pathlib import Path

import pytest

from simulator.scenario.check import check

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_author_is_told_exactly_this(file: Path, accept: bool) -> None:
    """A broken file gives its golden message, to the letter."""
    said = check(file.read_bytes(), file.name).drawn() + "\n"
    golden = file.with_suffix(".out")
    if accept:
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_only_the_healthy_file_is_fine_without_a_word() -> None:
    """Each broken file is refused, or warned about if its name says so; the one they are made from is not."""
    for file in FILES:
        report = check(file.read_bytes(), file.name)
        expected = file.stem == "healthy" or file.stem.startswith("warning-")
        assert report.fine is expected, file.stem
        assert bool(report.warnings) is file.stem.startswith("warning-"), file.stem


def test_no_golden_is_left_behind() -> None:
    """Every expected output belongs to a file that still exists."""
    assert {out.stem for out in HERE.glob("*.out")} == {file.stem for file in FILES}


def test_every_message_names_a_place_and_no_python_type() -> None:
    """A problem always stands at file:line:column, and never speaks of str, dict or None."""
    for file in FILES:
        report = check(file.read_bytes(), file.name)
        for problem in (*report.problems, *report.warnings):
            assert problem.place.file == file.name
            assert problem.place.line >= 1
            assert problem.place.column >= 1
            words = set(f"{problem.message} {problem.hint}".replace(":", " ").split())
            assert not words & {"str", "int", "float", "dict", "None", "NoneType", "tuple", "bool", "mapping"}, problem
