"""A second try: a new drill that takes over another's journal up to a decision and stands paused before it. Practice, never a result.

The same scenario text, the same seed and the same rows, so the same luck: only what is done from here on differs. Offered once the first
drill has been revealed. Its counterparts are `new_drill`, which begins from nothing, and the store, which copies the rows.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import ENGINE
from simulator.drill.drill import Divergence, Drill
from simulator.record.commands import Command, PauseDrill, SeatPerson
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, GM, IC, Holder, SeatKind, kind_of
from web.new_drill import SOMEBODY
from web.rooms import Room
from web.seats import CODE_LASTS, new_code, new_id
from web.store import DrillRecord, Grant

if TYPE_CHECKING:
    from web.app import Parts

_TOO_OLD = Refusal(
    "other-engine", "This drill was recorded by an earlier version, which counted differently, so it cannot be played on from here.",
    "Begin the scenario anew from the lobby.",
)  # fmt: skip
_NO_ROW = Refusal("no-such-row", "There is no such decision in this drill.", "Choose one from the list of decisions.")


@dataclass(frozen=True, slots=True)
class SecondTry:
    """A fork that was made: the seat of whoever asked for it, and the commander's, which is the same where they sit there."""

    mine: Grant
    commander: Grant


def fork(parts: Parts, room: Room, seat: str, n: int, name: str) -> SecondTry | Refusal:
    """A second try from before row `n`, for whoever sits at `seat` (the game master's or the commander's). Raises `NotSaved`."""
    first = room.drill
    over = next((row.n for row in first.rows if type(row.command).__name__ == "EndDrill"), len(first.rows) + 1)
    if not 2 <= n < over:
        return _NO_ROW
    if room.record.engine != ENGINE:
        return _TOO_OLD
    try:
        drill = _until(room, n)
    except Divergence:
        return _TOO_OLD
    rows = [_append(drill, command) for command in _standing(drill, seat)]
    now = int(time.time())
    record = DrillRecord(
        new_id(), room.record.scenario_file, room.record.scenario_text, room.record.alias, "host" if seat == GM else "solo",
        room.record.seed, ENGINE, now, new_code() if seat == GM else f"-{new_id()}", now + CODE_LASTS, "",
    )  # fmt: skip
    seated = first.board.seats.get(IC)
    commander = Grant(new_id(), record.id, IC, (seated.name if seated is not None else "") or SOMEBODY[IC], False)
    mine = commander if seat == IC else Grant(new_id(), record.id, GM, name or SOMEBODY[GM], False)
    parts.store.add_fork(record, room.record.id, n - 1, rows, dict.fromkeys((mine, commander)))
    return SecondTry(mine, commander)


def _until(room: Room, n: int) -> Drill:
    """The drill as it stood at the second of row `n`, before that row."""
    first = room.drill
    at = first.rows[n - 1].at
    drill = Drill.replay(first.scenario, first.seed, first.rows[: n - 1])
    while drill.now < at and drill.board.clock.moving:
        drill.advance(at)
    return drill


def _standing(drill: Drill, seat: str) -> list[Command]:
    """What makes it stand there: a pause, and seats that nobody of this try sits in given back to the simulation."""
    board = drill.board
    people = drill.scenario.public.people
    stand: list[Command] = [PauseDrill("practice")] if board.clock.moving else []
    for id_, held in board.seats.items():
        if held.holder is not Holder.HUMAN:
            continue
        if kind_of(id_) is SeatKind.RESPONDER:
            stand.append(SeatPerson(id_, Holder.SIMULATED.value, people[id_].name or id_.capitalize()))
        elif id_ == GM and seat != GM:
            stand.append(SeatPerson(id_, Holder.EMPTY.value, ""))
    return stand


def _append(drill: Drill, command: Command) -> Row:
    row = drill.row(command, EDGE, f"edge-{secrets.token_hex(8)}")
    drill.apply(row)
    return row
