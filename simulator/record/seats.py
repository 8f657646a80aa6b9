"""Seats and hats: who sits at the table, and what they wear in the incident.

A seat is permission; a hat (`Role`) is worn inside the incident. Seat ids are `gm`, `ic`, `observer`, or the
id of a person of the scenario for a responder's seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GM = "gm"
IC = "ic"
OBSERVER = "observer"
#: Not a seat: the server itself, or a headless run. Gives the commands no browser may give.
EDGE = "edge"


class SeatKind(StrEnum):
    GAME_MASTER = "game-master"
    INCIDENT_COMMANDER = "incident-commander"
    RESPONDER = "responder"
    OBSERVER = "observer"


class Holder(StrEnum):
    """What fills a seat. Every seat can change hands in mid-drill."""

    HUMAN = "human"
    SIMULATED = "simulated"
    EMPTY = "empty"


class Role(StrEnum):
    """The hats of an incident."""

    IC = "ic"
    OPS = "ops"
    COMMS = "comms"
    SCRIBE = "scribe"


class KeyboardMode(StrEnum):
    """How a commander takes the keyboard: with their back to the room, or declared aloud as a second hat."""

    LOOK = "look"
    TWO_HATS = "two-hats"


class PinnedAs(StrEnum):
    """What a line of free talk is made to count as."""

    PROPOSAL = "proposal"
    FINDING = "finding"


def kind_of(seat: str) -> SeatKind:
    """The kind of a seat id."""
    match seat:
        case "gm":
            return SeatKind.GAME_MASTER
        case "ic":
            return SeatKind.INCIDENT_COMMANDER
        case "observer":
            return SeatKind.OBSERVER
        case _:
            return SeatKind.RESPONDER


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: its id, who fills it and under which name."""

    id: str
    holder: Holder
    name: str

    @property
    def kind(self) -> SeatKind:
        return kind_of(self.id)
