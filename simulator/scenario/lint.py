"""What a careful colleague would say about a scenario that loads: warnings, never refusals.

What is impossible is refused in `rules`. What only shows when the world runs (health at StartEx, the severity
at the peak) is told by whoever hands `check` a look at the running world.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from simulator.scenario import wording
from simulator.scenario.problems import Path, Problem, Problems, named, ordered
from simulator.scenario.references import TRAINEE
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.secrets import delivered_texts, ids_named, secret_ids, spellings, trainee_texts
from simulator.scenario.source import Loaded
from simulator.scenario.units import HOUR, Instant, resolve, written_duration
from simulator.scenario.words import PersonKind

#: A bare clock further away than this is more often a slip than meant.
FAR: Final = 12 * HOUR

#: People read about 240 words a minute, and the first card should take less than one.
WORDS_A_SECOND: Final = 4
LONGEST_READING: Final = 60

_BLAME: Final = re.compile(
    r"\b(?:(?:human|operator|user) error|root cause|careless\w*|negligen\w+|at fault|to blame|should have known)\b",
    re.IGNORECASE,
)

#: A warning before it has a place: the path, the code, its details, and the words it is about.
Found = tuple[Path, str, dict[str, str], str]


def warnings(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Everything worth a second look."""
    looks: tuple[Callable[[Loaded, ScenarioFile], Iterator[Found]], ...] = (
        _evidence, _clocks, _ends, _people, _texts, _past,
    )  # fmt: skip
    found: list[Problem] = []
    for look in looks:
        for path, code, details, words in look(loaded, file):
            said = wording.say(code, **{"it": named(path, loaded.tree), **details})
            place = loaded.place_in(path, words) if words else loaded.place_of(path)
            found.append(Problem(place, path, code, said.message, said.hint))
    return ordered(found)


def _evidence(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    if not any(journey.core for journey in file.system.journeys.values()):
        yield ("system", "journeys"), "no-core", {}, ""
    if not any(alert.pages == TRAINEE for alert in file.alerts.values()):
        yield ("alerts",), "no-page", {}, ""
    if not any(finding.cause for finding in file.secret.findings.values()):
        yield ("secret", "findings"), "no-cause", {}, ""


def _clocks(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    for path, moment in _instants(file):
        if moment.clock is not None and len(moment.clock) <= len("00:00:00"):
            after = resolve(moment, file.starts_at)
            if after > FAR:
                yield path, "clock-far", {"text": moment.clock, "after": written_duration(after)}, ""


def _instants(file: ScenarioFile) -> Iterator[tuple[Path, Instant]]:
    for id_, change in file.system.changes.items():
        yield ("system", "changes", id_, "at"), change.at
    for id_, fault in file.secret.faults.items():
        if fault.at is not None:
            yield ("secret", "faults", id_, "at"), fault.at
    for id_, inject in file.secret.msel.items():
        if inject.at is not None:
            yield ("secret", "msel", id_, "at"), inject.at
    for at, act in enumerate(file.secret.history):
        yield ("secret", "history", at, "at"), act.at


def _ends(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    enders = {end.by for fault in file.secret.faults.values() for end in fault.ends}
    for id_, fault in file.secret.faults.items():
        if not fault.ends and fault.lasts is None:
            yield ("secret", "faults", id_), "no-end", {}, ""
    for at, order in enumerate(file.secret.truth.fixed_by):
        if order not in enders:
            yield ("secret", "truth", "fixed_by", at), "fixes-nothing", {"text": order}, ""


def _people(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    known = {id_ for person in file.people.values() for id_ in person.knows}
    for id_, person in file.people.items():
        if person.kind is PersonKind.RESPONDER and not person.knows:
            yield ("people", id_), "knows-nothing", {}, ""
    for id_, service in file.system.services.items():
        if not service.external and id_ not in known:
            yield ("system", "services", id_), "unknown-service", {}, ""


def _texts(loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    seconds = len(file.brief.split()) // WORDS_A_SECOND
    if seconds > LONGEST_READING:
        yield ("brief",), "long-brief", {"seconds": str(seconds)}, ""
    ids = spellings(tuple((kind, id_) for kind, id_ in secret_ids(file) if "-" in id_))
    for text in (*trainee_texts(loaded.tree), *delivered_texts(loaded.tree)):
        for blame in _BLAME.finditer(text.text):
            yield text.path, "blame", {"phrase": wording.shown(blame[0])}, blame[0]
    for text in delivered_texts(loaded.tree):
        for kind, id_, spelled in ids_named(ids, text.text):
            if spelled == id_:
                yield text.path, "told-id", {"kind": kind, "id": id_}, spelled


def _past(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    if file.secret.published and not file.secret.history:
        yield ("secret", "published"), "no-history", {}, ""
    latest = None
    for at, act in enumerate(file.secret.history):
        now = resolve(act.at, file.starts_at)
        if latest is not None and now < latest:
            yield ("secret", "history", at), "history-order", {}, ""
        latest = now if latest is None else max(latest, now)
