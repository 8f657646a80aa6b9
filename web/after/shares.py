"""Share links: the trainee shows the scorecard, trainee or game master show the postmortem, to whoever has the link; each can be withdrawn.

Without one, trainee and game master alone read them. What a link leads to is the exported page. A link that was withdrawn, forged or
never made is answered like any address that is not there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, make_response, request

from simulator.debrief.exports.export import Form, What, export
from simulator.record.seats import GM, IC
from web.doors import Doors, changing, no, sent_object
from web.rooms import Closed
from web.seats import new_id
from web.store import Share

if TYPE_CHECKING:
    from web.app import Parts

#: What may be shared, and by whom (SCORING 4.6).
_WHO = {What.SCORECARD: (IC,), What.POSTMORTEM: (IC, GM)}
#: Links of one drill that stand at the same time.
_MOST = 20


def shares(parts: Parts, doors: Doors) -> Blueprint:
    """The blueprint."""
    pages = Blueprint("shares", __name__)
    store, signer = parts.store, parts.signer

    def told(share: Share) -> dict[str, Any]:
        link = f"{request.host_url}share/{signer.sign('share', share.id)}"
        return {"id": share.id, "what": share.what, "by": share.made_by, "made_at": share.made_at, "link": link}

    @pages.get("/d/<drill>/<seat>/shares.json")
    def standing(drill: str, seat: str) -> Any:
        doors.scored(drill, seat)
        may = [what.value for what, seats in _WHO.items() if seat in seats]
        return jsonify({"may": may, "shares": [told(share) for share in store.shares(drill)]})

    @pages.post("/d/<drill>/<seat>/shares")
    @changing
    def add(drill: str, seat: str) -> Any:
        doors.scored(drill, seat)
        if doors.finished(drill) is None:
            abort(404)
        what = sent_object().get("what")
        if not isinstance(what, str) or what not in _WHO:
            return no(400, "This cannot be shared.", "The scorecard and the postmortem can.")
        if seat not in _WHO[What(what)]:
            return no(
                403, "Sharing the scorecard is the trainee's own choice.", "Ask them; the postmortem can be shared from here."
            )
        if len(store.shares(drill)) >= _MOST:
            return no(409, f"{_MOST} links of this drill stand already.", "Withdraw one that nobody needs any more.")
        share = Share(new_id(), drill, what, seat, int(time.time()), False)
        store.add_share(share)
        return jsonify(told(share))

    @pages.post("/d/<drill>/<seat>/shares/<share>/revoke")
    @changing
    def revoke(drill: str, seat: str, share: str) -> Any:
        """Either of the two may withdraw any link: fewer readers need no permission."""
        doors.scored(drill, seat)
        found = store.share(share)
        if found is None or found.drill != drill:
            abort(404)
        store.revoke_share(share)
        return jsonify({})

    @pages.get("/share/<token>")
    def shared(token: str) -> Response:
        id_ = signer.read("share", token)
        found = store.share(id_) if id_ else None
        if found is None or found.revoked:
            abort(404)
        try:
            finished = doors.finished(found.drill)
        except Closed:
            finished = None
        if finished is None:
            abort(404)
        page = export(parts.postmortems.subject(finished), What(found.what), Form.HTML, href="/static/export.css")
        answer = make_response(page)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return pages
