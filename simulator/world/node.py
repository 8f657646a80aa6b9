"""A node: one service, or one cohort of it, with its own instances, queue and everything that can be done to it.

Mutable and plain on purpose: the network steps hundreds of these per drill minute. Its counterpart is `network`,
which wires nodes together; faults and mitigations write the `Mods`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.scenario.model import Service
from simulator.world.lag import Lag
from simulator.world.pools import Pool


@dataclass(slots=True)
class Mods:
    """What faults and mitigations do to a node right now. All neutral when healthy."""

    capacity: float = 1.0
    cpu_times: float = 1.0
    latency_times: float = 1.0
    latency_plus: float = 0.0
    errors: float = 0.0
    traffic: float = 1.0
    hits_at_most: float = 1.0
    instances: float = 1.0
    admit: float = 1.0  # share let in at the door
    limit: float = 0.0  # requests per second let in; 0 for no limit
    retries_cut: bool = False
    disabled: bool = False
    pace: float = 1.0  # share of its capacity that works off the queue; 0 while a job is paused


@dataclass(slots=True)
class Link:
    """A call from a node to the nodes of another service; a cohort calls the cohort of its own name there, if there is one."""

    to: tuple[Node, ...]
    per: float
    retries: int
    timeout: float
    optional: bool
    home: Node | None = None
    shares: tuple[float, ...] = ()  # of its calls, where they go now
    success: float = 1.0  # of one attempt, as last seen
    took: float = 0.0  # of one attempt, capped by the timeout, as last seen
    pool: Pool | None = None

    def route(self) -> None:
        """Shares its calls out anew: by where traffic goes now, or home first, as far as home takes what is its own."""
        home = self.home
        if home is None:
            self.shares = tuple(node.share_now for node in self.to)
            return
        stays = min(1.0, home.share_now / home.share) if home.share > 0.0 else 0.0
        others = sum(node.share_now for node in self.to if node is not home)
        leaves = (1.0 - stays) / others if others > 0.0 else 0.0
        self.shares = tuple(round(stays if node is home else leaves * node.share_now, 12) for node in self.to)


@dataclass(slots=True)
class Batch:
    """Instances that boot together, of a service whose instances call others meanwhile."""

    up: float  # second their boot time is over
    many: float
    over: float  # boot time, seconds
    went: float = 0.0  # seconds, each counted by the share of their calls that succeeded
    seen: float = 0.0  # seconds of it so far


@dataclass(slots=True)
class Node:
    """State and last results of one service or cohort. Rates are per second, times in seconds."""

    id: str
    service: str
    cohort: str  # "" when the service has none
    spec: Service
    share: float  # of the service's traffic
    full: float  # instances as built
    queue_limit: float
    links: list[Link] = field(default_factory=list)
    mods: Mods = field(default_factory=Mods)
    share_now: float = 1.0
    cores: float = 1.0  # per instance
    healthy_load: float = 0.0
    healthy_workers: float = 0.0  # share of them held when all is well
    alive: float = 1.0  # instances
    booting: list[tuple[float, float]] = field(default_factory=list)  # (second it is up, instances)
    boot_links: list[Link] = field(default_factory=list)  # what its instances call while they boot
    batches: list[Batch] = field(default_factory=list)  # in place of `booting` for those with boot links
    stands: float = 1.0  # share of its instances that faults leave, of those with boot links
    down: float = 0.0  # instances that faults keep down
    held: float = 0.0  # instances that wait for their turn to boot
    extra: float = 0.0  # instances added by order
    auto: float = 0.0  # instances added, or taken away, by the autoscaler
    hot_for: float = 0.0  # seconds above the fragile line
    scaled_at: float = -1e9
    hits: float = 0.0
    miss: float = 1.0  # share of requests that are worked on, the rest being answered by the cache
    backlog: float = 0.0  # requests
    lag: Lag | None = None  # of its backlog
    # results of the last step
    offered: float = 0.0
    served: float = 0.0
    admitted: float = 0.0
    door: float = 1.0  # share of the offered that got in and was not dropped
    wait: float = 0.0
    work: float = 0.0
    success: float = 1.0
    cpu: float = 0.0
    workers: float = 0.0

    @property
    def whole(self) -> float:
        """Instances that there are when none is dead or booting."""
        return self.full + self.extra + self.auto
