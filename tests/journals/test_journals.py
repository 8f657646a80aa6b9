"""Recorded drills: every journal in this folder is followed again and has to end at the digest it was recorded with.

They were written under the `ENGINE` number in their name. When one diverges, drills of that number can no longer be replayed: either the
change was not meant, or `ENGINE` has to be raised, and then `pytest --accept` records them anew under the new number.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import ENGINE
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.journal import JournalProblem, follow, read, write
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scenarios"
RECORDED = {"cloudflare-competent": ("cloudflare-2019-07-02", "competent", 7), "first-page-novice": ("first-page", "novice", 4)}


def file_of(name: str) -> Path:
    return HERE / f"engine-{ENGINE}-{name}.journal"


def record(name: str) -> None:
    scenario, policy, seed = RECORDED[name]
    loaded = load_scenario((SHIPPED / f"{scenario}.yaml").read_bytes(), f"{scenario}.yaml")
    assert isinstance(loaded, Scenario), loaded
    drill: Drill = play(loaded, policy, seed)
    write(file_of(name), loaded, seed, drill.rows, drill.digest(), people=drill.with_people, until=drill.now)


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_drill_is_followed_to_the_same_digest(name: str, accept: bool) -> None:
    """Row by row the record is the recorded one, and so is its end; the scenario is the one in the file, not today's."""
    if accept:
        record(name)
    journal = read(file_of(name))
    drill = follow(journal)
    assert drill.digest() == journal.digest
    assert drill.board.clock.over
    assert len(drill.facts) > 40


def test_a_journal_whose_luck_is_another_diverges_at_a_named_row() -> None:
    """The control: the same rows under another seed do not lead there."""
    journal = read(file_of("cloudflare-competent"))
    from dataclasses import replace

    with pytest.raises(JournalProblem, match=r"Row \d+ does not fit"):
        follow(replace(journal, seed=journal.seed + 1))


def test_the_present_engine_has_its_journals() -> None:
    """Raising `ENGINE` without recording anew is noticed here."""
    assert {path.name for path in HERE.glob(f"engine-{ENGINE}-*.journal")} == {file_of(name).name for name in RECORDED}
