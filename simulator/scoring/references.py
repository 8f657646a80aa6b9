"""What is kept of the reference runs: harm over time of doing nothing, and the harm of the ideal and the historical run.

Made by `bots/reference`, in a child process when a server is live. Plain enough to be stored as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class References:
    """User-minutes of harm, same seed. `nothing_by_step[i]` is that of the step ending at second 5 (i + 1)."""

    nothing_by_step: tuple[float, ...]
    ideal: float
    ideal_mitigated_at: int | None
    as_it_happened: float | None
    history_mitigated_at: int | None
    horizon: int

    @property
    def nothing(self) -> float:
        return sum(self.nothing_by_step)


def references_to(references: References) -> dict[str, Any]:
    return asdict(references)


def references_from(plain: Mapping[str, Any]) -> References:
    """The counterpart of `references_to`; raises KeyError or TypeError when it is something else."""
    return References(**{**plain, "nothing_by_step": tuple(plain["nothing_by_step"])})
