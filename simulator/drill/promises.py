"""Promises: the clock that runs from promising an update until it is kept or missed."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from simulator.record.facts import ALL, PromiseMade, PromiseMissed

if TYPE_CHECKING:
    from simulator.drill.engine import Engine

#: An update this many seconds late still counts as kept (SCORING M8).
GRACE = 60


def watch_promise(engine: Engine, promise: PromiseMade, because: int) -> Generator[Any, Any, None]:
    """Missed in the first second after the grace, unless kept before or no longer owed."""
    due = promise.due
    while True:
        yield engine.env.timeout(max(1, due + GRACE + 1 - engine.now))
        running = engine.board.promises.get(promise.audience)
        if running is None or running.id != promise.promise:
            return
        if running.due <= due:
            break
        due = running.due  # a jump has moved it
    if engine.board.incident.state not in ("closed", "stood-down"):
        engine.emit(PromiseMissed(promise.promise, promise.audience), ALL, "clock", because)
