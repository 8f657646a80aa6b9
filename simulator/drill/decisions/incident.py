"""Decisions about the incident: pages, declaring, severity, hats, people, and how it ends."""

from __future__ import annotations

from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, name_of
from simulator.record.commands import (
    AcceptRole,
    AcknowledgePage,
    AssignRole,
    ChangeSeverity,
    ClaimMitigated,
    CloseIncident,
    DeclareIncident,
    PagePerson,
    ReleaseRole,
    ReopenIncident,
    ResolveIncident,
    StandDown,
)
from simulator.record.facts import (
    Body,
    ChannelPosted,
    IncidentClosed,
    IncidentDeclared,
    IncidentReopened,
    IncidentResolved,
    IncidentStoodDown,
    MitigationClaimed,
    PageAcknowledged,
    PersonPaged,
    RoleAccepted,
    RoleAssigned,
    RoleReleased,
    SeverityChanged,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import IC, Role
from simulator.scenario.words import PersonKind, Sev

#: Who speaks in the channel when nobody does.
SYSTEM = "system"
_THANKS = (
    "Thank you for declaring. The channel and the bridge are open, the clock is on. Changing severity later is normal and free."
)
_ON_CALL = (PersonKind.RESPONDER, PersonKind.APPROVER)


def _acknowledge(asked: Asked, command: AcknowledgePage) -> Outcome:
    alert = asked.board.alerts.get(command.alert)
    if alert is None or IC not in alert.paged:
        return Refusal("no-page", "No such page has reached you.", "Acknowledge one from your alerts.")
    if alert.acknowledged_at is not None:
        return Refusal(
            "already-acknowledged",
            f"This page was acknowledged at {at_clock(alert.acknowledged_at)}.",
            "Look at the tiles; declare if it hurts.",
        )
    return all_of(PageAcknowledged(command.alert, asked.seat))


def _declare(asked: Asked, command: DeclareIncident) -> Outcome:
    incident = asked.board.incident
    if incident.open:
        return Refusal(
            "already-declared",
            f"The incident has been declared as {incident.sev}.",
            "Use change severity; up and down are both free.",
        )
    if incident.state in ("resolved", "closed"):
        return Refusal("resolved", "This incident was declared and resolved.", "Reopen it if it hurts again.")
    thanks = ChannelPosted(SYSTEM, _THANKS)
    return all_of(IncidentDeclared(command.sev, command.says), thanks, *_pages(asked, command.sev))


def _pages(asked: Asked, sev: Sev) -> tuple[Body, ...]:
    """SEV1 wakes everybody who is on call; milder ones leave escalating to the commander."""
    if sev is not Sev.SEV1:
        return ()
    people = asked.sight.scenario.public.people
    return tuple(
        PersonPaged(id_, f"{sev} declared")
        for id_, person in people.items()
        if person.kind in _ON_CALL and asked.board.people[id_].state == "away"
    )


def _severity(asked: Asked, command: ChangeSeverity) -> Outcome:
    incident = asked.board.incident
    if not incident.open or incident.sev is None:
        return _not_open(asked)
    if incident.sev is command.sev:
        return Refusal("same-severity", f"The incident is {command.sev} already.", "Choose another severity.")
    changed = SeverityChanged(command.sev, incident.sev, command.reason)
    return all_of(changed, *_pages(asked, command.sev))


def _not_open(asked: Asked) -> Refusal:
    state = asked.board.incident.state
    if state in ("resolved", "closed"):
        return Refusal("not-open", f"The incident is {state}.", "Reopen it if it hurts again.")
    return Refusal("not-declared", "No incident has been declared.", "Declare it first; that is free and can be changed.")


def _stand_down(asked: Asked, command: StandDown) -> Outcome:
    state = asked.board.incident.state
    if state == "stood-down":
        return Refusal("already-stood-down", "You have stood down already.", "Declare if it hurts after all.")
    if state in ("resolved", "closed"):
        return Refusal(
            "not-open", f"The incident is {state}; there is nothing left to stand down from.", "Reopen it if it hurts again."
        )
    return all_of(IncidentStoodDown(command.reason))


def _assign(asked: Asked, command: AssignRole) -> Outcome:
    hat = asked.board.hats[command.role]
    if hat.person == command.person and hat.state != "empty":
        says = "wears that hat already" if hat.state == "worn" else "has been asked already"
        return Refusal(
            "same-person",
            f"{_sentence(name_of(asked, command.person))} {says}.",
            "Choose somebody else, or leave it as it is.",
        )
    if command.person == IC:
        return all_of(RoleAssigned(command.role, IC), RoleAccepted(command.role, IC))
    if command.role is Role.IC:
        return Refusal(
            "handoff",
            "Command is handed over in writing.",
            "Take the hat yourself, or hand off to somebody.",
        )
    if command.person not in asked.board.people:
        return Refusal(
            "unknown-person", f"Nobody here is called `{command.person[:40]}`.", "Choose somebody from the list of people."
        )
    if not asked.board.here(command.person):
        return Refusal(
            "not-here", f"{name_of(asked, command.person)} is not here.", "Page them first, or choose somebody who is here."
        )
    return all_of(RoleAssigned(command.role, command.person))


def _sentence(text: str) -> str:
    """With its first letter large and the rest as it is: a name may have large letters inside."""
    return text[:1].upper() + text[1:]


def _release(asked: Asked, command: ReleaseRole) -> Outcome:
    hat = asked.board.hats[command.role]
    if hat.state == "empty":
        return Refusal("no-hat", "Nobody wears that hat.", "Give it to somebody.")
    return all_of(RoleReleased(command.role, hat.person))


def _accept_role(asked: Asked, command: AcceptRole) -> Outcome:
    hat = asked.board.hats[command.role]
    if hat.person != asked.seat:
        return Refusal("not-yours", "That hat was not offered to you.", "Tell the commander if you can take it.")
    if hat.state == "worn":
        return Refusal("already-worn", "You wear that hat already.", "Tell the commander if you cannot go on with it.")
    return all_of(RoleAccepted(command.role, asked.seat))


def _page(asked: Asked, command: PagePerson) -> Outcome:
    person = asked.board.people.get(command.person)
    if person is None:
        return Refusal(
            "unknown-person", f"Nobody here is called `{command.person[:40]}`.", "Choose somebody from the list of people."
        )
    if person.state == "here":
        return Refusal("already-here", f"{name_of(asked, command.person)} is here.", "Ask them directly.")
    if person.state == "gone":
        relief = asked.sight.scenario.public.people[command.person].relief
        who = f"Ask {name_of(asked, relief)} instead." if relief else "Ask somebody else."
        return Refusal("gone", f"{name_of(asked, command.person)} has gone home.", who)
    if person.state == "paged":
        return Refusal(
            "already-paged",
            f"{name_of(asked, command.person)} was paged at {at_clock(person.since)}.",
            "Give them a few minutes.",
        )
    return all_of(PersonPaged(command.person, command.why))


def _claim(asked: Asked, _command: ClaimMitigated) -> Outcome:
    if asked.board.incident.state == "mitigated":
        return Refusal("already-mitigated", "You have called it mitigated already.", "Ask somebody to verify, then resolve.")
    if not asked.board.incident.open:
        return _not_open(asked)
    return all_of(MitigationClaimed())


def _resolve(asked: Asked, _command: ResolveIncident) -> Outcome:
    if not asked.board.incident.open:
        return _not_open(asked)
    return all_of(IncidentResolved())


def _reopen(asked: Asked, command: ReopenIncident) -> Outcome:
    if asked.board.incident.state not in ("resolved", "closed"):
        return Refusal("not-resolved", "Only a resolved incident can be reopened.", "Declare it if it has not been declared.")
    return all_of(IncidentReopened(command.reason))


def _close(asked: Asked, command: CloseIncident) -> Outcome:
    state = asked.board.incident.state
    if state == "closed":
        return Refusal("already-closed", "The incident is closed already.", "Reopen it if it hurts again.")
    if state != "resolved":
        return Refusal("not-resolved", "An incident is closed after it is resolved.", "Resolve it first.")
    if not command.owner.strip():
        return Refusal("no-owner", "The postmortem has no owner yet.", "Name who will write it.")
    return all_of(IncidentClosed(command.owner.strip()))


DECISIONS: Decisions = {
    AcknowledgePage: _acknowledge,
    DeclareIncident: _declare,
    ChangeSeverity: _severity,
    StandDown: _stand_down,
    AssignRole: _assign,
    ReleaseRole: _release,
    AcceptRole: _accept_role,
    PagePerson: _page,
    ClaimMitigated: _claim,
    ResolveIncident: _resolve,
    ReopenIncident: _reopen,
    CloseIncident: _close,
}
