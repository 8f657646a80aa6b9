"""Finished drills: read from their room while this engine runs them, and from what was kept of them for ever after.

At EndEx a child process makes the archive; what is recorded after EndEx (the reveal, ratings, notes) is kept beside it as it comes. A drill
of another engine is never simulated again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from simulator import ENGINE
from simulator.record.codec import Unreadable, fact_from, fact_to
from simulator.record.facts import DrillEnded, Fact, TruthRevealed
from simulator.record.journal_row import Row
from simulator.scenario.model import Scenario
from simulator.scoring.archive import Archive, archive_from
from simulator.world.harm import TruthRow
from web.derived import Derived
from web.rooms import Closed, Room, Rooms, scenario_of
from web.store import DrillRecord, NotSaved, Store

log = structlog.get_logger()

#: The kinds of what is kept.
ARCHIVE, LATER = "archive", "archive-later"


@dataclass(frozen=True, slots=True)
class Finished:
    """A drill whose truth has been revealed, whatever engine it ran on. `room` is None where only the archive can be read."""

    record: DrillRecord
    scenario: Scenario
    facts: Sequence[Fact]
    truth: Sequence[TruthRow]
    rows: tuple[Row, ...]
    room: Room | None


class Archives:
    """Keeps archives, and answers with finished drills."""

    def __init__(self, store: Store, rooms: Rooms, derived: Derived) -> None:
        self._store, self._rooms, self._derived = store, rooms, derived
        self._read: dict[str, tuple[str, str | None, Finished]] = {}
        self._seen_to: set[str] = set()  # drills whose archive is there

    def after_end(self, room: Room) -> None:
        """Keeps what was recorded since EndEx; called with the room's lock held. What cannot be written now is written with the next."""
        end = next((n for n, fact in enumerate(room.drill.facts) if isinstance(fact.body, DrillEnded)), None)
        if end is None or room.record.engine != ENGINE:
            return
        later = [fact_to(fact) for fact in room.drill.facts[end + 1 :]]
        try:
            self._store.keep(room.record.id, LATER, json.dumps(later))
        except NotSaved as error:
            log.warning("archive", drill=room.record.id, says=str(error))

    def finished(self, drill: str) -> Finished | None:
        """A revealed drill; None before, and where there is none. Raises `Closed` where neither record nor archive can be read."""
        record = self._store.drill(drill)
        if record is None:
            return None
        if record.engine == ENGINE:
            try:
                room = self._rooms.open(drill)
            except Closed:
                if self._store.kept(drill, ARCHIVE) is None:
                    raise
            else:
                return None if room is None else self._of_room(room)
        return self._of_archive(record)

    def _of_room(self, room: Room) -> Finished | None:
        if room.drill.state != "revealed":
            return None
        # Made now where EndEx did not see to it.
        looks = room.record.id not in self._seen_to and not self._store.read_only
        if looks and self._derived.of(room, ARCHIVE) is not None:
            self._seen_to.add(room.record.id)
        with room.lock:
            return Finished(
                room.record,
                room.drill.scenario,
                tuple(room.drill.facts),
                room.drill.truth_table(),
                tuple(room.drill.rows),
                room,
            )

    def _of_archive(self, record: DrillRecord) -> Finished | None:
        text, later = self._store.kept(record.id, ARCHIVE), self._store.kept(record.id, LATER)
        if text is None:
            raise Closed(
                f"This drill was recorded by engine {record.engine}; this is engine {ENGINE}, and nothing else was kept of it. "
                "Nothing in it was changed. Install that version to look at it."
            )
        known = self._read.get(record.id)
        if known is None or known[:2] != (text, later):
            try:
                archive = archive_from(json.loads(text))
                facts = _joined(archive, [] if later is None else [fact_from(one) for one in json.loads(later)])
                rows = tuple(self._store.rows(record.id))
            except (Unreadable, ValueError, TypeError) as error:
                raise Closed(f"What was kept of this drill cannot be read ({error}). Nothing in it was changed.") from None
            known = (text, later, Finished(record, scenario_of(record), facts, archive.truth, rows, None))
            self._read[record.id] = known
        found = known[2]
        return found if any(isinstance(fact.body, TruthRevealed) for fact in found.facts) else None


def _joined(archive: Archive, later: Sequence[Fact]) -> tuple[Fact, ...]:
    """What was kept at EndEx with what came after, each once, in the order of their numbers."""
    by_number = {fact.n: fact for fact in (*archive.facts, *later)}
    return tuple(by_number[n] for n in sorted(by_number))
