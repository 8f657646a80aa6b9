"""Scorecards of revealed drills: made from the facts on demand, kept while nothing changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from simulator.scoring.practice import beside_first
from simulator.scoring.references import references_from
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard
from web.derived import Derived
from web.rooms import Room, Rooms


class Scorecards:
    """Answers with a scorecard, as values or as plain ones, and says whether its reference runs are still on their way."""

    def __init__(self, derived: Derived, rooms: Rooms) -> None:
        self._derived, self._rooms = derived, rooms
        self._made: dict[tuple[str, int, bool], tuple[Scorecard, dict[str, Any]]] = {}

    def card(self, room: Room) -> Scorecard:
        """The scorecard as it can be made now."""
        return self._of(room)[0]

    def of(self, room: Room) -> dict[str, Any]:
        """As plain values for the page. A second try is told beside the first, where both can be scored."""
        card, plain = self._of(room)
        first = self._rooms.first_try(room) if card.practice else None
        beside = "" if first is None else beside_first(self._of(first)[0].harm, card.harm)
        pending = any(self._derived.pending(one.record.id, "references") for one in (room, first) if one is not None)
        return {"pending": pending, "scorecard": plain, "second_try": beside}

    def _of(self, room: Room) -> tuple[Scorecard, dict[str, Any]]:
        text = self._derived.of(room, "references")
        key = (room.record.id, len(room.drill.facts), text is not None)
        if key not in self._made:
            runs = None if text is None else references_from(json.loads(text))
            with room.lock:
                card = score(
                    room.drill.scenario, room.drill.facts, room.drill.truth_table(), references=runs, practice=room.practice
                )
            self._made[key] = (card, json.loads(json.dumps(asdict(card), default=str)))
        return self._made[key]
