"""Rule 14: what people type comes back as they typed it; no page lets a script of somebody else run; logs escape."""

from __future__ import annotations

import json
import socket

import pytest
from live_server import PATIENCE, Drill, Server, Table

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html"
)
NAUGHTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "'; DROP TABLE rows; --",
    "%00 %s %n ../../etc/passwd",
    '=HYPERLINK("http://evil")',
    "Zalgo: T\u0337h\u0336e\u0335 c\u0336e\u0335n\u0337t\u0336r\u0335e\u0337",
    "\u202eright to left\u202c",
    "\ufdfd \U0001f3f3\ufe0f\u200d\U0001f308 \u200b\u200b",
    "true", "null", "NaN", "0x1p-2", "-1", "1e999", "\t", "line\nbreak",
    "[[[[{{{{", "\\u0000 \\ud800", "\uff21\uff22\uff23",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/nowhere", "/host/x", "/api/lobby", "/healthz", "/static/plain.css", "/api/drills"])
def test_every_answer_carries_the_whole_policy(server: Server, path: str) -> None:
    """Pages, problems, data and files: the exact policy, no sniffing, no referrer, no framing; nothing inline is allowed."""
    answer = server.host().get(path)
    assert answer.headers["Content-Security-Policy"] == CSP
    assert "unsafe" not in CSP
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == ("no-cache" if path.startswith("/static/") else "no-store")


def test_pages_hold_no_script_and_no_style_of_their_own(table: Table) -> None:
    """What the policy forbids is not there: no inline script, no style, no handler attribute."""
    drill = table.drill()
    for browser, path in (
        (table.host(), "/"),
        (drill.host, drill.path("gm")),
        (drill.guest("ic"), drill.path("ic")),
        (drill.host, "/nowhere"),
    ):
        page = browser.get(path).text.lower()
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " on" not in page.split("<body")[1].split(">")[0]


@pytest.mark.parametrize("says", NAUGHTY)
def test_what_is_typed_comes_back_as_typed(table: Table, says: str) -> None:
    """In a line, a declaration, a name: the same characters, or a refusal in words; and the drill goes on."""
    drill = table.drill()
    master = drill.master()
    wire = drill.seat("ic", says)
    master.do("StartDrill")
    answer = wire.cmd("Say", {"says": says})
    if answer["status"] == "accepted":
        assert wire.feed[-1]["says"].strip() == says.strip()
    else:
        assert answer["says"]
    wire.cmd("PostUpdate", {"audience": "public", "says": says, "component": says[:100], "state": says[:100]})
    wire.cmd("AssignRole", {"role": "ic", "person": says[:100]})
    name = "".join(letter for letter in says if letter.isprintable())
    assert set(wire.sections["you"]["name"].split()) <= {*name.split(), *says.split(), "Incident", "Commander"}
    assert table.parts.store.rows(drill.id)
    wire.do("Say", says="and on")


def test_a_name_cannot_write_into_a_page(table: Table) -> None:
    """A title and a problem page show markup as text."""
    host = table.host()
    answer = host.get("/<script>alert(1)</script>")
    assert "<script>alert" not in answer.text
    drill = table.drill()
    guest = drill.guest("ic", "<b>bold</b>")
    assert "<b>" not in guest.get(drill.path("ic")).text


def test_logs_escape_what_came_from_outside(server: Server) -> None:
    """Control characters in a request never reach the log as such: no forged line, no terminal sequence."""
    host, port = server.base.removeprefix("http://").split(":")
    evil = b"\x1b[2J\x1b]0;owned\x07"
    for request in (
        b"GET /" + evil + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        evil + b"\r\n\r\n",
        b"GET / HTTP/9.9" + evil + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-" + evil + b": 1\r\nContent-Length: -7\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" + evil + b"\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
    drill = Drill(server.host(), "host")
    drill.guest("ic", "\x1b[31mred\nforged: line")
    log = server.log()
    assert not [letter for letter in log if ord(letter) < 32 and letter != "\n"]
    assert all(_is_ours(text) for text in log.splitlines() if text), log


def _is_ours(text: str) -> bool:
    """A structured line, or one of the few words at the start."""
    if text.startswith("Open this link"):
        return True
    return isinstance(json.loads(text), dict)
