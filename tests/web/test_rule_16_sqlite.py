"""Rule 16: WAL with synchronous FULL, read back; one connection; a newer database is looked at only; what cannot start says why."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import live_server
import pytest
import sqlalchemy as sa
from live_server import ROOT, Drill, Table

from simulator import ENGINE
from web.settings import CannotStart
from web.store import FORMAT, NotSaved, ReadOnly, Store, pragmas


def test_what_the_database_says_it_does(table: Table) -> None:
    """Journal in WAL, synchronous FULL (2), asked of the open connection and not assumed."""
    assert dict(pragmas(table.parts.store._connection)) == {"journal_mode": "wal", "synchronous": 2}
    table.parts.store._connection.commit()


def test_there_is_one_connection(tmp_path: Path) -> None:
    """A server at work holds its database open once."""
    with live_server.server(tmp_path) as server:
        drill = Drill(server.host(), "host")
        drill.master().do("StartDrill")
        drill.seat("ic").do("Say", says="hello")
        held = [str(fd.readlink()) for fd in Path(f"/proc/{server.process.pid}/fd").iterdir() if fd.is_symlink()]
        assert sorted(Path(name).name for name in held if "drills.sqlite3" in name) == [
            "drills.sqlite3", "drills.sqlite3-shm", "drills.sqlite3-wal",
        ]  # fmt: skip


def test_a_file_system_that_cannot_promise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the database does not do what was asked, the server does not start, and says what was found."""
    monkeypatch.setattr("web.store._set_pragmas", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
    with pytest.raises(CannotStart, match="does not let the database flush"):
        Store(tmp_path / "drills.sqlite3")


def _newer(data: Path) -> bytes:
    """Marks a data directory as written by the version after this one, with a table and a column of its own."""
    path = data / "drills.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE about SET value=? WHERE key='format'", (str(FORMAT + 1),))
        db.execute("CREATE TABLE tomorrow (id TEXT)")
        db.execute("ALTER TABLE drills ADD COLUMN forked_from TEXT")
    db.close()
    return path.read_bytes()


def test_data_of_a_newer_version_are_looked_at_and_not_changed(tmp_path: Path) -> None:
    """The drill opens, says why nothing can be changed on every screen and in every answer; not a byte of the file is other."""
    with live_server.table(tmp_path) as table:
        drill = table.drill()
        master = drill.master()
        master.do("StartDrill")
        master.do("PauseDrill")
        rows = len(table.parts.store.rows(drill.id))
        cookies = drill.host.http.cookies
    before = _newer(tmp_path / "data")
    with live_server.table(tmp_path) as table:
        host = table.browser()
        host.http.cookies = cookies
        wire = host.sit(drill.path("gm"))
        assert "newer version" in wire.banner
        assert wire.sections["clock"]["state"] == "paused"
        answer = wire.cmd("ResumeDrill")
        assert answer["status"] == "not-saved"
        assert "newer version" in answer["says"]
        key = host.get("/api/lobby").json()["scenarios"][0]["key"]
        for made in (
            host.post("/api/drills", {"key": key, "mode": "solo"}),
            host.post(f"/d/{drill.id}/gm/links", {"seat": "ic"}),
        ):
            assert made.status_code == 503
            assert "newer version" in made.json()["says"]
            assert "disk" not in made.json()["try_instead"]
        table.advance(30)
        assert len(table.parts.store.rows(drill.id)) == rows
        with pytest.raises(ReadOnly):
            table.parts.store.own(drill.id)
        with pytest.raises(sa.exc.OperationalError):
            table.parts.store._connection.exec_driver_sql("DELETE FROM rows")
    assert (tmp_path / "data" / "drills.sqlite3").read_bytes() == before


def test_a_drill_of_a_newer_engine_says_so(table: Table) -> None:
    """One drill recorded by a later engine is not guessed at; its page says which way on, and the others open."""
    drill = table.drill("solo")
    record = table.parts.store.drill(drill.id)
    assert record is not None
    store = table.parts.store
    later = replace(record, id="later-drill", engine=ENGINE + 1, join_code="-later")
    store.add_drill(later)
    host = drill.host
    assert host.post("/api/drills/later-drill/open").status_code == 200
    page = host.get("/d/later-drill/ic")
    assert page.status_code == 409
    assert "newer version" in page.text
    assert host.get("/d/later-drill/ic/scorecard.json").json()["says"].startswith("This drill cannot be opened")
    assert host.get(drill.path("ic")).status_code == 200


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("DELETE FROM rows WHERE n=2", "row 2 is missing"),
        ("UPDATE rows SET row='{' WHERE n=2", "row 2 is damaged"),
        ('UPDATE rows SET row=replace(row, \'"digest": "\', \'"digest": "00\') WHERE n=3', "row 3"),
        ("UPDATE drills SET scenario_text='scenario: nothing'", "scenario"),
    ],
)
def test_a_damaged_journal_names_its_row_and_harms_nobody_else(tmp_path: Path, harm: str, says: str) -> None:
    """The page of that drill says where the record cannot be followed; nothing is changed, and a new drill can be made."""
    with live_server.table(tmp_path) as table:
        drill = table.drill("solo")
        wire = drill.host.sit(drill.path("ic"))
        wire.do("StartDrill")
        wire.do("Say", says="one")
        wire.do("Say", says="two")
        cookies = drill.host.http.cookies
    with sqlite3.connect(tmp_path / "data" / "drills.sqlite3") as db:
        db.execute(harm)
    db.close()
    with live_server.table(tmp_path) as table:
        host = table.browser()
        host.http.cookies = cookies
        page = host.get(drill.path("ic"))
        assert page.status_code == 409
        assert says in page.text
        table.drill("solo", host)


def _wom(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "simulator.cli", "serve", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_data_directory_that_cannot_be_written_says_so_before_anything_starts(tmp_path: Path) -> None:
    """Exit 1 and a sentence with a way on, no traceback, no port: a file in its place, a full or damaged database."""
    a_file = tmp_path / "file"
    a_file.write_text("x")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "drills.sqlite3").write_bytes(b"not a database at all, but long enough to be looked at " * 100)
    odd = tmp_path / "odd"
    Store(_made(odd) / "drills.sqlite3").close()
    with sqlite3.connect(odd / "drills.sqlite3") as db:
        db.execute("UPDATE about SET value='yesterday'")
    db.close()
    short = _made(tmp_path / "short")
    (short / "secret.key").write_bytes(b"x")
    for data, word in ((a_file, "cannot be written"), (a_file / "below", "cannot be written"), (damaged, "cannot be used"), (odd, "cannot be used"),
                       (short, "secret.key"), (Path("/proc/nothing"), "cannot be written")):  # fmt: skip
        ended = _wom("--data", str(data), "--port", "0")
        assert ended.returncode == 1, (data, ended)
        assert word in ended.stderr, ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.stdout == ""


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_port_that_is_taken_says_so(tmp_path: Path) -> None:
    """The sentence names the port and another one to try."""
    with live_server.server(tmp_path) as server:
        port = server.base.rsplit(":", 1)[1]
        ended = _wom("--data", str(tmp_path / "other"), "--port", port)
        assert ended.returncode == 1
        assert f"Port {port}" in ended.stderr
        assert "--port" in ended.stderr


def test_a_write_that_fails_leaves_the_store_usable(tmp_path: Path) -> None:
    """After a refused write the next one goes through; nothing of the refused one is there."""
    store = Store(tmp_path / "drills.sqlite3")
    pages = store._connection.exec_driver_sql("PRAGMA page_count").scalar()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    store._connection.commit()
    record = live_server.record("one", "x" * 100_000)
    with pytest.raises(NotSaved, match="full"):
        store.add_drill(record)
    assert store.drills() == []
    store._connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    store._connection.commit()
    store.add_drill(record)
    assert store.drill("one") == record
    store.close()
