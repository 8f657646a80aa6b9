"""One example of each kind of fact, made from the types of its fields."""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from simulator.record.facts import Body


def example(kind: type[Body]) -> Body:
    """A fact of this kind with something in every field."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name]) for field in fields(kind) if field.default is MISSING})


def _value(hint: Any) -> Any:
    if hint is str:
        return "pay-burn"
    if hint is int:
        return 7
    if hint is bool:
        return True
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    args = get_args(hint)
    if args and args[0] is str:
        return ("one",)
    return _value(next(a for a in args if a is not type(None)))
