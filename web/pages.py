"""Pages and the little HTTP there is: lobby, seats, links, join codes. Everything in the drill itself goes by socket.

No state changes by GET except that a signed link sets the cookie of its own seat. What must not be known is answered with 404,
in the same words as what does not exist.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import structlog
from flask import Blueprint, Response, abort, jsonify, make_response, redirect, render_template, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from simulator.record.seats import GM, IC, OBSERVER, Holder, kind_of
from web.doors import READS_SCORES, Doors, changing, no, sent_object
from web.new_drill import SOMEBODY, new_drill, seat_of
from web.rooms import Closed, Room
from web.seats import CODE_LASTS, new_code, new_id, same_code
from web.store import DrillRecord, Grant, JoinRequest

if TYPE_CHECKING:
    from web.app import Parts

_TRIES = parse("12 per minute")
_ALL_TRIES = parse("300 per minute")
_NAME_LIMIT = 60

#: People who wait to be let into one drill. Whoever has the code can ask; nobody can bury the game master in requests.
_MOST_WAITING = 30

_SCREENS = {
    "game-master": ("console", "Game master"),
    "incident-commander": ("incident", "Incident Commander"),
    "responder": ("responder", "Responder"),
    "observer": ("observer", "Observer"),
}

log = structlog.get_logger()


def pages(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint; `parts` is everything the application is made of."""
    pages_ = Blueprint("pages", __name__)
    limits = FixedWindowRateLimiter(MemoryStorage())
    store, signer = parts.store, parts.signer

    # --- lobby -----------------------------------------------------------------------------------

    @pages_.get("/")
    def lobby() -> Response:
        return doors.shell("lobby", "Wheel of Misfortune")

    @pages_.get("/host/<key>")
    def host(key: str) -> Response:
        if signer.read("host-link", key) != "host":
            abort(404)
        answer = make_response(redirect("/"))
        answer.set_cookie(
            "host",
            signer.sign("host", "host"),
            max_age=30 * 86400,
            httponly=True,
            samesite="Lax",
            secure=parts.settings.secure_cookies,
        )
        return answer

    @pages_.get("/api/lobby")
    def lobby_data() -> Response:
        if not doors.is_host():
            return jsonify({"host": False, "scenarios": [], "drills": []})
        parts.library.scan()
        drills = [
            {
                "url": f"/api/drills/{d.id}/open", "id": d.id, "alias": d.alias, "mode": d.mode, "made_at": d.made_at,
                "practice": store.fork_of(d.id) is not None,
            }
            for d in store.drills(20)
        ]  # fmt: skip
        return jsonify({"host": True, "scenarios": parts.library.shelf(), "drills": drills})

    @pages_.post("/api/drills")
    @changing
    def make_drill() -> Any:
        if not doors.is_host():
            abort(404)
        data = sent_object()
        entry = parts.library.entry(str(data.get("key", "")))
        mode = data.get("mode")
        if entry is None or mode not in ("solo", "host"):
            return no(400, "This scenario is not on the shelf any more.", "Reload the page.")
        grant = new_drill(parts, entry, mode, _name(data.get("name")))
        return doors.seated(jsonify({"url": f"/d/{grant.drill}/{grant.seat}"}), grant)

    @pages_.post("/api/drills/<drill>/open")
    @changing
    def open_drill(drill: str) -> Any:
        """The host's way back to a drill: a fresh grant for the seat it was made for."""
        record = store.drill(drill)
        if record is None or not doors.is_host():
            abort(404)
        seat = seat_of(record.mode)
        held = next((g for g in store.grants(drill) if g.seat == seat and not g.revoked), None)
        if held is None:
            held = Grant(new_id(), drill, seat, SOMEBODY[seat], False)
            store.add_grant(held)
        return doors.seated(jsonify({"url": f"/d/{drill}/{seat}"}), held)

    # --- coming in -------------------------------------------------------------------------------

    @pages_.get("/s/<link>")
    def seat_link(link: str) -> Response:
        held = signer.read("link", link)
        grant = store.grant(held) if held else None
        if grant is None or grant.revoked:
            abort(404)
        return doors.seated(make_response(redirect(f"/d/{grant.drill}/{grant.seat}")), grant)

    def lets_in(record: DrillRecord) -> bool:
        """Whether the join code of a drill still works: not too old, and the drill not over."""
        return record.code_until > time.time() and not doors.room_of(record.id).drill.board.clock.over

    @pages_.post("/api/join")
    @changing
    def join() -> Any:
        if not limits.hit(_TRIES, "join", request.remote_addr or "") or not limits.hit(_ALL_TRIES, "join-all"):
            return no(429, "Too many tries just now.", "Wait a minute, then type the code again.")
        data = sent_object()
        code, name = same_code(str(data.get("code", ""))), _name(data.get("name"))
        if not name:
            return no(400, "Please say who you are, so that the game master knows whom to let in.", "")
        record = store.drill_of_code(code) if len(code) >= 8 else None
        if record is None or not lets_in(record):
            return no(
                404,
                "No drill has this code at the moment.",
                "Compare it with the game master's screen; codes end with the drill.",
            )
        if len(store.waiting(record.id)) >= _MOST_WAITING:
            return no(429, "Very many people wait to be let in already.", "Tell the game master, then try again.")
        asked = JoinRequest(new_id(), record.id, name, "waiting", "")
        store.add_request(asked)
        return jsonify({"request": asked.id})

    @pages_.get("/api/join/<asked>")
    def join_state(asked: str) -> Any:
        found = store.request(asked)
        if found is None:
            abort(404)
        if found.state != "approved":
            return jsonify({"state": found.state})
        grant = store.grant(found.grant)
        if grant is None or grant.revoked:
            return jsonify({"state": "refused"})
        return doors.seated(jsonify({"state": "approved", "url": f"/d/{grant.drill}/{grant.seat}"}), grant)

    # --- a seat ----------------------------------------------------------------------------------

    def finished_all_the_same(drill: str) -> bool:
        """Whether a drill that cannot be opened any more has been kept for reading."""
        try:
            return doors.finished(drill) is not None
        except Closed:
            return False

    @pages_.get("/d/<drill>/<seat>")
    def seat_page(drill: str, seat: str) -> Response:
        grant = doors.grant_of(drill, seat)
        try:
            room = doors.room_of(drill, anew=True)
        except Closed as error:
            if seat in READS_SCORES and finished_all_the_same(drill):
                return make_response(redirect(f"/d/{drill}/{seat}/scorecard"))
            return _problem(409, "This drill cannot be opened", str(error))
        entry, title = _SCREENS[kind_of(seat).value]
        return doors.shell(entry, f"{title} · {room.record.alias}", ticket=signer.sign("ticket", f"{drill}|{grant.id}"))

    # --- the game master's table -----------------------------------------------------------------

    @pages_.get("/d/<drill>/gm/table.json")
    def table(drill: str) -> Any:
        doors.grant_of(drill, GM)
        room = doors.room_of(drill)
        record = store.drill(drill) or room.record
        present = parts.sockets.present(drill)
        links = [
            {
                "id": g.id, "seat": g.seat, "name": g.name, "browsers": present.get(g.seat, 0),
                "link": f"{request.host_url}s/{signer.sign('link', g.id)}",
            }
            for g in store.grants(drill)
            if not g.revoked and g.seat != GM
        ]  # fmt: skip
        waiting = [{"id": r.id, "name": r.name} for r in store.waiting(drill)]
        seats = [{"id": IC, "title": "Incident Commander"}, {"id": OBSERVER, "title": "Observer"}]
        public = room.drill.scenario.public
        seats += [{"id": id_, "title": f"{p.name or id_.capitalize()}, {p.says_who}"} for id_, p in public.people.items()]
        code = record.join_code if lets_in(record) else ""
        return jsonify({"code": code, "links": links, "waiting": waiting, "seats": seats})

    @pages_.post("/d/<drill>/gm/code")
    @changing
    def renew_code(drill: str) -> Any:
        """A new join code; the old one lets nobody in any more."""
        doors.grant_of(drill, GM)
        if doors.room_of(drill).drill.board.clock.over:
            return no(409, "The drill has ended; nobody can join it any more.", "")
        code = new_code()
        store.set_join_code(drill, code, int(time.time()) + CODE_LASTS)
        return jsonify({"code": code})

    @pages_.post("/d/<drill>/gm/links")
    @changing
    def add_link(drill: str) -> Any:
        doors.grant_of(drill, GM)
        data = sent_object()
        seat = str(data.get("seat", ""))
        if not _is_seat(doors.room_of(drill), seat):
            return no(400, "There is no such seat.", "Choose one from the list.")
        grant = Grant(new_id(), drill, seat, _name(data.get("name")) or _seat_title(seat), False)
        store.add_grant(grant)
        return jsonify({"link": f"{request.host_url}s/{signer.sign('link', grant.id)}"})

    def hand_back(room: Room, seat: str) -> None:
        """A seat to which nobody has a right any more goes back to the simulation; the commander's is empty then."""
        if seat == OBSERVER or any(g.seat == seat and not g.revoked for g in store.grants(room.record.id)):
            return
        person = room.drill.scenario.public.people.get(seat)
        if room.drill.board.human(seat):
            holder = Holder.EMPTY if person is None else Holder.SIMULATED
            room.seat_person(seat, holder, "" if person is None else person.name or seat.capitalize())

    @pages_.post("/d/<drill>/gm/links/<grant>/revoke")
    @changing
    def revoke(drill: str, grant: str) -> Any:
        doors.grant_of(drill, GM)
        found = store.grant(grant)
        if found is None or found.drill != drill or found.seat == GM:
            abort(404)
        store.revoke(grant)
        parts.sockets.kick(grant)
        hand_back(doors.room_of(drill), found.seat)
        return jsonify({})

    @pages_.post("/d/<drill>/gm/requests/<asked>")
    @changing
    def answer_request(drill: str, asked: str) -> Any:
        doors.grant_of(drill, GM)
        found = store.request(asked)
        if found is None or found.drill != drill or found.state != "waiting":
            return no(409, "This request has been answered already.", "")
        seat = str(sent_object().get("seat", ""))
        if not seat:
            store.settle_request(asked, "refused")
            return jsonify({})
        if not _is_seat(doors.room_of(drill), seat):
            return no(400, "There is no such seat.", "Choose one from the list.")
        grant = Grant(new_id(), drill, seat, found.name, False)
        store.add_grant(grant)
        store.settle_request(asked, "approved", grant.id)
        return jsonify({})

    @pages_.get("/healthz")
    def health() -> Response:
        return make_response("ok\n")

    return pages_


def _name(value: object) -> str:
    """A name as people type it: one line, printable, not too long."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c for c in value if c.isprintable()).split())[:_NAME_LIMIT]


def _is_seat(room: Room, seat: str) -> bool:
    return seat in (IC, OBSERVER) or seat in room.drill.scenario.public.people


def _seat_title(seat: str) -> str:
    return {IC: "Incident Commander", OBSERVER: "Observer"}.get(seat, seat.capitalize())


def _problem(status: int, title: str, says: str) -> Response:
    return make_response(render_template("problem.html", title=title, says=says), status)
