"""A peer, run as a script: what Flask-SocketIO does when nothing but its own documentation is followed, with our ping settings.

A browser joins a room; `inject` emits what it was handed to a room and answers; `play` emits the messages that
were loaded before, each to its room at its instant. It knows no drill, keeps nothing and refuses nobody. Its counterpart is `fanning_out`.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

from time import monotonic  # noqa: E402 - nothing may be imported before it is patched
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

app = Flask(__name__)
io = SocketIO(
    app, async_mode="gevent", async_handlers=False, transports=["websocket"], ping_interval=20, ping_timeout=20,
    max_http_buffer_size=64_000_000,
)  # fmt: skip


#: What is played next.
kept: list[list[Any]] = []


@io.on("join")
def join(room: str) -> str:
    join_room(room)
    return "joined"


@io.on("inject")
def inject(data: dict[str, Any]) -> dict[str, str]:
    emit(data["message"], data["data"], room=data["room"])
    return {"status": "accepted"}


@io.on("load")
def load(messages: list[list[Any]]) -> str:
    """Takes [instant, room, name, data], in the order of their instants."""
    kept[:] = messages
    return "loaded"


@io.on("play")
def play(_: None) -> str:
    gevent.spawn(_play)
    return "playing"


def _play() -> None:
    began = monotonic()
    for at, room, name, data in kept:
        if (wait := began + at - monotonic()) > 0:
            gevent.sleep(wait)
        io.emit(name, data, room=room)


server = WSGIServer(("127.0.0.1", 0), app, log=None, error_log=None)
server.start()
print(server.server_port, flush=True)
server.serve_forever()
