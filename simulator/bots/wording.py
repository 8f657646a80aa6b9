"""What simulated commanders write: plain sentences made from what is on their screen."""

from __future__ import annotations

from simulator.bots.screen import worst_tile
from simulator.drill.drill import Drill
from simulator.drill.seen import order_words
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience


def update(scenario: Scenario, drill: Drill, audience: Audience, *, well: bool) -> str:
    """An update: who is hurt and how badly, what is being done. No cause, no promise of a repair."""
    tile = worst_tile(drill)
    what = "our services" if tile is None else tile.title
    if well:
        state = f"{what} works again. We keep watching it."
    elif tile is None:
        state = f"We know that users see errors with {what}; we do not yet know how many."
    elif audience is Audience.PUBLIC:
        state = f"We know that {what} fails for many of you, and are working on it."
    else:
        state = f"{what}: {tile.success:.0%} succeed, about {tile.hurt:,} users hurt. {_doing(scenario, drill)}"
    return state


def _doing(scenario: Scenario, drill: Drill) -> str:
    running = next((m for m in drill.board.mitigations.values() if m.in_flight), None)
    if running is not None:
        return f"Doing: {order_words(scenario, running.order)}."
    looking = sum(task.open for task in drill.board.tasks.values())
    return f"People looking into it: {looking}." if looking else "Nobody has found a way out yet."


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
