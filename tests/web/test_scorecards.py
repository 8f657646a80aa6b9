"""The scorecard of a live drill: with par of its own text, and with runs beside it that are there, on their way, or not to be had."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import small_shop
from live_server import Drill, Table

import web.derived
from simulator import ENGINE
from simulator.par_files import par_path
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from web.protocol import ScorecardOpen


def revealed(table: Table) -> Drill:
    """A drill of half a minute, ended and revealed."""
    drill = table.drill()
    master = drill.master()
    master.do("StartDrill")
    table.advance(30)
    master.do("EndDrill")
    master.do("RevealTruth")
    master.close()
    return drill


def card(table: Table, drill: Drill) -> dict:
    answer = drill.host.get(drill.path("gm") + "/scorecard.json").json()
    assert answer["state"] == "open"
    ScorecardOpen.model_validate_json(json.dumps(answer))
    return answer


def settled(table: Table, drill: Drill) -> dict:
    deadline = time.monotonic() + 90
    while (of := card(table, drill))["pending"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return of


def test_what_is_not_there_yet_is_on_its_way_and_fills_in(table: Table) -> None:
    """Right after EndEx both are pending and nothing is compared; then both are there."""
    drill = revealed(table)
    first = card(table, drill)
    assert set(first["pending"]) <= {"references", "counterfactuals"}
    last = settled(table, drill)
    assert (last["pending"], last["failed"]) == ([], [])
    assert last["scorecard"]["harm"]["nothing"] is not None
    assert last["counterfactuals"]["yours"]["harm"] == last["scorecard"]["harm"]["you"]


def test_what_cannot_be_made_is_said_and_nothing_stands_in_for_it(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both children fail: both are told as failed, nobody goes on waiting, and there is no comparison at all."""
    monkeypatch.setitem(web.derived.CHILDREN, "references", "no.such.module")
    monkeypatch.setitem(web.derived.CHILDREN, "counterfactuals", "no.such.module")
    of = settled(table, revealed(table))
    assert of["failed"] == ["references", "counterfactuals"]
    bar = of["scorecard"]["harm"]
    assert [bar[mark] for mark in ("nothing", "ideal", "as_it_happened", "avoided", "competent_low")] == [None] * 5
    assert of["counterfactuals"] is None
    assert bar["says"] == "Not compared: the reference runs are not there."


def test_a_drill_is_compared_with_the_par_of_its_own_text(tmp_path: Path) -> None:
    """The file changes after the drill was made, and its par with it: the drill keeps the one of the text it was played from."""
    table = Table(tmp_path)
    try:
        shelf = tmp_path / "shelf"
        _store_par(shelf, small_shop.TEXT, p75=200)
        table.parts.library.scan()
        drill = revealed(table)
        (shelf / "shop.yaml").write_text(small_shop.TEXT + "\n# changed\n")
        _store_par(shelf, small_shop.TEXT + "\n# changed\n", p75=999)
        table.parts.library.scan()
        said = card(table, drill)["scorecard"]["settings"]
        assert any(says.startswith("The latest reasonable declaration is 3:20 after the evidence: P75") for says in said), said
    finally:
        table.close()


def test_par_that_was_made_anew_is_seen_without_a_restart(table: Table, tmp_path: Path) -> None:
    """`wom prove` writes beside the scenarios while the server runs: the next look at the shelf finds it."""
    of = small_shop.scenario()
    assert table.parts.library.par_of(of) is None
    _store_par(tmp_path / "shelf", small_shop.TEXT, p75=200)
    table.parts.library.scan()
    par = table.parts.library.par_of(of)
    assert par is not None
    assert par.latest_declare == 200


def _store_par(shelf: Path, text: str, p75: int) -> None:
    of = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(of, Scenario)
    band = {"measure": "M3", "policy": "competent", "runs": 3, "p25": 100, "p50": 150, "p75": p75, "p90": p75}
    file = par_path(shelf, "shop")
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"digest": of.digest, "engine": ENGINE, "seeds": 3, "first_seed": 1, "bands": [band]}))
