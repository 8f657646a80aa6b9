"""Presence: a commander whose connection is gone loses no time by it (SCORING 4.5, E15).

After five seconds without a browser at their seat the clock stands, for a reason of its own; it goes on when they are back, or when the
game master resumes without them. Not the pacer, which knows what time it is, and not the seat, which stays theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from simulator.record.commands import PauseDrill, ResumeDrill
from simulator.record.seats import IC
from web.rooms import Room

#: Wall seconds a commander may be without a browser before the clock stands. A reload takes less.
GONE_FOR = 5.0
#: Wall seconds between looks at who is connected.
_LOOKS_EVERY = 0.5

CONNECTION = "connection"


class Presence:
    """Watches the commander's seat of every room. `occupied` names the seats, as drill and seat, that have a browser now."""

    def __init__(self, occupied: Callable[[], frozenset[tuple[str, str]]]) -> None:
        self._occupied = occupied
        self._seen: frozenset[tuple[str, str]] = frozenset()
        self._looked = -math.inf
        self._gone: dict[str, float] = {}  # drill -> since when its commander has had no browser
        self._stopped: set[str] = set()  # drills whose clock has been stopped for that already, and not again

    def look(self, room: Room, now: float) -> None:
        """Stops the clock of a room, or lets it go on. `now` is wall time; the room's lock is held."""
        if now - self._looked >= _LOOKS_EVERY:
            self._seen, self._looked = self._occupied(), now
        key, board = room.record.id, room.drill.board
        if (key, IC) in self._seen:
            self._gone.pop(key, None)
            self._stopped.discard(key)
            if board.clock.state == "paused" and board.clock.pause == CONNECTION:
                room.by_itself(ResumeDrill())
        elif board.clock.moving and board.human(IC) and key not in self._stopped:
            if now - self._gone.setdefault(key, now) >= GONE_FOR:
                self._stopped.add(key)
                room.by_itself(PauseDrill(CONNECTION))
        elif not board.clock.moving:
            self._gone.pop(key, None)
