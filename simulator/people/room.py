"""The room: what simulated people can see and do, as narrow types. Its counterpart is the engine in `drill/`, which fits them.

People read the board, ask the world for its numbers and emit facts. They never touch either: nothing here can be written to.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import timedelta
from typing import Any, Protocol

from simulator.record.facts import Audience, Body, Fact
from simulator.record.seats import Role, Seat
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition
from simulator.scenario.words import Audience as Readers
from simulator.scenario.words import Topic

Steps = Generator[Any, Any, None]


class PersonSeen(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def since(self) -> int: ...


class TaskSeen(Protocol):
    """An ask on the board."""

    @property
    def id(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def target(self) -> str: ...
    @property
    def topic(self) -> Topic | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def asked_at(self) -> int: ...
    @property
    def due(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def verify(self) -> str: ...
    @property
    def nudges(self) -> int: ...


class HatSeen(Protocol):
    @property
    def person(self) -> str: ...
    @property
    def state(self) -> str: ...


class PromiseSeen(Protocol):
    @property
    def due(self) -> int: ...
    @property
    def missed_at(self) -> int | None: ...


class PostSeen(Protocol):
    @property
    def at(self) -> int: ...
    @property
    def audience(self) -> Readers: ...
    @property
    def state(self) -> str: ...


class QuestionSeen(Protocol):
    @property
    def person(self) -> str: ...
    @property
    def answered_at(self) -> int | None: ...


class AlertSeen(Protocol):
    @property
    def paged(self) -> tuple[str, ...]: ...
    @property
    def paged_at(self) -> int | None: ...


class MitigationSeen(Protocol):
    @property
    def order(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def ordered_at(self) -> int: ...
    @property
    def approved_at(self) -> int | None: ...
    @property
    def done_at(self) -> int | None: ...
    @property
    def state(self) -> str: ...


class CardSeen(Protocol):
    @property
    def person(self) -> str: ...
    @property
    def says(self) -> str: ...


class HandoffSeen(Protocol):
    """Command handed over in writing, in six boxes."""

    @property
    def id(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def situation(self) -> str: ...
    @property
    def tried(self) -> str: ...
    @property
    def pending(self) -> str: ...
    @property
    def holders(self) -> str: ...
    @property
    def risks(self) -> str: ...
    @property
    def promises(self) -> str: ...


class IncidentSeen(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def declared_at(self) -> int | None: ...
    @property
    def open(self) -> bool: ...


class BoardSeen(Protocol):
    """The board, as far as people read it."""

    @property
    def seats(self) -> Mapping[str, Seat]: ...
    @property
    def people(self) -> Mapping[str, PersonSeen]: ...
    @property
    def tasks(self) -> Mapping[str, TaskSeen]: ...
    @property
    def hats(self) -> Mapping[Role, HatSeen]: ...
    @property
    def promises(self) -> Mapping[Readers, PromiseSeen]: ...
    @property
    def posts(self) -> tuple[PostSeen, ...]: ...
    @property
    def questions(self) -> Mapping[str, QuestionSeen]: ...
    @property
    def alerts(self) -> Mapping[str, AlertSeen]: ...
    @property
    def mitigations(self) -> Mapping[str, MitigationSeen]: ...
    @property
    def found(self) -> Mapping[str, int]: ...
    @property
    def cards(self) -> Mapping[str, CardSeen]: ...
    @property
    def handoffs(self) -> Mapping[str, HandoffSeen]: ...
    @property
    def jumping(self) -> bool:
        """The hours of a jump pass now."""

    @property
    def arrived_at(self) -> int | None:
        """Where the last jump led."""

    @property
    def incident(self) -> IncidentSeen: ...
    @property
    def tools_lost(self) -> Mapping[str, int]: ...
    @property
    def changes(self) -> Mapping[str, int]: ...
    @property
    def next_card(self) -> str: ...
    @property
    def next_question(self) -> str: ...
    def human(self, seat: str) -> bool: ...
    def here(self, person: str) -> bool: ...
    def carrying_out(self, person: str) -> MitigationSeen | None: ...
    def working_on(self, person: str) -> TaskSeen | None: ...


class Room(Protocol):
    """The engine, as far as people know it."""

    @property
    def scenario(self) -> Scenario: ...
    @property
    def seed(self) -> int: ...
    @property
    def now(self) -> int: ...
    @property
    def board(self) -> BoardSeen: ...
    @property
    def world(self) -> Numbers: ...
    @property
    def env(self) -> Any: ...
    @property
    def emit(self) -> Callable[[Body, Audience, str, int], Fact]: ...
    def holds(self, condition: Condition) -> bool: ...
    def names(self) -> Mapping[str, object]:
        """What a text of the scenario may name, with its value now."""

    def start(self, process: Steps) -> None: ...


class Numbers(Protocol):
    """The world's true readings, and what its texts may name."""

    @property
    def step(self) -> int:
        """The last step that was made; the first one, before StartEx, is 0."""

    def reading(self, signal: str, step: int = -1) -> float | None: ...
    def shown(self, signal: str, step: int = -1) -> float | None:
        """What the instruments show of it, right or wrong; None for no data."""

    def words(self) -> Mapping[str, Any]: ...


def simulated(room: Room, person: str) -> bool:
    """Nobody sits in this person's seat; the simulation acts for them."""
    return person in room.board.people and not room.board.human(person)


def free(room: Room, person: str) -> bool:
    """Here, with nothing in their hands."""
    board = room.board
    return board.here(person) and board.carrying_out(person) is None and board.working_on(person) is None


def name_of(room: Room, person: str) -> str:
    """A person as one would say it."""
    seat = room.board.seats.get(person)
    return seat.name if seat is not None and seat.name else person.capitalize()


def clock_of(room: Room, at: int) -> str:
    """A drill second as the clock on the wall of the fiction: 13:43."""
    return (room.scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")
