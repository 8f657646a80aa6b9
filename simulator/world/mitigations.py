"""Generic mitigations: what each does to the model while it is carried out and once it is done.

Orders, people, approval and time are the drill's (`drill/orders.py`). Here an order has semantics also where no author
thought of it: a restart empties caches, a failover moves the load on to fewer instances, cut retries calm a storm. What is done
the safe way comes little by little: load is let in again in stages, a region is left step by step. Ending the faults that
name the order is `world`'s; why an order makes no sense is in `objections`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from simulator.scenario.secret import Mitigation, Stage
from simulator.scenario.words import Kind, Variant
from simulator.world import booting
from simulator.world.network import STEP, Network
from simulator.world.node import Mods, Node

#: Share of requests let in while load is shed (shed again, and it is this share of the rest), and share of the healthy
#: load let in under a rate limit (judgement).
SHED_TO = 0.5
LIMIT_TO = 0.8

#: Capacity left while instances are restarted one by one.
ROLLING = 0.85

#: Scaling adds or removes this share of the instances a service was built with.
SCALE_BY = 0.5

#: Hits left while a fresh cache is warmed beside the one in use.
PREWARMING = 0.95

#: Share of requests that fail while credentials are revoked at once, before their holders have new ones (judgement).
LOCKED_OUT = 0.5

#: A service or journey, and a cohort of it ("" for all of it).
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Running:
    """An order that is being carried out."""

    kind: Kind
    target: str
    cohort: str
    variant: Variant
    began: int
    takes: int
    stands: float | None = None  # the share in effect, of an order that comes in stages

    def progress(self, now: int) -> float:
        if self.stands is not None:
            return self.stands
        return min(1.0, max(0.0, (now - self.began) / max(self.takes, 1)))


#: Orders whose effect grows while they are carried out, when it is done the safe way.
GRADUAL = frozenset({
    Kind.ADMIT_LOAD, Kind.ENABLE, Kind.LIFT_LIMIT, Kind.RESUME_JOB, Kind.FAIL_OVER, Kind.FAIL_BACK, Kind.DRAIN, Kind.UNDRAIN,
})  # fmt: skip


def stages_of(special: Mitigation | None, kind: Kind, variant: Variant) -> tuple[Stage, ...]:
    """The stages an order comes in here; none where it is done at once. The fast way of what can be done gradually skips them."""
    if special is None or (variant is Variant.FAST and kind in GRADUAL):
        return ()
    return special.stages


@dataclass(slots=True)
class Standing:
    """Everything orders have set up and not undone; the network's mods are rebuilt from it."""

    admit: dict[Place, float] = field(default_factory=dict)
    limit: dict[Place, float] = field(default_factory=dict)
    disabled: set[Place] = field(default_factory=set)
    retries_cut: set[Place] = field(default_factory=set)
    paused: set[Place] = field(default_factory=set)
    away: set[Place] = field(default_factory=set)  # cohorts that traffic has been moved away from
    off: set[str] = field(default_factory=set)  # switches
    frozen: set[str] = field(default_factory=set)  # services whose changes wait
    running: dict[str, Running] = field(default_factory=dict)  # by mitigation

    def undone(self, place: Place, now: int, *kinds: Kind) -> float:
        """How far a safe, and so gradual, order of these kinds on a place has come, 0..1."""
        return max(
            (
                r.progress(now)
                for r in self.running.values()
                if r.kind in kinds and (r.variant is Variant.SAFE or r.stands is not None) and _covers(r.target, r.cohort, place)
            ),
            default=0.0,
        )


def _covers(target: str, cohort: str, place: Place) -> bool:
    return place[0] == target and cohort in ("", place[1])


def begin(network: Network, standing: Standing, mitigation: str, order: Running) -> None:
    """Carrying out has started."""
    standing.running[mitigation] = order
    _part(network, standing, order.kind, order.target, order.cohort)
    for node in nodes_at(network, order.target, order.cohort):
        if node.boot_links and order.kind is Kind.SCALE_UP:
            node.extra += SCALE_BY * node.full
            booting.send(node, order.began, SCALE_BY * node.full, max(order.takes, 1))
        if node.boot_links and order.kind is Kind.RESTART and order.variant is Variant.FAST:
            booting.restart_at_once(node, order.began, max(order.takes, 1))
    if order.kind is Kind.RESTART and order.variant is Variant.FAST:
        for node in nodes_at(network, order.target, order.cohort):
            node.hits = 0.0
            if node.spec.backlog is None:  # what waits in memory is lost, what is kept elsewhere is not
                node.backlog = 0.0


def finish(network: Network, standing: Standing, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str) -> None:
    """Carrying out is over: its effect stands from now on."""
    begun = standing.running.pop(mitigation, None) is not None
    place = (target, cohort)
    nodes = nodes_at(network, target, cohort)
    _part(network, standing, kind, target, cohort)
    match kind:
        case Kind.SHED_LOAD:
            standing.admit[place] = standing.admit.get(place, 1.0) * SHED_TO
        case Kind.ADMIT_LOAD:
            _lift(standing.admit, target, cohort)
        case Kind.RATE_LIMIT:
            standing.limit[place] = LIMIT_TO * _healthy(network, target, nodes)
        case Kind.LIFT_LIMIT:
            _lift(standing.limit, target, cohort)
        case Kind.CUT_RETRIES:
            standing.retries_cut.add(place)
        case Kind.ALLOW_RETRIES:
            _lift(standing.retries_cut, target, cohort)
        case Kind.DISABLE:
            standing.disabled.add(place)
        case Kind.ENABLE:
            _lift(standing.disabled, target, cohort)
        case Kind.PAUSE_JOB:
            standing.paused.add(place)
        case Kind.RESUME_JOB:
            _lift(standing.paused, target, cohort)
        case Kind.FAIL_OVER | Kind.DRAIN:
            standing.away.add(place)
        case Kind.FAIL_BACK | Kind.UNDRAIN:
            _lift(standing.away, target, cohort)
        case Kind.FLAG_OFF:
            standing.off.add(target)
        case Kind.FLAG_ON:
            standing.off.discard(target)
        case Kind.FREEZE_CHANGES:
            standing.frozen.add(target)
        case Kind.THAW_CHANGES:
            standing.frozen.discard(target)
        case Kind.RESTART | Kind.SCALE_UP | Kind.SCALE_DOWN | Kind.FLUSH_CACHE | Kind.WARM_CACHE:
            for node in nodes:
                if node.boot_links and kind in (Kind.RESTART, Kind.SCALE_UP):
                    _reboot(network, node, kind, variant, begun=begun)
                else:
                    _refit(node, kind, variant)
        case Kind.ROLL_BACK | Kind.ROLL_FORWARD | Kind.RESTORE | Kind.REVOKE:
            pass  # their effect is to end what names them
        case _:
            assert_never(kind)


def _reboot(network: Network, node: Node, kind: Kind, variant: Variant, *, begun: bool) -> None:
    """Orders for instances that call others while they boot. What has begun is on its way; what is stated as done begins now, and
    a careful restart that is stated as done has gone well.
    """
    if begun:
        return
    if kind is Kind.SCALE_UP:
        node.extra += SCALE_BY * node.full
        booting.send(node, network.now, SCALE_BY * node.full, booting.boot_time(node))
    elif variant is Variant.FAST:
        booting.restart_at_once(node, network.now, booting.boot_time(node))
    else:
        booting.settled(node)


def _refit(node: Node, kind: Kind, variant: Variant) -> None:
    """Orders that leave something different behind in the node itself."""
    match kind:
        case Kind.RESTART:
            node.alive, node.booting, node.hot_for = node.whole, [], 0.0
        case Kind.SCALE_UP:
            node.extra += SCALE_BY * node.full
            node.alive += SCALE_BY * node.full
        case Kind.SCALE_DOWN:
            node.extra = max(0.0, node.extra - SCALE_BY * node.full)
            node.alive = min(node.alive, node.whole)
        case Kind.FLUSH_CACHE if variant is Variant.FAST:
            node.hits = 0.0
        case Kind.WARM_CACHE if node.spec.cache is not None:
            node.hits = node.spec.cache.hits
        case _:
            pass


def apply(network: Network, standing: Standing, now: int) -> None:
    """Writes what stands and what is under way into the mods, which start neutral, and moves traffic between cohorts."""
    _share_out(network, standing, now)
    for place, admit in standing.admit.items():
        let_in = admit + (1.0 - admit) * standing.undone(place, now, Kind.ADMIT_LOAD)
        for mods in _mods(network, place):
            mods.admit *= let_in
    for place, limit in standing.limit.items():
        _limit(network, place, limit / max(1.0 - standing.undone(place, now, Kind.LIFT_LIMIT), 1e-3))
    for place in standing.disabled:
        let_in = standing.undone(place, now, Kind.ENABLE)
        for node in nodes_at(network, *place):
            node.mods.admit *= let_in
            node.mods.disabled = let_in <= 0.0
    for place in standing.paused:
        for node in nodes_at(network, *place):
            node.mods.pace = standing.undone(place, now, Kind.RESUME_JOB)
    for place in standing.retries_cut:
        for node in nodes_at(network, *place):
            node.mods.retries_cut = True
    for order in standing.running.values():
        for node in nodes_at(network, order.target, order.cohort):
            if node.boot_links and order.kind is Kind.RESTART and order.variant is Variant.SAFE:
                booting.restart_some(node, now, max(order.takes, STEP), STEP)
            else:
                _meanwhile(node, order)


def _meanwhile(node: Node, order: Running) -> None:
    """What carrying an order out costs, until it is done."""
    safe = order.variant is Variant.SAFE
    match order.kind:
        case Kind.RESTART:
            node.mods.capacity *= ROLLING if safe else 0.0
        case Kind.RESTORE if not safe:  # the safe way builds the restored copy beside the one in use
            node.mods.capacity = 0.0
        case Kind.REVOKE if not safe:  # the safe way lets old and new credentials overlap
            node.mods.errors = 1.0 - (1.0 - node.mods.errors) * (1.0 - LOCKED_OUT)
        case Kind.FLUSH_CACHE if safe and node.spec.cache is not None:
            node.mods.hits_at_most = min(node.mods.hits_at_most, PREWARMING * node.spec.cache.hits)
        case _:
            pass


def _share_out(network: Network, standing: Standing, now: int) -> None:
    """The load of cohorts that are left goes to the others, in proportion to their shares; their size stays what it was.

    What a cohort takes over is cold to its cache.
    """
    for nodes in network.by_service.values():
        if len(nodes) < 2:
            continue
        staying = [node.share * (1.0 - _away(standing, (node.service, node.cohort), now)) for node in nodes]
        total = sum(staying)
        for node, stays in zip(nodes, staying, strict=True):
            share = round(stays / total, 12) if total > 1e-9 else 0.0
            if share > node.share_now:
                node.hits *= node.share_now / share
            node.share_now = share
    network.route()


def _away(standing: Standing, place: Place, now: int) -> float:
    """How much of a cohort's traffic goes elsewhere, 0..1."""
    if place in standing.away:
        return 1.0 - standing.undone(place, now, Kind.FAIL_BACK, Kind.UNDRAIN)
    return standing.undone(place, now, Kind.FAIL_OVER, Kind.DRAIN)


def _limit(network: Network, place: Place, limit: float) -> None:
    nodes = nodes_at(network, *place)
    total = sum(node.share_now for node in nodes)
    for node in nodes:
        node.mods.limit = limit * node.share_now / max(total, 1e-9)
    if place[0] in network.flows:
        network.flows[place[0]].mods.limit = limit


def nodes_at(network: Network, target: str, cohort: str = "") -> tuple[Node, ...]:
    """The nodes of a service, or the one of its cohort; none for a journey or a switch."""
    return tuple(node for node in network.by_service.get(target, ()) if cohort in ("", node.cohort))


def _mods(network: Network, place: Place) -> Iterable[Mods]:
    if place[0] in network.flows:
        yield network.flows[place[0]].mods
    for node in nodes_at(network, *place):
        yield node.mods


def _healthy(network: Network, target: str, nodes: tuple[Node, ...]) -> float:
    flow = network.flows.get(target)
    return flow.spec.traffic if flow is not None else sum(node.healthy_load for node in nodes)


def _part(network: Network, standing: Standing, kind: Kind, target: str, cohort: str) -> None:
    """What stands for all of a service is about to be taken back in one cohort: from now on it stands for each of them by itself."""
    if not cohort:
        return
    whole = (target, "")
    shares = {(target, node.cohort): node.share for node in network.by_service.get(target, ())}
    match kind:
        case Kind.ADMIT_LOAD if whole in standing.admit:
            admit = standing.admit.pop(whole)
            standing.admit.update({place: admit * standing.admit.get(place, 1.0) for place in shares})
        case Kind.LIFT_LIMIT if whole in standing.limit:
            limit = standing.limit.pop(whole)
            standing.limit.update({place: limit * share for place, share in shares.items()})
        case Kind.ALLOW_RETRIES:
            _each(standing.retries_cut, whole, shares)
        case Kind.ENABLE:
            _each(standing.disabled, whole, shares)
        case Kind.RESUME_JOB:
            _each(standing.paused, whole, shares)
        case _:
            pass


def _each(standing: set[Place], whole: Place, places: Iterable[Place]) -> None:
    if whole in standing:
        standing.discard(whole)
        standing.update(places)


def _lift(standing: dict[Place, float] | set[Place], target: str, cohort: str) -> None:
    """Takes back what stands at a place; without a cohort, at all of a target."""
    for place in [p for p in standing if _covers(target, cohort, p)]:
        if isinstance(standing, set):
            standing.discard(place)
        else:
            del standing[place]
