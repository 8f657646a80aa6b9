"""An hour of a drill without anybody watching, beside the bare arithmetic of its services and beside a process for every metric."""

from __future__ import annotations

from bench.figures import Figure, Size, Target, by_turns, figure
from bench.per_metric import per_metric
from bench.systems import TWELVE, scenario
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.scenario.model import Scenario
from simulator.world.network import STEP, Network

SEED = 1


def headless(size: Size) -> list[Figure]:
    system, seconds = scenario(TWELVE), size.of(3600, 3600, 300)
    ours, bare, naive = by_turns(
        size.of(9, 3, 1),
        lambda: an_hour(system, seconds),
        lambda: arithmetic(system, seconds),
        lambda: per_metric(system, SEED, seconds),
    )
    return [
        figure(
            "drill of 60 minutes", "ms", ours, bare, beside="its queueing arithmetic alone", target=Target("ratio", at_most=2)
        ),
        figure("drill of 60 minutes, absolute", "ms", ours, target=Target("ours", at_most=100)),
        figure(
            "drill of 60 minutes, faster",
            "ms",
            ours,
            naive,
            beside="one process per metric",
            target=Target("speed-up", at_least=7),
        ),
    ]


def an_hour(system: Scenario, seconds: int) -> Drill:
    """A whole drill by the competent policy: world, people, record and all."""
    return play(system, "competent", SEED, until=seconds)


def arithmetic(system: Scenario, seconds: int) -> None:
    """The same number of steps of the same network, and nothing else."""
    network = Network(system.public)
    for _ in range(seconds // STEP):
        network.step()
