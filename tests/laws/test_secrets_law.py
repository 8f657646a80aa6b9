"""The law of secrets: before Reveal nothing marked truth leaves the game master's seat, by any address and any message there is.

Rule 8's own test drives a drill and asks by hand; here the addresses are read from the server and the commands from their table, so
that what is built later is walked without anybody's thinking of it.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

import live_server
import pytest
import small_shop
from drills import SHIPPED, shipped
from limits import parse
from live_server import Browser, Drill, Table, Wire

import web.sockets
from simulator.record.commands import COMMANDS, Command
from simulator.scenario.model import Scenario

SEATS = ("ic", "sam", "observer")
#: What stands in an address for a part whose name says nothing to this test; also what exports are called.
_GUESSES = ("1", "x", "scorecard", "timeline", "postmortem", "journal", "html", "md", "json", "csv")
#: Sentences of the shop that become known by being said, and to whom.
_SAID = {
    "A canary sings in release 7.": SEATS,
    "Nobody asked the canary.": SEATS,
    "The canary is quiet again.": SEATS,
    "The canary of minute eighteen.": ("ic",),
}


def addresses(table: Table, drill: Drill) -> Iterable[tuple[str, str]]:
    """Every method and path of the server, each part of it filled in with all that could stand there."""
    for rule in table.parts.app.url_map.iter_rules():
        choices = []
        for name in sorted(rule.arguments):
            known = {"drill": (drill.id,), "seat": (*SEATS, "gm", "host"), "filename": ("plain.css", "../web/app.py")}
            choices.append([(name, value) for value in known.get(name, _GUESSES)])
        for filled in itertools.product(*choices):
            path = rule.rule
            for name, value in filled:
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, path


def walk(table: Table, drill: Drill, browsers: dict[str, Browser], wires: dict[str, Wire]) -> None:
    """Each caller asks every address, and each seat gives every command, of its own or not."""
    for browser in browsers.values():
        for method, path in addresses(table, drill):
            if method == "GET":
                browser.get(path)
            else:
                browser.post(path, {"id": "0" * 16, "name": "OpenTiles", "args": {}, "seen": 0})
    for wire in wires.values():
        for name, kind in COMMANDS.items():
            wire.cmd(name, _example(kind))
        wire.sync(anew=True)


def _example(kind: type[Command]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {name: _value(hints[name]) for name in needed}


def _value(hint: Any) -> object:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return {str: "sam", int: 1, bool: True, float: 1.0}.get(hint, "sam")


def driven(
    table: Table, monkeypatch: pytest.MonkeyPatch, drill_seats: tuple[str, ...], until: int
) -> tuple[dict[str, str], Wire]:
    """What each caller was told before StartEx, in play and after EndEx; the master's socket last."""
    for limit in ("_COMMANDS", "_FROM_ADDRESS", "_SYNCS", "_CONNECTS"):
        monkeypatch.setattr(web.sockets, limit, parse("1000000 per second"))
    for limit in ("_TRIES", "_ALL_TRIES"):
        monkeypatch.setattr(f"web.pages.{limit}", parse("1000000 per second"))
    drill = table.drill()
    master = drill.master()
    browsers = {seat: drill.guest(seat) for seat in drill_seats}
    wires = {seat: browsers[seat].sit(drill.path(seat)) for seat in drill_seats}
    browsers["nobody"] = table.browser()
    walk(table, drill, browsers, wires)
    master.do("StartDrill")
    _go_on(table, until // 2, [master, *wires.values()])
    walk(table, drill, browsers, wires)
    _go_on(table, until // 2, [master, *wires.values()])
    walk(table, drill, browsers, wires)
    master.cmd("EndDrill")
    table.advance(10)
    walk(table, drill, browsers, wires)
    for wire in wires.values():
        wire.settle()
    told = {who: browser.pages + (wires[who].frames if who in wires else []) for who, browser in browsers.items()}
    return {who: "\n".join(texts) for who, texts in told.items()}, master


def _go_on(table: Table, seconds: int, wires: list[Wire]) -> None:
    """Time passes, and everybody reads along: who does not is let go."""
    for _ in range(seconds // 60):
        table.advance(60)
        for wire in wires:
            wire.settle()


def _marks(told: dict[str, str]) -> dict[str, list[str]]:
    """Where the shop's mark shows beyond what was said aloud."""
    found = {}
    for who, text in told.items():
        left = text
        for said, to in _SAID.items():
            left = left.replace(said, "") if who in to else left
        at = left.lower().find(small_shop.MARK)
        found[who] = [] if at < 0 else [left[max(0, at - 60) : at + 40]]
    return found


def test_no_address_and_no_message_tells_a_secret_before_reveal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every route and every command there is, from each seat and from outside, over a whole drill of the shop that is full of marks."""
    with live_server.table(tmp_path) as table:
        told, master = driven(table, monkeypatch, SEATS, 600)
        assert _marks(told) == {who: [] for who in (*SEATS, "nobody")}
        assert all(len(text) > 50_000 for text in told.values())
        assert small_shop.MARK in "".join(master.frames), "the search finds them where they are"


def test_a_leak_anywhere_is_found_for_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the mark in a text that all may read, each seat and the stranger's lobby shows it."""
    with live_server.table(tmp_path, small_shop.TEXT.replace("brief: You look", "brief: A canary. You look")) as table:
        told, _ = driven(table, monkeypatch, SEATS, 60)
        assert all(_marks(told)[seat] for seat in SEATS)


def secrets_of(scenario: Scenario) -> list[str]:
    """What no trainee is told before Reveal in any drill: whose publication it is, what was true, and the names of what breaks."""
    truth, public = scenario.secret.truth, scenario.public
    texts = [truth.summary, *(factor.says for factor in truth.factors), *truth.decoys, *truth.luck, *truth.unknown]
    ids = [
        id_ for id_ in (public.scenario, *scenario.secret.faults, *scenario.secret.findings, *scenario.secret.msel) if "-" in id_
    ]
    return [*texts, public.source.title, *([public.source.url] if public.source.url else []), *ids]


@pytest.mark.parametrize("name", ["cloudflare-2019-07-02", "quiet-reader", "github-2018-10-21"])
def test_no_secret_of_a_shipped_scenario_leaves_the_game_masters_seat(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own name, its source, what was true, and the ids of faults, findings and injects: in no page and no frame of the trainee's."""
    text = next(file for file in SHIPPED if file.stem == name).read_text(encoding="utf-8")
    with live_server.table(tmp_path, text) as table:
        told, master = driven(table, monkeypatch, ("ic", "observer"), 1200)
        spoken = {
            json.dumps(secret, ensure_ascii=ascii_)[1:-1] for secret in secrets_of(shipped(name)) for ascii_ in (True, False)
        }
        assert {who: sorted(s for s in spoken if s in text) for who, text in told.items()} == {who: [] for who in told}
        assert any(s in "".join(master.frames) for s in spoken), "the search finds them where they are"
