"""The keyboard in the room: what the commander comes back to when they drop it, and whom the room holds when they take it.

Not the looking itself (`people/digging`), and not what it cost (`scoring/hands_on`).
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.drill.board import Board, Keyboard
from simulator.drill.sight import Sight
from simulator.record.facts import ALL, Audience, Body, KeyboardDropped, RoleReleased
from simulator.record.seats import IC, KeyboardMode, Role
from simulator.scenario.model import Scenario
from simulator.scenario.serving import lost_with
from simulator.scenario.words import PersonKind, Serves
from simulator.world.harm import TruthRow

#: How many people can be in the room, the commander among them, where one may wear two hats (SCORING 2, mode b).
SMALL_TEAM = 2


def in_room(scenario: Scenario, board: Board) -> int:
    """How many people work on it here, the commander among them. Who asks, approves or sells is no part of the team."""
    people = scenario.public.people
    return 1 + sum(people[id_].kind is PersonKind.RESPONDER and board.here(id_) for id_ in people)


def dropping(board: Board, sight: Sight, keyboard: Keyboard) -> tuple[tuple[Body, Audience], ...]:
    """The facts of coming back: what came meanwhile, and the second hat handed back where it came with the keyboard."""
    since = keyboard.since
    cards = sum(c.at >= since and c.shared and c.person != IC for c in board.cards.values())
    verified = sum(bool(t.verify) and (t.reported_at or -1) >= since for t in board.tasks.values())
    dropped = KeyboardDropped(
        keyboard.mode,
        keyboard.target,
        cards + verified,
        sum((m.approved_at or -1) >= since or m.state == "approval" for m in board.mitigations.values()),
        sum(q.asked_at >= since for q in board.open_questions),
        sum((p.missed_at or -1) >= since for p in board.promises.values()),
        _failed(board, sight, since),
    )
    hat = board.hats[Role.OPS]
    back = ((RoleReleased(Role.OPS, IC), ALL),) if keyboard.ops and hat.person == IC else ()
    return ((dropped, ALL), *back)


def one_too_many(board: Board, sight: Sight) -> tuple[tuple[Body, Audience], ...]:
    """The facts of a second hat laid down because somebody has come who can look instead; none where that is not so."""
    keyboard = board.keyboard
    if keyboard is None or keyboard.mode is not KeyboardMode.TWO_HATS or in_room(sight.scenario, board) <= SMALL_TEAM:
        return ()
    return dropping(board, sight, keyboard)


def _failed(board: Board, sight: Sight, since: int) -> int | None:
    """Requests that failed meanwhile by what the tiles showed, to two digits; None while no tile can be seen."""
    if IC not in board.tiles_opened or lost_with(sight.scenario.public, board.tools_lost, Serves.DASHBOARDS):
        return None
    count = sum(_shown_failed(row) for row in _since(sight.world.truth_rows(), since))
    digits = max(0, len(str(int(count))) - 2)
    return int(round(count, -digits))


def _since(rows: Iterable[TruthRow], since: int) -> Iterable[TruthRow]:
    return (row for row in rows if row.at > since)


def _shown_failed(row: TruthRow) -> float:
    if row.shown is None:
        return max(0.0, row.total - row.good)
    return row.total * (1.0 - row.shown) if row.shown >= 0.0 else 0.0
