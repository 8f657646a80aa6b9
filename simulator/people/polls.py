"""Polls: what simulated colleagues answer when the room is asked for strong objections (SCORING 1.4, O).

Who knows of what an order may break says so, in words of their own and without the scenario's secrets; who is silent stays silent.
Not asking one person to look (`responders`).
"""

from __future__ import annotations

from simulator.people.fatigue import slowed
from simulator.people.findings import knows
from simulator.people.instruments import title_of
from simulator.people.room import PollSeen, Room, Steps, simulated
from simulator.record.facts import ALL, PollAnswered, PollClosed
from simulator.record.luck import luck, luck_between
from simulator.scenario.secret import Hazard
from simulator.scenario.words import PersonKind, Temper, Variant

#: Seconds until somebody answers, and until the question counts as answered by silence.
ANSWERS, CLOSES = (5, 15), 30
#: How often a grenade-thrower objects without a reason (judgement).
_THROWS = 0.5

_NO_OBJECTION = ("No objection.", "No objection from me.", "Fine with me.")


class Polls:
    """Answers to the open question; called by `People`."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def asked(self, poll: str) -> None:
        """The room has been asked."""
        room = self._room
        for person, spec in room.scenario.public.people.items():
            if spec.kind is PersonKind.RESPONDER and spec.temper is not Temper.SILENT:
                room.start(self._answer(poll, person))
        room.start(self._close(poll))

    def said(self, person: str) -> None:
        """A human has said something while the question is open: that is their answer, and nobody weighs it for them."""
        poll = self._room.board.poll
        if poll is not None and self._room.board.human(person) and person not in poll.answers:
            self._room.emit(PollAnswered(poll.id, person, None, ""), ALL, person, 0)

    def _answer(self, poll: str, person: str) -> Steps:
        room = self._room
        low, high = ANSWERS
        yield room.env.timeout(min(high, max(1, slowed(room, person, luck_between(room.seed, low, high, person, "poll", poll)))))
        open_ = room.board.poll
        if open_ is None or open_.id != poll or not (simulated(room, person) and room.board.here(person)):
            return
        objection = self._objection(open_, person)
        says = objection or _NO_OBJECTION[int(luck(room.seed, person, "agrees", poll) * len(_NO_OBJECTION))]
        room.emit(PollAnswered(poll, person, bool(objection), says), ALL, person, 0)

    def _close(self, poll: str) -> Steps:
        yield self._room.env.timeout(CLOSES)
        open_ = self._room.board.poll
        if open_ is not None and open_.id == poll:
            objections = sum(objects is True for objects in open_.answers.values())
            self._room.emit(PollClosed(poll, len(open_.answers), objections), ALL, "clock", 0)

    def _objection(self, poll: PollSeen, person: str) -> str:
        """What this person holds against it; "" when nothing."""
        room = self._room
        temper = room.scenario.public.people[person].temper
        if temper is Temper.TUNNEL_VISIONED:
            return ""  # with their mind on their own part
        known = self._known_hazard(poll, person)
        if known:
            return known
        if temper is Temper.GRENADE_THROWER and luck(room.seed, person, "objects", poll.id) < _THROWS:
            return "I object. I cannot say why, it does not feel right."
        return ""

    def _known_hazard(self, poll: PollSeen, person: str) -> str:
        room, target = self._room, poll.order.partition(" ")[2]
        for special in room.scenario.secret.mitigations.values():
            if special.order != poll.order:
                continue
            for hazard in special.hazards:
                if self._knows_of(hazard, target, person) and hazard.variant in (None, poll.variant):
                    return self._words(hazard)
        return ""

    def _knows_of(self, hazard: Hazard, target: str, person: str) -> bool:
        return any(knows(self._room.scenario, person, each) for each in (hazard.target, target))

    def _words(self, hazard: Hazard) -> str:
        at_risk = title_of(self._room, hazard.target)
        if hazard.variant is Variant.FAST:
            return f"I object to the fast way: it may hit {at_risk}. The careful way takes longer and spares it."
        if hazard.variant is Variant.SAFE:
            return f"I object to the slow way: it may hit {at_risk}. The fast way spares it."
        return f"I object: that may hit {at_risk}. If we do it, somebody should watch it from the start."
