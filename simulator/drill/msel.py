"""The MSEL: injects that fire at their time or on their condition, each once, and faults that wait for a condition.

Not the console: holding, releasing, skipping and firing by hand are commands, and the board remembers them. So an inject fires
once and in its drill second after any pattern of pauses, skips and restarts: nothing here counts, it only looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.drill.board import Board
from simulator.drill.delivery import delivery
from simulator.record.facts import (
    ActBegan,
    AlertFired,
    CardPosted,
    ChangeMade,
    Fact,
    FaultStarted,
    IncidentDeclared,
    InjectDelivered,
    MitigationDone,
    MitigationOrdered,
)

if TYPE_CHECKING:
    from simulator.drill.engine import Engine


class Msel:
    """Looks whether something is due to be delivered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        scenario = engine.scenario
        self._at = {id_: scenario.seconds(inject.at) for id_, inject in scenario.secret.msel.items() if inject.at is not None}

    def start(self) -> None:
        for at in self._at.values():
            self._engine.look_at(at - self._engine.now)

    def on_fact(self, fact: Fact) -> None:
        """Look again when a condition that waits after this fact may come true."""
        id_ = _waited_for(self._engine.board, fact)
        if id_:
            for delay in self._engine.conditions.delays_after(id_):
                self._engine.look_at(fact.at + delay - self._engine.now)

    def look(self) -> None:
        """Deliver what is due and start the faults whose condition holds."""
        engine = self._engine
        for id_, fault in engine.scenario.secret.faults.items():
            if fault.when is not None and engine.board.faults[id_].state == "to-come" and engine.holds(fault.when):
                engine.world.fault_due(id_)
        for id_ in engine.scenario.secret.msel:
            if engine.board.injects[id_].state == "pending" and self._due(id_):
                body, audience = delivery(engine.board, engine.sight, id_)
                engine.emit(body, audience, "msel", 0)

    def _due(self, id_: str) -> bool:
        at = self._at.get(id_)
        if at is not None:
            return self._engine.now >= at
        when = self._engine.scenario.secret.msel[id_].when
        return when is not None and self._engine.holds(when)


def _waited_for(board: Board, fact: Fact) -> str:
    """The id or order that a condition may name for this fact and wait after; "" when there is none."""
    match fact.body:
        case InjectDelivered(inject=id_) | AlertFired(alert=id_) | FaultStarted(fault=id_) | ChangeMade(change=id_):
            return id_
        case CardPosted(finding=id_) | ActBegan(act=id_):
            return id_
        case IncidentDeclared():
            return "declare"
        case MitigationOrdered() as ordered:
            return ordered.order
        case MitigationDone(mitigation=id_):
            return board.mitigations[id_].order
        case _:
            return ""
