"""The earliest second at which each thing of a file could come about: never, where that is infinite.

A lower bound from structure alone: instants add up along `after` and `by`, what people do is taken to happen at once, and a reading may
pass any line that it can pass at all. Not a run of the world; what only a run shows is told by proving a scenario.
"""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Final

from simulator.scenario.model import Alert
from simulator.scenario.secret import Condition, Fault, ScenarioFile
from simulator.scenario.units import resolve
from simulator.scenario.words import Sev

NEVER: Final = inf

#: Measures that are shares, so that 1 is the most they can be.
_SHARES: Final = ("success", "errors", "cpu", "workers")

#: So many conditions are looked at. Only a file that nobody wrote needs more, and of such a file nothing is said.
_MOST_LOOKS: Final = 100_000


class Earliest:
    """The instants of one file, found by letting each thing wait for what its condition names until nothing moves any more."""

    def __init__(self, file: ScenarioFile) -> None:
        self._file = file
        #: How many conditions were looked at, so that a test can tell that it stays bounded.
        self.looks = 0
        self._refused = {m.order for m in file.secret.mitigations.values() if m.refused is not None}
        self._worst = worst_possible(file)
        self._known: dict[tuple[str, str], float] = {}
        self._settle()

    def of(self, kind: str, id_: str) -> float:
        """When the fault, finding, inject, act, initiative or alert could first be."""
        return self._known.get((kind, id_), NEVER)

    def holds(self, condition: Condition) -> float:
        """When the condition could first hold."""
        self.looks += 1
        if condition.all is not None:
            if contradicts(condition):
                return NEVER
            return max((self.holds(part) for part in condition.all), default=0.0)
        if condition.any is not None:
            return min((self.holds(part) for part in condition.any), default=NEVER)
        if condition.not_ is not None:
            return NEVER if _always(condition.not_) else 0.0
        wait = float(condition.by or 0)
        for kind, id_ in _named(condition):
            return self.of(kind, id_) + wait
        if condition.after is not None:
            return self._after(condition.after) + wait
        if condition.page is not None:
            alert = self._file.alerts.get(condition.page)
            return self.of("alert", condition.page) + (NEVER if alert is None or alert.pages is None else alert.delivery)
        return self._by_itself(condition) + wait

    def _by_itself(self, condition: Condition) -> float:
        """Tests that wait for nothing else in the file."""
        if condition.signal is not None:
            possible = passes(self._file, condition.signal, condition.above, condition.below)
            return float(condition.for_ or 0) if possible else NEVER
        if condition.done is not None and condition.done in self._refused:
            return NEVER
        if condition.chance is not None and condition.chance <= 0.0:
            return NEVER
        if condition.severity is not None and condition.severity.weight > self._worst:
            return NEVER
        return 0.0

    def _after(self, id_: str) -> float:
        if id_ == "declare":
            return 0.0
        change = self._file.system.changes.get(id_)
        found = [self.of(kind, id_) for kind in ("inject", "alert", "finding", "fault", "act")]
        return min([*found, *([] if change is None else [float(resolve(change.at, self._file.starts_at))])])

    def _settle(self) -> None:
        """Each round lets more come about; the longest chain of conditions decides how many rounds there are."""
        waiting: list[tuple[tuple[str, str], Condition, float]] = []
        for key, when, late in self._begins():
            if when is None:
                self._known[key] = late
            elif late < NEVER:
                waiting.append((key, when, late))
        moved = True
        while moved and self.looks < _MOST_LOOKS:
            moved = False
            for key, when, late in waiting:
                instant = self.holds(when) + late
                if instant < self._known.get(key, NEVER):
                    self._known[key], moved = instant, True
        if moved:
            self._known = {key: min(late, 0.0) for key, _, late in self._begins()}

    def _begins(self) -> Iterator[tuple[tuple[str, str], Condition | None, float]]:
        """Each thing, what it waits for, and how long it takes from then on; without a condition, its instant."""
        file, secret = self._file, self._file.secret
        for id_, alert in file.alerts.items():
            yield ("alert", id_), None, float(alert.for_) if self._can_fire(alert) else NEVER
        for id_, fault in secret.faults.items():
            yield ("fault", id_), fault.when, NEVER if fault.chance <= 0.0 else self._strikes(fault)
        for id_, finding in secret.findings.items():
            yield ("finding", id_), finding.when, float(finding.takes.low)
        for id_, inject in secret.msel.items():
            yield ("inject", id_), inject.when, 0.0 if inject.at is None else float(resolve(inject.at, file.starts_at))
        for id_, act in secret.acts.items():
            yield ("act", id_), act.when, 0.0
        for id_, initiative in secret.initiatives.items():
            yield ("initiative", id_), initiative.when, NEVER if initiative.chance <= 0.0 else float(initiative.after.low)

    def _strikes(self, fault: Fault) -> float:
        at = self._file.system.changes[fault.with_].at if fault.with_ is not None else fault.at
        return 0.0 if at is None else float(resolve(at, self._file.starts_at))

    def _can_fire(self, alert: Alert) -> bool:
        if alert.burn is not None:
            journey = self._file.system.journeys.get(alert.of or "")
            return journey is None or alert.burn <= most_burn(journey.slo)
        return alert.signal is not None and passes(self._file, alert.signal, alert.above, alert.below)


def most_burn(slo: float) -> float:
    """How many times too fast a journey can use its error budget at most: when everything fails."""
    return 1.0 / (1.0 - slo) if slo < 1.0 else NEVER


def worst_possible(file: ScenarioFile) -> int:
    """The weight of the worst severity that anything in the file could make true."""
    journeys, secret = file.system.journeys.values(), file.secret
    if secret.truth.data_loss or secret.truth.breach or any(j.core or j.earns is not None for j in journeys):
        return Sev.SEV1.weight
    stated = [fault.severity.weight for fault in secret.faults.values() if fault.severity is not None]
    return max([Sev.SEV2.weight, *stated])  # any journey that fails for more than half is SEV2


def passes(file: ScenarioFile, signal: str, above: float | None, below: float | None) -> bool:
    """Whether a reading could be past the line at all. Of scripted signals and meters nothing is known."""
    if signal in file.secret.signals or signal in file.system.meters:
        return True
    if above is not None and signal.rpartition(".")[2] in _SHARES and above >= 1.0:
        return False
    return below is None or below > 0.0


def contradicts(condition: Condition) -> bool:
    """Whether `all` asks for something and for its opposite."""
    parts = condition.all or ()
    opposites = {part.not_ for part in parts if part.not_ is not None}
    return bool(opposites) and any(part in opposites for part in parts)


def _always(condition: Condition) -> bool:
    if condition.all is not None:
        return all(_always(part) for part in condition.all)
    if condition.any is not None:
        return any(_always(part) for part in condition.any)
    return condition.chance is not None and condition.chance >= 1.0


#: Tests that name one thing and wait for it, and what kind of thing that is.
NAMES: Final[Mapping[str, str]] = {"fault": "fault", "found": "finding", "delivered": "inject", "act": "act"}


def _named(condition: Condition) -> Iterator[tuple[str, str]]:
    for key, kind in NAMES.items():
        id_ = getattr(condition, key)
        if id_ is not None:
            yield kind, id_
