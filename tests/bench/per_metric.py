"""A peer: the design one would write first, with a SimPy process for every signal and every alert, each awake at every scrape.

It simulates no people, keeps no record and is scored by nobody: it only steps the same network, samples and evaluates.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from typing import Any

import simpy

from simulator.scenario.model import Alert, Scenario
from simulator.world.network import STEP, Network
from simulator.world.series import JOURNEY_COLUMNS, SERVICE_COLUMNS
from simulator.world.slo import WINDOW_1H, WINDOW_5M, SloMeter

#: DESIGN 10 counts so many signals.
SIGNALS = 100

Steps = Generator[Any, Any, None]
Samples = list[tuple[float, float]]


def per_metric(scenario: Scenario, seed: int, seconds: int) -> int:
    """Runs so many drill seconds; the answer is how many samples were taken."""
    env, network = simpy.Environment(), Network(scenario.public)
    meters = {id_: SloMeter(flow.spec.slo, flow.total * STEP, 0.0) for id_, flow in network.flows.items()}
    env.process(_network(env, network, meters))
    series: dict[str, Samples] = {}
    for name, read in list(_signals(network).items())[:SIGNALS]:
        series[name] = []
        env.process(_signal(env, read, random.Random(f"{seed} {name}"), series[name]))
    for alert in scenario.public.alerts.values():
        env.process(_alert(env, alert, meters, series))
    env.run(until=seconds + 1)
    return sum(map(len, series.values()))


def _network(env: simpy.Environment, network: Network, meters: dict[str, SloMeter]) -> Steps:
    while True:
        yield env.timeout(STEP)
        network.step()
        for id_, flow in network.flows.items():
            meters[id_].add(flow.total * STEP, max(0.0, flow.total - flow.good) * STEP)


def _signal(env: simpy.Environment, read: Callable[[], float], luck: random.Random, samples: Samples) -> Steps:
    while True:
        yield env.timeout(STEP)
        samples.append((env.now, read() * (1.0 + luck.gauss(0.0, 0.015))))


def _alert(env: simpy.Environment, alert: Alert, meters: dict[str, SloMeter], series: dict[str, Samples]) -> Steps:
    since: float | None = None
    while True:
        yield env.timeout(STEP)
        if not _holds(alert, meters, series):
            since = None
        elif since is None:
            since = env.now


def _holds(alert: Alert, meters: dict[str, SloMeter], series: dict[str, Samples]) -> bool:
    if alert.burn is not None and alert.of is not None:
        meter = meters[alert.of]
        return meter.burn(WINDOW_5M) >= alert.burn and meter.burn(WINDOW_1H) >= alert.burn
    samples = series.get(alert.signal or "")
    if not samples:
        return False
    value = samples[-1][1]
    return value > alert.above if alert.above is not None else alert.below is not None and value < alert.below


def _signals(network: Network) -> dict[str, Callable[[], float]]:
    """Every signal of the system with the way to read it."""
    found: dict[str, Callable[[], float]] = {}
    for service, (node, *_) in network.by_service.items():
        reads = (
            lambda n=node: n.offered,
            lambda n=node: n.served,
            lambda n=node: 1.0 - n.success,
            lambda n=node: n.wait + n.work,
            lambda n=node: n.cpu,
            lambda n=node: n.workers,
            lambda n=node: n.backlog,
            lambda n=node: n.alive,
        )
        found |= {f"{service}.{column}": read for column, read in zip(SERVICE_COLUMNS, reads, strict=True)}
    for journey, flow in network.flows.items():
        reads = (
            lambda f=flow: f.good / f.total if f.total else 1.0,
            lambda f=flow: f.total,
            lambda f=flow: f.p99,
            lambda f=flow: f.failed,
            lambda f=flow: f.slow,
        )
        found |= {f"{journey}.{column}": read for column, read in zip(JOURNEY_COLUMNS, reads, strict=True)}
    return found
