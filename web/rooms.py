"""Rooms: one live drill each, with its lock and its listeners. Here the order of work is kept.

Every command: parse, authorise, decide, **append and flush to disk**, apply, acknowledge, fan out. Memory never runs ahead of the disk.
When the journal cannot be written nothing is acknowledged, the clock stands, and everybody is told. As soon as it can be written again,
what is written first is a pause.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from simulator import ENGINE
from simulator.drill.decide import decide, may
from simulator.drill.drill import Divergence, Drill
from simulator.record.codec import Unreadable, command_from
from simulator.record.commands import Command, PauseDrill, RecordInstant, SeatPerson
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, Holder
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from web.projection import SeatStream
from web.protocol import Cmd, Sync
from web.store import DrillRecord, NotOwner, NotSaved, Store

_NOT_SAVED = (
    "This could not be written to disk, so it did not happen. The clock stands. "
    "Whoever runs the server can free space or mend the disk; then resume."
)
_STANDS = (
    "Nothing can be written to disk at the moment, so the clock stands and nothing is lost. "
    "Whoever runs the server can free space or mend the disk; the drill can be resumed then."
)
_TAKEN_OVER = "Another server has taken this drill over. Reload the page to go on."
_OUR_FAULT = "Something in this drill went wrong on our side. Its record is safe; the clock stands. Reload the page to go on."
_LOOKED_AT = "These data were written by a newer version. This drill can be looked at, not changed."

_ACCEPTED: dict[str, Any] = {"status": "accepted"}

#: Answers kept per room, so that a command asked again is answered the same; what is on disk is found there for ever.
_ANSWERS_KEPT = 1000

log = structlog.get_logger()


class Outlet(Protocol):
    """Where a room sends: the sockets of everybody at a seat. Implemented by `sockets`."""

    def send(self, drill: str, seat: str, message: str, data: dict[str, Any]) -> None: ...


class Closed(Exception):
    """The drill cannot be opened; says why in the user's words."""


@dataclass(slots=True)
class Room:
    """One live drill. Every method takes the lock; none of them blocks on the network."""

    record: DrillRecord
    drill: Drill
    store: Store
    outlet: Outlet
    owner: int
    epoch: str
    lock: threading.RLock = field(default_factory=threading.RLock)
    streams: dict[str, SeatStream] = field(default_factory=dict)
    banner: str = ""
    listeners: int = 0
    on_end: Callable[[Room], None] = lambda _room: None
    bring_up: Callable[[Room], None] = lambda _room: None
    after_end: Callable[[Room], None] = lambda _room: None
    recorded: int = -1  # drill second of the last row
    practice: bool = False  # a second try: no result
    lost: bool = False  # memory and record have parted; only opening the drill anew helps
    _answers: OrderedDict[str, tuple[str, dict[str, Any]]] = field(default_factory=OrderedDict)

    # --- commands --------------------------------------------------------------------------------

    def command(self, seat: str, cmd: Cmd) -> dict[str, Any]:
        """The whole life of a command from a browser; the answer is its acknowledgement."""
        body = hashlib.blake2b(
            json.dumps([seat, cmd.name, cmd.args], sort_keys=True, separators=(",", ":")).encode(), digest_size=16
        ).hexdigest()
        with self.lock:
            answer = self._answered(cmd.id, body)
            if answer is None:
                answer = self._answer(seat, cmd, body)
                if answer["status"] in ("refused", "conflict"):
                    self._answers[cmd.id] = (body, answer)
                    while len(self._answers) > _ANSWERS_KEPT:
                        self._answers.popitem(last=False)
            return answer

    def _answered(self, id_: str, body: str) -> dict[str, Any] | None:
        """What was answered to a command of this id before; None when there was none."""
        recorded = self.store.body_of(self.record.id, id_)
        known = self._answers.get(id_) if recorded is None else (recorded, _ACCEPTED)
        if known is None:
            return None
        before, answer = known
        if before == body:
            return answer
        return _refused(Refusal("same-id", "This command's number was used before, for something else.", "Reload the page."))

    def _answer(self, seat: str, cmd: Cmd, body: str) -> dict[str, Any]:
        if self.lost or self.store.read_only:
            return self._unsaved()
        self.bring_up(self)
        parsed = command_from(cmd.name, cmd.args)
        if isinstance(parsed, Refusal):
            return _refused(parsed)
        no = may(parsed, seat)
        if no is not None:
            return _refused(no)
        if parsed.SEEN and self._stale(parsed, seat, cmd.seen):
            return {"status": "conflict", "says": "Somebody else changed this a moment ago. Look again, then decide."}
        if self.banner and not self.mend():
            return self._unsaved()
        return self._carry_out(parsed, seat, cmd.id, body)

    def _unsaved(self) -> dict[str, Any]:
        return {"status": "not-saved", "says": self.banner if self.lost or self.store.read_only else _NOT_SAVED}

    def _carry_out(self, command: Command, seat: str, id_: str, body: str) -> dict[str, Any]:
        made = decide(self.drill.board, self.drill.engine.sight, command, seat)
        if isinstance(made, Refusal):
            return _refused(made)
        row = self.drill.row(command, seat, id_)
        try:
            self.store.append(self.record.id, self.owner, row, body)
        except NotSaved as error:
            self._stop_unsaved(error)
            return self._unsaved()
        self.recorded = self.drill.now
        was_over = self.drill.board.clock.over
        try:
            self.drill.apply(row)
        except Exception:
            # The row is on disk, so "accepted" is true; what is in memory is not to be trusted any more.
            log.exception("apply", drill=self.record.id, row=row.n)
            self.lose(_OUR_FAULT)
            return _ACCEPTED
        self.fan_out()
        if was_over:
            self.after_end(self)
        elif self.drill.board.clock.over:
            self.on_end(self)
        return _ACCEPTED

    def _stale(self, command: Command, seat: str, seen: int) -> bool:
        """Whether the MSEL changed after the view the choice was made on."""
        stream = self.streams.get(seat)
        return hasattr(command, "inject") and stream is not None and stream.changed_after("msel", seen)

    def seat_person(self, seat: str, holder: Holder, name: str) -> None:
        """A seat changes hands, by the edge itself."""
        with self.lock:
            if self.lost or self.store.read_only or (self.banner and not self.mend()):
                return
            held = self.drill.board.seats.get(seat)
            if held is not None and held.holder is holder and held.name == name:
                return
            self._carry_out(SeatPerson(seat, holder.value, name), EDGE, f"edge-{secrets.token_hex(8)}", "")

    # --- time ------------------------------------------------------------------------------------

    def advance(self, to: int) -> None:
        """Moves the clock on. What wakes somebody is on disk before it is sent."""
        with self.lock:
            was_over = self.drill.board.clock.over
            new = self.drill.advance(to)
            if any(fact.audience.name not in ("truth", "gm") for fact in new) and not self.record_instant():
                return
            self.fan_out()
            if self.drill.board.clock.over and not was_over:
                self.record_instant()
                self.on_end(self)

    def record_instant(self) -> bool:
        """The clock ran at least to here. False when the disk said no: then the clock stands and all are told."""
        with self.lock:
            if self.recorded == self.drill.now:
                return True
            row: Row = self.drill.row(RecordInstant(), EDGE, f"edge-{secrets.token_hex(8)}")
            try:
                self.store.append(self.record.id, self.owner, row, "")
            except NotSaved as error:
                self._stop_unsaved(error)
                return False
            self.drill.apply(row)
            self.recorded = self.drill.now
            return True

    @property
    def stands(self) -> bool:
        """The pacer leaves this room's clock alone."""
        return bool(self.banner) or not self.drill.board.clock.moving

    def pause_technical(self) -> None:
        """After a restart: everybody finds the drill paused at the last recorded instant."""
        with self.lock:
            if self.drill.board.clock.moving:
                self._carry_out(PauseDrill("technical"), EDGE, f"edge-{secrets.token_hex(8)}", "")

    def by_itself(self, command: Command) -> None:
        """A command of the edge, at the second it is; nothing where the disk says no or the drill has moved on meanwhile."""
        with self.lock:
            if self.lost or self.store.read_only or self.banner:
                return
            self.bring_up(self)
            self._carry_out(command, EDGE, f"edge-{secrets.token_hex(8)}", "")

    def _stop_unsaved(self, error: NotSaved) -> None:
        log.error("not-saved", drill=self.record.id, says=str(error))
        if isinstance(error, NotOwner):
            self.lose(_TAKEN_OVER)
        else:
            self._say(_STANDS)

    def lose(self, says: str = _OUR_FAULT) -> None:
        """Memory and record have parted: the clock stands until somebody opens the drill anew."""
        with self.lock:
            self.lost = True
            self._say(says)

    def mend(self) -> bool:
        """Tries the disk again after a failure. Once it takes a pause the drill stands there, and people can resume it."""
        with self.lock:
            if self.lost or self.store.read_only:
                return False
            moving = self.drill.board.clock.moving
            stop = PauseDrill("technical") if moving else RecordInstant()
            saved = self._carry_out(stop, EDGE, f"edge-{secrets.token_hex(8)}", "")["status"] == "accepted"
            if saved and not self.lost:
                self._say("")
            return saved and not self.lost

    def _say(self, banner: str) -> None:
        if banner == self.banner:
            return
        self.banner = banner
        for seat in self.streams:
            self.outlet.send(self.record.id, seat, "banner", {"says": banner})

    # --- telling ---------------------------------------------------------------------------------

    def sync(self, seat: str, sync: Sync) -> dict[str, Any]:
        """Everything the browser lacks; a stranger to this epoch gets everything."""
        with self.lock:
            stream = self.streams.get(seat)
            if stream is None:
                stream = self.streams[seat] = SeatStream(seat)
                stream.move(self.drill)
            same = sync.epoch == self.epoch
            lacks = stream.since(sync.view, sync.feed, sync.samples) if same else stream.since(0, 0, 0)
            return {"epoch": self.epoch, "banner": self.banner, **lacks}

    def fan_out(self) -> None:
        """Tells every seat that listens what is new for it."""
        for seat, stream in self.streams.items():
            try:
                changed, feed, samples = stream.move(self.drill)
            except Exception:
                # What was recorded stays recorded; a screen that cannot be worked out must not look as if nothing had happened.
                log.exception("projection", drill=self.record.id, seat=seat)
                self.lose(_OUR_FAULT)
                return
            if changed:
                self.outlet.send(self.record.id, seat, "view", {"epoch": self.epoch, "v": stream.v, "set": changed})
            if feed:
                self.outlet.send(self.record.id, seat, "feed", {"items": feed})
            if samples:
                self.outlet.send(self.record.id, seat, "samples", {"points": samples})


class Rooms:
    """All live drills of this process, opened from the store when somebody comes."""

    def __init__(self, store: Store, outlet: Outlet, on_end: Callable[[Room], None]) -> None:
        self.store, self.outlet, self._on_end = store, outlet, on_end
        self.bring_up: Callable[[Room], None] = lambda _room: None  # the pacer's, once there is one
        self.after_end: Callable[[Room], None] = lambda _room: None  # of the archives: something was recorded after EndEx
        self._rooms: dict[str, Room] = {}
        self._lock = threading.RLock()

    def open(self, drill: str, *, anew: bool = False) -> Room | None:
        """The room of a drill; None when there is no such drill. Raises `Closed` when it cannot be replayed.

        A room that was lost is opened `anew` from the record only where somebody reloads the page: two servers whose clients merely
        go on clicking must not take a drill from each other for ever.
        """
        with self._lock:
            room = self._rooms.get(drill)
            if room is not None and not (anew and room.lost):
                return room
            record = self.store.drill(drill)
            if record is None:
                return None
            room = self._reopen(record)
            self._rooms[drill] = room
            return room

    def _reopen(self, record: DrillRecord) -> Room:
        if record.engine > ENGINE:
            raise Closed(
                "This drill was recorded by a newer version. Nothing in it was changed. Install that version to look at it."
            )
        scenario = scenario_of(record)
        # Owned before it is read: what an older owner still appends after this is refused, so nothing comes after what is read.
        owner = 0 if self.store.read_only else self.store.own(record.id)
        try:
            rows = self.store.rows(record.id)
            drill = Drill.replay(scenario, record.seed, rows)
        except (Unreadable, Divergence) as error:
            raise Closed(f"The journal of this drill cannot be followed: {error}. Nothing in it was changed.") from None
        except Exception:
            log.exception("replay", drill=record.id)
            raise Closed(
                "The journal of this drill cannot be followed; something went wrong on our side. Nothing in it was changed."
            ) from None
        room = Room(record, drill, self.store, self.outlet, owner, secrets.token_hex(6), on_end=self._on_end)
        room.practice = self.store.fork_of(record.id) is not None
        room.bring_up, room.after_end = self.bring_up, self.after_end
        room.recorded = drill.now if rows else -1
        if self.store.read_only:
            room.banner = _LOOKED_AT
        else:
            room.pause_technical()
        return room

    def first_try(self, room: Room) -> Room | None:
        """The room of the drill that a second try goes back to in the end, by way of all tries between; None where it cannot be opened."""
        id_ = room.record.id
        while (made := self.store.fork_of(id_)) is not None:
            id_ = made[0]
        try:
            return self.open(id_)
        except Closed:
            return None

    def live(self) -> list[Room]:
        with self._lock:
            return list(self._rooms.values())


def scenario_of(record: DrillRecord) -> Scenario:
    """The scenario a drill was made from: its own copy of the text, whatever became of the file."""
    loaded = load_scenario(record.scenario_text.encode(), record.scenario_file)
    if not isinstance(loaded, Scenario):
        raise Closed("The scenario of this drill can no longer be read by this version.")
    return loaded


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {"status": "refused", "code": refusal.code, "says": refusal.says, "try_instead": refusal.try_instead}
