"""What a projection works from: the drill as it stands, with names, titles and the world's numbers at hand.

Read-only, made anew for each moment and shared by the projections of all seats. Not a view: it can see secrets, and
each projection takes from it only what its seat may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar, cast

from simulator.drill.board import Board
from simulator.drill.sight import Sight
from simulator.record.facts import CardPosted, Fact, InjectDelivered, StakeholderPinged
from simulator.record.seats import GM, IC, OBSERVER
from simulator.scenario.model import Scenario
from simulator.scenario.serving import lost_with
from simulator.scenario.words import Kind, Serves
from simulator.world.harm import TruthRow
from simulator.world.slo import SloMeter

T = TypeVar("T")

STEP = 5


class Instruments(Protocol):
    """The world's series, as instruments show them."""

    @property
    def names(self) -> tuple[str, ...]: ...
    def true(self, signal: str, step: int = -1) -> float | None: ...
    def sampled(self, signal: str, step: int = -1) -> float | None: ...
    def lately(self, signal: str, count: int) -> tuple[float, ...]: ...
    def steps(self) -> int: ...


class Memo:
    """What was worked out last for a name, kept as long as its key stays the same. Keys compare by `==`, boards by identity."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], object]] = {}

    def get(self, name: str, key: tuple[object, ...], make: Callable[[], T]) -> T:
        kept = self._kept.get(name)
        if kept is not None and len(kept[0]) == len(key) and all(_same(a, b) for a, b in zip(kept[0], key, strict=True)):
            return cast(T, kept[1])
        made = make()
        self._kept[name] = (key, made)
        return made


def _same(a: object, b: object) -> bool:
    return a is b if isinstance(a, Board) else a == b


@dataclass(frozen=True, slots=True)
class Seen:
    """One moment of a drill."""

    scenario: Scenario
    board: Board
    now: int
    sight: Sight
    series: Instruments
    meters: dict[str, SloMeter]
    rows: tuple[TruthRow, ...] | list[TruthRow]
    facts: list[Fact]
    memo: Memo
    reached: bool = False  # somebody has told the commander that something is wrong

    def name(self, person: str) -> str:
        """A person or seat as one would say it."""
        seat = self.board.seats.get(person)
        if seat is not None and seat.name:
            return seat.name
        return {IC: "the commander", GM: "Game master", OBSERVER: "an observer", "": ""}.get(person, person.capitalize())

    def title(self, target: str) -> str:
        return title_of(self.scenario, target)

    def utc(self, at: int) -> str:
        """A drill second as the clock of the fiction: 13:43."""
        return (self.scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")

    @property
    def awake(self) -> bool:
        """Something has reached the commander, so that instruments and messages are before them."""
        return self.reached or awake(self.scenario, self.board)

    @property
    def blind(self) -> str:
        """The tool whose loss takes the tiles away; "" while they can be seen."""
        return lost_with(self.scenario.public, self.board.tools_lost, Serves.DASHBOARDS)

    @property
    def unwarned(self) -> str:
        """The tool whose loss takes the alerts away; "" while they can be seen."""
        return lost_with(self.scenario.public, self.board.tools_lost, Serves.ALERTS)


def awake(scenario: Scenario, board: Board) -> bool:
    """The commander has been reached: by a page, by opening the tiles, by declaring, or because they were watching."""
    return (
        scenario.public.watching
        or IC in board.tiles_opened
        or board.incident.declared_at is not None
        or any(IC in alert.paged for alert in board.alerts.values())
    )


def reaches_commander(fact: Fact) -> bool:
    """A report that wakes the commander as a page does: a message to them, or one that speaks of harm (SCORING 3.3)."""
    if not fact.audience.reaches(IC):
        return False
    match fact.body:
        case InjectDelivered(to=to, supports=supports):
            return to == IC or supports is not None
        case StakeholderPinged():
            return True
        case CardPosted(supports=supports):
            return supports is not None
        case _:
            return False


def title_of(scenario: Scenario, target: str) -> str:
    """What people call a service, journey, switch or tool."""
    system = scenario.public.system
    for group in (system.services, system.journeys, system.switches, system.tools):
        if target in group:
            title = group[target].title
            if title is not None:
                return title
    return target.replace("-", " ")


#: What people call each kind of order.
KIND_TITLES: dict[Kind, str] = {
    Kind.ROLL_BACK: "Roll back",
    Kind.ROLL_FORWARD: "Roll forward",
    Kind.FLAG_OFF: "Switch off",
    Kind.FLAG_ON: "Switch on",
    Kind.SHED_LOAD: "Shed load",
    Kind.ADMIT_LOAD: "Admit load again",
    Kind.RATE_LIMIT: "Rate-limit",
    Kind.LIFT_LIMIT: "Lift the rate limit",
    Kind.FAIL_OVER: "Fail over",
    Kind.FAIL_BACK: "Fail back",
    Kind.SCALE_UP: "Scale up",
    Kind.SCALE_DOWN: "Scale down",
    Kind.RESTART: "Restart",
    Kind.FLUSH_CACHE: "Flush the cache",
    Kind.WARM_CACHE: "Warm the cache",
    Kind.DRAIN: "Drain",
    Kind.UNDRAIN: "Undrain",
    Kind.PAUSE_JOB: "Pause the job",
    Kind.RESUME_JOB: "Resume the job",
    Kind.RESTORE: "Restore from backup",
    Kind.REVOKE: "Revoke credentials",
    Kind.CUT_RETRIES: "Cut retries",
    Kind.ALLOW_RETRIES: "Allow retries",
    Kind.DISABLE: "Disable",
    Kind.ENABLE: "Enable",
    Kind.FREEZE_CHANGES: "Freeze changes",
    Kind.THAW_CHANGES: "Allow changes again",
}


def order_words(scenario: Scenario, order: str, cohort: str = "") -> str:
    """An order as people say it: `roll-back edge` -> Roll back: Edge; with a cohort, "Roll back: Edge, in east only"."""
    kind, _, target = order.partition(" ")
    where = f", in {cohort.replace('-', ' ')} only" if cohort else ""
    return f"{KIND_TITLES[Kind(kind)]}: {title_of(scenario, target)}{where}" if target else order
