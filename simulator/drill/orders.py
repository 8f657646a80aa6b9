"""Orders: which mitigations make sense here, who can carry them out, and what this scenario says about each.

Not what they do to the world (that is `world/`). An order is a kind and a target, `roll-back edge`. Every sensible pair exists without
the author writing it; `secret.mitigations` only says where an incident differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.scenario.model import Scenario, Service, Switch
from simulator.scenario.secret import Condition, Mitigation, Stage
from simulator.scenario.units import Span
from simulator.scenario.words import Kind, PersonKind, Variant
from simulator.world.mitigations import stages_of

#: From starting to done when a scenario does not say: (safe, fast), seconds. Judgement, from the incident files' medians.
USUAL: dict[Kind, tuple[Span, Span]] = {
    Kind.ROLL_BACK: (Span(240, 420), Span(120, 200)),
    Kind.ROLL_FORWARD: (Span(480, 780), Span(300, 480)),
    Kind.FLAG_OFF: (Span(10, 20), Span(5, 10)),
    Kind.FLAG_ON: (Span(60, 120), Span(5, 10)),
    Kind.SHED_LOAD: (Span(20, 40), Span(10, 20)),
    Kind.ADMIT_LOAD: (Span(180, 300), Span(10, 20)),
    Kind.RATE_LIMIT: (Span(30, 60), Span(10, 30)),
    Kind.LIFT_LIMIT: (Span(120, 240), Span(10, 30)),
    Kind.FAIL_OVER: (Span(180, 300), Span(40, 80)),
    Kind.FAIL_BACK: (Span(240, 420), Span(40, 80)),
    Kind.SCALE_UP: (Span(120, 240), Span(90, 150)),
    Kind.SCALE_DOWN: (Span(60, 120), Span(30, 60)),
    Kind.RESTART: (Span(240, 420), Span(60, 120)),
    Kind.FLUSH_CACHE: (Span(60, 120), Span(10, 20)),
    Kind.WARM_CACHE: (Span(180, 300), Span(60, 120)),
    Kind.DRAIN: (Span(120, 240), Span(30, 60)),
    Kind.UNDRAIN: (Span(120, 240), Span(30, 60)),
    Kind.PAUSE_JOB: (Span(20, 40), Span(10, 20)),
    Kind.RESUME_JOB: (Span(60, 120), Span(10, 20)),
    Kind.RESTORE: (Span(1800, 3600), Span(1200, 2400)),
    Kind.REVOKE: (Span(120, 240), Span(30, 60)),
    Kind.CUT_RETRIES: (Span(60, 120), Span(30, 60)),
    Kind.ALLOW_RETRIES: (Span(120, 240), Span(30, 60)),
    Kind.DISABLE: (Span(30, 60), Span(10, 20)),
    Kind.ENABLE: (Span(180, 300), Span(20, 40)),
    Kind.FREEZE_CHANGES: (Span(10, 20), Span(5, 10)),
    Kind.THAW_CHANGES: (Span(10, 20), Span(5, 10)),
}

_ON_SWITCHES = (Kind.FLAG_OFF, Kind.FLAG_ON)
_ON_JOURNEYS = (Kind.SHED_LOAD, Kind.ADMIT_LOAD, Kind.RATE_LIMIT, Kind.LIFT_LIMIT)
_ON_SERVICES = (
    Kind.ROLL_BACK, Kind.ROLL_FORWARD, Kind.RESTART, Kind.SCALE_UP, Kind.SCALE_DOWN, Kind.SHED_LOAD, Kind.ADMIT_LOAD,
    Kind.RATE_LIMIT, Kind.LIFT_LIMIT, Kind.DISABLE, Kind.ENABLE, Kind.RESTORE, Kind.REVOKE, Kind.FREEZE_CHANGES,
    Kind.THAW_CHANGES,
)  # fmt: skip
_WITH_CACHE = (Kind.FLUSH_CACHE, Kind.WARM_CACHE)
_WITH_COHORTS = (Kind.FAIL_OVER, Kind.FAIL_BACK, Kind.DRAIN, Kind.UNDRAIN)
_WITH_BACKLOG = (Kind.PAUSE_JOB, Kind.RESUME_JOB)
_WITH_RETRIES = (Kind.CUT_RETRIES, Kind.ALLOW_RETRIES)


@dataclass(frozen=True, slots=True)
class Plan:
    """How an order goes here: who, whose approval, which tools, how long. Delays are drawn by luck."""

    kind: Kind
    target: str
    people: tuple[str, ...]
    approver: str
    approval: Span
    needs: tuple[str, ...]
    ready: Span
    takes: Span
    cannot: str  # why it turns out not to be possible; "" when it is
    says: str  # what the executor reports when done
    requires: Condition | None = None  # must hold when work begins
    otherwise: str = ""  # what the executor reports when it does not
    succeeds: float = 1.0  # the chance that it works, each time
    fails_as: str = ""  # what the executor reports when it did not
    stages: tuple[Stage, ...] = ()  # what its effect comes in, after `takes`

    @property
    def order(self) -> str:
        return f"{self.kind.value} {self.target}"

    @property
    def in_stages(self) -> int:
        """Seconds from its first stage until all of it stands."""
        return sum(stage.takes for stage in self.stages)


def targets(scenario: Scenario) -> tuple[str, ...]:
    """Everything a commander may name in an ask: services, journeys, switches, tools."""
    system = scenario.public.system
    return (*system.services, *system.journeys, *system.switches, *system.tools)


def kinds_for(scenario: Scenario, target: str) -> tuple[Kind, ...]:
    """The kinds that make sense for a target, in the order of the enum; none for what is somebody else's."""
    system = scenario.public.system
    sensible: set[Kind] = set()
    if target in system.switches:
        sensible.update(_ON_SWITCHES)
    if target in system.journeys:
        sensible.update(_ON_JOURNEYS)
    service = system.services.get(target)
    if service is not None and not service.external:
        sensible.update(_for_service(service))
    sensible.update(
        Kind(special.order.split(" ")[0])
        for special in scenario.secret.mitigations.values()
        if special.order.endswith(f" {target}")
    )
    return tuple(kind for kind in Kind if kind in sensible)


def _for_service(service: Service) -> Iterator[Kind]:
    yield from _ON_SERVICES
    if service.cache is not None:
        yield from _WITH_CACHE
    if len(service.cohorts) > 1:
        yield from _WITH_COHORTS
    if service.backlog is not None:
        yield from _WITH_BACKLOG
    if any(call.retries for call in service.calls):
        yield from _WITH_RETRIES


def suits(kind: Kind) -> tuple[str, ...]:
    """What sort of thing an order of this kind makes sense for, in words; a scenario's own mitigation may name anything else."""
    services = {
        "service": _ON_SERVICES,
        "service with a cache": _WITH_CACHE,
        "service with cohorts": _WITH_COHORTS,
        "service with a backlog": _WITH_BACKLOG,
        "service whose calls have retries": _WITH_RETRIES,
    }
    words = {**services, "journey": _ON_JOURNEYS, "switch": _ON_SWITCHES}
    return tuple(word for word, kinds in words.items() if kind in kinds)


def all_orders(scenario: Scenario) -> tuple[tuple[Kind, str], ...]:
    """Every order that makes sense, targets in file order."""
    system = scenario.public.system
    named = (*system.services, *system.switches, *system.journeys)
    special = [m.order.split(" ")[1] for m in scenario.secret.mitigations.values()]
    every = dict.fromkeys((*named, *special))
    return tuple((kind, target) for target in every for kind in kinds_for(scenario, target))


def people_for(scenario: Scenario, kind: Kind, target: str) -> tuple[str, ...]:
    """Who can carry an order out: those the scenario names, else responders who know the target, else any responder."""
    special = _special(scenario, kind, target)
    if special is not None and special.by:
        return special.by
    people = scenario.public.people
    responders = [id_ for id_, person in people.items() if person.kind is PersonKind.RESPONDER]
    near = {target, *_behind(scenario, target)}
    knowing = [id_ for id_ in responders if near & set(people[id_].knows)]
    return tuple(knowing or responders or people)


def cohorts_of(scenario: Scenario, kind: Kind, target: str) -> tuple[str, ...]:
    """The parts of a target that an order can be confined to; none where it has only one, or the order is about what runs everywhere."""
    service = scenario.public.system.services.get(target)
    whole = (*_ON_SWITCHES, Kind.FREEZE_CHANGES, Kind.THAW_CHANGES)
    return () if service is None or len(service.cohorts) < 2 or kind in whole else tuple(service.cohorts)


def _behind(scenario: Scenario, target: str) -> tuple[str, ...]:
    """The service a switch or journey belongs to."""
    system = scenario.public.system
    switch: Switch | None = system.switches.get(target)
    if switch is not None:
        return (switch.target,)
    journey = system.journeys.get(target)
    return (journey.enters,) if journey is not None else ()


def _special(scenario: Scenario, kind: Kind, target: str) -> Mitigation | None:
    order = f"{kind.value} {target}"
    return next((m for m in scenario.secret.mitigations.values() if m.order == order), None)


def plan_of(scenario: Scenario, kind: Kind, target: str, variant: Variant) -> Plan:
    """How this order would go; the order is taken to make sense."""
    special = _special(scenario, kind, target)
    safe, fast = USUAL[kind]
    takes = safe if variant is Variant.SAFE else fast
    service = scenario.public.system.services.get(target)
    if service is not None and service.safe_takes is not None and variant is Variant.SAFE:
        takes = service.safe_takes
    people = people_for(scenario, kind, target)
    if special is None:
        return Plan(kind, target, people, "", Span(0, 0), (), Span(10, 30), takes, "", "")
    approval = special.approval
    stages = stages_of(special, kind, variant)
    return Plan(
        kind,
        target,
        people,
        "" if approval is None else approval.by,
        Span(0, 0) if approval is None else approval.takes,
        special.needs,
        special.ready,
        special.takes or (Span(0, 0) if stages else takes),
        special.refused or "",
        special.says or "",
        special.requires,
        special.otherwise or "",
        special.succeeds,
        special.fails_as or "",
        stages,
    )
