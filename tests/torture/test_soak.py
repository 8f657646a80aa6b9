"""Thousands of browsers that come, are refused, or are gone in mid-sentence leave nothing behind."""

from __future__ import annotations

import json
import random
import socket
import struct
from pathlib import Path

import live_server
import pytest
from live_server import Drill, Server, Wire

SHORT, LONG = 200, 5000


def _descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def _reset(wire: Wire) -> None:
    """Ends a connection as a broken line does."""
    wire.socket.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.socket.sock.close()


@pytest.mark.parametrize("options", [(), ("--threads",)], ids=["gevent", "threads"])
def test_come_refused_abandoned(tmp_path: Path, long: bool, options: tuple[str, ...]) -> None:
    """Joined and reset, refused, never joined, gone in mid-frame: descriptors come back to where they were, memory stays."""
    seed, rounds = 20260305, LONG if long else SHORT
    luck = random.Random(seed)
    with live_server.server(tmp_path, *options) as server:
        drill = Drill(server.host(), "solo")
        steady = drill.host.sit(drill.path("ic"))
        ticket = drill.host.ticket(drill.path("ic"))
        descriptors, memory = _descriptors(server), 0
        for n in range(rounds):
            if n == rounds // 4:
                memory = server.memory()
            wire = Wire(server.base, join=False)
            match luck.randrange(4):
                case 0:
                    wire.send("40" + json.dumps({"ticket": ticket}))
                    wire.send("421" + json.dumps(["sync", {"epoch": "", "view": 0, "feed": 0, "samples": 0}]))
                case 1:
                    wire.send("40" + json.dumps({"ticket": "no"}))
                    wire.read()
                case 2:
                    wire.socket.sock.sendall(b"\x81\xfe\x10\x00abcd4")
                case _:
                    pass
            _reset(wire)
        for _ in range(2000):
            if _descriptors(server) <= descriptors + 2:
                break
            steady.settle()
        assert _descriptors(server) <= descriptors + 2
        assert server.memory() - memory < 16 * 1024 * 1024
        steady.do("StartDrill")
        assert "Traceback" not in server.log()
