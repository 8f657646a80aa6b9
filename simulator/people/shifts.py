"""Shifts: people go home when their time is over, say what they know, and somebody else comes who knows none of it.

What lies open goes back to the commander: a relief inherits only what they are told.
"""

from __future__ import annotations

from simulator.people import voices
from simulator.people.instruments import title_of
from simulator.people.room import Room, Steps, name_of, simulated
from simulator.record.facts import ALL, GM_ONLY, ChannelPosted, PersonLeft, PersonPaged, RoleReleased, TaskDeclined

#: How often somebody whose shift is over looks whether what they are carrying out is done.
_LOOKS_EVERY = 5
_LONGEST = 400


class Shifts:
    """Everybody's end of shift."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def start(self) -> None:
        for id_, spec in self._room.scenario.public.people.items():
            if spec.shift_ends is not None:
                self._room.start(self._shift(id_, self._room.scenario.seconds(spec.shift_ends)))

    def _shift(self, person: str, ends: int) -> Steps:
        """Nobody leaves in the middle of carrying something out. A human at the seat decides for themselves."""
        room = self._room
        yield room.env.timeout(max(1, ends - room.now))
        while any(m.person == person and m.state in _UNDER_WAY for m in room.board.mitigations.values()):
            yield room.env.timeout(_LOOKS_EVERY)
        if not simulated(room, person) or room.board.people[person].state == "gone":
            return
        if room.board.here(person):
            room.emit(ChannelPosted(person, goodbye(room, person)), ALL, person, 0)
        depart(room, person)


_UNDER_WAY = ("approval", "getting-ready", "running")


def goodbye(room: Room, person: str) -> str:
    """What somebody says who goes home: who comes, what they know, what they leave open."""
    relief = room.scenario.public.people[person].relief
    known = [card.says for card in room.board.cards.values() if card.person == person]
    task = room.board.working_on(person)
    parts = [voices.SHIFT_OVER.format(relief=name_of(room, relief)) if relief else voices.SHIFT_OVER_ALONE]
    parts += [voices.WHAT_I_KNOW.format(what=_short(known[-1]))] if known else [voices.KNOW_NOTHING]
    parts += [voices.LEFT_OPEN.format(what=title_of(room, task.target))] if task is not None else []
    return " ".join(parts)


def _short(says: str) -> str:
    return says if len(says) <= _LONGEST else says[: _LONGEST - 1] + "…"


def depart(room: Room, person: str, because: int = 0) -> None:
    """The person is gone: open tasks go back, hats are handed back, and their relief is called."""
    board = room.board
    relief = room.scenario.public.people[person].relief or ""
    was_here = board.here(person)
    for task in board.tasks.values():
        if task.person == person and task.state in ("waiting", "working"):
            says = voices.BACK_TO_YOU.format(what=title_of(room, task.target))
            room.emit(TaskDeclined(task.id, person, says), ALL, person, because)
    for role, hat in board.hats.items():
        if hat.person == person and hat.state != "empty":
            room.emit(RoleReleased(role, person), ALL, person, because)
    comes = relief if relief and was_here and room.board.people[relief].state == "away" else ""
    room.emit(PersonLeft(person, comes), ALL if was_here else GM_ONLY, person, because)
    if comes:
        room.emit(PersonPaged(comes, voices.RELIEVES.format(who=name_of(room, person))), ALL, "clock", because)
