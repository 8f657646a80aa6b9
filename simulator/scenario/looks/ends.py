"""What nothing clears, moves or stops: faults, signals, instruments, hazards, meters, initiatives."""

from collections.abc import Iterator

from simulator.scenario.earliest import NEVER, Earliest
from simulator.scenario.looks.found import Found
from simulator.scenario.secret import Condition, Fault, ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.words import ONLY_END_FAULTS, Kind, Shape
from simulator.scenario.written import conditions_in

#: Shapes that pass by themselves.
_PASSES = (Shape.IMPULSE, Shape.DECAY)


def ends(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Faults that stay, and what follows them."""
    earliest = Earliest(file)
    enders = set(_enders(file))
    staying: set[str] = set()
    for id_, fault in file.secret.faults.items():
        if fault.lasts is not None or fault.shape in _PASSES:
            continue
        if not fault.ends:
            staying.add(id_)
            yield ("secret", "faults", id_), "no-end", {}, ""
        elif not any(_can_end(file, earliest, fault)):
            staying.add(id_)
            yield ("secret", "faults", id_, "ends"), "no-end-works", {}, ""
    for kind, followers in (("signals", file.secret.signals), ("instruments", file.secret.instruments)):
        for id_, follower in followers.items():
            if follower.during in staying:
                yield ("secret", kind, id_), "stays-with-fault", {"id": str(follower.during)}, ""
    for at, order in enumerate(file.secret.truth.fixed_by):
        if order not in enders and Kind(order.partition(" ")[0]) in ONLY_END_FAULTS:
            yield ("secret", "truth", "fixed_by", at), "fixes-nothing", {"text": order}, ""


def _enders(file: ScenarioFile) -> Iterator[str]:
    """Orders that end a fault, and those that must have been done for another to end it."""
    for fault in file.secret.faults.values():
        for end in fault.ends:
            if end.by is not None:
                yield end.by
    for path, condition in conditions_in(file.secret):
        if "ends" in path and condition.done is not None:
            yield condition.done


def _can_end(file: ScenarioFile, earliest: Earliest, fault: Fault) -> Iterator[bool]:
    """For each end, whether it could come about and take anything away."""
    refused = {m.order for m in file.secret.mitigations.values() if m.refused is not None}
    for end in fault.ends:
        yield end.works > 0 and end.by not in refused and (end.when is None or earliest.holds(end.when) < NEVER)


def standing(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """What stands still though it should move, or stays though it should pass."""
    secret = file.secret
    for id_, signal in secret.signals.items():
        if (signal.during is None) != (signal.becomes is None) and signal.every is None:
            yield ("secret", "signals", id_), "signal-still", {}, ""
    for id_, mitigation in secret.mitigations.items():
        for at, hazard in enumerate(mitigation.hazards):
            if hazard.lasts is None:
                yield ("secret", "mitigations", id_, "hazards", at), "hazard-stays", {"order": mitigation.order}, ""
    moved = {meter for fault in secret.faults.values() for meter in fault.runs}
    moved |= {cost.meter for mitigation in secret.mitigations.values() for cost in mitigation.costs}
    for id_, meter in file.system.meters.items():
        if meter.of is None and id_ not in moved:
            yield ("system", "meters", id_), "meter-still", {}, ""


def initiatives(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """What people do on their own accord is a lesson only where coordination would have kept them from it."""
    earliest = Earliest(file)
    for id_, initiative in file.secret.initiatives.items():
        kept = initiative.unless is not None and earliest.holds(initiative.unless) < NEVER
        if not kept and not _asks_for_absence(initiative.when):
            yield ("secret", "initiatives", id_), "initiative-certain", {}, ""


def _asks_for_absence(condition: Condition) -> bool:
    """Whether it waits for something not to be so, which somebody may make so."""
    parts = (*(condition.all or ()), *(condition.any or ()))
    return condition.not_ is not None or any(_asks_for_absence(part) for part in parts)
