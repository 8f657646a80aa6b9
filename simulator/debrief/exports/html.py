"""A document as one HTML page that prints well: no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from simulator.debrief.exports.document import MARK, MARK_SAYS, Document, Heading, Items, Paragraph, Table

#: How it looks, on paper and on a screen. A server whose policy forbids inline styles links to the same text.
STYLE: Final = """\
/* What is exported: one column, made for paper. */
:root { color-scheme: light dark; --ink: #12181f; --quiet: #576473; --line: #d9dfe6; --ground: #fff; --mark: #9a4300; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9edf2; --quiet: #9aa5b4; --line: #2f3845; --ground: #12161c; --mark: #ffb37a; }
}
@media print {
  :root { --ink: #000; --quiet: #444; --line: #bbb; --ground: #fff; --mark: #000; }
}
@page { size: A4; margin: 16mm 15mm; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
.mark { display: flex; flex-wrap: wrap; gap: 0 1em; align-items: baseline; margin: 0 0 1.25rem; padding: .45rem .8rem;
  border: 2px solid var(--mark); color: var(--mark); }
.mark b { letter-spacing: .12em; }
h1 { margin: 0; font-size: 1.7rem; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
.below { margin: .25rem 0 1.5rem; }
h2 { margin: 1.9rem 0 .5rem; font-size: 1.05rem; break-after: avoid; }
p { margin: .4rem 0; max-width: 75ch; white-space: pre-line; overflow-wrap: anywhere; }
.quiet, .below { color: var(--quiet); }
.strong { font-size: 1.1rem; }
ul { margin: .4rem 0; padding-left: 1.2rem; }
li { overflow-wrap: anywhere; }
table { width: 100%; margin: .5rem 0; border-collapse: collapse; font-size: .9rem; }
th, td { max-width: 30rem; padding: .3rem .7rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; white-space: pre-line; }
th { color: var(--quiet); font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:first-child, th:first-child { min-width: 4.6rem; }
tr { break-inside: avoid; }
@media print { body { font-size: 10pt; } main { max-width: none; padding: 0; } }
"""

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ mark }} · {{ document.title }}</title>
{% if href %}<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{{ href }}">{% else %}<style>
{{ style }}</style>{% endif %}
</head>
<body>
<main>
<p class="mark"><b>{{ mark }}</b> <span>{{ mark_says }}</span></p>
<h1>{{ document.title }}</h1>
<p class="below">{{ document.below }}</p>
{% for block in document.blocks %}{% if block is heading %}
<h2>{{ block.text }}</h2>{% elif block is paragraph %}
<p class="{{ block.kind }}">{{ block.text }}</p>{% elif block is items %}
<ul>{% for line in block.lines %}
<li>{{ line }}</li>{% endfor %}
</ul>{% elif block is table and block.read %}
<table>
<thead><tr>{% for cell in block.head %}<th scope="col">{{ cell }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in block.rows %}
<tr>{% for cell in row %}{% if cell is string %}<td>{{ cell }}</td>{% else %}<td class="number">{{ cell | shown }}</td>{% endif %}{% endfor %}</tr>{% endfor %}
</tbody>
</table>{% endif %}{% endfor %}
</main>
</body>
</html>
"""


def number(value: float) -> str:
    """A number as read: thousands apart, at most two digits after the point."""
    return f"{value:,.0f}" if isinstance(value, int) or float(value).is_integer() else f"{value:,.2f}"


def _environment() -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined)
    for name, kind in (("heading", Heading), ("paragraph", Paragraph), ("items", Items), ("table", Table)):
        made.tests[name] = _is(kind)
    made.filters["shown"] = number
    return made


def _is(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


_TEMPLATE: Final = _environment().from_string(_PAGE)


def as_html(document: Document, href: str = "") -> str:
    """The page. With `href` it links to its style sheet; without, it carries it and stands alone."""
    style = Markup(STYLE)  # noqa: S704 - our own constant
    return _TEMPLATE.render(document=document, href=href, style=style, mark=MARK, mark_says=MARK_SAYS)
