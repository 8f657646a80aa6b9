"""Rule 6: a client that never reads is cut above a cap; the others notice nothing, and `sync` makes it harmless."""

from __future__ import annotations

import json
import socket
import threading

import pytest
from limits import parse
from live_server import Table, Wire

import web.sockets
from web.transport import GONE_AFTER, MAX_QUEUED, queued


def _stalled(table: Table, path: str, host: object) -> Wire:
    """A browser that synced once and has stopped reading, on a line that holds little."""
    wire = Wire(table.base, host.ticket(path), sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)])  # type: ignore[attr-defined]
    wire.sync()
    return wire


@pytest.fixture(autouse=True)
def fast_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limit on what people can click, so that a queue fills in little time."""
    for limit in ("_COMMANDS", "_FROM_ADDRESS", "_SYNCS"):
        monkeypatch.setattr(web.sockets, limit, parse("1000000 per second"))


def test_who_stops_reading_is_cut_and_the_others_are_told_everything(table: Table) -> None:
    """With one reader asleep, the queue for it stays below the cap and ends; the other reader misses nothing; it comes back by sync."""
    drill = table.drill("solo")
    awake = drill.host.sit(drill.path("ic"))
    asleep = _stalled(table, drill.path("ic"), drill.host)
    awake.do("StartDrill")
    engine = table.parts.sockets.io.server.eio
    most, line, n = 0, "x" * 2000, 0
    while table.parts.sockets.present(drill.id)["ic"] == 2:
        awake.do("Say", says=line)
        most = max(most, *(queued(engine, sid) for sid in list(engine.sockets)))
        n += 1
        assert n < 6000, "never cut"
    assert most <= 2 * MAX_QUEUED + 2
    assert sum(item["says"] == line for item in awake.feed) == n
    again = drill.host.sit(drill.path("ic"))
    assert again.feed == awake.feed
    while asleep.read():
        pass


def test_who_floods_and_never_reads_is_cut(table: Table) -> None:
    """Answers nobody takes pile up only to the cap."""
    drill = table.drill("solo")
    wire = _stalled(table, drill.path("ic"), drill.host)
    engine = table.parts.sockets.io.server.eio
    most = [0]

    def flood() -> None:
        try:
            while True:
                wire.send("421" + json.dumps(["sync", {"epoch": "", "view": 0, "feed": 0, "samples": 0}]))
                most[0] = max([most[0], *(queued(engine, sid) for sid in list(engine.sockets))])
        except OSError:
            pass

    sender = threading.Thread(target=flood)
    sender.start()
    sender.join()
    assert 0 < most[0] <= MAX_QUEUED + 4
    assert drill.host.sit(drill.path("ic")).sections["clock"]["state"] == "prepared"


def test_a_line_that_is_dead_is_noticed_by_the_system(table: Table) -> None:
    """What a browser that is gone does not take ends its connection after a while, without a thread waiting on it."""
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        raise AssertionError("this promise is kept on Linux; elsewhere see the system's own time-outs")
    drill = table.drill("solo")
    seen: list[int] = []
    original = web.transport._WholeSends.__init__

    def noting(self: object, sock: socket.socket) -> None:
        original(self, sock)  # type: ignore[arg-type]
        seen.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.transport._WholeSends, "__init__", noting)
        drill.host.sit(drill.path("ic"))
    assert seen == [GONE_AFTER * 1000]
