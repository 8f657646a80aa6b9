"""The two servers that are compared, each in a process of its own: ours with drills in it, and a bare Flask-SocketIO."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.systems import CHECKOUT, CLOUDFLARE, HERE, scenario
from simulator.record.seats import GM, IC, OBSERVER

#: Who sits at each drill: five browsers, five different views.
SEATS = (GM, IC, OBSERVER, "tom", "priya")

#: clock_getcpuclockid(3): finer than the ticks of /proc.
_CPU_OF_PROCESS = 2
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, seen from outside."""

    pid: int
    port: int

    def cpu(self) -> float:
        """CPU seconds used so far, by the process and all its threads."""
        return time.clock_gettime(~self.pid << 3 | _CPU_OF_PROCESS)

    def memory(self) -> int:
        """Resident bytes."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE


@contextmanager
def ours(data: Path) -> Iterator[Server]:
    """`wom serve` on a data directory that `set_table` has filled."""
    command = [sys.executable, "-m", "simulator.cli", "serve", "--data", str(data), "--port", "0"]
    with _running(command, data / "server.log") as (process, line):
        yield Server(process.pid, int(urlsplit(line).port or 0))


@contextmanager
def bare(folder: Path) -> Iterator[Server]:
    """A bare Flask-SocketIO server; see `bare_server`."""
    with _running([sys.executable, str(HERE / "bare_server.py")], folder / "bare.log") as (process, line):
        yield Server(process.pid, int(line))


@contextmanager
def _running(command: list[str], log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process; the first line it prints says where it listens."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, cwd=log.parent)
    assert process.stdout is not None
    try:
        line = process.stdout.readline().strip()
        if not line:
            raise LookupError(f"the server did not start: {log.read_text()[-500:]}")
        yield process, line
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def set_table(data: Path, drills: int) -> list[dict[str, str]]:
    """Prepares so many drills, everybody seated, as pages would have done; the answer is each drill's ticket by seat."""
    from web.app import make
    from web.library import Entry
    from web.new_drill import new_drill
    from web.seats import new_id
    from web.settings import settle
    from web.sockets import sit_down
    from web.store import Grant

    parts = make(settle(data, "127.0.0.1", 0, (), CHECKOUT / "scenarios"), "threading")
    entry = Entry("bench", CLOUDFLARE.name, scenario(CLOUDFLARE))
    tables = []
    for _ in range(drills):
        made = new_drill(parts, entry, "host")
        room = parts.rooms.open(made.drill)
        assert room is not None
        grants = {GM: made}
        for seat in SEATS[1:]:
            grant = grants[seat] = Grant(new_id(), made.drill, seat, seat.capitalize(), False)
            parts.store.add_grant(grant)
            sit_down(room, seat, grant.name)
        tables.append({seat: parts.signer.sign("ticket", f"{made.drill}|{grant.id}") for seat, grant in grants.items()})
    parts.store.close()
    return tables
