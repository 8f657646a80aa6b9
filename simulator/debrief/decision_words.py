"""A commander's decision in words, where the timeline has none for what it made true. Calm and plain; no id of the secret half."""

from __future__ import annotations

import re

from simulator.record import commands as c
from simulator.record.seats import IC
from simulator.scenario.model import Scenario

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def spoken(scenario: Scenario, command: c.Command) -> str:
    """What was decided, in the past tense."""
    match command:
        case c.Wait():
            return "Waited until something happens"
        case c.NudgeTask():
            return "Asked for an update on a task"
        case c.AssignRole(role=role, person=person):
            hat = _hat(role.value)
            return f"Took {hat}" if person == IC else f"Offered {hat} to {name_of(scenario, person)}"
        case c.ReleaseRole(role=role):
            return f"Took {_hat(role.value)} back"
        case c.PromiseUpdate(audience=audience, minutes=minutes):
            return f"Promised the next {audience.value} update in {minutes} min"
        case c.AnswerQuestion():
            return "Answered a question"
        case c.PagePerson(person=person):
            return f"Paged {name_of(scenario, person)}"
        case c.AskVerify(journey=journey, person=person):
            return f"Asked {name_of(scenario, person)} to verify {journey.replace('-', ' ')}"
        case c.HandOff(person=person):
            return f"Offered command to {name_of(scenario, person)} in writing"
        case c.JumpAct():
            return "Went on to the next act"
        case _:
            return _WORD.sub(" ", type(command).__name__).capitalize()


def name_of(scenario: Scenario, person: str) -> str:
    """A person as one would say it."""
    spec = scenario.public.people.get(person)
    return person.capitalize() if spec is None or spec.name is None else spec.name


def _hat(role: str) -> str:
    return "command" if role == "ic" else role
