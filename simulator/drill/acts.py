"""Acts: the hours in a long incident in which little is to decide. Offers the jump over them, and arrives on the other side.

Not a wait: nothing stops a jump, people keep working through it, and it counts as no playing time. Where nobody jumps, time comes to the
same second by itself and the act begins there, without a summary, since those who read it have seen it. Like the MSEL this only looks,
so that it comes out the same however often time is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.people.room import simulated
from simulator.people.shifts import depart
from simulator.record.facts import ALL, ActBegan, ActOffered, PersonJoined, RoleAccepted, RoleReleased, seats
from simulator.record.seats import IC, Role
from simulator.scenario.texts import render

if TYPE_CHECKING:
    from simulator.drill.engine import Engine


class Acts:
    """The acts of one drill, in the order of their times."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._specs = engine.scenario.secret.acts

    def start(self) -> None:
        for act in self._engine.board.acts.values():
            self._engine.look_at(act.to - self._engine.now)

    def look(self) -> None:
        """Offer the next act once its condition holds, one at a time; begin it where time has come to it."""
        engine = self._engine
        if not self._specs or engine.people is None or engine.board.jumping:
            return
        offer = engine.board.offer
        if offer is not None:
            if engine.now >= offer.to:
                self.arrive(offer.id, jumped=False)
            return
        for id_, act in engine.board.acts.items():
            if act.state == "to-come" and engine.now < act.to and engine.holds(self._specs[id_].when):
                engine.emit(ActOffered(id_, act.to), seats(IC), "clock", 0)
                return

    def arrive(self, id_: str, *, jumped: bool) -> None:
        """The act begins: who has gone by then goes, who is there by then comes."""
        engine, spec = self._engine, self._specs[id_]
        names = engine.names()
        says = render(spec.says, names) if jumped else ""
        brings = render(spec.brings, names) if jumped and spec.brings else ""
        began = engine.emit(ActBegan(id_, jumped, says, brings), ALL, "clock", 0).n
        for person in spec.leaves:
            if engine.board.people[person].state != "gone" and simulated(engine, person):
                depart(engine, person, began)
        for person in spec.arrives:
            if engine.board.people[person].state in ("away", "paged"):
                engine.emit(PersonJoined(person), ALL, person, began)
        holder = engine.board.wearer(Role.IC)
        if jumped and holder != IC and (holder or engine.board.handoffs):
            # Whoever led through the hours, or has gone home after it, leaves command to the commander who comes on now.
            if holder:
                engine.emit(RoleReleased(Role.IC, holder), ALL, holder, began)
            engine.emit(RoleAccepted(Role.IC, IC), ALL, "clock", began)
