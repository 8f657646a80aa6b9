"""The door: one live drill, board and engine together. Everything outside talks to a `Drill` and to nothing behind it.

Mutable, one owner, no IO, no wall clock. Its counterparts are the room and the pacer in `web/`, the loop in `bots/play`, and
`journal`, which keeps its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from simulator.drill import project
from simulator.drill.board import Board
from simulator.drill.decide import decide
from simulator.drill.engine import Engine, emit_all
from simulator.drill.readings import Reading
from simulator.drill.views import FeedItem, Impact, Point, View
from simulator.people.people import People
from simulator.record.commands import Command
from simulator.record.facts import Fact
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.scenario.model import Scenario
from simulator.world.world import World

#: How far ahead a running drill is looked at without waking: the world steps this often.
_LONGEST_SLEEP = 5


class Divergence(Exception):
    """A journal does not lead where it says it led; names the row."""

    def __init__(self, row: int, says: str) -> None:
        super().__init__(f"row {row}: {says}")
        self.row = row
        self.says = says


class Drill:
    """One live drill. Make one with `new`, or from a journal with `replay`."""

    def __init__(self, scenario: Scenario, seed: int, *, people: bool, open_ended: bool = False) -> None:
        self.scenario = scenario
        self.seed = seed
        self.with_people = people
        self.rows: list[Row] = []
        self._engine = Engine(
            scenario,
            seed,
            lambda engine: World(scenario, seed, engine.env, engine.emit, engine.holds),
            lambda engine: People(engine) if people else None,
            open_ended=open_ended,
        )

    @classmethod
    def new(cls, scenario: Scenario, seed: int, *, people: bool = True, open_ended: bool = False) -> Drill:
        """A prepared drill. Without `people`, nobody is simulated, orders are not carried out and nothing ends by itself:
        an edge states what was done and found (for `history`). An `open_ended` one goes on beyond its planned minutes (for
        reference runs, which look as far as harm is counted).
        """
        return cls(scenario, seed, people=people, open_ended=open_ended)

    @classmethod
    def replay(cls, scenario: Scenario, seed: int, rows: Iterable[Row], *, people: bool = True) -> Drill:
        """The drill that a journal leads to; raises `Divergence` where it leads elsewhere."""
        drill = cls(scenario, seed, people=people)
        for row in rows:
            drill.apply(row)
        return drill

    # --- what is so ------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        return self._engine.now

    @property
    def state(self) -> str:
        return self.board.clock.state

    @property
    def rate(self) -> float:
        """Drill seconds per wall second; 0 while not running."""
        return float(self.board.clock.rate) if self.board.clock.moving else 0.0

    @property
    def board(self) -> Board:
        return self._engine.board

    @property
    def facts(self) -> Sequence[Fact]:
        return self._engine.facts

    @property
    def engine(self) -> Engine:
        """For the projections. Nobody else looks behind the door."""
        return self._engine

    def digest(self) -> str:
        return self._engine.digest.hex()

    # --- commands --------------------------------------------------------------------------------

    def decide(self, command: Command, seat: str) -> Refusal | None:
        """Why the command would be refused now; None when it would be accepted. Nothing is changed."""
        made = decide(self.board, self._engine.sight, command, seat)
        return made if isinstance(made, Refusal) else None

    def row(self, command: Command, seat: str, command_id: str) -> Row:
        """The row to append to the journal for a command that `decide` accepts."""
        return Row(len(self.rows) + 1, self.now, seat, command_id, command, self.digest())

    def apply(self, row: Row) -> list[Fact]:
        """Make a row that is on disk true. When replaying, time first moves on to the row."""
        before = len(self._engine.facts)
        self._check(row)
        made = decide(self.board, self._engine.sight, row.command, row.seat)
        if isinstance(made, Refusal):
            raise Divergence(row.n, f"{type(row.command).__name__} is refused: {made.says}")
        self.rows.append(row)
        emit_all(self._engine, made, row.seat)
        return self._engine.facts[before:]

    def give(self, command: Command, seat: str, command_id: str = "") -> list[Fact] | Refusal:
        """Decide, make the row and apply it in one go: for tests and headless drills, where memory is the disk."""
        refusal = self.decide(command, seat)
        if refusal is not None:
            return refusal
        return self.apply(self.row(command, seat, command_id or f"r{len(self.rows) + 1}"))

    def _check(self, row: Row) -> None:
        if row.n != len(self.rows) + 1:
            raise Divergence(row.n, f"row {len(self.rows) + 1} was expected")
        while self.now < row.at and self.board.clock.moving:
            self._engine.run(row.at)
        if self.now != row.at:
            raise Divergence(row.n, f"the drill stands at second {self.now}, the row at {row.at}")
        if self.digest() != row.digest:
            raise Divergence(row.n, "the record before it is not the one that was recorded")

    # --- time ------------------------------------------------------------------------------------

    def advance(self, to: int) -> list[Fact]:
        """Run up to and including second `to`; a skip may stop earlier. Nothing moves unless running or skipping."""
        before = len(self._engine.facts)
        if self.board.clock.moving:
            self._engine.run(to)
        return self._engine.facts[before:]

    def next_wake(self) -> int | None:
        """The next second at which something can happen; None while the clock stands."""
        if not self.board.clock.moving:
            return None
        return max(self.now + 1, min(self.now + _LONGEST_SLEEP, self._engine.next_second()))

    # --- what each seat sees ---------------------------------------------------------------------

    def view(self, seat: str) -> View:
        return project.view(self, seat)

    def impact(self) -> Impact:
        """One section of the commander's view, for who needs no more of it."""
        return project.impact(self)

    def readings(self) -> list[Reading]:
        """The numbers of the commander's tiles by which severity is called."""
        return project.readings(self)

    def feed(self, seat: str, since: int) -> list[FeedItem]:
        """The seat's channel after item `since`; numbers are dense per seat."""
        return project.feed(self, seat, since)

    def samples(self, seat: str, since: int) -> list[Point]:
        return project.samples(self, seat, since)

    def truth_table(self) -> Any:
        """Per step and journey what was true, for scoring after the fact."""
        return self._engine.world.truth_rows()
