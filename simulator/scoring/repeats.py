"""Repeated and contradicting orders (M16): each is listed. About one picture in the room, not about who gave them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scoring.scorecard import Line

#: The same order so soon after it was done is a repeat.
AGAIN = 300
#: The opposite order so soon after, by somebody else and undecided, is a contradiction.
AGAINST = 600


@dataclass(frozen=True, slots=True)
class _Order:
    at: int
    fact: int
    body: f.MitigationOrdered
    done: int | None  # when it was done
    over: int | None  # when it was done or failed
    failed: bool


def repeats(facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M16.repeat = orders given while the same (kind, target, part) was in flight, or less than 5 min after it was done.

    M16.contradict = orders that are the inverse of one on the same target, by another executor, within 10 min of its being done (while
    under way: of its order), with no decision in the channel between: no line of the commander, no card that names it, no objections asked.
    What was carried out on somebody's own accord counts from when the room heard of it.
    """
    orders = _orders(facts)
    if not orders:
        yield Line("M16", "Repeats and contradictions", "process", None, "count", "Nothing was ordered.")
        return
    again = [(a, b) for b in orders for a in orders if a.fact < b.fact and _repeats(a, b)]
    against = [(a, b) for b in orders for a in orders if a.fact < b.fact and _contradicts(a, b, facts)]
    every = tuple(order.fact for order in orders)
    yield _line("M16.repeat", "Orders given twice", again, "was given again while it stood or was under way", every)
    yield _line(
        "M16.contradict", "Orders against each other", against, "was met by its opposite, with nothing said between", every
    )


def _line(id_: str, title: str, found: Sequence[tuple[_Order, _Order]], what: str, every: tuple[int, ...]) -> Line:
    if not found:
        none = "No order was given twice." if id_ == "M16.repeat" else "No order was undone by another without a word."
        return Line(id_, title, "process", 0, "count", none, evidence=every)
    listed = "; ".join(f"“{a.body.order}” {what}" for a, _ in found)
    evidence = tuple(dict.fromkeys(n for a, b in found for n in (a.fact, b.fact)))
    return Line(id_, title, "process", len({b.fact for _, b in found}), "count", f"{listed}.", evidence=evidence)


def _orders(facts: Sequence[f.Fact]) -> list[_Order]:
    over = {x.body.mitigation: x for x in facts if isinstance(x.body, f.MitigationDone | f.MitigationFailed)}
    made = []
    for fact in facts:
        if isinstance(fact.body, f.MitigationOrdered):
            end = over.get(fact.body.mitigation)
            failed = end is not None and isinstance(end.body, f.MitigationFailed)
            done = None if end is None or failed else end.at
            made.append(_Order(fact.at, fact.n, fact.body, done, None if end is None else end.at, failed))
    return made


def _repeats(a: _Order, b: _Order) -> bool:
    same = (a.body.kind, a.body.target) == (b.body.kind, b.body.target)
    part = not a.body.cohort or not b.body.cohort or a.body.cohort == b.body.cohort
    if not same or not part:
        return False
    in_flight = a.over is None or b.at < a.over
    return in_flight or (a.done is not None and b.at - a.done < AGAIN)


def _contradicts(a: _Order, b: _Order, facts: Sequence[f.Fact]) -> bool:
    if a.body.kind.inverse is not b.body.kind or a.body.target != b.body.target or a.body.person == b.body.person:
        return False
    since = a.at if a.done is None or a.done > b.at else a.done
    return not a.failed and b.at - since <= AGAINST and not _decided(a, b, facts)


def _decided(a: _Order, b: _Order, facts: Sequence[f.Fact]) -> bool:
    if b.body.objections_asked:
        return True
    for fact in facts:
        if not a.fact < fact.n < b.fact:
            continue
        match fact.body:
            case f.ChannelPosted(who=who) if who == IC:
                return True
            case f.CardPosted(names=names) if names == b.body.order and fact.audience.reaches(IC):
                return True
            case _:
                pass
    return False
