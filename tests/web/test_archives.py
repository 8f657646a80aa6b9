"""What is kept of a finished drill for ever: it is read and scored when the engine it ran on is no more."""

from __future__ import annotations

import json
import time

import pytest
from after_drill import ended, revealed
from live_server import Drill, Table

import simulator
from simulator.debrief.exports.export import Form, What
from web.archives import ARCHIVE, LATER
from web.derived import AT_END


def kept(table: Table, drill: Drill) -> None:
    """The archive has been made, and the runs beside it; children do that."""
    deadline = time.monotonic() + 60
    while any(table.parts.store.kept(drill.id, kind) is None for kind in AT_END):
        assert time.monotonic() < deadline
        table.parts.derived.of(table.room(drill), ARCHIVE)
        time.sleep(0.05)
    assert table.parts.store.kept(drill.id, ARCHIVE) is not None


def moved_on(table: Table, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The next engine. The answer fills with drills that are simulated again all the same."""
    simulated: list[object] = []
    for module in ("web.archives", "web.rooms"):
        monkeypatch.setattr(f"{module}.ENGINE", simulator.ENGINE + 1)
    table.parts.rooms._rooms.clear()

    def replay(*args: object, **_more: object) -> None:
        simulated.append(args)
        raise AssertionError

    monkeypatch.setattr("web.rooms.Drill.replay", replay)
    return simulated


def test_another_engine_reads_the_same_scorecard(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scorecard, postmortem, exports and shares are what they were, to the last figure, and nothing was simulated."""
    drill = revealed(table)
    kept(table, drill)
    saved = drill.host.get(f"{drill.path('gm')}/postmortem.json").json()["written"] | {"sense": "It looked calm."}
    drill.host.post(f"{drill.path('gm')}/postmortem/save", {"version": 0, "written": saved})
    link = drill.host.post(f"{drill.path('gm')}/shares", {"what": "postmortem"}).json()["link"].removeprefix(table.base)
    pages = [f"{drill.path('gm')}/scorecard.json", f"{drill.path('gm')}/postmortem.json", link]
    pages += [f"{drill.path('gm')}/export/{what}.{form}" for what in What for form in Form]
    before = [drill.host.get(page).text for page in pages]
    simulated = moved_on(table, monkeypatch)
    assert [drill.host.get(page).text for page in pages] == before
    assert simulated == []


def test_the_seats_of_an_old_drill_lead_to_its_scorecard(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drill that cannot be opened any more sends trainee and game master to what was kept, and tells the others that it cannot."""
    drill = revealed(table)
    kept(table, drill)
    responder = drill.guest("sam")
    moved_on(table, monkeypatch)
    monkeypatch.setattr("web.rooms.Rooms.open", _closed)
    assert drill.host.get(drill.path("gm")).url.endswith("/scorecard")
    assert responder.get(drill.path("sam")).status_code == 409


def _closed(*_args: object, **_more: object) -> None:
    from web.rooms import Closed

    raise Closed("The journal of this drill cannot be followed.")


def test_what_came_after_the_end_is_kept_as_well(table: Table) -> None:
    """The reveal itself is recorded after EndEx, and is among what is kept."""
    drill = revealed(table)
    later = json.loads(table.parts.store.kept(drill.id, LATER) or "[]")
    assert "TruthRevealed" in {fact["fact"] for fact in later}


def test_what_was_not_revealed_stays_locked(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of a drill that nobody revealed opens nothing."""
    drill = ended(table)
    kept(table, drill)
    moved_on(table, monkeypatch)
    assert drill.host.get(f"{drill.path('gm')}/scorecard.json").json()["state"] == "locked"
    assert drill.host.get(f"{drill.path('gm')}/export/scorecard.html").status_code == 404


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '[{"part": "facts"}]', '[{"part": "truth", "column": "at", "values": [[1, 99999999]]}]']
)
def test_a_damaged_archive_is_told_as_that(table: Table, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    """No traceback and no wrong figure: it says that what was kept cannot be read, and that nothing was changed."""
    drill = revealed(table)
    kept(table, drill)
    table.parts.store.keep(drill.id, ARCHIVE, damage)
    moved_on(table, monkeypatch)
    answer = drill.host.get(f"{drill.path('gm')}/scorecard.json")
    assert answer.status_code == 409
    assert "cannot be read" in answer.json()["says"]
    assert table.parts.store.kept(drill.id, ARCHIVE) == damage


def test_without_an_archive_it_says_which_version_can(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drill from before archives names its engine."""
    drill = revealed(table)
    monkeypatch.setattr(table.parts.store, "kept", lambda *_: None)
    moved_on(table, monkeypatch)
    answer = drill.host.get(f"{drill.path('gm')}/scorecard.json")
    assert answer.status_code == 409
    assert f"recorded by engine {simulator.ENGINE}" in answer.json()["says"]
