"""Rule 15: ids are looked up, never joined to a path; what can be tried is limited; a join code needs the game master's yes."""

from __future__ import annotations

import math

import pytest
from live_server import Browser, Drill, Server, Table, Wire

import web.pages
from web.seats import _ALPHABET, CODE_LASTS, new_code, new_id, same_code

PATHS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/drills.sqlite3", "..%5c..%5cdata", "/etc/passwd",
    "%00", "a%00b", "%ff%fe", "%ED%A0%80", "secret.key", "con", "~root", "a" * 4000, "%25%25", "'%20OR%201=1--", "*", "?", "#", ".", "..",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_strange_ids_are_not_there(server: Server, path: str) -> None:
    """Whatever stands in place of an id is 404 (or no address of ours at all), in calm words, and never a fault."""
    host = server.host()
    for before in ("/d/", "/d/x/", "/s/", "/host/", "/api/join/", "/static/", "/static/../", "/"):
        answer = host.get(before + path)
        assert answer.status_code in (200, 404, 400, 308) and (answer.status_code != 200 or "root:" not in answer.text), (
            before,
            answer.status_code,
        )
        assert "Traceback" not in answer.text
        if answer.status_code == 200:  # "." and "?" lead to the lobby and nowhere else
            assert 'data-screen="lobby"' in answer.text, before
    for data in (
        {"key": path, "mode": "solo"},
        {"key": [path], "mode": "solo"},
        {"key": {"a": path}, "mode": path},
        [path],
        path,
    ):
        assert host.post("/api/drills", data).status_code == 400
    assert "Traceback" not in server.log()


@pytest.mark.parametrize(
    "body", ["", "{", "[" * 30_000, "1" * 5000, '{"code": ' + "[" * 20_000 + "]" * 20_000 + "}", '"\\ud800"', "nul", "\x00"]
)
def test_bodies_that_are_no_json_get_words(server: Server, body: str) -> None:
    """A body nobody can read is answered as one that says nothing: with words, not with a fault of ours."""
    answer = server.host().post("/api/join", data=body.encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 429)
    assert answer.json()["says"]


def test_a_body_too_large_is_refused_in_words(server: Server) -> None:
    """More than anything here needs is refused by its length; sent without one, it is read up to the limit and no further."""
    large = b'{"code": "' + b"x" * 200_000 + b'"}'
    host = server.host()
    assert host.post("/api/join", data=large, headers={"Content-Type": "application/json"}).status_code == 413
    answer = host.post("/api/join", data=iter([large]), headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413)
    assert answer.json()["says"]


def test_ids_and_codes_cannot_be_guessed() -> None:
    """A join code holds at least 40 bits, an id at least 120; a code is the same however it is typed."""
    assert len(_ALPHABET) == len(set(_ALPHABET))
    code = new_code()
    assert len(code) * math.log2(len(_ALPHABET)) >= 40
    assert len({new_code() for _ in range(2000)}) == 2000
    assert len(new_id()) * 6 >= 120
    assert same_code(f" {code[:3].lower()}-{code[3:6]} {code[6:]} ") == code
    assert not set("ILOU01") & set(_ALPHABET)


def _ask(browser: Browser, code: str, name: str = "Grace") -> str:
    made = browser.post("/api/join", {"code": code, "name": name})
    assert made.status_code == 200, made.text
    return str(made.json()["request"])


def _table(drill: Drill) -> dict[str, object]:
    data: dict[str, object] = drill.host.get(f"/d/{drill.id}/gm/table.json").json()
    return data


def test_the_whole_way_in_by_code(table: Table) -> None:
    """Code, name, waiting; the game master gives a seat; the browser that asked, and no other, sits down there."""
    drill, browser, stranger = table.drill(), table.browser(), table.browser()
    code = str(_table(drill)["code"])
    asked = _ask(browser, code.lower(), "  Grace\u202e \n Hopper ")
    assert browser.get(f"/api/join/{asked}").json() == {"state": "waiting"}
    assert browser.get(drill.path("sam")).status_code == 404
    assert _table(drill)["waiting"] == [{"id": asked, "name": "Grace Hopper"}]
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": "nobody"}).status_code == 400
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": "gm"}).status_code == 400
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": "sam"}).status_code == 200
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": "ic"}).status_code == 409
    assert browser.get(f"/api/join/{asked}").json() == {"state": "approved", "url": drill.path("sam")}
    assert browser.sit(drill.path("sam")).sections["you"]["name"] == "Grace Hopper"
    assert stranger.get(drill.path("sam")).status_code == 404
    assert _table(drill)["waiting"] == []


def test_a_request_turned_down_lets_nobody_in(table: Table) -> None:
    """Refused is refused, and says so to who asked."""
    drill, browser = table.drill(), table.browser()
    asked = _ask(browser, str(_table(drill)["code"]))
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": ""}).status_code == 200
    assert browser.get(f"/api/join/{asked}").json() == {"state": "refused"}
    assert drill.host.post(f"/d/{drill.id}/gm/requests/{asked}", {"seat": "sam"}).status_code == 409
    assert browser.http.cookies.get_dict() == {}


def test_a_code_ends_with_the_drill_with_time_and_with_a_new_one(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """After EndEx, after half a day, or when the game master made another, the old code is no code."""

    def tried(code: str) -> int:
        return table.browser().post("/api/join", {"code": code, "name": "Grace"}).status_code

    drill = table.drill()
    old = str(_table(drill)["code"])
    assert tried(old) == 200
    new = drill.host.post(f"/d/{drill.id}/gm/code").json()["code"]
    assert (tried(old), tried(new)) == (404, 200)
    table.parts.store.set_join_code(drill.id, new, 1)
    assert tried(new) == 404
    assert _table(drill)["code"] == ""
    renewed = drill.host.post(f"/d/{drill.id}/gm/code").json()["code"]
    assert tried(renewed) == 200
    assert CODE_LASTS <= 24 * 3600
    master = drill.master()
    master.do("StartDrill")
    master.do("EndDrill")
    assert tried(renewed) == 404
    assert drill.host.post(f"/d/{drill.id}/gm/code").status_code == 409


def test_guessing_codes_is_slow_from_one_address_and_from_all(table: Table) -> None:
    """A dozen tries a minute from an address, then words; the right code is not let through either until the minute is over."""
    drill, browser = table.drill(), table.browser()
    code = str(_table(drill)["code"])
    answers = [browser.post("/api/join", {"code": f"WRONG{n:04}", "name": "Eve"}).status_code for n in range(20)]
    assert answers == [404] * 12 + [429] * 8
    assert browser.post("/api/join", {"code": code, "name": "Eve"}).status_code == 429
    assert web.pages._ALL_TRIES.amount * 60 * 24 * 365 < 30**9 / 1000, "a year of guesses from everywhere finds one in a thousand"


def test_a_game_master_cannot_be_buried_in_requests(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the code can ask; above a number that people can look through, the next one is told to wait."""
    monkeypatch.setattr(web.pages, "_MOST_WAITING", 3)
    drill = table.drill()
    code = str(_table(drill)["code"])
    for _ in range(3):
        _ask(table.browser(), code)
    answer = table.browser().post("/api/join", {"code": code, "name": "Grace"})
    assert answer.status_code == 429
    assert "wait to be let in" in answer.json()["says"]


def test_commands_faster_than_hands_are_refused_and_nobody_else_notices(server: Server) -> None:
    """One seat's flood is answered `too-fast` after sixty; the seat beside it is heard at once."""
    drill = Drill(server.host(), "host")
    master, ic, sam = drill.master(), drill.seat("ic"), drill.seat("sam")
    master.do("StartDrill")
    answers = [ic.cmd("Say", {"says": str(n)}) for n in range(80)]
    codes = [answer.get("code", answer["status"]) for answer in answers]
    assert codes.count("too-fast") >= 20
    assert codes[0] == "accepted"
    sam.do("Say", says="heard")


def test_joining_sockets_are_limited_per_address(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of connections is refused with words the page can show."""
    from limits import parse

    import web.sockets

    monkeypatch.setattr(web.sockets, "_CONNECTS", parse("3 per minute"))
    drill = table.drill("solo")
    ticket = drill.host.ticket(drill.path("ic"))
    for _ in range(3):
        Wire(table.base, ticket)
    wire = Wire(table.base, join=False)
    wire.send('40{"ticket":"' + ticket + '"}')
    assert "very many messages" in wire.read()
