"""Folds of an order's way: ordered, approved, delayed, started, done or failed, and what it brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.drill.board import Board, Mitigation, Snapshot
from simulator.drill.folds.fold import Folds, put
from simulator.record.facts import (
    ApprovalAsked,
    EvidenceAsked,
    EvidenceLost,
    EvidenceSecured,
    Fact,
    HazardStruck,
    MitigationApproved,
    MitigationDelayed,
    MitigationDone,
    MitigationFailed,
    MitigationOrdered,
    MitigationStarted,
)


def _ordered(board: Board, fact: Fact, body: MitigationOrdered) -> Board:
    mitigation = Mitigation(
        body.mitigation, body.kind, body.target, body.person, body.variant, body.cohort, fact.at,
        verify=body.verify, verify_minutes=body.verify_minutes, unordered=body.unordered,
    )  # fmt: skip
    return replace(board, mitigations=put(board.mitigations, body.mitigation, mitigation))


def _change(board: Board, id_: str, change: Callable[[Mitigation], Mitigation]) -> Board:
    old = board.mitigations.get(id_)
    if old is None:
        return board
    return replace(board, mitigations=put(board.mitigations, id_, change(old)))


def _approval_asked(board: Board, fact: Fact, body: ApprovalAsked) -> Board:
    return _change(
        board,
        body.mitigation,
        lambda m: replace(m, state="approval", approver=body.person, approval_asked_at=fact.at),
    )


def _approved(board: Board, fact: Fact, body: MitigationApproved) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, state="getting-ready", approved_at=fact.at))


def _delayed(board: Board, _fact: Fact, body: MitigationDelayed) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, delayed_by=body.tool, delayed_says=body.says))


def _started(board: Board, fact: Fact, body: MitigationStarted) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, state="running", started_at=fact.at))


def _done(board: Board, fact: Fact, body: MitigationDone) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, state="done", done_at=fact.at, says=body.says))


def _failed(board: Board, fact: Fact, body: MitigationFailed) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, state="failed", done_at=fact.at, says=body.says))


def _hazard(board: Board, _fact: Fact, body: HazardStruck) -> Board:
    return _change(board, body.mitigation, lambda m: replace(m, hazards=(*m.hazards, body.fault)))


def _evidence_asked(board: Board, fact: Fact, body: EvidenceAsked) -> Board:
    return replace(board, snapshots=put(board.snapshots, body.target, Snapshot(body.target, body.person, fact.at)))


def _evidence_secured(board: Board, fact: Fact, body: EvidenceSecured) -> Board:
    old = board.snapshots.get(body.target) or Snapshot(body.target, body.person, fact.at)
    return replace(board, snapshots=put(board.snapshots, body.target, replace(old, secured_at=fact.at)))


def _evidence_lost(board: Board, fact: Fact, body: EvidenceLost) -> Board:
    return replace(board, lost={**board.lost, **dict.fromkeys(body.findings, fact.at)})


FOLDS: Folds = {
    MitigationOrdered: _ordered,
    ApprovalAsked: _approval_asked,
    MitigationApproved: _approved,
    MitigationDelayed: _delayed,
    MitigationStarted: _started,
    MitigationDone: _done,
    MitigationFailed: _failed,
    HazardStruck: _hazard,
    EvidenceAsked: _evidence_asked,
    EvidenceSecured: _evidence_secured,
    EvidenceLost: _evidence_lost,
}
