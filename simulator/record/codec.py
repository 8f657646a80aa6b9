"""The codec: commands, facts and rows as plain values, and back.

Not the wire (that is `web/protocol`) and not the file (`journal`): both stand on this. Reading a command is strict and
answers with a `Refusal` in the giver's words; reading a stored row or fact that does not fit raises `Unreadable`, because only
we write those. `canonical` is the one spelling of a fact that digests are made of.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from simulator.record.commands import COMMANDS, Command
from simulator.record.facts import BODIES, Audience, Fact
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal

#: Longest text a command may carry, in characters; ids and names are shorter.
LONGEST_TEXT = 2000
LONGEST_ID = 140
#: Largest whole number in a command: drill seconds of a week.
LARGEST_NUMBER = 604_800
_TEXTS = frozenset({"says", "reason", "why", "situation", "tried", "pending", "holders", "risks", "promises", "keep", "try_next"})


class Unreadable(Exception):
    """A stored row or fact that this version cannot read."""


# --- commands ---------------------------------------------------------------------------------------


def command_from(name: object, args: object) -> Command | Refusal:
    """The command of this name with these arguments, or a refusal that names what does not fit."""
    kind = COMMANDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return Refusal("unknown-command", "This is not something one can do here.", "Reload the page and try again.")
    if not isinstance(args, Mapping):
        return Refusal("bad-arguments", "What came with this command could not be read.", "Reload the page and try again.")
    known = _known(kind)
    strange = [key for key in args if key not in known]
    if strange:
        return Refusal("unknown-field", f"`{_short(strange[0])}` does not belong to {kind.__name__}.", _fields_in_words(kind))
    values: dict[str, Any] = {}
    for field_name, (field, hint) in known.items():
        if field_name not in args:
            if field.default is MISSING and field.default_factory is MISSING:
                return Refusal("missing-field", f"{_in_words(field_name)} is missing.", _choices(hint) or "Fill it in.")
            continue
        value = _value(field_name, hint, args[field_name])
        if isinstance(value, Refusal):
            return value
        values[field_name] = value
    return kind(**values)


def command_to(command: Command) -> tuple[str, dict[str, Any]]:
    """Name and arguments; the counterpart of `command_from`."""
    return type(command).__name__, {f.name: _plain(getattr(command, f.name)) for f in fields(command)}


# --- facts ------------------------------------------------------------------------------------------


def fact_to(fact: Fact) -> dict[str, Any]:
    """A fact as plain values, for storage. Holds secrets: for the server's own disk only."""
    return {
        "n": fact.n,
        "at": fact.at,
        "by": fact.by,
        "because": fact.because,
        "audience": fact.audience.name,
        "seats": sorted(fact.audience.seats),
        "fact": type(fact.body).__name__,
        "body": {f.name: _plain(getattr(fact.body, f.name)) for f in fields(fact.body)},
    }


def fact_from(plain: Mapping[str, Any]) -> Fact:
    """A stored fact; raises `Unreadable` when it does not fit."""
    try:
        if set(plain) != {"n", "at", "by", "because", "audience", "seats", "fact", "body"}:
            raise Unreadable("a stored fact has other fields than a fact has")
        kind = BODIES[plain["fact"]]
        known = _known(kind)
        body = kind(**{key: _stored(known[key][1], value) for key, value in dict(plain["body"]).items()})
        n, at, because = (_stored(int, plain[key]) for key in ("n", "at", "because"))
        seats = _stored(tuple[str, ...], plain["seats"])
        return Fact(n, at, _stored(str, plain["by"]), because, Audience(_stored(str, plain["audience"]), frozenset(seats)), body)
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable(f"a stored fact does not fit: {problem}") from problem


def canonical(fact: Fact) -> bytes:
    """The one spelling of a fact, in ASCII: same fact, same bytes, on every machine."""
    return json.dumps(fact_to(fact), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


# --- rows -------------------------------------------------------------------------------------------


def row_to(row: Row) -> dict[str, Any]:
    name, args = command_to(row.command)
    return {"n": row.n, "at": row.at, "seat": row.seat, "id": row.id, "command": name, "args": args, "digest": row.digest}


def row_from(plain: object) -> Row:
    """A stored row; raises `Unreadable` naming the row when it does not fit."""
    if not isinstance(plain, Mapping):
        raise Unreadable("a row is not a row")
    which = f"row {plain.get('n')}" if isinstance(plain.get("n"), int) else "a row"
    if set(plain) != {"n", "at", "seat", "id", "command", "args", "digest"}:
        raise Unreadable(f"{which} has other fields than a row has")
    n, at, seat, id_, digest = (plain[key] for key in ("n", "at", "seat", "id", "digest"))
    whole = all(isinstance(x, int) and not isinstance(x, bool) and x >= 0 for x in (n, at))
    if not whole or not all(isinstance(x, str) for x in (seat, id_, digest)):
        raise Unreadable(f"{which} holds something of the wrong kind")
    command = command_from(plain["command"], plain["args"])
    if isinstance(command, Refusal):
        raise Unreadable(f"{which}: {command.says}")
    return Row(n, at, seat, id_, command, digest)


# --- values -----------------------------------------------------------------------------------------


_SHAPES: dict[str, dict[str, tuple[Field[Any], Any]]] = {}


def _known(kind: type[Any]) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a command or body with their types, `X | None` kept as it is; worked out once per type."""
    shape = _SHAPES.get(kind.__name__)
    if shape is None:
        hints = get_type_hints(kind)
        shape = _SHAPES[kind.__name__] = {f.name: (f, hints[f.name]) for f in fields(kind)}
    return shape


def _bare(hint: Any) -> tuple[Any, bool]:
    """The type without `None`, and whether `None` is allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        left = [part for part in get_args(hint) if part is not type(None)]
        return left[0], True
    return hint, False


def _value(name: str, hint: Any, value: object) -> Any:
    """One argument of a command, checked; a `Refusal` when it does not fit."""
    wanted, optional = _bare(hint)
    if value is None and optional:
        return None
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        if isinstance(value, str) and value in wanted.__members__.values():
            return wanted(value)
        return Refusal("bad-choice", f"{_in_words(name)} cannot be `{_short(value)}`.", _choices(hint))
    if wanted is bool:
        return value if isinstance(value, bool) else _bad(name, "yes or no")
    if wanted is int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER:
            return value
        return _bad(name, f"a whole number from 0 to {LARGEST_NUMBER}")
    if not isinstance(value, str):
        return _bad(name, "text")
    longest = LONGEST_TEXT if name in _TEXTS else LONGEST_ID
    if len(value) > longest:
        return Refusal("too-long", f"{_in_words(name)} is {len(value)} characters long.", f"At most {longest} fit.")
    if any(_unprintable(letter) for letter in value):
        return Refusal("bad-text", f"{_in_words(name)} holds a character that cannot be shown.", "Type it again without it.")
    return value


def _unprintable(letter: str) -> bool:
    """Control characters but for line breaks and tabs, and halves of surrogate pairs, which no file can hold."""
    code = ord(letter)
    return (code < 0x20 and letter not in "\n\t") or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF


def _stored(hint: Any, value: Any) -> Any:
    """One value of a stored fact; raises `TypeError` or `ValueError` when it is of another kind."""
    wanted, optional = _bare(hint)
    if value is None and optional:
        return None
    if get_origin(wanted) is tuple:
        if isinstance(value, str) or not all(isinstance(part, str) for part in value):
            raise TypeError(f"{value!r} is not a list of texts")
        return tuple(value)
    if issubclass(wanted, StrEnum):
        return wanted(value)
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise TypeError(f"{value!r} is not {wanted.__name__}")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return value


# --- words ------------------------------------------------------------------------------------------


def _bad(name: str, wanted: str) -> Refusal:
    return Refusal("bad-value", f"{_in_words(name)} has to be {wanted}.", "Choose or type it again.")


def _in_words(name: str) -> str:
    return f"`{name.replace('_', ' ')}`"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=lambda _: "?")
    text = "".join("?" if _unprintable(letter) else letter for letter in text)
    return text if len(text) <= 40 else text[:39] + "…"


def _choices(hint: Any) -> str:
    wanted, _ = _bare(hint)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return "Choose one of: " + ", ".join(choice.value for choice in wanted) + "."
    return ""


def _fields_in_words(kind: type[Command]) -> str:
    names = ", ".join(f"`{name}`" for name in _known(kind))
    return f"It takes {names}." if names else "It takes nothing."
