"""What the drill sees of the world: the narrow door between the record and the engine's mutable half.

`Sight` is what `decide` may look at, read-only; `World` is all the engine asks of the simulated system. The counterpart
is `world/world.py`. Nothing here shows a trainee anything: that is the projections' work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.record.refusals import Refusal
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Variant


@dataclass(frozen=True, slots=True)
class Sight:
    """The scenario, the second, and what the texts of a scenario may name."""

    now: int
    scenario: Scenario
    world: World

    def objection(self, kind: Kind, target: str, variant: Variant, cohort: str) -> Refusal | None:
        """Why the system itself makes this order impossible now; None when it does not."""
        says = self.world.objection(kind, target, variant, cohort)
        return Refusal("not-possible-here", says, "Choose another mitigation, or ask somebody to look.") if says else None


class World(Protocol):
    """The simulated system, as far as the drill asks anything of it."""

    def start(self) -> None:
        """StartEx: sets the system going."""

    def objection(self, kind: Kind, target: str, variant: Variant, cohort: str) -> str:
        """Why an order makes no sense in the present state, in the user's words; "" when it does."""

    def begin(self, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str, takes: int) -> None:
        """Carrying out has started and will take so many seconds."""

    def finish(self, mitigation: str, kind: Kind, target: str, variant: Variant, cohort: str, odds: float = 1.0) -> None:
        """Carrying out is over: its effect stands, faults it ends do end, hazards strike, so many times as likely as usual."""

    def frozen(self, target: str) -> bool:
        """Whether changes to a service, or to a switch of it, wait until they are thawed."""

    def abandon(self, mitigation: str) -> None:
        """Carrying out has ended without an effect; nothing when it had not started."""

    def stage(self, mitigation: str, share: float) -> None:
        """So much of what is being carried out stands from now on."""

    def force_fault(self, fault: str, active: bool) -> None:
        """A fault begins or ends by hand."""

    def fault_due(self, fault: str) -> None:
        """A fault's condition holds: it begins, if luck has it strike in this drill at all."""

    @property
    def step(self) -> int:
        """The last step that was made; the first one, before StartEx, is 0."""

    def reading(self, signal: str, step: int = -1) -> float | None:
        """The true value, now or at a step, of `service.errors`, `journey.success` or a scripted signal; None when unknown."""

    def numbers(self) -> tuple[int, ...]:
        """Journeys' counts, services' backlogs and meters as fixed-point integers, for the digest."""

    def readings(self) -> Mapping[str, float]:
        """What each meter of the scenario stands at."""

    def words(self) -> Mapping[str, Any]:
        """`hurt` and `success` as a text may name them."""

    def truth_rows(self) -> Any:
        """The truth table so far, for scoring."""
