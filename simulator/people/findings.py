"""Which finding an ask brings to light: the first one that fits who was asked, about what, and is true now.

Not the looking itself, which takes time (`responders`), and not what is said when nothing fits (`instruments`).
"""

from __future__ import annotations

from simulator.people.room import Room, TaskSeen
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Finding


def finding_for(room: Room, person: str, task: TaskSeen) -> str:
    """The id of the finding this person would come back with now; "" when there is none."""
    posted = room.board.found
    for id_, finding in room.scenario.secret.findings.items():
        if person in finding.by and id_ not in posted and _asked_about(room.scenario, finding, task) and true_now(room, id_):
            return id_
    return ""


def true_now(room: Room, id_: str) -> bool:
    """The finding holds, and nothing has destroyed the traces it is read from."""
    finding = room.scenario.secret.findings[id_]
    return id_ not in room.board.lost and (finding.when is None or room.holds(finding.when))


def _asked_about(scenario: Scenario, finding: Finding, task: TaskSeen) -> bool:
    if not finding.asked:
        return True
    named = {task.target, *behind(scenario, task.target)}
    if task.topic is not None:
        named.add(task.topic.value)
    return not named.isdisjoint(finding.asked)


def behind(scenario: Scenario, target: str) -> tuple[str, ...]:
    """The service that a journey enters or a switch belongs to; nothing for the rest."""
    system = scenario.public.system
    if target in system.journeys:
        return (system.journeys[target].enters,)
    if target in system.switches:
        return (system.switches[target].target,)
    return ()


def knows(scenario: Scenario, person: str, target: str) -> bool:
    """The person knows the target, or what lies behind it."""
    return not {target, *behind(scenario, target)}.isdisjoint(scenario.public.people[person].knows)
