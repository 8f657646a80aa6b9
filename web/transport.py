"""Transport: what the released libraries do not do by themselves, in one place with a test each.

- the WebSocket class gets a message limit, loses the permessage-deflate offer, and sends whole frames under a lock
  (simple-websocket 1.1.0 calls `send`, which may write a part of a frame to a stalled client);
- frames leave at once: with Nagle's algorithm an acknowledgement that follows a view waited 40 ms for the client's delayed ACK;
- it reads no further while enough messages wait to be handled, and hands on only frames a browser of ours may send
  (`frames`): the libraries behind it let some others break or deafen a connection;
- the close frame is on its way before the socket is closed;
- a connection can be cut at once, also while a send is stuck in it, and is when nobody joined through it;
- nothing reaches `/socket.io` without a known Host and a matching Origin.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import simple_websocket
import structlog
from wsproto.utilities import LocalProtocolError

from web.frames import Gate
from web.settings import MAX_MESSAGE

#: Packets waiting for one client before it is cut. A full catch-up is a handful; a drill makes about one a second.
MAX_QUEUED = 200

#: Bytes the system holds for a client that does not take them, so that one who never reads is noticed soon.
MAX_UNTAKEN = 256 * 1024

#: Messages read from one client and not yet handled; above it, reading waits and TCP slows the sender down.
MAX_UNREAD = 64

#: Where a connection's environment keeps the way to cut it.
CUT = "wheel.cut"

#: Seconds until a connection that did not join is cut, and for which what was sent may stay unread by a browser that is gone.
JOIN_WITHIN = 10
GONE_AFTER = 45

log = structlog.get_logger()

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _WholeSends:
    """A socket whose `send` always sends everything, one caller at a time."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._lock = threading.Lock()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small frames in a row otherwise wait 40 ms for each other
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MAX_UNTAKEN)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; elsewhere a dead line takes the system's own time to be noticed
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER * 1000)

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def cut(self) -> None:
        """Ends the connection now; a `send` that is stuck in it fails at once."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Server(simple_websocket.Server):
    def __init__(self, environ: dict[str, Any], **kwargs: Any) -> None:
        self._handled = (kwargs.get("event_class") or threading.Event)()
        self.was_cut = False
        self._answering = threading.Lock()  # held while what was read is worked on and answered
        super().__init__(environ, **kwargs)

    def handshake(self) -> None:
        self.whole = _WholeSends(self.sock)
        self.sock = self.whole  # type: ignore[assignment]
        super().handshake()

    def _handle_events(self) -> bool:
        with self._answering:
            going = bool(super()._handle_events())  # type: ignore[misc]
        if not going:  # said before waking the reader, who otherwise may look too early and then waits for ever
            self.connected = False
            self.event.set()
        while going and self.connected and len(self.input_buffer) > MAX_UNREAD:
            self._handled.wait(1)
            self._handled.clear()
        return going

    def close(self, reason: Any = None, message: str | None = None) -> None:
        """Says goodbye, unless that has been said already: the reader answers a broken frame with a close of its own."""
        try:
            super().close(reason, message)
        except LocalProtocolError:
            self.connected = False

    def cut(self) -> None:
        """Ends the connection now; what has been read and not yet handled is dropped."""
        self.was_cut = True
        self.whole.cut()

    def receive(self, timeout: float | None = None) -> Any:
        try:
            message = super().receive(timeout)
        except simple_websocket.ConnectionClosed:
            # It is marked as closed before the close frame is sent, and who called us will close the socket.
            with self._answering:
                raise
        self._handled.set()
        return message


def websocket_class(base: type[Any]) -> type[Any]:
    """Engine.IO's WebSocket adapter `base` (of the async mode in use) with our server and limits inside."""

    class Limited(base):  # type: ignore[misc]
        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            self.ws = _Server(environ, max_message_size=MAX_MESSAGE, **self.server_args)
            self._gate = Gate()
            environ[CUT] = self.ws.cut
            later(JOIN_WITHIN, self._cut_unless_joined)
            answer = self.app(self)
            if self.ws.mode == "gunicorn":
                raise StopIteration
            if self.ws.mode == "werkzeug":
                raise ConnectionError
            return answer

        def _cut_unless_joined(self) -> None:
            if not self._gate.joined:
                self.ws.cut()

        def wait(self) -> str | None:
            """The next frame that may be handed on; None ends the connection."""
            message = super().wait()
            return None if message is None or self.ws.was_cut else self._gate.passes(message)

    return Limited


def later(seconds: float, call: Callable[[], None]) -> None:
    """Calls after so many seconds, in a thread (or greenlet) of its own that keeps nobody from leaving."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


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
            if not _is_handshake(environ):
                return _refuse(start_response, "400 Bad Request", "Only WebSocket connections are accepted here.")
            return self._upgraded(environ, start_response)
        return self._app(environ, start_response)

    def _upgraded(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Once upgraded there is no HTTP to answer a fault of ours with: it is logged, and the connection ends."""
        try:
            return self._app(environ, start_response)
        except ConnectionError:
            raise
        except Exception:
            log.exception("transport")
            raise ConnectionResetError(errno.ECONNRESET, "ended") from None


def _is_handshake(environ: dict[str, Any]) -> bool:
    """Whether a request opens a WebSocket as RFC 6455 says; what does not makes the libraries behind raise."""
    try:
        key = base64.b64decode(str(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")), validate=True)
    except ValueError:
        return False
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        and "upgrade" in [word.strip().lower() for word in str(environ.get("HTTP_CONNECTION", "")).split(",")]
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and len(key) == 16
    )


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
