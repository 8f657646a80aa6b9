"""Fatigue: how much slower, and how much more prone to slips, somebody is who has been at it for hours (SCORING 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from simulator.scenario.model import Scenario
from simulator.scenario.words import PersonKind

#: After so many seconds on the job, delays and the odds of a hazard are so many times what they were. Judgement.
TIRED, VERY_TIRED = (3 * 3600, 1.5), (5 * 3600, 2.0)


_WORN_OUT = (PersonKind.RESPONDER, PersonKind.APPROVER, PersonKind.SUPPORT)


class PersonSeen(Protocol):
    @property
    def since(self) -> int: ...


class BoardSeen(Protocol):
    @property
    def people(self) -> Mapping[str, PersonSeen]: ...


class Moment(Protocol):
    """A drill at one second, as far as it matters how long people have been at it."""

    @property
    def scenario(self) -> Scenario: ...
    @property
    def board(self) -> BoardSeen: ...
    @property
    def now(self) -> int: ...


def on_job(room: Moment, person: str) -> int:
    """Seconds this person has been working: since the instant the scenario names, else since they joined, else since StartEx."""
    since = room.scenario.public.people[person].on_since
    began = room.board.people[person].since if since is None else room.scenario.seconds(since)
    return max(0, room.now - began)


def fatigue(room: Moment, person: str) -> float:
    """1 for the first three hours, then 1.5, and 2 after five. Whoever only asks or answers for a firm is not worn out by this."""
    if room.scenario.public.people[person].kind not in _WORN_OUT:
        return 1.0
    worked = on_job(room, person)
    return VERY_TIRED[1] if worked >= VERY_TIRED[0] else TIRED[1] if worked >= TIRED[0] else 1.0


def slowed(room: Moment, person: str, seconds: int) -> int:
    """A delay as this person takes it now."""
    return round(seconds * fatigue(room, person))
