"""Commands from the pages after EndEx, which keep no socket: the same order of work, the same acknowledgement, by HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify
from pydantic import ValidationError

from web.doors import Doors, changing, no, sent_object
from web.protocol import Cmd

if TYPE_CHECKING:
    from web.app import Parts


def commands(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("commands", __name__)
    del parts

    @pages.post("/d/<drill>/<seat>/command")
    @changing
    def command(drill: str, seat: str) -> Any:
        """One command of this seat; the answer is what a socket would acknowledge: accepted, refused, conflict or not-saved."""
        doors.scored(drill, seat)
        try:
            cmd = Cmd.model_validate(sent_object())
        except ValidationError:
            return no(400, "What came with this command could not be read.", "Reload the page and try again.")
        return jsonify(doors.room_of(drill).command(seat, cmd))

    return pages
