"""The protocol: what crosses the socket, in both directions. Python owns it; TypeScript types are generated from here.

Browser to server: `sync` and `cmd`, both always acknowledged. Server to browser: `view`, `feed`, `samples`, `banner`, `gone`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.drill.views import FeedItem, Point
from simulator.scoring.counterfactuals import Counterfactuals
from simulator.scoring.scorecard import Scorecard

_Cursor = Annotated[int, Field(ge=0, le=10_000_000)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Sync(_Wire):
    """What the browser holds: the epoch and the last number of each stream."""

    epoch: Annotated[str, Field(max_length=40)]
    view: _Cursor
    feed: _Cursor
    samples: _Cursor


class Cmd(_Wire):
    """A command with its client-made id. `seen` is the view's number the choice was made on."""

    id: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
    name: Annotated[str, Field(max_length=40)]
    args: dict[str, Any]
    seen: _Cursor = 0


class ViewMessage(_Wire):
    epoch: str
    v: int
    set: dict[str, Any]


class FeedMessage(_Wire):
    items: list[FeedItem]


class SamplesMessage(_Wire):
    points: list[Point]


class Banner(_Wire):
    says: str


class Synced(_Wire):
    """The answer to `sync`: everything the browser lacks."""

    epoch: str
    v: int
    set: dict[str, Any]
    feed: list[FeedItem]
    samples: list[Point]
    banner: str


class Accepted(_Wire):
    status: Literal["accepted"]


class Refused(_Wire):
    status: Literal["refused"]
    code: str
    says: str
    try_instead: str


class Conflict(_Wire):
    status: Literal["conflict"]
    says: str


class Unsaved(_Wire):
    """Nothing was recorded."""

    status: Literal["not-saved"]
    says: str


Answer = Accepted | Refused | Conflict | Unsaved


# --- the one thing a screen asks for by HTTP --------------------------------------------------------


class ScorecardLocked(_Wire):
    """Before Reveal."""

    state: Literal["locked"]
    says: str


class ScorecardOpen(_Wire):
    """`pending` and `failed` name the runs beside it that are on their way, and those that could not be made."""

    state: Literal["open"]
    pending: list[Literal["references", "counterfactuals"]]
    failed: list[Literal["references", "counterfactuals"]]
    scorecard: Scorecard
    counterfactuals: Counterfactuals | None
    second_try: str  # how a second try went beside the first; "" for a drill of its own


# --- the pages after EndEx: the replay --------------------------------------------------------------


class Try(_Wire):
    """A second try of a drill: the decision it begins before, and how it went; "" while that cannot be said."""

    drill: str
    row: int
    at: int
    made_at: int
    over: bool
    says: str


class Tries(_Wire):
    """Second tries of a drill, oldest first. `practice_of` is set where the drill is one itself."""

    practice_of: str
    why_not: str  # why none can be begun; "" when it is possible
    tries: list[Try]
