"""Rule 7: a known Host everywhere, the own Origin where something is changed or a socket opened; nothing changes by GET."""

from __future__ import annotations

import pytest
import requests
import websocket
from live_server import PATIENCE, Drill, Server, Table

from web.transport import known_host

FOREIGN = "http://evil.example"


def _hosts(base: str) -> dict[str, bool]:
    """Host headers, and whether this server answers to them."""
    port = base.rsplit(":", 1)[1]
    return {
        f"127.0.0.1:{port}": True,
        f"localhost:{port}": True,
        "localhost": True,
        f"[::1]:{port}": True,
        "evil.example": False,
        f"evil.example:{port}": False,
        f"127.0.0.1.evil.example:{port}": False,
        f"127.0.0.1@evil.example:{port}": False,
        f"localhost.:{port}": False,
        f"0.0.0.0:{port}": False,
        f"[::]:{port}": False,
        ":": False,
        f":{port}": False,
    }


@pytest.mark.parametrize(
    "path", ["/", "/api/lobby", "/healthz", "/static/plain.css", "/socket.io/?EIO=4&transport=websocket", "/nowhere"]
)
def test_an_unknown_host_is_refused_everywhere(server: Server, path: str) -> None:
    """A name rebound to this address gets the same refusal on pages, data, files and sockets."""
    for host, known in _hosts(server.base).items():
        answer = requests.get(server.base + path, headers={"Host": host}, timeout=PATIENCE)
        assert (answer.status_code == 421) is not known, (host, answer.status_code)
        if not known:
            assert "--allow-host" in answer.text


def test_names_are_compared_whole() -> None:
    """A name is known with or without a port, never as a part of another one; none at all is unknown."""
    hosts = frozenset({"wheel.example", "[::1]"})
    assert known_host("wheel.example", hosts)
    assert known_host("wheel.example:8000", hosts)
    assert known_host("[::1]:8000", hosts)
    assert not any(
        known_host(h, hosts) for h in ("", "wheel.example.", "a.wheel.example", "wheel.example:80:80", "[::1", "xample")
    )


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        FOREIGN,
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "file://",
        "http://localhost",
        "ws://{host}",
        "http://a@{host}",
        "{host}",
    ],
)
def test_a_socket_is_opened_from_our_own_pages_only(server: Server, origin: str | None) -> None:
    """Missing, opaque, foreign or merely similar origins are refused before anything is upgraded."""
    drill = Drill(server.host(), "solo")
    drill.host.ticket(drill.path("ic"))
    host = server.base.removeprefix("http://")
    given = {"suppress_origin": True} if origin is None else {"origin": origin.format(host=host)}
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(f"ws://{host}/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE, **given)
    assert refused.value.status_code == 403


def test_a_change_needs_our_origin_our_header_and_json(table: Table) -> None:
    """Each of the three alone missing is refused with words, and nothing has been made."""
    host = table.host()
    key = host.get("/api/lobby").json()["scenarios"][0]["key"]
    wrong = (
        {"headers": {"Origin": FOREIGN}},
        {"headers": {"Origin": "null"}},
        {"headers": {"Origin": ""}},
        {"headers": {"X-Wheel": ""}},
        {"headers": {"X-Wheel": "0"}},
        {"data": f'{{"key": "{key}", "mode": "solo"}}', "headers": {"Content-Type": "text/plain"}},
        {"data": {"key": key, "mode": "solo"}},
    )
    for more in wrong:
        answer = host.post("/api/drills", {"key": key, "mode": "solo"}, **more)
        assert answer.status_code == 403, more
        assert "page of this server" in answer.json()["says"]
    assert host.get("/api/lobby").json()["drills"] == []
    assert host.post("/api/drills", {"key": key, "mode": "solo"}).status_code == 200


def test_nothing_changes_by_get(table: Table) -> None:
    """Every address that changes something takes POST only; asking any address by GET or HEAD leaves database and drill as they were."""
    drill = table.drill()
    link, guest = drill.link("ic"), drill.guest("sam")
    room = table.room(drill)

    def state() -> object:
        db = table.parts.store._connection
        counts = [
            db.exec_driver_sql(f"SELECT count(*), total(length(quote(id))) FROM {t}").all()
            for t in ("drills", "rows", "grants", "requests")
        ]
        db.commit()
        return (
            counts,
            [(d.join_code, d.code_until) for d in table.parts.store.drills()],
            len(room.drill.rows),
            room.drill.digest(),
        )

    before = state()
    for rule in table.parts.app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"OPTIONS", "HEAD"}
        assert methods in ({"GET"}, {"POST"}), rule
        values = {
            "drill": drill.id,
            "seat": "sam",
            "link": link.rsplit("/", 1)[1],
            "key": "x",
            "grant": "x",
            "asked": "x",
            "what": "scorecard",
            "form": "html",
            "share": "x",
            "token": "x",
            "tried": "x",
            "filename": "plain.css",
        }
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", values[name]).replace(f"<path:{name}>", values[name])
        for browser in (drill.host, guest):
            answer = browser.get(path)
            assert (answer.status_code == 405) is ("POST" in methods), path
            browser.http.head(table.base + path, timeout=PATIENCE)
    assert state() == before


def test_a_page_that_is_only_looked_at_seats_nobody(table: Table) -> None:
    """A preview of a link or page does not take the seat; the first word on its socket does."""
    drill = table.drill()
    guest = drill.guest("sam", "Grace")
    ticket = guest.ticket(drill.path("sam"))
    assert not table.room(drill).drill.board.human("sam")
    assert guest.sit(drill.path("sam")).sections["you"]["name"] == "Grace"
    assert table.room(drill).drill.board.human("sam")
    assert ticket


def test_cookies_cannot_be_read_by_scripts_nor_ride_along(table: Table) -> None:
    """HttpOnly, SameSite=Lax, and a seat's cookie only under its own drill."""
    drill = table.drill()
    browser = table.browser()
    answer = browser.get(drill.link("ic"), allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Path=/d/{drill.id}/" in cookie
