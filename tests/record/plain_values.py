"""Every command and every fact there is, drawn from the types of their fields."""

from __future__ import annotations

import types
from dataclasses import fields
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from simulator.record.commands import COMMANDS, Command
from simulator.record.facts import ALL, BODIES, GM_ONLY, TRUTH, Fact, seats

#: Text as people type it: everything but control characters and halves of surrogate pairs.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=140)
numbers = st.integers(0, 604_800)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(st.none() if part is type(None) else of_type(part) for part in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(texts, max_size=3).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return {bool: st.booleans(), int: numbers, str: texts}[hint]


def made_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: of_type(hints[field.name]) for field in fields(kind)})


commands: st.SearchStrategy[Command] = st.sampled_from(sorted(COMMANDS)).flatmap(lambda name: made_of(COMMANDS[name]))
audiences = st.one_of(st.sampled_from([ALL, TRUTH, GM_ONLY]), st.lists(texts, max_size=3).map(lambda ids: seats(*ids)))


def facts_of(name: str) -> st.SearchStrategy[Fact]:
    return st.builds(Fact, numbers, numbers, texts, numbers, audiences, made_of(BODIES[name]))


facts: st.SearchStrategy[Fact] = st.sampled_from(sorted(BODIES)).flatmap(facts_of)
