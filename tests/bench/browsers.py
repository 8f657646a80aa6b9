"""Browsers as far as a server feels them: WebSocket clients that speak Socket.IO, light enough for hundreds in one process.

They read every frame, answer pings, and hand each message with its arrival to whoever listens. They draw nothing.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Callable
from time import perf_counter
from typing import Any

#: Of one Engine.IO packet and the Socket.IO packet in it: `42[...]` is a message, `43<id>[...]` an answer.
_OPEN, _PING, _CONNECTED, _REFUSED = "0", "2", "40", "44"
_MESSAGE, _ANSWER = "42", "43"

#: A server counts connections per address; browsers come from many.
_PER_ADDRESS = 60


class Browser(asyncio.Protocol):
    """One connection. `heard` is called with (browser, text of the packet, wall instant) for each message."""

    def __init__(self, port: int, auth: dict[str, str]) -> None:
        self.heard: Callable[[Browser, str, float], None] = lambda _browser, _text, _at: None
        self.bytes = 0
        self._port, self._auth = port, auth
        self._buffer = bytearray()
        self._upgraded = False
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._transport: Any = None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    # --- outward ---------------------------------------------------------------------------------

    def ask(self, name: str, data: Any) -> asyncio.Future[Any]:
        """Sends a message that wants an answer."""
        self._asked += 1
        answer = self._answers[self._asked] = asyncio.get_running_loop().create_future()
        self._send(f"42{self._asked}{json.dumps([name, data], separators=(',', ':'))}")
        return answer

    def command(self, name: str, **args: Any) -> asyncio.Future[Any]:
        return self.ask("cmd", {"id": os.urandom(9).hex(), "name": name, "args": args, "seen": 0})

    def sync(self) -> asyncio.Future[Any]:
        return self.ask("sync", {"epoch": "", "view": 0, "feed": 0, "samples": 0})

    def close(self) -> None:
        self._transport.close()

    def _send(self, text: str) -> None:
        self._transport.write(_masked(text.encode()))

    # --- inward ----------------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        host = f"127.0.0.1:{self._port}"
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Upgrade: websocket",
            "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
        )  # fmt: skip
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self._buffer.startswith(b"HTTP/1.1 101"):
                self._fail(bytes(self._buffer[:200]).decode("latin-1"))
                return
            self._upgraded = True
            del self._buffer[: end + 4]
        at = perf_counter()
        for opcode, payload in _frames(self._buffer):
            if opcode == 1:
                self.bytes += len(payload)
                self._take(payload.decode(), at)

    def connection_lost(self, error: Exception | None) -> None:
        self._fail("the server closed the connection")
        for answer in self._answers.values():
            if not answer.done():
                answer.cancel()

    def _fail(self, says: str) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(says))

    def _take(self, text: str, at: float) -> None:
        kind = text[:2]
        if kind == _MESSAGE:
            self.heard(self, text, at)
        elif kind == _ANSWER:
            start = text.index("[")
            self._answers.pop(int(text[2:start])).set_result(json.loads(text[start:])[0])
        elif text == _PING:
            self._send("3")
        elif kind == _CONNECTED:
            self.ready.set_result(None)
        elif kind == _REFUSED:
            self._fail(text)
        elif kind[:1] == _OPEN:
            self._send(f"40{json.dumps(self._auth)}")


async def open_browsers(port: int, auths: list[dict[str, str]]) -> list[Browser]:
    """Opens a browser for each, a few at a time, until all are connected."""
    loop, browsers = asyncio.get_running_loop(), []
    for start in range(0, len(auths), 20):
        some = []
        for i, auth in enumerate(auths[start : start + 20], start):
            source = (f"127.0.1.{1 + i // _PER_ADDRESS}", 0)
            _, browser = await loop.create_connection(lambda a=auth: Browser(port, a), "127.0.0.1", port, local_addr=source)
            some.append(browser)
        await asyncio.wait_for(asyncio.gather(*(browser.ready for browser in some)), 60)
        browsers += some
    return browsers


def _masked(payload: bytes) -> bytes:
    """A text frame from a client, with the mask of zeros."""
    size = len(payload)
    code, wide = (size, 0) if size < 126 else (126, 2) if size < 65536 else (127, 8)
    head = bytes((0x81, 0x80 | code)) + (size.to_bytes(wide, "big") if wide else b"")
    return head + b"\0\0\0\0" + payload


def _frames(buffer: bytearray) -> list[tuple[int, bytes]]:
    """Takes all whole frames off the front of a buffer."""
    frames, at = [], 0
    while len(buffer) - at >= 2:
        size, start = buffer[at + 1] & 0x7F, at + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            if len(buffer) < start + wide:
                break
            size = int.from_bytes(buffer[start : start + wide], "big")
            start += wide
        if len(buffer) < start + size:
            break
        frames.append((buffer[at] & 0x0F, bytes(buffer[start : start + size])))
        at = start + size
    del buffer[:at]
    return frames
