"""`kill -9` in mid-drill: what was acknowledged is there, once; the drill stands paused at the last recorded instant and goes on."""

from __future__ import annotations

import json
import random
import secrets
import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import live_server
import pytest
import websocket
from live_server import ROOT, Browser, Drill, Server, Wire

#: Kills in the short form and in the long one.
SHORT, LONG = 20, 200


@dataclass
class Given:
    """What one seat has given so far: ids and words in order, and which of them were acknowledged."""

    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def give(self, wire: Wire, answered: threading.Semaphore) -> None:
        """Gives commands one after another until the line breaks."""
        try:
            while True:
                id_ = secrets.token_hex(8)
                self.sent[id_] = f"line {id_}"
                answer = wire.cmd("Say", {"says": self.sent[id_]}, id_)
                if answer["status"] != "accepted":
                    del self.sent[id_]
                    return
                self.acknowledged.add(id_)
                answered.release()
        except (AssertionError, OSError, websocket.WebSocketException, json.JSONDecodeError):
            return


def _recorded(data: Path, drill: str) -> list[tuple[int, str, int]]:
    """Number, id and drill second of every row, read by somebody else than the server."""
    with sqlite3.connect(f"file:{data}/drills.sqlite3?mode=ro", uri=True) as db:
        found = db.execute("SELECT n, id, json_extract(row, '$.at') FROM rows WHERE drill=? ORDER BY n", (drill,)).fetchall()
    db.close()
    return found


def _wait_for_a_write(server: Server) -> None:
    """Returns right after the database has written something: between commit and acknowledgement, if one is quick."""
    wal = server.data / "drills.sqlite3-wal"
    before = wal.stat().st_mtime_ns
    while wal.stat().st_mtime_ns == before and server.process.poll() is None:
        pass


def _sit(server: Server, drill: Drill, browsers: dict[str, Browser]) -> dict[str, Wire]:
    for browser in browsers.values():
        browser.base = server.base
    return {seat: browser.sit(drill.path(seat)) for seat, browser in browsers.items()}


@pytest.mark.parametrize("options", [(), ("--threads",)], ids=["gevent", "threads"])
def test_kill_loses_and_doubles_nothing(tmp_path: Path, long: bool, options: tuple[str, ...]) -> None:
    """Killed again and again while two people give commands: every acknowledged one is recorded exactly once, after every kill."""
    kills, seed = (LONG if long else SHORT) // 2, 20190702
    print(f"seed {seed}, {kills} kills")
    luck = random.Random(seed)
    given = {"ic": Given(), "sam": Given()}
    server = live_server.Server(tmp_path, *options)
    drill = Drill(server.host(), "host")
    browsers = {"gm": drill.host, "ic": drill.guest("ic"), "sam": drill.guest("sam")}
    wires = _sit(server, drill, browsers)
    wires["gm"].do("StartDrill")
    unanswered = 0
    for kill in range(kills):
        answered = threading.Semaphore(0)
        people = [threading.Thread(target=given[seat].give, args=(wires[seat], answered)) for seat in given]
        for person in people:
            person.start()
        for _ in range(luck.randint(1, 14)):
            assert answered.acquire(timeout=live_server.PATIENCE), server.log()
        if kill % 2:
            _wait_for_a_write(server)
        server.kill()
        for person in people:
            person.join()
        rows = _recorded(server.data, drill.id)
        times = Counter(id_ for _, id_, _ in rows)
        for who in given.values():
            assert [id_ for id_ in who.acknowledged if times[id_] != 1] == [], f"seed {seed}, kill {kill}"
            unanswered += len(who.sent.keys() - who.acknowledged)
        assert [n for n, _, _ in rows] == list(range(1, len(rows) + 1))

        server = live_server.Server(tmp_path, *options)
        wires = _sit(server, drill, browsers)
        clock = wires["gm"].sections["clock"]
        assert (clock["state"], clock["pause"], clock["at"]) == ("paused", "technical", rows[-1][2])
        wires["gm"].do("ResumeDrill")
        for seat, who in given.items():
            for id_ in [*(who.sent.keys() - who.acknowledged), *list(who.acknowledged)[-1:]]:
                assert wires[seat].cmd("Say", {"says": who.sent[id_]}, id_) == {"status": "accepted"}
                who.acknowledged.add(id_)
    told = Counter(item["says"] for item in wires["ic"].sync(anew=True)["feed"])
    for who in given.values():
        assert [says for says in who.sent.values() if told[says] != 1] == []
    assert server.stop() == 0
    print(json.dumps({"kills": kills, "acknowledged": sum(len(g.acknowledged) for g in given.values()), "lost": 0, "doubled": 0,
                      "asked again": unanswered, "seed": seed}))  # fmt: skip


def test_the_check_bites(tmp_path: Path) -> None:
    """The control: a server that acknowledges before it appends is found out by one kill."""
    with live_server.server(tmp_path, "--threads", program=(str(ROOT / "tests" / "torture" / "acks_too_early.py"),)) as server:
        drill = Drill(server.host(), "solo")
        wire = drill.host.sit(drill.path("ic"))
        given = Given()
        wire.do("StartDrill")
        for n in range(5):
            id_ = f"number-{n:04}"
            assert wire.cmd("Say", {"says": "x"}, id_) == {"status": "accepted"}
            given.acknowledged.add(id_)
        server.kill()
        recorded = {id_ for _, id_, _ in _recorded(server.data, drill.id)}
    assert given.acknowledged - recorded
