"""The postmortem's page, its data, and saving: open to the trainee and the game master once the truth has been revealed.

Saving carries the version it started from. Where somebody else has saved meanwhile nothing is overwritten: the answer carries their text, and
the page joins the two section by section.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, request

from simulator.debrief.exports.plain import plain
from simulator.debrief.postmortem import Status
from simulator.debrief.written import NotWritten, Written, written_from
from web.archives import Finished
from web.doors import Doors, changing, no, sent_object
from web.postmortems import Standing, plain_findings
from web.store import SavedPostmortem

if TYPE_CHECKING:
    from web.app import Parts

#: What one save may weigh, in bytes: all sections, long.
_LARGEST = 1024 * 1024
_RELOAD = "Your text is kept in this browser. Reload the page and try again."


def postmortem(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("postmortem", __name__)
    postmortems = parts.postmortems

    def revealed(drill: str, seat: str) -> Finished:
        """The drill behind a request that changes something; 404 for everybody else and before Reveal."""
        doors.scored(drill, seat)
        request.max_content_length = _LARGEST
        finished = doors.finished(drill)
        if finished is None:
            abort(404)
        return finished

    def answered(standing: Standing, finished: Finished) -> dict[str, Any]:
        derived = standing.postmortem.derived
        if standing.version == 0:
            derived = replace(derived, hints=())
        return {
            "version": standing.version,
            "status": standing.status.value,
            "by": standing.by,
            "saved_at": standing.saved_at,
            "derived": plain(derived),
            "written": plain(standing.postmortem.written),
            "findings": plain_findings(postmortems.findings(finished, standing.postmortem.written)),
        }

    def conflict(theirs: SavedPostmortem) -> Any:
        return jsonify(
            {
                "outcome": "conflict", "version": theirs.version, "by": theirs.by, "status": theirs.status,
                "theirs": plain(written_from(json.loads(theirs.body))),
            }
        )  # fmt: skip

    def saved(finished: Finished, after: int, written: Written, status: Status, seat: str) -> Any:
        theirs = postmortems.save(finished, after, written, status, seat)
        if theirs is not None:
            return conflict(theirs)
        return jsonify({"outcome": "saved", **answered(postmortems.of(finished), finished)})

    @pages.get("/d/<drill>/<seat>/postmortem")
    def page(drill: str, seat: str) -> Response:
        doors.scored(drill, seat)
        return doors.shell("postmortem", "Postmortem", seat=seat)

    @pages.get("/d/<drill>/<seat>/postmortem.json")
    def data(drill: str, seat: str) -> Any:
        doors.scored(drill, seat)
        finished = doors.finished(drill)
        if finished is None:
            return jsonify({"state": "locked", "says": "The postmortem opens when the drill has been revealed."})
        return jsonify({"state": "open", **answered(postmortems.of(finished), finished)})

    @pages.post("/d/<drill>/<seat>/postmortem/save")
    @changing
    def save(drill: str, seat: str) -> Any:
        finished = revealed(drill, seat)
        sent = sent_object()
        after = _version(sent)
        try:
            written = written_from(sent.get("written"))
        except NotWritten as error:
            return no(400, str(error), "Shorten or correct that part; the rest of your text is as it was.")
        if after is None:
            return no(400, "What was sent does not say which version it continues.", _RELOAD)
        now = postmortems.of(finished)
        if now.status is Status.CLOSED and now.version == after:
            return no(409, "This postmortem is closed.", "Take it back into review to change it.")
        return saved(finished, after, written, now.status, seat)

    @pages.post("/d/<drill>/<seat>/postmortem/lint")
    @changing
    def look(drill: str, seat: str) -> Any:
        """The lint of a text that need not have been saved."""
        finished = revealed(drill, seat)
        try:
            written = written_from(sent_object().get("written"))
        except NotWritten as error:
            return no(400, str(error), "")
        return jsonify({"findings": plain_findings(postmortems.findings(finished, written))})

    @pages.post("/d/<drill>/<seat>/postmortem/status")
    @changing
    def move(drill: str, seat: str) -> Any:
        """Draft, in review, reviewed, closed; the last only when nothing blocks."""
        finished = revealed(drill, seat)
        sent = sent_object()
        after, wanted = _version(sent), sent.get("status")
        if after is None or not isinstance(wanted, str) or wanted not in tuple(Status):
            return no(400, "This is no status of a postmortem.", _RELOAD)
        now = postmortems.of(finished)
        if now.version == 0:
            return no(409, "Nothing has been saved yet.", "Save the draft first.")
        if now.version != after:
            theirs = parts.store.postmortem(drill)
            assert theirs is not None
            return conflict(theirs)
        written = now.postmortem.written
        if Status(wanted) is Status.CLOSED:
            left = postmortems.what_blocks(finished, written)
            if left:
                says = f"{len(left)} thing{' stands' if len(left) == 1 else 's stand'} in the way of closing."
                return jsonify({"outcome": "refused", "says": says, "findings": plain_findings(left)})
        return saved(finished, after, written, Status(wanted), seat)

    return pages


def _version(sent: dict[str, Any]) -> int | None:
    version = sent.get("version")
    return version if isinstance(version, int) and not isinstance(version, bool) and version >= 0 else None
