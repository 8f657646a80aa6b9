"""The two ends of the harm bar: doing nothing at all, and an oracle that knows what works and loses no second."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.bots import going_on
from simulator.bots.plausible import alarming
from simulator.bots.steps import first_possible, next_step
from simulator.drill.drill import Drill
from simulator.drill.orders import people_for, plan_of
from simulator.record.commands import (
    AcknowledgePage,
    AskVerify,
    AssignRole,
    ChangeSeverity,
    ClaimMitigated,
    Command,
    DeclareIncident,
    OpenTiles,
    OrderMitigation,
    PagePerson,
    PostUpdate,
    ResolveIncident,
    StandDown,
)
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition
from simulator.scenario.words import Audience, Kind, PersonKind, Sev, Variant
from simulator.world.severity import SEV1, SEV2

#: The matrix looks back five minutes, so users have been well for ten when it has been calm for these.
_HELD, _HELD_SINCE_DONE = 330, 660


class DoNothing:
    """Nobody in the seat. What happens is what the system and the others do by themselves."""

    people = True

    def __init__(self, scenario: Scenario, seed: int) -> None:
        del scenario, seed

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        del drill
        return []

    def finished(self, drill: Drill) -> bool:
        del drill
        return False


class Ideal:
    """Knows which order works quickest; begins the second a page, or what somebody says, gives it a reason to. Not a target: an end point."""

    people = True

    def __init__(self, scenario: Scenario, seed: int) -> None:
        del seed
        self._scenario = scenario
        self._orders = sorted((_split(order) for order in scenario.secret.truth.fixed_by), key=lambda o: self._seconds(*o))
        self._told, self._read = False, 0
        self._verified = False
        self._calm_since: int | None = None

    def _seconds(self, kind: Kind, target: str) -> int:
        plan = plan_of(self._scenario, kind, target, Variant.FAST)
        tools = self._scenario.public.system.tools
        waits = [tools[t].fallback.after for t in plan.needs if t in tools and tools[t].fallback is not None]  # type: ignore[union-attr]
        return (
            plan.takes.low
            + plan.in_stages
            + plan.ready.low
            + plan.approval.low
            + max(waits, default=0)
            + (10**6 if plan.cannot else 0)
        )

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        board, wishes = drill.board, list[Command]()
        paged = [a for a in board.alerts.values() if IC in a.paged]
        self._told = self._told or any(alarming(fact) for fact in drill.facts[self._read :])
        self._read = len(drill.facts)
        if not paged and not self._told and not board.incident.open:
            return []
        wishes += [AcknowledgePage(a.id) for a in paged if a.acknowledged_at is None]
        if self._scenario.secret.truth.false_alarm:
            if board.incident.state == "quiet":
                wishes += [OpenTiles(), StandDown("Nothing is wrong.")]
        elif board.incident.state == "quiet":
            wishes += [OpenTiles(), DeclareIncident(self._severity(drill)), AssignRole(Role.IC, IC)]
            wishes += self._hats(drill)
        elif board.incident.sev is not None and board.incident.sev.weight < self._severity(drill).weight:
            wishes.append(ChangeSeverity(self._severity(drill), "it is worse than it was"))
        if self._orders:
            wishes += self._order(drill)
        wishes += self._words(drill)
        step = going_on.next_step(self._scenario, drill)
        if isinstance(step, Command):
            wishes.append(step)
        return [(wish, IC) for wish in wishes]

    def _severity(self, drill: Drill) -> Sev:
        return Sev.SEV1 if drill.board.severity >= SEV1 else Sev.SEV2

    def _hats(self, drill: Drill) -> list[Command]:
        here = [
            p for p, spec in self._scenario.public.people.items() if spec.kind is PersonKind.RESPONDER and drill.board.here(p)
        ]
        doing = people_for(self._scenario, *self._orders[0])[0]
        free = [p for p in here if p != doing] or here
        return (
            [AssignRole(role, free[i % len(free)]) for i, role in enumerate((Role.OPS, Role.COMMS, Role.SCRIBE))] if free else []
        )

    def _order(self, drill: Drill) -> list[Command]:
        """Every effective order that is needed now and whose person is here and free; pages whom it needs."""
        wishes: list[Command] = []
        for kind, target in (*self._coordinating(drill), *self._needed(drill)):
            for person in people_for(self._scenario, kind, target):
                if not drill.board.here(person):
                    wishes.append(PagePerson(person))
                    continue
                # a restore done fast takes the service away while it lasts; beside the copy in use it costs nobody anything
                how = Variant.SAFE if kind is Kind.RESTORE else Variant.FAST
                order = OrderMitigation(kind, target, person, how)
                if (
                    not any(isinstance(w, OrderMitigation) and w.person == person for w in wishes)
                    and drill.decide(order, IC) is None
                ):
                    wishes.append(order)
                    break
        return wishes or self._more(drill)

    def _more(self, drill: Drill) -> list[Command]:
        """What the way out needs beyond ending a cause: to close a door, and to open it again."""
        states = {m.state for m in drill.board.mitigations.values()}
        if any(m.in_flight for m in drill.board.mitigations.values()):
            return []
        return next_step(drill, self._orders) if "done" in states else first_possible(drill, self._orders)

    def _needed(self, drill: Drill) -> list[tuple[Kind, str]]:
        """For each cause that is active, the quickest order that ends it; once, unless it comes back or the order failed."""
        board, needed = drill.board, dict[tuple[Kind, str], None]()
        endable = False
        for id_, fault in board.faults.items():
            spec = self._scenario.secret.faults.get(id_)
            ends = set() if spec is None or fault.state != "active" else {end.by for end in spec.ends}
            quickest = next((order for order in self._orders if _written(*order) in ends), None)
            if quickest is None:
                continue
            endable = True
            done = board.done(_written(*quickest))
            if board.in_flight(_written(*quickest)) is None and (done is None or (done.done_at or 0) < (fault.since or 0)):
                needed[quickest] = None
        if endable or any((m.in_flight or m.state == "done") and not m.unordered for m in board.mitigations.values()):
            return [order for order in self._orders if order in needed]
        return list(self._orders[:1])

    def _coordinating(self, drill: Drill) -> list[tuple[Kind, str]]:
        """Orders that keep people from acting on their own accord."""
        board = drill.board
        wanted = dict.fromkeys(
            part.ordered
            for initiative in self._scenario.secret.initiatives.values()
            if initiative.unless is not None
            for part in _parts(initiative.unless)
            if part.ordered is not None
        )
        return [
            _split(order)
            for order in wanted
            if order and not any(m.order == order and not m.unordered for m in board.mitigations.values())
        ]

    def _words(self, drill: Drill) -> list[Command]:
        """Updates whenever one is due soon, then the all-clear once it has held and was verified."""
        board, now = drill.board, drill.now
        if not board.incident.open:
            return []
        wishes: list[Command] = []
        for audience in Audience:
            promise = board.promises.get(audience)
            if promise is None or promise.due - now <= 60:
                state = "major-outage" if board.severity >= SEV2 else "operational"
                component = next(iter(self._scenario.public.system.journeys)) if audience is Audience.PUBLIC else ""
                says = "We are aware and are working on it. The next update follows at the promised time."
                wishes.append(PostUpdate(audience, says, "", component, state if component else "", 15))
        done = max((m.done_at or 0 for m in board.mitigations.values() if m.state == "done"), default=0)
        calm = bool(done) and board.severity < SEV2
        self._calm_since = (self._calm_since or now) if calm else None
        if calm and now - done >= 120 and not self._verified:
            self._verified = True
            journeys = self._scenario.public.system.journeys
            journey = next((id_ for id_, spec in journeys.items() if spec.core), next(iter(journeys)))
            person = next((p for p in board.people if board.here(p) and not board.busy(p)), "")
            wishes += [ClaimMitigated(), AskVerify(journey, person)]
        if self._calm_since is not None and now - self._calm_since >= _HELD and now - done >= _HELD_SINCE_DONE:
            wishes.append(ResolveIncident())
        return wishes

    def finished(self, drill: Drill) -> bool:
        del drill
        return False


def _written(kind: Kind, target: str) -> str:
    return f"{kind.value} {target}"


def _split(order: str) -> tuple[Kind, str]:
    kind, _, target = order.partition(" ")
    return Kind(kind), target


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ())):
        yield from _parts(part)
