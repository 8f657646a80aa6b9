"""Who may come in, and what they are answered: the guards that every page and every small request passes.

What must not be known is answered with 404, in the same words as what does not exist. Counterparts: `pages` (lobby, links, seats) and
`after/` (what follows EndEx).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, abort, jsonify, make_response, render_template, request

from simulator.record.seats import GM, IC
from web.archives import Finished
from web.rooms import Room
from web.seats import valid
from web.store import Grant, NotSaved, ReadOnly

if TYPE_CHECKING:
    from web.app import Parts

#: Who sees a scorecard (SCORING 4.6). Sharing it further is the trainee's own choice; it never stands on a projector.
READS_SCORES = (GM, IC)


@dataclass(frozen=True, slots=True)
class Doors:
    """The guards, over everything the application is made of."""

    parts: Parts

    def is_host(self) -> bool:
        return self.parts.signer.read("host", request.cookies.get("host", "")) == "host"

    def grant_of(self, drill: str, seat: str) -> Grant:
        """The grant this browser holds for a seat, or 404."""
        held = self.parts.signer.read("grant", request.cookies.get(f"seat_{seat}", ""))
        grant = valid(self.parts.store, held, drill, seat)
        if grant is None:
            abort(404)
        return grant

    def scored(self, drill: str, seat: str) -> Grant:
        """The grant of a seat that may read the scorecard: the trainee's and the game master's; 404 for all others."""
        grant = self.grant_of(drill, seat)
        if seat not in READS_SCORES:
            abort(404)
        return grant

    def room_of(self, drill: str, *, anew: bool = False) -> Room:
        room = self.parts.rooms.open(drill, anew=anew)
        if room is None:
            abort(404)
        return room

    def revealed(self, drill: str) -> Room | None:
        """The room of a drill whose truth has been revealed; None before."""
        room = self.room_of(drill)
        return room if room.drill.state == "revealed" else None

    def seated(self, answer: Response, grant: Grant) -> Response:
        """Gives the browser the cookie of a seat."""
        answer.set_cookie(
            f"seat_{grant.seat}", self.parts.signer.sign("grant", grant.id), max_age=30 * 86400, httponly=True, samesite="Lax",
            secure=self.parts.settings.secure_cookies, path=f"/d/{grant.drill}/",
        )  # fmt: skip
        return answer

    def finished(self, drill: str) -> Finished | None:
        """A drill whose truth has been revealed, whatever engine it ran on; None before, 404 where there is none."""
        if self.parts.store.drill(drill) is None:
            abort(404)
        return self.parts.archives.finished(drill)

    def shell(self, entry: str, title: str, **more: str) -> Response:
        """A page of the built front end; one of a second try says that it is practice."""
        script, styles = self.parts.assets.of(entry)
        drill = (request.view_args or {}).get("drill")
        if drill is not None and self.parts.store.fork_of(drill) is not None:
            more["practice"] = "PRACTICE"
        body = render_template("shell.html", script=script, styles=styles, title=title, entry=entry, **more)
        answer = make_response(body)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def changing(view: Callable[..., Any]) -> Callable[..., Any]:
    """A request that changes something: JSON, from a page of ours."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        origin = request.headers.get("Origin", "")
        if request.headers.get("X-Wheel") != "1" or origin.partition("://")[2] != request.host or not request.is_json:
            return no(403, "This request does not come from a page of this server.", "Reload the page and try again.")
        try:
            return view(*args, **kwargs)
        except ReadOnly as error:
            return no(503, f"This could not be saved: {error}.", "")
        except NotSaved as error:
            return no(503, f"This could not be saved: {error}.", "Try again once the disk can be written.")

    return guarded


def sent_object() -> dict[str, Any]:
    """The JSON object that came with a request; empty where it is something else."""
    try:
        data = request.get_json(silent=True)
    except RecursionError:  # as deep as nothing of ours
        data = None
    return data if isinstance(data, dict) else {}


def no(status: int, says: str, try_instead: str) -> Response:
    """A no in words, for a page of ours."""
    answer = jsonify({"says": says, "try_instead": try_instead})
    answer.status_code = status
    return answer


class Assets:
    """The built front end: which files belong to an entry. Read once from Vite's manifest."""

    def __init__(self, static: Path) -> None:
        manifest = static / "built" / ".vite" / "manifest.json"
        self._chunks: dict[str, Any] = json.loads(manifest.read_text()) if manifest.is_file() else {}

    @property
    def built(self) -> bool:
        return bool(self._chunks)

    def of(self, entry: str) -> tuple[str, list[str]]:
        """(script, stylesheets) of an entry, as paths below /static/built/."""
        chunk = self._chunks.get(f"src/entries/{entry}.ts")
        if chunk is None:
            return "", []
        styles: dict[str, None] = {}
        todo, seen = [chunk], set()
        while todo:
            one = todo.pop()
            if one["file"] in seen:
                continue
            seen.add(one["file"])
            styles.update(dict.fromkeys(one.get("css", [])))
            todo += [self._chunks[name] for name in one.get("imports", [])]
        return chunk["file"], list(styles)
