"""The debrief's page and its data: first talk and everybody's own form, then, once revealed, what the record says beside it.

Before Reveal a seat is told its own words and nothing else: no figure, no line of a scorecard, not what the other seat has rated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify

from simulator.debrief.cards import CardMoment
from simulator.debrief.debrief import TALK, Debrief, MarkerLine, rating
from simulator.debrief.debrief import debrief as debrief_of
from simulator.debrief.form import CAUTION, FORM, RATINGS, evidence
from simulator.drill.objectives import AIMS
from simulator.record.commands import RevealTruth
from simulator.record.seats import GM, IC, Holder
from web.doors import Doors
from web.protocol import DebriefClosed, DebriefOpen, HotWash, Looking, Sitting
from web.rooms import Room

if TYPE_CHECKING:
    from web.app import Parts

#: What of the channel a rating can stand on: what was done, asked, found and said outside.
_MOMENTS = frozenset({"card", "page", "decision", "ping", "update", "status", "mitigation", "hint", "act", "handoff"})
_MOST_MOMENTS = 300
#: Debriefs are kept while nothing new is recorded, for so many drills.
_KEPT = 20


def debrief(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("debrief", __name__)
    made: dict[str, tuple[int, bool, Debrief]] = {}

    @pages.get("/d/<drill>/<seat>/debrief")
    def page(drill: str, seat: str) -> Response:
        doors.scored(drill, seat)
        return doors.shell("debrief", "Debrief", seat=seat)

    @pages.get("/d/<drill>/<seat>/debrief.json")
    def data(drill: str, seat: str) -> Any:
        doors.scored(drill, seat)
        room = doors.room_of(drill)
        if not room.drill.board.clock.over:
            says = "Looking back begins when the drill has ended."
            return jsonify(DebriefClosed(state="closed", says=says).model_dump(mode="json"))
        if room.drill.state != "revealed":
            with room.lock:
                looking = _looking(room, seat, revealed=False)
            return jsonify(HotWash(state="hot-wash", looking=looking).model_dump(mode="json"))
        return jsonify(_open(room, seat).model_dump(mode="json"))

    def _open(room: Room, seat: str) -> DebriefOpen:
        card = parts.scorecards.card(room)
        with room.lock:
            drill = room.drill
            key = (len(drill.facts), card.harm.nothing is not None)
            kept = made.get(room.record.id)
            if kept is None or kept[:2] != key:
                while len(made) >= _KEPT:
                    made.pop(next(iter(made)))
                kept = made[room.record.id] = (
                    *key,
                    debrief_of(drill.scenario, drill.board, drill.facts, drill.truth_table(), card),
                )
            return DebriefOpen(state="open", looking=_looking(room, seat, revealed=True), debrief=kept[2])

    return pages


def _looking(room: Room, seat: str, *, revealed: bool) -> Looking:
    drill, board = room.drill, room.drill.board
    public = drill.scenario.public
    notes = evidence((), drill.facts) if seat == GM and not revealed else {}
    take_aways = [each for each in board.take_aways.values() if revealed or each.person == seat]
    return Looking(
        alias=public.alias,
        starts_at=public.starts_at.isoformat().replace("+00:00", "Z"),
        ended_at=board.clock.ended_at or 0,
        alone=board.autopilot,
        may_reveal=drill.decide(RevealTruth(), seat) is None,
        caution=CAUTION,
        ratings=list(RATINGS),
        talk=list(TALK),
        objectives=[AIMS[each].title for each in board.objectives],
        markers=[
            MarkerLine(
                m.id,
                m.title,
                m.anchors,
                rating(board, IC, m.id) if seat == IC else None,
                rating(board, GM, m.id) if seat == GM else None,
                notes.get(m.id, ()),
            )
            for m in FORM
        ],
        moments=_moments(room),
        take_aways=take_aways,
        people=[Sitting(id=s.id, name=s.name) for s in board.seats.values() if s.holder is Holder.HUMAN],
    )


def _moments(room: Room) -> list[CardMoment]:
    """What the commander's channel showed, in its order; the game master rates by the same."""
    items = [item for item in room.drill.feed(IC, 0) if item.kind in _MOMENTS]
    ended = room.drill.board.clock.ended_at or 0
    return [
        CardMoment(item.at, 0, f"{item.name}: {item.says}" if item.name else item.says) for item in items if item.at <= ended
    ][:_MOST_MOMENTS]


__all__ = ["debrief"]
