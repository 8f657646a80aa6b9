"""The stretches in which the commander had taken the keyboard, and what that covers: the channel and the board, not the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.record.seats import KeyboardMode


@dataclass(frozen=True, slots=True)
class HandsOn:
    """A stretch at the keyboard, in drill seconds, with the facts that began and ended it. `ended` is 0 where EndEx did."""

    mode: KeyboardMode
    target: str
    start: int
    end: int
    taken: int
    ended: int

    @property
    def heads_down(self) -> bool:
        return self.mode is KeyboardMode.LOOK


def hands_on_spans(facts: Sequence[f.Fact]) -> tuple[HandsOn, ...]:
    """Every stretch at the keyboard, of both modes, in their order; what was still going on ends with the record."""
    spans: list[HandsOn] = []
    taken: f.Fact | None = None
    for fact in facts:
        match fact.body:
            case f.KeyboardTaken() if taken is None:
                taken = fact
            case f.KeyboardDropped() | f.DrillEnded() if taken is not None:
                spans.append(_span(taken, fact.at, fact.n if isinstance(fact.body, f.KeyboardDropped) else 0))
                taken = None
            case _:
                pass
    if taken is not None:
        spans.append(_span(taken, facts[-1].at, 0))
    return tuple(spans)


def _span(taken: f.Fact, end: int, ended: int) -> HandsOn:
    body = taken.body
    assert isinstance(body, f.KeyboardTaken)
    return HandsOn(body.mode, body.target, taken.at, end, taken.n, ended)


def turned_round(facts: Sequence[f.Fact], fact: f.Fact) -> tuple[int, int] | None:
    """(second, fact) at which a commander turned round to a fact that came into the channel behind their back; None where none did,
    or where it came while they looked: then it is the fact's own second.
    """
    span = next((x for x in hands_on_spans(facts) if x.heads_down and x.start <= fact.at < x.end), None)
    if span is None:
        return (fact.at, fact.n)
    return (span.end, span.ended) if span.ended else None
