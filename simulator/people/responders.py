"""Responders: simulated colleagues who accept asks and hats, look, and report; each a process that only emits facts.

Not stakeholders, and not the carrying out of orders (`drill/carrying_out`). A named ask starts within seconds; an unnamed one
waits until somebody feels addressed (SCORING 1.3). When a human takes the seat in mid-task the process falls silent: the human
gets what was found as a private note, and reports it in their own words.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from simulator.people import voices
from simulator.people.fatigue import slowed
from simulator.people.findings import finding_for, knows, true_now
from simulator.people.instruments import Memory, Reading, reading_of, share, title_of
from simulator.people.room import Room, Steps, TaskSeen, free, simulated
from simulator.record.facts import (
    ALL,
    Audience,
    CardPosted,
    ChannelPosted,
    PageUnanswered,
    PersonJoined,
    RoleAccepted,
    TaskAccepted,
    TaskDeclined,
    TaskEnded,
    VerifyReported,
    seats,
)
from simulator.record.luck import luck, luck_between
from simulator.record.seats import Role
from simulator.scenario.texts import render
from simulator.scenario.units import Span
from simulator.scenario.words import Confidence, PersonKind, Temper, Topic

#: Extra wait of an ask that names nobody, in seconds (SCORING 1.3).
NOBODY_NAMED = (90, 180)
#: Progress lost by asking for an update before the time box is over.
NUDGE_COSTS = 30
#: How long a look takes when there is nothing special to find: by who knows the target, and who does not.
USUAL_LOOK, STRANGER_LOOK = Span(60, 120), Span(120, 200)
#: How long it takes to see whether users are well (SCORING 1.4 allows 60-300 s).
VERIFYING = Span(60, 120)
#: How long readings must have been well for a verification, and how often they are read.
_WELL_FOR, _READS_EVERY = 60, 10
_TRIES_AGAIN = 15
#: How long a page that reaches nobody is tried before it is given up (SCORING 1.4: 120-420 s).
UNANSWERED = Span(180, 300)
#: How much longer a tunnel-visioned person takes, and a silent one keeps things to themselves.
_TUNNEL, _SILENT = 1.5, 60
_THROWS = 0.5


class Responders:
    """What simulated colleagues do about facts; called by `People`."""

    def __init__(self, room: Room, memory: Memory) -> None:
        self._room = room
        self._memory = memory
        self._answering: set[str] = set()  # tasks somebody simulated is on
        self._told: set[str] = set()  # findings brought up unasked, or on the way
        self._noting: set[str] = set()  # tasks a human's own look is under way for
        self._pages: dict[str, int] = {}  # person -> how often they were paged

    # --- being asked -----------------------------------------------------------------------------

    def asked(self, task: str) -> None:
        """An ask or a verification is on the board."""
        if task in self._answering:
            return
        self._answering.add(task)
        self._room.start(self._answer(task))

    def seat_freed(self, person: str) -> None:
        """The simulation acts for this person again: it takes up what lies open, and what was never told."""
        self._told -= {id_ for id_ in self._told if id_ not in self._room.board.found}
        for task in self._room.board.tasks.values():
            if task.person == person and task.state in ("waiting", "working"):
                self._answering.discard(task.id)
                self.asked(task.id)
        for role, hat in self._room.board.hats.items():
            if hat.person == person and hat.state == "asked":
                self.offered(role, person)

    def seat_taken(self, person: str) -> None:
        """A human sits down here: what lies open is theirs to look into from now on."""
        for task in self._room.board.tasks.values():
            if task.person == person and task.state in ("waiting", "working"):
                self._room.start(self._note_for_human(task.id, person))

    def taken_by_human(self, task: str, person: str) -> None:
        """A human took up an ask; one that named nobody has not been looked into for them yet."""
        if not self._room.board.tasks[task].named:
            self._room.start(self._note_for_human(task, person))

    def _answer(self, id_: str) -> Steps:
        room = self._room
        task = room.board.tasks[id_]
        if task.person and not simulated(room, task.person):
            self._answering.discard(id_)
            yield from self._note_for_human(id_, task.person)
            return
        if task.state == "working":
            yield from self._work(id_, task.person)
            return
        if task.person:
            yield room.env.timeout(self._accepts(task.person, id_))
            person = task.person
        else:
            person = yield from self._somebody(id_)
        task = room.board.tasks[id_]
        if task.state != "waiting" or not person or not simulated(room, person):
            self._answering.discard(id_)
            return
        if not self._would_look(person):
            room.emit(TaskDeclined(id_, person, voices.NOT_MINE), ALL, person, 0)
            return
        yield from in_the_queue(room, person, id_)
        if room.board.tasks[id_].state != "waiting" or not simulated(room, person):
            self._answering.discard(id_)
            return
        room.emit(TaskAccepted(id_, person), ALL, person, 0)
        yield from self._work(id_, person)

    def _accepts(self, person: str, *key: str) -> int:
        span = self._room.scenario.public.people[person].accepts
        return max(1, slowed(self._room, person, luck_between(self._room.seed, span.low, span.high, person, "accept", *key)))

    def _would_look(self, person: str) -> bool:
        return self._room.scenario.public.people[person].kind is not PersonKind.EXECUTIVE

    def _somebody(self, id_: str) -> Generator[Any, Any, str]:
        """Wait until one of those who know the target feels addressed; "" when the ask is over before."""
        room = self._room
        low, high = NOBODY_NAMED
        yield room.env.timeout(luck_between(room.seed, low, high, "unnamed", id_))
        while room.board.tasks[id_].state == "waiting":
            person = self._addressed(room.board.tasks[id_].target, id_)
            if person:
                return person
            yield room.env.timeout(_TRIES_AGAIN)
        return ""

    def _addressed(self, target: str, id_: str) -> str:
        room = self._room
        people = room.scenario.public.people
        ready = [p for p, spec in people.items() if spec.kind is PersonKind.RESPONDER and free(room, p) and simulated(room, p)]
        near = [p for p in ready if knows(room.scenario, p, target)] or ready
        return min(near, key=lambda p: luck(room.seed, p, "feels addressed", id_), default="")

    # --- looking ---------------------------------------------------------------------------------

    def _work(self, id_: str, person: str) -> Steps:
        """Look for as long as it takes, say so when the time box runs out, and report."""
        room = self._room
        task = room.board.tasks[id_]
        spent = 0
        need = self._need(person, task)
        asked_for_time = False
        nudges = task.nudges
        while spent < need or room.board.carrying_out(person) is not None or room.board.securing(person) is not None:
            left = max(1, need - spent)
            to_box = task.due - room.now
            slice_ = min(left, to_box) if to_box > 0 and not asked_for_time else left
            began = room.now
            yield room.env.timeout(slice_)
            if not self._still(id_, person):
                return
            spent += slice_ - self._hands_full(person, began)
            spent -= NUDGE_COSTS * (room.board.tasks[id_].nudges - nudges)
            nudges = room.board.tasks[id_].nudges
            if room.now >= task.due and not asked_for_time and spent < need:
                asked_for_time = True
                self._ask_for_time(person, task, need - spent)
            if spent >= need:
                need = max(need, self._need(person, task))
        if task.verify:
            yield from self._verify(id_, person)
        else:
            self._report(id_, person)

    def _hands_full(self, person: str, since: int) -> int:
        """Seconds since then in which this person was carrying out an order and could not look at anything."""
        now, full = self._room.now, 0
        for mitigation in self._room.board.mitigations.values():
            if mitigation.person == person and mitigation.state != "approval":
                start = mitigation.ordered_at if mitigation.approved_at is None else mitigation.approved_at
                end = now if mitigation.done_at is None else mitigation.done_at
                full += max(0, end - max(start, since))
        for snapshot in self._room.board.snapshots.values():
            if snapshot.person == person:
                end = now if snapshot.secured_at is None else snapshot.secured_at
                full += max(0, end - max(snapshot.asked_at, since))
        return min(full, now - since)

    def _still(self, id_: str, person: str) -> bool:
        """The person is still the one working on it, and nobody sits in their seat."""
        task = self._room.board.tasks[id_]
        if task.state == "working" and task.person == person and simulated(self._room, person):
            return True
        self._answering.discard(id_)
        return False

    def _need(self, person: str, task: TaskSeen) -> int:
        """Seconds until this person has something to say, as things stand now."""
        room = self._room
        if task.verify:
            takes = luck_between(room.seed, VERIFYING.low, VERIFYING.high, person, "verify", task.id)
            return slowed(room, person, takes)
        spec = room.scenario.public.people[person]
        found = finding_for(room, person, task)
        if found:
            span = room.scenario.secret.findings[found].takes
            takes = luck_between(room.seed, span.low, span.high, person, "takes", found)
        else:
            span = USUAL_LOOK if knows(room.scenario, person, task.target) else STRANGER_LOOK
            takes = luck_between(room.seed, span.low, span.high, person, "looks", task.id)
        if spec.temper is Temper.TUNNEL_VISIONED:
            takes = int(takes * _TUNNEL)
        if spec.temper is Temper.SILENT and task.nudges == 0:
            takes += _SILENT
        return max(1, slowed(room, person, takes))

    def _ask_for_time(self, person: str, task: TaskSeen, more: int) -> None:
        """The time box is over and there is nothing yet: a closed loop says so. A silent person does not."""
        room = self._room
        if task.verify or room.scenario.public.people[person].temper is Temper.SILENT:
            return
        minutes = max(1, round(more / 60))
        words = voices.STILL_AT_IT[int(luck(room.seed, person, "still", task.id) * len(voices.STILL_AT_IT))]
        span = f"{minutes} minute" + ("s" if minutes > 1 else "")
        room.emit(ChannelPosted(person, words.format(what=_sentence(title_of(room, task.target)), more=span)), ALL, person, 0)

    def nudged(self, id_: str) -> None:
        """Asked for an update early: they answer politely. What it costs is counted where they work."""
        room = self._room
        task = room.board.tasks.get(id_)
        if task is None or task.state != "working" or not simulated(room, task.person):
            return
        words = voices.NUDGED[(task.nudges - 1) % len(voices.NUDGED)]
        room.emit(ChannelPosted(task.person, words.format(what=title_of(room, task.target))), ALL, task.person, 0)

    # --- reporting -------------------------------------------------------------------------------

    def _report(self, id_: str, person: str) -> None:
        room = self._room
        task = room.board.tasks[id_]
        found = finding_for(room, person, task)
        if found:
            self._post_finding(found, person, id_, task.target)
        else:
            room.emit(self._card(person, id_, task.target, task.topic), ALL, person, 0)
        room.emit(TaskEnded(id_, person), ALL, person, 0)
        if (
            room.scenario.public.people[person].temper is Temper.GRENADE_THROWER
            and luck(room.seed, person, "throws", id_) < _THROWS
        ):
            words = voices.THROWN[int(luck(room.seed, person, "thrown", id_) * len(voices.THROWN))]
            room.emit(ChannelPosted(person, words), ALL, person, 0)

    def _card(self, person: str, task: str, target: str, topic: Topic | None) -> CardPosted:
        """An honest report of what the instruments show, when there is nothing more to find."""
        room = self._room
        reading: Reading = reading_of(room, self._memory, target, topic)
        mine = knows(room.scenario, person, target)
        says = reading.says if mine else f"I do not know this part well. {reading.says}"
        confidence = Confidence.MEDIUM if mine else Confidence.LOW
        return CardPosted(room.board.next_card, person, says, confidence, task, target=target, supports=reading.supports)

    def _post_finding(self, found: str, person: str, task: str, target: str, audience: Audience = ALL) -> None:
        room = self._room
        finding = room.scenario.secret.findings[found]
        room.emit(
            CardPosted(
                room.board.next_card,
                person,
                render(finding.says, room.names()),
                finding.confidence,
                task,
                found,
                target,
                finding.names or "",
                finding.supports,
                finding.refutes,
                finding.cause,
            ),
            audience,
            person,
            0,
        )

    def _note_for_human(self, id_: str, person: str) -> Steps:
        """A human was asked: what a look would bring to light reaches their desk, and nobody else's."""
        room = self._room
        task = room.board.tasks[id_]
        if task.verify or person not in room.board.people or id_ in self._noting:
            return
        self._noting.add(id_)
        yield room.env.timeout(self._need(person, task))
        self._noting.discard(id_)
        task = room.board.tasks[id_]
        if task.state not in ("waiting", "working") or not room.board.human(person):
            return
        found = finding_for(room, person, task)
        if found:
            self._post_finding(found, person, "", task.target, seats(person))
        else:
            room.emit(self._card(person, "", task.target, task.topic), seats(person), person, 0)

    # --- verifying -------------------------------------------------------------------------------

    def _verify(self, id_: str, person: str) -> Steps:
        """Read the journey's instruments for a minute and say whether users are well; without data nobody can say so."""
        room = self._room
        journey = room.board.tasks[id_].verify
        readings: list[float | None] = []
        for _ in range(_WELL_FOR // _READS_EVERY):
            yield room.env.timeout(_READS_EVERY)
            readings.append(room.world.shown(f"{journey}.success"))
        if not self._still(id_, person):
            return
        title = title_of(room, journey)
        known = [value for value in readings if value is not None]
        if len(known) < len(readings):
            says = f"{title}: no data. I cannot tell whether users are well."
            room.emit(VerifyReported(id_, journey, person, False, says), ALL, person, 0)
            room.emit(TaskEnded(id_, person), ALL, person, 0)
            return
        worst = min(known)
        slo = room.scenario.public.system.journeys[journey].slo
        usual = self._memory.healthy(f"{journey}.success") or 1.0
        well = worst >= min(usual - 0.005, 1.0 - 3.0 * (1.0 - slo)) or worst >= slo
        if well:
            rate = "everything" if worst > 0.9995 else f"{share(worst)} or more"
            says = f"{title}: {rate} succeeded at every look during the last minute. Users are well."
        else:
            says = f"{title}: {share(worst)} succeed. Users still feel it."
        room.emit(VerifyReported(id_, journey, person, well, says), ALL, person, 0)
        room.emit(TaskEnded(id_, person), ALL, person, 0)

    # --- on their own ----------------------------------------------------------------------------

    def look_around(self) -> None:
        """Bring up what nobody asked for, once it is true. Called every few seconds."""
        room = self._room
        for id_, finding in room.scenario.secret.findings.items():
            if not finding.unasked or id_ in self._told or not true_now(room, id_):
                continue
            present = [p for p in finding.by if room.board.here(p)]
            person = next((p for p in present if simulated(room, p)), present[0] if present else "")
            if person:
                self._told.add(id_)
                room.start(self._bring_up(id_, person))

    def _bring_up(self, id_: str, person: str) -> Steps:
        room = self._room
        finding = room.scenario.secret.findings[id_]
        takes = luck_between(room.seed, finding.takes.low, finding.takes.high, person, "takes", id_)
        yield room.env.timeout(max(1, slowed(room, person, takes)))
        if id_ in room.board.found:
            return
        if true_now(room, id_) and room.board.here(person):
            # What comes to a human's notice comes to their desk; telling the others is up to them.
            self._post_finding(id_, person, "", "", seats(person) if room.board.human(person) else ALL)
        else:
            self._told.discard(id_)

    # --- hats and pages --------------------------------------------------------------------------

    def offered(self, role: Role, person: str) -> None:
        if simulated(self._room, person):
            self._room.start(self._accept_hat(role, person))

    def _accept_hat(self, role: Role, person: str) -> Steps:
        room = self._room
        yield room.env.timeout(self._accepts(person, role.value))
        hat = room.board.hats[role]
        if hat.person == person and hat.state == "asked" and simulated(room, person):
            room.emit(RoleAccepted(role, person), ALL, person, 0)

    def paged(self, person: str) -> None:
        seen = self._room.board.people[person]
        if seen.state == "paged":
            nth = self._pages[person] = self._pages.get(person, 0) + 1
            self._room.start(self._wake(person, nth, seen.since))

    def _wake(self, person: str, nth: int, since: int) -> Steps:
        """They come, unless this page does not reach them; then the paging gives up after a while and says whom else there is."""
        room = self._room
        spec = room.scenario.public.people[person]
        reached = spec.answers >= 1.0 or luck(room.seed, person, "answers", nth) < spec.answers
        span = (spec.wakes or spec.accepts) if reached else UNANSWERED
        yield room.env.timeout(max(1, luck_between(room.seed, span.low, span.high, person, "wakes")))
        seen = room.board.people[person]
        if seen.state != "paged" or seen.since != since or not simulated(room, person):
            return
        if reached:
            room.emit(PersonJoined(person), ALL, person, 0)
        else:
            room.emit(PageUnanswered(person, spec.instead or ""), ALL, "clock", 0)


def in_the_queue(room: Room, person: str, what: str) -> Steps:
    """An ask of a vendor waits in the vendor's own queue; all there is meanwhile is a ticket number."""
    span = room.scenario.public.people[person].queue
    if span is None:
        return
    number = 10_000 + int(luck(room.seed, person, "ticket", what) * 90_000)
    room.emit(ChannelPosted(person, voices.TICKET.format(number=number)), ALL, person, 0)
    yield room.env.timeout(max(1, luck_between(room.seed, span.low, span.high, person, "queue", what)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
