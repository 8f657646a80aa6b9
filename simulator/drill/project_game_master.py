"""What the game master sees: the truth beside what was shown, the list of injects, the trainee at a glance, and all the trainee sees.

The only view that may hold secrets. The console runs itself; this offers one next best thing (SCORING 6.2).
"""

from __future__ import annotations

from simulator.drill import project_impact as impact_
from simulator.drill import project_shared as shared
from simulator.drill import views as v
from simulator.drill.board import Act
from simulator.drill.condition_words import condition_words, duration
from simulator.drill.conditions import waits_until
from simulator.drill.decisions.acts import day_clock
from simulator.drill.hints import LADDERS, need_of, next_hint
from simulator.drill.project_acts import acts
from simulator.drill.project_commander import guide
from simulator.drill.project_truth import Account, ribbon, truth
from simulator.drill.seen import Seen
from simulator.people.voices import lines_for
from simulator.record.seats import GM, IC, Role
from simulator.scenario.words import Audience

#: Silence after which a hint is worth suggesting, in seconds (SCORING 6.2).
_SILENT = 90
#: `silent_for` is told in steps of so many seconds, so that the section does not change every second.
_SILENCE_STEP = 10
_NO_UPDATE = 900
_LATE_ACKNOWLEDGE = 120

_ACTS = {
    "PageAcknowledged": "acknowledged a page",
    "TilesOpened": "opened the tiles",
    "ChangesOpened": "opened the change feed",
    "IncidentDeclared": "declared",
    "SeverityChanged": "changed severity",
    "IncidentStoodDown": "stood down",
    "RoleAssigned": "assigned a hat",
    "RoleAccepted": "took a hat",
    "RoleReleased": "released a hat",
    "TaskAsked": "asked somebody to look",
    "TaskNudged": "asked for an update",
    "VerifyAsked": "asked to verify",
    "MitigationOrdered": "ordered a mitigation",
    "PersonPaged": "paged somebody",
    "UpdatePosted": "posted an update",
    "UpdateDelayed": "posted an update",
    "PromiseMade": "promised an update",
    "PromiseKept": "posted an update",
    "QuestionAnswered": "answered a question",
    "MitigationClaimed": "called it mitigated",
    "IncidentResolved": "resolved",
    "IncidentReopened": "reopened",
    "IncidentClosed": "closed",
    "ChannelPosted": "wrote in the channel",
    "HandoffOffered": "handed off",
    "ActJumped": "went on to the next act",
    "KeyboardTaken": "took the keyboard",
    "KeyboardDropped": "put the keyboard down",
    "CardPosted": "came upon something",
    "PollAsked": "asked the room for objections",
    "HintRequested": "asked for a hint",
    "SkipStarted": "waits until something happens",
}
_NEEDS = {
    "acknowledge": "A page waits to be acknowledged.",
    "declare": "Nothing is declared yet.",
    "hats": "A hat that matters is empty.",
    "ask": "Nobody has been asked to look.",
    "changes": "The change feed has not been opened.",
    "mitigate": "A mitigation is within reach.",
    "update": "People inside wait for an update.",
    "public": "The status page shows nothing yet.",
    "answer": "Somebody waits for an answer.",
    "verify": "Nobody has been asked to verify.",
    "resolve": "It could be resolved.",
    "wait": "Nothing is missing. Let them work.",
}


def game_master(seen: Seen, brief: v.Brief, account: Account, menu: v.Menu) -> v.GameMasterView:
    return v.GameMasterView(
        shared.clock(seen),
        brief,
        shared.incident(seen),
        truth(seen, account),
        ribbon(account),
        msel(seen),
        trainee(seen),
        v.Notes([v.Note(note.about, note.marker, note.sign, note.says) for note in seen.board.notes]),
        v.Table(
            seen.board.autopilot,
            float(seen.board.clock.rate),
            [v.SeatLine(s.id, s.kind.value, s.holder.value, s.name) for s in seen.board.seats.values()],
        ),
        voices(seen),
        impact_.impact(seen),
        impact_.alerts(seen),
        shared.changes(seen, IC),
        shared.board(seen),
        acts(seen, GM),
        shared.people(seen),
        shared.status_page(seen),
        guide(seen),
        menu,
        shared.objectives(seen, choosing=True),
    )


def msel(seen: Seen) -> v.Msel:
    """What is still to come, by time where a time is known; then what is over."""
    lines = [_inject(seen, id_) for id_ in seen.scenario.secret.msel]
    over = {"delivered": 1, "skipped": 2}
    return v.Msel(
        sorted(lines, key=lambda line: (over.get(line.state, 0), line.due is None, line.due or 0, line.delivered_at or 0)),
        [_act(seen, act) for act in seen.board.acts.values() if act.state in ("to-come", "offered")],
    )


def _act(seen: Seen, act: Act) -> v.ActLine:
    spec = seen.scenario.secret.acts[act.id]
    return v.ActLine(
        day_clock(seen.scenario, act.to),
        condition_words(seen.scenario, spec.when),
        act.state == "offered",
        spec.handoff,
        [seen.name(person) for person in spec.leaves],
        [seen.name(person) for person in spec.arrives],
        spec.says,
    )


def _inject(seen: Seen, id_: str) -> v.InjectLine:
    spec = seen.scenario.secret.msel[id_]
    state = seen.board.injects[id_]
    at = None if spec.at is None else seen.scenario.seconds(spec.at)
    due = at if spec.when is None else waits_until(seen.board, spec.when)
    due = None if due is not None and due <= seen.now else due
    trigger = "" if spec.when is None else condition_words(seen.scenario, spec.when)
    return v.InjectLine(
        id_,
        at,
        due,
        spec.says,
        seen.name(spec.from_),
        trigger or f"at {seen.utc(at or 0)}",
        "" if spec.expects is None else spec.expects.value,
        state.state,
        state.delivered_at,
    )


# --- the trainee at a glance ------------------------------------------------------------------------


def trainee(seen: Seen) -> v.TraineeNow:
    board = seen.board
    silent = seen.now - max(board.ic_acted_at or 0, _reached_at(seen))
    hint = next_hint(board, seen.scenario, seen.now)
    need = _NEEDS.get(need_of(board, seen.scenario, seen.now), "")
    quiet = hint.need != "wait" and silent >= _SILENT and board.clock.state == "running"
    asked = board.hint_asked_at is not None
    if asked:
        suggestion = f"They asked for help. Next hint: {hint.says}"
    elif quiet:
        suggestion = f"{need} Silent for {duration(silent // 30 * 30)}: offer “{hint.says}”"
    else:
        suggestion = need
    return v.TraineeNow(
        silent // _SILENCE_STEP * _SILENCE_STEP,
        _ACTS.get(board.ic_act, ""),
        tags(seen),
        suggestion,
        hint.level,
        hint.says,
        asked,
        asked or quiet,
        list(LADDERS[hint.need]),
    )


def _reached_at(seen: Seen) -> int:
    """When the first page came: nobody is silent before there is something to say."""
    return min((a.paged_at for a in seen.board.alerts.values() if IC in a.paged and a.paged_at is not None), default=0)


def tags(seen: Seen) -> list[str]:
    """What an observer would jot down, in neutral words."""
    board, now = seen.board, seen.now
    away = board.keyboard
    found = [f"heads-down since {seen.utc(away.since)}"] if away is not None and board.heads_down else []
    found += [f"ask without a name at {seen.utc(t.asked_at)}" for t in board.tasks.values() if not t.named and not t.verify]
    found += [
        f"page of {seen.utc(alert.paged_at)} not acknowledged"
        for alert in board.alerts.values()
        if IC in alert.paged and alert.acknowledged_at is None
        if alert.paged_at is not None and now - alert.paged_at > _LATE_ACKNOWLEDGE
    ]
    found += [
        f"{p.audience.value} update promised for {seen.utc(p.due)} is owed"
        for p in board.promises.values()
        if p.missed_at is not None
    ]
    found += [
        f"report of {seen.name(t.person)} is past its time box"
        for t in board.tasks.values()
        if t.state == "working" and not t.verify and now > t.due + 120
    ]
    if board.incident.open:
        declared = board.incident.declared_at or 0
        last = max((p.at for p in board.posts if p.audience is Audience.INTERNAL), default=declared)
        if now - last > _NO_UPDATE:
            found.append(f"no internal update for {duration((now - last) // 60 * 60)}")
        if not board.wearer(Role.IC) and now - declared > 60:
            found.append("nobody has said that they have command")
        required = [hat.role for hat in shared.hats(seen) if hat.required and hat.state == "empty" and hat.role != Role.IC.value]
        if required:
            found.append("empty hats: " + ", ".join(required))
    return found


# --- voices -----------------------------------------------------------------------------------------


def voices(seen: Seen) -> v.Voices:
    """Whom the game master can speak as, with lines that fit the role."""
    declared = seen.board.incident.declared_at is not None
    lines = []
    for id_, person in seen.scenario.public.people.items():
        usual = [says for says, _asks in lines_for(person.kind, declared=declared)][:3]
        lines.append(v.Voice(id_, seen.name(id_), person.says_who, person.kind.value, usual))
    return v.Voices(lines)
