"""Scorecards of revealed drills: made from the facts on demand, kept while nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from simulator.scenario.model import Scenario
from simulator.scoring.par import Par
from simulator.scoring.practice import beside_first
from simulator.scoring.references import references_from
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard
from web.archives import Finished
from web.derived import Derived
from web.rooms import Room, Rooms
from web.store import Store

#: The runs that stand beside a scorecard; both are made by `derived`.
BESIDE = ("references", "counterfactuals")


class Scorecards:
    """Answers with a scorecard, as values or as plain ones, and says which runs beside it are still on their way."""

    def __init__(self, derived: Derived, rooms: Rooms, store: Store, par_of: Callable[[Scenario], Par | None]) -> None:
        self._derived, self._rooms, self._store, self._par_of = derived, rooms, store, par_of
        self._made: dict[tuple[str, int, bool], tuple[Scorecard, dict[str, Any]]] = {}

    def card(self, room: Room) -> Scorecard:
        """The scorecard as it can be made now."""
        return self._of(room)[0]

    def of(self, room: Room) -> dict[str, Any]:
        """As plain values for the page. `pending` and `failed` name the kinds of runs that are on their way, and that could not be made.

        A second try is told beside the first, where both can be scored.
        """
        card, plain = self._of(room)
        first = self._rooms.first_try(room) if card.practice else None
        first_card = None if first is None else self._of(first)[0]
        changes = self._derived.of(room, "counterfactuals")
        # What failed is asked for first: what is neither there nor failed is on its way, however close to being there.
        failed = [kind for kind in BESIDE if self._derived.failed(room.record.id, kind)]
        both = card.harm.nothing is not None and (first_card is None or first_card.harm.nothing is not None)
        there = {"references": both, "counterfactuals": changes is not None}
        return {
            "pending": [kind for kind in BESIDE if not there[kind] and kind not in failed],
            "failed": [kind for kind in BESIDE if not there[kind] and kind in failed],
            "scorecard": plain,
            "counterfactuals": None if changes is None else json.loads(changes),
            "second_try": "" if first_card is None else beside_first(first_card.harm, card.harm),
        }

    def of_finished(self, finished: Finished) -> dict[str, Any]:
        """The same for a drill that may be of an older engine; its reference runs are those that were kept."""
        if finished.room is not None:
            return self.of(finished.room)
        changes = self._store.kept(finished.record.id, "counterfactuals")
        return {
            "pending": [],
            "failed": [],
            "scorecard": self._of_archive(finished)[1],
            "counterfactuals": None if changes is None else json.loads(changes),
            "second_try": "",
        }

    def card_of(self, finished: Finished) -> Scorecard:
        """The scorecard of a finished drill."""
        return self.card(finished.room) if finished.room is not None else self._of_archive(finished)[0]

    def _of_archive(self, finished: Finished) -> tuple[Scorecard, dict[str, Any]]:
        text = self._store.kept(finished.record.id, "references")
        key = (finished.record.id, len(finished.facts), text is not None)
        if key not in self._made:
            runs = None if text is None else references_from(json.loads(text))
            practice = self._store.fork_of(finished.record.id) is not None
            card = score(finished.scenario, finished.facts, finished.truth, references=runs, practice=practice)
            self._made[key] = (card, json.loads(json.dumps(asdict(card), default=str)))
        return self._made[key]

    def _of(self, room: Room) -> tuple[Scorecard, dict[str, Any]]:
        text = self._derived.of(room, "references")
        key = (room.record.id, len(room.drill.facts), text is not None)
        if key not in self._made:
            runs = None if text is None else references_from(json.loads(text))
            par = self._par_of(room.drill.scenario)
            with room.lock:
                facts, rows = room.drill.facts, room.drill.truth_table()
                card = score(room.drill.scenario, facts, rows, references=runs, par=par, practice=room.practice)
            self._made[key] = (card, json.loads(json.dumps(asdict(card), default=str)))
        return self._made[key]
