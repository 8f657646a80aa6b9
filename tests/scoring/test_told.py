"""What stands behind a number, in words."""

from __future__ import annotations

import pytest
from by_hand import handled
from small_shop import scenario

from simulator.record import facts as f
from simulator.record.codec import fact_from, fact_to
from simulator.record.facts import BODIES, GM_ONLY
from simulator.scoring.scorecard import Line
from simulator.scoring.told import told


def test_every_fact_that_a_line_cites_is_told() -> None:
    """Each number of every line's evidence has its second, who and words; nothing else is told."""
    hand, rows = handled()
    card = hand.card_of(rows)
    cited = {n for line in card.lines for n in line.evidence}
    assert cited
    assert {fact.n for fact in card.facts} == cited
    at = {fact.n: fact.at for fact in hand.facts}
    for fact in card.facts:
        assert fact.at == at[fact.n]
        assert fact.who
        assert fact.says
    declared = next(x.n for x in hand.facts if isinstance(x.body, f.IncidentDeclared))
    assert [(one.who, one.says) for one in card.facts if one.n == declared] == [("Commander", "Declared SEV1")]


def test_the_game_masters_notes_stay_theirs() -> None:
    """A fact of the game master's alone is not told, whoever cites it."""
    hand, _ = handled()
    note = hand.at(600, f.NoteTaken("Hesitates.", "B2", "-", 590), audience=GM_ONLY, by="gm")
    line = Line("M3", "Time to declare", "person", 1, "s", "", evidence=(note,))
    assert told(hand.scenario, hand.facts, [line]) == ()


@pytest.mark.parametrize("name", sorted(set(BODIES) - {"MeterRead"}))  # the shop has no meter to be read
def test_every_kind_of_fact_has_words(name: str) -> None:
    """However small and whatever it holds, a fact can be said; the words are no Python."""
    from bodies import example

    body = example(BODIES[name])
    fact = f.Fact(1, 5, "sam", 0, f.ALL, body)
    assert fact_from(fact_to(fact)) == fact
    says = told(scenario(), [fact], [Line("M1", "", "person", 1, "s", "", evidence=(1,))])[0].says
    assert says
    assert "<" not in says
    assert "(" not in says or ")" in says
