"""Cohorts: what each region, cluster or tenant of a service reads, what its users get, and how severe losing one of them is.

Signals are named `edge@north.cpu` and, for a journey by the cohorts of the service it enters, `pay@north.success`. Nothing of this
is kept for services without cohorts. Severity of the whole system is in `severity`; here are the rows of the matrix that a mean hides.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.scenario.words import CohortKind
from simulator.world.harm import active_users, users_hurt
from simulator.world.network import STEP, Flow, Network, Part
from simulator.world.node import Node
from simulator.world.series import JOURNEY_COLUMNS, SERVICE_COLUMNS, Series
from simulator.world.severity import HALF, HEALTHY, SEV2, SEV3
from simulator.world.slo import WINDOW_5M, SloMeter

Row = tuple[float, ...]


class Cohorts:
    """The cohorts of one world: `record` after each step, then ask for severity."""

    def __init__(self, network: Network, series: Series, service_row: Callable[[tuple[Node, ...]], Row]) -> None:
        self._network = network
        self._service_row = service_row
        self._nodes = [
            ((node,), series.open(node.id, SERVICE_COLUMNS))
            for nodes in network.by_service.values()
            if len(nodes) > 1
            for node in nodes
        ]
        self._parts = [
            (flow, part, series.open(part_name(flow, part), JOURNEY_COLUMNS))
            for flow in network.flows.values()
            for part in flow.parts
        ]
        self.meters = {part_name(flow, part): _meter(flow, part) for flow, part, _ in self._parts}
        self._redundant = [nodes for nodes in network.by_service.values() if nodes[0].spec.redundant is not None]
        self.any = bool(self._nodes or self._redundant)

    def record(self, *, counts: bool) -> None:
        """One more row for every cohort; `counts` adds the step to the meters."""
        for nodes, append in self._nodes:
            append(self._service_row(nodes))
        for flow, part, append in self._parts:
            meter = self.meters[part_name(flow, part)]
            if counts:
                total = part.total * STEP
                meter.add(total, max(0.0, total - part.good * STEP))
            append(_journey_row(flow, part, meter))

    def weight(self, journey: str, window: int = WINDOW_5M) -> int:
        """The row that the worst-served cohort of a journey meets by itself: a region of a core one, or a tenant, below one half."""
        flow = self._network.flows[journey]
        if not flow.parts:
            return HEALTHY
        row = row_of(flow.parts[0].node.spec.cohorts_are, core=flow.spec.core)
        if row == HEALTHY:
            return HEALTHY
        return row if any(down(self.meters[part_name(flow, part)], window) for part in flow.parts) else HEALTHY

    def redundancy(self) -> int:
        """SEV3 while a service has fewer working cohorts than its author calls redundant."""
        for nodes in self._redundant:
            if sum(map(_works, nodes)) < (nodes[0].spec.redundant or 0):
                return SEV3
        return HEALTHY


def part_name(flow: Flow, part: Part) -> str:
    """`pay@north`."""
    return f"{flow.id}@{part.node.cohort}"


def row_of(kind: CohortKind, *, core: bool) -> int:
    """The row of the matrix that losing one such cohort of a journey is by itself. Clusters are nobody's own: their users are spread."""
    match kind:
        case CohortKind.REGIONS:
            return SEV2 if core else HEALTHY
        case CohortKind.TENANTS:
            return SEV3
        case CohortKind.CLUSTERS:
            return HEALTHY


def down(meter: SloMeter, window: int) -> bool:
    """Less than half of what arrived over the window was good. A cohort at which nobody arrives any more hurts nobody."""
    total, bad = meter.counts(window)
    return total > 0.0 and bad > HALF * total


def _works(node: Node) -> bool:
    """It could serve now, whether or not traffic goes there."""
    return node.success >= HALF and node.alive * node.mods.instances >= HALF * node.full and node.mods.capacity >= HALF


def _meter(flow: Flow, part: Part) -> SloMeter:
    return SloMeter(flow.spec.slo, part.total * STEP, max(0.0, part.total - part.good) * STEP)


def _journey_row(flow: Flow, part: Part, meter: SloMeter) -> Row:
    """What users of a cohort get; where none arrive, others serve them, and they get what everybody gets."""
    if part.total <= 0.0:
        success = min(1.0, flow.good / flow.total) if flow.total > 0.0 else 1.0
        return (success, 0.0, flow.p99, 0.0, meter.burn(WINDOW_5M))
    users = active_users(flow.spec, flow.total) * part.total / flow.total
    hurt = users_hurt(flow.spec, users, part.failed / part.total)
    return (part.good / part.total, part.total, part.p99, hurt, meter.burn(WINDOW_5M))
