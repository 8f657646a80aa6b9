"""Stakeholders: executives, support, customers. Quiet while a promised update is running and kept; more and more often here once it is not.

The communication economy of SCORING 1.6: what keeps a room quiet is the clock, not the content. Support also counts the people who write
in, which is evidence. Not the MSEL, whose lines an author wrote.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from simulator.people import voices
from simulator.people.instruments import share, title_of
from simulator.people.room import Room, Steps, simulated
from simulator.record.facts import ALL, StakeholderPinged
from simulator.record.luck import luck
from simulator.record.seats import IC
from simulator.scenario.words import Audience, PersonKind, Sev
from simulator.world.severity import of_numbers

#: Pings per second when an update is just overdue; it grows with every five minutes and stops growing at `_MOST`.
LAMBDA = 1.0 / 240.0
_MOST = 3.0
#: Without any update: how long after declaring, or after the first page, the first ping may come.
FIRST_AFTER_DECLARING, FIRST_AFTER_PAGE = 300, 480
#: How long an update keeps people quiet when it promised nothing (SCORING M8).
CADENCE = {Audience.INTERNAL: 1800, Audience.PUBLIC: 1200}
#: One person does not ask twice within this.
_GAP = 90
#: What is left of the pressure while nobody is hurt any more, and of each one's when more than two wait for the same news.
_WELL, _SHARED_BY = 0.4, 2
_TICK = 5
#: People who write in per second: `_WRITE * hurt ** _FEWER`, since of many only some bother; what an honest public post leaves of it.
_WRITE, _FEWER, _AFTER_POST = 0.02 / 60, 0.7, 0.3
#: The first count is worth telling at this many messages, the next at four times as many, and so on.
_FIRST_COUNT, _TIMES = 10, 4
#: Nobody writes in at once, and nobody counts all the time.
_WRITE_AFTER, _COUNT_GAP = 240, 240

#: Whose updates they wait for.
READS = {
    PersonKind.EXECUTIVE: Audience.INTERNAL,
    PersonKind.SUPPORT: Audience.PUBLIC,
    PersonKind.CUSTOMER: Audience.PUBLIC,
}


class Stakeholders:
    """The pressure of one drill."""

    def __init__(self, room: Room) -> None:
        self._room = room
        people = room.scenario.public.people
        self._reading = tuple(id_ for id_, spec in people.items() if spec.kind in READS)
        self._hurt = tuple((journey, f"{journey}.hurt") for journey in room.scenario.public.system.journeys)
        self._pressure: dict[str, float] = {}
        self._pings: dict[str, int] = {}
        self._spoke: dict[str, int] = {}
        self._messages: dict[str, float] = {}  # journey -> people who have written in
        self._counts: dict[str, int] = {}  # journey -> counts told
        self._hurt_since: dict[str, int] = {}
        self._said: list[str] = []  # lines of pings, so that no two people say the same

    def start(self) -> None:
        self._room.start(self._ticks())

    def spoke(self, person: str, at: int) -> None:
        """The person said something of their own; they do not ask again at once."""
        self._spoke[person] = at

    def _ticks(self) -> Steps:
        while True:
            yield self._room.env.timeout(_TICK)
            waiting = list(self._waiting())
            for person in waiting:
                self._press(person, len(waiting))
            self._count(waiting)

    # --- pings -----------------------------------------------------------------------------------

    def _waiting(self) -> Iterator[str]:
        for id_ in self._reading:
            if self._room.board.here(id_) and simulated(self._room, id_):
                yield id_

    def overdue(self, audience: Audience) -> int | None:
        """Seconds this audience has been without news it could expect; None while it is content."""
        board, now = self._room.board, self._room.now
        if board.jumping or board.incident.state in ("resolved", "closed", "stood-down"):
            return None
        promise = board.promises.get(audience)
        if promise is not None:
            return None if now <= promise.due else now - promise.due
        posts = [post.at for post in board.posts if post.audience is audience]
        if posts:
            due = max(posts[-1], board.arrived_at or 0) + CADENCE[audience]
        elif board.incident.declared_at is not None:
            due = max(board.incident.declared_at, board.arrived_at or 0) + FIRST_AFTER_DECLARING
        else:
            pages = [a.paged_at for a in board.alerts.values() if a.paged_at is not None and IC in a.paged]
            if not pages:
                return None
            due = max(min(pages), board.arrived_at or 0) + FIRST_AFTER_PAGE
        return None if now <= due else now - due

    def _press(self, person: str, waiting: int) -> None:
        """Pressure adds up; when it passes the measure that luck set for this ping, the person asks."""
        room = self._room
        spec = room.scenario.public.people[person]
        overdue = self.overdue(READS[spec.kind])
        if overdue is None:
            self._pressure[person] = 0.0
            return
        rate = LAMBDA * min(_MOST, 1.0 + overdue / 300.0) * _SHARED_BY / max(_SHARED_BY, waiting)
        if not self._hurt_since:
            rate *= _WELL
        self._pressure[person] = self._pressure.get(person, 0.0) + rate * _TICK
        nth = self._pings.get(person, 0)
        measure = -math.log(1.0 - luck(room.seed, person, "ping", nth))
        if self._pressure[person] < measure or room.now - self._spoke.get(person, -_GAP) < _GAP:
            return
        self._pressure[person] = 0.0
        self._pings[person] = nth + 1
        self._spoke[person] = room.now
        start = int(luck(room.seed, person, "first line") * 97)
        declared = room.board.incident.declared_at is not None
        says, asks = voices.line(spec.kind, nth, start, self._said, declared=declared)
        self._said.append(says)
        waits = any(q.person == person and q.answered_at is None for q in room.board.questions.values())
        question = room.board.next_question if asks and not waits else ""
        room.emit(StakeholderPinged(person, says, question), ALL, person, 0)

    # --- counts ----------------------------------------------------------------------------------

    def _count(self, waiting: list[str]) -> None:
        """People who are hurt write in; support tells when the count has become something else."""
        room = self._room
        hurts = [(journey, room.world.reading(signal) or 0.0) for journey, signal in self._hurt]
        if all(hurt < 1.0 for _, hurt in hurts):
            self._hurt_since.clear()
            return
        counter = next((p for p in waiting if room.scenario.public.people[p].kind is PersonKind.SUPPORT), "")
        honest = any(p.audience is Audience.PUBLIC and p.state not in ("", "operational") for p in room.board.posts)
        for journey, hurt in hurts:
            if hurt < 1.0:
                self._hurt_since.pop(journey, None)
                continue
            since = self._hurt_since.setdefault(journey, room.now)
            writes = _WRITE * (_AFTER_POST if honest else 1.0)
            self._messages[journey] = self._messages.get(journey, 0.0) + hurt**_FEWER * writes * _TICK
            told = self._counts.get(journey, 0)
            if (
                counter
                and self._messages[journey] >= _FIRST_COUNT * _TIMES**told
                and room.now - since >= _WRITE_AFTER
                and room.now - self._spoke.get(counter, -_COUNT_GAP) >= _COUNT_GAP
            ):
                self._counts[journey] = told + 1
                while self._messages[journey] >= _FIRST_COUNT * _TIMES ** self._counts[journey]:
                    self._counts[journey] += 1
                self._spoke[counter] = room.now
                self._tell(counter, journey, told)

    def _tell(self, person: str, journey: str, told: int) -> None:
        room = self._room
        success = room.world.reading(f"{journey}.success") or 0.0
        burn = room.world.reading(f"{journey}.burn") or 0.0
        weight = of_numbers(room.scenario.public.system.journeys[journey].core, burn, success)
        supports = Sev.SEV1 if weight >= Sev.SEV1.weight else Sev.SEV2 if weight >= Sev.SEV2.weight else None
        words = voices.TICKETS[told % len(voices.TICKETS)]
        says = words.format(
            count=voices.people_count(int(self._messages[journey])),
            what=title_of(room, journey),
            share=share(1.0 - success),
        )
        room.emit(StakeholderPinged(person, says, "", supports), ALL, person, 0)
