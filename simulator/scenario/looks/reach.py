"""What can never come about: conditions that cannot hold, findings nobody can make, lines nothing passes, jumps backwards."""

from collections.abc import Iterator
from datetime import timedelta

from simulator.scenario.earliest import NAMES, NEVER, Earliest, contradicts, most_burn, passes
from simulator.scenario.looks.found import Found
from simulator.scenario.problems import Path
from simulator.scenario.secret import Condition, Finding, ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.units import resolve
from simulator.scenario.words import PersonKind, Topic
from simulator.scenario.written import conditions_in


def reach(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Conditions that cannot hold, told once at the smallest part that keeps them from it; and keys without a meaning."""
    earliest = Earliest(file)
    told: list[Path] = []
    for path, condition in conditions_in(file.secret):
        yield from _stray(path, condition)
        if any(path[: len(each)] == each for each in told) or earliest.holds(condition) < NEVER:
            continue
        here, part = _smallest(earliest, path, condition)
        told.append(path)
        yield here, "never-holds", {"why": _why(file, part)}, ""


def _smallest(earliest: Earliest, path: Path, condition: Condition) -> tuple[Path, Condition]:
    """The part of a condition that never holds that is to be looked at: one of `all`, or the condition itself."""
    while condition.all and not contradicts(condition):
        at, part = next((at, part) for at, part in enumerate(condition.all) if earliest.holds(part) == NEVER)
        path, condition = (*path, "all", at), part
    return path, condition


def _why(file: ScenarioFile, part: Condition) -> str:
    for key, kind in NAMES.items():
        id_ = getattr(part, key)
        if id_ is not None:
            return f'it waits for the {kind} "{id_}", which never comes about'
    if part.signal is not None:
        return f"{part.signal} is never {_line(part.above, part.below)}"
    if part.page is not None and file.alerts[part.page].pages is None:
        return f'the alert "{part.page}" pages nobody'
    named = part.page or part.after
    if named is not None:
        return f'it waits for "{named}", which never comes about'
    if part.done is not None:
        return f"{part.done} is refused here"
    if part.severity is not None:
        return f"nothing here makes {part.severity}"
    if part.all is not None:
        return "it asks for something and for its opposite"
    if part.any is not None:
        return "none of its parts can"
    return "its opposite is certain" if part.not_ is not None else "its chance is nothing"


def _stray(path: Path, condition: Condition) -> Iterator[Found]:
    """Keys that mean something only beside another."""
    ordered = condition.ordered is not None or condition.done is not None
    for key, stands, fits, others in (
        ("for", condition.for_, condition.signal is not None, "signal"),
        ("in", condition.in_, ordered, "ordered or done"),
        ("above", condition.above, condition.signal is not None, "signal"),
        ("below", condition.below, condition.signal is not None, "signal"),
    ):
        if stands is not None and not fits:
            yield (*path, key), "stray-key", {"key": key, "others": others}, ""


def _line(above: float | None, below: float | None) -> str:
    return f"above {above:g}" if above is not None else f"below {below:g}"


def lines(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Alerts that can never fire."""
    for id_, alert in file.alerts.items():
        journey = file.system.journeys.get(alert.of or "")
        if alert.burn is not None and journey is not None and alert.burn > most_burn(journey.slo):
            details = {"slo": f"{journey.slo * 100:g}%", "most": f"{most_burn(journey.slo):.3g}", "journey": str(alert.of)}
            yield ("alerts", id_, "burn"), "burn-beyond", details, ""
        if alert.signal is not None and not passes(file, alert.signal, alert.above, alert.below):
            yield ("alerts", id_), "line-beyond", {"signal": alert.signal, "line": _line(alert.above, alert.below)}, ""


def findings(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Findings nobody can make."""
    system = file.system
    askable = {*system.services, *system.journeys, *system.switches, *system.tools, *Topic}
    for id_, finding in file.secret.findings.items():
        here: Path = ("secret", "findings", id_)
        gone = _gone(file, id_, finding)
        if gone:
            yield here, "finding-gone", {"order": gone}, ""
        if finding.unasked:
            continue
        kinds = {file.people[person].kind for person in finding.by if person in file.people}
        if kinds == {PersonKind.EXECUTIVE}:
            yield (*here, "by"), "finding-declined", {}, ""
        if finding.asked and askable.isdisjoint(finding.asked):
            yield (*here, "asked"), "finding-unaskable", {}, ""
        elif finding.asked and not _somebody_to_ask(file, finding):
            yield (*here, "by"), "finding-strangers", {}, ""


def _somebody_to_ask(file: ScenarioFile, finding: Finding) -> bool:
    """Whether anything that is asked about is known to somebody who can make it; a topic can be asked of anybody."""
    asked = set(finding.asked)
    if asked & set(Topic):
        return True
    system = file.system
    behind = {id_: {id_, journey.enters} for id_, journey in system.journeys.items()}
    behind |= {id_: {id_, switch.target} for id_, switch in system.switches.items()}
    for person in finding.by:
        for known in file.people[person].knows:
            # who knows a service is asked about it, and about the journeys and switches that it stands behind
            named = {known} | {id_ for id_, things in behind.items() if known in things}
            if asked & {thing for each in named for thing in behind.get(each, {each})}:
                return True
    return False


def _gone(file: ScenarioFile, id_: str, finding: Finding) -> str:
    """The order that must have been done before the finding holds, and that destroys what it is read from."""
    needed = _needs_done(finding.when) if finding.when is not None else frozenset()
    destroys = (m.order for m in file.secret.mitigations.values() if id_ in m.destroys)
    return next((order for order in destroys if order in needed), "")


def _needs_done(condition: Condition) -> frozenset[str]:
    """Orders without which the condition cannot hold."""
    if condition.all is not None:
        return frozenset().union(*(_needs_done(part) for part in condition.all))
    if condition.any:
        first, *rest = (_needs_done(part) for part in condition.any)
        return first.intersection(*rest)
    return frozenset([condition.done]) if condition.done is not None else frozenset()


def acts(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Jumps that would lead backwards."""
    earliest = Earliest(file)
    for id_, act in file.secret.acts.items():
        offered = earliest.of("act", id_)
        if offered < NEVER and resolve(act.to, file.starts_at) <= offered:
            first = (file.starts_at + timedelta(seconds=offered)).strftime("%H:%M:%S")
            yield ("secret", "acts", id_, "to"), "act-backwards", {"first": first}, ""
