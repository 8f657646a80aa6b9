"""What is kept of the counterfactual runs: the drill once more with the same luck and one change each, as plain values.

Made by `bots/counterfactual`, in a child process when a server is live. Not a judgement: what one change did in the model, beside the drill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to. `harm` up to the horizon, in the scenario's unit; the others while the clock ran."""

    users: float  # hurt at the same time, at worst
    harm: float
    mitigated: int | None  # seconds from onset until the hurting stopped
    still_hurting: bool  # it had not stopped at the end; without this and without an instant nothing ever hurt
    budget: float | None  # per cent of the month's error budget of the journey named in `Counterfactuals`


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """One change. Where it does not apply there is no outcome, and `says` tells why. `dropped`: commands that did not apply any more."""

    id: str  # declared-at-once | ordered-when-known | one-change | without-luck
    title: str
    says: str
    outcome: Outcome | None
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """The drill's own outcome, and that of each change."""

    yours: Outcome
    unit: str
    budget_of: str  # title of the journey whose budget is shown; "" when none was touched
    changes: tuple[Counterfactual, ...]


def counterfactuals_to(found: Counterfactuals) -> dict[str, Any]:
    return asdict(found)


def counterfactuals_from(plain: Mapping[str, Any]) -> Counterfactuals:
    """The counterpart of `counterfactuals_to`; raises KeyError or TypeError when it is something else."""
    changes = tuple(Counterfactual(**{**change, "outcome": _outcome(change["outcome"])}) for change in plain["changes"])
    return Counterfactuals(Outcome(**plain["yours"]), plain["unit"], plain["budget_of"], changes)


def _outcome(plain: Mapping[str, Any] | None) -> Outcome | None:
    return None if plain is None else Outcome(**plain)
