"""Which gaps become cards: at most three, of different themes, and never more about a person than about a system (scoring reference 5.2).

Among all sets that keep these rules, the one that cost users most; then the one that fits the objectives best; then the fullest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from simulator.debrief.form import belongs
from simulator.debrief.gaps import Gap
from simulator.drill.objectives import AIMS
from simulator.scenario.words import Teach

MOST_CARDS = 3
#: How many candidates are looked at; they come in the order of their cost.
_LOOKED_AT = 16


def choose(found: Sequence[Gap], objectives: Collection[Teach]) -> tuple[Gap, ...]:
    """The gaps to talk about, dearest first. A gap within the usual is only taken to stand beside one that is about a person."""
    candidates = _first_of_each(found)
    best: tuple[Gap, ...] = ()
    best_key = (0.0, 0, 0, 0)
    for size in range(1, MOST_CARDS + 1):
        for some in combinations(candidates, size):
            if not fair(some):
                continue
            real = [gap for gap in some if gap.real]
            key = (sum(gap.harm for gap in real), sum(matches(gap, objectives) for gap in real), len(real), len(real) - len(some))
            if real and key > best_key:
                best, best_key = some, key
    return tuple(sorted(best, key=lambda gap: (not gap.real, -gap.harm, gap.start)))


def _first_of_each(found: Sequence[Gap]) -> list[Gap]:
    """The dearest of each kind, real ones before those within the usual."""
    first: dict[tuple[str, bool], Gap] = {}
    for gap in sorted(found, key=lambda gap: (not gap.real, -gap.harm, -gap.excess, gap.start)):
        first.setdefault((gap.kind, gap.of_a_person), gap)
    ordered = list(first.values())
    usual = [gap for gap in ordered if not gap.real and not gap.of_a_person]
    return [gap for gap in ordered if gap.real][:_LOOKED_AT] + usual


def fair(some: Collection[Gap]) -> bool:
    """Different themes, and no more about a person than about a system."""
    persons = sum(gap.of_a_person for gap in some)
    return len({gap.theme for gap in some}) == len(some) and persons <= len(some) - persons


def matches(gap: Gap, objectives: Collection[Teach]) -> bool:
    """Whether the drill was to be looked at by this."""
    return any(
        gap.theme in AIMS[each].markers or (gap.measure != "" and belongs(gap.measure, AIMS[each].measures))
        for each in objectives
    )
