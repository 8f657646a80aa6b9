"""Scorecards of revealed drills: made from the facts on demand, kept while nothing changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from simulator.scoring.references import references_from
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard
from web.archives import Finished
from web.derived import Derived
from web.rooms import Room
from web.store import Store


class Scorecards:
    """Answers with a scorecard, as values or as plain ones, and says whether its reference runs are still on their way."""

    def __init__(self, derived: Derived, store: Store) -> None:
        self._derived, self._store = derived, store
        self._made: dict[tuple[str, int, bool], tuple[Scorecard, dict[str, Any]]] = {}

    def card(self, room: Room) -> Scorecard:
        """The scorecard as it can be made now."""
        return self._of(room)[0]

    def of(self, room: Room) -> dict[str, Any]:
        """As plain values for the page."""
        plain = self._of(room)[1]
        return {"pending": self._derived.pending(room.record.id, "references"), "scorecard": plain}

    def of_finished(self, finished: Finished) -> dict[str, Any]:
        """The same for a drill that may be of an older engine; its reference runs are those that were kept."""
        if finished.room is not None:
            return self.of(finished.room)
        return {"pending": False, "scorecard": self._of_archive(finished)[1]}

    def card_of(self, finished: Finished) -> Scorecard:
        """The scorecard of a finished drill."""
        return self.card(finished.room) if finished.room is not None else self._of_archive(finished)[0]

    def _of_archive(self, finished: Finished) -> tuple[Scorecard, dict[str, Any]]:
        text = self._store.kept(finished.record.id, "references")
        key = (finished.record.id, len(finished.facts), text is not None)
        if key not in self._made:
            runs = None if text is None else references_from(json.loads(text))
            card = score(finished.scenario, finished.facts, finished.truth, references=runs)
            self._made[key] = (card, json.loads(json.dumps(asdict(card), default=str)))
        return self._made[key]

    def _of(self, room: Room) -> tuple[Scorecard, dict[str, Any]]:
        text = self._derived.of(room, "references")
        key = (room.record.id, len(room.drill.facts), text is not None)
        if key not in self._made:
            runs = None if text is None else references_from(json.loads(text))
            with room.lock:
                card = score(room.drill.scenario, room.drill.facts, room.drill.truth_table(), references=runs)
            self._made[key] = (card, json.loads(json.dumps(asdict(card), default=str)))
        return self._made[key]
