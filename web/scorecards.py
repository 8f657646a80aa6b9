"""Scorecards of revealed drills: made from the facts on demand, kept while nothing changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from simulator.scoring.references import References as ReferenceRuns
from simulator.scoring.references import references_from
from simulator.scoring.score import score
from web.references import References
from web.rooms import Room
from web.store import Store


class Scorecards:
    """Answers with a scorecard as plain values, and says whether its reference runs are still on their way."""

    def __init__(self, store: Store, references: References) -> None:
        self._store, self._references = store, references
        self._made: dict[tuple[str, int, bool], dict[str, Any]] = {}

    def of(self, room: Room) -> dict[str, Any]:
        runs = self._runs(room)
        key = (room.record.id, len(room.drill.facts), runs is not None)
        if key not in self._made:
            with room.lock:
                card = score(room.drill.scenario, room.drill.facts, room.drill.truth_table(), references=runs)
            self._made[key] = json.loads(json.dumps(asdict(card), default=str))
        return {"pending": runs is None and self._references.pending(room.record.id), "scorecard": self._made[key]}

    def _runs(self, room: Room) -> ReferenceRuns | None:
        record = self._store.drill(room.record.id)
        if record is None or not record.references:
            if record is not None and not self._references.pending(record.id):
                self._references.start(room)  # after a restart nobody is working on them
            return None
        return references_from(json.loads(record.references))
