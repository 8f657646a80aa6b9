"""The blame lint: what blocks, what warns, what a machine may do, where it points, and what it asks instead."""

from __future__ import annotations

import re

import pytest

from simulator.debrief.blame import REFRAME, lint_line, verdict
from simulator.scenario.blaming import LONGEST, RULES, Level, blames

PEOPLE = ("Sam", "Priya")


@pytest.mark.parametrize(
    "text",
    [
        "It was human error.", "Root cause: the deploy.", "The root cause was a typo.", "This was operator error.", "Careless work.",
        "Negligent, to say the least.", "The engineer was at fault.",
    ],
)  # fmt: skip
def test_what_must_not_stand_blocks(text: str) -> None:
    """The phrases of the scoring reference, 5.4, each by itself."""
    assert verdict(text, PEOPLE) == "block"


@pytest.mark.parametrize(
    "text",
    [
        "Sam failed to look.", "Priya forgot the flag.", "The reviewer should have seen it.", "Be more careful.", "Retrain the team.",
        "Follow the process next time.",
    ],
)  # fmt: skip
def test_a_person_who_failed_and_a_remedy_that_asks_people_to_be_better_warn(text: str) -> None:
    """The warnings of 5.4: a person as the subject of failing, and advice in place of a change."""
    assert verdict(text, PEOPLE) == "warn"


@pytest.mark.parametrize(
    "text",
    [
        "The job failed to start.", "Kubernetes operator failed to reconcile.", "A human-readable error.", "The user error page.",
        "Fault tolerance.", "No-fault insurance.", "The root cause analysis meeting.", "The alert should have fired.",
        'We do not write "root cause: human error".', "Lazy loading hid it.", "Redis failed to load.",
    ],
)  # fmt: skip
def test_a_machine_may_fail_and_a_quoted_phrase_blames_nobody(text: str) -> None:
    """A person as subject is required, and what stands in quotation marks is only talked about."""
    assert lint_line(text, PEOPLE) == ()


def test_quoting_does_not_hide_what_stands_outside() -> None:
    """`Root cause:` before a quotation is still one root cause."""
    assert verdict('Root cause: "human error".') == "block"


def test_a_name_is_known_from_a_product_by_who_took_part() -> None:
    """The same sentence warns only where the name is one of the people."""
    assert verdict("Sam forgot the lease.", ("Sam",)) == "warn"
    assert verdict("Sam forgot the lease.") == "clean"
    assert verdict("sam.conf forgot the lease.", ("Sam",)) == "clean"


def test_a_finding_points_at_the_words_and_asks_what_hid_the_danger() -> None:
    """Start and end cut the words out of the line, and every finding has its sentence and the question."""
    text = "At 14:05 Sam failed to look; it was human error."
    found = lint_line(text, PEOPLE)
    assert [text[x.start : x.end] for x in found] == ["Sam failed to", "human error"]
    assert [(x.rule, x.level) for x in found] == [("omission", "warn"), ("error", "block")]
    assert all(x.reframe == REFRAME and x.says for x in found)
    assert REFRAME == "What made this look safe? What hid the danger?"


def test_what_the_lint_says_itself_blames_nobody() -> None:
    """Its own sentences pass its own rules but for the word they are about, and hold no banned question."""
    for text in (
        "It was human error.",
        "Root cause: x.",
        "He was at fault.",
        "Sloppy.",
        "We failed to.",
        "He should have.",
        "Be careful.",
    ):
        for finding in lint_line(text):
            assert not re.search(r"why did(n't)? you|should have|could have", finding.says, re.IGNORECASE)
            assert verdict(finding.reframe) == "clean"


def test_every_rule_is_found_somewhere_and_its_level_is_its_own() -> None:
    """No rule stands in the table without a sentence that it finds."""
    examples = {
        "error": "human error", "root-cause": "Root cause: x", "guilt": "He was to blame", "character": "sloppy",
        "omission": "We forgot", "hindsight": "They should have asked", "be-better": "be more careful",
    }  # fmt: skip
    assert examples.keys() == RULES.keys()
    for rule, text in examples.items():
        assert [(x.rule, x.level) for x in blames(text)] == [(rule, RULES[rule])]
    assert {Level.BLOCK, Level.WARN} == set(RULES.values())


def test_a_very_long_text_is_read_in_time() -> None:
    """Only so much is read; what is repeated thousands of times is found once for each place, and nothing hangs."""
    assert lint_line("we " * 100_000 + "human error") == ()
    assert len(lint_line("human error. " * 10_000)) == LONGEST // len("human error. ")
