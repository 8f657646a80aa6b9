"""Sockets: one namespace, two inbound messages, one dispatcher that catches everything and always acknowledges.

In python-socketio a handler's exception, a wrong argument count or an unknown name otherwise gives the client nothing at all.
WebSocket only; handlers run in the order in which a client sent (`async_handlers=False`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flask_socketio
import structlog
from flask import Flask, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pydantic import ValidationError

from simulator.record.seats import OBSERVER, Holder
from web.protocol import Cmd, Sync
from web.rooms import Closed, Room, Rooms
from web.seats import TICKET_LASTS, Signer, valid
from web.settings import MAX_MESSAGE
from web.store import Grant, NotSaved, Store, Unavailable
from web.transport import CUT, MAX_QUEUED, harden, later, queued

log = structlog.get_logger()

#: People click; machines flood. Per seat and per address.
_COMMANDS = parse("60 per 10 seconds")
_FROM_ADDRESS = parse("2000 per 10 seconds")
_SYNCS = parse("20 per 10 seconds")
_CONNECTS = parse("240 per minute")

#: Packets waiting for a browser above which it is not given everything once more.
_MAX_QUEUED_FOR_SYNC = 20

#: Seconds a connection has left to take in its last words.
_GRACE = 2

_NOT_OURS = {
    "status": "refused",
    "code": "unreadable",
    "says": "This message could not be read.",
    "try_instead": "Reload the page.",
}
_OUR_FAULT = {
    "status": "refused",
    "code": "our-fault",
    "says": "Something went wrong on our side. Nothing was recorded, and the drill goes on.",
    "try_instead": "Try again, or reload the page.",
}
_TOO_FAST = {
    "status": "refused",
    "code": "too-fast",
    "says": "That was very many messages at once.",
    "try_instead": "Wait a few seconds.",
}
_NO_SEAT = {
    "status": "refused",
    "code": "gone",
    "says": "This seat is no longer yours. Ask the game master for a new link.",
    "try_instead": "",
}
_GONE = {"says": _NO_SEAT["says"]}


@dataclass(frozen=True, slots=True)
class _Client:
    """A live connection: which grant it came with, for which drill and seat, from where, and how to cut it."""

    grant: str
    drill: str
    seat: str
    address: str
    cut: Callable[[], None]


class Sockets:
    """The Socket.IO server of the application, and the outlet rooms send through."""

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store, self._signer = store, signer
        self._clients: dict[str, _Client] = {}
        self._lock = threading.Lock()
        self._limits = FixedWindowRateLimiter(MemoryStorage())
        self.io: Any = None
        self.rooms: Rooms | None = None

    def attach(self, app: Flask, async_mode: str) -> None:
        """Makes the server and registers everything it answers to."""
        self.io = flask_socketio.SocketIO(
            app,
            async_mode=async_mode,
            async_handlers=False,
            transports=["websocket"],
            cors_allowed_origins=[],  # the door keeper has looked at Host and Origin already, and more strictly
            manage_session=False,
            max_http_buffer_size=MAX_MESSAGE,
            ping_interval=20,
            ping_timeout=20,
        )
        harden(self.io.server.eio)
        self.io.on_event("connect", self._connect)
        self.io.on_event("disconnect", self._disconnect)
        self.io.on_event("sync", self._answering(self._sync))
        self.io.on_event("cmd", self._answering(self._cmd))
        self.io.on_event("*", self._answering(self._unknown))

    # --- coming and going ------------------------------------------------------------------------

    def _connect(self, auth: Any = None) -> None:
        """Lets in who shows a ticket of a grant that stands. Nothing is sent from here: the first word is `sync`."""
        address = request.remote_addr or ""
        cut: Callable[[], None] = request.environ[CUT]
        try:
            if not self._limits.hit(_CONNECTS, "connect", address):
                raise flask_socketio.ConnectionRefusedError(_TOO_FAST["says"], {"code": "too-fast"})
            grant = self._ticket(auth)
            if grant is None:
                raise flask_socketio.ConnectionRefusedError(_GONE["says"], {"code": "gone"})
        except (flask_socketio.ConnectionRefusedError, Unavailable):
            later(_GRACE, cut)
            raise
        with self._lock:
            self._clients[request.sid] = _Client(grant.id, grant.drill, grant.seat, address, cut)  # type: ignore[attr-defined]

    def _ticket(self, auth: Any) -> Grant | None:
        ticket = auth.get("ticket") if isinstance(auth, dict) else None
        text = self._signer.read("ticket", ticket, TICKET_LASTS) if isinstance(ticket, str) else None
        if text is None:
            return None
        drill, _, grant_id = text.partition("|")
        return valid(self._store, grant_id, drill)

    def _disconnect(self, *_: Any) -> None:
        with self._lock:
            client = self._clients.pop(request.sid, None)  # type: ignore[attr-defined]
        if client is not None:
            later(_GRACE, client.cut)  # a browser that is gone may have left a send stuck

    def kick(self, grant: str) -> None:
        """Closes every connection that came with a grant; it has just been revoked."""
        with self._lock:
            gone = [(sid, client) for sid, client in self._clients.items() if client.grant == grant]
            for sid, _ in gone:
                del self._clients[sid]  # from here on nothing is sent to it
        for sid, client in gone:
            self._show_out(sid, client)

    def _show_out(self, sid: str, client: _Client) -> None:
        self.io.server.emit("gone", _GONE, to=sid)
        self.io.server.disconnect(sid)
        later(_GRACE, client.cut)

    def occupied(self) -> frozenset[tuple[str, str]]:
        """The seats, as drill and seat, that have a browser now."""
        with self._lock:
            return frozenset((client.drill, client.seat) for client in self._clients.values())

    def present(self, drill: str) -> dict[str, int]:
        """How many browsers are open at each seat."""
        counts: dict[str, int] = {}
        with self._lock:
            for client in self._clients.values():
                if client.drill == drill:
                    counts[client.seat] = counts.get(client.seat, 0) + 1
        return counts

    # --- inbound ---------------------------------------------------------------------------------

    def _answering(self, handle: Callable[[str, _Client, Any], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        """Wraps a handler so that whatever comes is answered."""

        def answer(*args: Any) -> dict[str, Any]:
            sid = str(request.sid)  # type: ignore[attr-defined]
            try:
                return self._answer(sid, handle, args)
            except ValidationError:
                return _NOT_OURS
            except Closed as error:
                return {"status": "refused", "code": "closed", "says": str(error), "try_instead": ""}
            except NotSaved as error:
                return {"status": "not-saved", "says": f"This could not be saved: {error}."}
            except Unavailable as error:
                return {"status": "not-saved", "says": f"The record cannot be read at the moment: {error}."}
            except Exception:
                log.exception("socket")
                return _OUR_FAULT

        return answer

    def _answer(self, sid: str, handle: Callable[[str, _Client, Any], dict[str, Any]], args: tuple[Any, ...]) -> dict[str, Any]:
        client = self._clients.get(sid)
        if client is None:
            return _NO_SEAT
        if queued(self.io.server.eio, self._engine_sid(sid)) > MAX_QUEUED:
            self._cut(sid, client)
            return _NO_SEAT
        if not self._limits.hit(_FROM_ADDRESS, "from", client.address):
            return _TOO_FAST
        if valid(self._store, client.grant, client.drill, client.seat) is None:
            self.kick(client.grant)
            return _NO_SEAT
        if len(args) != 1:
            return _NOT_OURS
        return handle(sid, client, args[0])

    def _cut(self, sid: str, client: _Client) -> None:
        """Lets go of a client that takes nothing any more; when it comes back, `sync` gives it everything."""
        log.warning("slow-client", drill=client.drill, seat=client.seat)
        with self._lock:
            self._clients.pop(sid, None)
        client.cut()

    def _engine_sid(self, sid: str) -> str:
        return str(self.io.server.manager.eio_sid_from_sid(sid, "/"))

    def _room(self, client: _Client) -> Room:
        assert self.rooms is not None
        room = self.rooms.open(client.drill)
        if room is None:
            raise Closed("This drill is no longer here.")
        return room

    def _sync(self, sid: str, client: _Client, data: Any) -> dict[str, Any]:
        waiting = queued(self.io.server.eio, self._engine_sid(sid))
        if waiting > _MAX_QUEUED_FOR_SYNC or not self._limits.hit(_SYNCS, "sync", sid):
            return _TOO_FAST
        wanted = Sync.model_validate(data)
        room = self._room(client)
        with room.lock:
            self._sit_down(sid, client, room)
            answer = room.sync(client.seat, wanted)
            # joined under the room's lock: between this answer and the next message nothing can be missed
            self.io.server.enter_room(sid, _key(client.drill, client.seat))
        return answer

    def _sit_down(self, sid: str, client: _Client, room: Room) -> None:
        """With its first word a browser takes its seat for the person of its grant, unless another one holds it open."""
        with self._lock:
            alone = all(other.grant == client.grant or other.seat != client.seat or other.drill != client.drill
                        for other in self._clients.values())  # fmt: skip
        grant = self._store.grant(client.grant)
        if grant is not None:
            sit_down(room, client.seat, grant.name, over=alone)

    def _cmd(self, _sid: str, client: _Client, data: Any) -> dict[str, Any]:
        if not self._limits.hit(_COMMANDS, "cmd", client.grant):
            return _TOO_FAST
        return self._room(client).command(client.seat, Cmd.model_validate(data))

    def _unknown(self, _sid: str, _client: _Client, _data: Any) -> dict[str, Any]:
        return _NOT_OURS

    # --- outbound --------------------------------------------------------------------------------

    def send(self, drill: str, seat: str, message: str, data: dict[str, Any]) -> None:
        """One message to everybody at a seat; who has stopped reading is cut."""
        key = _key(drill, seat)
        engine, manager = self.io.server.eio, self.io.server.manager
        for sid, engine_sid in list(manager.get_participants("/", key)):
            client = self._clients.get(sid)
            if client is None:
                self.io.server.leave_room(sid, key)
            elif queued(engine, engine_sid) > MAX_QUEUED:
                self.io.server.leave_room(sid, key)
                self._cut(sid, client)
        self.io.server.emit(message, data, room=key)


def sit_down(room: Room, seat: str, name: str, *, over: bool = True) -> None:
    """A person takes a seat, `over` one who sits there already; observers share one and are not on the board."""
    if seat != OBSERVER and (over or not room.drill.board.human(seat)):
        room.seat_person(seat, Holder.HUMAN, name)


def _key(drill: str, seat: str) -> str:
    return f"{drill}:{seat}"
