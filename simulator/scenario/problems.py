"""A problem in a scenario file and the picture drawn of it: `file:line:column: message`, line, caret, hint.

Not the sentences, which are in `wording`, and not the finding of problems, which is done by `source`, `shape`,
`texts`, `references` and `lint`. A problem is a value: nothing here is raised.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Where in the tree: keys and list positions from the root.
Path = tuple[str | int, ...]

#: More than this nobody reads in one go, and a hostile file could otherwise make an endless report.
MOST_PROBLEMS = 50

#: A snippet wider than a terminal hides its own caret.
WIDEST_SNIPPET = 110

_SINGULAR = {
    "journeys": "journey",
    "services": "service",
    "tools": "tool",
    "switches": "switch",
    "changes": "change",
    "runbooks": "runbook",
    "people": "person",
    "alerts": "alert",
    "faults": "fault",
    "signals": "signal",
    "findings": "finding",
    "mitigations": "mitigation",
    "msel": "inject",
    "meters": "meter",
    "instruments": "instrument",
    "initiatives": "initiative",
    "acts": "act",
}

#: Keys that would read as part of the sentence around them.
_SMALL_WORDS = ("after", "at", "by", "for", "from", "in", "is", "of", "on", "per", "to", "when", "with", "within")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line. Line and column count from 1, in characters."""

    file: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it."""

    place: Place
    path: Path
    code: str
    message: str
    hint: str = ""


Problems = tuple[Problem, ...]


def named(path: Path, tree: object = None) -> str:
    """A thing in the file in an author's words: `takes of service "db"`, never an index.

    `tree` lets items of lists be called by what they hold: the call to "db", history at "16:36".
    """
    words: list[str] = []
    keys: list[str] = []
    here, at = tree, 0
    while at < len(path):
        step = path[at]
        here = _within(here, step)
        kind = _SINGULAR.get(step) if isinstance(step, str) and _holds_ids(path[:at]) else None
        if kind is not None and at + 1 < len(path):
            at += 1
            here = _within(here, path[at])
            words.append(f'{kind} "{path[at]}"')
            keys = []
        elif isinstance(step, int):
            item = _item(keys[-1] if keys else "", here)
            if item:
                words.append(item)
                keys = []
        else:
            keys.append(step)
        at += 1
    if keys == ["to"] and words and words[-1].startswith("the call"):
        keys = []
    if keys:
        shown = keys[1:] if keys[0] in ("system", "secret") and len(keys) > 1 and not words else keys
        text = ".".join(shown)
        words.append(f"`{text}`" if text in _SMALL_WORDS and words else text)
    return " of ".join(reversed(words)) or "the scenario"


def picture(problem: Problem, lines: Sequence[str], severity: str = "") -> str:
    """The problem as people read it in a terminal; `lines` are those of its file."""
    place = problem.place
    title = f"{place.file}:{place.line}:{place.column}: {severity}{problem.message}"
    drawn = [title]
    if 1 <= place.line <= len(lines) and lines[place.line - 1].strip():
        text, start, length = _window(lines[place.line - 1], place.column - 1, place.length)
        number = str(place.line)
        margin = " " * len(number)
        drawn.append(f"  {number} | {text}")
        drawn.append(f"  {margin} | {' ' * _width(text[:start])}{'^' * max(1, _width(text[start : start + length]))}")
    if problem.hint:
        drawn.append(f"  hint: {problem.hint}")
    return "\n".join(drawn)


def pictures(problems: Iterable[Problem], text: str, severity: str = "") -> str:
    """Every problem, in the order of the file, one blank line apart."""
    lines = text.split("\n")
    return "\n\n".join(picture(problem, lines, severity) for problem in problems)


def ordered(problems: Iterable[Problem]) -> Problems:
    """Problems as they stand in the file, each once, at most `MOST_PROBLEMS`."""
    distinct = dict.fromkeys(problems)
    by_place = sorted(distinct, key=lambda problem: (problem.place.line, problem.place.column, problem.code))
    return tuple(by_place[:MOST_PROBLEMS])


def as_data(problem: Problem) -> dict[str, str | int]:
    """The problem for programs, as `wom check --json` prints it."""
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "path": ".".join(str(step) for step in problem.path),
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _holds_ids(before: Path) -> bool:
    """Whether a key after `before` may be one of the collections of things with ids."""
    return before in ((), ("system",), ("secret",))


def _within(tree: object, step: str | int) -> object:
    if isinstance(tree, dict):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        return tree[step]
    return None


def _item(key: str, item: object) -> str:
    """A list item by what it holds, or nothing when it has no name of its own."""
    if not isinstance(item, dict):
        return ""
    match key:
        case "calls" if isinstance(item.get("to"), str):
            return f'the call to "{item["to"]}"'
        case "history" if item.get("at") is not None:
            return f'history at "{item["at"]}"'
        case "ends" if isinstance(item.get("by"), str):
            return f'the end by "{item["by"]}"'
        case _:
            return ""


def _window(line: str, start: int, length: int) -> tuple[str, int, int]:
    """The part of a long line around the caret, without tabs, and where the caret stands in it."""
    clean = "".join(char if char.isprintable() else " " for char in line)
    length = max(1, min(length, len(clean) - start))
    if len(clean) <= WIDEST_SNIPPET:
        return clean, start, length
    left = max(0, min(start - WIDEST_SNIPPET // 3, len(clean) - WIDEST_SNIPPET))
    part = clean[left : left + WIDEST_SNIPPET]
    head, tail = ("…" if left else ""), ("…" if left + WIDEST_SNIPPET < len(clean) else "")
    return head + part + tail, start - left + len(head), min(length, len(part) - (start - left))


def _width(text: str) -> int:
    """Columns a terminal gives the text: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
