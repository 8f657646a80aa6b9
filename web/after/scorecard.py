"""The scorecard's page and its data, open to the trainee and the game master once the truth has been revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify

from web.doors import Doors

if TYPE_CHECKING:
    from web.app import Parts


def scorecard(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("scorecard", __name__)

    @pages.get("/d/<drill>/<seat>/scorecard")
    def page(drill: str, seat: str) -> Response:
        doors.scored(drill, seat)
        return doors.shell("scorecard", "Scorecard", seat=seat)

    @pages.get("/d/<drill>/<seat>/scorecard.json")
    def data(drill: str, seat: str) -> Any:
        doors.scored(drill, seat)
        finished = doors.finished(drill)
        if finished is None:
            return jsonify({"state": "locked", "says": "The scorecard opens when the drill has been revealed."})
        return jsonify({"state": "open", **parts.scorecards.of_finished(finished)})

    return pages
