"""The replay's page and data, and second tries from its decisions: the trainee's and the game master's, once the truth has been revealed."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, make_response

from simulator import ENGINE
from simulator.record.refusals import Refusal
from simulator.record.seats import GM, IC
from simulator.scoring.practice import beside_first
from web.doors import Doors, changing, no, sent_object
from web.fork import SecondTry, fork
from web.new_drill import SOMEBODY
from web.rooms import Closed, Room
from web.seats import new_id
from web.store import Grant

if TYPE_CHECKING:
    from web.app import Parts

#: So many second tries of a drill are listed, the latest.
_MOST_TRIES = 12

_LOCKED = "The replay opens when the drill has been revealed."
_MISSING = (
    "The replay could not be worked out. The record of the drill is safe; whoever runs the server finds the reason in its log."
)
_ENGINE = "This drill was recorded by an earlier version, so it can be looked at and not be played on from."


def replay(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("replay", __name__)
    store = parts.store

    @pages.get("/d/<drill>/<seat>/replay")
    def page(drill: str, seat: str) -> Response:
        doors.scored(drill, seat)
        return doors.shell("replay", "Replay", seat=seat)

    @pages.get("/d/<drill>/<seat>/replay.json")
    def data(drill: str, seat: str) -> Any:
        """The replay once it is there, as the child compressed it; before, what is being waited for."""
        doors.scored(drill, seat)
        room = doors.revealed(drill)
        if room is None:
            return jsonify({"state": "locked", "says": _LOCKED})
        text = parts.derived.of(room, "replay")
        if text is None:
            waits = parts.derived.pending(drill, "replay")
            return jsonify({"state": "pending" if waits else "missing", "says": "" if waits else _MISSING})
        answer = make_response(base64.b64decode(json.loads(text)["gzip"]))
        answer.headers["Content-Type"] = "application/json"
        answer.headers["Content-Encoding"] = "gzip"
        return answer

    @pages.get("/d/<drill>/<seat>/tries.json")
    def tries(drill: str, seat: str) -> Any:
        """Second tries of this drill, each with how it went beside the first."""
        doors.scored(drill, seat)
        room = doors.revealed(drill)
        if room is None:
            return jsonify({"practice_of": "", "why_not": _LOCKED, "tries": []})
        return jsonify(
            {
                "practice_of": room.record.alias if room.practice else "",
                "why_not": "" if room.record.engine == ENGINE else _ENGINE,
                "tries": [made for id_, row in store.forks(drill)[-_MOST_TRIES:] if (made := _told(room, id_, row)) is not None],
            }
        )

    def _told(room: Room, id_: str, row: int) -> dict[str, Any] | None:
        record = store.drill(id_)
        if record is None:
            return None
        try:
            other = doors.room_of(id_)
        except Closed:
            return None
        says = ""
        if other.drill.state == "revealed":
            says = beside_first(parts.scorecards.card(room).harm, parts.scorecards.card(other).harm)
        return {
            "drill": id_, "row": row + 1, "at": room.drill.rows[row].at, "made_at": record.made_at,
            "over": other.drill.board.clock.over, "says": says,
        }  # fmt: skip

    @pages.post("/d/<drill>/<seat>/fork")
    @changing
    def second_try(drill: str, seat: str) -> Any:
        """A second try from before a row of the journal; whoever asks gets their seat in it."""
        grant = doors.scored(drill, seat)
        room = doors.revealed(drill)
        if room is None:
            return no(409, "A second try begins once the drill has been revealed.", "End the drill and open what was true first.")
        row = sent_object().get("row")
        if not isinstance(row, int) or isinstance(row, bool):
            return no(400, "It was not said from which decision to try again.", "Choose one from the list of decisions.")
        with room.lock:
            made = fork(parts, room, seat, row, grant.name)
        if isinstance(made, Refusal):
            return no(409, made.says, made.try_instead)
        return _seated(made)

    @pages.post("/d/<drill>/<seat>/tries/<tried>/open")
    @changing
    def open_try(drill: str, seat: str, tried: str) -> Any:
        """The way back to a second try from the drill it goes back to: the same seat there."""
        grant = doors.scored(drill, seat)
        made = store.fork_of(tried)
        if made is None or made[0] != drill:
            abort(404)
        held = {g.seat: g for g in reversed(store.grants(tried)) if not g.revoked}
        mine = held.get(seat)
        if mine is None:
            if seat == GM:
                return no(409, "This second try is played alone, without a game master's seat.", "Begin one of your own.")
            mine = Grant(new_id(), tried, seat, grant.name or SOMEBODY[seat], False)
            store.add_grant(mine)
        return _seated(SecondTry(mine, held.get(IC, mine)))

    def _seated(made: SecondTry) -> Response:
        """The address of the seat with its cookie; for a game master also the link that seats the commander."""
        mine = made.mine
        link = "" if mine.seat == IC else parts.signer.sign("link", made.commander.id)
        answer = jsonify({"url": f"/d/{mine.drill}/{mine.seat}", "link": f"/s/{link}" if link else ""})
        return doors.seated(answer, mine)

    return pages
