"""The console of a commander who has taken the keyboard: the instruments of one service, as whoever knows it has them, and what came of it.

Nothing of any other service, and nothing at all without the keyboard. A responder's own desk is `project_responder`.
"""

from __future__ import annotations

from simulator.drill import views as v
from simulator.drill.decisions.room import two_hats
from simulator.drill.project_responder import GAUGES
from simulator.drill.project_samples import short
from simulator.drill.seen import STEP, Seen, order_words
from simulator.record.seats import IC

#: How far back its lines reach, and every how many steps they have a point: ten minutes, in points of 15 seconds.
_POINTS, _EVERY = 40, 3


def console(seen: Seen) -> v.Console:
    """What is on it now; why two hats cannot be worn, whether or not anybody asks."""
    no = two_hats(seen.board, seen.scenario)
    why_not = "" if no is None else f"{no.says} {no.try_instead}"
    keyboard = seen.board.keyboard
    if keyboard is None or seen.board.clock.over:
        return v.Console(False, False, "", "", None, [], [], why_not)
    missing = f"{seen.title(seen.blind)} cannot be reached." if seen.blind else ""
    gauges = [] if seen.blind else _gauges(seen, keyboard.target)
    return v.Console(
        True, seen.board.heads_down, seen.title(keyboard.target), missing, keyboard.since, gauges, _found(seen, keyboard.since), why_not
    )  # fmt: skip


def _gauges(seen: Seen, target: str) -> list[v.ConsoleGauge]:
    found = []
    last = seen.series.steps() - 1
    for column, title, unit, places in GAUGES:
        signal = f"{target}.{column}"
        value, healthy = seen.series.sampled(signal), seen.series.true(signal, 0)
        if healthy is None:
            continue
        steps = reversed(range(last, max(-1, last - _POINTS * _EVERY), -_EVERY))
        trail = [None if (x := seen.series.sampled(signal, step)) is None else short(x) for step in steps]
        shown = None if value is None else round(value, places)
        found.append(v.ConsoleGauge(title, unit, shown, round(healthy, places), trail, _EVERY * STEP))
    return found


def _found(seen: Seen, since: int) -> list[v.DeskFinding]:
    """What the commander has come upon since they took the keyboard."""
    mine = [card for card in seen.board.cards.values() if card.person == IC and card.at >= since]
    found = []
    for card in mine:
        kind, _, target = card.names.partition(" ")
        order = order_words(seen.scenario, card.names) if card.names else ""
        shown = v.Card(card.confidence.value, seen.title(card.target), order, kind, target)
        found.append(v.DeskFinding(card.at, card.says, True, "", shown))
    return found
