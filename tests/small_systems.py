"""Small systems for tests of the world: written as an author would, without people or an incident, and driven by hand."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import cache
from typing import Any

import simpy

from simulator.record.facts import Audience, Body, Fact
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Variant
from simulator.world.network import STEP, Flow, Network
from simulator.world.node import Node
from simulator.world.world import World

_HEAD = """
scenario: small
alias: A small system
level: 1
minutes: 20
starts_at: 2026-03-05T10:00:00Z
brief: Nothing to read.
source: {title: Composed for a test}
people: {sam: {says_who: platform}}
"""

_SECRET = """
secret:
  faults: FAULTS
  truth:
    summary: "None."
    fixed_by: [restart ANY]
    factors: [{kind: design, says: "one"}, {kind: process, says: "two"}]
"""


@cache
def scenario(system: str, faults: str = "", *, more: str = "", secret: str = "", truth: str = "") -> Scenario:
    """The scenario of a `system:` block, with `faults` (one per line, `id: {...}`), other public and other secret sections."""
    first = system.split("services:")[1].split(":", maxsplit=1)[0].strip(" {\n")
    lines = "\n".join(f"    {line.strip()}" for line in faults.strip().splitlines() if line.strip())
    lines = lines or f"    none: {{at: 10h, target: {first}, does: {{errors: 1%}}, lasts: 1s}}"
    below = _SECRET.replace(" FAULTS", "\n" + lines).replace("ANY", first) + truth + secret
    loaded = load_scenario((_HEAD + more + system + below).encode(), "small.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def network(system: str) -> Network:
    """A healthy network of its own, without faults, orders or a clock."""
    return Network(scenario(system).public)


def steps(net: Network, seconds: int) -> None:
    for _ in range(seconds // STEP):
        net.step()


class Table:
    """A world on a table: pushed by hand, its facts in a list."""

    def __init__(self, made: Scenario, seed: int = 7, holds: Callable[..., bool] = lambda _: False) -> None:
        self.env = simpy.Environment()
        self.facts: list[Fact] = []
        self.world = World(made, seed, self.env, self._emit, holds)
        self._orders = 0
        self.world.start()

    def _emit(self, body: Body, audience: Audience, by: str, because: int) -> Fact:
        fact = Fact(len(self.facts) + 1, int(self.env.now), by, because, audience, body)
        self.facts.append(fact)
        return fact

    def run(self, to: int) -> None:
        """Through second `to`, with all that is due in it."""
        if to > self.env.now:
            self.env.run(until=self.env.timeout(to - self.env.now))
        while self.env.peek() <= to:
            self.env.step()

    def order(self, kind: Kind, target: str, variant: Variant = Variant.SAFE, cohort: str = "", takes: int = 60) -> str:
        """Carries an order out from now on; the mitigation's id. It is done after `takes` seconds."""
        self._orders += 1
        id_ = f"m{self._orders}"

        def carry() -> Generator[simpy.Event, Any, None]:
            self.world.begin(id_, kind, target, variant, cohort, takes)
            yield self.env.timeout(takes)
            self.world.finish(id_, kind, target, variant, cohort)

        self.env.process(carry())
        return id_

    def at_once(self, kind: Kind, target: str, variant: Variant = Variant.FAST, cohort: str = "") -> None:
        """An order is done now."""
        self._orders += 1
        self.world.finish(f"m{self._orders}", kind, target, variant, cohort)

    def flow(self, journey: str) -> Flow:
        return self.world.network.flows[journey]

    def node(self, service: str, cohort: str = "") -> Node:
        return next(n for n in self.world.network.by_service[service] if n.cohort == cohort)

    def success(self, journey: str) -> float:
        """Share of good requests in the last step."""
        value = self.world.reading(f"{journey}.success")
        assert value is not None
        return value

    def of(self, kind: type[Body]) -> list[tuple[int, Body]]:
        """The facts of a kind with their seconds."""
        return [(fact.at, fact.body) for fact in self.facts if isinstance(fact.body, kind)]
