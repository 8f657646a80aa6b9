"""Recorded drills: every journal in this folder is followed again and has to end at the digest it was recorded with.

They were written under the `ENGINE` number in their name. When one diverges, drills of that number can no longer be replayed: either the
change was not meant, or `ENGINE` has to be raised, and then `pytest --accept` records them anew under the new number.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from simulator import ENGINE
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.journal import Journal, JournalProblem, follow, read, recorded, text_of, write
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.archive import archive_of
from simulator.scoring.score import score

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scenarios"
RECORDED = {"cloudflare-competent": ("cloudflare-2019-07-02", "competent", 7), "first-page-novice": ("first-page", "novice", 4)}


def read_text(text: str) -> Journal:
    """A journal from its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "it.journal"
        path.write_text(text, encoding="utf-8")
        return read(path)


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


#: A drill of an engine before the first, recorded once and never again: what it was simulated by is nowhere any more.
MEASURED = {"M3": 310, "M5": 785, "M25": 14377, "M26": 88.9}
OLDER = HERE / "engine-0-first-page-novice.journal"


def test_a_drill_of_an_older_engine_is_scored_from_what_was_kept() -> None:
    """Nothing is simulated again; the figures are those of the day it was played."""
    journal = read(OLDER)
    assert journal.engine == 0 < ENGINE
    with pytest.raises(JournalProblem, match="recorded by engine 0; this is engine"):
        follow(journal)
    kept = recorded(journal)
    card = score(journal.scenario, kept.facts, kept.truth, references=kept.references)
    lines = {line.id: line.value for line in card.lines}
    assert (lines["M3"], lines["M5"]) == (MEASURED["M3"], MEASURED["M5"])
    assert round(lines["M25"] or 0.0) == MEASURED["M25"]
    assert round(lines["M26"] or 0.0, 1) == MEASURED["M26"]


def test_what_was_kept_is_what_following_gives() -> None:
    """The control: for a drill of this engine, archive and replay are the same facts, the same truth and the same card."""
    journal = read(file_of("first-page-novice"))
    drill = follow(journal)
    kept = read_text(
        text_of(
            journal.scenario,
            journal.seed,
            journal.rows,
            journal.digest,
            people=journal.people,
            until=journal.until,
            archive=archive_of(drill),
        )
    )
    assert kept.archive is not None
    assert list(kept.archive.facts) == drill.facts
    assert list(kept.archive.truth) == list(drill.truth_table())
    one = score(journal.scenario, kept.archive.facts, kept.archive.truth)
    assert one == score(journal.scenario, drill.facts, drill.truth_table())
    assert kept.archive.shown


def test_the_present_engine_has_its_journals() -> None:
    """Raising `ENGINE` without recording anew is noticed here."""
    assert {path.name for path in HERE.glob(f"engine-{ENGINE}-*.journal")} == {file_of(name).name for name in RECORDED}
