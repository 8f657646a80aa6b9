"""People: who knows nothing, what nobody knows, and whom nobody needs."""

from collections.abc import Iterator

from simulator.scenario.looks.found import Found
from simulator.scenario.model import Person
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.words import PersonKind

#: Who presses for news, or counts messages, without a line of their own.
_PRESSING = (PersonKind.EXECUTIVE, PersonKind.SUPPORT, PersonKind.CUSTOMER)


def people(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Every person has something to do, and every service somebody who knows it."""
    needed = _named(file)
    for id_, person in file.people.items():
        others = {thing for other, each in file.people.items() if other != id_ for thing in each.knows}
        if person.kind is PersonKind.RESPONDER and not person.knows:
            yield ("people", id_), "knows-nothing", {}, ""
        elif id_ not in needed and person.kind not in _PRESSING and not _of_use(file, person, others):
            yield ("people", id_), "person-idle", {}, ""
    known = {id_ for person in file.people.values() for id_ in person.knows}
    for id_, service in file.system.services.items():
        if not service.external and id_ not in known:
            yield ("system", "services", id_), "unknown-service", {}, ""


def _of_use(file: ScenarioFile, person: Person, others: set[str]) -> bool:
    """They know what breaks, or what nobody else knows."""
    struck = {fault.target for fault in file.secret.faults.values()}
    struck |= {file.system.journeys[id_].enters for id_ in struck if id_ in file.system.journeys}
    return any(thing in struck or thing not in others for thing in person.knows)


def _named(file: ScenarioFile) -> set[str]:
    """Everybody whom something else in the file names."""
    secret = file.secret
    named: set[str | None] = {alert.pages for alert in file.alerts.values()}
    for person in file.people.values():
        named |= {person.relief, person.instead}
    for finding in secret.findings.values():
        named |= set(finding.by)
    for mitigation in secret.mitigations.values():
        named |= {*mitigation.by, None if mitigation.approval is None else mitigation.approval.by}
    for initiative in secret.initiatives.values():
        named.add(initiative.by)
    for inject in secret.msel.values():
        named.add(inject.from_)
    for act in secret.acts.values():
        named |= {*act.leaves, *act.arrives}
    return {id_ for id_ in named if id_ is not None}
