"""Sections that several seats see alike: clock, brief, incident, board, people, status page, changes.

Each takes from the moment only what everybody in the room may know.
"""

from __future__ import annotations

from typing import Literal

from simulator.drill import views as v
from simulator.drill.board import Mitigation, Promise, Snapshot, Task
from simulator.drill.forensics import SECURING
from simulator.drill.objectives import AIMS, offered
from simulator.drill.seen import Seen, order_words, title_of
from simulator.people.fatigue import VERY_TIRED, fatigue
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import PersonKind, Sev

#: A promise counts as due this long before its time.
_DUE_SOON = 60
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clock(seen: Seen) -> v.Clock:
    state = seen.board.clock
    return v.Clock(
        state.state,
        seen.now,
        float(state.rate) if state.moving else 0.0,
        seen.scenario.public.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seen.scenario.public.minutes,
        state.pause,
        state.steered,
        state.skip_until if state.jump else None,
        state.jumped,
    )


def brief(scenario: Scenario) -> v.Brief:
    """What the trainee reads first. Neither the scenario's id nor its source is in it."""
    public = scenario.public
    return v.Brief(
        public.alias,
        public.level,
        _WEEKDAYS[public.starts_at.weekday()],
        public.brief,
        [teach.value for teach in public.teaches],
        [
            v.BriefService(id_, service.title or id_.replace("-", " "), [c.to for c in service.calls], service.external)
            for id_, service in public.system.services.items()
        ],
    )


def objectives(seen: Seen, *, choosing: bool) -> v.Objectives:
    """What the drill is looked at by; while choosing, with all it could be."""
    chosen = seen.board.objectives
    shown = offered(seen.scenario) if choosing else chosen
    return v.Objectives([v.ObjectiveChoice(each.value, AIMS[each].title, each in chosen) for each in shown])


def incident(seen: Seen) -> v.Incident:
    now = seen.board.incident
    return v.Incident(
        now.state,
        "" if now.sev is None else now.sev.value,
        now.declared_at,
        now.changed_at,
        now.resolved_at,
        now.says,
    )


def board(seen: Seen) -> v.Board:
    """The board; made once per moment for all seats."""
    return seen.memo.get("board", (seen.board, seen.now), lambda: _board(seen))


def _board(seen: Seen) -> v.Board:
    state = seen.board
    return v.Board(
        hats(seen),
        [*(task_line(seen, task) for task in state.tasks.values()), *(_snapshot_line(seen, s) for s in state.snapshots.values())],
        [mitigation_line(seen, m) for m in state.mitigations.values()],
        [_promise(seen, p) for p in state.promises.values()],
        [v.QuestionLine(q.id, q.person, seen.name(q.person), q.says, q.asked_at) for q in state.open_questions],
        _keyboard(seen),
        _poll(seen),
    )


def _keyboard(seen: Seen) -> v.KeyboardLine | None:
    keyboard = seen.board.keyboard
    if keyboard is None or seen.board.clock.over:
        return None
    return v.KeyboardLine(seen.name(IC), seen.title(keyboard.target), keyboard.since, seen.board.heads_down)


def _poll(seen: Seen) -> v.PollLine | None:
    poll = seen.board.poll
    if poll is None or seen.board.clock.over:
        return None
    answers = [v.PollAnswer(seen.name(person), objects) for person, objects in poll.answers.items()]
    return v.PollLine(order_words(seen.scenario, poll.order) if poll.order else "", poll.asked_at, answers)


def hats(seen: Seen) -> list[v.Hat]:
    required = _required(seen)
    candidates = [
        id_
        for id_, person in seen.scenario.public.people.items()
        if person.kind in (PersonKind.RESPONDER, PersonKind.SUPPORT) and seen.board.here(id_)
    ]
    return [
        v.Hat(
            role.value,
            hat.person if hat.state != "empty" else "",
            seen.name(hat.person) if hat.state != "empty" else "",
            hat.state,
            role in required,
            [IC] if role is Role.IC else [IC, *candidates],
        )
        for role, hat in seen.board.hats.items()
    ]


def _required(seen: Seen) -> set[Role]:
    """The hats this severity asks for (SCORING M12); all of them past the hero limit."""
    state = seen.board
    sev = state.incident.sev
    if sev is None or not state.incident.open:
        return set()
    working = {t.person for t in state.tasks.values() if t.open and t.person} | {
        m.person for m in state.mitigations.values() if m.in_flight
    }
    long = state.incident.declared_at is not None and seen.now - state.incident.declared_at > 1800
    if sev is Sev.SEV1 or long or len(working) > 3:
        return set(Role)
    if sev is Sev.SEV2:
        return {Role.IC, Role.OPS}
    return {Role.IC}


def task_line(seen: Seen, task: Task) -> v.TaskLine:
    overdue = task.open and seen.now > task.due
    return v.TaskLine(
        task.id,
        task.person,
        seen.name(task.person) if task.person else "anybody",
        task_words(seen, task),
        "overdue" if overdue else task.state,
        task.asked_at,
        task.due,
        bool(task.verify),
    )


def _snapshot_line(seen: Seen, snapshot: Snapshot) -> v.TaskLine:
    """Securing evidence stands among the tasks, with the time it takes at the most."""
    state: Literal["working", "reported"] = "working" if snapshot.secured_at is None else "reported"
    due = snapshot.asked_at + SECURING[1]
    id_ = f"evidence {snapshot.target}"
    return v.TaskLine(
        id_, snapshot.person, seen.name(snapshot.person), _securing_words(seen, snapshot), state, snapshot.asked_at, due, False
    )


def _securing_words(seen: Seen, snapshot: Snapshot) -> str:
    return f"Secure evidence: {seen.title(snapshot.target)}"


def task_words(seen: Seen, task: Task) -> str:
    if task.verify:
        return f"Verify: {seen.title(task.verify)}"
    topic = "" if task.topic is None else f", {task.topic.value}"
    words = f"{seen.title(task.target)}{topic}"
    return f"{words}: {task.says}" if task.says else words


def mitigation_line(seen: Seen, mitigation: Mitigation) -> v.MitigationLine:
    verify_due = None
    owed = mitigation.verify and mitigation.verify_minutes and not _verified_since(seen, mitigation)
    if owed and mitigation.done_at is not None:
        verify_due = mitigation.done_at + 60 * mitigation.verify_minutes
    return v.MitigationLine(
        mitigation.id,
        order_words(seen.scenario, mitigation.order, mitigation.cohort)
        + (", on their own accord" if mitigation.unordered else ""),
        mitigation.person,
        seen.name(mitigation.person),
        mitigation.state,
        _waits_for(seen, mitigation),
        mitigation.ordered_at,
        mitigation.started_at,
        mitigation.done_at,
        mitigation.says,
        seen.title(mitigation.verify) if mitigation.verify else "",
        verify_due,
    )


def _verified_since(seen: Seen, mitigation: Mitigation) -> bool:
    """Somebody has reported how users are since it was done, so nothing is owed any more."""
    done = mitigation.done_at
    return done is not None and any(
        task.verify == mitigation.verify and task.reported_at is not None and task.reported_at >= done
        for task in seen.board.tasks.values()
    )


def _waits_for(seen: Seen, mitigation: Mitigation) -> str:
    """What it waits for, in words that stand by themselves; "" once it runs."""
    if mitigation.state == "approval":
        return f"waits for the approval of {seen.name(mitigation.approver)}"
    if mitigation.state == "getting-ready":
        return mitigation.delayed_says or "getting ready"
    return ""


def _promise(seen: Seen, promise: Promise) -> v.PromiseLine:
    if promise.missed_at is not None:
        return v.PromiseLine(promise.audience.value, promise.due, "missed")
    soon = promise.due - seen.now <= _DUE_SOON
    return v.PromiseLine(promise.audience.value, promise.due, "due" if soon else "running")


def people(seen: Seen) -> v.People:
    # how tired somebody is depends on the hour, and little more often than once in it
    return seen.memo.get("people", (seen.board, seen.now // 60), lambda: _people(seen))


def _people(seen: Seen) -> v.People:
    return v.People([_person(seen, id_) for id_ in seen.scenario.public.people])


def _person(seen: Seen, id_: str) -> v.PersonLine:
    spec = seen.scenario.public.people[id_]
    state = seen.board.people[id_]
    doing = _doing(seen, id_)
    return v.PersonLine(
        id_,
        seen.name(id_),
        spec.says_who,
        spec.kind.value,
        "busy" if state.state == "here" and doing else state.state,
        seen.board.human(id_),
        doing,
        _tired(seen, id_),
    )


def _tired(seen: Seen, person: str) -> Literal["", "tired", "very tired"]:
    """What anybody in the room would notice."""
    if not seen.board.here(person):
        return ""
    factor = fatigue(seen, person)
    return "" if factor <= 1.0 else "tired" if factor < VERY_TIRED[1] else "very tired"


def _doing(seen: Seen, person: str) -> str:
    carrying = seen.board.carrying_out(person)
    if carrying is not None:
        return order_words(seen.scenario, carrying.order, carrying.cohort)
    snapshot = seen.board.securing(person)
    if snapshot is not None:
        return _securing_words(seen, snapshot)
    task = seen.board.working_on(person)
    return "" if task is None else task_words(seen, task)


def status_page(seen: Seen) -> v.StatusPage:
    return seen.memo.get("status page", (seen.board,), lambda: _status_page(seen))


def _status_page(seen: Seen) -> v.StatusPage:
    journeys = seen.scenario.public.system.journeys
    return v.StatusPage(
        [
            v.Component(id_, component_title(seen.scenario, id_), state)
            for id_, state in seen.board.components.items()
            if id_ in journeys
        ],
        [
            v.StatusPost(post.at, post.says, component_title(seen.scenario, post.component), post.state)
            for post in seen.board.posts
            if post.audience.value == "public"
        ],
    )


def component_title(scenario: Scenario, component: str) -> str:
    """Its name on the status page; where several journeys stand under one name, with the journey."""
    journeys = scenario.public.system.journeys
    if component not in journeys:
        return component
    name, own = journeys[component].component, title_of(scenario, component)
    if name is None:
        return own
    shared = sum(other.component == name for other in journeys.values()) > 1
    return f"{name} ({own})" if shared else name


def changes(seen: Seen, seat: str) -> v.Changes:
    """The change feed. Its lines are there once it was opened; until then only how many there are of the last hour."""
    made = [
        (at, id_, change)
        for id_, change in seen.scenario.public.system.changes.items()
        if (at := _made_at(seen, id_)) is not None and at <= seen.now
    ]
    count = sum(seen.now - at <= 3600 for at, _, _ in made)
    opened = seat in seen.board.changes_opened
    lines = [
        v.ChangeLine(id_, at, change.kind.value, seen.title(change.target), change.says, change.by or "")
        for at, id_, change in sorted(made, key=lambda m: (-m[0], m[1]))
    ]
    return v.Changes(count, opened, "", lines if opened else [])


def _made_at(seen: Seen, change: str) -> int | None:
    """When a change was made; None while it lies ahead."""
    made = seen.board.changes.get(change)
    if made is not None:
        return made
    planned = seen.scenario.seconds(seen.scenario.public.system.changes[change].at)
    return planned if planned <= 0 else None
