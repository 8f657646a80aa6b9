"""The behaviour form: eight observable acts, each with four anchors and with the lines of a scorecard that speak of it (scoring reference 5.1).

In the manner of marker systems of aviation and medicine: acts, not traits. Ratings begin a conversation and gate nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.scoring.scorecard import Line

CAUTION = (
    "Two people who rate the same drill agree only modestly, even with training. So a rating begins a conversation and decides nothing; "
    "a 1 or a 4 names the moment it was seen at; what somebody was thinking is asked, not guessed."
)


@dataclass(frozen=True, slots=True)
class Marker:
    """One act. `anchors` say what 1, 2, 3 and 4 look like; `lines` are the measures that speak of it, by the first part of their id."""

    id: str
    title: str
    anchors: tuple[str, str, str, str]
    lines: tuple[str, ...]


FORM: tuple[Marker, ...] = (
    Marker(
        "B1",
        "Takes command, makes hats explicit",
        (
            "nobody could say who leads",
            "command is known, the other hats are assumed",
            "“I have IC”; hats given by name and accepted",
            "re-balances hats as the load moves; releases people",
        ),
        ("M4", "M12"),
    ),
    Marker(
        "B2",
        "Sizes up and declares",
        (
            "waits for certainty, or argues about severity",
            "declares late, or without scope",
            "users' view and number become a call in one step; adjusts freely",
            "states what would change the call",
        ),
        ("M3", "M11"),
    ),
    Marker(
        "B3",
        "Delegates in closed loops",
        (
            "“can someone…”",
            "named, with no time box or no follow-up",
            "named, boxed, acknowledged, followed up",
            "picks the person by their load; names a backup",
        ),
        ("M21", "M15"),
    ),
    Marker(
        "B4",
        "Stops the bleeding first, safely",
        (
            "diagnosis only, or a risky act without asking",
            "mitigates after a long search",
            "asks “what changed”, tries a generic way out, asks about risk, names the signal to verify",
            "plan B ready before A reports; evidence kept cheaply",
        ),
        ("M6", "M17", "M18", "M19", "M22"),
    ),
    Marker(
        "B5",
        "Keeps one shared picture",
        (
            "side talk; acts that contradict each other",
            "updates when asked",
            "a regular line on where we stand; decisions in the channel",
            "others can repeat the plan; fact and guess are told apart",
        ),
        ("M14", "M16"),
    ),
    Marker(
        "B6",
        "Keeps the rhythm outside",
        (
            "the page is green while users hurt; silence",
            "posts, and misses promised times",
            "a promise set and kept; users' terms; no talk of causes",
            "audiences served through a comms lead; calmly says “we do not know yet”",
        ),
        ("M8", "M9", "M10"),
    ),
    Marker(
        "B7",
        "Seeks help, holds the line",
        (
            "stuck alone, or yields to a swoop",
            "escalates late",
            "escalates early; “do you wish to take command?”, “the list or the fix, not both”",
            "invites dissent, thanks for it, changes course in public",
        ),
        ("M20",),
    ),
    Marker(
        "B8",
        "Verifies, closes, hands over",
        (
            "all-clear on hope; “you're up”",
            "a partial check, or a partial summary",
            "verified with users, a written hand-off read back, an owner for the postmortem",
            "leaves the next commander with risks and options",
        ),
        ("M22", "M23", "M24"),
    ),
)

RATINGS: tuple[str, ...] = ("not observed", "put the response at risk", "partly", "sound", "others could learn from it")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something the record says about a marker. `source` is a line's id, or `note` for what the game master jotted down."""

    source: str
    title: str
    says: str
    sign: str  # of a note: + or -; else ""
    facts: tuple[int, ...]
    at: int | None


def evidence(lines: Sequence[Line], facts: Sequence[f.Fact]) -> Mapping[str, tuple[Evidence, ...]]:
    """By marker: its lines that apply, then the game master's notes on it, in their order."""
    at = {fact.n: fact.at for fact in facts}
    return {marker.id: (*_lines(marker, lines, at), *_notes(marker, facts)) for marker in FORM}


def _lines(marker: Marker, lines: Sequence[Line], at: Mapping[int, int]) -> Iterable[Evidence]:
    for line in lines:
        if belongs(line.id, marker.lines) and (line.value is not None or line.censored):
            last = at.get(line.evidence[-1]) if line.evidence else None
            yield Evidence(line.id, line.title, line.says, "", line.evidence, last)


def _notes(marker: Marker, facts: Sequence[f.Fact]) -> Iterable[Evidence]:
    for fact in facts:
        match fact.body:
            case f.NoteTaken(marker=id_, sign=sign, says=says, about=about) if id_ == marker.id:
                yield Evidence("note", "Noted", says, sign, (fact.n,), about)
            case _:
                pass


def belongs(line: str, measures: Iterable[str]) -> bool:
    """Whether a line's id is one of these measures or a part of one: M11.over belongs to M11, M3b and M30 do not belong to M3."""
    return any(line == measure or line.startswith(measure + ".") for measure in measures)
