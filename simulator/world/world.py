"""The world: one network with its faults, mitigations, tools, alerts and series, run by SimPy processes.

It emits facts and answers read-only questions; it never sees the board. Its counterpart, the narrow door the drill
looks through, is `drill/sight.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import replace
from typing import Any

import simpy

from simulator.record import facts as f
from simulator.record.luck import luck
from simulator.scenario.model import Public, Scenario
from simulator.scenario.secret import Condition, Does, Fault, Secret
from simulator.scenario.serving import serving
from simulator.scenario.words import Kind, Serves, Shape, Variant
from simulator.world import booting
from simulator.world import faults as faults_
from simulator.world import mitigations as mitigations_
from simulator.world import objections as objections_
from simulator.world import severity as severity_
from simulator.world.alerts import Rule
from simulator.world.cohorts import Cohorts
from simulator.world.daytime import peak_factor, traffic_factor
from simulator.world.faults import Active
from simulator.world.harm import FAILED, SLOW, TruthRow, active_users, users_hurt
from simulator.world.instruments import Instruments
from simulator.world.meters import Meters
from simulator.world.mitigations import Running, Standing
from simulator.world.network import STEP, Flow, Network
from simulator.world.node import Mods, Node
from simulator.world.revenue import Revenue, usual
from simulator.world.scripted import Scripted
from simulator.world.series import BACKLOG_COLUMNS, JOURNEY_COLUMNS, REVENUE_COLUMNS, SERVICE_COLUMNS, Series
from simulator.world.shapes import Course, course_of
from simulator.world.slo import WINDOW_5M, SloMeter

Emit = Callable[[f.Body, f.Audience, str, int], f.Fact]
Holds = Callable[[Condition], bool]

#: A tool is lost when less than this share of calls to what it rides on succeeds, and back above the other.
TOOL_LOST_BELOW, TOOL_BACK_ABOVE = 0.5, 0.9

#: What may be frozen besides a service: all changes there are.
EVERYTHING = ("changes", "all")

#: To call the system calm the matrix is read over this many seconds.
_CALM_WINDOW = 60


class World:
    """The simulated system of one drill. `emit(body, audience, by, because)` records a fact; `holds` knows conditions."""

    def __init__(self, scenario: Scenario, seed: int, env: simpy.Environment, emit: Emit, holds: Holds) -> None:
        self.scenario = scenario
        self._public, self._secret = scenario.public, scenario.secret
        self._seed, self._env, self._emit, self._holds = seed, env, emit, holds
        self.network = Network(self._public)
        self._peaks = [
            (flow, flow.spec.peaks, scenario.seconds(flow.spec.peaks.first))
            for flow in self.network.flows.values()
            if flow.spec.peaks is not None
        ]
        self.standing = Standing(off={id_ for id_, switch in self._public.system.switches.items() if not switch.on})
        self.active: list[Active] = []
        self.lost: set[str] = set()
        self._tools = _losable(self._public, self._secret)
        self._alerting = serving(self._public, Serves.ALERTS)
        self.severity = 0
        self._hazards = 0
        self._grave = {id_: fault.severity.weight for id_, fault in self._secret.faults.items() if fault.severity is not None}
        self._done: dict[str, int] = {}  # order -> how often it was carried out
        self._dirty = True
        self._step = 0
        self._truth: list[TruthRow] = []
        self.series = Series(seed)
        self.meters = {id_: self._meter(flow) for id_, flow in self.network.flows.items()}
        self._good = dict.fromkeys(self.meters, 0.0)
        self._total = dict.fromkeys(self.meters, 0.0)
        self._journey_rows = {id_: self.series.open(id_, JOURNEY_COLUMNS) for id_ in self.network.flows}
        self._service_rows = {id_: self.series.open(id_, SERVICE_COLUMNS) for id_ in self.network.by_service}
        self._backlog_rows = [
            (nodes, self.series.open(id_, BACKLOG_COLUMNS))
            for service in self.network.by_service.values()
            if service[0].lag is not None
            for id_, nodes in ({service[0].service: service} | {node.id: (node,) for node in service}).items()
        ]
        self.cohorts = Cohorts(self.network, self.series, _service_row)
        self._scripted = [Scripted(id_, spec, self.series, seed) for id_, spec in self._secret.signals.items()]
        self._earning = [(flow, flow.spec.earns) for flow in self.network.flows.values() if flow.spec.earns is not None]
        self.revenue = Revenue(usual([(flow.spec.traffic, earns) for flow, earns in self._earning])) if self._earning else None
        self._revenue_row = self.series.open("revenue", REVENUE_COLUMNS, 0.0) if self._earning else _nowhere
        self.amounts = Meters(self._public.system.meters, self._secret.faults, self.series)
        self.instruments = Instruments(self._secret.instruments, self.series, self.network.flows, self.meters)
        self._rules = [Rule(id_, spec) for id_, spec in self._public.alerts.items()]
        self._record(0, ())

    def _meter(self, flow: Flow) -> SloMeter:
        return SloMeter(flow.spec.slo, flow.total * STEP, max(0.0, flow.total - flow.good) * STEP)

    # --- processes -------------------------------------------------------------------------------

    def start(self) -> None:
        """StartEx: sets the stepping, the changes and the faults going."""
        self._env.process(self._run())
        carried = {fault.with_ for fault in self._secret.faults.values() if fault.with_ is not None}
        for id_, change in self._public.system.changes.items():
            at = self.scenario.seconds(change.at)
            if at > 0 or id_ in carried:
                self._env.process(self._change(id_, max(at, 1)))
        for id_, fault in self._secret.faults.items():
            if fault.at is not None:
                self._env.process(self._fault_at(id_, max(self.scenario.seconds(fault.at), 1)))

    def _run(self) -> Generator[simpy.Event, Any, None]:
        while True:
            yield self._env.timeout(STEP)
            self._move()

    def _change(self, change: str, at: int) -> Generator[simpy.Event, Any, None]:
        yield self._env.timeout(at)
        while self.frozen(self._public.system.changes[change].target):
            yield self._env.timeout(STEP)
        cause = 0
        if self.scenario.seconds(self._public.system.changes[change].at) > 0:
            cause = self._emit(f.ChangeMade(change), f.ALL, "world", 0).n
        for id_, fault in self._secret.faults.items():
            if fault.with_ == change and self._strikes(id_):
                self._begin_fault(id_, cause)

    def frozen(self, target: str) -> bool:
        """Whether changes to a service, or to a switch of it, wait until they are thawed."""
        switch = self._public.system.switches.get(target)
        frozen = self.standing.frozen
        return not frozen.isdisjoint((target, *EVERYTHING)) or (switch is not None and switch.target in frozen)

    def _fault_at(self, fault: str, at: int) -> Generator[simpy.Event, Any, None]:
        yield self._env.timeout(at)
        if self._strikes(fault):
            self._begin_fault(fault, 0)

    def _ease_after(
        self, active: Active, seconds: int, calms_over: int = 0, works: float = 1.0, when: Condition | None = None
    ) -> Generator[simpy.Event, Any, None]:
        yield self._env.timeout(max(seconds, 1))
        if active.ended is None and (when is None or self._holds(when)):
            self._ease(active, "", calms_over, works)

    def _page(self, rule: Rule, because: int) -> Generator[simpy.Event, Any, None]:
        yield self._env.timeout(max(rule.spec.delivery, 1))
        while self._silenced:  # what is under way when alerting is lost arrives once it is back
            yield self._env.timeout(STEP)
        to = "ic" if rule.spec.pages == "trainee" else str(rule.spec.pages)
        self._emit(f.PageSent(rule.id, to, rule.supports), f.ALL, "world", because)

    # --- one step --------------------------------------------------------------------------------

    def _move(self) -> None:
        now = int(self._env.now)
        self._step += 1
        at_work = self.active  # also what is over by the end of this step
        if self._dirty or self.active:
            self._rebuild(now)
        for flow, peaks, first in self._peaks:
            flow.peak = peak_factor(peaks, first, now)
        traffic = traffic_factor(self._public, now)
        self.network.step(traffic)
        self._record(now, at_work, traffic)
        self._watch(now)

    def _rebuild(self, now: int) -> None:
        """What stands and what is broken, written into fresh mods."""
        network = self.network
        for node in network.order:
            node.mods = Mods()
        for flow in network.flows.values():
            flow.mods = Mods()
        mitigations_.apply(network, self.standing, now)
        faults_.apply(self.active, now)
        for node in network.order:
            if node.boot_links:
                booting.struck(node, now)
        self.active = [a for a in self.active if not a.over_and_done(now)]
        self._dirty = bool(self.active or self.standing.running)

    def _record(self, now: int, at_work: Iterable[Active], traffic: float = 1.0) -> None:
        """Writes truth: series, meters, the table."""
        for id_, nodes in self.network.by_service.items():
            self._service_rows[id_](_service_row(nodes))
        for nodes, append in self._backlog_rows:
            lags = [node.lag for node in nodes if node.lag is not None]
            append((sum(lag.dropped for lag in lags), max(lag.oldest for lag in lags)))
        if self.cohorts.any:
            self.cohorts.record(counts=now > 0)
        for scripted in self._scripted:
            scripted.record(self.active, now)
        if now == 0:
            for id_, flow in self.network.flows.items():
                self._journey_rows[id_](self._journey_row(flow, 0.0))
            if self.revenue is not None:
                self._revenue_row((0.0, 1.0, 0.0))
            self.amounts.record(at_work, now)
            self.instruments.record(self.active, now)
            return
        for id_, flow in self.network.flows.items():
            total, good = flow.total * STEP, flow.good * STEP
            self.meters[id_].add(total, max(0.0, total - good))
            self._good[id_] += good
            self._total[id_] += total
        cores = [(flow.spec.core, self.meters[id_]) for id_, flow in self.network.flows.items()]
        flagged = (self._secret.truth.data_loss or self._secret.truth.breach) and any(
            self.fault_active(id_) for id_ in self._secret.faults
        )
        lost = self._earn(traffic)
        least = self._least_severity()
        cohorts = dict.fromkeys(self.network.flows, 0)
        if self.cohorts.any:
            cohorts = {id_: self.cohorts.weight(id_) for id_ in cohorts}
            least = max(least, self.cohorts.redundancy())
        weight = max(least, severity_.weight(cores, data_or_breach=flagged), *cohorts.values())
        if self.revenue is not None and self.revenue.gone():
            weight = severity_.SEV1
        calm = max(least, severity_.weight(cores, data_or_breach=flagged, window=_CALM_WINDOW)) if weight else 0
        if weight and self.revenue is not None and self.revenue.gone(_CALM_WINDOW):
            calm = severity_.SEV1
        if weight and self.cohorts.any:
            calm = max(calm, *(self.cohorts.weight(id_, _CALM_WINDOW) for id_ in cohorts))
        rows = [_truth_row(now, flow, weight, calm, cohorts[id_], lost[id_]) for id_, flow in self.network.flows.items()]
        for row in rows:
            self._journey_rows[row.journey](self._journey_row(self.network.flows[row.journey], row.hurt))
        self.amounts.record(at_work, now)
        self._truth.extend(rows if self._public.harm_in is None else self._in_a_meter(rows, self._public.harm_in))
        if self._secret.instruments:
            self._show(now)
        if weight != self.severity:
            self.severity = weight
            self._emit(f.SeverityMoved(weight), f.TRUTH, "world", 0)

    def _show(self, now: int) -> None:
        """What instruments show in place of the truth, also in the rows from which evidence is told."""
        self.instruments.record(self.active, now)
        flows = tuple(self.network.flows)
        for place, id_ in enumerate(flows, len(self._truth) - len(flows)):
            if self.series.bent(f"{id_}.success"):
                shown = self.series.sampled(f"{id_}.success")
                self._truth[place] = replace(self._truth[place], shown=-1.0 if shown is None else shown)

    def _earn(self, traffic: float) -> dict[str, float]:
        """The money each journey was to earn in this step and did not."""
        lost = dict.fromkeys(self.network.flows, 0.0)
        if self.revenue is not None:
            all_expected = all_earned = 0.0
            for flow, earns in self._earning:
                expected, earned = flow.spec.traffic * traffic * flow.peak * STEP * earns, flow.good * STEP * earns
                lost[flow.id] = expected - earned
                all_expected += expected
                all_earned += earned
            self.revenue.add(all_expected, all_earned)
            self._revenue_row((self.revenue.lost, self.revenue.share(), (all_expected - all_earned) / STEP))
        return lost

    def _in_a_meter(self, rows: list[TruthRow], meter: str) -> list[TruthRow]:
        """Harm as what the meter grew by in this step, in its unit and on the first row; what users felt stays beside it."""
        grown = (self.series.true(meter) or 0.0) - (self.series.true(meter, -2) or 0.0)
        return [replace(row, harm=0.0 if n else grown) for n, row in enumerate(rows)]

    def _least_severity(self) -> int:
        """What is known to be at stake while a fault lasts, whatever the journeys show."""
        return (
            max((self._grave.get(active.id, 0) for active in self.active if active.ended is None), default=0)
            if self._grave
            else 0
        )

    def _journey_row(self, flow: Flow, hurt: float) -> tuple[float, ...]:
        success = min(1.0, flow.good / flow.total) if flow.total > 0.0 else 1.0  # parts may add up to a little more
        return (success, flow.total, flow.p99, hurt, self.meters[flow.id].burn(WINDOW_5M))

    def _watch(self, now: int) -> None:
        """Tools lost and back, alerts fired and cleared. While alerting is lost nothing fires and nothing clears."""
        for id_, rides_on in self._tools.items():
            well = self._works(id_, rides_on, now)
            if id_ not in self.lost and well < TOOL_LOST_BELOW:
                self.lost.add(id_)
                self._emit(f.ToolLost(id_), f.ALL, "world", 0)
            elif id_ in self.lost and well > TOOL_BACK_ABOVE:
                self.lost.discard(id_)
                self._emit(f.ToolRestored(id_), f.ALL, "world", 0)
        if self._silenced:
            return
        for rule in self._rules:
            moved = rule.move(self.instruments.meters, self.series)
            if moved:
                fact = self._emit(f.AlertFired(rule.id, rule.supports), f.ALL, "world", 0)
                if rule.spec.pages is not None:
                    self._env.process(self._page(rule, fact.n))
            elif moved is False:
                self._emit(f.AlertCleared(rule.id), f.ALL, "world", 0)

    @property
    def _silenced(self) -> bool:
        """What watches and pages is lost itself."""
        return not self.lost.isdisjoint(self._alerting)

    def _works(self, tool: str, rides_on: str, now: int) -> float:
        """How well a tool works, 0..1: by what it rides on, and by the faults that take it away."""
        well = 1.0 - max((a.strength(now) for a in self.active if a.target == tool), default=0.0)
        if rides_on:
            well *= sum(node.share_now * node.success for node in self.network.by_service[rides_on])
        return well

    # --- faults ----------------------------------------------------------------------------------

    def fault_due(self, fault: str) -> None:
        """A fault's condition holds: it begins, if luck has it strike in this drill at all."""
        if self._strikes(fault):
            self._begin_fault(fault, 0)

    def _strikes(self, fault: str) -> bool:
        """Drawn once for each drill: whether a fault strikes when it is due."""
        chance = self._secret.faults[fault].chance
        return chance >= 1.0 or luck(self._seed, "fault", fault, "strikes") < chance

    def force_fault(self, fault: str, active: bool) -> None:
        """A fault begins or ends by a hand, whatever luck had in mind."""
        if active:
            self._begin_fault(fault, 0)
            return
        for running in [a for a in self.active if a.id == fault and a.ended is None]:
            self._ease(running, "", 0, 1.0)

    def _begin_fault(self, id_: str, because: int) -> None:
        if self.fault_active(id_):
            return
        self.active = [a for a in self.active if a.id != id_]  # what still calms down comes on anew
        spec = self._secret.faults[id_]
        self._emit(f.FaultStarted(id_), f.TRUTH, "world", because)
        active = self._strike(
            id_, spec.target, spec.in_ or "", spec.does, course_of(spec.shape, spec.over, spec.every, self._seed, id_)
        )
        for end in spec.ends:
            if end.after is not None:
                self._env.process(self._ease_after(active, end.after, end.calms_over, end.works, end.when))
        for passes in (spec.lasts, active.course.lifetime):
            if passes is not None:
                self._env.process(self._ease_after(active, passes))

    def _strike(self, id_: str, target: str, cohort: str, does: Does, course: Course) -> Active:
        nodes = mitigations_.nodes_at(self.network, target, cohort)
        flows = (self.network.flows[target],) if target in self.network.flows else ()
        active = Active(id_, target, does, nodes, flows, course, int(self._env.now))
        self.active.append(active)
        return active

    def _ease(self, active: Active, order: str, calms_over: int, works: float) -> None:
        """Something takes a fault away, or a share of it; only the end of all of it is a fact."""
        self._dirty = True
        if active.ease(int(self._env.now), calms_over, works) and not self.fault_active(active.id):
            self._emit(f.FaultEnded(active.id, order), f.TRUTH, "world", 0)

    # --- what the drill asks ---------------------------------------------------------------------

    def objection(self, kind: Kind, target: str, variant: Variant, cohort: str) -> str:
        """Why an order makes no sense in the present state, in the user's words; "" when it does."""
        del variant
        return objections_.objection(self._public, self.network, self.standing, kind, target, cohort)

    def begin(self, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str, takes: int) -> None:
        """Carrying out has started and will take so many seconds."""
        staged = any(
            special.order == f"{kind.value} {target}" and mitigations_.stages_of(special, kind, variant)
            for special in self._secret.mitigations.values()
        )
        order = Running(kind, target, cohort, variant, int(self._env.now), takes, 0.0 if staged else None)
        mitigations_.begin(self.network, self.standing, mitigation, order)
        self._dirty = True

    def finish(self, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str, odds: float = 1.0) -> None:
        """Carrying out is over: its effect stands, faults it ends do end, hazards strike; by tired hands more often."""
        mitigations_.finish(self.network, self.standing, mitigation, kind, target, variant, cohort)
        self._dirty = True
        order = f"{kind.value} {target}"
        self._take_away(kind, target, cohort, 1.0)
        nth = self._done[order] = self._done.get(order, 0) + 1
        self._hazard(mitigation, order, nth, variant, odds)
        for special in self._secret.mitigations.values():
            for cost in special.costs if special.order == order else ():
                if cost.when is None or self._holds(cost.when):
                    self.amounts.add(cost.meter, cost.adds)

    def stage(self, mitigation: str, share: float) -> None:
        """So much of what is being carried out stands from now on."""
        running = self.standing.running.get(mitigation)
        if running is None:
            return
        self.standing.running[mitigation] = replace(running, stands=share)
        self._dirty = True
        self._take_away(running.kind, running.target, running.cohort, share)

    def _take_away(self, kind: Kind, target: str, cohort: str, share: float) -> None:
        """Faults that an order ends do end, or as much of them as its stage has reached."""
        order = f"{kind.value} {target}"
        for active in [a for a in self.active if a.ended is None]:
            spec = self._secret.faults.get(active.id)
            if spec is None:
                continue
            ends = [end for end in spec.ends if end.by == order]
            end = next((end for end in ends if end.when is None or self._holds(end.when)), None)
            if end is not None:
                self._ease_in(active, cohort, order, end.calms_over, end.works, share)
            elif not ends and self._takes_back(kind, target, spec):
                self._ease_in(active, cohort, order, 10, 1.0, share)

    def abandon(self, mitigation: str) -> None:
        """Carrying out has ended without an effect: what it cost meanwhile is over."""
        if self.standing.running.pop(mitigation, None) is not None:
            self._dirty = True

    def _ease_in(self, active: Active, cohort: str, order: str, calms_over: int, works: float, share: float) -> None:
        """An order for one cohort changes nothing in the others."""
        if cohort and any(node.cohort != cohort for node in active.nodes):
            active = active.part(cohort)
            if not active.nodes:
                return
            self.active.append(active)
        self._ease(active, order, calms_over, active.takes_now(order, works, share))

    def _takes_back(self, kind: Kind, target: str, spec: Fault) -> bool:
        """A rollback, or a flag turned off, takes away what changes to its target brought, also where no author said so."""
        if kind not in (Kind.ROLL_BACK, Kind.FLAG_OFF) or spec.with_ is None:
            return False
        return self._public.system.changes[spec.with_].target == target

    def _hazard(self, mitigation: str, order: str, nth: int, variant: Variant, odds: float) -> None:
        for special in self._secret.mitigations.values():
            if special.order != order:
                continue
            for i, hazard in enumerate(special.hazards):
                if hazard.variant not in (None, variant) or (hazard.when is not None and not self._holds(hazard.when)):
                    continue
                if luck(self._seed, "hazard", order, nth, i) >= min(1.0, odds * hazard.chance):
                    continue
                self._hazards += 1
                id_ = f"hazard-{self._hazards}"
                self._emit(f.HazardStruck(mitigation, hazard.says, id_), f.TRUTH, "world", 0)
                active = self._strike(id_, hazard.target, "", hazard.does, Course(Shape.STEP))
                if hazard.lasts is not None:
                    self._env.process(self._ease_after(active, hazard.lasts))

    @property
    def step(self) -> int:
        """The last step that was made; the first one, before StartEx, is 0."""
        return self._step

    def reading(self, signal: str, step: int = -1) -> float | None:
        """The true value, now or at a step, of `service.errors`, `journey.success` or a scripted signal; None when unknown."""
        return self.series.true(signal, step)

    def shown(self, signal: str, step: int = -1) -> float | None:
        """What instruments show of it, as a person reads it out; None for no data."""
        return self.series.shown(signal, step)

    def fault_active(self, fault: str) -> bool:
        return any(a.id == fault and a.ended is None for a in self.active)

    def numbers(self) -> tuple[int, ...]:
        """Journeys' counts, nodes' backlogs and meters as fixed-point integers, for the digest."""
        journeys = [round(v * 1000) for id_ in self.meters for v in (self._total[id_], self._good[id_])]
        meters = (round(reading * 1000) for reading in self.amounts.readings().values())
        return (*journeys, *(round(n.backlog * 1000) for n in self.network.order), *meters)

    def readings(self) -> Mapping[str, float]:
        """What each meter of the scenario stands at."""
        return self.amounts.readings()

    def words(self) -> Mapping[str, Any]:
        """`hurt` and `success` as a text may name them, from what instruments show."""
        core = next((id_ for id_, j in self._public.system.journeys.items() if j.core), next(iter(self.meters)))
        success = self.series.sampled(f"{core}.success")
        hurt = sum(self.series.true(f"{id_}.hurt") or 0.0 for id_ in self.meters)
        return {"success": "an unknown share" if success is None else f"{success:.0%}", "hurt": f"{round(hurt, -2):,.0f}"}

    def truth_rows(self) -> tuple[TruthRow, ...]:
        """The truth table so far, for scoring."""
        return tuple(self._truth)


def _losable(public: Public, secret: Secret) -> dict[str, str]:
    """The tools that can be lost, each with the service it rides on, if any."""
    struck = {fault.target for fault in secret.faults.values()}
    return {id_: tool.rides_on or "" for id_, tool in public.system.tools.items() if tool.rides_on is not None or id_ in struck}


def _nowhere(row: tuple[float, ...]) -> None:
    del row


def _service_row(nodes: tuple[Node, ...]) -> tuple[float, ...]:
    if len(nodes) == 1:
        n = nodes[0]
        own = n.wait + n.work
        return (n.offered, n.served, 1.0 - n.success, own, n.cpu, n.workers, n.backlog, n.alive)
    offered = sum(n.offered for n in nodes)
    served = sum(n.served for n in nodes)
    weights = [(n.offered / offered if offered > 0.0 else n.share) for n in nodes]
    pairs = list(zip(weights, nodes, strict=True))
    return (
        offered,
        served,
        1.0 - sum(w * n.success for w, n in pairs),
        sum(w * (n.wait + n.work) for w, n in pairs),
        sum(w * n.cpu for w, n in pairs),
        sum(w * n.workers for w, n in pairs),
        sum(n.backlog for n in nodes),
        sum(n.alive for n in nodes),
    )


def _truth_row(now: int, flow: Flow, weight: int, calm: int, cohort: int, lost: float) -> TruthRow:
    spec, all_ = flow.spec, max(flow.total, 1e-9)
    users = active_users(spec, flow.total)
    hurt = slowed = 0.0
    for served in flow.parts or (flow,):  # users of one cohort are hurt apart from those of another
        total = max(served.total, 1e-9)
        here = users * (served.total / all_) if flow.parts else users
        hurt += users_hurt(spec, here, served.failed / total)
        slowed += users_hurt(spec, here, served.slow / total)
    harm = (FAILED * hurt + SLOW * slowed) * STEP / 60.0
    return TruthRow(
        now, flow.id, flow.total * STEP, flow.good * STEP, flow.slow * STEP, flow.failed * STEP, hurt, slowed, harm, weight, calm, cohort,
        lost,
    )  # fmt: skip
