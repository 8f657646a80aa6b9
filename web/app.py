"""The application: its parts, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from web.after.commands import commands
from web.after.exports import exports
from web.after.postmortem import postmortem
from web.after.replay import replay
from web.after.scorecard import scorecard
from web.after.shares import shares
from web.archives import Archives
from web.compress import compress_assets
from web.derived import Derived
from web.doors import Assets, Doors
from web.library import Library
from web.pacer import Pacer
from web.pages import pages
from web.postmortems import Postmortems
from web.presence import Presence
from web.rooms import Closed, Rooms
from web.scorecards import Scorecards
from web.seats import Signer
from web.settings import MAX_MESSAGE, Settings
from web.sockets import Sockets
from web.store import Grant, Store, Unavailable
from web.transport import DoorKeeper

_HERE = Path(__file__).parent

log = structlog.get_logger()

_POLICY = "; ".join(  # noqa: FLY002 - a list of directives, not a sentence
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'",
        "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types svelte-trusted-html",
    )
)  # fmt: skip

#: What follows EndEx, a file each.
_AFTER = (commands, exports, postmortem, replay, scorecard, shares)

_WORDS = {
    400: ("This could not be read", "Something in the request was not as expected."),
    404: ("Nothing here", "There is no such page, or it is not for this browser. A link may have been withdrawn."),
    405: ("Not this way", "This address does not take that kind of request."),
    413: ("Too large", "What was sent is larger than anything expected here."),
}


@dataclass(slots=True)
class Parts:
    """Everything the application is made of, for those who need more than one piece."""

    settings: Settings
    store: Store
    signer: Signer
    library: Library
    sockets: Sockets
    rooms: Rooms
    derived: Derived
    archives: Archives
    scorecards: Scorecards
    postmortems: Postmortems
    assets: Assets
    app: Flask
    pacer: Pacer

    @property
    def host_link(self) -> str:
        return f"{self.settings.url}/host/{self.signer.sign('host-link', 'host')}"

    def seat_link(self, grant: Grant) -> str:
        """The link that seats a browser; as good as the grant it names."""
        return f"{self.settings.url}/s/{self.signer.sign('link', grant.id)}"


def make(settings: Settings, async_mode: str) -> Parts:
    """The whole application; nothing runs yet. `async_mode` is gevent or threading."""
    app = Flask("web", static_folder=str(_HERE / "static"), template_folder=str(_HERE / "templates"))
    app.config.update(MAX_CONTENT_LENGTH=MAX_MESSAGE, SECRET_KEY=settings.secret)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    store = Store(settings.data / "drills.sqlite3")
    signer = Signer(settings.secret)
    sockets = Sockets(store, signer)
    derived = Derived(store)
    rooms = Rooms(store, sockets, derived.at_end)
    sockets.rooms = rooms
    sockets.attach(app, async_mode)
    pacer = Pacer(rooms, Presence(sockets.occupied), sockets.io.sleep)
    rooms.bring_up = pacer.bring_up
    library = Library(settings.scenarios)
    archives, scorecards = Archives(store, rooms, derived), Scorecards(derived, rooms, store, library.par_of)
    rooms.after_end = archives.after_end
    parts = Parts(
        settings, store, signer, library, sockets, rooms, derived, archives, scorecards, Postmortems(store, scorecards),
        Assets(_HERE / "static"), app, pacer,
    )  # fmt: skip
    doors = Doors(parts)
    for blueprint in (pages, *_AFTER):
        app.register_blueprint(blueprint(parts, doors))
    app.after_request(_guard)
    compress_assets(app)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(Closed, lambda error: _say(409, "This drill cannot be opened", str(error)))
    app.register_error_handler(
        Unavailable, lambda error: _say(503, "The record cannot be read at the moment", f"The database says: {error}.")
    )
    app.register_error_handler(Exception, _our_problem)
    app.wsgi_app = DoorKeeper(app.wsgi_app, settings.hosts)  # type: ignore[method-assign]
    return parts


def _guard(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.path.startswith("/static/"):
        answer.headers["Cache-Control"] = "no-store"
    elif request.path.startswith("/static/built/assets/"):
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _http_problem(error: HTTPException) -> Any:
    status = error.code or 500
    return _say(status, *_WORDS.get(status, ("That did not work", "Please go back and try again.")))


def _our_problem(error: Exception) -> Any:
    log.error("page", path=request.path, exc_info=error)
    return _say(500, "Something went wrong on our side", "Nothing you did is lost. Go back and try again.")


def _say(status: int, title: str, says: str) -> Any:
    """A problem in words: as JSON where a program asked, as a page where a person did."""
    if request.path.startswith("/api/") or request.path.endswith(".json") or request.is_json:
        return {"says": f"{title}. {says}", "try_instead": ""}, status
    return make_response(render_template("problem.html", title=title, says=says), status)
