"""All runs of a scenario, as checks and bands read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from simulator.bots.prove.ran import OfSeed, Ran
from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Runs:
    """A scenario and what each seed came to. `again` are digests of the first seed made anew in another process."""

    scenario: Scenario
    seeds: tuple[OfSeed, ...]
    again: dict[str, str]

    def of(self, *policies: str) -> Iterator[Ran]:
        """The runs of some policies, seed by seed."""
        for seed in self.seeds:
            yield from (seed.ran[policy] for policy in policies if policy in seed.ran)

    def all(self) -> Iterator[Ran]:
        for seed in self.seeds:
            yield from seed.ran.values()

    def values(self, policy: str, measure: str) -> list[float]:
        """A measure over all seeds. What had not ended counts as later than everything; what does not apply is left out."""
        found = (run.measures.get(measure) for run in self.of(policy))
        values = (inf if one.open else one.value for one in found if one is not None)
        return [value for value in values if value is not None]

    @property
    def false_alarm(self) -> bool:
        return self.scenario.secret.truth.false_alarm

    @property
    def planned(self) -> int:
        """Planned playing time in seconds."""
        return 60 * self.scenario.public.minutes


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that `share` of them do not exceed: always one that happened. None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, ceil(share * len(ordered)) - 1))]
