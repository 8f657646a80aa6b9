"""Posting to a status page that cannot be reached: the update goes the slower way round and comes out later.

Whether there is a way round is decided in `decisions/words`; what was written and promised counts from when it was written.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from simulator.record.facts import ALL, Fact, UpdateDelayed, UpdatePosted
from simulator.scenario.words import Audience

if TYPE_CHECKING:
    from simulator.drill.engine import Engine

#: How often somebody looks whether the page is back.
_LOOKS_EVERY = 5


def post_round(engine: Engine, delayed: Fact) -> Generator[Any, Any, None]:
    """Out once the way round has been gone, or as soon as the page itself can be reached again."""
    body = delayed.body
    assert isinstance(body, UpdateDelayed)
    until = engine.now + max(1, body.takes)
    while engine.now < until and body.tool in engine.board.tools_lost:
        yield engine.env.timeout(max(1, min(_LOOKS_EVERY, until - engine.now)))
    posted = UpdatePosted(
        Audience.PUBLIC, body.who, body.says, body.template, body.component, body.state if body.component else ""
    )
    engine.emit(posted, ALL, "world", delayed.n)
