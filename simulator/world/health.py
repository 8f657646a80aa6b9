"""The look at a healthy system that `wom check` prints: how busy each service is, how well each journey does, and whether all is well at StartEx."""

from __future__ import annotations

from simulator.scenario.check import Health, Ill
from simulator.scenario.model import Scenario
from simulator.world.network import Network

#: Steps after which a healthy system has settled; what still moves then is not healthy.
_SETTLED = 120


def health(scenario: Scenario) -> Health:
    """Runs the system without any fault and says how it stands; refuses a scenario that is ill at t = 0."""
    network = Network(scenario.public)
    for _ in range(_SETTLED):
        network.step()
    lines, ills = [], []
    for id_, nodes in network.by_service.items():
        if nodes[0].spec.external:
            continue
        cpu, workers = max(n.cpu for n in nodes), max(n.workers for n in nodes)
        lines.append(f"  {id_:<20} cpu {cpu:4.0%}   workers {workers:4.0%}")
        if max(cpu, workers) > 0.95:
            what = "CPU" if cpu >= workers else "workers"
            ills.append(
                Ill(
                    ("system", "services", id_),
                    f"service {id_!r} has no {what} left when all is well ({max(cpu, workers):.0%})",
                    "lower `busy`, or give it more `workers`",
                )
            )
    for id_, flow in network.flows.items():
        success = flow.good / flow.total if flow.total > 0 else 1.0
        lines.append(f"  {id_:<20} success {success:.3%} of {flow.spec.slo:.3%} promised, p99 {flow.p99 * 1000:,.0f} ms")
        if success < flow.spec.slo:
            ills.append(
                Ill(
                    ("system", "journeys", id_),
                    f"journey {id_!r} misses its objective when all is well ({success:.3%} of {flow.spec.slo:.3%})",
                    "lower `busy` on its path, or allow more time with `within`",
                )
            )
    return Health(tuple(lines), tuple(ills))
