"""The facts that the lines of a scorecard rest on, in words: when, who, what. So that every number can be opened and looked at.

Broader than the timeline, which tells the story: here every fact has words, however small. Shown after Reveal only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from simulator.record import facts as f
from simulator.record.seats import EDGE, GM, IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience
from simulator.scoring.scorecard import Line, Told
from simulator.scoring.timeline import moments_of
from simulator.scoring.words import clock

_WHO = {
    IC: "Commander",
    GM: "Game master",
    EDGE: "The record",
    "world": "The system",
    "msel": "The scenario",
    "clock": "The clock",
}
#: A quotation longer than this is cut.
_LONG = 160


def told(scenario: Scenario, facts: Sequence[f.Fact], lines: Iterable[Line]) -> tuple[Told, ...]:
    """Every fact that a line cites, in the order of the record; what is the game master's alone (notes) stays theirs."""
    cited = {n for line in lines for n in line.evidence}
    orders = {x.body.mitigation: x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered)}
    return tuple(
        Told(x.n, x.at, _who(scenario, x), _says(scenario, x, orders)) for x in facts if x.n in cited and x.audience != f.GM_ONLY
    )


def _who(scenario: Scenario, fact: f.Fact) -> str:
    return _WHO.get(fact.by) or _name(scenario, fact.by)


def _name(scenario: Scenario, person: str) -> str:
    people = scenario.public.people
    return people[person].name or person.capitalize() if person in people else _WHO.get(person, person.capitalize())


def _says(scenario: Scenario, fact: f.Fact, orders: dict[str, str]) -> str:
    public = scenario.public
    order = orders.get(getattr(fact.body, "mitigation", ""), "")
    match fact.body:
        case f.AlertFired(alert=alert) if alert in public.alerts:
            return f"Alert: {public.alerts[alert].title or alert}"
        case f.PageSent(alert=alert, to=to) if alert in public.alerts:
            return f"Page to {_name(scenario, to)}: {public.alerts[alert].title or alert}"
        case f.TilesOpened():
            return "The impact tiles came on the screen"
        case f.ChangeMade(change=change) if change in public.system.changes:
            return f"Change: {public.system.changes[change].says}"
        case f.TaskAsked(person=person, target=target, topic=topic, minutes=minutes):
            return f"Asked {_name(scenario, person) if person else 'the room'} about {target}, {topic}, back in {minutes} min"
        case f.TaskAccepted(person=person):
            return f"{_name(scenario, person)} took it on"
        case f.CardPosted(says=says, names=names):
            return f"Reported: {_short(says)}" + (f" Proposes {names}." if names else "")
        case f.MitigationApproved():
            return f"Approved: {order}"
        case f.MitigationStarted():
            return f"Began: {order}"
        case f.MitigationDone():
            return f"Done: {order}"
        case f.MitigationFailed(says=says):
            return f"Did not work: {order}. {_short(says)}"
        case f.UpdatePosted(audience=audience, says=says):
            return f"Posted {'internally' if audience is Audience.INTERNAL else 'to the status page'}: {_short(says)}"
        case f.UpdateDelayed(says=says):
            return f"Sent round the lost status page: {_short(says)}"
        case f.PromiseMade(audience=audience, due=due):
            return f"The next {audience.value} update promised for {clock(due)} after the start"
        case f.PromiseKept(audience=audience, late=late):
            return f"A promised {audience.value} update came" + (f" {clock(late)} after its time" if late else " in time")
        case f.ChannelPosted(says=says) | f.HintGiven(says=says) | f.StakeholderPinged(says=says) | f.QuestionAnswered(says=says):
            return _short(says)
        case f.VerifyAsked(person=person, journey=journey):
            return f"Asked {_name(scenario, person)} to verify {journey}"
        case f.HandoffOffered(person=person, situation=says):
            return f"Handed command to {_name(scenario, person)}: {_short(says)}"
        case _:
            words = "; ".join(moment.says for moment in moments_of(scenario, fact))
            return words or _plainly(fact.body)


def _short(says: str) -> str:
    text = " ".join(says.split())
    return f"“{text}”" if len(text) <= _LONG else f"“{text[:_LONG].rsplit(' ', 1)[0]} …”"


def _plainly(body: f.Body) -> str:
    """A fact without words of its own: its name and what it is about."""
    name = re.sub(r"(?<!^)(?=[A-Z])", " ", type(body).__name__).capitalize()
    about = [str(getattr(body, field)) for field in body.__dataclass_fields__ if isinstance(getattr(body, field), str | StrEnum)]
    return f"{name}: {', '.join(part for part in about if part)}" if any(about) else name
