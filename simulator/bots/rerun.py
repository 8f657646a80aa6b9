"""A recorded drill once more, with edits: its rows given again as wishes, each at its second, into a new engine.

Not a replay (`Drill.replay`), which accepts nothing but the record itself. A wish that is refused here is dropped and counted; with no edit
at all none is, and the record comes out the same, digest and all. Ids that the engine deals out in order (tasks, questions, handoffs) shift
when something is moved, so they are looked up by what they name: who was asked, about what, for the how-many-eth time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from heapq import heappop, heappush

from simulator.drill.drill import Drill
from simulator.record import facts as f
from simulator.record.commands import (
    CallTimeOut,
    Command,
    JumpAct,
    PauseDrill,
    RecordInstant,
    ResumeDrill,
    SeatPerson,
    SetSpeed,
    StartDrill,
    Wait,
)
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.record.seats import GM, IC
from simulator.scenario.model import Scenario
from simulator.scoring.known import known_at
from simulator.world.network import STEP

#: These move the clock or the table, not the response: refused ones are not counted, and none of them is ever moved.
OF_THE_CLOCK = (CallTimeOut, JumpAct, PauseDrill, RecordInstant, ResumeDrill, SeatPerson, SetSpeed, StartDrill, Wait)
#: The fields of commands that hold such an id.
_IDS = ("task", "question", "handoff")


@dataclass(frozen=True, slots=True)
class Wish:
    """A command that is wished at a second and, where it is refused, again every few seconds up to `latest`.

    `decided_in`: an order is not given before something in this run has named it for so many seconds, or before `latest`.
    """

    at: int
    latest: int
    command: Command
    seat: str
    decided_in: int | None = None


@dataclass(frozen=True, slots=True)
class Rerun:
    """What came of it, and how many commands did not apply any more."""

    drill: Drill
    dropped: int


def wishes_of(rows: Sequence[Row]) -> list[Wish]:
    """Every row as it was."""
    return [Wish(row.at, row.at, row.command, row.seat) for row in rows]


def rerun(scenario: Scenario, seed: int, wishes: Sequence[Wish], original: Drill, until: int) -> Rerun:
    """Plays the wishes up to second `until` or to the end. `original` is the drill whose ids they name."""
    drill = Drill.new(scenario, seed, people=original.with_people)
    names, dropped = _Names(original.facts), 0
    todo: list[tuple[int, int, Wish]] = [(wish.at, n, wish) for n, wish in enumerate(wishes)]
    todo.sort(key=lambda entry: entry[:2])
    while todo:
        at, n, wish = heappop(todo)
        _go_on(drill, at)
        if at < wish.latest and not _due(drill, wish):
            heappush(todo, (min(at + STEP, wish.latest), n, wish))
            continue
        command = names.here(wish.command, drill.facts)
        if command is not None and not isinstance(drill.give(command, wish.seat), Refusal):
            continue
        if at < wish.latest:
            heappush(todo, (min(at + STEP, wish.latest), n, wish))
        elif not drill.board.clock.over and not isinstance(wish.command, OF_THE_CLOCK):
            dropped += 1
    _go_on(drill, until)
    return Rerun(drill, dropped)


def _due(drill: Drill, wish: Wish) -> bool:
    """Whether an order has been known here for as long as it took to decide on it."""
    if wish.decided_in is None:
        return True
    known = known_at(drill.scenario, drill.facts, order_of(wish.command))
    return known is not None and drill.now >= known.at + wish.decided_in


def order_of(command: Command) -> str:
    """The order a command gives, as `kind target`; "" for any other command."""
    kind, target = getattr(command, "kind", ""), getattr(command, "target", "")
    return f"{kind} {target}" if kind and target else ""


def _go_on(drill: Drill, to: int) -> None:
    """Moves the clock on. What stands where the record did not is resumed: no measure counts a pause."""
    while drill.now < to and not drill.board.clock.over:
        if not drill.board.clock.moving and all(isinstance(drill.give(ResumeDrill(), seat), Refusal) for seat in (IC, GM)):
            return
        drill.advance(to)


class _Names:
    """What the ids of one record are called in another."""

    def __init__(self, facts: Sequence[f.Fact]) -> None:
        self._means = {id_: meaning for meaning, id_ in _meanings(facts)}
        self._read = 0
        self._counts: dict[tuple[str, ...], int] = {}
        self._ids: dict[tuple[str, ...], str] = {}

    def here(self, command: Command, facts: Sequence[f.Fact]) -> Command | None:
        """The command with the ids of the other record; None while what it names is not there."""
        theirs = {field.name: getattr(command, field.name) for field in fields(command) if field.name in _IDS}
        if not theirs:
            return command
        for meaning, id_ in _meanings(facts[self._read :], self._counts):
            self._ids[meaning] = id_
        self._read = len(facts)
        ours = {name: self._ids.get(self._means.get(id_, ())) for name, id_ in theirs.items()}
        return None if None in ours.values() else replace(command, **ours)


def _meanings(facts: Sequence[f.Fact], counts: dict[tuple[str, ...], int] | None = None) -> Iterator[tuple[tuple[str, ...], str]]:
    """What each id names, in the order in which they were dealt out."""
    counts = {} if counts is None else counts
    named: tuple[str, ...]
    for fact in facts:
        match fact.body:
            case f.TaskAsked(task=id_, person=person, target=target, topic=topic):
                named = ("task", person, target, str(topic))
            case f.VerifyAsked(task=id_, person=person, journey=journey):
                named = ("verify", person, journey)
            case f.StakeholderPinged(question=id_, person=person) if id_:
                named = ("ping", person)
            case f.InjectDelivered(question=id_, inject=inject, person=person) if id_:
                named = ("inject", inject, person)
            case f.HandoffOffered(handoff=id_, person=person):
                named = ("handoff", person)
            case _:
                continue
        counts[named] = counts.get(named, 0) + 1
        yield (*named, str(counts[named])), id_
