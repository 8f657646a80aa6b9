"""Going on to the next act, as every policy does when it is offered: answer, keep what is owed, hand off in writing, jump."""

from __future__ import annotations

from simulator.bots.wording import answer, handoff
from simulator.drill.drill import Drill
from simulator.record.commands import AnswerQuestion, Command, JumpAct
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, PersonKind


def next_step(scenario: Scenario, drill: Drill) -> Command | Audience | None:
    """What stands between here and the next act: a command, or whom a missed update is owed to; None while nothing can be done."""
    board = drill.board
    offer = board.offer
    if offer is None:
        return None
    for question in board.open_questions:
        return AnswerQuestion(question.id, answer(drill))
    for audience, promise in board.promises.items():
        if promise.missed_at is not None:
            return audience
    if not board.handoff_owed:
        return JumpAct(offer.to)
    return None if board.handing_off is not None else _hand_off(scenario, drill)


def _hand_off(scenario: Scenario, drill: Drill) -> Command | None:
    """To whoever has been at it for the shortest time."""
    board, people = drill.board, scenario.public.people
    able = [p for p, spec in people.items() if spec.kind is PersonKind.RESPONDER and board.here(p)]
    person = max(able, key=lambda p: (not board.busy(p), board.people[p].since), default="")
    return handoff(scenario, drill, person) if person else None
