"""What a scorecard rests on besides the facts: settings that are judgement, whose par it is, and how much free talk was pinned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.drill.pins import pins
from simulator.record import facts as f
from simulator.scoring.instants import Instants
from simulator.scoring.par import Par, settings_line
from simulator.scoring.words import clock
from simulator.world.harm import FAILED, SLOW


def judgements(i: Instants, facts: Sequence[f.Fact], par: Par | None, compared: Par | None) -> Iterator[str]:
    """Every setting as a sentence. `compared` is the par the lines stand beside; None where they stand beside none."""
    yield f"A failed user-minute weighs {FAILED:g}, a slow one {SLOW:g}."
    yield "Severity lines: burn 14 (SEV1) and 6 (SEV2) over 5 minutes; evidence after 60 s on the commander's screen."
    yield "A mitigation counts once it has held for 5 minutes. An update counts up to 60 s after its time."
    of_par = par is not None and par.latest_declare is not None
    whose = "P75 of par" if of_par else "where a scenario has no par of its own"
    yield f"The latest reasonable declaration is {clock(i.latest_declare)} after the evidence: {whose}."
    if compared is not None:
        yield settings_line(compared)
    yield _pins(facts)
    yield "Delays of people, harm weights and tolerances are judgement, not findings."
    yield "h: a hint had named this step in the three minutes before it; such a value is compared with nothing."


def _pins(facts: Sequence[f.Fact]) -> str:
    """E22: how much of what was said freely counts."""
    count = pins(facts)
    if not count:
        return "Free talk counts only where it is pinned; no line was."
    lines = "1 line was" if count == 1 else f"{count} lines were"
    return f"Free talk counts only where it is pinned, and then from when it was said; {lines}."
