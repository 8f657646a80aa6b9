"""Who you are and what you can do now: commands that would not be refused outright, asked of `decide` with a fitting example each.

So that a button is dim exactly when pressing it would be told no. Not authorisation, which happens on every command anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.drill import views as v
from simulator.drill.decide import decide
from simulator.drill.decisions.clock import why_not_wait
from simulator.drill.orders import all_orders, people_for
from simulator.drill.seen import Seen
from simulator.record import commands as c
from simulator.record.refusals import Refusal
from simulator.record.seats import IC, KeyboardMode, PinnedAs, SeatKind, kind_of
from simulator.scenario.words import Audience, Sev, Topic

_EXAMPLE_ORDERS = 6


def you(seen: Seen, seat: str) -> v.You:
    held = seen.board.seats.get(seat)
    hats = [hat.role.value for hat in seen.board.hats.values() if hat.person == seat and hat.state == "worn"]
    no = why_not_wait(seen.board, seen.now) if seat == IC else None
    wait = "" if no is None else f"{no.says} {no.try_instead}".strip()
    possible = seen.memo.get(f"can {seat}", (seen.board, no is None), lambda: can(seen, seat))
    return v.You(seat, "" if held is None else held.name, hats, possible, wait)


def can(seen: Seen, seat: str) -> list[str]:
    """The names of the commands that would be accepted now, for at least one choice of what they are about."""
    possible: dict[str, None] = {}
    for command in _examples(seen, seat):
        name = type(command).__name__
        if name not in possible and not isinstance(decide(seen.board, seen.sight, command, seat), Refusal):
            possible[name] = None
    return list(possible)


def _examples(seen: Seen, seat: str) -> Iterator[c.Command]:
    match kind_of(seat):
        case SeatKind.INCIDENT_COMMANDER:
            yield from _commander(seen)
        case SeatKind.RESPONDER:
            yield from _responder(seen, seat)
        case _:
            return


def _commander(seen: Seen) -> Iterator[c.Command]:
    board, system = seen.board, seen.scenario.public.system
    here = [p for p in board.people if board.here(p)]
    away = [p for p in board.people if not board.here(p)]
    yield from (c.AcknowledgePage(a.id) for a in board.alerts.values() if IC in a.paged and a.acknowledged_at is None)
    yield from (c.OpenTiles(), c.OpenChanges(), c.DeclareIncident(Sev.SEV2))
    yield from (c.ChangeSeverity(sev) for sev in (Sev.SEV1, Sev.SEV3))
    yield c.StandDown()
    for role, hat in board.hats.items():
        yield c.ReleaseRole(role) if hat.state != "empty" else c.AssignRole(role, IC)
        yield from (c.AssignRole(role, person) for person in here[:2])
    yield c.AskInvestigate(next(iter(system.services)), Topic.ERRORS)
    yield from (c.NudgeTask(task.id) for task in board.tasks.values() if task.open)
    yield from _orders(seen, here)
    services = [id_ for id_, service in system.services.items() if not service.external and id_ not in board.snapshots]
    yield from (c.SecureEvidence(target, person) for target in services[:1] for person in here)
    yield from (c.AskVerify(next(iter(system.journeys)), person) for person in here)
    yield from (c.PagePerson(person) for person in away)
    yield c.PostUpdate(Audience.INTERNAL, "an update")
    yield from (c.PromiseUpdate(audience, 20) for audience in Audience)
    yield from (c.AnswerQuestion(q.id, "an answer") for q in board.open_questions)
    yield from (c.ClaimMitigated(), c.ResolveIncident(), c.ReopenIncident(), c.CloseIncident("somebody"))
    yield from (c.HandOff(person, "how things stand") for person in here)
    consoles = [id_ for id_, service in system.services.items() if not service.external]
    yield from (c.TakeKeyboard(KeyboardMode.LOOK, target) for target in consoles[:1])
    yield from (c.DropKeyboard(), c.AskObjections("a proposal"))
    if board.offer is not None:
        yield c.JumpAct(board.offer.to)
    yield from (c.Wait(), c.CallTimeOut(), c.RequestHint(), c.Say("a line"))
    yield from (c.StartDrill(), c.ResumeDrill(), c.EndDrill(), c.RevealTruth())


def _orders(seen: Seen, here: list[str]) -> Iterator[c.Command]:
    """A few orders that somebody with free hands could carry out; the first nearly always would do."""
    idle = [p for p in here if seen.board.carrying_out(p) is None]
    if not idle:
        return
    found = 0
    for kind, target in all_orders(seen.scenario):
        person = next((p for p in people_for(seen.scenario, kind, target) if p in idle), "")
        if person:
            yield c.OrderMitigation(kind, target, person)
            found += 1
            if found == _EXAMPLE_ORDERS:
                return


def _responder(seen: Seen, seat: str) -> Iterator[c.Command]:
    board = seen.board
    mine = [t for t in board.tasks.values() if t.open and t.person in ("", seat)]
    for task in mine:
        yield from (c.AcceptTask(task.id), c.DeclineTask(task.id), c.ReportTask(task.id, "a report"))
    yield from (c.AcceptRole(hat.role) for hat in board.hats.values() if hat.person == seat and hat.state == "asked")
    yield from (c.AcceptHandoff(h.id, "what I heard") for h in board.handoffs.values() if h.person == seat)
    kind, target = next(iter(all_orders(seen.scenario)), (None, ""))
    if kind is not None:
        yield c.ProposeMitigation(kind, target)
    yield from (c.PinMessage(line, PinnedAs.FINDING) for line in list(board.talk)[-1:])
    yield c.PostUpdate(Audience.INTERNAL, "an update")
    yield from (c.OpenChanges(), c.CallTimeOut(), c.Say("a line"))
