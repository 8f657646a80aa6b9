"""The time strip: onset to all-clear, cut where its owner changes."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Segment


def strip(i: Instants) -> Iterator[Segment]:
    """Onset to all-clear, cut where its owner changes. What had not ended runs to EndEx and is open."""
    if i.onset is None:
        return
    cursor = i.onset.at
    marks = list(_marks(i))
    last = max((n for n, (_, _, end) in enumerate(marks) if end is not None), default=-1)
    for n, (title, owner, end) in enumerate(marks):
        if end is None and n > last:
            if cursor < i.ended:
                yield Segment(title, owner, cursor, i.ended, True, _TIMED_BY[title])
            return
        if end is not None and end > cursor:
            yield Segment(title, owner, cursor, end, False, _TIMED_BY[title])
            cursor = end


#: The line that times each step of the strip. A stretch begins where the one before ended, its line where the step did.
_TIMED_BY = {
    "Detect": "M1", "Declare": "M3", "Decide": "M6.decide", "Approve": "M6.approve", "Get ready": "M6.ready",
    "Mechanism": "M6.mechanism", "Mitigate": "M5", "Verify and resolve": "M7",
}  # fmt: skip


def _marks(i: Instants) -> Iterator[tuple[str, str, int | None]]:
    """The stretches in their order, with the second at which each ends. One that never ended although a later one did is no stretch."""

    def at(instant: At | None) -> int | None:
        return None if instant is None else instant.at

    yield "Detect", "monitoring", at(i.evident)
    yield "Declare", "person", at(i.declared)
    chain = i.chain
    if chain is not None and i.mitigated_by in ("", "ordered", "stated"):
        yield "Decide", "person", chain.ordered.at
        yield "Approve", "process", at(chain.approved)
        yield "Get ready", "process", at(chain.started)
        yield "Mechanism", "machinery", at(i.mitigated)
    else:
        yield "Mitigate", "process", at(i.mitigated)
    yield "Verify and resolve", "process", at(i.resolved)
