"""Competent and novice: commanders who see what a commander sees, take the time people take, and make the choices people make.

They read the board's visible part only, never the world. Delays are log-normal, drawn by luck; parameters from the scoring reference, 4.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record.commands import (
    AcknowledgePage,
    AnswerQuestion,
    AskInvestigate,
    AskVerify,
    AssignRole,
    ClaimMitigated,
    CloseIncident,
    Command,
    DeclareIncident,
    OpenChanges,
    OpenTiles,
    OrderMitigation,
    PagePerson,
    PostUpdate,
    ResolveIncident,
)
from simulator.record.luck import luck, luck_lognormal
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Kind, PersonKind, Sev, Topic

#: Spread of the log-normal delays (judgement).
_SIGMA = 0.5


@dataclass(frozen=True, slots=True)
class Habits:
    """What tells one commander from another. Times in seconds, the rest chances."""

    acknowledge: float
    declare: float
    think: float
    mitigate_first: float
    wrong_first: float
    cadence_kept: float
    asks_changes: float


COMPETENT = Habits(90, 180, 45, 0.8, 0.0, 0.95, 1.0)
NOVICE = Habits(225, 450, 112, 0.4, 0.35, 0.5, 0.4)


class Careful:
    """A commander with habits."""

    people = True
    habits = COMPETENT
    name = "competent"

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._free_at = 0
        self._declare_at: int | None = None
        self._asked: set[str] = set()
        self._ordered: set[str] = set()
        self._paged_at: int | None = None
        self._mitigate_first = self._chance("mitigate first") < self.habits.mitigate_first
        self._wrong_first = self._chance("wrong first") < self.habits.wrong_first
        self._looks_at_changes = self._chance("changes") < self.habits.asks_changes

    def _chance(self, *key: str) -> float:
        return luck(self._seed, self.name, *key)

    def _delay(self, median: float, *key: str) -> int:
        return max(1, round(luck_lognormal(self._seed, median, _SIGMA, self.name, *key)))

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        board, now = drill.board, drill.now
        if now < self._free_at:
            return []
        wish = self._next(drill)
        if wish is None:
            return []
        if drill.decide(wish, IC) is not None:
            self._asked.add(repr(wish))
            return []
        self._free_at = now + self._delay(self.habits.think, "think", str(len(board.mitigations) + len(board.tasks) + now // 60))
        return [(wish, IC)]

    def finished(self, drill: Drill) -> bool:
        del drill
        return False

    # --- one thing at a time, the most urgent first --------------------------------------------------

    def _next(self, drill: Drill) -> Command | None:
        board, now = drill.board, drill.now
        page = next((a for a in board.alerts.values() if IC in a.paged and a.acknowledged_at is None), None)
        if page is not None:
            if self._paged_at is None:
                self._paged_at = now
            if now >= self._paged_at + self._delay(self.habits.acknowledge, "acknowledge"):
                return AcknowledgePage(page.id)
        if not board.alerts and IC not in board.tiles_opened:
            return None
        if IC not in board.tiles_opened:
            return OpenTiles() if page is None else None
        if not board.incident.open and board.incident.state == "quiet":
            return self._declare(drill)
        if not board.incident.open:
            return CloseIncident(self._responders(drill)[0]) if board.incident.state == "resolved" else None
        return (
            self._hats(drill)
            or self._words(drill)
            or self._answers(drill)
            or self._changes(drill)
            or self._order(drill)
            or self._ask(drill)
            or self._close(drill)
        )

    def _declare(self, drill: Drill) -> Command | None:
        """Once a row of the matrix on screen holds, after the time it takes to make up one's mind."""
        if self._declare_at is not None and drill.now < self._declare_at:
            return None
        holds = [row.sev for row in drill.impact().matrix if row.holds and row.sev in ("SEV1", "SEV2")]
        if not holds:
            return None
        if self._declare_at is None:
            self._declare_at = drill.now + self._delay(self.habits.declare, "declare")
        return DeclareIncident(Sev(min(holds))) if drill.now >= self._declare_at else None

    def _responders(self, drill: Drill) -> list[str]:
        people = self._scenario.public.people
        return [p for p in people if people[p].kind is PersonKind.RESPONDER and drill.board.here(p)] or list(people)

    def _hats(self, drill: Drill) -> Command | None:
        hats = drill.board.hats
        if hats[Role.IC].state == "empty":
            return self._once(AssignRole(Role.IC, IC))
        here = self._responders(drill)
        for i, role in enumerate((Role.OPS, Role.COMMS)):
            if hats[role].state == "empty":
                wish = self._once(AssignRole(role, here[(i + 1) % len(here)]))
                if wish is not None:
                    return wish
        return None

    def _words(self, drill: Drill) -> Command | None:
        board, now = drill.board, drill.now
        for audience in (Audience.PUBLIC, Audience.INTERNAL):
            promise = board.promises.get(audience)
            key = f"{audience}{promise.due if promise is not None else now // 600}"
            due = promise is None or promise.due - now <= 60
            if due and self._chance("cadence", key) < self.habits.cadence_kept:
                component = next(iter(self._scenario.public.system.journeys)) if audience is Audience.PUBLIC else ""
                state = ("operational" if board.incident.state == "mitigated" else "major-outage") if component else ""
                says = "We are aware that users are affected and are working on it. Next update at the time below."
                return self._once(PostUpdate(audience, says, "", component, state, 15), key)
        return None

    def _answers(self, drill: Drill) -> Command | None:
        question = next(iter(drill.board.open_questions), None)
        return (
            self._once(AnswerQuestion(question.id, "I lead this. The next update comes at the promised time."), question.id)
            if question
            else None
        )

    def _changes(self, drill: Drill) -> Command | None:
        if self._looks_at_changes and IC not in drill.board.changes_opened:
            return OpenChanges()
        return None

    def _order(self, drill: Drill) -> Command | None:
        board = drill.board
        if any(m.in_flight for m in board.mitigations.values()) and not self._mitigate_first:
            return None
        for order in self._candidates(drill):
            if order in self._ordered or board.in_flight(order) is not None:
                continue
            kind, _, target = order.partition(" ")
            for person in people_for(self._scenario, Kind(kind), target):
                if not board.here(person):
                    if person not in self._asked:
                        self._asked.add(person)
                        return PagePerson(person)
                    continue
                wish = OrderMitigation(Kind(kind), target, person)
                if drill.decide(wish, IC) is None:
                    self._ordered.add(order)
                    return wish
        return None

    def _candidates(self, drill: Drill) -> list[str]:
        """Orders a commander could think of by now, the best founded first."""
        board = drill.board
        cards = [card for card in board.cards.values() if card.names]
        if not self._mitigate_first and not any(card.cause for card in board.cards.values()):
            return []
        orders = [card.names for card in reversed(cards)]
        if self._mitigate_first and IC in board.changes_opened:
            changes = self._scenario.public.system.changes
            latest_first = sorted(board.changes, key=lambda c: -board.changes[c])
            orders += [
                f"roll-back {changes[id_].target}"
                for id_ in latest_first
                if self._scenario.seconds(changes[id_].at) > drill.now - 3600
            ]
        if self._wrong_first and not self._ordered:
            entry = next(iter(self._scenario.public.system.journeys.values())).enters
            orders.insert(0, f"restart {entry}")
        return orders

    def _ask(self, drill: Drill) -> Command | None:
        """Named, boxed asks: what is hurting, what changed, what it depends on."""
        board = drill.board
        journeys = self._scenario.public.system.journeys
        hurt = next(iter(journeys.values())).enters
        done = any(m.state == "done" for m in board.mitigations.values())
        topics = (
            [Topic.RECOVERY] if done else [Topic.ERRORS, Topic.CPU, Topic.CHANGES, Topic.LOGS, Topic.DEPENDENCIES, Topic.ACCESS]
        )
        for topic in topics:
            for person in self._responders(drill):
                knows = self._scenario.public.people[person].knows
                target = next((k for k in knows if k == hurt), knows[0] if knows else hurt)
                key = f"{person}{topic}{done}"
                if board.busy(person) or key in self._asked:
                    continue
                wish = AskInvestigate(target, topic, 5, person)
                self._asked.add(key)
                if drill.decide(wish, IC) is None:
                    return wish
        return None

    def _close(self, drill: Drill) -> Command | None:
        """After something was done and the screen is calm: verify, say so, hold, resolve."""
        board, now = drill.board, drill.now
        done = max((m.done_at or 0 for m in board.mitigations.values() if m.state == "done"), default=0)
        if not done or now - done < 120:
            return None
        if board.incident.state == "declared":
            return self._once(ClaimMitigated(), when=lambda: self._calm(drill))
        if not any(t.healthy for t in board.tasks.values()):
            free = next((p for p in self._responders(drill) if not board.busy(p)), None)
            journey = next(iter(self._scenario.public.system.journeys))
            return self._once(AskVerify(journey, free), str(now // 300), when=lambda: self._calm(drill)) if free else None
        return ResolveIncident() if now - done >= 780 and self._calm(drill) else None

    def _calm(self, drill: Drill) -> bool:
        """Every tile is as good as promised. Asked last: tiles take longer than everything before."""
        return all(tile.success >= min(tile.slo, 0.99) for tile in drill.impact().tiles)

    def _once(self, wish: Command, key: str = "", when: Callable[[], bool] = lambda: True) -> Command | None:
        """The wish, the first time it comes up `when` it fits; what was refused is not wished again."""
        mark = f"{type(wish).__name__}{key}{wish if not key else ''}"
        if mark in self._asked or not when():
            return None
        self._asked.add(mark)
        return wish


class Competent(Careful):
    habits = COMPETENT
    name = "competent"


class Novice(Careful):
    habits = NOVICE
    name = "novice"
