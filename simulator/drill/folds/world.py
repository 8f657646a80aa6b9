"""Folds of what the world did: faults, severity, changes, tools, alerts and pages."""

from __future__ import annotations

from dataclasses import replace

from simulator.drill.board import Alert, Board, Fault, Person
from simulator.drill.folds.fold import Folds, put, without
from simulator.record.facts import (
    AlertCleared,
    AlertFired,
    ChangeMade,
    Fact,
    FaultEnded,
    FaultForced,
    FaultStarted,
    PageAcknowledged,
    PageSent,
    SeverityMoved,
    ToolLost,
    ToolRestored,
)
from simulator.scenario.words import Sev


def _fault_started(board: Board, fact: Fact, body: FaultStarted) -> Board:
    old = board.faults.get(body.fault) or Fault(body.fault)
    first = fact.at if old.first_at is None else old.first_at
    new = replace(old, state="active", since=fact.at, ended_at=None, first_at=first)
    return replace(board, faults=put(board.faults, body.fault, new))


def _fault_ended(board: Board, fact: Fact, body: FaultEnded) -> Board:
    old = board.faults.get(body.fault) or Fault(body.fault)
    return replace(board, faults=put(board.faults, body.fault, replace(old, state="ended", ended_at=fact.at)))


def _fault_forced(board: Board, _fact: Fact, body: FaultForced) -> Board:
    old = board.faults.get(body.fault) or Fault(body.fault)
    return replace(
        board,
        faults=put(board.faults, body.fault, replace(old, forced=True)),
        clock=replace(board.clock, steered=True),
    )


def _severity(board: Board, fact: Fact, body: SeverityMoved) -> Board:
    hurts = body.weight >= Sev.SEV3.weight
    return replace(
        board,
        severity=body.weight,
        severity_since=fact.at,
        worst=max(board.worst, body.weight),
        onset_at=fact.at if hurts and board.onset_at is None else board.onset_at,
    )


def _change(board: Board, fact: Fact, body: ChangeMade) -> Board:
    return replace(board, changes=put(board.changes, body.change, fact.at))


def _tool_lost(board: Board, fact: Fact, body: ToolLost) -> Board:
    return replace(board, tools_lost=put(board.tools_lost, body.tool, fact.at))


def _tool_restored(board: Board, _fact: Fact, body: ToolRestored) -> Board:
    return replace(board, tools_lost=without(board.tools_lost, body.tool))


def _fired(board: Board, fact: Fact, body: AlertFired) -> Board:
    old = board.alerts.get(body.alert)
    alert = Alert(
        body.alert,
        firing=True,
        fired_at=fact.at,
        supports=body.supports,
        times=1 if old is None else old.times + 1,
        first_fired_at=fact.at if old is None else old.first_fired_at,
    )
    return replace(board, alerts=put(board.alerts, body.alert, alert))


def _cleared(board: Board, fact: Fact, body: AlertCleared) -> Board:
    old = board.alerts.get(body.alert)
    if old is None:
        return board
    return replace(board, alerts=put(board.alerts, body.alert, replace(old, firing=False, cleared_at=fact.at)))


def _paged(board: Board, fact: Fact, body: PageSent) -> Board:
    old = board.alerts.get(body.alert) or Alert(body.alert, firing=True, fired_at=fact.at, first_fired_at=fact.at)
    new = replace(
        old,
        paged_at=fact.at if old.paged_at is None else old.paged_at,
        paged=old.paged if body.to in old.paged else (*old.paged, body.to),
        supports=old.supports or body.supports,
    )
    board = replace(board, alerts=put(board.alerts, body.alert, new))
    person = board.people.get(body.to)
    if person is None or person.state != "away":
        return board
    return replace(board, people=put(board.people, body.to, Person(body.to, "paged", fact.at)))


def _acknowledged(board: Board, fact: Fact, body: PageAcknowledged) -> Board:
    old = board.alerts.get(body.alert)
    if old is None or old.acknowledged_at is not None:
        return board
    new = replace(old, acknowledged_at=fact.at, acknowledged_by=body.by)
    return replace(board, alerts=put(board.alerts, body.alert, new))


FOLDS: Folds = {
    FaultStarted: _fault_started,
    FaultEnded: _fault_ended,
    FaultForced: _fault_forced,
    SeverityMoved: _severity,
    ChangeMade: _change,
    ToolLost: _tool_lost,
    ToolRestored: _tool_restored,
    AlertFired: _fired,
    AlertCleared: _cleared,
    PageSent: _paged,
    PageAcknowledged: _acknowledged,
}
