"""Acts on screen: the jump that is offered, the arrival on its other side, and command handed over in writing.

An act's id is the author's and stays here; what is offered is only an hour.
"""

from __future__ import annotations

from simulator.drill import views as v
from simulator.drill.decisions.acts import day_clock, why_not_jump
from simulator.drill.decisions.outcome import Asked
from simulator.drill.seen import Seen
from simulator.record.seats import GM, IC

#: The six boxes of a written handoff, in the order in which they are read.
BOXES = (
    ("situation", "State and impact"),
    ("tried", "Tried"),
    ("pending", "Pending and by whom"),
    ("holders", "Who holds which role"),
    ("risks", "Risks"),
    ("promises", "Next promise"),
)


def acts(seen: Seen, seat: str) -> v.Acts:
    """What this seat sees of it: only the commander and the game master are asked whether to go on."""
    return v.Acts(offer(seen, seat) if seat in (IC, GM) else None, arrival(seen), handoff(seen))


def offer(seen: Seen, seat: str) -> v.ActOffer | None:
    offered = seen.board.offer
    if offered is None:
        return None
    no = why_not_jump(Asked(seen.board, seen.sight, seat))
    why = "" if no is None else f"{no.says} {no.try_instead}"
    owed = seen.board.handoff_owed and seen.board.handing_off is None
    until = day_clock(seen.scenario, offered.to)
    return v.ActOffer(offered.to, until, owed, why)


def arrival(seen: Seen) -> v.Arrival | None:
    """Where the last jump led, and what was told there."""
    arrived = [act for act in seen.board.acts.values() if act.began_at is not None and act.jumped_at is not None]
    if not arrived:
        return None
    last = arrived[-1]
    return v.Arrival(last.began_at or 0, last.jumped_at or 0, last.says, last.brings)


def handoff(seen: Seen) -> v.HandoffCard | None:
    """The last handoff, with what was read back of it."""
    last = next(reversed([*seen.board.handoffs.values()]), None)
    if last is None:
        return None
    boxes = [v.HandoffBox(title, getattr(last, box)) for box, title in BOXES]
    return v.HandoffCard(last.id, last.person, seen.name(last.person), last.state, last.offered_at, boxes, last.read_back)
