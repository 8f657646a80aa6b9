"""As it happened: the real responders' recorded acts, as effects. Nobody is simulated; what the source does not say is not done."""

from __future__ import annotations

from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record.commands import (
    AcknowledgePage,
    Command,
    DeclareIncident,
    ForceFinding,
    ForceMitigation,
    OpenTiles,
    OrderMitigation,
    PostUpdate,
    ResolveIncident,
)
from simulator.record.seats import EDGE, IC
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Done
from simulator.scenario.words import Audience, Kind

#: The record goes on this long after the last act, so that what held can be seen to have held.
_AFTER = 600


class History:
    people = False

    def __init__(self, scenario: Scenario, seed: int) -> None:
        del seed
        self._scenario = scenario
        acts = [(scenario.seconds(act.at), act) for act in scenario.secret.history]
        self._acts = sorted(acts, key=lambda pair: pair[0])
        self._last = self._acts[-1][0] if self._acts else 0

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        wishes: list[tuple[Command, str]] = []
        while self._acts and self._acts[0][0] <= drill.now:
            wishes += self._wishes(drill, self._acts.pop(0)[1])
        return wishes

    def _wishes(self, drill: Drill, act: Done) -> list[tuple[Command, str]]:
        if act.page is not None:
            return [(OpenTiles(), IC), (AcknowledgePage(act.page), IC)]
        if act.declared is not None:
            return [(DeclareIncident(act.declared, act.says or ""), IC)]
        if act.found is not None:
            return [(ForceFinding(act.found), EDGE)]
        if act.ordered is not None:
            order = Kind(act.ordered.split(" ")[0]), act.ordered.split(" ")[1]
            able = people_for(self._scenario, *order)
            return [(OrderMitigation(*order, next((p for p in able if drill.board.here(p)), able[0])), IC)]
        if act.done is not None:
            kind, _, target = act.done.partition(" ")
            return [(ForceMitigation(Kind(kind), target, act.says or ""), EDGE)]
        if act.posted is not None:
            public = act.posted is Audience.PUBLIC
            component = next(iter(self._scenario.public.system.journeys)) if public else ""
            return [(PostUpdate(act.posted, act.says or "Posted.", "", component, "degraded" if public else ""), IC)]
        if act.resolved:
            return [(ResolveIncident(), IC)]
        return []

    def finished(self, drill: Drill) -> bool:
        return not self._acts and drill.now >= self._last + _AFTER
