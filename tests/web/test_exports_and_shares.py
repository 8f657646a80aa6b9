"""Downloads and share links: whose they are, what leaves the drill in them, and that a withdrawn link tells nothing."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from after_drill import ended, revealed
from live_server import Drill, Table

WHATS = ("scorecard", "timeline", "postmortem", "journal")
FORMS = ("html", "md", "json", "csv")


def path(drill: Drill, seat: str, what: str, form: str) -> str:
    return f"{drill.path(seat)}/export/{what}.{form}"


def test_every_export_in_every_form_is_marked_and_names_nobody(table: Table) -> None:
    """EXERCISE stands at the top of each, and no name of anybody who sat in a seat anywhere in it."""
    drill = revealed(table, name="Zebedee Quill")
    trainee = drill.guest("ic", "Zebedee Quill")
    for seat, browser in (("gm", drill.host), ("ic", trainee)):
        for what in WHATS:
            for form in FORMS:
                answer = browser.get(path(drill, seat, what, form))
                assert answer.status_code == 200, (what, form)
                assert "EXERCISE" in answer.text[:900], (what, form)
                assert "Zebedee" not in answer.text, (what, form)
                assert "Ada" not in re.findall(r"\w+", answer.text), (what, form)
                assert answer.headers["Content-Disposition"].startswith('attachment; filename="exercise-a-shop')
    assert json.loads(trainee.get(path(drill, "ic", "scorecard", "json")).text)["mark"] == "EXERCISE"


def test_nothing_leaves_before_the_reveal_and_nothing_to_others(table: Table) -> None:
    """Not even the game master exports before it is revealed; responders, observers and strangers never."""
    drill = ended(table)
    for seat, browser in (("gm", drill.host), ("ic", drill.guest("ic"))):
        for what in WHATS:
            assert browser.get(path(drill, seat, what, "html")).status_code == 404
        assert browser.post(f"{drill.path(seat)}/shares", {"what": "postmortem"}).status_code == 404
    after = revealed(table)
    for seat in ("sam", "observer"):
        assert after.guest(seat).get(path(after, seat, "scorecard", "html")).status_code == 404
    assert table.browser().get(path(after, "ic", "scorecard", "html")).status_code == 404
    for what, form in (("scorecard", "pdf"), ("secret", "html"), ("journal", "exe")):
        assert after.host.get(path(after, "gm", what, form)).status_code == 404


def test_the_journal_that_can_be_replayed_is_the_game_masters(table: Table, tmp_path) -> None:
    """It holds names, so it is nobody else's; what is downloaded replays and is scored."""
    from simulator.journal import follow, read, recorded

    drill = revealed(table)
    assert drill.guest("ic").get(path(drill, "ic", "journal", "journal")).status_code == 404
    file = tmp_path / "it.journal"
    file.write_bytes(drill.host.get(path(drill, "gm", "journal", "journal")).content)
    journal = read(file)
    room = table.room(drill)
    assert follow(journal).digest() == room.drill.digest()
    assert list(recorded(journal).facts) == room.drill.facts
    assert journal.archive is not None
    assert list(journal.archive.truth) == list(room.drill.truth_table())


def test_what_people_typed_is_text_everywhere(table: Table) -> None:
    """A formula in a cell stays a text, and markup in a title or a declaration stays what was typed."""
    drill = revealed(table)
    sheet = list(csv.reader(io.StringIO(drill.host.get(path(drill, "gm", "journal", "csv")).content.decode())))
    assert any("=cmd|" in cell for row in sheet for cell in row)
    assert not [cell for row in sheet for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    written = drill.host.get(f"{drill.path('gm')}/postmortem.json").json()["written"]
    nasty = written | {
        "title": "<script>alert(1)</script>", "sense": "</p><img src=x onerror=alert(1)>\n[x](javascript:alert(1))",
        "actions": [{"says": '=HYPERLINK("http://x")', "owner": "@SUM(1)", "kind": "mitigate"}],
    }  # fmt: skip
    assert drill.host.post(f"{drill.path('gm')}/postmortem/save", {"version": 0, "written": nasty}).status_code == 200
    html = drill.host.get(path(drill, "gm", "postmortem", "html")).text
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    markdown = drill.host.get(path(drill, "gm", "postmortem", "md")).text
    assert "<script" not in markdown.replace("\\<script", "")
    assert "[x](" not in markdown
    items = list(csv.reader(io.StringIO(drill.host.get(path(drill, "gm", "postmortem", "csv")).content.decode())))
    assert items[2][0] == '\'=HYPERLINK("http://x")'
    assert items[2][2] == "'@SUM(1)"


def test_who_shares_what(table: Table) -> None:
    """The scorecard is the trainee's to share; the postmortem both may; nothing else is shared by anybody."""
    drill = revealed(table)
    trainee = drill.guest("ic")
    gm, ic = f"{drill.path('gm')}/shares", f"{drill.path('ic')}/shares"
    assert drill.host.post(gm, {"what": "scorecard"}).status_code == 403
    assert drill.host.post(gm, {"what": "journal"}).status_code == 400
    assert drill.host.post(gm, {"what": ["scorecard"]}).status_code == 400
    assert drill.host.post(gm, {"what": "postmortem"}).status_code == 200
    assert trainee.post(ic, {"what": "scorecard"}).status_code == 200
    assert drill.host.get(f"{gm}.json").json()["may"] == ["postmortem"]
    assert [one["what"] for one in trainee.get(f"{ic}.json").json()["shares"]] == ["postmortem", "scorecard"]


@pytest.mark.parametrize("what", ["scorecard", "postmortem"])
def test_a_link_is_read_without_a_seat_until_it_is_withdrawn(table: Table, what: str) -> None:
    """Whoever has it reads the marked page, under the strict policy and without a script; afterwards it is an address like no other."""
    drill = revealed(table, name="Zebedee")
    trainee, stranger = drill.guest("ic"), table.browser()
    made = trainee.post(f"{drill.path('ic')}/shares", {"what": what}).json()
    address = made["link"].removeprefix(table.base)
    page = stranger.get(address)
    assert page.status_code == 200
    assert "EXERCISE" in page.text
    assert "Zebedee" not in page.text
    assert drill.id not in page.text
    assert "<style" not in page.text
    assert "<script" not in page.text
    assert stranger.get("/static/export.css").status_code == 200
    assert trainee.post(f"{drill.path('ic')}/shares/{made['id']}/revoke").status_code == 200
    gone = stranger.get(address)
    assert gone.status_code == 404
    assert trainee.get(f"{drill.path('ic')}/shares.json").json()["shares"] == []


def test_withdrawn_forged_and_unknown_look_the_same(table: Table) -> None:
    """Byte for byte, headers and all: nobody learns from a dead link that there was something."""
    drill = revealed(table)
    made = drill.host.post(f"{drill.path('gm')}/shares", {"what": "postmortem"}).json()
    drill.host.post(f"{drill.path('gm')}/shares/{made['id']}/revoke")
    live = drill.host.post(f"{drill.path('gm')}/shares", {"what": "postmortem"}).json()["link"].removeprefix(table.base)
    signer = table.parts.signer
    addresses = (
        made["link"].removeprefix(table.base),
        live[:-1] + ("A" if live[-1] != "A" else "B"),
        f"/share/{signer.sign('share', 'nothing')}",
        f"/share/{signer.sign('grant', live)}",
        f"/share/{signer.sign('link', made['id'])}",
        "/share/x",
        "/share/" + "x" * 3000,
    )
    answers = [table.browser().get(address) for address in addresses]
    seen = {(one.status_code, one.content, tuple((k, v) for k, v in one.headers.items() if k != "Date")) for one in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 404


def test_nobody_withdraws_a_link_of_another_drill(table: Table) -> None:
    """A link is withdrawn from its own drill only."""
    mine, theirs = revealed(table), revealed(table)
    made = theirs.host.post(f"{theirs.path('gm')}/shares", {"what": "postmortem"}).json()
    assert mine.host.post(f"{mine.path('gm')}/shares/{made['id']}/revoke").status_code == 404
    assert table.browser().get(made["link"].removeprefix(table.base)).status_code == 200


def test_links_come_to_an_end(table: Table) -> None:
    """Twenty stand at most; then one has to be withdrawn first, and it says so."""
    drill = revealed(table)
    answers = [drill.host.post(f"{drill.path('gm')}/shares", {"what": "postmortem"}) for _ in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [409]
    assert "Withdraw one" in answers[-1].json()["try_instead"]


def test_the_linked_style_is_the_one_that_is_carried() -> None:
    """`web/static/export.css` is `simulator.debrief.exports.html.STYLE`, to the byte."""
    from pathlib import Path

    from simulator.debrief.exports.html import STYLE

    assert (Path(__file__).parents[2] / "web" / "static" / "export.css").read_text(encoding="utf-8") == STYLE
