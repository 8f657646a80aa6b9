"""What an observer or a projector sees: the room's public state and its decisions. No truth before Reveal, and no score ever."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.drill import project_impact as impact_
from simulator.drill import project_shared as shared
from simulator.drill import views as v
from simulator.drill.seen import Seen, order_words
from simulator.record import facts as f

_SHOWN = 8


def observer(seen: Seen, brief: v.Brief) -> v.ObserverView:
    return v.ObserverView(
        shared.clock(seen),
        brief,
        shared.incident(seen),
        shared.board(seen),
        impact_.impact(seen),
        shared.status_page(seen),
        decisions(seen),
    )


def decisions(seen: Seen) -> v.Decisions:
    """The last decisions, newest last, and the declared severity from StartEx on."""
    lines = [v.Decision(fact.at, says) for fact in seen.facts if (says := decision_words(seen, fact))]
    return v.Decisions(lines[-_SHOWN:], list(declared(seen)))


def declared(seen: Seen) -> Iterator[v.SevMove]:
    """The severity everybody was told, at each of its changes."""
    last = ""
    yield v.SevMove(0, "")
    for fact in seen.facts:
        match fact.body:
            case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
                last = sev.value
                yield v.SevMove(fact.at, last)
            case f.IncidentStoodDown() | f.IncidentResolved():
                yield v.SevMove(fact.at, "")
            case f.IncidentReopened():
                yield v.SevMove(fact.at, last)
            case _:
                pass


def decision_words(seen: Seen, fact: f.Fact) -> str:
    """The decision this fact is; "" when it is none."""
    match fact.body:
        case f.IncidentDeclared(sev=sev, says=says):
            return f"Declared {sev.value}" + (f": {says}" if says else "")
        case f.SeverityChanged(sev=sev, was=was, reason=reason):
            word = "Raised" if sev.weight > was.weight else "Lowered"
            return f"{word} to {sev.value}" + (f": {reason}" if reason else "")
        case f.IncidentStoodDown(reason=reason):
            return "Stood down" + (f": {reason}" if reason else "")
        case f.MitigationOrdered(unordered=False) as body:
            return f"{order_words(seen.scenario, body.order)}, by {seen.name(body.person)}"
        case f.RoleAccepted(role=role, person=person):
            return f"{seen.name(person)} has {role.value.upper() if role.value == 'ic' else role.value}"
        case f.HandoffAccepted(person=person):
            return f"{seen.name(person)} has command, handed over in writing"
        case f.ActBegan(jumped=True):
            return f"Went on at {seen.utc(fact.at)}"
        case f.MitigationClaimed():
            return "Mitigated: it has stopped hurting"
        case f.IncidentResolved():
            return "Resolved"
        case f.IncidentReopened(reason=reason):
            return "Reopened" + (f": {reason}" if reason else "")
        case f.IncidentClosed(owner=owner):
            return f"Closed; {owner} writes the postmortem"
        case _:
            return ""
