"""Pins: free talk that somebody made count, put back to where it was said (SCORING 4.5, E22).

Unpinned talk never counts for anything. A pin is a fact of its own; read after the drill, it stands right behind its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from simulator.record.facts import Fact, MessagePinned


def back_dated(facts: Iterable[Fact]) -> list[Fact]:
    """The record with every pin at the second of the line it is about, right behind that line; numbers stay what they are."""
    record = list(facts)
    pinned: dict[int, list[Fact]] = {}
    for fact in record:
        if isinstance(fact.body, MessagePinned):
            pinned.setdefault(fact.body.message, []).append(fact)
    if not pinned:
        return record
    found: list[Fact] = []
    for fact in record:
        if isinstance(fact.body, MessagePinned):
            continue
        found.append(fact)
        found += [replace(pin, at=fact.at) for pin in pinned.get(fact.n, ())]
    return found


def pins(facts: Iterable[Fact]) -> int:
    """How many lines were made to count."""
    return sum(isinstance(fact.body, MessagePinned) for fact in facts)
