"""Decisions about acts and handoffs: going on over hours, and giving command on in writing."""

from __future__ import annotations

from datetime import timedelta

from simulator.drill.board import Board
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, name_of, needs_text, nobody
from simulator.record.commands import AcceptHandoff, HandOff, JumpAct
from simulator.record.facts import (
    ActJumped,
    Body,
    HandoffAccepted,
    HandoffOffered,
    HandoffReadBack,
    PromiseMoved,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import PersonKind

#: A promise is due at the earliest so long after a jump: there has to be time to read what happened meanwhile.
SOONEST = 300
_COMMANDERS = (PersonKind.RESPONDER, PersonKind.APPROVER)


def day_clock(scenario: Scenario, at: int) -> str:
    """A drill second on the clock of the fiction, with the day where it is another one: 06:51, or Thursday 06:51."""
    start = scenario.public.starts_at
    then = start + timedelta(seconds=at)
    return then.strftime("%H:%M" if then.date() == start.date() else "%A %H:%M")


def _jump(asked: Asked, command: JumpAct) -> Outcome:
    offer = asked.board.offer
    if offer is None:
        return Refusal("no-act", "There is nothing to go on to yet.", "Play on; it is offered when little is left to decide.")
    if command.to != offer.to:
        return Refusal("other-act", "Something else is offered by now.", "Look again, then decide.")
    no = why_not_jump(asked)
    if no is not None:
        return no
    moved = [PromiseMoved(p.id, p.audience, offer.to + max(SOONEST, p.due - asked.now)) for p in asked.board.promises.values()]
    return all_of(ActJumped(offer.id, offer.to), *moved)


def why_not_jump(asked: Asked) -> Refusal | None:
    """Why going on is refused while it is offered; None when it is possible."""
    board = asked.board
    if not board.clock.moving:
        return Refusal("not-running", "The clock is not running.", "Go on once the drill does.")
    for question in board.open_questions:
        return Refusal(
            "question-open",
            f"{name_of(asked, question.person)} waits for an answer from you.",
            "Answer it, even with: not known yet.",
        )
    for promise in board.promises.values():
        if promise.missed_at is not None:
            return Refusal(
                "promise-missed",
                f"The {promise.audience.value} update promised for {day_clock(asked.sight.scenario, promise.due)} is still owed.",
                "Post it, even if nothing is new.",
            )
    return _handoff_first(asked, board) if board.handoff_owed else None


def _handoff_first(asked: Asked, board: Board) -> Refusal:
    running = board.handing_off
    if running is not None:
        return Refusal(
            "handoff-open", f"{name_of(asked, running.person)} has not taken over yet.", "They read it back first; that is quick."
        )
    return Refusal("handoff-owed", "Others watch over it meanwhile, and have nothing in writing.", "Hand off first, then go on.")


def _hand_off(asked: Asked, command: HandOff) -> Outcome:
    board = asked.board
    if board.incident.declared_at is None:
        return Refusal("not-declared", "No incident has been declared, so there is no command to hand over.", "Declare it first.")
    no = nobody(asked, command.person) or _cannot_command(asked, command.person)
    if no is not None:
        return no
    running = board.handing_off
    if running is not None:
        return Refusal(
            "handoff-open",
            f"{name_of(asked, running.person)} is reading a handoff already.",
            "Let them finish; it takes a minute.",
        )
    return needs_text(command.situation, "State and impact") or all_of(
        HandoffOffered(
            board.next_handoff,
            command.person,
            command.situation.strip(),
            command.tried.strip(),
            command.pending.strip(),
            command.holders.strip(),
            command.risks.strip(),
            command.promises.strip(),
        )
    )


def _cannot_command(asked: Asked, person: str) -> Refusal | None:
    name = name_of(asked, person)
    if asked.sight.scenario.public.people[person].kind not in _COMMANDERS:
        return Refusal("no-commander", f"{name} does not lead incidents here.", "Choose one of the responders.")
    if asked.board.wearer(Role.IC) == person:
        return Refusal("same-person", f"{name} has command already.", "Take it back first, if you want to give it on again.")
    return None


def _accept(asked: Asked, command: AcceptHandoff) -> Outcome:
    handoff = asked.board.handoffs.get(command.handoff)
    if handoff is None or handoff.person != asked.seat:
        return Refusal("not-yours", "No such handoff has been put to you.", "Offer your help in the channel.")
    if handoff.state == "accepted":
        return Refusal("already-accepted", "You have taken over already.", "You have command.")
    no = needs_text(command.says, "The read-back")
    if no is not None:
        return no
    facts: tuple[Body, ...] = (HandoffReadBack(handoff.id, asked.seat, command.says), HandoffAccepted(handoff.id, asked.seat))
    return all_of(*facts)


DECISIONS: Decisions = {
    JumpAct: _jump,
    HandOff: _hand_off,
    AcceptHandoff: _accept,
}
