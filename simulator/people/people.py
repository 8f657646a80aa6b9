"""The people: all simulated colleagues and stakeholders of one drill, as the engine calls them.

They emit facts and nothing else; what they do is derived from scenario, seed and commands, never journaled. Its counterpart is
`drill/engine.py`.
"""

from __future__ import annotations

from simulator.people.digging import Digging
from simulator.people.handoffs import Handoffs
from simulator.people.instruments import Memory
from simulator.people.polls import Polls
from simulator.people.responders import Responders
from simulator.people.room import Room, Steps
from simulator.people.shifts import Shifts
from simulator.people.stakeholders import Stakeholders
from simulator.record.facts import (
    ChannelPosted,
    Fact,
    HandoffOffered,
    InjectDelivered,
    KeyboardTaken,
    PageSent,
    PersonPaged,
    PollAsked,
    RoleAssigned,
    SeatTaken,
    TaskAccepted,
    TaskAsked,
    TaskNudged,
    VerifyAsked,
)
from simulator.record.seats import Holder

#: How often people look around, in seconds.
_LOOKS_EVERY = 5


class People:
    """Simulated people of a drill."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._memory = Memory(room)
        self._responders = Responders(room, self._memory)
        self._stakeholders = Stakeholders(room)
        self._handoffs = Handoffs(room)
        self._shifts = Shifts(room)
        self._digging = Digging(room, self._memory)
        self._polls = Polls(room)

    def start(self) -> None:
        """StartEx."""
        self._memory.start()
        self._room.start(self._look_around())
        self._stakeholders.start()
        self._shifts.start()

    def on_fact(self, fact: Fact) -> None:
        """Somebody may feel addressed."""
        match fact.body:
            case TaskAsked(task=task) | VerifyAsked(task=task):
                self._responders.asked(task)
            case TaskNudged(task=task):
                self._responders.nudged(task)
            case RoleAssigned(role=role, person=person) if person in self._room.board.people:
                self._responders.offered(role, person)
            case PersonPaged(person=person):
                self._responders.paged(person)
            case PageSent(to=person) if person in self._room.board.people:
                self._responders.paged(person)
            case TaskAccepted(task=task, person=person) if self._room.board.human(person):
                self._responders.taken_by_human(task, person)
            case SeatTaken(seat=person, holder=Holder.HUMAN) if person in self._room.board.people:
                self._responders.seat_taken(person)
            case SeatTaken(seat=person) if person in self._room.board.people:
                self._responders.seat_freed(person)
                self._handoffs.seat_freed(person)
            case HandoffOffered(handoff=handoff):
                self._handoffs.offered(handoff)
            case InjectDelivered(person=person):
                self._stakeholders.spoke(person, fact.at)
            case KeyboardTaken(target=target):
                self._digging.taken(target)
            case PollAsked(poll=poll):
                self._polls.asked(poll)
            case ChannelPosted(who=person) if person in self._room.board.people:
                self._polls.said(person)
            case _:
                pass

    def _look_around(self) -> Steps:
        while True:
            yield self._room.env.timeout(_LOOKS_EVERY)
            self._responders.look_around()
