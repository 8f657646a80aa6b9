"""Plays a headless drill: a policy in the commander's seat, giving the same commands as a person, and a clock pushed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from simulator.bots.careful import Competent, Novice
from simulator.bots.history import History
from simulator.bots.oracle import DoNothing, Ideal
from simulator.drill.drill import Drill
from simulator.record.commands import Command, EndDrill, SeatPerson, StartDrill
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, IC, Holder
from simulator.scenario.model import Scenario

#: How often a policy looks up, in drill seconds: the world's step.
LOOK = 5

#: A run that does not end by itself is over after this long, and later where the scenario's harm or history is longer.
_LONGEST = 4 * 3600


class Policy(Protocol):
    """Somebody in the commander's seat. `act` is asked every few seconds and answers with wishes and who gives them."""

    people: bool  # whether the others are simulated

    def act(self, drill: Drill) -> list[tuple[Command, str]]: ...

    def finished(self, drill: Drill) -> bool: ...


POLICIES: dict[str, Callable[[Scenario, int], Policy]] = {
    "do-nothing": DoNothing,
    "ideal": Ideal,
    "competent": Competent,
    "novice": Novice,
    "history": History,
}


def play(
    scenario: Scenario, policy: str, seed: int, *, until: int | None = None, look: Callable[[Drill], None] | None = None
) -> Drill:
    """A whole drill by one policy. It ends by itself, when the policy has finished, or at second `until`.

    `look` is shown the drill every few seconds, before the policy acts; it must not change it.
    """
    who = POLICIES[policy](scenario, seed)
    drill = Drill.new(scenario, seed, people=who.people)
    last = until if until is not None else longest(scenario)
    give(drill, SeatPerson(IC, Holder.SIMULATED.value, policy), EDGE)
    give(drill, StartDrill(), IC)
    while not drill.board.clock.over and drill.now < _end(drill, last, until) and not who.finished(drill):
        drill.advance(min(drill.now + LOOK, _end(drill, last, until)))
        if look is not None:
            look(drill)
        if drill.board.jumping:
            continue  # the hours pass; nobody can say anything in them
        for command, seat in who.act(drill):
            give(drill, command, seat)
    if not drill.board.clock.over:
        give(drill, EndDrill(), IC)
    return drill


def _end(drill: Drill, last: int, until: int | None) -> int:
    """The second to play to: `until` where one is given, else so late that the hours of jumps do not count."""
    if until is not None:
        return until
    clock = drill.board.clock
    return max(last + clock.jumped, (clock.skip_until or 0) + 1 if clock.jump else 0)


def longest(scenario: Scenario) -> int:
    """The second at which a run is broken off: harm is counted from an onset within the first half hour, history has to be over."""
    history = [scenario.seconds(act.at) for act in scenario.secret.history]
    return max([_LONGEST, scenario.public.harm_over + 1800, *(at + 1800 for at in history)])


def give(drill: Drill, command: Command, seat: str) -> Refusal | None:
    """Gives one command; a refusal is part of the game and is handed back."""
    made = drill.give(command, seat)
    return made if isinstance(made, Refusal) else None
