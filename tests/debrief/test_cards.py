"""Cards over real drills of bots: the form of the words, fairness, moments that exist, and at least one strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from bots.played import CLOUDFLARE, FIRST_PAGE, RED_WALL, drill_of, shipped

from simulator.bots.play import POLICIES
from simulator.debrief.cards import _WORDS, DebriefCard
from simulator.debrief.debrief import TALK, Debrief, debrief
from simulator.debrief.form import CAUTION, FORM, RATINGS
from simulator.debrief.gaps import USUAL
from simulator.debrief.strengths import strengths
from simulator.drill.drill import Drill
from simulator.record.commands import TakeNote
from simulator.scoring.score import score

#: Question forms that ask for a defence instead of a memory (reference 5.2), and that are in no text of ours.
BANNED = re.compile(
    r"why did(?:n.t| not)? you|why (?:have|had)n.t you|should(?:n.t)? have|could(?:n.t)? have|you failed",
    re.IGNORECASE,
)
#: Words that find somebody guilty, whoever they are said of.
BLAME = re.compile(
    r"human error|user error|root cause|careless|negligen|at fault|to blame|forgot|failed to|your (?:fault|mistake)",
    re.IGNORECASE,
)
DRILLS = [
    (name, policy, seed)
    for name, seeds in ((FIRST_PAGE, (1, 2, 3)), (RED_WALL, (1, 2)), (CLOUDFLARE, (3,)), ("gitlab-2017-01-31", (1,)))
    for policy in ("do-nothing", "ideal", "competent", "novice")
    for seed in seeds
]


@cache
def of(name: str, policy: str, seed: int) -> Debrief:
    scenario, drill = shipped(name), drill_of(name, policy, seed)
    rows = drill.truth_table()
    return debrief(scenario, drill.board, drill.facts, rows, score(scenario, drill.facts, rows))


def texts(card: DebriefCard) -> Iterator[str]:
    yield from (card.title, card.happened, card.cost, card.i_saw, card.i_think, card.question, *card.follow_ups)
    yield from (moment.says for moment in card.moments)


@pytest.mark.parametrize(("name", "policy", "seed"), DRILLS)
def test_the_cards_of_a_drill_keep_the_rules(name: str, policy: str, seed: int) -> None:
    """At most three gaps of different themes, never more on persons than on systems, and always a strength."""
    assert policy in POLICIES
    cards = of(name, policy, seed).cards
    gap_cards = [card for card in cards if card.kind == "gap"]
    assert len(gap_cards) <= 3
    assert len({card.theme for card in gap_cards}) == len(gap_cards)
    persons = sum(card.about == "person" for card in gap_cards)
    assert persons <= len(gap_cards) - persons
    assert 1 <= len([card for card in cards if card.kind == "strength"]) <= 2
    assert len({card.id for card in cards}) == len(cards)


@pytest.mark.parametrize(("name", "policy", "seed"), DRILLS)
def test_every_card_asks_and_none_accuses(name: str, policy: str, seed: int) -> None:
    """I saw, I think, a question; no banned form, no blame, no secret id, and every sentence is a whole one."""
    secret = {each for each in shipped(name).secret.faults if "-" in each}
    for card in of(name, policy, seed).cards:
        assert card.i_saw.startswith("I saw ")
        assert card.i_think.startswith("I think it matters because ")
        assert card.question.startswith("What was on your mind")
        for text in texts(card):
            assert not BANNED.search(text), text
            assert not BLAME.search(text), text
            assert "{" not in text, text
            assert not any(fault in text for fault in secret), text
        for text in (card.i_saw, card.i_think, card.question, card.happened, *card.follow_ups):
            assert text[-1] in ".?!", text
            assert ".." not in text, text
            assert "  " not in text, text


@pytest.mark.parametrize(("name", "policy", "seed"), DRILLS)
def test_every_moment_is_one_of_the_drill(name: str, policy: str, seed: int) -> None:
    """A card leads to seconds between StartEx and EndEx, and to facts that are there."""
    drill = drill_of(name, policy, seed)
    for card in of(name, policy, seed).cards:
        assert card.moments
        for moment in card.moments:
            assert 0 <= moment.at <= drill.now
            assert 0 <= moment.fact <= len(drill.facts)


def test_the_texts_that_no_drill_above_reaches_keep_the_rules_too() -> None:
    """Every template, the form and the talk: no banned form, no blame."""
    said = [
        part
        for words in _WORDS.values()
        for part in (words.title, words.first, words.last, words.open_, words.matters, words.system)
    ]
    said += [text for marker in FORM for text in (marker.title, *marker.anchors)] + [CAUTION, *RATINGS]
    said += [text for step in TALK for text in step]
    assert set(USUAL) <= set(_WORDS)
    for text in said:
        assert not BANNED.search(text), text
        assert not BLAME.search(text), text


def test_slow_and_quick_commanders_get_different_cards() -> None:
    """The control: a novice's drill has a dear gap on the way out where the ideal one has none."""
    slow = [card for card in of(FIRST_PAGE, "novice", 1).cards if card.kind == "gap"]
    quick = [card for card in of(FIRST_PAGE, "ideal", 1).cards if card.kind == "gap" and card.cost]
    assert any("user-minutes of harm" in card.cost for card in slow)
    assert quick == []


def test_a_note_with_a_plus_is_a_strength_and_evidence_of_its_marker() -> None:
    """What the game master jotted down comes first among the strengths, and stands beside the marker it is on."""
    played = drill_of(FIRST_PAGE, "novice", 2)
    scenario = shipped(FIRST_PAGE)
    drill = Drill.replay(scenario, played.seed, played.rows)
    drill.give(TakeNote("Told the room what would change the call", "B2", "+", 60), "gm")
    drill.give(TakeNote("Asked nobody by name", "B3", "-", 30), "gm")
    rows = drill.truth_table()
    made = debrief(scenario, drill.board, drill.facts, rows, score(scenario, drill.facts, rows))
    first = next(card for card in made.cards if card.kind == "strength")
    assert "Told the room what would change the call." in first.i_saw
    by_id = {marker.id: marker for marker in made.markers}
    assert [(each.sign, each.source) for each in by_id["B3"].evidence if each.source == "note"] == [("-", "note")]
    assert any(each.source == "M3" for each in by_id["B2"].evidence)
    assert not any(each.source == "M3b" for each in by_id["B2"].evidence)


def test_a_step_that_a_hint_named_is_no_strength() -> None:
    """E9: the same lines, hinted, give no strength of a quick or whole step; the others stay."""
    scenario, drill = shipped(FIRST_PAGE), drill_of(FIRST_PAGE, "competent", 1)
    rows = drill.truth_table()
    card = score(scenario, drill.facts, rows)
    bare = tuple(replace(line, hinted=True) for line in card.lines)
    of_lines = {s.measure for s in strengths(scenario, drill.facts, rows, card, ())} - {""}
    left = strengths(scenario, drill.facts, rows, replace(card, lines=bare), ())
    assert of_lines
    assert left
    assert not {s.measure for s in left} - {""}
