"""Decisions about asks, reports and verifications."""

from __future__ import annotations

from simulator.drill.board import Card, Task
from simulator.drill.decisions.naming import named
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, name_of, needs_text, nobody
from simulator.drill.orders import targets
from simulator.record.commands import (
    AcceptTask,
    AskInvestigate,
    AskVerify,
    DeclineTask,
    NudgeTask,
    ProposeMitigation,
    ReportTask,
)
from simulator.record.facts import (
    Body,
    CardPosted,
    TaskAccepted,
    TaskAsked,
    TaskDeclined,
    TaskEnded,
    TaskNudged,
    VerifyAsked,
    VerifyReported,
)
from simulator.record.refusals import Refusal
from simulator.scenario.words import Confidence

LONGEST_BOX = 60


def _ask(asked: Asked, command: AskInvestigate) -> Outcome:
    if command.target not in targets(asked.sight.scenario):
        return Refusal(
            "unknown-target", f"There is no `{command.target[:40]}` here.", "Choose a service, a journey, a switch or a tool."
        )
    if not 1 <= command.minutes <= LONGEST_BOX:
        return Refusal("bad-time-box", f"A time box is 1 to {LONGEST_BOX} minutes.", "Five minutes is usual.")
    if command.person:
        no = nobody(asked, command.person) or _hands_full(asked, command.person)
        if no is not None:
            return no
    task = TaskAsked(asked.board.next_task, command.target, command.topic, command.minutes, command.person, command.says)
    return all_of(task)


def _hands_full(asked: Asked, person: str) -> Refusal | None:
    name = name_of(asked, person)
    mitigation = asked.board.carrying_out(person)
    if mitigation is not None:
        return Refusal("busy", f"{name} is carrying out `{mitigation.order}`.", "Ask somebody else, or wait until it is done.")
    if asked.board.securing(person) is not None:
        return Refusal("busy", f"{name} is securing evidence.", "That takes less than a minute. Ask somebody else, or wait.")
    task = next((t for t in asked.board.tasks.values() if t.person == person and t.open), None)
    if task is not None:
        return Refusal(
            "busy",
            f"{name} is looking at {task.target} and will be back by {at_clock(task.due)}.",
            "Ask somebody else, or nudge if it cannot wait.",
        )
    return None


def _verify(asked: Asked, command: AskVerify) -> Outcome:
    if command.journey not in asked.sight.scenario.public.system.journeys:
        return Refusal("unknown-journey", f"There is no journey `{command.journey[:40]}`.", "Choose one of the tiles.")
    no = nobody(asked, command.person) or _hands_full(asked, command.person)
    return no or all_of(VerifyAsked(asked.board.next_task, command.journey, command.person))


def _nudge(asked: Asked, command: NudgeTask) -> Outcome:
    task = asked.board.tasks.get(command.task)
    if task is None:
        return Refusal("unknown-task", "There is no such task.", "Choose one from the board.")
    if not task.open:
        return Refusal("task-over", "That task is over.", "Ask again if there is more to find.")
    return all_of(TaskNudged(command.task))


def _own(asked: Asked, id_: str) -> Task | Refusal:
    task = asked.board.tasks.get(id_)
    if task is None:
        return Refusal("unknown-task", "There is no such task.", "Choose one from the board.")
    if task.person not in ("", asked.seat):
        return Refusal("not-yours", f"That was asked of {name_of(asked, task.person)}.", "Offer your help in the channel.")
    if not task.open:
        return Refusal("task-over", "That task is over.", "Say in the channel what you have to add.")
    return task


def _accept(asked: Asked, command: AcceptTask) -> Outcome:
    task = _own(asked, command.task)
    if isinstance(task, Refusal):
        return task
    if task.state == "working":
        return Refusal("already-accepted", "You have accepted this task already.", "Report when you have something to say.")
    return all_of(TaskAccepted(task.id, asked.seat))


def _decline(asked: Asked, command: DeclineTask) -> Outcome:
    task = _own(asked, command.task)
    if isinstance(task, Refusal):
        return task
    if not task.person:
        return Refusal(
            "nobody-named", "That ask names nobody, so there is nothing to decline.", "Leave it; somebody else may take it."
        )
    return all_of(TaskDeclined(task.id, asked.seat, command.reason))


def _report(asked: Asked, command: ReportTask) -> Outcome:
    task = _own(asked, command.task)
    if isinstance(task, Refusal):
        return task
    no = needs_text(command.says, "The report")
    if no is not None:
        return no
    names = named(asked, command.propose_kind, command.propose_target)
    if isinstance(names, Refusal):
        return names
    accepted: tuple[Body, ...] = () if task.state == "working" else (TaskAccepted(task.id, asked.seat),)
    if task.verify:
        sure = command.confidence is not Confidence.LOW
        healthy = sure if command.healthy is None else command.healthy
        return all_of(*accepted, VerifyReported(task.id, task.verify, asked.seat, healthy, command.says))
    found = _found_alone(asked, task.target)
    card = CardPosted(
        asked.board.next_card,
        asked.seat,
        command.says,
        command.confidence,
        task.id,
        target=task.target,
        names=names,
        finding="" if found is None else found.finding,
        supports=None if found is None else found.supports,
        refutes=() if found is None else found.refutes,
        cause=found is not None and found.cause,
    )
    return all_of(*accepted, card, TaskEnded(task.id, asked.seat))


def _found_alone(asked: Asked, target: str) -> Card | None:
    """What a look brought to this person's desk and to nobody else's; by reporting, in whatever words, they share it."""
    mine = [c for c in asked.board.cards.values() if c.person == asked.seat and c.target == target]
    return next((c for c in reversed(mine) if c.finding and not c.shared and c.finding not in asked.board.found), None)


def _propose(asked: Asked, command: ProposeMitigation) -> Outcome:
    names = named(asked, command.kind, command.target)
    if isinstance(names, Refusal):
        return names
    says = command.says.strip() or f"I propose: {names}."
    card = CardPosted(asked.board.next_card, asked.seat, says, Confidence.MEDIUM, target=command.target, names=names)
    return all_of(card)


DECISIONS: Decisions = {
    AskInvestigate: _ask,
    AskVerify: _verify,
    NudgeTask: _nudge,
    AcceptTask: _accept,
    DeclineTask: _decline,
    ReportTask: _report,
    ProposeMitigation: _propose,
}
