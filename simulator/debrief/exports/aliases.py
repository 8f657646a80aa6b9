"""Roles in the place of names: no export says who sat in a seat unless somebody asks for it.

The people of a scenario are fiction and keep their names. Only names that people gave for themselves are replaced, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from simulator.record import facts as f
from simulator.record.seats import GM, IC, OBSERVER, Holder
from simulator.scenario.model import Scenario

_ROLES = {GM: "Game master", IC: "Incident Commander", OBSERVER: "Observer"}


def aliases(scenario: Scenario, facts: Sequence[f.Fact], others: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """The role for each name; `others` are (seat, name) of whoever else is known to have had a seat."""
    taken = [(x.body.seat, x.body.name) for x in facts if isinstance(x.body, f.SeatTaken) and x.body.holder is Holder.HUMAN]
    people = scenario.public.people
    fiction = {person.name or id_.capitalize() for id_, person in people.items()} | set(_ROLES.values()) | {"Commander"}
    found: dict[str, str] = {}
    for seat, name in (*taken, *others):
        person = people.get(seat)
        role = _ROLES.get(seat) or (f"Responder ({person.says_who})" if person is not None else "Responder")
        if name.strip() and name not in fiction:
            found.setdefault(name.strip(), role)
    return found


def hider(names: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces the names in a text, the longest first; a name within a longer word is another word."""
    if not names:
        return lambda text: text
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    return lambda text: pattern.sub(lambda hit: names[hit[0]], text)


def hidden(plain: Any, hide: Callable[[str], str]) -> Any:
    """The same for plain values, through and through."""
    match plain:
        case str():
            return hide(plain)
        case dict():
            return {key: hidden(value, hide) for key, value in plain.items()}
        case list() | tuple():
            return [hidden(value, hide) for value in plain]
        case _:
            return plain
