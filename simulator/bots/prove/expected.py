"""Whether what an inject expects could be done in the second it came, by giving the command and taking none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from simulator.drill.drill import Drill
from simulator.drill.orders import all_orders, people_for, targets
from simulator.record.commands import (
    AcknowledgePage,
    AnswerQuestion,
    AskInvestigate,
    AskVerify,
    AssignRole,
    ChangeSeverity,
    Command,
    DeclareIncident,
    OrderMitigation,
    PagePerson,
    PostUpdate,
)
from simulator.record.seats import IC, Role
from simulator.scenario.words import Audience, Objective, Sev, Topic


def possible(drill: Drill, objective: Objective) -> bool:
    """Some command that serves the objective would be accepted now, or what it asks for has been done."""
    return _done(drill, objective) or any(drill.decide(command, IC) is None for command in _serving(drill, objective))


def _done(drill: Drill, objective: Objective) -> bool:
    board = drill.board
    match objective:
        case Objective.DECLARE:
            return board.incident.declared_at is not None
        case Objective.ACKNOWLEDGE:
            return any(alert.acknowledged_at is not None for alert in board.alerts.values())
        case Objective.MITIGATE:
            return bool(board.mitigations)
        case _:
            return False


def _serving(drill: Drill, objective: Objective) -> Iterator[Command]:
    """Commands that would do what is expected, the likeliest first."""
    scenario, board = drill.scenario, drill.board
    people = list(scenario.public.people)
    journeys = list(scenario.public.system.journeys)
    match objective:
        case Objective.ACKNOWLEDGE:
            yield from (AcknowledgePage(id_) for id_ in board.alerts)
        case Objective.DECLARE:
            yield from (DeclareIncident(sev) for sev in Sev)
            yield from (ChangeSeverity(sev, "as asked") for sev in Sev)
        case Objective.UPDATE:
            yield PostUpdate(Audience.INTERNAL, "An update.", "", "", "", 15)
        case Objective.STATUS_PAGE:
            yield PostUpdate(Audience.PUBLIC, "An update.", "", journeys[0], "degraded", 15)
        case Objective.MITIGATE:
            for kind, target in all_orders(scenario):
                yield from (OrderMitigation(kind, target, person) for person in people_for(scenario, kind, target))
        case Objective.ASK:
            first = targets(scenario)[0]
            yield from (AskInvestigate(first, Topic.ERRORS, 5, person) for person in people)
        case Objective.DELEGATE:
            yield from (AssignRole(role, person) for role in Role for person in people)
        case Objective.ESCALATE:
            yield from (PagePerson(person) for person in people)
        case Objective.VERIFY:
            yield from (AskVerify(journey, person) for journey in journeys for person in people)
        case Objective.ANSWER:
            yield from (AnswerQuestion(question.id, "An answer.") for question in board.open_questions)
        case Objective.HOLD_THE_LINE:
            yield PostUpdate(Audience.INTERNAL, "We carry on as agreed.", "", "", "", 15)
        case _:
            assert_never(objective)
