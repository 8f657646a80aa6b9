"""What must hold between things that each read well: possible times, whole shares, calls that end.

Run after `references`, on the same tree. Not matters of judgement, which only warn and are in `lint`.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import isclose
from typing import Any, Final

from simulator.scenario import wording
from simulator.scenario.model import Service
from simulator.scenario.problems import Path, Problem, Problems, named, ordered
from simulator.scenario.secret import Does, Done, Fault, Instrument, Published, ScenarioFile, Signal
from simulator.scenario.source import Loaded
from simulator.scenario.units import DAY, Instant, resolve, written_duration
from simulator.scenario.words import Shape
from simulator.scenario.written import conditions_in

#: A drill that lasts longer is none; an instant beyond it is a slip of the pen.
LATEST: Final = 7 * DAY

#: A total outage burns 1 / (1 - SLO) times the budget; up to here that stays at about 14, the line of SEV1.
LOWEST_CORE_SLO: Final = 0.929

#: So large a system is still stepped far faster than a drill runs, and read by somebody; each cohort of a service counts, and
#: each call from one of them to another.
MOST_BOXES: Final = 150
MOST_WAYS: Final = 600

Found = tuple[Path, str, dict[str, str]]


def broken(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Every rule that the file breaks."""
    found: list[Problem] = []
    for rule in (
        _size, _journeys, _calls, _cohorts, _meters, _stages, _alerts, _faults, _shapes, _injects, _conditions, _history, _published,
        _effects, _truth,
    ):  # fmt: skip
        for path, code, details in rule(file):
            said = wording.say(code, **{"it": named(path, loaded.tree), **details})
            found.append(Problem(loaded.place_of(path), path, code, said.message, said.hint))
    return ordered(found)


def _size(file: ScenarioFile) -> Iterator[Found]:
    """What the world steps through every five seconds of a drill: boxes, and ways between them, each cohort by itself."""
    services = file.system.services
    parts = {id_: max(1, len(service.cohorts)) for id_, service in services.items()}
    boxes = sum(parts.values())
    ways = sum(parts.get(journey.enters, 1) for journey in file.system.journeys.values())
    for id_, service in services.items():
        called = [*(call.to for call in service.calls), *(call.to for call in service.boot_calls)]
        ways += parts[id_] * sum(parts.get(to, 1) for to in called)
    for many, most, what in ((boxes, MOST_BOXES, "services and cohorts"), (ways, MOST_WAYS, "calls between services")):
        if many > most:
            yield ("system", "services"), "system-large", {"many": f"{many:,}", "most": f"{most:,}", "what": what}


def _journeys(file: ScenarioFile) -> Iterator[Found]:
    for id_, journey in file.system.journeys.items():
        path = ("system", "journeys", id_, "slo")
        if journey.slo >= 1:
            yield path, "slo-whole", {}
        elif journey.core and journey.slo <= LOWEST_CORE_SLO:
            yield path, "slo-low", {}


def _calls(file: ScenarioFile) -> Iterator[Found]:
    """Services that call themselves, directly or in a circle."""
    services = file.system.services
    done: set[str] = set()
    for start in services:
        trail: list[tuple[str, int]] = [(start, 0)]
        while trail:
            id_, at = trail[-1]
            calls = _all_calls(services[id_]) if id_ in services else ()
            if id_ in done or at >= len(calls):
                done.add(id_)
                trail.pop()
                continue
            trail[-1] = (id_, at + 1)
            word, nth, to = calls[at]
            on_trail = [step for step, _ in trail]
            if to in on_trail:
                circle = [*on_trail[on_trail.index(to) :], to]
                yield ("system", "services", id_, word, nth, "to"), "calls-circle", {"circle": " → ".join(circle)}
            elif to not in done:
                trail.append((to, 0))


def _all_calls(service: Service) -> tuple[tuple[str, int, str], ...]:
    """Whom a service calls, at work and while its instances boot: key, place in it, callee."""
    return (
        *(("calls", at, call.to) for at, call in enumerate(service.calls)),
        *(("boot_calls", at, call.to) for at, call in enumerate(service.boot_calls)),
    )


def _stages(file: ScenarioFile) -> Iterator[Found]:
    """What comes in stages only grows."""
    for id_, mitigation in file.secret.mitigations.items():
        for at, (one, other) in enumerate(pairwise(mitigation.stages), 1):
            if other.share <= one.share:
                yield ("secret", "mitigations", id_, "stages", at, "share"), "stages-rise", {}


def _meters(file: ScenarioFile) -> Iterator[Found]:
    """A meter is a signal by its id, so no scripted signal can have the same."""
    for id_ in file.system.meters:
        if id_ in file.secret.signals:
            yield ("system", "meters", id_), "meter-signal", {"id": id_}


def _cohorts(file: ScenarioFile) -> Iterator[Found]:
    for id_, service in file.system.services.items():
        if service.cohorts and not isclose(sum(service.cohorts.values()), 1, abs_tol=0.001):
            total = f"{sum(service.cohorts.values()) * 100:.1f}%"
            yield ("system", "services", id_, "cohorts"), "cohorts-whole", {"total": total}
    for id_, fault in file.secret.faults.items():
        if fault.in_ is not None:
            yield from _cohort_of(file, ("secret", "faults", id_, "in"), fault.target, fault.in_)
    for id_, initiative in file.secret.initiatives.items():
        if initiative.in_ is not None:
            target = initiative.order.partition(" ")[2]
            yield from _cohort_of(file, ("secret", "initiatives", id_, "in"), target, initiative.in_)
    for at, act in enumerate(file.secret.history):
        order = act.ordered or act.done
        if order is not None and act.in_ is not None:
            yield from _cohort_of(file, ("secret", "history", at, "in"), order.partition(" ")[2], act.in_)


def _alerts(file: ScenarioFile) -> Iterator[Found]:
    for id_, alert in file.alerts.items():
        here = ("alerts", id_)
        if (alert.burn is None) == (alert.signal is None):
            yield here, "alert-rule", {}
        elif alert.burn is not None and alert.of is None:
            yield here, "alert-of", {}
        elif alert.signal is not None and (alert.above is None) == (alert.below is None):
            yield here, "alert-line", {}


def _faults(file: ScenarioFile) -> Iterator[Found]:
    for id_, fault in file.secret.faults.items():
        here = ("secret", "faults", id_)
        if fault.at is not None:
            yield from _possible(file, (*here, "at"), fault.at)
        if fault.with_ is not None:
            change = file.system.changes.get(fault.with_)
            if change is not None and _seconds(file, change.at) < 0:
                ago = written_duration(-_seconds(file, change.at))
                yield (*here, "with"), "fault-before", {"id": fault.with_, "ago": ago}
        if fault.lasts == 0:
            yield (*here, "lasts"), "lasts-nothing", {}
        for at, end in enumerate(fault.ends):
            if (end.by is None) == (end.after is None):
                yield (*here, "ends", at), "end-rule", {}
        if not any(value is not None for value in _effects_of(fault.does).values()) and not _moves_anything(file, id_):
            yield (*here, "does"), "does-nothing", {}


#: Shapes that come back, and the shortest time in which the world can follow them.
_REPEATING: Final = (Shape.SAWTOOTH, Shape.OSCILLATION, Shape.FLAPPING)
_SHORTEST: Final = 10


def _shapes(file: ScenarioFile) -> Iterator[Found]:
    """What repeats says how often, and nothing else does."""
    things: tuple[tuple[str, Mapping[str, Fault] | Mapping[str, Signal]], ...] = (
        ("faults", file.secret.faults),
        ("signals", file.secret.signals),
    )
    for kind, each in things:
        for id_, thing in each.items():
            here: Path = ("secret", kind, id_)
            details = {"shape": thing.shape.value, "known": wording.listed(_REPEATING)}
            if thing.shape in _REPEATING and thing.every is None:
                yield here, "every-needed", details
            elif thing.every is not None and thing.shape not in _REPEATING:
                yield (*here, "every"), "every-unused", details
            elif thing.every is not None and thing.every < _SHORTEST:
                yield (*here, "every"), "every-short", details


def _moves_anything(file: ScenarioFile, fault: str) -> bool:
    """A fault without effects on the system may still take a tool away, run a meter, or move a signal or an instrument."""
    secret = file.secret
    followers: tuple[Signal | Instrument, ...] = (*secret.signals.values(), *secret.instruments.values())
    return (
        secret.faults[fault].target in file.system.tools
        or bool(secret.faults[fault].runs)
        or any(follower.during == fault for follower in followers)
    )


def _injects(file: ScenarioFile) -> Iterator[Found]:
    for id_, inject in file.secret.msel.items():
        if inject.at is not None:
            yield from _possible(file, ("secret", "msel", id_, "at"), inject.at)


def _conditions(file: ScenarioFile) -> Iterator[Found]:
    """What only some tests can take, and whether an order's target has the cohort."""
    for path, test in conditions_in(file.secret):
        order = test.ordered or test.done
        if test.by is not None and test.after is None and order is None:
            yield (*path, "by"), "by-of-nothing", {}
        if test.in_ is not None and order is None:
            yield (*path, "in"), "in-of-nothing", {}
        elif test.in_ is not None and order is not None:
            yield from _cohort_of(file, (*path, "in"), order.partition(" ")[2], test.in_)


def _cohort_of(file: ScenarioFile, path: Path, target: str, cohort: str) -> Iterator[Found]:
    """A service has the cohort, a journey that of the service it enters."""
    system = file.system
    journey = system.journeys.get(target)
    service = system.services.get(target if journey is None else journey.enters)
    cohorts = tuple(service.cohorts) if service is not None else ()
    if cohort not in cohorts:
        code = "no-cohort" if cohorts else "no-cohorts"
        yield path, code, {"id": cohort, "target": target, "known": wording.listed(cohorts)}


_ACTS: Final = ("page", "found", "ordered", "done", "begins", "ends", "declared", "posted", "resolved")
_INSTANTS: Final = ("onset", "detected", "declared", "mitigated", "resolved")
_FIGURES: Final = ("lowest", "highest", "final")


def _history(file: ScenarioFile) -> Iterator[Found]:
    for at, act in enumerate(file.secret.history):
        here = ("secret", "history", at)
        yield from _possible(file, (*here, "at"), act.at)
        if sum(_stands(act, name) for name in _ACTS) != 1:
            yield here, "act-rule", {"known": wording.listed(_ACTS)}


def _published(file: ScenarioFile) -> Iterator[Found]:
    for at, figure in enumerate(file.secret.published):
        here = ("secret", "published", at)
        instants = [name for name in _INSTANTS if _stands(figure, name)]
        figures = [name for name in _FIGURES if _stands(figure, name)]
        passes = figure.passes is not None
        if len(instants) + len(figures) + passes != 1:
            yield here, "published-rule", {"known": wording.listed((*_INSTANTS, *_FIGURES, "passes"))}
        elif figures and (figure.is_ is None) == (figure.value is None):
            yield here, "published-is", {}
        elif passes and (figure.at is None or (figure.above is None) == (figure.below is None)):
            yield here, "published-passes", {}
        for name in instants:
            yield from _possible(file, (*here, name), getattr(figure, name))
        start, end = figure.from_, figure.to
        if start is not None and end is not None and _seconds(file, start) >= _seconds(file, end):
            yield (*here, "to"), "to-before-from", {}


def _truth(file: ScenarioFile) -> Iterator[Found]:
    if not file.secret.truth.fixed_by and not file.secret.truth.false_alarm:
        yield ("secret", "truth"), "fixed-by-none", {}


def _effects(file: ScenarioFile) -> Iterator[Found]:
    for id_, fault in file.secret.faults.items():
        here: Path = ("secret", "faults", id_, "does")
        yield from _sensible(here, fault.does)
        yield from _of_a_journey(file, here, fault.target, fault.does)
    for id_, mitigation in file.secret.mitigations.items():
        for at, hazard in enumerate(mitigation.hazards):
            here = ("secret", "mitigations", id_, "hazards", at, "does")
            yield from _sensible(here, hazard.does)
            yield from _of_a_journey(file, here, hazard.target, hazard.does)


#: How each number may be changed; the words are those of the hint.
_SENSIBLE: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "errors": (("share",), "a share such as 32%"),
    "hits": (("share",), "a share such as 20%"),
    "capacity": (("share", "times"), "a share such as 40%, or x0.5"),
    "instances": (("share", "times"), "a share such as 40%, or x0.5"),
    "traffic": (("share", "times"), "a share such as 40%, or x12"),
    "cpu": (("times", "share"), "x12, or a share such as 40%"),
    "latency": (("times", "plus", "is"), "x12, +400ms or 3s"),
}


def _sensible(here: Path, does: Does) -> Iterator[Found]:
    for name, effect in _effects_of(does).items():
        kinds, words = _SENSIBLE[name]
        if effect is not None and effect.kind not in kinds:
            yield (*here, name), "effect-sensible", {"known": words}


def _of_a_journey(file: ScenarioFile, here: Path, target: str, does: Does) -> Iterator[Found]:
    """A journey has traffic and nothing else that could be changed."""
    if target in file.system.journeys and target not in file.system.services:
        for name, effect in _effects_of(does).items():
            if effect is not None and name != "traffic":
                yield (*here, name), "effect-of-journey", {"target": target}


def _effects_of(does: Does) -> dict[str, Any]:
    return {name: getattr(does, name) for name in _SENSIBLE}


def _possible(file: ScenarioFile, path: Path, moment: Instant) -> Iterator[Found]:
    """An instant of play lies after StartEx and within a week of it."""
    seconds = _seconds(file, moment)
    if seconds < 0:
        yield path, "before-start", {"ago": written_duration(-seconds)}
    elif seconds > LATEST:
        yield path, "too-late", {"after": written_duration(seconds)}


def _seconds(file: ScenarioFile, moment: Instant) -> int:
    return resolve(moment, file.starts_at)


def _stands(thing: Done | Published, name: str) -> bool:
    return getattr(thing, name) is not None
