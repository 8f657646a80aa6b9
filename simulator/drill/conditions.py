"""Conditions: whether one of a scenario's conditions holds now.

Not expressions: structure only, read from the board and, for signals, from the world. `for` needs memory of how long a
reading has been past its line; `Conditions` keeps it, from step to step, so that asking more often changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.drill.board import Board
from simulator.drill.sight import World
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition
from simulator.scenario.words import Sev


class Conditions:
    """The conditions of one drill, with the memory of its signals."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        self._world = world
        self._past: dict[Condition, int] = {}  # signal condition -> since when its reading has been past its line
        self._signals = tuple(dict.fromkeys(part for part in written(scenario) if part.signal is not None))
        self._delays = tuple(dict.fromkeys((part.after, part.by or 0) for part in written(scenario) if part.after is not None))

    def step(self, now: int) -> None:
        """Look at the signals once; called after each step of the world."""
        for condition in self._signals:
            if not _past_line(condition, self._world):
                self._past.pop(condition, None)
            else:
                self._past.setdefault(condition, now)

    def delays_after(self, id_: str) -> tuple[int, ...]:
        """The delays with which some condition waits for this id; the moments at which to look again."""
        return tuple(by for after, by in self._delays if after == id_)

    def holds(self, condition: Condition, board: Board, now: int) -> bool:
        """Whether it holds now."""
        if condition.all is not None:
            return all(self.holds(part, board, now) for part in condition.all)
        if condition.any is not None:
            return any(self.holds(part, board, now) for part in condition.any)
        if condition.not_ is not None:
            return not self.holds(condition.not_, board, now)
        if condition.signal is not None:
            since = self._past.get(condition)
            return since is not None and now - since >= (condition.for_ or 0)
        if condition.after is not None:
            since = instant_of(board, condition.after)
            return since is not None and now >= since + (condition.by or 0)
        return _on_the_board(condition, board)


def written(scenario: Scenario) -> Iterator[Condition]:
    """Every condition of a scenario with all its parts."""
    secret = scenario.secret
    hazards = (hazard for mitigation in secret.mitigations.values() for hazard in mitigation.hazards)
    tops: Iterable[Condition | None] = (
        *(fault.when for fault in secret.faults.values()),
        *(end.when for fault in secret.faults.values() for end in fault.ends),
        *(finding.when for finding in secret.findings.values()),
        *(inject.when for inject in secret.msel.values()),
        *(hazard.when for hazard in hazards),
    )
    for top in tops:
        if top is not None:
            yield from _parts(top)


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ())):
        yield from _parts(part)


def _past_line(condition: Condition, world: World) -> bool:
    assert condition.signal is not None
    reading = world.reading(condition.signal)
    if reading is None:
        return False
    if condition.above is not None:
        return reading > condition.above
    return condition.below is not None and reading < condition.below


def instant_of(board: Board, id_: str) -> int | None:
    """When the inject, alert, finding or fault of this id first came true, or `declare`; None while it has not."""
    if id_ == "declare":
        return board.incident.declared_at
    inject, alert, fault = board.injects.get(id_), board.alerts.get(id_), board.faults.get(id_)
    instants = (
        None if inject is None else inject.delivered_at,
        None if alert is None else alert.first_fired_at,
        None if fault is None else fault.first_at,
        board.found.get(id_),
        board.changes.get(id_),
    )
    return next((at for at in instants if at is not None), None)


def waits_until(board: Board, condition: Condition) -> int | None:
    """The instant at which what it waits for has passed, if all of that has begun to run; None when there is no such instant.

    Only a forecast, for people: whatever else the condition asks may still keep it from coming true.
    """
    if condition.after is not None:
        since = instant_of(board, condition.after)
        return None if since is None else since + (condition.by or 0)
    if condition.any is not None:
        known = [due for part in condition.any if (due := waits_until(board, part)) is not None]
        return min(known, default=None)
    waits = [part for part in condition.all or () if part.after is not None]
    dues = [due for part in waits if (due := waits_until(board, part)) is not None]
    return max(dues, default=None) if len(dues) == len(waits) else None


def _on_the_board(condition: Condition, board: Board) -> bool:
    """Tests that need neither time nor the world."""
    if condition.posted is not None:
        return board.posted(condition.posted) is not None
    if condition.declared is not None:
        return _declared(condition.declared, board)
    if condition.ordered is not None:
        return any(m.order == condition.ordered for m in board.mitigations.values())
    if condition.done is not None:
        return board.done(condition.done) is not None
    if condition.asked is not None:
        return condition.asked in board.asked
    if condition.fault is not None:
        fault = board.faults.get(condition.fault)
        return fault is not None and fault.state == "active"
    if condition.found is not None:
        return condition.found in board.found
    if condition.delivered is not None:
        inject = board.injects.get(condition.delivered)
        return inject is not None and inject.state == "delivered"
    if condition.page is not None:
        alert = board.alerts.get(condition.page)
        return alert is not None and alert.paged_at is not None
    if condition.severity is not None:
        return board.severity >= condition.severity.weight
    if condition.mitigated is not None:
        return mitigated(board) is condition.mitigated
    return False


def _declared(wanted: str | Sev, board: Board) -> bool:
    """`any`: declared at all; a severity: declared at this one or a worse one at present."""
    incident = board.incident
    if wanted == "any":
        return incident.declared_at is not None
    return incident.sev is not None and incident.sev.weight >= Sev(wanted).weight


def mitigated(board: Board) -> bool:
    """It hurt, and by `sev_raw` it does not any more: from SEV2 or worse to SEV3 or milder, from SEV3 to well."""
    if board.worst >= Sev.SEV2.weight:
        return board.severity <= Sev.SEV3.weight
    return board.worst == Sev.SEV3.weight and board.severity == 0
