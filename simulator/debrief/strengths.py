"""The strength finder, the mirror of `gaps`: what went quicker than usual, what the game master noted with a plus, what is worth keeping."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.drill.objectives import AIMS
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Teach
from simulator.scoring.instants import Instants, instants
from simulator.scoring.lessons import REOPENED_PROMPTLY
from simulator.scoring.scorecard import Line, Scorecard
from simulator.scoring.words import clock
from simulator.world.harm import TruthRow

MOST_STRENGTHS = 2
#: As quick as the quickest quarter, in seconds, where a scenario has no par of its own. Judgement.
_QUICK: Mapping[str, tuple[str, int]] = {
    "M2": ("B7", 60),
    "M3": ("B2", 120),
    "M4": ("B1", 90),
    "M6.decide": ("B4", 60),
    "M6.ready": ("B4", 60),
    "M18": ("B4", 60),
    "M20": ("B7", 120),
}
#: Shares and counts that speak for themselves: theme, and the least that does.
_WHOLE: Mapping[str, tuple[str, float]] = {
    "M8.promises": ("B6", 100),
    "M8.public": ("B6", 100),
    "M12": ("B1", 95),
    "M21": ("B3", 80),
    "M22": ("B8", 100),
    "M23": ("B8", 90),
}
_ASKED_PROMPTLY = 180


@dataclass(frozen=True, slots=True)
class Strength:
    """Something to keep, with where the record shows it. `says` is a whole sentence; `weight` orders them."""

    kind: str
    theme: str
    owner: str
    at: int
    facts: tuple[int, ...]
    says: str
    weight: int
    measure: str = ""


def strengths(
    scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], card: Scorecard, objectives: Collection[Teach]
) -> tuple[Strength, ...]:
    """At most two, of different themes, and always one."""
    i = instants(scenario, facts, rows)
    found = [*_noted(facts), *_moments(i, facts), *_lines(i, card.lines, facts)]
    markers = {marker for each in objectives for marker in AIMS[each].markers}
    found.sort(key=lambda each: (-each.weight - (each.theme in markers) - (each.owner == "person"), each.at))
    chosen: dict[str, Strength] = {}
    for each in found:
        if each.theme not in chosen and len(chosen) < MOST_STRENGTHS and each.says not in {x.says for x in chosen.values()}:
            chosen[each.theme] = each
    if not chosen:
        return (_always(i),)
    return tuple(chosen.values())


def _always(i: Instants) -> Strength:
    """Something can always be said."""
    if i.page is not None and i.onset is not None:
        says = f"The monitoring did its part: the page came {clock(max(0, i.page.at - i.onset.at))} after users began to be hurt."
        return Strength("page", "B5", "monitoring", i.page.at, (i.page.fact,), says, 0)
    return Strength("played", "B7", "person", i.ended, (), "The drill was played to its end.", 0)


def _noted(facts: Sequence[f.Fact]) -> Iterator[Strength]:
    for fact in facts:
        match fact.body:
            case f.NoteTaken(marker=marker, sign="+", says=says, about=about) if marker:
                yield Strength("noted", marker, "person", about, (fact.n,), says, 5)
            case _:
                pass


def _moments(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Strength]:
    """Acts that nobody had to ask for."""
    worse = [b.at for a, b in zip(i.seen, i.seen[1:], strict=False) if b.weight > a.weight]
    for fact in facts:
        if isinstance(fact.body, f.IncidentReopened) and any(0 <= fact.at - at <= REOPENED_PROMPTLY for at in worse):
            says = "The incident was reopened without being asked, as soon as it hurt again."
            yield Strength("reopened", "B8", "person", fact.at, (fact.n,), says, 6)
    chain = i.chain
    if chain is not None and i.mitigated_by == "ordered" and (i.cause is None or chain.ordered.at < i.cause.at):
        says = "A way out was ordered before the cause was known: the hurting came first."
        yield Strength("first", "B4", "person", chain.ordered.at, (chain.ordered.fact,), says, 4)
    if i.declared is not None and not i.false_alarm and (i.evident is None or i.declared.at < i.evident.at):
        says = "The declaration came before the evidence: an instinct worth keeping."
        yield Strength("early", "B2", "person", i.declared.at, (i.declared.fact,), says, 4)
    if i.false_alarm and i.stood_down is not None:
        says = "What was called early was called off again; that is what declaring is for."
        yield Strength("stood-down", "B2", "person", i.stood_down.at, (i.stood_down.fact,), says, 4)
    asked = next((x for x in facts if isinstance(x.body, f.ChangesOpened) and x.body.seat == IC), None)
    if i.engaged is not None:
        says = "Every hat the severity needs was worn, and work went to people by name."
        yield Strength("engaged", "B1", "person", i.engaged.at, (i.engaged.fact,), says, 1)
    if i.declared_any is not None:
        says = "The incident was declared, so that others could help."
        yield Strength("declared", "B2", "person", i.declared_any.at, (i.declared_any.fact,), says, 0)
    if i.acknowledged is not None:
        says = "The page was acknowledged, so that others knew somebody was looking."
        yield Strength("acknowledged", "B7", "person", i.acknowledged.at, (i.acknowledged.fact,), says, 0)
    if asked is not None and i.declared_any is not None and asked.at - i.declared_any.at <= _ASKED_PROMPTLY:
        yield Strength("changes", "B4", "person", asked.at, (asked.n,), "“What changed?” was asked early on.", 2)


def _lines(i: Instants, lines: Sequence[Line], facts: Sequence[f.Fact]) -> Iterator[Strength]:
    at = {fact.n: fact.at for fact in facts}
    for line in lines:
        if line.value is None or line.hinted:
            continue  # a step that a hint had just named is nobody's quickness (E9)
        second = max((at[n] for n in line.evidence if n in at), default=i.ended)
        if line.id in _QUICK and line.unit == "s":
            theme, usual = _QUICK[line.id]
            quick = usual if line.par is None or line.par.low is None else line.par.low
            if line.value <= quick:
                yield Strength("quick", theme, line.owner, second, line.evidence, _told(line), 3, line.id)
        elif line.id in _WHOLE and line.value >= _WHOLE[line.id][1]:
            yield Strength("whole", _WHOLE[line.id][0], line.owner, second, line.evidence, _told(line), 3, line.id)
        elif line.id == "M24" and line.value == 0:
            yield Strength("closed", "B8", line.owner, second, line.evidence, f"The all-clear was g{line.says[1:]}", 3, line.id)


def _told(line: Line) -> str:
    """What a line says, with its subject."""
    return f"{line.title}: {line.says}" if line.says[:1].isdigit() else line.says
