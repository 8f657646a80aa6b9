"""Connection pools: how many calls one service can have open to another, and what becomes of those who find none free.

A caller holds a connection for as long as its call takes. Who finds none free waits for one, its own worker held meanwhile, and fails
when it has waited too long; the service below never hears of those. So a slow dependency shows as failures in front of it, at a load that
never reaches it, and bounds what reaches it when it is well.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.world.waiting import mean_wait

#: Longest wait for a free connection, as a share of the caller's timeout (judgement: the same half that queues tolerate).
PATIENCE = 0.5


@dataclass(slots=True)
class Pool:
    """The connections of one call, as last seen. Times in seconds."""

    size: int  # of one calling instance
    through: float = 1.0  # share of the calls that got a connection
    waits: float = 0.0  # for a connection, of those who got one
    held: float = 0.0  # how long a call below took

    def take(self, calls: float, instances: float, timeout: float) -> float:
        """How much of so many calls per second, from so many instances, gets a connection; and remembers for how long they wait."""
        longest = PATIENCE * timeout
        load = calls * self.held / max(instances * self.size, 1e-9)
        self.through = 1.0 if load <= 1.0 else 1.0 / load
        self.waits = round(min(longest, mean_wait(self.held, float(self.size), min(load, 0.9999))), 9) if load < 1.0 else longest
        return self.through

    def answer(self, success: float, took: float) -> tuple[float, float]:
        """What the caller sees of calls that succeed so often and take so long once they have a connection."""
        self.held = round(took, 9)
        return success * self.through, self.waits + self.through * took
