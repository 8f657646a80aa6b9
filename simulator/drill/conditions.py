"""Conditions: whether one of a scenario's conditions holds now.

Not expressions: structure only, read from the board and, for signals, from the world. `for` needs memory of how long a
reading has been past its line; `Conditions` keeps it, from step to step, so that asking more often changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import inf

from simulator.drill.board import Board, Mitigation
from simulator.drill.sight import World
from simulator.record.luck import luck
from simulator.record.seats import Role
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Calendar, Condition
from simulator.scenario.words import Sev, Weekday
from simulator.scenario.written import conditions_in

_WEEK = tuple(Weekday)


class Conditions:
    """The conditions of one drill, with the memory of its signals and the luck of its chances."""

    def __init__(self, scenario: Scenario, world: World, seed: int) -> None:
        self._world = world
        self._starts_at = scenario.public.starts_at
        every = tuple(conditions_in(scenario.secret))
        self._past: dict[Condition, int] = {}  # signal condition -> since when its reading has been past its line
        self._signals = tuple(dict.fromkeys(part for _, part in every if part.signal is not None))
        self._delays = tuple(dict.fromkeys((_waits_for(part), part.by or 0) for _, part in every if _waits_for(part)))
        # The same chance in two places of a file is two chances, so each is known by where it stands: by identity.
        self._struck = {
            id(part): luck(seed, "chance", *map(str, path)) < part.chance for path, part in every if part.chance is not None
        }

    def step(self, now: int) -> None:
        """Look at the signals once; called after each step of the world."""
        for condition in self._signals:
            if not _past_line(condition, self._world):
                self._past.pop(condition, None)
            else:
                self._past.setdefault(condition, now)

    def delays_after(self, id_: str) -> tuple[int, ...]:
        """The delays with which some condition waits for this id or order; the moments at which to look again."""
        return tuple(by for waited, by in self._delays if waited == id_)

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
        if _waits_for(condition):
            since = _begun(board, condition)
            return since is not None and now >= since + (condition.by or 0)
        if condition.chance is not None:
            return self._struck[id(condition)]
        if condition.calendar is not None:
            return on_calendar(condition.calendar, self._starts_at + timedelta(seconds=now))
        return _on_the_board(condition, board)

    def earliest(self, condition: Condition, board: Board) -> float:
        """It cannot hold sooner than this second while the board stays as it is: a bound, no forecast. Infinite: only after something new."""
        if condition.all is not None:
            return max((self.earliest(part, board) for part in condition.all), default=0)
        if condition.any is not None:
            return min((self.earliest(part, board) for part in condition.any), default=inf)
        if _waits_for(condition):
            since = _begun(board, condition)
            return inf if since is None else since + (condition.by or 0)
        if condition.not_ is not None:
            return inf if self._holds_on(condition.not_, board) else 0
        if condition.signal is not None or condition.calendar is not None:
            return 0
        return 0 if self.holds(condition, board, 0) else inf

    def _holds_on(self, condition: Condition, board: Board) -> bool:
        """It holds and goes on holding as long as the board stays as it is; only where that is plain to see."""
        if condition.all is not None or condition.any is not None or condition.not_ is not None:
            return False
        if condition.signal is not None or condition.calendar is not None:
            return False
        if _waits_for(condition):
            return not condition.by and _begun(board, condition) is not None
        return self.holds(condition, board, 0)


def on_calendar(calendar: Calendar, moment: datetime) -> bool:
    """Whether a moment lies in a time of the week; a time that reaches into the next day belongs to the day it begins on."""
    clock = moment.strftime("%H:%M")
    overnight = calendar.to <= calendar.from_
    began_before = overnight and clock < calendar.to
    if not began_before and (clock < calendar.from_ or (not overnight and clock >= calendar.to)):
        return False
    day = _WEEK[(moment - timedelta(days=began_before)).weekday()]
    return not calendar.days or day in calendar.days


def _waits_for(condition: Condition) -> str:
    """The id, or the order, since which this test counts its time; "" for all other tests."""
    return condition.after or condition.ordered or condition.done or ""


def _begun(board: Board, condition: Condition) -> int | None:
    """Since when a test that counts time has been counting; None while it has not begun."""
    if condition.after is not None:
        return instant_of(board, condition.after)
    orders = [m for m in board.mitigations.values() if m.order == _waits_for(condition) and _there(m, condition.in_)]
    if condition.ordered is not None:
        return min((m.ordered_at for m in orders if not m.unordered), default=None)
    return min((m.done_at for m in orders if m.state == "done" and m.done_at is not None), default=None)


def _there(mitigation: Mitigation, cohort: str | None) -> bool:
    """An order for all of a target is one for each of its cohorts."""
    return cohort is None or mitigation.cohort in ("", cohort)


def _past_line(condition: Condition, world: World) -> bool:
    assert condition.signal is not None
    reading = world.reading(condition.signal)
    if reading is None:
        return False
    if condition.above is not None:
        return reading > condition.above
    return condition.below is not None and reading < condition.below


def instant_of(board: Board, id_: str) -> int | None:
    """When the inject, alert, finding or fault of this id first came true, or the act began, or `declare`; None while it has not."""
    if id_ == "declare":
        return board.incident.declared_at
    act = board.acts.get(id_)
    inject, alert, fault = board.injects.get(id_), board.alerts.get(id_), board.faults.get(id_)
    instants = (
        None if inject is None else inject.delivered_at,
        None if alert is None else alert.first_fired_at,
        None if fault is None else fault.first_at,
        board.found.get(id_),
        board.changes.get(id_),
        None if act is None else act.began_at,
    )
    return next((at for at in instants if at is not None), None)


def waits_until(board: Board, condition: Condition) -> int | None:
    """The instant at which what it waits for has passed, if all of that has begun to run; None when there is no such instant.

    Only a forecast, for people: whatever else the condition asks may still keep it from coming true.
    """
    if _is_wait(condition):
        since = _begun(board, condition)
        return None if since is None else since + (condition.by or 0)
    if condition.any is not None:
        known = [due for part in condition.any if (due := waits_until(board, part)) is not None]
        return min(known, default=None)
    waits = [part for part in condition.all or () if _is_wait(part)]
    dues = [due for part in waits if (due := waits_until(board, part)) is not None]
    return max(dues, default=None) if len(dues) == len(waits) else None


def _is_wait(condition: Condition) -> bool:
    return condition.after is not None or (condition.by is not None and _waits_for(condition) != "")


def _on_the_board(condition: Condition, board: Board) -> bool:
    """Tests that need neither time nor the world."""
    if condition.posted is not None:
        return board.posted(condition.posted) is not None
    if condition.declared is not None:
        return _declared(condition.declared, board)
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
    if condition.act is not None:
        return board.acts[condition.act].began_at is not None
    if condition.page is not None:
        alert = board.alerts.get(condition.page)
        return alert is not None and alert.paged_at is not None
    if condition.hat is not None:
        return board.wearer(Role(condition.hat)) != ""
    if condition.snapshot is not None:
        snapshot = board.snapshots.get(condition.snapshot)
        return snapshot is not None and snapshot.secured_at is not None
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
