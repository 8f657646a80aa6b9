"""The projections: from a drill to what each seat sees. The door of `project_*`, which hold one seat or one section each.

Everything that leaves the server about a running drill passes here. The counterpart is `views`, whose types cannot hold a secret
except for the game master's.
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol, cast
from weakref import WeakKeyDictionary

from simulator.drill import views as v
from simulator.drill.engine import Engine
from simulator.drill.project_commander import commander
from simulator.drill.project_feed import Feed
from simulator.drill.project_game_master import game_master
from simulator.drill.project_impact import impact as impact_
from simulator.drill.project_menu import menu
from simulator.drill.project_observer import observer
from simulator.drill.project_responder import responder
from simulator.drill.project_samples import samples as samples_
from simulator.drill.project_samples import signals
from simulator.drill.project_shared import brief
from simulator.drill.project_truth import Account
from simulator.drill.readings import Reading
from simulator.drill.readings import readings as readings_
from simulator.drill.seen import Memo, Seen, reaches_commander
from simulator.record.facts import Fact
from simulator.record.seats import SeatKind, kind_of
from simulator.scenario.model import Scenario
from simulator.world.world import World


class Drill(Protocol):
    """The door, as far as the projections need it."""

    @property
    def engine(self) -> Engine: ...


class Projector:
    """What has been worked out once for a drill: menu, brief, channels, running sums."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.feed = Feed(scenario)
        self.account = Account(scenario)
        self._signals: dict[str, tuple[str, ...]] = {}
        self.memo = Memo()
        self._reached = False
        self._read = 0

    @cached_property
    def menu(self) -> v.Menu:
        return menu(self.scenario)

    @cached_property
    def brief(self) -> v.Brief:
        return brief(self.scenario)

    def reached(self, facts: list[Fact]) -> bool:
        """Somebody has told the commander that something is wrong; once true, it stays so."""
        if not self._reached:
            self._reached = any(reaches_commander(fact) for fact in facts[self._read :])
            self._read = len(facts)
        return self._reached

    def signals(self, seat: str, everything: tuple[str, ...]) -> tuple[str, ...]:
        names = self._signals.get(seat)
        if names is None:
            names = self._signals[seat] = signals(self.scenario, seat, everything)
        return names


_PROJECTORS: WeakKeyDictionary[Engine, Projector] = WeakKeyDictionary()


def projector_of(drill: Drill) -> Projector:
    found = _PROJECTORS.get(drill.engine)
    if found is None:
        found = _PROJECTORS[drill.engine] = Projector(drill.engine.scenario)
    return found


def seen_of(drill: Drill) -> Seen:
    """The drill as it stands, for the projections."""
    engine = drill.engine
    world, known = cast(World, engine.world), projector_of(drill)
    return Seen(
        engine.scenario,
        engine.board,
        engine.now,
        engine.sight,
        world.series,
        world.instruments.meters,
        world.truth_rows(),
        engine.facts,
        known.memo,
        world.cohorts.meters,
        known.reached(engine.facts),
    )


def view(drill: Drill, seat: str) -> v.View:
    """All sections of one seat's screen."""
    known, seen = projector_of(drill), seen_of(drill)
    match kind_of(seat):
        case SeatKind.GAME_MASTER:
            known.account.catch_up(seen)
            return game_master(seen, known.brief, known.account, known.menu)
        case SeatKind.INCIDENT_COMMANDER:
            return commander(seen, known.brief, known.menu)
        case SeatKind.OBSERVER:
            return observer(seen, known.brief)
        case SeatKind.RESPONDER:
            return responder(seen, seat, known.brief, known.menu)


def impact(drill: Drill) -> v.Impact:
    """What users suffer, as the commander's view shows it; for who needs no more of the screen."""
    return impact_(seen_of(drill))


def readings(drill: Drill) -> list[Reading]:
    """The numbers of the commander's tiles by which severity is called; for who only glances at them."""
    return readings_(seen_of(drill))


def feed(drill: Drill, seat: str, since: int) -> list[v.FeedItem]:
    """The seat's channel after item `since`."""
    return projector_of(drill).feed.after(seat, since, drill.engine.facts)


def samples(drill: Drill, seat: str, since: int) -> list[v.Point]:
    """The seat's points after number `since`."""
    seen = seen_of(drill)
    return samples_(seen, seat, since, projector_of(drill).signals(seat, seen.series.names))
