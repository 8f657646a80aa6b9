"""Transport: what the released libraries do not do by themselves, in one place with a test each.

- the WebSocket class gets a message limit, loses the permessage-deflate offer, and sends whole frames under a lock
  (simple-websocket 1.1.0 calls `send`, which may write a part of a frame to a stalled client);
- frames leave at once: with Nagle's algorithm an acknowledgement that follows a view waited 40 ms for the client's delayed ACK;
- nothing reaches `/socket.io` without a known Host and a matching Origin;
- a client that never reads is cut once its queue is full; `sync` makes that harmless.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import simple_websocket

from web.settings import MAX_MESSAGE

#: Packets waiting for one client before it is cut. A full catch-up is a handful; a drill makes about one a second.
MAX_QUEUED = 200

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _WholeSends:
    """A socket whose `send` always sends everything, one caller at a time."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._lock = threading.Lock()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Server(simple_websocket.Server):
    def handshake(self) -> None:
        self.sock = _WholeSends(self.sock)  # type: ignore[assignment]
        super().handshake()


def websocket_class(base: type[Any]) -> type[Any]:
    """Engine.IO's WebSocket adapter `base` (of the async mode in use) with our server and limits inside."""

    class Limited(base):  # type: ignore[misc]
        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            self.ws = _Server(environ, max_message_size=MAX_MESSAGE, **self.server_args)
            answer = self.app(self)
            if self.ws.mode == "gunicorn":
                raise StopIteration
            if self.ws.mode == "werkzeug":
                raise ConnectionError
            return answer

    return Limited


def harden(engine: Any) -> None:
    """Puts the limited WebSocket class into an Engine.IO server."""
    modes = engine._async  # noqa: SLF001 - Engine.IO has no public door for the class it uses
    modes = {**modes, "websocket": websocket_class(modes["websocket"])}
    engine._async = modes  # noqa: SLF001


def queued(engine: Any, engine_sid: str) -> int:
    """Packets waiting for a client."""
    client = engine.sockets.get(engine_sid)
    return 0 if client is None else int(client.queue.qsize())


class DoorKeeper:
    """WSGI middleware: an unknown Host is refused everywhere; under /socket.io the Origin must be this site's own."""

    def __init__(self, app: WsgiApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = str(environ.get("HTTP_HOST", ""))
        if not known_host(host, self._hosts):
            return _refuse(
                start_response, "421 Misdirected Request", "This server does not answer to that name. See --allow-host."
            )
        if str(environ.get("PATH_INFO", "")).startswith("/socket.io"):
            origin = urlsplit(str(environ.get("HTTP_ORIGIN", "")))
            if not origin.netloc or origin.netloc != host or origin.scheme not in ("http", "https"):
                return _refuse(start_response, "403 Forbidden", "This connection does not come from a page of this server.")
            if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
                return _refuse(start_response, "400 Bad Request", "Only WebSocket connections are accepted here.")
        return self._app(environ, start_response)


def known_host(host: str, hosts: frozenset[str]) -> bool:
    """Whether a Host header names this server, with or without its port."""
    if host in hosts:
        return True
    name = host if host.endswith("]") else host.rpartition(":")[0]
    return bool(name) and name in hosts


def _refuse(start_response: Callable[..., Any], status: str, says: str) -> Iterable[bytes]:
    body = says.encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
