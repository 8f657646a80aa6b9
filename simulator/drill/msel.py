"""The MSEL: injects that fire at their time or on their condition, each once, and faults that wait for a condition.

Not the console: holding, releasing, skipping and firing by hand are commands, and the board remembers them. So an inject fires
once and in its drill second after any pattern of pauses, skips and restarts: nothing here counts, it only looks.
"""

from __future__ import annotations

from math import inf
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
from simulator.scenario.secret import Condition

if TYPE_CHECKING:
    from simulator.drill.engine import Engine


class Msel:
    """Looks whether something is due to be delivered."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        scenario = engine.scenario
        self._at = {id_: scenario.seconds(inject.at) for id_, inject in scenario.secret.msel.items() if inject.at is not None}
        self._faults = {id_: fault.when for id_, fault in scenario.secret.faults.items() if fault.when is not None}
        self._board: Board | None = None  # the one that the bounds are about
        self._bounds: dict[str, float] = {}  # inject or fault -> no sooner than this second
        self._soonest: float = 0

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
        engine, board = self._engine, self._engine.board
        if board is self._board and engine.now < self._soonest:
            return
        for id_, when in self._faults.items():
            if engine.board.faults[id_].state == "to-come" and self._may(f"fault {id_}", when) and engine.holds(when):
                engine.world.fault_due(id_)
        for id_ in engine.scenario.secret.msel:
            if engine.board.injects[id_].state == "pending" and self._due(id_):
                body, audience = delivery(engine.board, engine.sight, id_)
                engine.emit(body, audience, "msel", 0)
        unchanged = engine.board is board
        self._board, self._soonest = board, min(self._bounds.values(), default=inf) if unchanged else 0

    def _due(self, id_: str) -> bool:
        when = self._engine.scenario.secret.msel[id_].when
        return self._may(id_, when) and (when is None or self._engine.holds(when))

    def _may(self, id_: str, when: Condition | None) -> bool:
        """Whether it is worth asking. Bounds are worked out once for a board: most seconds bring nothing new."""
        engine = self._engine
        if engine.board is not self._board:
            self._board, self._bounds = engine.board, {}
        bound = self._bounds.get(id_)
        if bound is None:
            bound = self._bounds[id_] = self._at[id_] if when is None else engine.conditions.earliest(when, engine.board)
        return engine.now >= bound


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
