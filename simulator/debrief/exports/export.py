"""One export: what, in which form. The doors (`wom export`, the server's download and share links) stand on this."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from simulator.debrief.exports.aliases import aliases, hidden, hider
from simulator.debrief.exports.document import MARK, MARK_SAYS, Document, mapped
from simulator.debrief.exports.html import as_html
from simulator.debrief.exports.journal import journal_document, journal_plain
from simulator.debrief.exports.markdown import as_markdown
from simulator.debrief.exports.postmortem import postmortem_document, postmortem_plain
from simulator.debrief.exports.scorecard import scorecard_document, scorecard_plain
from simulator.debrief.exports.sheet import as_csv
from simulator.debrief.exports.subject import Subject
from simulator.debrief.exports.timeline import timeline_document, timeline_plain


class What(StrEnum):
    """What can be exported."""

    SCORECARD = "scorecard"
    TIMELINE = "timeline"
    POSTMORTEM = "postmortem"
    JOURNAL = "journal"


class Form(StrEnum):
    """In which form; the value is the ending of the file's name."""

    HTML = "html"
    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class _Maker:
    document: Callable[[Subject], Document]
    plain: Callable[[Subject], dict[str, Any]]


_MAKERS = {
    What.SCORECARD: _Maker(scorecard_document, scorecard_plain),
    What.TIMELINE: _Maker(timeline_document, timeline_plain),
    What.POSTMORTEM: _Maker(postmortem_document, postmortem_plain),
    What.JOURNAL: _Maker(journal_document, journal_plain),
}


def export(subject: Subject, what: What, form: Form, *, names: bool = False, href: str = "") -> str:
    """The text of the file, marked as an exercise at its top. With `names` people keep theirs; else their roles stand there.

    `href` is the style sheet a page links to; without one it stands alone.
    """
    hide = hider({} if names else aliases(subject.scenario, subject.facts, subject.others))
    maker = _MAKERS[what]
    if form is Form.JSON:
        answer = {"mark": MARK, "says": MARK_SAYS, "what": what.value, **hidden(maker.plain(subject), hide)}
        return json.dumps(answer, indent=1, ensure_ascii=True) + "\n"
    document = mapped(maker.document(subject), hide)
    match form:
        case Form.HTML:
            return as_html(document, href)
        case Form.MARKDOWN:
            return as_markdown(document)
        case Form.CSV:
            return as_csv(document)
        case _:
            assert_never(form)
