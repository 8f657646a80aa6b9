"""Runs the server: gevent when it is there (patched before anything else is imported), threads otherwise.

What the servers themselves have to say goes into the same log as everything else, with control characters escaped.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def serve(
    *, data: Path, host: str, port: int, allow: tuple[str, ...] = (), scenarios: Path, threads: bool = False,
    started: Callable[[Any], None] | None = None,
) -> None:  # fmt: skip
    """Serves until told to stop. Raises `web.settings.CannotStart` when it cannot begin.

    `started` is called with the application's parts once the port is open.
    """
    mode = "threading" if threads else _patch()
    _quiet_logs()
    from web.app import make
    from web.settings import settle

    parts = make(settle(data, host, port, allow, scenarios), mode)
    if mode == "gevent":
        _serve_gevent(parts, started)
    else:
        _serve_threads(parts, started)


def _patch() -> str:
    try:
        from gevent import monkey
    except ImportError:
        return "threading"
    monkey.patch_all()
    return "gevent"


def _serve_gevent(parts: Any, started: Callable[[Any], None] | None) -> None:
    import gevent
    from gevent.pywsgi import WSGIHandler, WSGIServer

    from web.server_log import ServerLog

    class GreenHandler(WSGIHandler):
        """After a WebSocket the connection is over; what is still in it is not another request."""

        def handle_one_request(self) -> Any:
            result = super().handle_one_request()
            environ = getattr(self, "environ", None) or {}
            return None if environ.get("HTTP_UPGRADE", "").lower() == "websocket" else result

    server = WSGIServer(
        (parts.settings.host, parts.settings.port), parts.app, log=None, error_log=ServerLog(), handler_class=GreenHandler
    )
    server.start()
    _settle_port(parts, int(server.server_port or 0))
    pacer = gevent.spawn(parts.pacer.run)
    told: list[int] = []

    def stop(number: int) -> None:
        told.append(number)
        server.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop, number)
    if started:
        started(parts)
    if not told:  # `serve_forever` would start again what was stopped while `started` ran
        server.serve_forever()
    _leave(parts)
    pacer.join(timeout=2)


def _serve_threads(parts: Any, started: Callable[[Any], None] | None) -> None:
    import threading

    from werkzeug.serving import make_server

    from web.server_log import Handler

    server = make_server(parts.settings.host, parts.settings.port, parts.app, threaded=True, request_handler=Handler)
    _settle_port(parts, server.server_port)
    pacer = threading.Thread(target=parts.pacer.run, daemon=True)
    pacer.start()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    if started:
        started(parts)
    stop.wait()
    server.shutdown()
    _leave(parts)


def _settle_port(parts: Any, port: int) -> None:
    """With port 0 the system chose one; links must name it."""
    from dataclasses import replace

    parts.settings = replace(parts.settings, port=port)


def _leave(parts: Any) -> None:
    """A last recorded instant for every running clock, then the store is closed."""
    parts.pacer.stop()
    for room in parts.rooms.live():
        if not room.stands:
            room.record_instant()
    parts.store.close()


def _quiet_logs() -> None:
    import logging

    import structlog

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    logging.getLogger("engineio.server").setLevel(logging.ERROR)
    logging.getLogger("socketio.server").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
