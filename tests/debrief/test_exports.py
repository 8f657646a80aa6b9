"""Exports: marked, whole, safe to open, and without anybody's name."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from finished_drills import subject
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from simulator.debrief.exports.aliases import aliases, hidden, hider
from simulator.debrief.exports.document import Document, Heading, Items, Paragraph, Table
from simulator.debrief.exports.export import Form, What, export
from simulator.debrief.exports.html import as_html
from simulator.debrief.exports.markdown import as_markdown
from simulator.debrief.exports.sheet import as_csv
from simulator.debrief.exports.subject import Subject
from simulator.debrief.written import ActionItem, Factor
from simulator.record import facts as f
from simulator.record.seats import Holder

HARD = subject("cloudflare-2019-07-02", "novice")

NASTY = (
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "\t=1", "  =1", "<script>alert(1)</script>", "</p><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))", "![x](http://e.vil/x.png)", "| a | b |", "# not a heading", "- not an item", "1. not a number",
    "```", "<!-- gone", "&lt;b&gt;", "a\nb", "https://e.vil", "www.e.vil", "x" * 5000, "{{ 7*7 }}", "{% raw %}", 'quote " it', "\\", "\uff1d1",
)  # fmt: skip


class _Tags(HTMLParser):
    """Every tag, attribute and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: str) -> _Tags:
    tags = _Tags()
    tags.feed(page)
    return tags


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize(
    "scenario", [("cloudflare-2019-07-02", "novice"), ("first-page", "do-nothing"), ("red-wall", "competent")]
)
def test_every_export_is_marked_at_its_top(scenario: tuple[str, str], what: What, form: Form) -> None:
    """Whatever is exported of whatever drill says EXERCISE before it says anything else."""
    text = export(subject(*scenario), what, form)
    assert "EXERCISE" in text[:900]
    assert len(text) > 60


def written(text: str) -> Subject:
    """A drill whose postmortem says the same everywhere."""
    mine = replace(
        HARD.postmortem.written,
        title=text, owner=text, summary=text, sense=text, went_well=text, lucky=text, external=text, tags=text, audience=text,
        factors=(Factor(text, "change", text, text, text),),
        actions=(ActionItem(text, "prevent", text, text, 1, text),),
    )  # fmt: skip
    return HARD.with_text(mine, "draft")


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_what_people_wrote_is_text_in_every_form(text: str) -> None:
    """No markup, no link, no formula comes of it, and it can be read."""
    page = parsed(export(written(text), What.POSTMORTEM, Form.HTML))
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "main", "p", "b", "span", "h1", "h2", "table", "thead", "tbody", "tr", "th",
        "td", "ul", "li",
    }  # fmt: skip
    assert page.attributes <= {"lang", "charset", "name", "content", "class", "scope"}
    assert text.strip()[:40] in page.text
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        export(written(text), What.POSTMORTEM, Form.MARKDOWN)
    )
    tags = parsed(rendered).tags
    assert tags <= {"p", "strong", "h1", "h2", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "br"}
    sheet = list(csv.reader(io.StringIO(export(written(text), What.POSTMORTEM, Form.CSV))))
    assert len(sheet) == 3
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d")) for row in sheet for cell in row)
    assert json.loads(export(written(text), What.POSTMORTEM, Form.JSON))["written"]["sense"] == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_in_a_document_can_be_rendered(one: str, two: str) -> None:
    """Any text: every form is made, the sheet has its rows and columns, and none of its cells is a formula."""
    document = Document(
        one, two, (Heading(two), Paragraph(one), Items((one, two)), Table(("a", "b"), ((one, two), (two, 3)), sheet=True))
    )
    as_html(document)
    as_markdown(document)
    rows = list(csv.reader(io.StringIO(as_csv(document), newline="")))
    assert [len(row) for row in rows] == [3, 2, 2, 2]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_numbers_stay_numbers_in_a_sheet() -> None:
    """A spreadsheet can reckon with them, negative ones too; no quotation mark makes them a text."""
    text = as_csv(Document("t", "", (Table(("n",), ((-3,), (2.5,), (1234567.0,)), sheet=True),)))
    assert text.split("\r\n")[2:5] == ["-3", "2.5", "1234567"]


def test_a_page_stands_alone_and_loads_nothing() -> None:
    """No script, no address, no style from elsewhere; linked, it carries no style of its own."""
    alone = export(HARD, What.SCORECARD, Form.HTML)
    assert "<style>" in alone
    assert not re.search(r"<link|<script|src=|url\(|@import", alone)
    linked = export(HARD, What.SCORECARD, Form.HTML, href="/static/export.css")
    assert "<style" not in linked
    assert 'href="/static/export.css"' in linked


def test_a_scorecard_has_neither_total_nor_rank() -> None:
    """Not in its figures and not in its words."""
    for form in Form:
        assert not re.search(
            r"\b(total|rank|stars?|score:|percentile|out of 100)\b", export(HARD, What.SCORECARD, form), re.IGNORECASE
        )


def test_the_postmortem_does_not_carry_the_scenarios_hints() -> None:
    """What people did not take over is not theirs."""
    assert "hints" not in json.loads(export(HARD, What.POSTMORTEM, Form.JSON))["derived"]


def seated(*names: tuple[str, str]) -> Subject:
    """The drill with people at its seats."""
    first = HARD.facts[0]
    taken = tuple(replace(first, body=f.SeatTaken(seat, Holder.HUMAN, name)) for seat, name in names)
    said = replace(first, body=f.IncidentStoodDown("x"))
    return replace(HARD, facts=(*taken, *HARD.facts, said))


def test_names_are_replaced_by_roles_unless_asked_for() -> None:
    """Wherever a name stands; the fiction's people keep theirs; parts of other words stay."""
    one = seated(("ic", "Kim Li"), ("gm", "Ada"), ("tom", "Sven"))
    mine = replace(one.postmortem.written, sense="Kim Li asked Sven and Ada. Tom knew. Adagio, Kim Lind, McAda.")
    one = one.with_text(mine, "draft")
    for form in (Form.HTML, Form.MARKDOWN, Form.JSON):
        text = export(one, What.POSTMORTEM, form)
        assert not re.search(r"\bKim Li\b|\bSven\b|\bAda\b", text)
        assert "Adagio" in text
        assert "McAda" in text
        assert "Tom" in text
        assert "Kim Li" in export(one, What.POSTMORTEM, form, names=True)
    assert "Incident Commander asked Responder (" in export(one, What.POSTMORTEM, Form.HTML)


def test_somebody_called_like_the_fiction_or_like_nothing_changes_nothing() -> None:
    """A player named as a person of the scenario, or with a blank name, leaves the texts as they are."""
    assert aliases(HARD.scenario, seated(("ic", "Tom"), ("gm", " "), ("ic", "Commander")).facts) == {}
    assert hider({})("as it was") == "as it was"
    assert hidden({"a": ["Kim", 1, None]}, hider({"Kim": "IC", "Kim Li": "x"})) == {"a": ["IC", 1, None]}
    assert hider({"a.b": "x"})("a.b acb") == "x acb"


def test_others_known_to_have_had_a_seat_are_hidden_as_well() -> None:
    """Who was given a link and never came is nobody's business either."""
    one = replace(HARD, others=(("observer", "Quentin"),))
    one = one.with_text(replace(one.postmortem.written, sense="Quentin watched."), "draft")
    assert "Observer watched." in export(one, What.POSTMORTEM, Form.MARKDOWN)


def test_a_figure_on_paper_can_be_traced_on_paper() -> None:
    """The facts that a measure names stand in the same document, with their second and in words; the sheet for reckoning is in the CSV alone."""
    page = export(HARD, What.SCORECARD, Form.MARKDOWN)
    named = {n for line in HARD.card.lines for n in line.evidence}
    told = {fact.n for fact in HARD.card.facts}
    assert named
    assert told
    assert all(f"| {n} | " in page for n in named & told)
    assert "| M3 |" not in page
    assert '\n"M3",' in export(HARD, What.SCORECARD, Form.CSV)
