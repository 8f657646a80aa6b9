"""The lint of a postmortem: each rule fires where it should, is quiet where it should be, and offers a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from finished_drills import drafted

from simulator.debrief.postmortem_lint import LintFinding, blocks, lint
from simulator.debrief.written import Absent, ActionItem, Factor, Written

TODAY = date(2026, 11, 28)
_DERIVED = drafted("cloudflare-2019-07-02", "novice").derived
#: The largest gap lies between knowing and doing.
DERIVED = replace(_DERIVED, gaps=tuple(sorted(_DERIVED.gaps, key=lambda gap: not gap.id.startswith("M6"))))
ITEM = ActionItem("Rules go out in stages", "mitigate", "Dana", "2026-12-15", 1, "OPS-7", budget=True)
FINE = replace(
    drafted("cloudflare-2019-07-02", "novice").written,
    factors=(
        Factor("A rule reaches every machine within seconds", "change", "no stages", "many rules a week", "one edge"),
        Factor("The way back needed two builds", "process"),
    ),
    lucky="The switch for everything existed.",
    actions=(ITEM,),
)  # fmt: skip


def found(written: Written, derived=DERIVED) -> tuple[LintFinding, ...]:
    return lint(derived, written, TODAY)


def rules(written: Written, derived=DERIVED) -> set[tuple[str, str]]:
    return {(one.rule, one.level) for one in found(written, derived)}


def test_a_good_postmortem_has_nothing_against_it() -> None:
    """The control: what follows fires because of what it changes."""
    assert found(FINE) == ()


def item(**changes: object) -> Written:
    return replace(FINE, actions=(replace(ITEM, **changes),))


BLOCKS = [
    ("factors", replace(FINE, factors=FINE.factors[:1])),
    ("factors", replace(FINE, factors=(FINE.factors[0], Factor("  ", "design")))),
    ("class", replace(FINE, factors=(FINE.factors[0], Factor("The way back needed two builds")))),
    ("luck", replace(FINE, lucky=" \n ")),
    ("none", replace(FINE, actions=())),
    ("none", replace(FINE, actions=(ActionItem(kind="detect"),))),
    ("many", replace(FINE, actions=(ITEM,) * 6)),
    ("missing", item(says="")),
    ("missing", item(kind="")),
    ("missing", item(owner=" ")),
    ("missing", item(due="")),
    ("missing", item(factor=0)),
    ("missing", item(factor=7)),
    ("owner", item(owner="team")),
    ("owner", item(owner="the platform team")),
    ("owner", item(owner="SRE")),
    ("owner", item(owner="everybody")),
    ("owner", item(owner="TBD")),
    ("owner", item(owner="Dana and Marco")),
    ("owner", item(owner="Dana, Marco")),
    ("owner", item(owner="Dana/Marco")),
    ("due", item(due="next week")),
    ("due", item(due="31.12.2026")),
    ("due", item(due="2026-02-30")),
    ("error", replace(FINE, sense="It was human error.")),
    ("root-cause", replace(FINE, summary="Root cause: a regular expression.")),
    ("guilt", replace(FINE, lucky="Nobody was at fault but Marco.")),
    ("character", replace(FINE, went_well="Except for one careless deploy.")),
    ("error", replace(FINE, factors=(*FINE.factors, Factor("Operator error", "process")))),
    ("error", replace(FINE, factors=(*FINE.factors, Factor("Long shifts", "process", likely="user error")))),
    ("error", item(says="Prevent human error")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "written"), BLOCKS, ids=range(len(BLOCKS)))
def test_what_blocks(rule: str, written: Written) -> None:
    """It blocks under its rule, says so in a sentence, and asks the question that leads on."""
    left = [one for one in blocks(found(written)) if one.rule == rule]
    assert left
    assert all((one.says.endswith(".") and one.reframe.endswith("?")) or one.rule == "many" for one in left)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("far", item(due="2027-02-01")),
        ("past", item(due="2026-11-27")),
        ("process-only", item(kind="process")),
        ("no-mitigate", item(kind="detect")),
        ("name", replace(FINE, factors=(*FINE.factors, Factor("Marco was alone on the rota", "process")))),
        ("be-better", item(says="Be more careful with rules")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_warns_and_does_not_block(rule: str, written: Written) -> None:
    """A question, and the postmortem can be closed all the same."""
    assert (rule, "warn") in rules(written)
    assert blocks(found(written)) == ()


@pytest.mark.parametrize("missing", ["declared", "acted", "resolved"])
def test_a_timeline_without_an_instant_blocks_until_something_is_said(missing: str) -> None:
    """What never came is no obstacle once a sentence stands in its place; a blank one does not."""
    derived = drafted("first-page", "do-nothing").derived
    assert ("instant", "block") in rules(FINE, derived)
    said = tuple(Absent(one, "The drill ended first.") for one in ("declared", "acted", "resolved") if one != missing)
    assert [one.field for one in found(replace(FINE, absent=said), derived) if one.rule == "instant"] == [missing]
    blank = replace(FINE, absent=(*said, Absent(missing, "  ")))
    assert [one.field for one in found(blank, derived) if one.rule == "instant"] == [missing]


def test_a_machine_may_fail_to_start() -> None:
    """The trap: it is no person that failed."""
    assert found(replace(FINE, sense="The job failed to start, and the disk was full.")) == ()


def test_a_person_called_like_a_word_is_still_one_person() -> None:
    """Names with hyphens, dots and more than one part are owners."""
    for owner in ("Dana", "Anne-Marie", "Dr. Kim Lee", "J. O'Neil", "Alexandra", "Orla Andersen", "Teamo"):
        assert found(item(owner=owner)) == (), owner


def test_findings_in_text_say_where() -> None:
    """The place is that of the words, so that they can be shown."""
    text = "At first: human error, they said."
    one = next(x for x in found(replace(FINE, sense=text)) if x.rule == "error")
    assert text[one.start : one.end] == "human error"
    assert one.section == "sense"


def test_the_deadline_sixty_days_away_is_no_wish_yet() -> None:
    """At the line it is quiet, a day later it asks."""
    assert found(item(due="2027-01-27")) == ()
    assert ("far", "warn") in rules(item(due="2027-01-28"))


def test_without_a_gap_between_knowing_and_doing_no_mitigation_is_asked_for() -> None:
    """The question comes from the drill, not from a template."""
    other = replace(DERIVED, gaps=tuple(gap for gap in DERIVED.gaps if not gap.id.startswith("M6")))
    assert rules(item(kind="detect"), other) == set()


@pytest.mark.parametrize("which", [("cloudflare-2019-07-02", "novice"), ("first-page", "do-nothing"), ("red-wall", "competent")])
def test_no_draft_of_ours_blames_anybody(which: tuple[str, str]) -> None:
    """What the record fills in passes the lint of words; only what people have to add is missing."""
    made = drafted(*which)
    left = {one.rule for one in lint(made.derived, made.written, TODAY)}
    assert left <= {"factors", "luck", "none", "instant"}
