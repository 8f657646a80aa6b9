"""The pacer: the one loop that turns wall time into drill time. Nothing below it knows what time it is.

It asks which rooms are due and moves them on, and brings a room up to the second when somebody gives a command in it. Every five seconds of wall time a running clock's instant is recorded.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from web.presence import Presence
from web.rooms import Room, Rooms

#: How often the loop looks, in wall seconds.
BEAT = 0.05

#: Wall seconds between recorded instants of a running clock.
RECORD_EVERY = 5.0

#: Wall seconds between tries of a disk that said no.
MEND_EVERY = 5.0

#: Drill seconds a skip covers per wall second: fast, and slow enough to see what waiting costs.
SKIP_RATE = 60.0

#: And a jump over hours: a night passes in some seconds, and other rooms still come in between.
JUMP_RATE = 7200.0

log = structlog.get_logger()


@dataclass(slots=True)
class _Anchor:
    """From here the clock runs: a wall instant, the drill second then, and the rate since."""

    wall: float
    at: float
    rate: float
    recorded: float


class Pacer:
    """Moves all rooms. `sleep` and `clock` are the server's; a test passes its own."""

    def __init__(
        self,
        rooms: Rooms,
        presence: Presence,
        sleep: Callable[[float], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rooms, self._presence, self._sleep, self._clock = rooms, presence, sleep, clock
        self._anchors: dict[str, _Anchor] = {}
        self._tried: dict[str, float] = {}
        self._stopped = False

    def run(self) -> None:
        """The loop; ends after `stop`."""
        while not self._stopped:
            for room in self._rooms.live():
                try:
                    self.beat(room)
                except Exception:
                    # A bug in one drill must not stop the clocks of the others: its own clock stands, and it is told.
                    log.exception("pacer", drill=room.record.id)
                    self._anchors.pop(room.record.id, None)
                    room.lose()
                self._sleep(0)  # whoever waits to be heard or told comes between two rooms, not after all of them
            self._sleep(BEAT)

    def stop(self) -> None:
        self._stopped = True

    def beat(self, room: Room) -> None:
        """One look at one room."""
        with room.lock:
            self._presence.look(room, self._clock())
            if room.stands:
                self._anchors.pop(room.record.id, None)
                self._mend(room)
            else:
                self._move(room)

    def bring_up(self, room: Room) -> None:
        """Moves a room to the second it is, so that a command is stamped with it and not with when the room last woke."""
        if not room.stands:
            self._move(room, at_once=True)

    def _mend(self, room: Room) -> None:
        key, now = room.record.id, self._clock()
        if not room.banner:
            self._tried.pop(key, None)
        elif now - self._tried.setdefault(key, now) >= MEND_EVERY:
            self._tried[key] = now
            room.mend()

    def _move(self, room: Room, *, at_once: bool = False) -> None:
        key, now, drill = room.record.id, self._clock(), room.drill
        skip = JUMP_RATE if drill.board.jumping else SKIP_RATE
        rate = skip if drill.state == "skipping" else drill.rate
        anchor = self._anchors.get(key)
        if anchor is None or anchor.rate != rate:
            recorded = anchor.recorded if anchor is not None else now
            anchor = self._anchors[key] = _Anchor(now, float(drill.now), rate, recorded)
        due = int(anchor.at + (now - anchor.wall) * rate)
        wake = drill.next_wake()
        if wake is not None and due >= (drill.now + 1 if at_once else wake):
            room.advance(due)
            if drill.now < due:  # a skip stopped early, or the drill ended: begin anew from where it stands
                self._anchors.pop(key, None)
        if now - anchor.recorded >= RECORD_EVERY:
            anchor.recorded = now
            if not room.stands:
                room.record_instant()
