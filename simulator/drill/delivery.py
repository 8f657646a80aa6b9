"""The delivery of an inject: its words filled in, and who learns of it. The same whether time, a condition or a hand fires it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from simulator.drill.board import Board
from simulator.drill.sight import Sight
from simulator.record.facts import ALL, Audience, InjectDelivered, seats
from simulator.record.seats import IC, Role
from simulator.scenario.texts import render
from simulator.scenario.words import Audience as Readers


def delivery(board: Board, sight: Sight, id_: str) -> tuple[InjectDelivered, Audience]:
    """What an inject puts before the players now."""
    inject = sight.scenario.secret.msel[id_]
    body = InjectDelivered(
        id_,
        inject.from_,
        inject.to,
        render(inject.says, names_of(board, sight)),
        inject.expects,
        board.next_question if inject.answer_within is not None else "",
        inject.supports,
        inject.refutes,
    )
    return body, seats(IC) if inject.to == "ic" else ALL


def names_of(board: Board, sight: Sight) -> Mapping[str, object]:
    """What a text of a scenario may name, with its value now; `scenario.texts.NAMES` says what each means."""
    pages = [a.paged_at for a in board.alerts.values() if a.paged_at is not None]
    dues = [p.due for p in board.promises.values()]
    known: dict[str, object] = {
        "alias": sight.scenario.public.alias,
        "clock": _utc(sight, sight.now),
        "minutes": (sight.now - min(pages)) // 60 if pages else 0,
        "severity": "" if board.incident.sev is None else board.incident.sev.value,
        "declared": board.incident.declared_at is not None,
        "ic": _name(board, Role.IC),
        "comms": _name(board, Role.COMMS),
        "next_update": _utc(sight, min(dues)) if dues else "",
        "posted": board.posted(Readers.PUBLIC) is not None,
    }
    return {**sight.world.words(), **known}


def _name(board: Board, role: Role) -> str:
    wearer = board.wearer(role)
    return board.seats[wearer].name if wearer in board.seats else ""


def _utc(sight: Sight, at: int) -> str:
    return (sight.scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M UTC")
