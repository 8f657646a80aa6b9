"""What a responder sees: the room, their own tasks, and instruments of what they know; nothing of other people's parts."""

from __future__ import annotations

from simulator.drill import project_shared as shared
from simulator.drill import views as v
from simulator.drill.board import Card
from simulator.drill.project_acts import acts
from simulator.drill.project_you import you
from simulator.drill.seen import Seen, order_words
from simulator.scenario.model import Scenario

#: The columns of a service on a responder's desk: name, title, unit, digits.
GAUGES: tuple[tuple[str, str, str, int], ...] = (
    ("errors", "errors", "share", 3),
    ("latency", "latency", "s", 3),
    ("cpu", "CPU", "share", 2),
    ("workers", "workers taken", "share", 2),
    ("traffic", "requests", "/s", 0),
)


def responder(seen: Seen, seat: str, brief: v.Brief, menu: v.Menu) -> v.ResponderView:
    return v.ResponderView(
        shared.clock(seen),
        brief,
        you(seen, seat),
        shared.incident(seen),
        shared.board(seen),
        acts(seen, seat),
        shared.people(seen),
        shared.changes(seen, seat),
        shared.status_page(seen),
        menu,
        desk(seen, seat),
    )


def desk(seen: Seen, seat: str) -> v.Desk:
    tasks = [shared.task_line(seen, t) for t in seen.board.tasks.values() if t.open and t.person in ("", seat)]
    if seen.blind:
        return v.Desk(tasks, [], f"{seen.title(seen.blind)} cannot be reached.", findings(seen, seat))
    return v.Desk(tasks, gauges(seen, seat), "", findings(seen, seat))


def known_services(scenario: Scenario, seat: str) -> tuple[str, ...]:
    """The services whose instruments this person has: those they know, and those behind the switches they know."""
    person = scenario.public.people.get(seat)
    if person is None:
        return ()
    system = scenario.public.system
    known = [system.switches[id_].target if id_ in system.switches else id_ for id_ in person.knows]
    return tuple(dict.fromkeys(id_ for id_ in known if id_ in system.services))


def gauges(seen: Seen, seat: str) -> list[v.Gauge]:
    found = []
    for service in known_services(seen.scenario, seat):
        for column, title, unit, places in GAUGES:
            signal = f"{service}.{column}"
            value, healthy = seen.series.sampled(signal), seen.series.true(signal, 0)
            if value is not None and healthy is not None:
                found.append(
                    v.Gauge(signal, f"{seen.title(service)}: {title}", unit, round(value, places), round(healthy, places))
                )
    return found


def findings(seen: Seen, seat: str) -> list[v.DeskFinding]:
    """What this person has found, oldest first: what was told only to them until they report on it, and what they have posted."""
    mine = [card for card in seen.board.cards.values() if card.person == seat]
    return [_finding(seen, seat, card) for n, card in enumerate(mine) if card.shared or not _reported(card, mine[n + 1 :])]


def _reported(card: Card, later: list[Card]) -> bool:
    return any(other.shared and other.target == card.target for other in later)


def _finding(seen: Seen, seat: str, card: Card) -> v.DeskFinding:
    kind, _, target = card.names.partition(" ")
    shown = v.Card(
        card.confidence.value,
        seen.title(card.target) if card.target else "",
        order_words(seen.scenario, card.names) if card.names else "",
        kind,
        target,
    )
    task = "" if card.shared else _answers(seen, seat, card.target)
    return v.DeskFinding(card.at, card.says, card.shared, task, shown)


def _answers(seen: Seen, seat: str, target: str) -> str:
    """The open task of this person that asks about a target; "" when there is none."""
    tasks = seen.board.tasks.values()
    return next((t.id for t in tasks if t.open and t.person in ("", seat) and t.target == target), "")
