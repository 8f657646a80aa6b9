"""What people write into a postmortem, and how it is read from plain values. What the record says by itself is `postmortem`'s.

Everything is text as it was typed; nothing here judges it (`postmortem_lint` does). An unfinished draft is a draft like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, get_type_hints

from simulator.scenario.words import FactorClass

#: Longest text of a section, and of a short field, in characters. More is no postmortem any more.
LONGEST, SHORT = 6000, 300
#: Most entries of a list.
MOST = {"factors": 12, "actions": 20, "notes": 200, "absent": 8}


class ActionKind(StrEnum):
    """What an action item would change: fewer incidents, sooner known, sooner over, or how people work."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the things that contributed, and the three questions. `kind` is a `FactorClass`, "" while nobody has chosen."""

    says: str = ""
    kind: str = ""
    possible: str = ""
    likely: str = ""
    far: str = ""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What is going to be different. `due` is a date as 2026-12-24; `factor` counts from 1, 0 for none."""

    says: str = ""
    kind: str = ""
    owner: str = ""
    due: str = ""
    factor: int = 0
    ticket: str = ""
    budget: bool = False  # counts for the error-budget policy: unshipped when it happens again, changes stop


@dataclass(frozen=True, slots=True)
class TimelineNote:
    """A remark beside a line of the timeline, by the number of its fact."""

    fact: int = 0
    says: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """What stands in the place of an instant that never came: detected, declared, acted or resolved."""

    instant: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The sections people fill. `lucky` and `went_well` are lines; `tags` are words between commas."""

    title: str = ""
    owner: str = ""
    summary: str = ""
    notes: tuple[TimelineNote, ...] = ()
    absent: tuple[Absent, ...] = ()
    factors: tuple[Factor, ...] = ()
    sense: str = ""
    went_well: str = ""
    lucky: str = ""
    actions: tuple[ActionItem, ...] = ()
    external: str = ""
    tags: str = ""
    audience: str = ""


_SHORT_ONES = frozenset({"title", "owner", "kind", "due", "ticket", "tags", "audience", "instant"})
_TITLES = {
    "says": "the text", "kind": "the kind", "possible": "what made it possible", "likely": "what made it likely",
    "far": "what made it far-reaching", "due": "the deadline", "sense": "how it made sense", "went_well": "what went well",
    "lucky": "where there was luck", "external": "the external message", "absent": "what never came", "actions": "the action items",
    "factors": "the contributing factors", "notes": "the notes", "audience": "who reads it", "budget": "the error-budget tag",
}  # fmt: skip
_PARTS: dict[str, type[Any]] = {"notes": TimelineNote, "absent": Absent, "factors": Factor, "actions": ActionItem}


class NotWritten(Exception):
    """What was sent is no postmortem, in the user's words."""


def written_to(written: Written) -> dict[str, Any]:
    """As plain values; the counterpart of `written_from`."""
    plain = asdict(written)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def written_from(plain: object) -> Written:
    """The sections from plain values; raises `NotWritten`. A field that is not there is empty; one that is unknown is refused."""
    written: Written = _part(Written, plain, "The postmortem")
    return written


def _part(kind: type[Any], plain: object, what: str) -> Any:
    if not isinstance(plain, Mapping):
        raise NotWritten(f"{what} could not be read.")
    known = {f.name for f in fields(kind)}
    strange = [name for name in plain if name not in known]
    if strange:
        raise NotWritten(f"{what} has no part called “{str(strange[0])[:40]}”.")
    hints = get_type_hints(kind)
    return kind(**{name: _value(name, hints[name], value, what) for name, value in plain.items()})


def _value(name: str, hint: Any, value: object, what: str) -> Any:
    title = _TITLES.get(name, f"the {name}")
    if name in _PARTS:
        if not isinstance(value, list | tuple):
            raise NotWritten(f"{what}: {title} could not be read.")
        if len(value) > MOST[name]:
            raise NotWritten(f"{what}: {title} are {len(value)}; at most {MOST[name]} fit.")
        return tuple(_part(_PARTS[name], one, f"{what}, {title} {n}") for n, one in enumerate(value, start=1))
    if hint is bool or hint is int:
        fits = isinstance(value, bool) if hint is bool else isinstance(value, int) and not isinstance(value, bool)
        if not fits or (isinstance(value, int) and not 0 <= value <= 1_000_000):
            raise NotWritten(f"{what}: {title} could not be read.")
        return value
    if not isinstance(value, str):
        raise NotWritten(f"{what}: {title} has to be text.")
    longest = SHORT if name in _SHORT_ONES else LONGEST
    if len(value) > longest:
        raise NotWritten(f"{what}: {title} is {len(value)} characters long; at most {longest} fit.")
    if name == "kind" and value and value not in (*FactorClass, *ActionKind):
        raise NotWritten(f"{what}: there is no kind “{value[:40]}”.")
    return "".join(letter for letter in value if not _unprintable(letter))


def _unprintable(letter: str) -> bool:
    """Control characters but for line breaks and tabs, and halves of surrogate pairs, which no file can hold."""
    code = ord(letter)
    return (code < 0x20 and letter not in "\n\t") or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF
