"""A real server in a process of its own, and a real browser: the distribution's Chromium, which nothing here downloads."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Server:
    """`wom serve` on a free port of this computer, with data of its own."""

    def __init__(self, data: Path, *more: str) -> None:
        self._data = data
        self._more = more
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.link = self.start()

    def start(self) -> str:
        """Starts, on the same port as before if it ran already; answers with the host's link."""
        command = [
            sys.executable,
            "-m",
            "simulator.cli",
            "serve",
            "--port",
            str(self.port),
            "--data",
            str(self._data),
            *self._more,
        ]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        link = self._process.stdout.readline().strip()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/host/", link)
        assert found, f"the server printed {link!r} in place of its link"
        self.port = int(found[1])
        return link

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self.stop(signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(timeout=20)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "data")
    yield one
    one.stop()


def open_chromium(playwright: Playwright) -> Browser:
    path = next(filter(None, (shutil.which(n) for n in ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "The browser tests need Chromium; `make test` installs it."
    return playwright.chromium.launch(executable_path=path, args=list(_QUIET))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        yield browser
        browser.close()
