"""The severity that a fault makes by itself, against the one the author's evidence speaks of, and against its lines.

Only what follows from the file alone: shares of failing requests and the calls between services. Not saturation, retries that pile
up or caches that cool down: what the running world makes of a fault is looked at when a scenario is proved.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from simulator.scenario.earliest import most_burn, worst_possible
from simulator.scenario.looks.found import Found
from simulator.scenario.model import Journey
from simulator.scenario.secret import Fault, Finding, Inject, ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.words import Sev, Shape, sev_of

#: The lines of severity: burn rates of a core journey, and half of anything failing. The world's own are in `world/severity`.
LINES: Final = ((14.0, Sev.SEV1), (6.0, Sev.SEV2))
HALF: Final = 0.5

#: Nearer to a line than this, noise and the hour of the day decide which side it is.
NEAR: Final = 0.1

#: Shapes that come to a level and stay there; the others cross lines on their way.
_SETTLES: Final = (Shape.STEP, Shape.RAMP, Shape.CREEP, Shape.S_CURVE)

#: A fault that is over sooner moves no line of five minutes for long enough to flutter.
_SHORT: Final = 300


def severity(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Faults next to a line, faults worse than the evidence says, and evidence for what nothing makes."""
    supported = _supported(file)
    for id_, fault in file.secret.faults.items():
        here = ("secret", "faults", id_)
        if fault.chance <= 0.0:
            continue
        failing = {name: _failing(file, fault, journey) for name, journey in file.system.journeys.items()}
        for name, share in failing.items():
            journey = file.system.journeys[name]
            near = _near(journey, share)
            if near is not None and (fault.lasts is None or fault.lasts > _SHORT) and fault.shape in _SETTLES:
                details = {"journey": name, "share": f"{share * 100:.3g}%", "sev": near.value}
                yield here, "severity-line", details, ""
        made = max((_weight(file.system.journeys[name], share) for name, share in failing.items()), default=0)
        if made >= Sev.SEV2.weight and file.secret.truth.false_alarm:
            yield here, "false-alarm-hurts", {"sev": _said(made)}, ""
        elif made and 0 < supported < made:
            yield here, "severity-beyond", {"sev": _said(made), "most": _said(supported)}, ""
    worst = worst_possible(file)
    kinds: tuple[tuple[str, Mapping[str, Finding | Inject]], ...] = (
        ("findings", file.secret.findings),
        ("msel", file.secret.msel),
    )
    for kind, things in kinds:
        for id_, thing in things.items():
            if thing.supports is not None and thing.supports.weight > worst:
                yield ("secret", kind, id_, "supports"), "supports-beyond", {"sev": thing.supports.value}, ""


def _said(weight: int) -> str:
    sev = sev_of(weight)
    return "" if sev is None else sev.value


def _supported(file: ScenarioFile) -> int:
    """The weight of the worst severity that somebody says; 0 when nobody says any."""
    told: list[Finding | Inject] = [*file.secret.findings.values(), *file.secret.msel.values()]
    return max((thing.supports.weight for thing in told if thing.supports is not None), default=0)


def _weight(journey: Journey, share: float) -> int:
    """The severity of so large a share failing: the line of scoring, without its windows."""
    burn = share * most_burn(journey.slo)
    for line, sev in LINES if journey.core else ():
        if burn >= line or (sev is Sev.SEV1 and share > HALF):
            return sev.weight
    return Sev.SEV2.weight if share > HALF else 0


def _near(journey: Journey, share: float) -> Sev | None:
    """The severity whose line lies within a tenth of what the journey would show; none for a line that decides nothing."""
    burn = share * most_burn(journey.slo)
    if journey.core:
        if burn < LINES[0][0] * (1.0 - NEAR) and abs(share - HALF) <= NEAR * HALF:
            return Sev.SEV1
        return next((sev for line, sev in LINES if abs(burn - line) <= NEAR * line and share < HALF), None)
    return Sev.SEV2 if abs(share - HALF) <= NEAR * HALF else None


def _failing(file: ScenarioFile, fault: Fault, journey: Journey) -> float:
    """Share of the journey's requests that fail when only this fault's own share of failures is counted."""
    known: dict[str, float] = {fault.target: 1.0 - _own_share(file, fault)}
    trail = [journey.enters]
    while trail:  # callers wait until the called are known; circles have been refused before
        id_ = trail[-1]
        unknown = [call.to for call in file.system.services[id_].calls if call.to not in known]
        if id_ in known or not unknown:
            trail.pop()
            known[id_] = known.get(id_, 1.0) if id_ != fault.target else known[id_]
            if id_ != fault.target:
                known[id_] = _success(file, id_, known)
        else:
            trail.extend(unknown)
    return 1.0 - known[journey.enters]


def _success(file: ScenarioFile, id_: str, known: dict[str, float]) -> float:
    success = 1.0
    for call in file.system.services[id_].calls:
        if not call.optional:
            fails = (1.0 - known[call.to]) ** (call.retries + 1)
            success *= (1.0 - fails) ** call.per if call.per >= 1.0 else 1.0 - call.per * fails
    return success


def _own_share(file: ScenarioFile, fault: Fault) -> float:
    """Share of requests that fail at the target itself, over all its cohorts."""
    does, target = fault.does, file.system.services.get(fault.target)
    if target is None:
        return 0.0
    fails = 0.0 if does.errors is None or does.errors.kind != "share" else does.errors.value
    if target.external and does.capacity is not None:
        fails = 1.0 - (1.0 - fails) * min(1.0, does.capacity.value)
    return fails * (target.cohorts.get(fault.in_, 1.0) if fault.in_ is not None else 1.0)
