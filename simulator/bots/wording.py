"""What simulated commanders write: plain sentences made from what is on their screen."""

from __future__ import annotations

from datetime import timedelta

from simulator.bots.screen import worst_tile
from simulator.drill.drill import Drill
from simulator.drill.seen import order_words, title_of
from simulator.record.commands import HandOff
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience


def update(
    scenario: Scenario, drill: Drill, audience: Audience, *, well: bool, easing: bool = False, since: int | None = None
) -> str:
    """An update: who is hurt and how badly, since when, what is being done. No cause, no promise of a repair.

    `easing`: it looks well on the screen, and has not for long enough to say so. `since`: the second from which the charts show it.
    """
    tile = worst_tile(drill)
    what = "our services" if tile is None else tile.title
    if well:
        state = f"{what} works again. We keep watching it."
    elif easing and audience is Audience.PUBLIC:
        state = (
            f"{what}: fewer attempts fail than before, and some of you may still see errors{_since(scenario, since)}. "
            "We do not know yet how many. We keep working on it."
        )
    elif tile is None:
        state = f"We know that users see errors with {what}; we do not yet know how many."
    elif audience is Audience.PUBLIC:
        share = 1.0 - tile.success
        state = f"{what}: about {share:.0%} of attempts fail for our customers{_since(scenario, since)}. We are working on it."
    else:
        state = f"{what}: {tile.success:.0%} succeed, about {tile.hurt:,} users hurt. {_doing(scenario, drill)}"
    return state


def _since(scenario: Scenario, since: int | None) -> str:
    return "" if since is None else f" since {_utc(scenario, since)} UTC"


def _doing(scenario: Scenario, drill: Drill) -> str:
    running = next((m for m in drill.board.mitigations.values() if m.in_flight), None)
    if running is not None:
        return f"Doing: {order_words(scenario, running.order)}."
    looking = sum(task.open for task in drill.board.tasks.values())
    return f"People looking into it: {looking}." if looking else "Nobody has found a way out yet."


def handoff(scenario: Scenario, drill: Drill, person: str) -> HandOff:
    """Command in writing, all six boxes from the board."""
    board, people = drill.board, scenario.public.people
    tile = worst_tile(drill)
    severity = "" if board.incident.sev is None else f"{board.incident.sev.value}, {board.incident.state}. "
    state = "no numbers on screen" if tile is None else f"{tile.title} succeeds at {tile.success:.0%}, {tile.hurt:,} users hurt"
    tried = [f"{order_words(scenario, m.order)} ({m.state})" for m in board.mitigations.values() if not m.in_flight]
    pending = [
        f"{order_words(scenario, m.order)}: {_name(scenario, m.person)}" for m in board.mitigations.values() if m.in_flight
    ]
    pending += [
        f"{title_of(scenario, t.target)}: {_name(scenario, t.person)}" for t in board.tasks.values() if t.open and t.person
    ]
    hats = [f"{role.value} {_name(scenario, hat.person)}" for role, hat in board.hats.items() if hat.state == "worn"]
    tired = [_name(scenario, p) for p, spec in people.items() if board.here(p) and spec.shift_ends is not None]
    due = [f"{p.audience.value} at {_utc(scenario, p.due)}" for p in board.promises.values()]
    return HandOff(
        person,
        f"{severity}{state}.",
        ", ".join(tried) or "nothing yet",
        ", ".join(pending) or "nothing",
        ", ".join(hats) or "nobody wears a hat",
        f"Shifts end soon: {', '.join(tired)}" if tired else "it may come back",
        ", ".join(due) or "none promised",
    )


def _name(scenario: Scenario, person: str) -> str:
    spec = scenario.public.people.get(person)
    return "commander" if spec is None else spec.name or person.capitalize()


def _utc(scenario: Scenario, at: int) -> str:
    return (scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")


def answer(drill: Drill, *, by_word: bool = False) -> str:
    """An answer to somebody who asks: a number as far as there is one, who leads, and when more comes."""
    if by_word:
        return "We have reports and are checking them; I cannot confirm more yet. I lead this. More comes with the next update."
    tile = worst_tile(drill)
    number = "We do not know the number yet." if tile is None else f"{tile.title} succeeds at {tile.success:.0%}."
    return f"{number} I lead this. More comes with the next update."


def on_word(drill: Drill, audience: Audience) -> str:
    """An update while nothing but reports speaks for an incident: that they are taken seriously, and what is known."""
    if audience is Audience.PUBLIC:
        return "We have reports that we take seriously and are looking into them. We will tell those concerned what we find."
    looking = sum(task.open for task in drill.board.tasks.values())
    done = sum(m.state == "done" for m in drill.board.mitigations.values())
    return f"Reports are being checked; no instrument shows users hurt. People looking into it: {looking}. Carried out so far: {done}."
