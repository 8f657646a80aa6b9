"""The draft of a postmortem: what the record fills, and what it leaves to people."""

from __future__ import annotations

import pytest
from finished_drills import drafted, played
from hypothesis import given
from hypothesis import strategies as st

from simulator.debrief.written import Absent, ActionItem, Factor, NotWritten, TimelineNote, Written, written_from, written_to
from simulator.record import facts as f

HARD = ("cloudflare-2019-07-02", "novice")
NOBODY = ("first-page", "do-nothing")
FALSE_ALARM = ("red-wall", "competent")


@pytest.mark.parametrize("which", [HARD, NOBODY, FALSE_ALARM])
def test_what_needs_a_persons_view_is_empty(which: tuple[str, str]) -> None:
    """Factors, how it made sense, luck, items and the owner are nobody's but people's."""
    written = drafted(*which).written
    assert (written.factors, written.sense, written.lucky, written.actions, written.owner) == ((), "", "", (), "")
    assert written.title
    assert written.summary
    assert written.audience == "whole organisation"


def test_the_four_instants_are_those_of_the_record() -> None:
    """Detection, declaration, first mitigation attempt and resolution carry the second and the fact they rest on."""
    facts = {fact.n: fact for fact in played(*HARD).facts}
    instants = {one.id: one for one in drafted(*HARD).derived.instants}
    for id_, body in (("declared", f.IncidentDeclared), ("acted", f.MitigationOrdered), ("resolved", f.IncidentResolved)):
        fact = facts[instants[id_].fact]
        assert isinstance(fact.body, body)
        assert instants[id_].at == fact.at
    assert isinstance(facts[instants["detected"].fact].body, f.PageSent)


def test_what_never_came_is_said_to_be_missing() -> None:
    """Nobody declared, acted or resolved: those instants have no second, and none is made up."""
    instants = {one.id: one.at for one in drafted(*NOBODY).derived.instants}
    assert instants["detected"] is not None
    assert (instants["declared"], instants["acted"], instants["resolved"]) == (None, None, None)
    assert "had not stopped" in drafted(*NOBODY).written.summary


def test_gaps_are_the_longest_first_and_open_ones_before_them() -> None:
    """What had not ended comes first; the others by their length; nothing shorter than a minute is a gap."""
    lengths = [gap.seconds for gap in drafted(*HARD).derived.gaps]
    assert lengths == sorted(lengths, reverse=True)
    assert min(lengths) >= 60
    assert drafted(*NOBODY).derived.gaps[0].seconds is None


def test_impact_is_in_users_time_requests_and_budget() -> None:
    """The lines a reader looks for are there, in words with their units."""
    said = " ".join(f"{one.title}: {one.says}" for one in drafted(*HARD).derived.impact)
    for word in ("Users hurt", "user-minutes", "requests failed", "month's budget", "Users were hurt for"):
        assert word in said


def test_the_external_message_begins_with_what_was_posted() -> None:
    """Customers are told what they were told meanwhile, with its time in UTC; without posts there is nothing to begin with."""
    posts = [x for x in played(*HARD).facts if isinstance(x.body, f.UpdatePosted) and x.body.audience.value == "public"]
    external = drafted(*HARD).written.external
    assert posts
    assert all(x.body.says in external for x in posts)
    assert drafted(*NOBODY).written.external == ""


def test_the_timeline_ends_with_the_drill_and_has_no_ghost() -> None:
    """What the real responders did belongs to the scorecard; the postmortem is about this drill."""
    derived = drafted(*HARD).derived
    assert {line.lane for line in derived.timeline} <= {"you", "truth"}
    assert all(line.at <= derived.ended_at for line in derived.timeline)


def test_hints_have_the_class_the_scenario_gives_them() -> None:
    """Each hint says what sort of factor it is."""
    assert len(drafted(*HARD).derived.hints) >= 2
    assert all(hint.kind and hint.says for hint in drafted(*HARD).derived.hints)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
WRITTEN = st.builds(
    Written,
    title=TEXT, owner=TEXT, summary=TEXT, sense=TEXT, went_well=TEXT, lucky=TEXT, external=TEXT, tags=TEXT, audience=TEXT,
    notes=st.lists(st.builds(TimelineNote, fact=st.integers(0, 999), says=TEXT), max_size=3).map(tuple),
    absent=st.lists(st.builds(Absent, instant=TEXT, says=TEXT), max_size=3).map(tuple),
    factors=st.lists(st.builds(Factor, says=TEXT, kind=st.sampled_from(["", "change", "design"]), far=TEXT), max_size=3).map(tuple),
    actions=st.lists(
        st.builds(ActionItem, says=TEXT, kind=st.sampled_from(["", "detect"]), factor=st.integers(0, 9), budget=st.booleans()),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(WRITTEN)
def test_what_is_written_comes_back(written: Written) -> None:
    """Through plain values and back nothing is lost or changed."""
    assert written_from(written_to(written)) == written


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner))
)
def test_whatever_is_sent_it_is_a_postmortem_or_a_no_in_words(sent: object) -> None:
    """No other exception, and the no is a sentence."""
    try:
        assert isinstance(written_from(sent), Written)
    except NotWritten as no:
        assert str(no).endswith(".")
