"""Every number of a card can be traced: to facts of the record, or to seconds of the truth table. And every line says whom it is about."""

from __future__ import annotations

from functools import cache

import pytest
from played import CLOUDFLARE, FIRST_PAGE, QUIET_READER, RED_WALL, drill_of

from simulator.scoring.panels import PANELS
from simulator.scoring.score import score
from simulator.scoring.scorecard import (
    Line,
    Scorecard,
)

GITLAB = "gitlab-2017-01-31"
DRILLS = [
    (name, policy)
    for name in (FIRST_PAGE, CLOUDFLARE, RED_WALL, QUIET_READER, GITLAB)
    for policy in ("competent", "novice", "do-nothing", "ideal")
    if (name, policy) != (GITLAB, "do-nothing")  # hours of nothing, and slow
]


@cache
def card_of(name: str, policy: str) -> Scorecard:
    """Without reference runs: they add marks to the harm bar and rest on nothing of this record."""
    drill = drill_of(name, policy, 1)
    return score(drill.scenario, drill.facts, drill.truth_table())


#: What each line is about. `M25.` and `M27.` stand for all that begin so; an episode's line is as that of the whole.
OWNERS = {
    "M1": "monitoring", "M2": "paging", "M3": "person", "M3b": "monitoring", "M3.down": "process", "M3.cost": "process",
    "M3.e": "person", "M4": "process", "M5": "process", "M5b": "users", "M5.e": "process", "M6": "process", "M6.decide": "person",
    "M6.approve": "process", "M6.ready": "process", "M6.mechanism": "machinery", "M6.road": "process", "M6.room": "process",
    "M7": "process", "M8.": "process", "M9.": "process",
    "M10.": "process", "M11.under": "person", "M11.over": "person", "M11.argued": "process", "M12": "process",
    "M12.aloud": "process", "M15": "process", "M15.": "process", "M16": "process", "M16.": "process", "M17": "person",
    "M17.generic": "process", "M17.changes": "person", "M17.risk": "person", "M18": "process", "M19": "process",
    "M19.harm": "users", "M19.safe": "process", "M20": "person", "M20.unused": "process", "M21": "person", "M21.board": "person",
    "M22": "process", "M23": "person", "M23.true": "person", "M23.readback": "process", "M24": "process", "M25": "users",
    "M25.": "users", "M26": "users", "M27": "process", "M27.": "process",
}  # fmt: skip


def owner_of(id_: str) -> str | None:
    known = [key for key in OWNERS if id_ == key or (key.endswith((".", ".e")) and id_.startswith(key))]
    return OWNERS[max(known, key=len)] if known else None


@pytest.mark.parametrize(("name", "policy"), DRILLS)
def test_every_value_of_a_real_drill_can_be_traced(name: str, policy: str) -> None:
    """A line with a value names facts that exist, or stretches of seconds that lie in what was counted; none names neither."""
    drill, card = drill_of(name, policy, 1), card_of(name, policy)
    numbers = {fact.n for fact in drill.facts}
    for line in card.lines:
        assert set(line.evidence) <= numbers, line
        assert all(0 <= start <= end <= max(card.ended_at, card.harm.horizon) for start, end in line.spans), line
        if line.value is not None:
            assert line.evidence or line.spans, line


@pytest.mark.parametrize(("name", "policy"), DRILLS)
def test_every_line_has_the_owner_of_the_table(name: str, policy: str) -> None:
    """Monitoring, paging, person, process, machinery, users: as the table says, and no line is missing from it; titles fit their column."""
    for line in card_of(name, policy).lines:
        assert owner_of(line.id) == line.owner, line
        assert len(line.title) <= 34 or line.id.startswith("M25."), line
        assert line.says[0].isupper() or not line.says[0].isalpha(), line
        assert line.says.endswith((".", "?")), line


def test_time_to_detect_is_never_on_a_persons_panel() -> None:
    """M1 is the monitoring's (scoring reference 4.3), and what has no better way stands in no panel."""
    chased = {id_ for panel in PANELS.values() for id_ in panel.lines}
    assert not chased & {"M1", "M3b", "M7", "M15", "M15.beside", "M17", "M17.generic", "M20.unused", "M21", "M27.idle"}
    assert all(owner_of(id_) not in ("monitoring", None) for id_ in chased)


def test_the_walk_bites() -> None:
    """The control: a value without facts and seconds would be seen."""
    bare = Line("M2", "", "paging", 1.0, "s", "")
    assert not (bare.evidence or bare.spans)
