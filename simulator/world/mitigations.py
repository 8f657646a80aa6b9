"""Generic mitigations: what each does to the model while it is carried out and once it is done.

Orders, people, approval and time are the drill's (`drill/orders.py`). Here an order has semantics also where no author
thought of it: a restart empties caches, a failover moves the load on to fewer instances, cut retries calm a storm. Ending
the faults that name the order is `world`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from simulator.scenario.model import Public
from simulator.scenario.words import Kind, Variant
from simulator.world.network import Network
from simulator.world.node import Mods, Node

#: Share of requests let in while load is shed, and share of the healthy load let in under a rate limit (judgement).
SHED_TO = 0.5
LIMIT_TO = 0.8

#: Capacity left while instances are restarted one by one, and all at once.
ROLLING = 0.85
AT_ONCE = 0.0

#: Scaling adds or removes this share of the instances a service was built with.
SCALE_BY = 0.5


@dataclass(slots=True)
class Standing:
    """Everything orders have set up and not undone, by target; the network's mods are rebuilt from it."""

    admit: dict[str, float] = field(default_factory=dict)
    limit: dict[str, float] = field(default_factory=dict)
    retries_cut: set[str] = field(default_factory=set)
    disabled: set[str] = field(default_factory=set)
    restarting: dict[str, float] = field(default_factory=dict)  # mitigation id -> capacity
    restart_of: dict[str, str] = field(default_factory=dict)  # mitigation id -> service
    frozen: bool = False


def objection(public: Public, network: Network, standing: Standing, kind: Kind, target: str, cohort: str) -> str:
    """Why an order makes no sense in the present state; "" when it does."""
    service = public.system.services.get(target)
    if service is not None and service.external:
        return f"{service.title or target} belongs to somebody else; nothing can be ordered on it. Ask its owner instead."
    if cohort and service is not None and cohort not in service.cohorts:
        return f"{target} has no part named {cohort}."
    match kind:
        case Kind.ADMIT_LOAD if target not in standing.admit:
            return f"No load is being shed at {target}."
        case Kind.LIFT_LIMIT if target not in standing.limit:
            return f"There is no rate limit at {target}."
        case Kind.ENABLE if target not in standing.disabled:
            return f"{target} is not disabled."
        case Kind.ALLOW_RETRIES if target not in standing.retries_cut:
            return f"The retries of {target} are not cut."
        case Kind.THAW_CHANGES if not standing.frozen:
            return "Changes are not frozen."
        case Kind.SCALE_DOWN if service is not None and network.by_service[target][0].extra <= 0.0:
            return f"{target} has no added instances to take away."
        case Kind.FAIL_OVER | Kind.DRAIN if service is not None and service.cohorts and not cohort:
            return f"Say which part of {target} to move away from: {', '.join(service.cohorts)}."
        case _:
            return ""


def begin(network: Network, standing: Standing, mitigation: str, kind: Kind, target: str, variant: Variant) -> None:
    """Carrying out has started."""
    if kind is Kind.RESTART and target in network.by_service:
        standing.restarting[mitigation] = ROLLING if variant is Variant.SAFE else AT_ONCE
        standing.restart_of[mitigation] = target
        if variant is Variant.FAST:
            for node in network.by_service[target]:
                node.backlog = 0.0
                node.hits = 0.0


def finish(network: Network, standing: Standing, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str) -> None:
    """Carrying out is over: its effect stands from now on."""
    nodes = network.by_service.get(target, ())
    healthy = sum(n.healthy_load for n in nodes) or _journey_traffic(network, target)
    match kind:
        case Kind.SHED_LOAD:
            standing.admit[target] = SHED_TO
        case Kind.ADMIT_LOAD:
            standing.admit.pop(target, None)
        case Kind.RATE_LIMIT:
            standing.limit[target] = LIMIT_TO * healthy
        case Kind.LIFT_LIMIT:
            standing.limit.pop(target, None)
        case Kind.CUT_RETRIES:
            standing.retries_cut.add(target)
        case Kind.ALLOW_RETRIES:
            standing.retries_cut.discard(target)
        case Kind.DISABLE:
            standing.disabled.add(target)
        case Kind.ENABLE:
            standing.disabled.discard(target)
        case Kind.RESTART:
            standing.restarting.pop(mitigation, None)
            standing.restart_of.pop(mitigation, None)
            for node in nodes:
                node.backlog = 0.0
                node.alive = node.full + node.extra
                node.hot_for = 0.0
        case Kind.SCALE_UP:
            for node in nodes:
                node.extra += SCALE_BY * node.full
                node.alive += SCALE_BY * node.full
        case Kind.SCALE_DOWN:
            for node in nodes:
                node.extra = max(0.0, node.extra - SCALE_BY * node.full)
                node.alive = min(node.alive, node.full + node.extra)
        case Kind.FLUSH_CACHE:
            for node in nodes:
                node.hits = 0.0
        case Kind.WARM_CACHE:
            for node in nodes:
                node.hits = node.spec.cache.hits if node.spec.cache is not None else 0.0
        case Kind.FAIL_OVER | Kind.DRAIN:
            _move_away(nodes, cohort)
        case Kind.FAIL_BACK | Kind.UNDRAIN:
            for node in nodes:
                node.share_now = node.share
        case Kind.FREEZE_CHANGES:
            standing.frozen = True
        case Kind.THAW_CHANGES:
            standing.frozen = False
        case (
            Kind.ROLL_BACK | Kind.ROLL_FORWARD | Kind.FLAG_OFF | Kind.FLAG_ON | Kind.PAUSE_JOB | Kind.RESUME_JOB
            | Kind.RESTORE | Kind.REVOKE
        ):  # fmt: skip
            pass  # their effect is to end what names them
        case _:
            assert_never(kind)


def apply(network: Network, standing: Standing) -> None:
    """Writes what stands into the mods, which start neutral."""
    for target, admit in standing.admit.items():
        for mods in _mods(network, target):
            mods.admit *= admit
    for target, limit in standing.limit.items():
        nodes = network.by_service.get(target, ())
        for node in nodes:
            node.mods.limit = limit * node.share_now
        if target in network.flows:
            network.flows[target].mods.limit = limit
    for target in standing.retries_cut:
        for node in network.by_service.get(target, ()):
            node.mods.retries_cut = True
    for target in standing.disabled:
        for node in network.by_service.get(target, ()):
            node.mods.disabled = True
    for mitigation, capacity in standing.restarting.items():
        for node in network.by_service[standing.restart_of[mitigation]]:
            node.mods.capacity *= capacity


def _mods(network: Network, target: str) -> list[Mods]:
    if target in network.flows:
        return [network.flows[target].mods]
    return [node.mods for node in network.by_service.get(target, ())]


def _journey_traffic(network: Network, target: str) -> float:
    flow = network.flows.get(target)
    return flow.spec.traffic if flow is not None else 0.0


def _move_away(nodes: tuple[Node, ...], cohort: str) -> None:
    """The load of one cohort goes to the others, in proportion to their shares; their size stays what it was."""
    staying = sum(n.share for n in nodes if not n.id.endswith(f"@{cohort}"))
    for node in nodes:
        leaving = node.id.endswith(f"@{cohort}")
        node.share_now = 0.0 if leaving else node.share / max(staying, 1e-9)
