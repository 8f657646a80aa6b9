"""Making a drill: its record with a seed and a code, the grant of the seat it is made for, and whoever made it sitting down."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Literal

from simulator import ENGINE
from simulator.record.seats import GM, IC
from web.seats import CODE_LASTS, new_code, new_id
from web.sockets import sit_down
from web.store import DrillRecord, Grant

if TYPE_CHECKING:
    from web.app import Parts
    from web.library import Entry

#: `solo` seats the commander and leaves the game master to the autopilot; `host` seats the game master.
Mode = Literal["solo", "host"]

#: What those are called who did not say their name.
SOMEBODY = {GM: "Game master", IC: "Commander"}


def seat_of(mode: str) -> str:
    """The seat a drill is made for."""
    return GM if mode == "host" else IC


def new_drill(parts: Parts, entry: Entry, mode: Mode, name: str = "") -> Grant:
    """Makes and opens a drill; the answer is the grant of its maker. Raises `NotSaved`."""
    record = DrillRecord(
        new_id(), entry.file, entry.scenario.text, entry.scenario.public.alias, mode, secrets.randbelow(2**31), ENGINE,
        int(time.time()), new_code() if mode == "host" else f"-{new_id()}",
        int(time.time()) + CODE_LASTS, "",
    )  # fmt: skip
    parts.store.add_drill(record)
    seat = seat_of(mode)
    grant = Grant(new_id(), record.id, seat, name or SOMEBODY[seat], False)
    parts.store.add_grant(grant)
    room = parts.rooms.open(record.id)
    assert room is not None
    sit_down(room, seat, grant.name)
    return grant
