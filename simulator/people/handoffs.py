"""Handoffs: a simulated colleague who is handed command reads it back within a minute, says what is not in it, and takes over."""

from __future__ import annotations

from simulator.people import voices
from simulator.people.room import HandoffSeen, Room, Steps, simulated
from simulator.record.facts import ALL, HandoffAccepted, HandoffReadBack
from simulator.record.luck import luck_between

#: From being handed command to reading it back, and from there to taking over: room to put right what was heard wrongly.
READS_BACK, ACCEPTS = (30, 60), (5, 15)


class Handoffs:
    """Those who receive command; called by `People`."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def offered(self, handoff: str) -> None:
        """Command has been put to somebody."""
        self._room.start(self._receive(handoff))

    def seat_freed(self, person: str) -> None:
        """The simulation acts for this person again; what lies before them is theirs to read back."""
        for handoff in self._room.board.handoffs.values():
            if handoff.person == person and handoff.state != "accepted":
                self.offered(handoff.id)

    def _receive(self, id_: str) -> Steps:
        room = self._room
        handoff = room.board.handoffs[id_]
        person = handoff.person
        yield room.env.timeout(luck_between(room.seed, *READS_BACK, person, "reads back", id_))
        if not self._theirs(id_) or room.board.handoffs[id_].state != "offered":
            return
        room.emit(HandoffReadBack(id_, person, read_back(handoff)), ALL, person, 0)
        yield room.env.timeout(luck_between(room.seed, *ACCEPTS, person, "takes over", id_))
        if self._theirs(id_) and room.board.handoffs[id_].state == "read-back":
            room.emit(HandoffAccepted(id_, person), ALL, person, 0)

    def _theirs(self, id_: str) -> bool:
        person = self._room.board.handoffs[id_].person
        return simulated(self._room, person) and self._room.board.here(person)


def read_back(handoff: HandoffSeen) -> str:
    """What was written, in the receiver's mouth; a box that is empty is asked about, for whoever hears it."""
    boxes = (
        ("State", handoff.situation), ("Tried", handoff.tried), ("Pending", handoff.pending),
        ("Roles", handoff.holders), ("Risks", handoff.risks), ("Next update", handoff.promises),
    )  # fmt: skip
    heard = [f"{title}: {text.rstrip('.')}." for title, text in boxes if text]
    missing = [title.lower() for title, text in boxes if not text]
    words = [voices.READ_BACK, *heard]
    if missing:
        words.append(voices.NOT_IN_IT.format(what=", ".join(missing)))
    return " ".join(words)
