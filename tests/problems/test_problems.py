"""Every broken scenario in this folder, and exactly what its author is told.

`NAME.yaml` is the file, `NAME.out` the words; `pytest --accept` rewrites them, to be read in review. Each file
is `healthy.yaml` with one thing wrong.
"""

import re
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


#: Each kind of mistake that authors make, the golden files that show it, and words that each of their messages holds.
KINDS = {
    "typos": ("shape-unknown-key shape-word-almost shape-section-misspelled reference-person", "did you mean"),
    "wrong units": ("shape-duration-without-unit shape-rate-without-unit shape-share-without-unit shape-short-time-without-unit", "unit"),
    "unknown ids": ("reference-service reference-person reference-change reference-runbook reference-call", "there is no"),
    "impossible times": ("rule-fault-before-start rule-history-before-start rule-inject-before-start", "before"),
    "times beyond the drill": ("rule-much-too-late shape-instant-beyond-the-day warning-clock-far", ""),
    "duplicate keys": ("yaml-key-twice yaml-service-twice", "stands here twice"),
    "aliases": ("yaml-alias-and-anchor yaml-merge-key yaml-star", ""),
    "tags": ("yaml-tag", "begins a tag"),
    "tabs": ("yaml-tab", "a tab stands in the indentation"),
    "wrong encodings": ("bytes-latin-1 bytes-utf-16 bytes-utf-16-without-mark", "UTF-"),
    "empty file": ("bytes-empty bytes-only-a-comment", "the file is empty"),
    "a secret named in a trainee text": ("secret-fault-in-brief secret-inject-in-a-step secret-publication-in-brief", "names the"),
    "a secret said in a trainee text": ("secret-phrase-in-a-change", "repeats a secret text"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mistake_has_its_golden_messages(kind: str) -> None:
    """The kinds that are promised are all here, each told as what it is, with line, column and something to do."""
    names, words = KINDS[kind]
    for name in names.split():
        golden = (HERE / f"{name}.out").read_text(encoding="utf-8")
        first = golden.splitlines()[0]
        assert re.match(rf"(warning: )?{name}\.yaml:\d+:\d+: ", first), golden
        assert words in golden, golden
        assert "hint: " in golden


def test_a_file_of_256_kb_and_more_is_told_as_that() -> None:
    """The largest file that is read is one of 256,000 bytes; one byte more is refused by its size, unread."""
    healthy = (HERE / "healthy.yaml").read_bytes()
    largest = healthy + b"#" * (256_000 - len(healthy))
    assert check(largest, "bomb.yaml").fine
    assert check(largest + b"#", "bomb.yaml").drawn() == (
        "bomb.yaml:1:1: the file has 256,001 bytes\n  1 | scenario: two-baskets\n    | ^\n"
        "  hint: a scenario has at most 256,000\n\nbomb.yaml: 1 problem"
    )
