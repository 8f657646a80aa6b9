"""Hints and measures (E9): a step that was named to the trainee shortly before it was taken is printed with `h`, and is neither par nor trend.

No points are taken off. H1 and H2 point and ask; they are noted and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from simulator.drill.hints import LADDERS
from simulator.record import facts as f
from simulator.scoring.scorecard import Line

#: What closed a measure so soon after a hint that named it was helped by it.
HELPED = 180
#: From this level on a hint names the step itself.
NAMES_IT = 3

#: Which measures each need of the ladder closes. A game master's own words may name any step.
_CLOSES: Mapping[str, tuple[str, ...]] = {
    "acknowledge": ("M2",),
    "declare": ("M3",),
    "hats": ("M4", "M12", "M12.aloud"),
    "ask": ("M4", "M15", "M15.useful", "M21", "M21.board"),
    "changes": ("M6.decide", "M17.changes"),
    "mitigate": ("M5", "M6.decide", "M17"),
    "update": ("M8.internal",),
    "public": ("M8.public", "M9", "M10"),
    "answer": ("M27.pings",),
    "verify": ("M22", "M24"),
    "resolve": ("M7", "M24"),
    "wait": (),
}


def with_hints(lines: Iterable[Line], facts: Sequence[f.Fact]) -> Iterator[Line]:
    """Each line, with the highest level of a hint that named its step at most three minutes before its closing event.

    The closing event is the last fact the line rests on; of a line that is open nothing closed. What users felt is marked with the steps
    that led to it.
    """
    marked = list(_closing(lines, facts))
    level = max((line.hint for line in marked if line.id in _LEADS_TO_CALM), default=0)
    for line in marked:
        hint = max(level, line.hint) if line.id in _FOLLOWS else line.hint
        yield replace(line, hint=hint, hinted=hint >= NAMES_IT) if hint else line


#: How soon it was calm, and what users suffered until then, follows from these steps: where one was helped, so were they.
_LEADS_TO_CALM = ("M2", "M3", "M4", "M6.decide", "M5")
_FOLLOWS = ("M5", "M5b", "M11.under", "M25", "M26")


def _closing(lines: Iterable[Line], facts: Sequence[f.Fact]) -> Iterator[Line]:
    hints = [(x.at, x.body.level, need_of(x.body.says)) for x in facts if isinstance(x.body, f.HintGiven)]
    at = {x.n: x.at for x in facts}
    for line in lines:
        closed = _closed(line, at)
        levels = [
            level
            for when, level, need in hints
            if closed is not None and when <= closed <= when + HELPED and _about(line.id, need)
        ]
        yield replace(line, hint=max(levels)) if levels else line


def _closed(line: Line, at: Mapping[int, int]) -> int | None:
    """When a measure closed; None for one that is open, does not apply, or tells of users, whom no hint reaches."""
    if line.value is None or line.owner in ("users", "monitoring"):
        return None
    return max((at[n] for n in line.evidence if n in at), default=None)


def need_of(says: str) -> str:
    """The need whose ladder a hint is from; "" for the game master's own words."""
    return next((need for need, rungs in LADDERS.items() if says in rungs), "")


def _about(id_: str, need: str) -> bool:
    if not need:
        return True
    return id_ in _CLOSES[need] or id_.split(".", maxsplit=1)[0] in _CLOSES[need]
