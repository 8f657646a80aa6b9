"""Instants that are more likely slips than meant, and a record out of order."""

from collections.abc import Iterator
from typing import Final

from simulator.scenario.looks.found import Found
from simulator.scenario.problems import Path
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.units import HOUR, Instant, resolve, written_duration

#: A bare clock further away than this is more often a slip than meant.
FAR: Final = 12 * HOUR


def clocks(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """A bare clock that lies most of a day away."""
    for path, moment in _instants(file):
        if moment.clock is not None and len(moment.clock) <= len("00:00:00"):
            after = resolve(moment, file.starts_at)
            if after > FAR:
                yield path, "clock-far", {"text": moment.clock, "after": written_duration(after)}, ""


def _instants(file: ScenarioFile) -> Iterator[tuple[Path, Instant]]:
    for id_, change in file.system.changes.items():
        yield ("system", "changes", id_, "at"), change.at
    for id_, fault in file.secret.faults.items():
        if fault.at is not None:
            yield ("secret", "faults", id_, "at"), fault.at
    for id_, inject in file.secret.msel.items():
        if inject.at is not None:
            yield ("secret", "msel", id_, "at"), inject.at
    for at, act in enumerate(file.secret.history):
        yield ("secret", "history", at, "at"), act.at


def past(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """A record that nothing must reproduce, or that does not run forwards."""
    if file.secret.published and not file.secret.history:
        yield ("secret", "published"), "no-history", {}, ""
    latest = None
    for at, act in enumerate(file.secret.history):
        now = resolve(act.at, file.starts_at)
        if latest is not None and now < latest:
            yield ("secret", "history", at), "history-order", {}, ""
        latest = now if latest is None else max(latest, now)
