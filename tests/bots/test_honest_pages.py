"""Honesty and quality of public posts in whole drills of shipped scenarios."""

from __future__ import annotations

import pytest
from played import BOTH, HALF_GONE, QUIET_READER, RED_WALL, card_of, line, value

from simulator.scoring.scorecard import Line


def test_where_harm_shows_on_no_tile_what_was_told_is_the_evidence() -> None:
    """E18: a tip that speaks for SEV1 makes silence dishonest although no tile moves, and the line says by what it was judged."""
    green = line(QUIET_READER, "do-nothing", 1, "M9.green")
    assert green.value is not None
    assert green.value > 0
    assert green.says.endswith("Judged by what people and logs told, since no tile shows this harm.")


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_practised_commander_writes_what_bears_out(name: str, seed: int) -> None:
    """The simulated posts hold what they should, avoid what they should, and every figure in them is what the tiles showed."""
    assert value(name, "competent", seed, "M10.holds") == 100.0
    assert value(name, "competent", seed, "M10.avoids") == 0
    assert value(name, "competent", seed, "M10.truth") in (None, 100.0)
    assert value(name, "competent", seed, "M9.red") in (None, 0)


@pytest.mark.parametrize("name", [*BOTH, HALF_GONE, RED_WALL, QUIET_READER])
@pytest.mark.parametrize("policy", ["do-nothing", "competent", "novice"])
def test_every_line_has_its_sentence_and_what_it_rests_on(name: str, policy: str) -> None:
    """No M9 or M10 line without a whole sentence; one with a value that rests on posts names them."""
    lines = [x for x in card_of(name, policy, 1).lines if x.id.startswith(("M9.", "M10."))]
    assert [x.id for x in lines] == ["M9.green", "M9.red", "M10.holds", "M10.avoids", "M10.truth", "M10.retracted"]
    for each in lines:
        assert each.says.endswith(".")
        assert len(each.title) <= 34
        assert each.owner == "process"
        assert each.value is None or each.evidence or _silence(each, name)


def _silence(each: Line, name: str) -> bool:
    """A page that stayed green because nobody posted rests on the absence of posts."""
    del name
    return each.id == "M9.green" and bool(each.value)
