"""Folds of the incident and its people: severity, end, hats, who was paged and who came."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Board, Hat, Person
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    Fact,
    IncidentClosed,
    IncidentDeclared,
    IncidentReopened,
    IncidentResolved,
    IncidentStoodDown,
    MitigationClaimed,
    PageUnanswered,
    PersonJoined,
    PersonLeft,
    PersonPaged,
    RoleAccepted,
    RoleAssigned,
    RoleReleased,
    SeverityChanged,
)


def _declared(board: Board, fact: Fact, body: IncidentDeclared) -> Board:
    return replace(
        board,
        incident=replace(
            board.incident,
            state="declared",
            sev=body.sev,
            says=body.says,
            declared_at=fact.at,
            changed_at=None,
            claimed_at=None,
            resolved_at=None,
        ),
    )


def _severity(board: Board, fact: Fact, body: SeverityChanged) -> Board:
    return replace(board, incident=replace(board.incident, sev=body.sev, changed_at=fact.at))


def _stood_down(board: Board, fact: Fact, _body: IncidentStoodDown) -> Board:
    incident = replace(board.incident, state="stood-down", sev=None, changed_at=fact.at)
    return _owes_nothing(replace(board, incident=incident))


def _owes_nothing(board: Board) -> Board:
    """Nobody waits for an update any more: what was promised is neither kept nor missed."""
    return replace(board, promises={})


def _claimed(board: Board, fact: Fact, _body: MitigationClaimed) -> Board:
    return replace(board, incident=replace(board.incident, state="mitigated", claimed_at=fact.at))


def _resolved(board: Board, fact: Fact, _body: IncidentResolved) -> Board:
    return replace(board, incident=replace(board.incident, state="resolved", resolved_at=fact.at))


def _reopened(board: Board, fact: Fact, _body: IncidentReopened) -> Board:
    incident = replace(
        board.incident,
        state="declared",
        claimed_at=None,
        resolved_at=None,
        closed_at=None,
        changed_at=fact.at,
        reopened=board.incident.reopened + 1,
    )
    return replace(board, incident=incident)


def _closed(board: Board, fact: Fact, body: IncidentClosed) -> Board:
    incident = replace(board.incident, state="closed", closed_at=fact.at, owner=body.owner)
    return _owes_nothing(replace(board, incident=incident))


def _assigned(board: Board, fact: Fact, body: RoleAssigned) -> Board:
    return replace(board, hats=put(board.hats, body.role, Hat(body.role, body.person, "asked", fact.at)))


def _accepted(board: Board, fact: Fact, body: RoleAccepted) -> Board:
    return replace(board, hats=put(board.hats, body.role, Hat(body.role, body.person, "worn", fact.at)))


def _released(board: Board, fact: Fact, body: RoleReleased) -> Board:
    return replace(board, hats=put(board.hats, body.role, Hat(body.role, "", "empty", fact.at)))


def _person_paged(board: Board, fact: Fact, body: PersonPaged) -> Board:
    old = board.people.get(body.person)
    if old is not None and old.state in ("here", "gone"):
        return board
    return replace(board, people=put(board.people, body.person, Person(body.person, "paged", fact.at)))


def _joined(board: Board, fact: Fact, body: PersonJoined) -> Board:
    return replace(board, people=put(board.people, body.person, Person(body.person, "here", fact.at)))


def _left(board: Board, fact: Fact, body: PersonLeft) -> Board:
    return replace(board, people=put(board.people, body.person, Person(body.person, "gone", fact.at)))


def _unanswered(board: Board, fact: Fact, body: PageUnanswered) -> Board:
    return replace(board, people=put(board.people, body.person, Person(body.person, "away", fact.at)))


FOLDS: Folds = {
    IncidentDeclared: _declared,
    SeverityChanged: _severity,
    IncidentStoodDown: _stood_down,
    MitigationClaimed: _claimed,
    IncidentResolved: _resolved,
    IncidentReopened: _reopened,
    IncidentClosed: _closed,
    RoleAssigned: _assigned,
    RoleAccepted: _accepted,
    RoleReleased: _released,
    PersonPaged: _person_paged,
    PersonJoined: _joined,
    PersonLeft: _left,
    PageUnanswered: _unanswered,
}
