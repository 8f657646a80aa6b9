"""What an export is made of: one finished drill, read and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.debrief.postmortem import Postmortem
from simulator.debrief.written import Written
from simulator.record.facts import Fact
from simulator.record.journal_row import Row
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Subject:
    """The drill with all that is exported of it. `status` is that of the postmortem; `others` are (seat, name) of people at its seats."""

    scenario: Scenario
    seed: int
    engine: int
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    card: Scorecard
    postmortem: Postmortem
    status: str = "draft"
    others: tuple[tuple[str, str], ...] = ()

    def with_text(self, written: Written, status: str) -> Subject:
        """The same drill with what people wrote."""
        return replace(self, postmortem=replace(self.postmortem, written=written), status=status)
