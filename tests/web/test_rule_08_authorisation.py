"""Rule 8: who may do what, for every command and every route there is. New ones fail here until somebody has decided about them."""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from limits import parse
from live_server import Browser, Drill, Table

import web.sockets
from simulator.record.commands import COMMANDS, Command
from simulator.record.seats import kind_of

SEATS = ("gm", "ic", "sam", "observer")

#: Route by route: what a caller gets. Callers not named get 404, as if there were nothing.
EVERYBODY = ("none", "host", "gm", "ic", "sam", "observer", "other gm")
#: Method, path and the status by caller.
ROUTES: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/"): dict.fromkeys(EVERYBODY, 200),
    ("GET", "/healthz"): dict.fromkeys(EVERYBODY, 200),
    ("GET", "/api/lobby"): dict.fromkeys(EVERYBODY, 200),  # what is in it is checked below
    ("GET", "/static/<path:filename>"): dict.fromkeys(EVERYBODY, 200),
    ("GET", "/host/<key>"): {},  # the key itself is the right; here it is a wrong one
    ("GET", "/s/<link>"): {},  # as above
    ("POST", "/api/drills"): {"host": 400, "gm": 400, "other gm": 400},  # hosts, told that the key is not on the shelf
    ("POST", "/api/drills/<drill>/open"): {
        "host": 200,
        "gm": 200,
        "other gm": 200,
    },  # the server's host may take any seat of the table
    ("POST", "/api/join"): dict.fromkeys(EVERYBODY, 400),  # everybody may ask, with a name
    ("GET", "/api/join/<asked>"): {},  # the request's id is the right
    ("GET", "/d/<drill>/<seat>"): {"sam": 200},
    ("GET", "/d/<drill>/<seat>/scorecard"): {},  # asked for a responder's seat: scores are the trainee's and the game master's
    ("GET", "/d/<drill>/<seat>/scorecard.json"): {},  # as above
    ("GET", "/d/<drill>/<seat>/replay"): {},  # as above
    ("GET", "/d/<drill>/<seat>/replay.json"): {},  # as above
    ("GET", "/d/<drill>/<seat>/tries.json"): {},  # as above
    ("POST", "/d/<drill>/<seat>/fork"): {},  # as above
    ("POST", "/d/<drill>/<seat>/tries/<tried>/open"): {},  # as above
    ("GET", "/d/<drill>/<seat>/postmortem"): {},  # as above, and so are all of its kind
    ("GET", "/d/<drill>/<seat>/postmortem.json"): {},
    ("POST", "/d/<drill>/<seat>/postmortem/save"): {},
    ("POST", "/d/<drill>/<seat>/postmortem/lint"): {},
    ("POST", "/d/<drill>/<seat>/postmortem/status"): {},
    ("GET", "/d/<drill>/<seat>/export/<what>.<form>"): {},
    ("GET", "/d/<drill>/<seat>/shares.json"): {},
    ("POST", "/d/<drill>/<seat>/shares"): {},
    ("POST", "/d/<drill>/<seat>/shares/<share>/revoke"): {},
    ("GET", "/share/<token>"): {},  # the signed token is the right; here it is a wrong one
    ("GET", "/d/<drill>/<seat>/debrief"): {},  # the debrief too is between the trainee and the game master
    ("GET", "/d/<drill>/<seat>/debrief.json"): {},  # as above
    ("POST", "/d/<drill>/<seat>/command"): {},  # the pages after EndEx are the trainee's and the game master's
    ("GET", "/d/<drill>/gm/table.json"): {"gm": 200},
    ("POST", "/d/<drill>/gm/code"): {"gm": 200},
    ("POST", "/d/<drill>/gm/links"): {"gm": 400},  # told that there is no such seat
    ("POST", "/d/<drill>/gm/links/<grant>/revoke"): {},  # no such grant
    ("POST", "/d/<drill>/gm/requests/<asked>"): {"gm": 409},  # no such request
}


@pytest.fixture(autouse=True)
def fast_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits have tests of their own."""
    for limit in ("_COMMANDS", "_FROM_ADDRESS", "_SYNCS"):
        monkeypatch.setattr(web.sockets, limit, parse("1000000 per second"))
    monkeypatch.setattr("web.pages._TRIES", parse("1000000 per second"))


def _example(kind: type[Command]) -> dict[str, Any]:
    """Arguments of the right shape for a command, whatever they name."""
    hints = get_type_hints(kind)
    return {f.name: _value(hints[f.name]) for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}


def _value(hint: Any) -> object:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return {str: "sam", int: 1, bool: True}[hint]


def test_every_command_from_every_seat(table: Table) -> None:
    """A seat's own commands are understood, all others refused as not its own and recorded nowhere; those of the edge are nobody's."""
    drill = table.drill()
    wires = {"gm": drill.master(), **{seat: drill.seat(seat) for seat in SEATS[1:]}}
    wires["gm"].do("StartDrill")
    deviations, covered = [], 0
    for name, kind in COMMANDS.items():
        for seat, wire in wires.items():
            rows = len(table.parts.store.rows(drill.id))
            answer = wire.cmd(name, _example(kind))
            covered += 1
            may = kind_of(seat) in kind.SEATS
            refused = answer.get("code") == "not-your-seat"
            if refused is may or (refused and len(table.parts.store.rows(drill.id)) != rows):
                deviations.append((name, seat, answer))
            assert answer.get("code") not in ("unreadable", "unknown-field", "missing-field", "our-fault"), (name, answer)
    assert deviations == []
    assert covered == len(COMMANDS) * len(SEATS) >= 160


def _callers(table: Table, drill: Drill) -> dict[str, Browser]:
    other = table.drill()
    other.host.get(other.path("gm"))
    return {
        "none": table.browser(),
        "host": table.host(),
        "gm": drill.host,
        "ic": drill.guest("ic"),
        "sam": drill.guest("sam"),
        "observer": drill.guest("observer"),
        "other gm": other.host,
    }


def test_every_route_for_every_caller(table: Table) -> None:
    """Each address answers those it is for; for all others it is not there."""
    there = {(next(iter(r.methods - {"HEAD", "OPTIONS"})), r.rule) for r in table.parts.app.url_map.iter_rules() if r.methods}
    assert there == set(ROUTES)
    deviations = []
    for (method, route), allowed in ROUTES.items():
        drill = table.drill()
        callers = _callers(table, drill)
        path = route.replace("<drill>", drill.id).replace("<seat>", "sam").replace("<path:filename>", "plain.css")
        for name in ("key", "link", "asked", "grant", "tried", "share", "token"):
            path = path.replace(f"<{name}>", "nothing")
        for who, caller in callers.items():
            status = (caller.get(path) if method == "GET" else caller.post(path)).status_code
            if status != allowed.get(who, 404):
                deviations.append((method, route, who, status))
    assert deviations == []


def test_the_lobby_tells_strangers_nothing(table: Table) -> None:
    """Without the host's cookie there is no scenario and no drill in the lobby's data."""
    drill = table.drill()
    for browser in (table.browser(), drill.guest("ic")):
        assert browser.get("/api/lobby").json() == {"host": False, "scenarios": [], "drills": []}


def test_what_must_not_be_known_and_what_is_not_there_look_the_same(table: Table) -> None:
    """A drill one has no seat in and one that does not exist are answered byte for byte alike."""
    drill, guest = table.drill(), table.drill().guest("ic")
    for path in ("/d/{}/ic", "/d/{}/gm", "/d/{}/ic/scorecard.json", "/d/{}/gm/table.json"):
        one, two = guest.get(path.format(drill.id)), guest.get(path.format("A" * len(drill.id)))
        assert (one.status_code, one.content) == (two.status_code, two.content)
        assert {k: v for k, v in one.headers.items() if k != "Date"} == {k: v for k, v in two.headers.items() if k != "Date"}
