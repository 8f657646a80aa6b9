"""The queueing step: offered load down the calls, waiting and success back up, every five drill seconds.

A fluid model. For each node: offered load with the attempts that retries make; capacity from instances, workers *held*
while the calls below are waited for, and CPU; a bounded queue; who is refused at the door, who outlives the
caller's timeout. A slow dependency therefore exhausts its callers' workers while their CPU falls. What a caller knows of
the nodes below is what it saw in the step before: news travels in one step.

The behaviour aimed at is that of metastable failures (Bronson et al., HotOS 2021; Huang et al., OSDI 2022).
Not here: what changes the nodes (`ageing`, `faults`, `mitigations`) and what is made of the results (`slo`, `series`).
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario.model import Journey, Public, Service
from simulator.world import booting
from simulator.world.ageing import age
from simulator.world.lag import Lag
from simulator.world.node import Link, Mods, Node
from simulator.world.pools import Pool
from simulator.world.waiting import attempts, mean_wait, quantile, share_within

#: Seconds of a step: the scrape interval of the fiction.
STEP = 5

#: Once there is a backlog it is what one waits for; random arrivals add no more than they do at this load (judgement).
_RANDOM_BEHIND_BACKLOG = 0.95

_NEVER = 1e9
_DAY = 86_400.0


@dataclass(slots=True)
class Flow:
    """A journey as it enters the network, with the users who failed and will come back."""

    id: str
    spec: Journey
    entry: tuple[Node, ...]
    mods: Mods
    peak: float = 1.0  # how much higher its traffic is right now than the hour makes it
    returning: float = 0.0  # users waiting to try again
    # results of the last step, per second
    total: float = 0.0
    good: float = 0.0
    slow: float = 0.0
    failed: float = 0.0
    p99: float = 0.0
    wait: float = 0.0
    parts: tuple[Part, ...] = ()  # by the cohorts of the service it enters; none when it has none


@dataclass(slots=True)
class Part:
    """The users of a journey whom one cohort serves. Those who fail there come back to it, unless its traffic goes elsewhere."""

    node: Node
    returning: float = 0.0
    arrives: float = 0.0  # share of the journey's requests, in the last step
    # results of the last step, per second
    total: float = 0.0
    good: float = 0.0
    slow: float = 0.0
    failed: float = 0.0
    p99: float = 0.0


class Network:
    """All nodes and flows of a scenario, sized so that every service is as busy as its author says when all is well."""

    def __init__(self, public: Public) -> None:
        system = public.system
        self.by_service: dict[str, tuple[Node, ...]] = {}
        for id_, spec in system.services.items():
            self.by_service[id_] = tuple(_nodes(id_, spec, _queue_limit(id_, spec, public)))
        for nodes in self.by_service.values():
            for node in nodes:
                node.links = [
                    _link(node, self.by_service[c.to], c.per, c.retries, c.timeout, optional=c.optional) for c in node.spec.calls
                ]
                for call, link in zip(node.spec.calls, node.links, strict=True):
                    link.pool = None if call.pool is None else Pool(call.pool)
                node.boot_links = [
                    _link(node, self.by_service[c.to], c.per, 0, booting.PATIENCE, optional=False) for c in node.spec.boot_calls
                ]
        self.order = _callers_first(self.by_service)
        self.now = 0.0
        self._sized = False
        self.flows = {id_: _flow(id_, spec, self.by_service[spec.enters]) for id_, spec in system.journeys.items()}
        self._forked = [link for node in self.order for link in (*node.links, *node.boot_links) if len(link.to) > 1]
        self._size()

    def _size(self) -> None:
        """Walks the healthy load down once, fixes cores from `busy`, then settles the warm state."""
        for node in self.order:
            node.offered = 0.0
        for flow in self.flows.values():
            for node in flow.entry:
                node.offered += flow.spec.traffic * node.share
        for node in self.order:
            if not node.offered:
                node.offered = self._while_booting(node)
            node.healthy_load = max(node.offered, 1e-9)
            cpu = _cpu_time(node)
            node.cores = node.healthy_load * cpu / max(node.spec.busy, 1e-3) / node.full
            for link in node.links:
                for below, share in zip(link.to, link.shares, strict=True):
                    below.offered += node.healthy_load * (1.0 - node.hits) * link.per * share
        for _ in range(40):
            self.step()
        for node in self.order:
            node.healthy_workers = node.workers
        self.now, self._sized = 0.0, True

    def route(self) -> None:
        """Traffic has moved between cohorts: calls go where it goes now."""
        for link in self._forked:
            link.route()

    def _while_booting(self, node: Node) -> float:
        """The load that something is sized for which only booting instances call: one step of the callers' autoscaler, or one instance."""
        rate = 0.0
        for nodes in self.by_service.values():
            for link in nodes[0].boot_links:
                if link.to[0].service == node.service:
                    scaler = nodes[0].spec.autoscaler
                    at_once = 1.0 if scaler is None else float(scaler.step)
                    rate += at_once / booting.boot_time(nodes[0]) * link.per * node.share
        return rate

    def step(self, traffic: float = 1.0, seconds: float = STEP) -> None:
        """Moves the whole network on by `seconds`; `traffic` is the time-of-day factor."""
        self.now += seconds
        for node in self.order:
            node.offered = 0.0
        for flow in self.flows.values():
            mods = flow.mods
            fresh = flow.spec.traffic * traffic * flow.peak * mods.traffic
            arriving = fresh + _coming_back(flow.spec, flow.returning, seconds) / seconds
            let_in = arriving * mods.admit
            if mods.limit:
                let_in = min(let_in, mods.limit)
            flow.total = arriving
            flow.good = let_in  # for the moment: what reaches the entry
            if flow.parts:
                _spread(flow, fresh, seconds)
                continue
            for node in flow.entry:
                node.offered += let_in * node.share_now
        for node in self.order:
            self._serve(node, seconds)
        for node in reversed(self.order):
            _answer(node)
            if node.boot_links:
                booting.answered(node)
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
        miss = node.miss = 1.0 - min(node.hits, mods.hits_at_most)
        cpu_time = _cpu_time(node, miss) * mods.cpu_times
        off_cpu = (own_time(node, miss) - _cpu_time(node, miss)) * mods.latency_times
        own = max(0.0, off_cpu + mods.latency_plus + cpu_time)
        below = 0.0
        for link in node.links:
            tries = attempts(1.0 - link.success, 0 if mods.retries_cut else link.retries)
            below += miss * link.per * tries * link.took
        held = own + below
        node.work = held
        if spec.external:
            _pass_on(node, let_in)
        else:
            instances = max(node.alive * mods.instances, 1e-6)
            servers_cpu = instances * node.cores
            servers_held = instances * spec.workers
            by_cpu = servers_cpu / max(cpu_time, 1e-9)
            by_workers = servers_held / max(held, 1e-9)
            capacity = max(min(by_cpu, by_workers) * mods.capacity, 1e-6)
            waiting = node.backlog + let_in * seconds
            served = min(waiting, capacity * mods.pace * seconds)
            left = waiting - served
            dropped = max(0.0, left - _longest_queue(node, capacity, let_in))
            node.backlog = round(left - dropped, 9)
            node.served = served / seconds
            if node.lag is not None and self._sized:
                node.lag.dropped = max(0.0, offered - let_in + dropped / seconds)
                node.lag.step(self.now, seconds, let_in * seconds, node.backlog)
            node.admitted = max(0.0, let_in - dropped / seconds)
            node.door = min(1.0, node.admitted / offered) if offered > 0.0 else _open(mods)
            load = node.served / capacity
            servers = (servers_cpu if by_cpu <= by_workers else servers_held) * mods.capacity
            # a fraction of a server is one slow server
            service_time = servers / capacity / max(min(servers, 1.0), 1e-9)
            random_load = min(load, 0.9999) if left <= 0.0 else min(load, _RANDOM_BEHIND_BACKLOG)
            random_wait = mean_wait(service_time, max(servers, 1.0), random_load)
            bound = node.queue_limit if spec.backlog is None else 0.0
            node.wait = max(min(random_wait, bound), min(node.backlog / capacity, _longest_wait(node)))
            node.cpu = min(1.0, node.served * cpu_time / max(servers_cpu * mods.capacity, 1e-9))
            node.workers = min(1.0, node.served * held / max(servers_held * mods.capacity, 1e-9))
            if self._sized:
                age(node, load, self.now, seconds)
        calling = node.served * miss
        for link in node.links:
            tries = attempts(1.0 - link.success, 0 if mods.retries_cut else link.retries)
            calls = calling * link.per * tries
            if link.pool is not None:
                calls *= link.pool.take(calls, node.alive * mods.instances, link.timeout)
            for target, share in zip(link.to, link.shares, strict=True):
                target.offered += calls * share
        if node.batches:
            booting.call(node)


def _pass_on(node: Node, let_in: float) -> None:
    """What is somebody else's never saturates: it answers what its faults leave of it."""
    part = min(1.0, node.mods.capacity * node.mods.instances)
    node.served = node.admitted = let_in * part
    node.wait, node.cpu, node.workers = 0.0, 0.0, 0.0
    node.door = min(1.0, node.admitted / node.offered) if node.offered > 0.0 else _open(node.mods)


def _open(mods: Mods) -> float:
    """What somebody would meet at a door at which nobody stands."""
    return 0.0 if mods.disabled or mods.capacity * mods.instances <= 0.0 else 1.0


def _longest_queue(node: Node, capacity: float, let_in: float) -> float:
    """Requests that may wait: as many as are served in the wait it tolerates. A backlog is kept elsewhere, whatever
    becomes of those who work it off: it holds what came in within its lifetime.
    """
    backlog = node.spec.backlog
    if backlog is None:
        return capacity * node.queue_limit
    return _NEVER if backlog.lifetime is None else max(let_in, node.healthy_load) * backlog.lifetime


def _longest_wait(node: Node) -> float:
    backlog = node.spec.backlog
    return node.queue_limit if backlog is None else float(backlog.lifetime or _DAY)


def _answer(node: Node) -> None:
    """Success of a node from its door, its own errors and the calls below; also what callers will see next step."""
    mods = node.mods
    success = node.door * (1.0 - mods.errors)
    for link in node.links:
        once = took = 0.0
        patience = link.timeout if link.pool is None else link.timeout - link.pool.waits
        for target, share in zip(link.to, link.shares, strict=True):
            asynchronous = target.spec.backlog is not None
            in_time = 1.0 if asynchronous else share_within(patience, target.wait, target.work)
            once += share * (target.door if asynchronous else target.success * in_time)
            latency = 0.0 if asynchronous else target.wait + target.work
            # refused at the door is a quick no; otherwise it takes its time, at most the timeout
            took += share * (target.door * min(latency, patience))
        if link.pool is not None:
            once, took = link.pool.answer(once, took)
        link.success, link.took = round(min(1.0, once), 9), round(took, 9)
        if not link.optional:
            retries = 0 if mods.retries_cut else link.retries
            fails = (1.0 - link.success) ** (retries + 1)
            per = link.per * node.miss
            success *= (1.0 - fails) ** per if per >= 1.0 else 1.0 - per * fails
    node.success = success


def _spread(flow: Flow, fresh: float, seconds: float) -> None:
    """Who arrives at which cohort: fresh users by where traffic goes now, those who failed where they failed, if it is still served.

    With traffic moved away from everywhere nobody gets in anywhere, and users are counted where they belong.
    """
    let_in, nowhere = flow.good, not any(part.node.share_now > 0.0 for part in flow.parts)
    backs = [_coming_back(flow.spec, part.returning, seconds) / seconds for part in flow.parts]
    stays = [min(1.0, part.node.share_now / part.node.share) if part.node.share > 0.0 else 0.0 for part in flow.parts]
    roams = fresh + sum(back * (1.0 - stay) for back, stay in zip(backs, stays, strict=True))
    for part, back, stay in zip(flow.parts, backs, stays, strict=True):
        node = part.node
        part.total = flow.total * node.share if nowhere else roams * node.share_now + back * stay
        part.arrives = part.total / flow.total if flow.total > 0.0 else node.share
        part.good = 0.0 if nowhere else let_in * part.arrives  # for the moment: what reaches it
        node.offered += part.good


def _arrive_by_parts(flow: Flow, seconds: float) -> None:
    """The same as `_arrive`, cohort by cohort: those who fail in one region are not made up for by those who are well in another."""
    spec = flow.spec
    flow.good = flow.slow = flow.failed = flow.returning = 0.0
    wait = work = 0.0
    for part in flow.parts:
        node, let_in, before = part.node, part.good, part.returning
        answered = let_in * min(1.0, node.success)
        part.good = min(part.total, answered * share_within(spec.within, node.wait, node.work))
        part.slow = max(0.0, answered - part.good)
        part.failed = max(0.0, part.total - answered)
        part.p99 = quantile(0.99, node.wait, node.work)
        waiting = before - _coming_back(spec, before, seconds) + part.failed * spec.insist * seconds
        part.returning = round(min(max(0.0, waiting), spec.users * max(node.share, node.share_now)), 9)
        flow.good += part.good
        flow.slow += part.slow
        flow.failed += part.failed
        flow.returning += part.returning
        wait += part.arrives * node.wait
        work += part.arrives * node.work
    flow.good = min(flow.good, flow.total)  # the sum of the parts is not the whole to the last bit
    flow.returning = round(flow.returning, 9)
    flow.wait = wait
    flow.p99 = quantile(0.99, wait, work)


def _arrive(flow: Flow, seconds: float) -> None:
    """What the users of a journey got, and who of them will come back."""
    if flow.parts:
        _arrive_by_parts(flow, seconds)
        return
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
    waiting = flow.returning - _coming_back(flow.spec, flow.returning, seconds) + flow.failed * flow.spec.insist * seconds
    flow.returning = round(min(max(0.0, waiting), float(flow.spec.users)), 9)  # nobody waits twice


def _coming_back(spec: Journey, returning: float, seconds: float) -> float:
    """Users who try again within this step."""
    return returning * min(1.0, seconds / max(spec.again, 1e-9))


def own_time(node: Node, miss: float | None = None) -> float:
    """Own time per request, over hits and misses as they are mixed now."""
    cache = node.spec.cache
    if cache is None:
        return node.spec.takes
    share = 1.0 - node.hits if miss is None else miss
    return share * node.spec.takes + (1.0 - share) * cache.hit_takes


def _cpu_time(node: Node, miss: float | None = None) -> float:
    return own_time(node, miss) * node.spec.on_cpu


def _link(caller: Node, to: tuple[Node, ...], per: float, retries: int, timeout: float, *, optional: bool) -> Link:
    """A call, regional where both sides have a cohort of the same name."""
    home = next((node for node in to if caller.cohort and len(to) > 1 and node.cohort == caller.cohort), None)
    link = Link(to, per, retries, timeout, optional, home)
    link.route()
    return link


def _flow(id_: str, spec: Journey, entry: tuple[Node, ...]) -> Flow:
    return Flow(id_, spec, entry, Mods(), parts=tuple(map(Part, entry)) if len(entry) > 1 else ())


def _nodes(id_: str, spec: Service, queue_limit: float) -> list[Node]:
    cohorts = dict(spec.cohorts) or {"": 1.0}
    nodes = []
    for cohort, share in cohorts.items():
        name = f"{id_}@{cohort}" if cohort else id_
        full = spec.instances * share
        node = Node(name, id_, cohort, spec, share, full, queue_limit, share_now=share, alive=full)
        node.hits = spec.cache.hits if spec.cache is not None else 0.0
        node.lag = Lag() if spec.backlog is not None else None
        nodes.append(node)
    return nodes


def _queue_limit(id_: str, spec: Service, public: Public) -> float:
    """The longest wait a service tolerates: as written, else half the shortest patience of who calls it."""
    if spec.queue is not None:
        return spec.queue
    patience = [c.timeout for s in public.system.services.values() for c in s.calls if c.to == id_]
    patience += [booting.PATIENCE for s in public.system.services.values() for c in s.boot_calls if c.to == id_]
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
            for link in (*node.links, *node.boot_links):
                visit(link.to[0].service)
        open_.discard(service)
        done[service] = None

    for service in by_service:
        visit(service)
    return [node for service in reversed(done) for node in by_service[service]]
