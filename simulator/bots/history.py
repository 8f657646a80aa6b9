"""As it happened: the real responders' recorded acts, as effects. Nobody is simulated; what the source does not say is not done."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record.commands import (
    AcknowledgePage,
    ChangeSeverity,
    Command,
    DeclareIncident,
    ForceFinding,
    ForceMitigation,
    OpenTiles,
    OrderMitigation,
    PostUpdate,
    ResolveIncident,
    StateFault,
)
from simulator.record.seats import EDGE, IC
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Done
from simulator.scenario.words import Audience, Kind

#: The record goes on this long after the last act and the last published instant, so that what held can be seen to have held.
_AFTER = 600


class History:
    people = False

    def __init__(self, scenario: Scenario, seed: int) -> None:
        del seed
        self._scenario = scenario
        acts = [(scenario.seconds(act.at), act) for act in scenario.secret.history]
        self._acts = sorted(acts, key=lambda pair: pair[0])
        self._last = max([*(at for at, _ in self._acts), *_told(scenario)], default=0)

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        wishes: list[tuple[Command, str]] = []
        while self._acts and self._acts[0][0] <= drill.now:
            wishes += self._wishes(drill, self._acts.pop(0)[1])
        return wishes

    def _wishes(self, drill: Drill, act: Done) -> list[tuple[Command, str]]:
        if act.page is not None:
            return [(OpenTiles(), IC), (AcknowledgePage(act.page), IC)]
        if act.declared is not None:
            again = drill.board.incident.declared_at is not None
            declared = ChangeSeverity if again else DeclareIncident
            return [(declared(act.declared, act.says or ""), IC)]
        if act.found is not None:
            return [(ForceFinding(act.found), EDGE)]
        if act.ordered is not None:
            order = Kind(act.ordered.split(" ")[0]), act.ordered.split(" ")[1]
            able = people_for(self._scenario, *order)
            here = [p for p in able if drill.board.here(p)] or able
            person = next((p for p in here if drill.board.carrying_out(p) is None), here[0])
            return [(OrderMitigation(*order, person, cohort=act.in_ or ""), IC)]
        for fault, active in ((act.begins, True), (act.ends, False)):
            if fault is not None:
                return [(StateFault(fault, active), EDGE)]
        if act.done is not None:
            kind, _, target = act.done.partition(" ")
            return [(ForceMitigation(Kind(kind), target, act.says or "", act.in_ or ""), EDGE)]
        if act.posted is not None:
            public = act.posted is Audience.PUBLIC
            component = next(iter(self._scenario.public.system.journeys)) if public else ""
            return [(PostUpdate(act.posted, act.says or "Posted.", "", component, "degraded" if public else ""), IC)]
        if act.resolved:
            return [(ResolveIncident(), IC)]
        return []

    def finished(self, drill: Drill) -> bool:
        return not self._acts and drill.now >= self._last + _AFTER


def _told(scenario: Scenario) -> Iterator[int]:
    """Every instant up to which something published must be seen."""
    for line in scenario.secret.published:
        for instant in (line.onset, line.detected, line.declared, line.mitigated, line.resolved, line.at, line.to):
            if instant is not None:
                yield scenario.seconds(instant)
