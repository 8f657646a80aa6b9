"""What a decision is made of, and the words that several decisions share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.drill.board import Board
from simulator.drill.sight import Sight
from simulator.record.commands import Command
from simulator.record.facts import ALL, Audience, Body
from simulator.record.refusals import Refusal
from simulator.record.seats import GM, IC

#: The facts an accepted command makes, each with its audience. None at all is fine: nothing new became true.
Outcome = tuple[tuple[Body, Audience], ...] | Refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and what there is to look at while deciding."""

    board: Board
    sight: Sight
    seat: str

    @property
    def now(self) -> int:
        return self.sight.now


Decision = Callable[[Asked, Any], Outcome]
Decisions = dict[type[Command], Decision]


def all_of(*bodies: Body) -> Outcome:
    """Facts that everybody learns of."""
    return tuple((body, ALL) for body in bodies)


def name_of(asked: Asked, person: str) -> str:
    """A person as one would say it."""
    if person == IC:
        return "the commander"
    if person == GM:
        return "the game master"
    seat = asked.board.seats.get(person)
    return seat.name if seat is not None and seat.name else person.capitalize()


def at_clock(seconds: int) -> str:
    """A drill second as people read it: 00:07:30."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def nobody(asked: Asked, person: str) -> Refusal | None:
    """A refusal when no such person exists or they are not in the room; the commander does not investigate."""
    if not person:
        return Refusal("nobody-named", "Nobody has been named for this.", "Choose somebody from the list of people.")
    if person not in asked.board.people:
        return Refusal("unknown-person", f"Nobody here is called `{person[:40]}`.", "Choose somebody from the list of people.")
    state = asked.board.people[person].state
    if state == "paged":
        return Refusal(
            "not-here", f"{name_of(asked, person)} has been paged and is on the way.", "Ask somebody who is here meanwhile."
        )
    if state == "gone":
        return Refusal("gone", f"{name_of(asked, person)} has gone home.", "Ask somebody who is here.")
    if state == "away":
        return Refusal("not-here", f"{name_of(asked, person)} is not here.", "Page them first, or ask somebody who is here.")
    return None


def needs_text(says: str, what: str) -> Refusal | None:
    if says.strip():
        return None
    return Refusal("empty", f"{what} has no words yet.", "Write a line first.")
