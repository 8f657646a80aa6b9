"""One clue, and the small questions about a record that all sorts of clues ask. Its counterparts are `clue_sources` and `clues`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.drill.seen import order_words, reaches_commander
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Sev


@dataclass(frozen=True, slots=True)
class Instant:
    """One instant of a clue: the drill second and the fact it rests on (0: worked out from the truth table or the scenario)."""

    at: int
    fact: int = 0


@dataclass(frozen=True, slots=True)
class Clue:
    """One row of the ledger. `applies` names the instants that this kind of clue can have; one of them that is None never came."""

    kind: str  # page | alert | tile | report | message | ticket | mail | ... | count | change | runbook
    title: str
    says: str
    existed: Instant | None
    delivered: Instant | None
    seen: Instant | None
    acknowledged: Instant | None
    acted: Instant | None
    acted_says: str
    applies: tuple[str, ...]


#: Instants of a clue that somebody could acknowledge, and of one that nobody is asked to.
EVERY = ("existed", "delivered", "seen", "acknowledged", "acted")
UNASKED = ("existed", "delivered", "seen", "acted")


@dataclass(frozen=True, slots=True)
class Draft:
    """A clue before it is known what it led to."""

    clue: Clue
    targets: frozenset[str]
    order: str = ""
    weight: int = 0  # the severity it supports
    refutes: bool = False


def awake_at(scenario: Scenario, facts: Sequence[f.Fact]) -> int | None:
    """Since when alerts stand on the commander's screen (the projection's rule: something has reached them)."""
    if scenario.public.watching:
        return 0
    for fact in facts:
        match fact.body:
            case f.PageSent(to=to) if to == IC:
                return fact.at
            case f.TilesOpened(seat=seat) if seat == IC:
                return fact.at
            case f.IncidentDeclared():
                return fact.at
            case _ if reaches_commander(fact):
                return fact.at
            case _:
                pass
    return None


def spans_without(facts: Sequence[f.Fact], tools: Sequence[str]) -> list[tuple[int, int | None]]:
    """When any of these tools could not be reached."""
    spans: list[tuple[int, int | None]] = []
    lost: dict[str, int] = {}
    for fact in facts:
        match fact.body:
            case f.ToolLost(tool=tool) if tool in tools:
                lost.setdefault(tool, fact.at)
            case f.ToolRestored(tool=tool) if tool in lost:
                spans.append((lost.pop(tool), fact.at))
            case _:
                pass
    return sorted([*spans, *((at, None) for at in lost.values())], key=lambda span: span[0])


def clear_of(at: int, blind: Sequence[tuple[int, int | None]], end: int | None) -> int | None:
    """The first second from `at` on that lies in no blind span, before `end`."""
    for start, stop in blind:
        if start <= at and (stop is None or at < stop):
            if stop is None:
                return None
            at = stop
    return at if end is None or at < end else None


def first(facts: Sequence[f.Fact], test: Callable[[f.Body], bool]) -> Instant | None:
    """The first fact whose body passes."""
    return next((Instant(x.at, x.n) for x in facts if test(x.body)), None)


def about(kind: type[f.Body], **named: str) -> Callable[[f.Body], bool]:
    """Bodies of a kind whose fields are these."""
    return lambda body: isinstance(body, kind) and all(getattr(body, name) == value for name, value in named.items())


def sooner(one: Instant | None, two: Instant | None) -> Instant | None:
    """The earlier of two that may not have come."""
    known = [x for x in (one, two) if x is not None]
    return min(known, key=lambda x: x.at, default=None)


def around(scenario: Scenario, target: str) -> frozenset[str]:
    """A target and what it is about: the service a journey enters or a switch belongs to, the journeys that enter a service."""
    system = scenario.public.system
    around = {target}
    if target in system.journeys:
        around.add(system.journeys[target].enters)
    if target in system.switches:
        around.add(system.switches[target].target)
    around |= {id_ for id_, journey in system.journeys.items() if journey.enters == target}
    around |= {id_ for id_, switch in system.switches.items() if switch.target == target}
    return frozenset(around - {""})


def proposes(scenario: Scenario, order: str) -> str:
    """The order a clue names, in words; "" when it names none."""
    return f"Names: {order_words(scenario, order)}" if order else ""


def short(says: str, most: int = 110) -> str:
    """The first of it, whole words."""
    line = " ".join(says.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)] + " …"


def weight(supports: Sev | None) -> int:
    """The weight of a severity; 0 for none."""
    return 0 if supports is None else supports.weight
