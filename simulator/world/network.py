"""The queueing step: offered load down the calls, waiting and success back up, every five drill seconds.

A fluid model. For each node: offered load with the attempts that retries make; capacity from instances, workers *held*
while the calls below are waited for, and CPU; a bounded queue; who is refused at the door, who outlives the
caller's timeout. A slow dependency therefore exhausts its callers' workers while their CPU falls. What a caller knows of
the nodes below is what it saw in the step before: news travels in one step.

The behaviour aimed at is that of metastable failures (Bronson et al., HotOS 2021; Huang et al., OSDI 2022).
Not here: what changes the nodes (`faults`, `mitigations`) and what is made of the results (`slo`, `signals`).
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.model import Journey, Public, Service
from simulator.world.node import Link, Mods, Node
from simulator.world.waiting import attempts, mean_wait, quantile, share_within

#: Seconds of a step: the scrape interval of the fiction.
STEP = 5

_NEVER = 1e9


@dataclass(slots=True)
class Flow:
    """A journey as it enters the network, with the users who failed and will come back."""

    id: str
    spec: Journey
    entry: tuple[Node, ...]
    mods: Mods
    returning: float = 0.0  # users waiting to try again
    # results of the last step, per second
    total: float = 0.0
    good: float = 0.0
    slow: float = 0.0
    failed: float = 0.0
    p99: float = 0.0
    wait: float = 0.0


class Network:
    """All nodes and flows of a scenario, sized so that every service is as busy as its author says when all is well."""

    def __init__(self, public: Public) -> None:
        system = public.system
        self.by_service: dict[str, tuple[Node, ...]] = {}
        for id_, spec in system.services.items():
            self.by_service[id_] = tuple(_nodes(id_, spec, _queue_limit(id_, spec, public)))
        for nodes in self.by_service.values():
            for node in nodes:
                node.links = [Link(self.by_service[c.to], c.per, c.retries, c.timeout, c.optional) for c in node.spec.calls]
        self.order = _callers_first(self.by_service)
        self.flows = {id_: Flow(id_, spec, self.by_service[spec.enters], Mods()) for id_, spec in system.journeys.items()}
        self._size()

    def _size(self) -> None:
        """Walks the healthy load down once, fixes cores from `busy`, then settles the warm state."""
        for node in self.order:
            node.offered = 0.0
        for flow in self.flows.values():
            for node in flow.entry:
                node.offered += flow.spec.traffic * node.share
        for node in self.order:
            node.healthy_load = max(node.offered, 1e-9)
            cpu = _cpu_time(node)
            node.cores = node.healthy_load * cpu / max(node.spec.busy, 1e-3) / node.full
            for link in node.links:
                for below in link.to:
                    below.offered += node.healthy_load * (1.0 - node.hits) * link.per * below.share
        for _ in range(40):
            self.step()

    def step(self, traffic: float = 1.0, seconds: float = STEP) -> None:
        """Moves the whole network on by `seconds`; `traffic` is the time-of-day factor."""
        for node in self.order:
            node.offered = 0.0
        for flow in self.flows.values():
            mods = flow.mods
            arriving = flow.spec.traffic * traffic * mods.traffic + flow.returning / flow.spec.again
            let_in = arriving * mods.admit
            if mods.limit:
                let_in = min(let_in, mods.limit)
            flow.total = arriving
            flow.good = let_in  # for the moment: what reaches the entry
            for node in flow.entry:
                node.offered += let_in * node.share_now
        for node in self.order:
            self._serve(node, seconds)
        for node in reversed(self.order):
            _answer(node)
        for flow in self.flows.values():
            _arrive(flow, seconds)

    def _serve(self, node: Node, seconds: float) -> None:
        """Takes in what is offered, serves what capacity allows, and calls the nodes below."""
        mods, spec = node.mods, node.spec
        offered = node.offered * mods.traffic
        node.offered = offered
        let_in = 0.0 if mods.disabled else offered * mods.admit
        if mods.limit:
            let_in = min(let_in, mods.limit)
        miss = 1.0 - min(node.hits, mods.hits_at_most)
        cpu_time = _cpu_time(node, miss) * mods.cpu_times
        own = (_own_time(node, miss) - _cpu_time(node, miss)) * mods.latency_times + mods.latency_plus + cpu_time
        below = 0.0
        for link in node.links:
            tries = attempts(1.0 - link.success, 0 if mods.retries_cut else link.retries)
            below += miss * link.per * tries * link.took
        held = own + below
        node.work = held
        if spec.external:
            node.served = node.admitted = let_in
            node.wait, node.cpu, node.workers = 0.0, 0.0, 0.0
            node.door = 1.0 if offered <= 0.0 else let_in / offered
        else:
            instances = max(node.alive * mods.instances, 1e-6)
            servers_cpu = instances * node.cores
            servers_held = instances * spec.workers
            by_cpu = servers_cpu / max(cpu_time, 1e-9)
            by_workers = servers_held / max(held, 1e-9)
            capacity = max(min(by_cpu, by_workers) * mods.capacity, 1e-6)
            queue_limit = capacity * node.queue_limit
            if spec.backlog is not None and spec.backlog.lifetime is not None:
                queue_limit = capacity * spec.backlog.lifetime
            elif spec.backlog is not None:
                queue_limit = _NEVER
            waiting = node.backlog + let_in * seconds
            served = min(waiting, capacity * seconds)
            left = waiting - served
            dropped = max(0.0, left - queue_limit)
            node.backlog = round(left - dropped, 9)
            node.served = served / seconds
            node.admitted = max(0.0, let_in - dropped / seconds)
            node.door = 1.0 if offered <= 0.0 else min(1.0, node.admitted / offered)
            load = node.served / capacity
            cpu_bound = by_cpu <= by_workers
            servers = servers_cpu if cpu_bound else servers_held
            random_wait = mean_wait(cpu_time if cpu_bound else held, max(servers, 1.0), min(load, 0.9999))
            bound = node.queue_limit if spec.backlog is None else 0.0
            node.wait = min(random_wait, bound) if left <= 0.0 else max(min(random_wait, bound), node.backlog / capacity)
            node.cpu = min(1.0, node.served * cpu_time / max(servers_cpu * mods.capacity, 1e-9))
            node.workers = min(1.0, node.served * held / max(servers_held * mods.capacity, 1e-9))
            self._age(node, load if left <= 0.0 else 1.0, seconds)
        calling = node.served * miss
        for link in node.links:
            tries = attempts(1.0 - link.success, 0 if mods.retries_cut else link.retries)
            for target in link.to:
                target.offered += calling * link.per * tries * target.share_now

    def _age(self, node: Node, load: float, seconds: float) -> None:
        """Instances that die of overload or boot, and caches that fill."""
        spec = node.spec
        fragile = spec.fragile
        whole = node.full + node.extra
        if fragile is not None:
            node.hot_for = node.hot_for + seconds if load >= fragile.over else 0.0
            if node.hot_for >= max(fragile.for_, seconds) and node.alive > 1.0:
                dead = node.alive * min(1.0, seconds / max(float(fragile.for_), seconds)) * 0.5
                node.alive = round(node.alive - dead, 9)
            boots = float(fragile.boots)
        else:
            boots = 90.0
        if node.alive < whole:
            node.alive = round(min(whole, node.alive + whole * seconds / max(boots, seconds)), 9)
        elif node.alive > whole:
            node.alive = whole
        cache = spec.cache
        if cache is not None and node.hits < cache.hits:
            pace = min(1.0, node.served / node.healthy_load) * seconds / max(float(cache.fills), seconds)
            node.hits = round(min(cache.hits, node.hits + (cache.hits - node.hits) * pace * 3.0), 9)


def _answer(node: Node) -> None:
    """Success of a node from its door, its own errors and the calls below; also what callers will see next step."""
    mods = node.mods
    success = node.door * (1.0 - mods.errors)
    miss = 1.0 - min(node.hits, mods.hits_at_most)
    for link in node.links:
        once = took = 0.0
        for target in link.to:
            asynchronous = target.spec.backlog is not None
            in_time = 1.0 if asynchronous else share_within(link.timeout, target.wait, target.work)
            once += target.share_now * (target.door if asynchronous else target.success * in_time)
            latency = 0.0 if asynchronous else target.wait + target.work
            # refused at the door is a quick no; otherwise it takes its time, at most the timeout
            took += target.share_now * (target.door * min(latency, link.timeout))
        link.success, link.took = round(min(1.0, once), 9), round(took, 9)
        if not link.optional:
            retries = 0 if mods.retries_cut else link.retries
            fails = (1.0 - link.success) ** (retries + 1)
            per = link.per * miss
            success *= (1.0 - fails) ** per if per >= 1.0 else 1.0 - per * fails
    node.success = success


def _arrive(flow: Flow, seconds: float) -> None:
    """What the users of a journey got, and who of them will come back."""
    let_in = flow.good
    success = wait = work = in_time = 0.0
    for node in flow.entry:
        success += node.share_now * node.success
        wait += node.share_now * node.wait
        work += node.share_now * node.work
        in_time += node.share_now * node.success * share_within(flow.spec.within, node.wait, node.work)
    answered = let_in * min(1.0, success)
    flow.good = let_in * min(1.0, in_time)
    flow.slow = max(0.0, answered - flow.good)
    flow.failed = max(0.0, flow.total - answered)
    flow.wait = wait
    flow.p99 = quantile(0.99, wait, work)
    leaving = flow.returning * min(1.0, seconds / flow.spec.again)
    flow.returning = round(max(0.0, flow.returning - leaving + flow.failed * flow.spec.insist * seconds), 9)


def _own_time(node: Node, miss: float | None = None) -> float:
    cache = node.spec.cache
    if cache is None:
        return node.spec.takes
    share = 1.0 - node.hits if miss is None else miss
    return share * node.spec.takes + (1.0 - share) * cache.hit_takes


def _cpu_time(node: Node, miss: float | None = None) -> float:
    return _own_time(node, miss) * node.spec.on_cpu


def _nodes(id_: str, spec: Service, queue_limit: float) -> list[Node]:
    cohorts = dict(spec.cohorts) or {"": 1.0}
    nodes = []
    for cohort, share in cohorts.items():
        name = f"{id_}@{cohort}" if cohort else id_
        full = spec.instances * share
        node = Node(name, id_, spec, share, full, queue_limit, share_now=share, alive=full)
        node.hits = spec.cache.hits if spec.cache is not None else 0.0
        nodes.append(node)
    return nodes


def _queue_limit(id_: str, spec: Service, public: Public) -> float:
    """The longest wait a service tolerates: as written, else half the shortest patience of who calls it."""
    if spec.queue is not None:
        return spec.queue
    patience = [c.timeout for s in public.system.services.values() for c in s.calls if c.to == id_]
    patience += [j.within for j in public.system.journeys.values() if j.enters == id_]
    return 0.5 * min(patience, default=2.0)


def _callers_first(by_service: dict[str, tuple[Node, ...]]) -> list[Node]:
    """All nodes, callers before the called. A circle is cut where it closes; `references` refuses those at load."""
    done: dict[str, None] = {}
    open_: set[str] = set()

    def visit(service: str) -> None:
        if service in done or service in open_:
            return
        open_.add(service)
        for node in by_service[service][:1]:
            for link in node.links:
                visit(link.to[0].service)
        open_.discard(service)
        done[service] = None

    for service in by_service:
        visit(service)
    return [node for service in reversed(done) for node in by_service[service]]
