"""Rule 9: the seat is looked up on every command and before every send; a kick closes live sockets."""

from __future__ import annotations

import json

import requests
from live_server import PATIENCE, Drill, Server, Table, Wire


def _revoke(drill: Drill, seat: str) -> str:
    """Takes the right to a seat back; the answer is the grant's id."""
    links = drill.host.get(f"/d/{drill.id}/gm/table.json").json()["links"]
    grant = next(str(link["id"]) for link in links if link["seat"] == seat)
    assert drill.host.post(f"/d/{drill.id}/gm/links/{grant}/revoke").status_code == 200
    return grant


def test_a_kick_is_told_and_closes_every_open_socket(server: Server) -> None:
    """Both tabs of a revoked seat are told why and are closed, in the middle of a drill; the others play on."""
    drill = Drill(server.host(), "host")
    master, guest = drill.master(), drill.guest("ic")
    tabs = [guest.sit(drill.path("ic")) for _ in range(2)]
    sam = drill.seat("sam")
    master.do("StartDrill")
    _revoke(drill, "ic")
    for tab in tabs:
        while tab.read():
            pass
        assert ("gone", {"says": "This seat is no longer yours. Ask the game master for a new link."}) in tab.told
    sam.do("Say", says="still here")
    master.settle()
    assert master.feed[-1]["says"] == "still here"


def test_a_revoked_right_opens_nothing_any_more(server: Server) -> None:
    """Page, link, scorecard and socket: all of them end with the grant, in the words for what is not there."""
    drill = Drill(server.host(), "host")
    link, browser = drill.link("ic"), drill.guest("ic")
    ticket = browser.ticket(drill.path("ic"))
    for _ in range(2):
        _revoke(drill, "ic")
    for path in (drill.path("ic"), link, drill.path("ic") + "/scorecard", drill.path("ic") + "/scorecard.json"):
        assert browser.get(path).status_code == 404, path
    wire = Wire(server.base, join=False)
    wire.send("40" + json.dumps({"ticket": ticket}))
    assert wire.read().startswith('44{"message":"This seat is no longer yours.')
    assert wire.read() == ""


def test_a_socket_that_outlived_its_right_is_refused_on_its_next_word(table: Table) -> None:
    """Revoked behind the server's back, the next command is refused, nothing is recorded and the line is closed."""
    drill = table.drill()
    drill.master().do("StartDrill")
    wire = drill.seat("ic")
    grant = next(g for g in table.parts.store.grants(drill.id) if g.seat == "ic")
    table.parts.store.revoke(grant.id)
    rows = len(table.parts.store.rows(drill.id))
    assert wire.cmd("Say", {"says": "hello"})["code"] == "gone"
    assert len(table.parts.store.rows(drill.id)) == rows
    while wire.read():
        pass


def test_nothing_is_sent_to_whom_has_just_been_shown_out(table: Table) -> None:
    """After the kick no message about the drill leaves for that socket, whatever its state in the libraries."""
    drill = table.drill()
    master, wire = drill.master(), drill.seat("ic")
    master.do("StartDrill")
    wire.settle()
    told = len(wire.told)
    _revoke(drill, "ic")
    for n in range(5):
        master.do("SpeakAs", person="sam", says=f"secret {n}")
    while wire.read():
        pass
    assert [name for name, _ in wire.told[told:]] == ["gone"]


def test_a_seat_given_back_is_simulated_again(table: Table) -> None:
    """When nobody has a right to a responder's seat any more the simulation plays it; the commander's seat is empty."""
    drill = table.drill()
    master = drill.master()
    sam = drill.seat("sam", "Grace")
    master.do("StartDrill")
    assert sam.sections["you"]["name"] == "Grace"
    room = table.room(drill)
    assert room.drill.board.human("sam")
    _revoke(drill, "sam")
    assert not room.drill.board.human("sam")
    assert room.drill.board.seats["sam"].holder.value == "simulated"


def test_one_seat_cannot_be_had_with_the_cookie_of_another(server: Server) -> None:
    """A cookie moved to another seat or drill, cut short or made up, opens nothing."""
    drill, other = Drill(server.host(), "host"), Drill(server.host(), "host")
    guest = drill.guest("sam")
    value = next(c.value for c in guest.http.cookies if c.name == "seat_sam")
    assert value
    tries = {
        drill.path("ic"): {"seat_ic": value},
        drill.path("gm"): {"seat_gm": value},
        other.path("sam"): {"seat_sam": value},
        drill.path("sam"): {"seat_sam": value[:-1]},
        drill.path("priya"): {"seat_priya": ""},
        drill.path("observer"): {"seat_observer": "x" * 5000},
    }
    for path, cookies in tries.items():
        answer = requests.get(server.base + path, cookies=cookies, timeout=PATIENCE)
        assert answer.status_code == 404, path


def test_a_ticket_is_not_a_cookie_and_a_link_is_not_a_ticket(server: Server) -> None:
    """What is signed for one purpose is worth nothing for another."""
    drill = Drill(server.host(), "host")
    guest = drill.guest("ic")
    cookie = next(c.value for c in guest.http.cookies if c.name == "seat_ic")
    link = drill.link("ic").rsplit("/", 1)[1]
    for wrong in (cookie, link, "", None, 7, {"a": 1}):
        wire = Wire(server.base, join=False)
        wire.send("40" + json.dumps({"ticket": wrong}))
        assert wire.read().startswith("44")
    for auth in ("[]", '"x"', ""):
        wire = Wire(server.base, join=False)
        wire.send("40" + auth)
        assert not wire.read().startswith("40")
    ticket = guest.ticket(drill.path("ic"))
    assert requests.get(f"{server.base}/s/{ticket}", timeout=PATIENCE).status_code == 404
