"""The bytes of a scenario file as a plain tree with a place for every key and value.

The only module that knows YAML. It reads a strict part of YAML 1.2: no aliases, anchors, tags, merge keys or
second documents, and only `true`, `false`, `null`, whole and decimal numbers are anything but text, so that
`12:30`, `no` and `014` stay what the author wrote. It knows no key of the language; its counterpart is `shape`,
which does. Whatever the bytes, the answer is a value: `Loaded`, or the problems of this pass.

The tree is built from the parser's event stream with a stack of our own, so that neither depth nor size of a
hostile file is met before it is counted.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

from simulator.scenario import wording
from simulator.scenario.problems import MOST_PROBLEMS, Path, Place, Problem, Problems, ordered

LARGEST_FILE = 256_000
DEEPEST = 20
MOST_NODES = 20_000

#: Beyond this a number is no quantity of this language; it stays text and the field says so.
LONGEST_NUMBER = 18

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+|\.)?(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

Scalar = str | int | float | bool | None


class Stretch(NamedTuple):
    """From one position of the text to another; lines and columns count from 0."""

    line: int
    column: int
    end_line: int
    end_column: int


#: Where something begins and ends, as the parser marks it: a `Stretch` once somebody asks.
Marks = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that is sound as text: its tree, and where each key and value of it stands."""

    file: str
    text: str
    lines: list[str]
    tree: dict[str, Any]
    keys: dict[Path, Marks]
    values: dict[Path, Marks]

    def place_of_key(self, path: Path) -> Place:
        """Where the key at `path` stands, or the nearest thing around it."""
        while path:
            if path in self.keys:
                return self._place(_between(self.keys[path]))
            if path in self.values:
                return self._place(_between(self.values[path]))
            path = path[:-1]
        return Place(self.file, 1, 1, 1)

    def place_of(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest thing around it."""
        if path in self.values:
            stretch = _between(self.values[path])
            if path in self.keys and (stretch.end_line > stretch.line or isinstance(self._at(path), dict)):
                return self._place(_between(self.keys[path]))
            return self._place(stretch)
        return self.place_of_key(path)

    def place_in(self, path: Path, snippet: str, nth: int = 0) -> Place:
        """Where the `nth` occurrence of `snippet` stands inside the text value at `path`."""
        if path not in self.values:
            return self.place_of(path)
        stretch = _between(self.values[path])
        for row, line in enumerate(self.lines[stretch.line : stretch.end_line + 1]):
            start = stretch.column if row == 0 else 0
            while (found := line.find(snippet, start)) >= 0:
                if nth == 0:
                    return Place(self.file, stretch.line + row + 1, found + 1, len(snippet))
                nth, start = nth - 1, found + 1
        return self.place_of(path)

    def _at(self, path: Path) -> object:
        here: Any = self.tree
        for step in path:
            here = here[step]
        return here

    def _place(self, stretch: Stretch) -> Place:
        return _place(self.file, self.lines, stretch)


def load(raw: bytes, file: str) -> Loaded | Problems:
    """The tree of a file, or every problem that keeps it from being one."""
    text = _decoded(raw, file)
    if isinstance(text, Problem):
        return (text,)
    builder = _Builder(file, text)
    unwanted = list(_unwanted(text, file))
    if unwanted:
        return ordered(unwanted)
    tree = builder.build()
    if builder.problems:
        return ordered(builder.problems)
    assert isinstance(tree, dict), "a root that is no mapping is a problem"
    return Loaded(file, text, builder.lines, tree, builder.keys, builder.values)


# -- from bytes to text -------------------------------------------------------------------------------------


def _decoded(raw: bytes, file: str) -> str | Problem:
    start = Place(file, 1, 1, 1)
    if len(raw) > LARGEST_FILE:
        return _problem(start, (), "file-too-large", size=f"{len(raw):,}", most=f"{LARGEST_FILE:,}")
    for mark, encoding in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            return _problem(start, (), "other-encoding", encoding=encoding)
    if raw[:4].count(0) >= 1 and len(raw) >= 2:
        return _problem(start, (), "other-encoding", encoding="UTF-32" if raw[:4].count(0) == 3 else "UTF-16")
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw.removeprefix(b"\xef\xbb\xbf")[: error.start].decode("utf-8")
        before = before.replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        broken = raw.removeprefix(b"\xef\xbb\xbf")[error.start]
        return _problem(Place(file, line, column, 1), (), "not-utf-8", byte=f"0x{broken:02x}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unwanted(text: str, file: str) -> Iterator[Problem]:
    """Characters that no editor shows and YAML versions read differently."""
    for many, found in enumerate(_UNWANTED.finditer(text)):
        if many == MOST_PROBLEMS:
            return
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        yield _problem(Place(file, line, column, 1), (), "control-character", char=f"U+{ord(found[0]):04X}")


# -- from text to tree --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read."""

    path: Path
    into: dict[str, Any] | list[Any]
    #: The path of the key that waits for its value; None between entries, and always in a list.
    key: Path | None = None
    #: An entry whose key was refused: its value is read for further problems and dropped.
    dropped: bool = False


@dataclass(slots=True)
class _Builder:
    """Folds the event stream into the tree, gathering problems as it goes."""

    file: str
    text: str
    keys: dict[Path, Marks] = field(default_factory=dict)
    values: dict[Path, Marks] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    lines: list[str] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0
    last_scalar: Any = None

    def build(self) -> Any:
        self.lines = self.text.split("\n")
        try:
            for event in yaml.parse(self.text, Loader=_LOADER):
                if not self._take(event) or len(self.problems) >= MOST_PROBLEMS:
                    return None
        except yaml.MarkedYAMLError as error:
            complaint = self._not_yaml(error)
            if all(problem.place.line != complaint.place.line for problem in self.problems):
                self.problems.append(complaint)
        except (yaml.YAMLError, ValueError, OverflowError):
            # Only the pure Python parser comes here, for escapes that name no character.
            self._say("not-yaml", Stretch(0, 0, 0, 1))
        if not self.problems:
            if self.documents == 0 or (self.root is None and self.nodes <= 1):
                self._say("file-empty", Stretch(0, 0, 0, 1))
            elif not isinstance(self.root, dict):
                self._say("not-a-mapping", Stretch(0, 0, 0, 1))
        return self.root

    def _take(self, event: Any) -> bool:
        """Whether to go on after this event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_decorations(event)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_decorations(event)
            return self._open(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._say("alias", _stretch(event), name=str(event.anchor))
            self._put(None, event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if event.version or event.tags:
                self._say("directive", _stretch(event))
            if self.documents > 1:
                self._say("second-document", _stretch(event))
                return False
        if self.nodes > MOST_NODES:
            self._say("too-many-nodes", _stretch(event), most=f"{MOST_NODES:,}")
            return False
        return True

    def _refuse_decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self._say("anchor", _stretch(event, 1 + len(event.anchor)), name=event.anchor)
        if event.tag is not None:
            self._say("tag", _stretch(event, 1))

    def _scalar(self, event: Any) -> None:
        self.last_scalar = event
        # Only an escape can bring in a character that the text itself does not have.
        if event.style == '"' and (found := _UNWANTED.search(event.value)):
            self._say("control-character", _stretch(event), char=f"U+{ord(found[0]):04X}")
        plain = event.implicit[0] and not event.style
        value = resolved(event.value) if plain else event.value
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.into, dict) and parent.key is None and not parent.dropped:
            self._key(parent, value, event, plain=plain)
        else:
            self._put(value, event)

    def _key(self, parent: _Open, value: Scalar, event: Any, *, plain: bool) -> None:
        self.nodes += 1
        assert isinstance(parent.into, dict)
        if plain and event.value == "<<":
            self._say("merge-key", _stretch(event))
        elif not isinstance(value, str):
            self._say("key-not-text", _stretch(event), text=event.value or "nothing")
        elif value in parent.into:
            first = self.keys[(*parent.path, value)][0].line + 1
            self._say("key-twice", _stretch(event), key=wording.shortened(value), line=str(first))
        else:
            parent.key = (*parent.path, value)
            parent.into[value] = None
            self.keys[parent.key] = (event.start_mark, event.end_mark)
            return
        parent.dropped = True

    def _put(self, value: Any, event: Any) -> Path:
        """Hangs a value where it belongs and answers its path."""
        self.nodes += 1
        if not self.stack:
            self.root = value
            self.values[()] = (event.start_mark, event.end_mark)
            return ()
        parent = self.stack[-1]
        path: Path
        if isinstance(parent.into, list):
            path = (*parent.path, len(parent.into))
            parent.into.append(value)
        elif parent.dropped:
            parent.dropped = False
            return parent.path
        elif parent.key is None:
            # An alias where a key should be; it has been refused already.
            parent.dropped = True
            return parent.path
        else:
            path = parent.key
            parent.into[str(path[-1])] = value
            parent.key = None
        self.values[path] = (event.start_mark, event.end_mark)
        return path

    def _open(self, event: Any) -> bool:
        if len(self.stack) >= DEEPEST:
            self._say("too-deep", _stretch(event, 1), most=str(DEEPEST))
            return False
        parent = self.stack[-1] if self.stack else None
        into: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if parent is not None and isinstance(parent.into, dict) and parent.key is None and not parent.dropped:
            self._say("key-is-a-group", _stretch(event, 1))
            parent.dropped = True
            self.nodes += 1
            self.stack.append(_Open((*parent.path, "?"), into))
            return True
        unnamed = parent is not None and parent.dropped
        path = self._put(into, event)
        self.stack.append(_Open((*path, "?") if unnamed else path, into))
        return True

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        if done.path in self.values:
            self.values[done.path] = (self.values[done.path][0], event.end_mark)

    def _say(self, code: str, stretch: Stretch, **details: str) -> None:
        path = self.stack[-1].path if self.stack else ()
        self.problems.append(_problem(_place(self.file, self.lines, stretch), path, code, **details))

    def _not_yaml(self, error: yaml.MarkedYAMLError) -> Problem:
        """The parser's complaint in an author's words, at the place an author would look."""
        code = _complaint(str(error.problem or ""), str(error.context or ""))
        mark: Any = error.problem_mark or error.context_mark
        if code in _FROM_ITS_BEGINNING and error.context_mark is not None:
            mark = error.context_mark
        if code in ("bracket-open", "not-aligned") and error.problem_mark is not None:
            code, mark = self._after_the_last_scalar(code, mark, error.problem_mark)
        line, column = self._on_a_written_line(mark)
        here = self.lines[line] if line < len(self.lines) else ""
        indent = here[: len(here) - len(here.lstrip())]
        if code == "colon-in-text" and ":" not in here[:column]:
            code, column = "key-misplaced", len(indent)
        if "\t" in indent and code != "quote-open":
            code, column = "tab", indent.index("\t")
        length = 1 if code in _ONE_CHARACTER else max(1, len(here.rstrip()) - column)
        char = here[column : column + 1] or "this"
        return _problem(Place(self.file, line + 1, column + 1, length), (), code, char=char)

    def _after_the_last_scalar(self, code: str, mark: Any, gave_up: Any) -> tuple[str, Any]:
        """What the parser gave up on, if the text just before it explains that: a quote, or a colon."""
        last = self.last_scalar
        if last is None:
            return code, mark
        if last.style in ("'", '"') and last.end_mark.index == gave_up.index:
            several_lines = last.end_mark.line > last.start_mark.line
            return ("quote-open", last.start_mark) if several_lines else ("quote-inside", gave_up)
        a_colon = self.text[gave_up.index : gave_up.index + 1] == ":"
        if code == "bracket-open" and a_colon and last.start_mark.line == gave_up.line:
            return "colon-in-text", gave_up
        return code, mark

    def _on_a_written_line(self, mark: Any) -> tuple[int, int]:
        """Line and column of a mark, or the end of the last line before it that holds anything."""
        line, column = (mark.line, mark.column) if mark is not None else (0, 0)
        while line > 0 and (line >= len(self.lines) or not self.lines[line].strip()):
            line -= 1
            column = len(self.lines[line].rstrip()) if line < len(self.lines) else 0
        return line, column


_COMPLAINTS = (
    ("mapping values are not allowed", "colon-in-text"),
    ("could not find expected ':'", "no-colon"),
    ("did not find expected key", "not-aligned"),
    ("did not find expected '-' indicator", "not-aligned"),
    ("did not find expected <document start>", "not-aligned"),
    ("block sequence entries are not allowed", "dash-misplaced"),
    ("found character that cannot start any token", "cannot-start"),
    ("found unknown escape character", "escape"),
    ("invalid Unicode character escape", "escape"),
    ("did not find expected hexdecimal number", "escape"),
    ("found a tab character", "tab"),
    ("found unexpected end of stream", "quote-open"),
    ("found unexpected document indicator", "quote-open"),
    ("',' or '}'", "bracket-open"),
    ("',' or ']'", "bracket-open"),
)
#: Complaints that an author understands best where the thing began, not where the parser gave up.
_FROM_ITS_BEGINNING = ("quote-open", "bracket-open", "star-or-ampersand", "no-colon")
_ONE_CHARACTER = ("escape", "tab", "quote-open", "bracket-open", "cannot-start", "star-or-ampersand")


def _complaint(said: str, context: str) -> str:
    for part, code in _COMPLAINTS:
        if part in said:
            return code
    if "anchor" in context or "alias" in context:
        return "star-or-ampersand"
    if "tag" in context:
        return "tag"
    if "directive" in context:
        return "directive"
    return "not-yaml"


def resolved(text: str) -> Scalar:
    """What a plain scalar means: a word of YAML 1.2's core schema, a number, or itself.

    Stricter than the core schema in one way: `014`, `0x1F`, `.inf` and `.nan` stay text, because an author
    who writes them rarely means the number.
    """
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= LONGEST_NUMBER and text[-1] in "0123456789.":
        if _INT.fullmatch(text):
            return int(text)
        if any(char.isdigit() for char in text) and _FLOAT.fullmatch(text) and text[0] not in "eE":
            number = float(text)
            if math.isfinite(number):
                return number
    return text


def _stretch(event: Any, length: int | None = None) -> Stretch:
    start, end = event.start_mark, event.end_mark
    if length is not None:
        return Stretch(start.line, start.column, start.line, start.column + length)
    return _between((start, end))


def _between(marks: Marks) -> Stretch:
    start, end = marks
    return Stretch(start.line, start.column, end.line, end.column)


def _place(file: str, lines: list[str], stretch: Stretch) -> Place:
    """A stretch as the part of its first line that it covers."""
    line = lines[stretch.line] if stretch.line < len(lines) else ""
    end = stretch.end_column if stretch.end_line == stretch.line else len(line.rstrip())
    return Place(file, stretch.line + 1, stretch.column + 1, max(1, end - stretch.column))


def _problem(place: Place, path: Path, code: str, **details: str) -> Problem:
    said = wording.say(code, **details)
    return Problem(place, path, code, said.message, said.hint)
