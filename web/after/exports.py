"""Downloads: what leaves the drill, for the trainee and the game master once the truth has been revealed. Each is marked as an exercise."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, make_response

from simulator.debrief.exports.export import Form, What, export
from simulator.journal import text_of
from simulator.record.seats import GM
from simulator.scoring.archive import Archive
from simulator.scoring.references import references_from
from web.archives import Finished
from web.doors import Doors

if TYPE_CHECKING:
    from web.app import Parts

_TYPES = {
    "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "journal": "application/x-ndjson",
}  # fmt: skip


def exports(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("exports", __name__)

    @pages.get("/d/<drill>/<seat>/export/<what>.<form>")
    def download(drill: str, seat: str, what: str, form: str) -> Any:
        doors.scored(drill, seat)
        finished = doors.finished(drill)
        if finished is None:
            abort(404)
        if (what, form) == ("journal", "journal"):
            if seat != GM:  # it can be replayed, so nothing in it can be left out: names and the scenario are in it
                abort(404)
            return _file(_journal(parts, finished), what, form, finished)
        if what not in tuple(What) or form not in tuple(Form):
            abort(404)
        return _file(export(parts.postmortems.subject(finished), What(what), Form(form)), what, form, finished)

    return pages


def _file(text: str, what: str, form: str, finished: Finished) -> Response:
    alias = re.sub(r"[^a-z0-9]+", "-", finished.record.alias.lower()).strip("-")[:60] or "drill"
    answer = make_response(text.encode("utf-8", "replace"))
    answer.headers["Content-Type"] = _TYPES[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="exercise-{alias}-{what}.{form}"'
    return answer


def _journal(parts: Parts, finished: Finished) -> str:
    """The file that `wom replay` and `wom score` read, with the archive in it."""
    text = parts.store.kept(finished.record.id, "references")
    runs = None if text is None else references_from(json.loads(text))
    room = finished.room
    return text_of(
        finished.scenario, finished.record.seed, finished.rows, "" if room is None else room.drill.digest(),
        people=True, until=finished.rows[-1].at if room is None else room.drill.now,
        archive=Archive(tuple(finished.facts), tuple(finished.truth), (), runs), engine=finished.record.engine,
    )  # fmt: skip
