"""What the WSGI servers themselves have to say: into the same log as everything else, with control characters escaped.

Imported after `serve` has patched, never before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from werkzeug.serving import WSGIRequestHandler


class ServerLog:
    """A file to gevent's server, lines in our log to everybody else."""

    def write(self, text: str) -> None:
        if text.strip():
            structlog.get_logger().warning("server", says=text.strip())

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Each line is out when written."""


class Handler(WSGIRequestHandler):
    """Threads: after a WebSocket the connection is over; what is still in it is not another request."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        self.close_connection = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        if type == "error":
            ServerLog().write(message % args)

    def version_string(self) -> str:
        return "wheel"
