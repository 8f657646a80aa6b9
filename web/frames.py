"""Frames: which Engine.IO frames a browser of ours may send. An allow-list in front of the libraries.

Not the protocol (that is `protocol`, which reads what is inside a message). Behind this gate python-engineio and
python-socketio see only text they can take apart: no binary packets, no other namespace, no second CONNECT on one connection (its
first id would never be let go), no acknowledgement nobody asked for, no event named like a handler of theirs.
"""

from __future__ import annotations

import re

from engineio import json  # theirs, which refuses more than Python's: what passes here is read there

#: CLOSE and PONG as they are; CONNECT, DISCONNECT and EVENT of the one namespace.
_PLAIN = frozenset({"1", "3", "41"})
_EVENT = re.compile(r"42(\d{0,9})(\[.*)", re.DOTALL | re.ASCII)

#: What stands in for an event that cannot be taken apart; nobody listens to it, so it is answered as unreadable.
UNREADABLE = '["unreadable"]'

#: Names that python-socketio calls as its own handlers; `*` is how ours for all other names is registered.
_RESERVED = frozenset({"connect", "disconnect", "*"})


class Gate:
    """The gate of one connection."""

    def __init__(self) -> None:
        self.joined = False

    def passes(self, frame: str | bytes) -> str | None:
        """The frame as it may be handed on; None when the connection is to end."""
        if not isinstance(frame, str):
            return None
        if frame in _PLAIN:
            return frame
        if frame.startswith("40"):
            if self.joined or not (frame == "40" or isinstance(_taken_apart(frame[2:]), dict)):
                return None
            self.joined = True
            return frame
        event = _EVENT.fullmatch(frame)
        if event is None:
            return None
        said = _taken_apart(event[2])
        fits = isinstance(said, list) and bool(said) and isinstance(said[0], str) and said[0] not in _RESERVED
        return frame if fits else f"42{event[1]}{UNREADABLE}"


def _taken_apart(text: str) -> object:
    """What JSON says; None when it is not JSON, or too deep or too large in a number to be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
