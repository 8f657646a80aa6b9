"""What the incident commander sees: impact, changes, the channel's board. No logs, no traces, no hosts (SCORING 2)."""

from __future__ import annotations

from simulator.drill import project_impact as impact_
from simulator.drill import project_shared as shared
from simulator.drill import views as v
from simulator.drill.project_acts import acts
from simulator.drill.project_console import console
from simulator.drill.project_you import you
from simulator.drill.seen import Seen
from simulator.record.seats import IC, Role


def commander(seen: Seen, brief: v.Brief, menu: v.Menu) -> v.CommanderView:
    return v.CommanderView(
        shared.clock(seen),
        brief,
        you(seen, IC),
        shared.incident(seen),
        impact_.impact(seen),
        impact_.alerts(seen),
        shared.changes(seen, IC),
        shared.board(seen),
        acts(seen, IC),
        console(seen),
        shared.people(seen),
        shared.status_page(seen),
        menu,
        guide(seen),
    )


def guide(seen: Seen) -> v.Guide:
    """The checklist of level 1, which ticks itself, and the hints given."""
    return v.Guide(checklist(seen) if seen.scenario.public.level == 1 else [], [hint.says for hint in seen.board.hints])


def checklist(seen: Seen) -> list[v.ChecklistItem]:
    """Size up, stabilise, update, verify."""
    board = seen.board
    paged = [a for a in board.alerts.values() if IC in a.paged]
    return [
        v.ChecklistItem("Acknowledge the page", any(a.acknowledged_at is not None for a in paged)),
        v.ChecklistItem("Look at the tiles: who is hurt, how badly?", IC in board.tiles_opened),
        v.ChecklistItem("Declare at the row that holds", board.incident.declared_at is not None),
        v.ChecklistItem("Say that you have command", bool(board.wearer(Role.IC))),
        v.ChecklistItem("Ask what changed", IC in board.changes_opened),
        v.ChecklistItem(
            "Ask one person by name, with a time box", any(t.named and t.minutes and not t.verify for t in board.tasks.values())
        ),
        v.ChecklistItem("Order something that makes it stop hurting", any(not m.unordered for m in board.mitigations.values())),
        v.ChecklistItem("Post an update and promise the next", bool(board.posts) and board.promises_made > 0),
        v.ChecklistItem("Have somebody verify", any(t.verify and t.state == "reported" for t in board.tasks.values())),
        v.ChecklistItem("Resolve, and name who writes the postmortem", board.incident.state == "closed"),
    ]
