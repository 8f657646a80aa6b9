"""Every id that names another thing: does that thing exist?

The second pass, run only when the shape of a file is right. Not the rules between things that do exist,
which are in `rules`; its counterpart is `shape`, the first pass.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from simulator.scenario import wording
from simulator.scenario.problems import Path, Problem, Problems, named, ordered
from simulator.scenario.secret import Condition, Done, Finding, Inject, Published, ScenarioFile, Truth
from simulator.scenario.source import Loaded
from simulator.scenario.words import Kind, Topic
from simulator.scenario.written import conditions_in, hazards_in

#: What can be read of a journey and of a service, as `pay.success` or `edge.cpu`: columns of the world's series.
JOURNEY_MEASURES: Final = ("success", "rate", "p99", "hurt", "burn")
REVENUE_MEASURES: Final = ("lost", "share", "missing")
BACKLOG_MEASURES: Final = ("dropped", "lag")
SERVICE_MEASURES: Final = ("traffic", "served", "errors", "latency", "cpu", "workers", "queue", "instances")

#: Who `pages` may name besides a person.
TRAINEE: Final = "trainee"

#: Orders whose target is more than one thing of the system.
_WHOLE: Final = ("changes", "all")


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of an id: where it stands and what kinds of things it may name."""

    path: Path
    id: str
    kinds: tuple[str, ...]
    #: Words that stand for themselves here and name nothing in the file.
    also: tuple[str, ...] = ()


def unresolved(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Every reference that names nothing, with what the author may have meant."""
    known = _known(file)
    found = [_missing(loaded, known, each) for each in references(file) if not _resolves(known, each)]
    found += [problem for path, order in _orders(file) if (problem := _wrong_order(loaded, known, path, order))]
    readable = _readable(file)
    found += [_wrong_signal(loaded, file, readable, path, name) for path, name in _signals(file) if name not in readable]
    return ordered(found)


def references(file: ScenarioFile) -> Iterator[Reference]:
    """Every id in the file that names another thing."""
    yield from _public(file)
    yield from _secret(file)


# -- where ids stand ----------------------------------------------------------------------------------------


def _public(file: ScenarioFile) -> Iterator[Reference]:
    system = file.system
    if file.harm_in is not None:
        yield Reference(("harm_in",), file.harm_in, ("meter",))
    for id_, journey in system.journeys.items():
        yield Reference(("system", "journeys", id_, "enters"), journey.enters, ("service",))
    for id_, service in system.services.items():
        for at, call in enumerate(service.calls):
            yield Reference(("system", "services", id_, "calls", at, "to"), call.to, ("service",))
        for at, boot_call in enumerate(service.boot_calls):
            yield Reference(("system", "services", id_, "boot_calls", at, "to"), boot_call.to, ("service",))
    for id_, tool in system.tools.items():
        here: Path = ("system", "tools", id_)
        if tool.rides_on is not None:
            yield Reference((*here, "rides_on"), tool.rides_on, ("service",))
        if tool.fallback is not None and tool.fallback.needs is not None:
            yield Reference((*here, "fallback", "needs"), tool.fallback.needs, ("tool", "service"), tuple(Topic))
    for id_, switch in system.switches.items():
        yield Reference(("system", "switches", id_, "target"), switch.target, ("service",))
    for id_, change in system.changes.items():
        yield Reference(("system", "changes", id_, "target"), change.target, ("service", "switch", "tool"))
    for id_, person in file.people.items():
        yield from _each(("people", id_, "knows"), person.knows, ("service", "switch", "tool", "journey"), tuple(Topic))
        for word, other in (("relief", person.relief), ("instead", person.instead)):
            if other is not None:
                yield Reference(("people", id_, word), other, ("person",))
    for id_, alert in file.alerts.items():
        here = ("alerts", id_)
        if alert.of is not None:
            yield Reference((*here, "of"), alert.of, ("journey",))
        if alert.pages is not None:
            yield Reference((*here, "pages"), alert.pages, ("person",), (TRAINEE,))
        if alert.runbook is not None:
            yield Reference((*here, "runbook"), alert.runbook, ("runbook",))


def _secret(file: ScenarioFile) -> Iterator[Reference]:
    secret = file.secret
    for id_, fault in secret.faults.items():
        here: Path = ("secret", "faults", id_)
        yield Reference((*here, "target"), fault.target, ("service", "journey", "tool"))
        for meter in fault.runs:
            yield Reference((*here, "runs", meter), meter, ("meter",))
        if fault.with_ is not None:
            yield Reference((*here, "with"), fault.with_, ("change",))
    for id_, signal in secret.signals.items():
        here = ("secret", "signals", id_)
        if signal.of is not None:
            yield Reference((*here, "of"), signal.of, ("service", "journey"))
        if signal.during is not None:
            yield Reference((*here, "during"), signal.during, ("fault",))
    for id_, instrument in secret.instruments.items():
        if instrument.during is not None:
            yield Reference(("secret", "instruments", id_, "during"), instrument.during, ("fault",))
    for id_, finding in secret.findings.items():
        yield from _finding(("secret", "findings", id_), finding)
    for id_, mitigation in secret.mitigations.items():
        here = ("secret", "mitigations", id_)
        if mitigation.approval is not None:
            yield Reference((*here, "approval", "by"), mitigation.approval.by, ("person",))
        yield from _each((*here, "needs"), mitigation.needs, ("tool",))
        yield from _each((*here, "by"), mitigation.by, ("person",))
        yield from _each((*here, "destroys"), mitigation.destroys, ("finding",))
        for at, cost in enumerate(mitigation.costs):
            yield Reference((*here, "costs", at, "meter"), cost.meter, ("meter",))
    for id_, initiative in secret.initiatives.items():
        yield Reference(("secret", "initiatives", id_, "by"), initiative.by, ("person",))
    for id_, act in secret.acts.items():
        yield from _each(("secret", "acts", id_, "leaves"), act.leaves, ("person",))
        yield from _each(("secret", "acts", id_, "arrives"), act.arrives, ("person",))
    for path, hazard in hazards_in(secret):
        yield Reference((*path, "target"), hazard.target, ("service", "journey"))
    for id_, inject in secret.msel.items():
        yield from _inject(("secret", "msel", id_), inject)
    for path, condition in conditions_in(file.secret):
        yield from _condition(path, condition)
    for at, done in enumerate(secret.history):
        yield from _act(("secret", "history", at), done)


def _finding(here: Path, finding: Finding) -> Iterator[Reference]:
    yield from _each((*here, "by"), finding.by, ("person",))
    yield from _each((*here, "asked"), finding.asked, ("service", "journey", "switch", "tool", "change"), tuple(Topic))
    yield from _each((*here, "refutes"), finding.refutes, ("finding", "inject", "alert"))


def _inject(here: Path, inject: Inject) -> Iterator[Reference]:
    yield Reference((*here, "from"), inject.from_, ("person",))
    yield from _each((*here, "refutes"), inject.refutes, ("finding", "inject", "alert"))


def _condition(here: Path, condition: Condition) -> Iterator[Reference]:
    if condition.asked is not None:
        yield Reference((*here, "asked"), condition.asked, ("person",))
    if condition.fault is not None:
        yield Reference((*here, "fault"), condition.fault, ("fault",))
    if condition.found is not None:
        yield Reference((*here, "found"), condition.found, ("finding",))
    if condition.delivered is not None:
        yield Reference((*here, "delivered"), condition.delivered, ("inject",))
    if condition.page is not None:
        yield Reference((*here, "page"), condition.page, ("alert",))
    if condition.act is not None:
        yield Reference((*here, "act"), condition.act, ("act",))
    if condition.snapshot is not None:
        yield Reference((*here, "snapshot"), condition.snapshot, ("service",))
    if condition.after is not None:
        kinds = ("inject", "alert", "finding", "fault", "act")
        yield Reference((*here, "after"), condition.after, kinds, ("declare",))


def _act(here: Path, act: Done) -> Iterator[Reference]:
    if act.page is not None:
        yield Reference((*here, "page"), act.page, ("alert",))
    if act.found is not None:
        yield Reference((*here, "found"), act.found, ("finding", "alert"))
    for word, fault in (("begins", act.begins), ("ends", act.ends)):
        if fault is not None:
            yield Reference((*here, word), fault, ("fault",))


def _each(here: Path, ids: Iterable[str], kinds: tuple[str, ...], also: tuple[str, ...] = ()) -> Iterator[Reference]:
    for at, id_ in enumerate(ids):
        yield Reference((*here, at), id_, kinds, also)


def _orders(file: ScenarioFile) -> Iterator[tuple[Path, str]]:
    """Every order, `kind target`, with its path."""
    secret = file.secret
    for id_, runbook in file.runbooks.items():
        if runbook.mitigation is not None:
            yield ("runbooks", id_, "mitigation"), runbook.mitigation
    for id_, fault in secret.faults.items():
        for at, end in enumerate(fault.ends):
            if end.by is not None:
                yield ("secret", "faults", id_, "ends", at, "by"), end.by
    for id_, finding in secret.findings.items():
        if finding.names is not None:
            yield ("secret", "findings", id_, "names"), finding.names
    for id_, mitigation in secret.mitigations.items():
        yield ("secret", "mitigations", id_, "order"), mitigation.order
    for id_, initiative in secret.initiatives.items():
        yield ("secret", "initiatives", id_, "order"), initiative.order
    for path, condition in conditions_in(file.secret):
        for word, order in (("ordered", condition.ordered), ("done", condition.done)):
            if order is not None:
                yield (*path, word), order
    yield from _fixing(secret.truth)
    for at, act in enumerate(secret.history):
        for word, order in (("ordered", act.ordered), ("done", act.done)):
            if order is not None:
                yield ("secret", "history", at, word), order


def _fixing(truth: Truth) -> Iterator[tuple[Path, str]]:
    for at, order in enumerate(truth.fixed_by):
        yield ("secret", "truth", "fixed_by", at), order


def _signals(file: ScenarioFile) -> Iterator[tuple[Path, str]]:
    """Every signal that is read, `journey.success` or a scripted one, with its path."""
    for id_, alert in file.alerts.items():
        if alert.signal is not None:
            yield ("alerts", id_, "signal"), alert.signal
    for id_, meter in file.system.meters.items():
        if meter.of is not None:
            yield ("system", "meters", id_, "of"), meter.of
    for id_, instrument in file.secret.instruments.items():
        for at, signal in enumerate(instrument.signals):
            yield ("secret", "instruments", id_, "signals", at), signal
    for path, condition in conditions_in(file.secret):
        if condition.signal is not None:
            yield (*path, "signal"), condition.signal
    for at, figure in enumerate(file.secret.published):
        yield from _figure(("secret", "published", at), figure)


def _figure(here: Path, figure: Published) -> Iterator[tuple[Path, str]]:
    for word, name in (
        ("lowest", figure.lowest), ("highest", figure.highest), ("final", figure.final), ("passes", figure.passes),
    ):  # fmt: skip
        if name is not None:
            yield (*here, word), name


# -- what they may name -------------------------------------------------------------------------------------


def _known(file: ScenarioFile) -> Mapping[str, Mapping[str, object]]:
    system, secret = file.system, file.secret
    return {
        "journey": system.journeys,
        "service": system.services,
        "tool": system.tools,
        "switch": system.switches,
        "change": system.changes,
        "meter": system.meters,
        "runbook": file.runbooks,
        "person": file.people,
        "alert": file.alerts,
        "fault": secret.faults,
        "signal": secret.signals,
        "finding": secret.findings,
        "inject": secret.msel,
        "act": secret.acts,
    }


def _resolves(known: Mapping[str, Mapping[str, object]], use: Reference) -> bool:
    return use.id in use.also or any(use.id in known[kind] for kind in use.kinds)


def _missing(loaded: Loaded, known: Mapping[str, Mapping[str, object]], use: Reference) -> Problem:
    fitting = [*use.also, *(id_ for kind in use.kinds for id_ in known[kind])]
    elsewhere = next((kind for kind, things in known.items() if use.id in things), "")
    details = {
        "it": named(use.path, loaded.tree),
        "kinds": _either(use.kinds),
        "id": use.id,
        "near": nearest(use.id, fitting),
        "other": elsewhere,
        "known": wording.listed([id_ for kind in use.kinds for id_ in known[kind]]),
    }
    code = "no-such-almost" if details["near"] else "no-such-other" if elsewhere else "no-such"
    if code == "no-such" and not details["known"]:
        code = "no-such-none"
    return _said(loaded, use.path, code, details)


def _wrong_order(loaded: Loaded, known: Mapping[str, Mapping[str, object]], path: Path, order: str) -> Problem | None:
    word, _, target = order.partition(" ")
    kind = _KINDS.get(word)
    if kind is None:
        details = {"it": named(path, loaded.tree), "kind": word, "near": nearest(word, _KINDS)}
        code = "order-kind-almost" if details["near"] else "order-kind"
        return _said(loaded, path, code, details | {"known": wording.listed(_KINDS)})
    kinds = _TARGETS.get(kind, _ANYTHING)
    if any(target in known[each] for each in kinds) or (kind in _WHOLE_KINDS and target in _WHOLE):
        return None
    fitting = [id_ for each in kinds for id_ in known[each]]
    details = {"it": named(path, loaded.tree), "kind": word, "id": target, "kinds": _either(kinds)}
    details |= {"near": nearest(target, fitting), "known": wording.listed(fitting)}
    code = "order-target-almost" if details["near"] else "order-target" if fitting else "order-target-none"
    return _said(loaded, path, code, details)


_KINDS: Final[Mapping[str, Kind]] = {kind.value: kind for kind in Kind}
_ANYTHING: Final = ("service", "switch", "tool", "journey", "change")

#: Kinds that act on one sort of thing only; all others act on anything of the system.
_TARGETS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.FLAG_OFF: ("switch",),
    Kind.FLAG_ON: ("switch",),
}
_WHOLE_KINDS: Final = (Kind.FREEZE_CHANGES, Kind.THAW_CHANGES)


def _readable(file: ScenarioFile) -> frozenset[str]:
    """Every signal that can be read, `pay.success`, `edge.cpu` or a scripted one."""
    return frozenset([
        *(f"{id_}.{each}" for id_ in file.system.journeys for each in JOURNEY_MEASURES),
        *(f"{id_}.{each}" for id_ in file.system.services for each in SERVICE_MEASURES),
        *(f"{id_}@{cohort}.{each}" for id_, cohort in _cohorts(file, journeys=True) for each in JOURNEY_MEASURES),
        *(f"{id_}@{cohort}.{each}" for id_, cohort in _cohorts(file, journeys=False) for each in SERVICE_MEASURES),
        *(f"{each}.{measure}" for each in _backlogs(file) for measure in BACKLOG_MEASURES),
        *(f"revenue.{each}" for each in REVENUE_MEASURES if any(j.earns is not None for j in file.system.journeys.values())),
        *file.secret.signals,
        *file.system.meters,
    ])  # fmt: skip


def _backlogs(file: ScenarioFile) -> Iterator[str]:
    """Each service with a backlog, and each of its cohorts."""
    for id_, service in file.system.services.items():
        if service.backlog is not None:
            yield from (id_, *(f"{id_}@{cohort}" for cohort in service.cohorts))


def _cohorts(file: ScenarioFile, *, journeys: bool) -> Iterator[tuple[str, str]]:
    """Each service, or each journey by the service it enters, with each of its cohorts."""
    services = file.system.services
    if journeys:
        for id_, journey in file.system.journeys.items():
            if journey.enters in services:
                yield from ((id_, cohort) for cohort in services[journey.enters].cohorts)
    else:
        yield from ((id_, cohort) for id_, service in services.items() for cohort in service.cohorts)


def _wrong_signal(loaded: Loaded, file: ScenarioFile, readable: frozenset[str], path: Path, name: str) -> Problem:
    thing, _, measure = name.partition(".")
    thing = thing.partition("@")[0]
    things = [*file.system.journeys, *file.system.services]
    details = {"it": named(path, loaded.tree), "id": name, "near": nearest(name, sorted(readable))}
    if details["near"]:
        return _said(loaded, path, "signal-almost", details)
    if thing in things and measure:
        mine = JOURNEY_MEASURES if thing in file.system.journeys else SERVICE_MEASURES
        if thing in _backlogs(file):
            mine = (*mine, *BACKLOG_MEASURES)
        return _said(loaded, path, "signal-measure", details | {"thing": thing, "known": wording.listed(mine)})
    return _said(loaded, path, "signal-thing", details | {"known": wording.listed(things)})


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word somebody most likely meant; nothing when none is near, or two are equally near."""
    found = get_close_matches(word, dict.fromkeys(known), n=2, cutoff=0.6)
    likeness = [SequenceMatcher(None, each, word).ratio() for each in found]
    return found[0] if found and (len(found) == 1 or likeness[0] > likeness[1]) else ""


def _either(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"


def _said(loaded: Loaded, path: Path, code: str, details: Mapping[str, str]) -> Problem:
    said = wording.say(code, **details)
    return Problem(loaded.place_of(path), path, code, said.message, said.hint)
