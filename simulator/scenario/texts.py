"""The texts of a scenario: `{{ name }}`, `{% if %}` and a few filters, and nothing else.

Jinja2 reads them, but never runs them: the parsed tree is held against an allow-list and walked here, so that
a text can cost no more than its own length. Not the sentences about a refused text, which are in `wording`;
its counterpart is `load`, which checks every text of a scenario, and whoever renders one during a drill.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

#: What a text may name, and what it says. A drill gives a value to each; an unknown value reads as `UNKNOWN`.
NAMES: Final[Mapping[str, str]] = {
    "alias": "the title the trainee sees",
    "clock": "the time now, in UTC",
    "minutes": "whole minutes since the first page",
    "severity": "the severity declared, as SEV1; empty before",
    "declared": "true once an incident is declared",
    "ic": "the name of whoever holds command; empty when nobody does",
    "comms": "the name of the comms lead; empty when nobody does",
    "hurt": "users hurt now, rounded as people round",
    "success": "the lowest success of a core journey now, as 62 %",
    "next_update": "the time of the next promised update; empty when none is",
    "posted": "true once a public update stands",
}

UNKNOWN: Final = "unknown"
LONGEST_RENDERED: Final = 8_000

#: Each shortens or keeps its input; none can multiply it.
FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "trim": str.strip,
}

_MOST_TOKENS = 200
_MARK_BEGINS = re.compile(r"\{[{%#]")
_MARK = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\{#.{0,200}?#\}", re.DOTALL)
_TOKENS = frozenset({
    "data", "whitespace", "name", "string", "variable_begin", "variable_end", "block_begin", "block_end",
})  # fmt: skip
_OPERATORS = frozenset({"|", "==", "!="})
_ENVIRONMENT: Final = SandboxedEnvironment(keep_trailing_newline=True, autoescape=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is refused: the code of the sentence, the stretch it is about, and which occurrence of it."""

    code: str
    snippet: str
    nth: int = 0
    word: str = ""
    known: tuple[str, ...] = ()


def faults(text: str, names: Mapping[str, str] = NAMES) -> tuple[Fault, ...]:
    """Everything in a text beyond the allow-list; nothing when it is fine."""
    if "{" not in text:
        return ()
    parsed = _parsed(text)
    if isinstance(parsed, Fault):
        return (parsed,)
    return tuple(_unknown(parsed, text, names))


def render(text: str, names: Mapping[str, object]) -> str:
    """The text with its names filled in; a name without a value reads as unknown, and the whole is capped.

    A text that `faults` would refuse is given back as it stands: nothing of it is carried out.
    """
    if "{" not in text:
        return text[:LONGEST_RENDERED]
    parsed = _parsed(text)
    if isinstance(parsed, Fault):
        return text[:LONGEST_RENDERED]
    return "".join(_rendered(parsed, names))[:LONGEST_RENDERED]


# -- reading ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[nodes.Node, ...] | Fault:
    """The allowed tree of a text. Tokens are held against the allow-list first, so that no nesting is parsed."""
    wrong = _wrong_token(text)
    if wrong is not None:
        return wrong
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        return Fault("text-unreadable", _mark_on_line(text, error.lineno))
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            return Fault("text-beyond", _mark_on_line(text, node.lineno))
        if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
            return Fault("text-filter", node.name, word=node.name, known=tuple(FILTERS))
    return tuple(tree.body)


_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Filter, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Const,
)  # fmt: skip


def _wrong_token(text: str) -> Fault | None:
    marks = tokens = 0
    in_mark = block_word = False
    try:
        for _line, kind, value in _ENVIRONMENT.lex(text):
            tokens += kind not in ("data", "whitespace")
            if kind in ("variable_begin", "block_begin"):
                marks += 1
                in_mark, block_word = True, kind == "block_begin"
            elif kind in ("variable_end", "block_end"):
                in_mark = False
            elif kind == "name" and block_word:
                block_word = False
                if value not in ("if", "elif", "else", "endif"):
                    return _beyond(text, marks)
            elif kind == "name" and in_mark and value in ("if", "else", "is", "in"):
                return _beyond(text, marks)
            if kind not in _TOKENS and value not in _OPERATORS:
                return _beyond(text, marks if in_mark else marks + 1)
            if tokens > _MOST_TOKENS:
                return Fault("text-too-many", _MARK_BEGINS.findall(text)[0])
    except TemplateSyntaxError as error:
        return Fault("text-unreadable", _mark_on_line(text, error.lineno))
    return None


def _beyond(text: str, number: int) -> Fault:
    """The refusal of the `number`th mark of a text, counted from 1; one that never closes is told as that."""
    begins = [found.start() for found in _MARK_BEGINS.finditer(text)][:number]
    if not begins:
        return Fault("text-beyond", "{")
    whole = _MARK.match(text, begins[-1])
    if whole is None:
        return Fault("text-unreadable", text[begins[-1] :].partition("\n")[0][:40])
    earlier = sum(text.startswith(whole[0], at) for at in begins[:-1])
    return Fault("text-beyond", whole[0], earlier)


def _unknown(parsed: tuple[nodes.Node, ...], text: str, names: Mapping[str, str]) -> list[Fault]:
    found: list[Fault] = []
    for top in parsed:
        for node in [top] if isinstance(top, nodes.Name) else top.find_all(nodes.Name):
            if node.name not in names:
                nth = _occurrence(text, node.name, node.lineno)
                found.append(Fault("text-name", node.name, nth, node.name, tuple(names)))
    return list(dict.fromkeys(found))


def _mark_on_line(text: str, line: int) -> str:
    """The first `{{` or `{%` of a line, with what follows it, to point at."""
    lines = text.split("\n")
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    starts = [at for at in (here.find("{{"), here.find("{%"), here.find("{#"), here.find("{")) if at >= 0]
    if not starts:
        return "{"
    start = min(starts)
    ends = [at + 2 for at in (here.find("}}", start), here.find("%}", start), here.find("#}", start)) if at >= 0]
    return here[start : min(ends) if ends else min(len(here), start + 40)]


def _occurrence(text: str, name: str, line: int) -> int:
    """How often the name stood in the text before the mark that uses it."""
    before = "\n".join(text.split("\n")[: line - 1])
    inside = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    mark = min((at for at in (inside.find("{{"), inside.find("{%")) if at >= 0), default=0)
    return before.count(name) + inside[:mark].count(name)


# -- walking ------------------------------------------------------------------------------------------------


def _rendered(body: tuple[nodes.Node, ...] | list[nodes.Node], names: Mapping[str, object]) -> list[str]:
    parts: list[str] = []
    for node in body:
        match node:
            case nodes.Output():
                parts.extend(_written(_value(each, names)) for each in node.nodes)
            case nodes.If():
                parts.extend(_rendered(_branch(node, names), names))
    return parts


def _branch(node: nodes.If, names: Mapping[str, object]) -> list[nodes.Node]:
    arms: list[nodes.If] = [node, *node.elif_]
    for arm in arms:
        test = arm.test
        if isinstance(test, nodes.Expr) and _value(test, names):
            return arm.body
    return node.else_


def _value(node: nodes.Expr, names: Mapping[str, object]) -> object:
    match node:
        case nodes.TemplateData():
            return node.data
        case nodes.Const():
            return node.value
        case nodes.Name():
            return names.get(node.name)
        case nodes.Filter() if node.node is not None:
            return FILTERS[node.name](_written(_value(node.node, names)))
        case nodes.Not():
            return not _value(node.node, names)
        case nodes.And():
            return _value(node.left, names) and _value(node.right, names)
        case nodes.Or():
            return _value(node.left, names) or _value(node.right, names)
        case nodes.Compare():
            left = _value(node.expr, names)
            return all((_value(op.expr, names) == left) is (op.op == "eq") for op in node.ops)
        case _:
            raise AssertionError("a node beyond the allow-list was walked")


def _written(value: object) -> str:
    return UNKNOWN if value is None else str(value)
