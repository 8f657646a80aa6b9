"""The engine: one SimPy environment with the world and the simulated people in it, and the record they add to.

Mutable, one owner, never copied, never stored. It runs through whole drill seconds: within a second, first what was started by
the commands of that second, then the world and the people, then reactions to the facts of the second, until nothing is left to do.
Nothing here decides whether a command is allowed (`decide`), and no process touches the board: processes emit facts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, Protocol

import simpy

from simulator.drill.acts import Acts
from simulator.drill.board import Board, first_board
from simulator.drill.carrying_out import carry_out, come_in_stages, effects_of
from simulator.drill.clock import due_to_end, most_playing, played, why_skip_stops
from simulator.drill.conditions import Conditions
from simulator.drill.delivery import names_of
from simulator.drill.evolve import evolve
from simulator.drill.forensics import secure
from simulator.drill.initiatives import Initiatives
from simulator.drill.keyboard import one_too_many
from simulator.drill.msel import Msel
from simulator.drill.posting import post_round
from simulator.drill.promises import watch_promise
from simulator.drill.sight import Sight, World
from simulator.record.digest import Digest
from simulator.record.facts import (
    ALL,
    TRUTH,
    Audience,
    Body,
    DrillEnded,
    DrillStarted,
    EvidenceAsked,
    Fact,
    MeterRead,
    MitigationOrdered,
    PersonJoined,
    PromiseMade,
    SkipStopped,
    UpdateDelayed,
)
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition

#: The world's step, in drill seconds; conditions are looked at as often.
STEP = 5
MINUTE = 60

Emit = Callable[[Body, Audience, str, int], Fact]


class People(Protocol):
    """The simulated people, as far as the engine knows them; the counterpart is `people/`."""

    def start(self) -> None:
        """StartEx."""

    def on_fact(self, fact: Fact) -> None:
        """Something became true; they may start doing something about it."""


class Engine:
    """Runs a drill forward. `make_world` and `make_people` are given so that each can be left out or replaced."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        make_world: Callable[[Engine], World],
        make_people: Callable[[Engine], People | None],
        *,
        open_ended: bool = False,
    ) -> None:
        self._open_ended = open_ended
        self.scenario = scenario
        self.seed = seed
        self.env = simpy.Environment()
        self.board: Board = first_board(scenario)
        self.facts: list[Fact] = []
        self.digest = Digest()
        self._inbox: list[Fact] = []
        self._look = False  # conditions may have come true
        self.world: World = make_world(self)
        self.conditions = Conditions(scenario, self.world, seed)
        self.msel = Msel(self)
        self.initiatives = Initiatives(self)
        self.acts = Acts(self)
        self.people: People | None = make_people(self)

    @property
    def now(self) -> int:
        """The drill second the engine has come to."""
        return int(self.env.now)

    @property
    def sight(self) -> Sight:
        return Sight(self.now, self.scenario, self.world)

    # --- the record ------------------------------------------------------------------------------

    def emit(self, body: Body, audience: Audience = ALL, by: str = "world", because: int = 0) -> Fact:
        """Something became true: number it, fold it, digest it, and let it be reacted to within this second."""
        if isinstance(body, DrillEnded):
            for meter, reading in self.world.readings().items():
                self.emit(MeterRead(meter, round(reading * 1000)), TRUTH, "world", because)
        fact = Fact(len(self.facts) + 1, self.now, by, because, audience, body)
        self.facts.append(fact)
        self.board = evolve(self.board, fact)
        self.digest.add(fact)
        self._inbox.append(fact)
        return fact

    def holds(self, condition: Condition) -> bool:
        """Whether a condition of the scenario holds now."""
        return self.conditions.holds(condition, self.board, self.now)

    def names(self) -> Mapping[str, object]:
        """What a text of the scenario may name, with its value now."""
        return names_of(self.board, self.sight)

    def start(self, process: Generator[Any, Any, Any]) -> None:
        """Start a process. It begins within this second, after the commands of the second."""
        self.env.process(process)

    def look_at(self, delay: int) -> None:
        """Look at the conditions again after so many seconds."""
        if delay >= 1:
            self.start(self._later(delay))
        else:
            self._look = True

    # --- time ------------------------------------------------------------------------------------

    def run(self, to: int) -> None:
        """Run through the seconds up to and including `to`; stops early where a skip stops or the drill ends."""
        if to <= self.now:
            return
        self._finish_second()
        while self.now < to and self.board.clock.moving:
            self._go_to(min(self._next_second(), to))
            self._finish_second()
            if self._stop_skip():
                return

    def next_second(self) -> int:
        """The next second at which something is due."""
        return self.now + 1 if self._inbox or self.env.peek() <= self.now else self._next_second()

    def _next_second(self) -> int:
        due = self.env.peek()
        until = self.board.clock.skip_until
        if self.board.clock.state == "skipping" and until is not None:
            due = min(due, max(until, self.now + 1))
        return self.now + MINUTE if due == float("inf") else int(due)

    def _go_to(self, second: int) -> None:
        """Move the environment to a second, before anything that is due in it. SimPy refuses to run to where it is."""
        if second > self.now:
            self.env.run(until=second)

    def _finish_second(self) -> None:
        """Everything of this second, until nothing is left: what is due, then reactions, then conditions."""
        while not self.board.clock.over:
            while self.env.peek() <= self.env.now:
                self.env.step()
                if self.board.clock.over:
                    return
            if self._inbox:
                facts, self._inbox = self._inbox, []
                for fact in facts:
                    self._react(fact)
                self._look = True
            elif self._look:
                self._look = False
                self.msel.look()
                self.acts.look()
                if self.people is not None:
                    self.initiatives.look()
            else:
                return

    def _stop_skip(self) -> bool:
        """End a skip whose reason to stop lies in the second just finished. A jump ends where it leads."""
        clock = self.board.clock
        if clock.jump:
            arrived = clock.moving and clock.skip_until is not None and self.now >= clock.skip_until
            if arrived:
                self.acts.arrive(clock.jump, jumped=True)
            return arrived
        if clock.state != "skipping" or clock.skip_from is None:
            return False
        reason = self._reason(clock.skip_from)
        if not reason and clock.skip_until is not None and self.now >= clock.skip_until:
            reason = "promise-due" if any(p.due - self.now <= MINUTE for p in self.board.promises.values()) else "longest"
        if reason:
            self.emit(SkipStopped(reason), ALL, "clock", 0)
        return bool(reason)

    def _reason(self, since: int) -> str:
        for fact in reversed(self.facts):
            if fact.at < self.now or fact.at <= since:
                return ""
            reason = why_skip_stops(self.board, fact)
            if reason:
                return reason
        return ""

    # --- reactions -------------------------------------------------------------------------------

    def _react(self, fact: Fact) -> None:
        match fact.body:
            case DrillStarted():
                self._begin()
            case MitigationOrdered(unordered=False) if self.people is not None:
                self.start(carry_out(self, fact))
            case EvidenceAsked() if self.people is not None:
                self.start(secure(self, fact))
            case MitigationOrdered():
                self.start(come_in_stages(self, fact))
            case UpdateDelayed():
                self.start(post_round(self, fact))
            case PersonJoined():
                emit_all(self, one_too_many(self.board, self.sight), "clock")
            case PromiseMade():
                self.start(watch_promise(self, fact.body, fact.n))
            case _:
                effects_of(self, fact)
        self.msel.on_fact(fact)
        if self.people is not None:
            self.people.on_fact(fact)
        due = due_to_end(self.board)
        if due is not None:
            self.start(self._end_at(due[0]))

    def _begin(self) -> None:
        self.world.start()
        self.start(self._steps())
        self.start(self._minutes())
        self.msel.start()
        self.acts.start()
        if self.people is not None:
            self.people.start()
            if not self._open_ended:
                self.start(self._end_of_time())

    def _later(self, delay: int) -> Generator[Any, Any, None]:
        yield self.env.timeout(delay)
        self._look = True

    def _steps(self) -> Generator[Any, Any, None]:
        while True:
            yield self.env.timeout(STEP)
            self.conditions.step(self.now)
            self._look = True

    def _minutes(self) -> Generator[Any, Any, None]:
        while True:
            yield self.env.timeout(MINUTE)
            self.digest.add_numbers(self.now, self.world.numbers())

    def _end_at(self, second: int) -> Generator[Any, Any, None]:
        """End once the incident has been over long enough, unless it was reopened meanwhile."""
        yield self.env.timeout(max(1, second - self.now))
        due = due_to_end(self.board)
        if due is not None and self.now >= due[0]:
            self.emit(DrillEnded(due[1]), ALL, "clock", 0)

    def _end_of_time(self) -> Generator[Any, Any, None]:
        while (left := most_playing(self.scenario, self.board.clock.jumped) - played(self.board, self.now)) > 0:
            yield self.env.timeout(max(1, left))
        self.emit(DrillEnded("time"), ALL, "clock", 0)


def emit_all(engine: Engine, made: Iterable[tuple[Body, Audience]], by: str) -> None:
    """The facts of an accepted command, in their order; the first one causes the rest. That a skip stopped for it causes nothing."""
    because = 0
    for body, audience in made:
        fact = engine.emit(body, audience, by, because)
        if not isinstance(body, SkipStopped):
            because = because or fact.n
