"""Rule 5: WebSocket only; messages are limited before they are in memory, never deflated, and sent whole."""

from __future__ import annotations

import os
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
import simple_websocket
from live_server import PATIENCE, Drill, Server, Wire
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection

from web.settings import MAX_MESSAGE
from web.transport import _Server, _WholeSends

MIB = 1024 * 1024


@contextmanager
def _raw(base: str, *headers: str) -> Iterator[tuple[socket.socket, str]]:
    """A WebSocket opened by hand, and the head of the answer."""
    host = base.removeprefix("http://")
    name, port = host.split(":")
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {host}", f"Origin: {base}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", *headers,
    ]  # fmt: skip
    with socket.create_connection((name, int(port)), timeout=PATIENCE) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            more = line.recv(1)
            if not more:
                break
            head += more
        yield line, head.decode()


def _frame(payload: bytes, *, first: int = 0x81) -> bytes:
    """A masked client frame."""
    mask, size = os.urandom(4), len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size) if size < 65536 else b"\xff" + struct.pack("!Q", size)  # fmt: skip
    return bytes([first]) + length + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))


def _pair() -> tuple[socket.socket, socket.socket]:
    """Both ends of a TCP connection that takes little at a time."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        theirs = socket.create_connection(door.getsockname(), timeout=PATIENCE)
        ours, _ = door.accept()
    return ours, theirs


def _until_closed(line: socket.socket) -> bytes:
    got = b""
    try:
        while more := line.recv(65536):
            got += more
    except ConnectionError:
        pass
    return got


def test_polling_is_refused(server: Server) -> None:
    """The polling transport, whose session id is a bearer secret, is not there; no session is made."""
    for method in ("get", "post"):
        url = f"{server.base}/socket.io/?EIO=4&transport=polling"
        answer = requests.request(method, url, headers={"Origin": server.base}, timeout=PATIENCE)
        assert answer.status_code == 400
        assert "sid" not in answer.text


def test_deflate_is_never_agreed_to(server: Server) -> None:
    """A browser offers permessage-deflate; the answer does not take it up."""
    with _raw(server.base, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits") as (_, head):
        assert head.startswith("HTTP/1.1 101")
        assert "extensions" not in head.lower()


def test_a_deflated_bomb_is_not_inflated(server: Server) -> None:
    """A frame marked as compressed is a protocol error: closed, with memory as before."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bomb.compress(b"4" * (90 * MIB)) + bomb.flush(zlib.Z_SYNC_FLUSH)
    before = server.memory()
    with _raw(server.base, "Sec-WebSocket-Extensions: permessage-deflate") as (line, _):
        line.sendall(_frame(packed[: MAX_MESSAGE - 100], first=0xC1))
        assert b"\x88" in _until_closed(line)
    assert server.memory() - before < 16 * MIB


def test_the_close_frame_is_sent_before_the_connection_counts_as_over() -> None:
    """However long sending takes, whoever waits for a message learns of the end only when the client has been told why."""
    ours, theirs = _pair()
    order: list[str] = []
    server = _Server({
        "werkzeug.socket": ours, "HTTP_HOST": "a", "HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade",
        "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==", "HTTP_SEC_WEBSOCKET_VERSION": "13",
    })  # fmt: skip
    sends, at_it, go_on = server.whole.send, threading.Event(), threading.Event()

    def slowly(data: bytes) -> int:
        at_it.set()
        go_on.wait(PATIENCE)
        order.append("told")
        return sends(data)

    server.whole.send = slowly  # type: ignore[method-assign]
    theirs.sendall(_frame(b"never agreed to", first=0xC1))
    assert at_it.wait(PATIENCE)
    letting_go = threading.Timer(0.1, go_on.set)
    letting_go.start()
    with pytest.raises(simple_websocket.ConnectionClosed):
        server.receive()
    order.append("over")
    letting_go.join()
    assert order == ["told", "over"]
    assert b"\x88" in _until_closed(theirs)
    theirs.close()


def test_a_message_beyond_the_limit_is_cut_before_it_is_in_memory(server: Server) -> None:
    """Sixty megabytes in one frame, or in a thousand fragments: the line is closed early and memory stays."""
    before = server.memory()
    with _raw(server.base) as (line, _):
        line.sendall(b"\x81\xff" + struct.pack("!Q", 60 * MIB) + b"\0\0\0\0")
        with pytest.raises(OSError):
            for _ in range(60):
                line.sendall(b"4" * MIB)
    with _raw(server.base) as (line, _):
        line.sendall(_frame(b"4", first=0x01))
        with pytest.raises(OSError):
            for _ in range(5000):
                line.sendall(_frame(b"x" * 1000, first=0x00))
    assert server.memory() - before < 16 * MIB


def test_messages_that_wait_are_not_all_read_into_memory(own_server: Server) -> None:
    """A client that sends faster than it is handled is slowed down by TCP, and answered in the end."""
    drill = Drill(own_server.host(), "solo")
    wire = drill.host.sit(drill.path("ic"))
    before = own_server.memory()
    frame = _frame(b'42["nobody-listens","' + b"x" * 60_000 + b'"]')

    def flood() -> None:
        for _ in range(1500):
            wire.socket.sock.sendall(frame)

    sender = threading.Thread(target=flood)
    sender.start()
    sender.join()
    wire.settle()
    assert own_server.memory() - before < 24 * MIB


def test_a_broken_handshake_is_refused_quietly(server: Server) -> None:
    """Without a key, with one that is none, or with a version of the future: 400 in words, and nothing in the log."""
    host = server.base.removeprefix("http://")
    for lines in (("Upgrade: websocket", "Connection: Upgrade"), ("Upgrade: websocket",), ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 99")):  # fmt: skip
        name, port = host.split(":")
        with socket.create_connection((name, int(port)), timeout=PATIENCE) as line:
            head = ("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {host}", f"Origin: {server.base}", *lines)
            line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
            assert b" 400 " in _until_closed(line).split(b"\r\n")[0]
    assert "Traceback" not in server.log()


def test_a_socket_that_never_joins_is_closed(table_with_short_patience: str) -> None:
    """Open without a ticket shown, a line is closed by the server and holds nothing any more."""
    wire = Wire(table_with_short_patience, join=False)
    assert wire.read() == ""


@pytest.fixture
def table_with_short_patience(table: object, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("web.transport.JOIN_WITHIN", 0.2)
    return str(table.base)  # type: ignore[attr-defined]


def test_sends_are_whole_and_one_at_a_time() -> None:
    """Many senders through a line that takes little at a time: every frame arrives in one piece."""
    ours, theirs = _pair()
    whole, got = _WholeSends(ours), bytearray()

    def read() -> None:
        while more := theirs.recv(1000):
            got.extend(more)

    reader = threading.Thread(target=read)
    reader.start()
    senders = [threading.Thread(target=lambda n=n: [whole.send(bytes([n]) * 50_000) for _ in range(5)]) for n in range(1, 9)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    whole.cut()
    reader.join()
    pieces = [got[i : i + 50_000] for i in range(0, len(got), 50_000)]
    assert len(pieces) == 40
    assert all(len(set(piece)) == 1 for piece in pieces)


def test_a_stuck_send_is_freed_by_a_cut() -> None:
    """A line nobody reads holds its sender; cutting it lets the sender go with an error."""
    ours, theirs = _pair()
    whole = _WholeSends(ours)
    failed = threading.Event()

    def send() -> None:
        try:
            whole.send(b"x" * (64 * MIB))
        except OSError:
            failed.set()

    sender = threading.Thread(target=send)
    sender.start()
    theirs.recv(1)
    whole.cut()
    sender.join(PATIENCE)
    assert failed.is_set()
    theirs.close()


def test_a_goodbye_that_was_said_already_is_not_said_again() -> None:
    """The reader has closed over a broken frame; the writer, who closes after it, is told nothing and leaves no trace in the log."""
    server = _Server.__new__(_Server)
    server.ws, server.connected = Connection(ConnectionType.SERVER), True
    server.ws.send(CloseConnection(1009))
    server.close()
    assert not server.connected
