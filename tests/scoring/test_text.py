"""The card as text, and what stands on every card."""

from __future__ import annotations

import re

from by_hand import handled
from test_harm import references

from simulator.scoring.text import as_text


def test_the_text_has_the_order_of_the_page_and_every_line() -> None:
    """Harm, time, keep and try, measures; nothing of the card is left out."""
    hand, rows = handled()
    card = hand.card_of(rows, references(4500.0))
    text = as_text(card)
    assert text.startswith("EXERCISE")
    places = [text.index(head) for head in ("HARM", "TIME", "KEEP", "TRY", "MEASURES")]
    assert places == sorted(places)
    for line in card.lines:
        assert line.says in text
    for stretch in card.strip:
        assert stretch.title in text


def test_the_bar_is_in_proportion() -> None:
    """Doing nothing fills the width; 12,000 of 144,500 user-minutes fill a twelfth of it; what never happened is not there,
    and runs that are not there yet say so.
    """
    hand, rows = handled()
    text = as_text(hand.card_of(rows, references(4500.0)))
    bars = {line.split()[0]: line.count("█") for line in text.splitlines() if "█" in line}
    assert bars == {"do": 60, "you": 5, "ideal": 2}
    assert "as it happened" not in text  # an invented incident
    assert as_text(hand.card_of(rows)).count("not ready") == 3


def test_there_is_no_total() -> None:
    """No line adds the times up, ranks, or rates: no MTTR, score, stars, percentile."""
    hand, rows = handled()
    card = hand.card_of(rows, references(4500.0))
    said = set(re.findall(r"[a-z]+", as_text(card).lower()))
    assert not said & {"mttr", "score", "total", "rank", "star", "stars", "percentile", "grade", "points"}
    assert len({line.id for line in card.lines}) == len(card.lines)


def test_every_line_names_an_owner_and_the_facts_it_rests_on() -> None:
    """An owner out of six; evidence are numbers of facts that exist; the settings that judgement chose are printed."""
    hand, rows = handled()
    card = hand.card_of(rows, references(4500.0))
    numbers = {fact.n for fact in hand.facts}
    for line in card.lines:
        assert line.owner in {"monitoring", "paging", "person", "process", "machinery", "users"}, line.id
        assert set(line.evidence) <= numbers
    assert {"M2", "M3", "M5", "M6.decide", "M24"} <= {line.id for line in card.lines if line.evidence}
    assert any("judgement" in setting for setting in card.settings)
    assert any("4:12" in setting for setting in card.settings)
    assert card.exercise
