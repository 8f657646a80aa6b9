"""A commander who looks for themselves: whether they take the keyboard, at what, and when they come back to the room.

Some do when they are new to it (scoring reference 4.7). The habits are in `habits`, everything else a commander does in `careful`.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.drill.drill import Drill
from simulator.record.commands import Command, DropKeyboard, TakeKeyboard
from simulator.record.seats import IC, KeyboardMode


class AtTheKeyboard:
    """At most one look in a drill. `lasts` draws how long it goes on when nothing comes of it, in seconds."""

    def __init__(self, lasts: Callable[[], int], *, takes_it: bool) -> None:
        self._wants, self._lasts = takes_it, lasts
        self._until = 0

    def take(self, drill: Drill, target: str) -> Command | None:
        """The wish to look at a service, once."""
        wish = TakeKeyboard(KeyboardMode.LOOK, target)
        if not self._wants or drill.decide(wish, IC) is not None:
            return None
        self._wants = False
        self._until = drill.now + self._lasts()
        return wish

    def back(self, drill: Drill) -> Command | None:
        """The wish to come back: when something was found, or it has gone on long enough."""
        keyboard = drill.board.keyboard
        if keyboard is None:
            return None
        found = any(card.person == IC and card.at >= keyboard.since for card in drill.board.cards.values())
        return DropKeyboard() if found or drill.now >= self._until else None
