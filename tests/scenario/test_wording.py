"""The catalogue of sentences: whole, used, and calm."""

import re
import string
from pathlib import Path

import pytest

from simulator.scenario import wording
from simulator.scenario.check import check

PROBLEMS = Path(__file__).parent.parent / "problems"

#: Sentences that no small file can bring about, or that only another test does.
SEEN_ELSEWHERE = {
    "file-too-large",  # test_source
    "too-many-nodes",  # test_source
    "not-yaml",  # what the parser says in words we do not know
    "not-understood",  # what pydantic says in words we do not know
    "duration",  # test_units; fields of the model that take one duration say it too
    "day",  # test_units; no key takes a date yet
    "text-too-many",  # test_texts
    "too-many",  # no list of the model has a longest length
    "below",  # no number of the model has an upper end that is excluded
}


def seen() -> set[str]:
    codes: set[str] = set()
    for file in PROBLEMS.glob("*.yaml"):
        report = check(file.read_bytes(), file.name)
        codes |= {problem.code for problem in (*report.problems, *report.warnings)}
    return codes


def test_every_sentence_is_shown_by_a_broken_scenario() -> None:
    """No sentence exists that nobody has read in a golden message, but for those listed with a reason."""
    assert set(wording.CATALOGUE) - seen() - SEEN_ELSEWHERE == set()


def test_every_rule_of_the_model_has_a_hint_that_is_used() -> None:
    """The hints for the model's own sentences belong to sentences that it says."""
    said = "".join(file.read_text(encoding="utf-8") for file in PROBLEMS.glob("shape-*.out"))
    for sentence, hint in wording.HINTS.items():
        assert f"{sentence}\n" in said
        assert hint in said


@pytest.mark.parametrize("code", wording.CATALOGUE)
def test_a_sentence_is_blameless_and_ends_without_a_dot(code: str) -> None:
    """Messages state what is, hints say what to do; neither shouts nor speaks of errors."""
    for sentence in wording.CATALOGUE[code]:
        assert sentence
        assert not sentence.endswith((".", "!"))
        assert not re.search(r"\b(?:error|invalid|illegal|must not|failed|wrong|you forgot)\b", sentence), sentence
        names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
        assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "nothing"),
        (True, "true"),
        (3, "3"),
        (0.5, "0.5"),
        ("db", '"db"'),
        ([1], "a list"),
        ({"a": 1}, "a group of keys"),
        ("x" * 99, '"' + "x" * 60 + '…"'),
        ("a\nb\x1b[31m", '"a b [31m"'),
    ],
)
def test_an_authors_value_is_quoted_short_and_harmless(value: object, said: str) -> None:
    """A quote is one line, not long, and holds nothing that a terminal would obey."""
    assert wording.shown(value) == said
