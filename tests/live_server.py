"""Real servers and real sockets for the tests of the web edge: a server in this process with a clock moved by hand, or one of its own
process; and a browser that keeps every frame it was sent, as it was sent.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
import small_shop
import websocket
from werkzeug.serving import make_server

from simulator import ENGINE
from web.app import Parts, make
from web.pacer import Pacer
from web.presence import Presence
from web.rooms import Room
from web.server_log import Handler
from web.settings import settle
from web.store import DrillRecord

ROOT = Path(__file__).resolve().parents[1]
#: Everything here answers within milliseconds; this only ends a test that hangs, before the next ping comes.
PATIENCE = 15


class Browser:
    """One browser: its cookies, and what it was ever sent."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = requests.Session()
        self.pages: list[str] = []

    def get(self, path: str, **more: Any) -> requests.Response:
        return self._kept(self.http.get(self.base + path, timeout=PATIENCE, **more))

    def post(self, path: str, body: Any = None, **more: Any) -> requests.Response:
        """JSON as our pages send it, unless `data` and `headers` say otherwise."""
        headers = {"Origin": self.base, "X-Wheel": "1"} | more.pop("headers", {})
        if "data" not in more:
            more["json"] = {} if body is None else body
        return self._kept(self.http.post(self.base + path, headers=headers, timeout=PATIENCE, **more))

    def _kept(self, answer: requests.Response) -> requests.Response:
        self.pages.append(f"{answer.status_code} {answer.headers} {answer.text}")
        return answer

    def ticket(self, path: str) -> str:
        page = self.get(path)
        found = re.search(r'name="ticket" content="([^"]+)"', page.text)
        assert found, page.text
        return found[1]

    def sit(self, path: str, *, sync: bool = True) -> Wire:
        """Opens a seat's page and its socket."""
        wire = Wire(self.base, self.ticket(path))
        if sync:
            wire.sync()
        return wire


class Wire:
    """A socket below the libraries: frames out, frames in, all of them kept. It also keeps the screen as a browser does."""

    def __init__(self, base: str, ticket: str | None = None, *, join: bool = True, **options: Any) -> None:
        self.socket = websocket.create_connection(
            base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket", timeout=PATIENCE, origin=base, **options
        )
        self.frames: list[str] = []
        self.sections: dict[str, Any] = {}
        self.feed: list[dict[str, Any]] = []
        self.samples: list[dict[str, Any]] = []
        self.epoch, self.v, self.banner = "", 0, ""
        self.told: list[tuple[str, Any]] = []
        self._asked = 0
        assert self.read().startswith("0{")
        if join:
            self.send("40" + json.dumps({"ticket": ticket}))
            answer = self.read()
            assert answer.startswith("40"), answer

    def send(self, frame: str) -> None:
        self.socket.send(frame)

    def read(self) -> str:
        """The next frame that is not a ping, taken in; "" when the line is closed."""
        while True:
            try:
                frame = self.socket.recv()
            except (websocket.WebSocketConnectionClosedException, ConnectionError):
                return ""
            assert isinstance(frame, str) or frame == b"", frame
            if frame == "2":
                self.send("3")
            else:
                self.frames.append(frame or "")
                self._take_in(frame or "")
                return frame or ""

    def ask(self, name: str, *args: Any) -> Any:
        """Says something and reads on until it is answered; what came before the answer has been taken in then."""
        return self.ask_raw(json.dumps([name, *args]))

    def ask_raw(self, text: str) -> Any:
        self._asked += 1
        self.send(f"42{self._asked}{text}")
        return self.answer(self._asked)

    def answer(self, asked: int) -> Any:
        while True:
            frame = self.read()
            assert frame, "the line was closed"
            if frame.startswith(f"43{asked}["):
                return json.loads(frame[len(f"43{asked}") :])[0]

    def settle(self) -> None:
        """Everything that was sent so far has been taken in."""
        assert self.ask("settle", {})["status"] == "refused"

    def sync(self, *, anew: bool = False) -> dict[str, Any]:
        cursors = {"epoch": self.epoch, "view": self.v, "feed": len(self.feed), "samples": len(self.samples)}
        all_: dict[str, Any] = self.ask("sync", {"epoch": "", "view": 0, "feed": 0, "samples": 0} if anew else cursors)
        if "set" in all_ and not anew:
            if all_["epoch"] != self.epoch:
                self.sections, self.feed, self.samples = {}, [], []
            self.epoch, self.v, self.banner = all_["epoch"], all_["v"], all_["banner"]
            self.sections |= all_["set"]
            self.feed += all_["feed"]
            self.samples += all_["samples"]
        return all_

    def cmd(self, name: str, args: dict[str, Any] | None = None, id_: str = "", seen: int | None = None) -> dict[str, Any]:
        body = {"id": id_ or secrets.token_hex(8), "name": name, "args": args or {}, "seen": self.v if seen is None else seen}
        answer: dict[str, Any] = self.ask("cmd", body)
        return answer

    def do(self, name: str, **args: Any) -> None:
        """A command that must be accepted."""
        answer = self.cmd(name, args)
        assert answer == {"status": "accepted"}, (name, args, answer)

    def close(self) -> None:
        self.socket.close()

    def _take_in(self, frame: str) -> None:
        if not frame.startswith("42["):
            return
        name, data = json.loads(frame[2:])
        self.told.append((name, data))
        match name:
            case "view" if data["epoch"] == self.epoch:
                assert data["v"] == self.v + 1, (data["v"], self.v)
                self.v = data["v"]
                self.sections |= data["set"]
            case "feed":
                self.feed += data["items"]
            case "samples":
                self.samples += data["points"]
            case "banner":
                self.banner = data["says"]
            case _:
                pass


class Table:
    """A server in this process, listening on a port of its own, whose clock is moved by hand."""

    def __init__(self, folder: Path, text: str = small_shop.TEXT) -> None:
        shelf = folder / "shelf"
        shelf.mkdir(exist_ok=True)
        (shelf / "shop.yaml").write_text(text)
        self.data = folder / "data"
        self.parts: Parts = make(settle(self.data, "127.0.0.1", 0, (), shelf), "threading")
        self.server = make_server("127.0.0.1", 0, self.parts.app, threaded=True, request_handler=Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.wall = 1000.0
        self.pacer = self.parts.pacer = Pacer(
            self.parts.rooms, Presence(self.parts.sockets.occupied), lambda _: None, lambda: self.wall
        )
        self.parts.rooms.bring_up = self.pacer.bring_up
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.parts.store.close()

    def browser(self) -> Browser:
        return Browser(self.base)

    def host(self) -> Browser:
        """A browser that may host drills."""
        browser = self.browser()
        assert browser.get(f"/host/{self.parts.signer.sign('host-link', 'host')}").status_code == 200
        return browser

    def drill(self, mode: str = "host", host: Browser | None = None) -> Drill:
        return Drill(host or self.host(), mode)

    def room(self, drill: Drill) -> Room:
        room = self.parts.rooms.open(drill.id)
        assert room is not None
        return room

    def advance(self, seconds: int, beats_per_second: int = 1) -> None:
        """Lets so much wall time pass."""
        for beat in range(seconds * beats_per_second + 1):
            self.wall += 1 / beats_per_second if beat else 0
            for room in self.parts.rooms.live():
                self.pacer.beat(room)


class Drill:
    """A drill made in the lobby, and the way to its seats."""

    def __init__(self, host: Browser, mode: str) -> None:
        self.host = host
        key = host.get("/api/lobby").json()["scenarios"][0]["key"]
        made = host.post("/api/drills", {"key": key, "mode": mode, "name": "Ada"})
        assert made.status_code == 200, made.text
        self.url = made.json()["url"]
        self.id = self.url.split("/")[2]

    def path(self, seat: str) -> str:
        return f"/d/{self.id}/{seat}"

    def master(self) -> Wire:
        return self.host.sit(self.path("gm"))

    def link(self, seat: str, name: str = "") -> str:
        """The path of a fresh link to a seat."""
        made = self.host.post(f"/d/{self.id}/gm/links", {"seat": seat, "name": name})
        assert made.status_code == 200, made.text
        return str(made.json()["link"]).removeprefix(self.host.base)

    def guest(self, seat: str, name: str = "") -> Browser:
        """A browser that came by a link."""
        browser = Browser(self.host.base)
        assert browser.get(self.link(seat, name)).status_code == 200
        return browser

    def seat(self, seat: str, name: str = "") -> Wire:
        return self.guest(seat, name).sit(self.path(seat))


@contextmanager
def table(folder: Path, text: str = small_shop.TEXT) -> Iterator[Table]:
    made = Table(folder, text)
    try:
        yield made
    finally:
        made.close()


class Server:
    """A server in a process of its own, as `wom serve` starts it."""

    def __init__(
        self, folder: Path, *options: str, program: tuple[str, ...] = ("-m", "simulator.cli"), text: str = small_shop.TEXT
    ) -> None:
        shelf = folder / "shelf"
        shelf.mkdir(exist_ok=True)
        (shelf / "shop.yaml").write_text(text)
        self.data = folder / "data"
        self._errors = (folder / f"stderr-{secrets.token_hex(3)}").open("w+b")
        command = [sys.executable, *program, "serve", "--data", str(self.data), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--scenarios", str(shelf), *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        assert self.process.stdout is not None
        self.host_link = self.process.stdout.readline().strip()
        assert self.host_link, self.log()
        self.base = self.host_link.split("/host/")[0]

    def host(self) -> Browser:
        browser = Browser(self.base)
        assert browser.get(self.host_link.removeprefix(self.base)).status_code == 200
        return browser

    def kill(self) -> None:
        """As power does: no farewell."""
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        return self._end()

    def _end(self) -> int:
        code = self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def log(self) -> str:
        self._errors.flush()
        return Path(self._errors.name).read_text(errors="replace")

    def memory(self) -> int:
        """Bytes in memory now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def server(
    folder: Path, *options: str, program: tuple[str, ...] = ("-m", "simulator.cli"), text: str = small_shop.TEXT
) -> Iterator[Server]:
    made = Server(folder, *options, program=program, text=text)
    try:
        yield made
    finally:
        made.stop()


def record(id_: str, text: str) -> DrillRecord:
    """A drill as stored, for tests of the store alone."""
    return DrillRecord(id_, "shop.yaml", text, "A shop", "solo", 1, ENGINE, 0, f"-{id_}", 0, "")
