"""Whether a public post bears out (the truth checks of M10): against what the commander could see at that second, never against the truth.

Checked are how many (within a factor of two), since when (within five minutes), and the component named (visibly hurt). What nothing on
the screen could speak for or against is not checked. Counterpart: `update_quality`, which reads what a post says at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulator.scoring.post_words import EXCEPT, GROUP, TIME
from simulator.scoring.update_quality import LONGEST, read_post
from simulator.scoring.visible import Estimate, Visible

#: A stated share or number may be off by this factor.
FACTOR: Final = 2.0
#: Quotients of counts have a last bit too much.
_ROUNDING: Final = 1e-9
#: A stated start may be off by this many seconds.
START_WITHIN: Final = 300
#: A component may be named this long after it was last visibly hurt.
_HURT_LATELY: Final = 600
_DAY: Final = 86400


@dataclass(frozen=True, slots=True)
class Post:
    """A public post as it was written."""

    n: int  # of its fact
    at: int
    says: str
    component: str
    state: str
    promised: bool  # names the time of the next one as a promise


@dataclass(frozen=True, slots=True)
class Check:
    """One claim of a post: `about` is how many, since when or the component; whether it bore out, and in words."""

    post: int
    about: str
    right: bool
    says: str


def checks(post: Post, visible: Visible, starts_at: datetime, evident_since: int | None, *, hurting: bool) -> Iterator[Check]:
    """The claims of a post that could be checked. `evident_since`: when what is evident began to be; None when nothing was."""
    of = (post.component,) if post.component else visible.journeys()
    estimates = [x for x in (visible.estimate(id_, post.at) for id_ in of) if x is not None]
    if estimates and hurting:
        yield from _how_many(post, estimates)
    stated = stated_start(post, starts_at)
    if stated is not None:
        began = [x for x in (visible.began(id_, post.at) for id_ in of) if x is not None] or [
            x for x in (evident_since,) if x is not None
        ]
        if began:
            off = min((_within_a_day(stated - x) for x in began), key=abs)
            says = (
                "the stated start bears out"
                if abs(off) <= START_WITHIN
                else f"the stated start is {_off(off)} what the tiles show"
            )
            yield Check(post.n, "since when", abs(off) <= START_WITHIN, says)
    hurt = visible.bad(post.at, _HURT_LATELY)
    if post.component and post.state and post.state != "operational" and hurt:
        right = post.component in hurt
        says = "the component named is hurt" if right else "the component named was not visibly hurt"
        yield Check(post.n, "component", right, says)


# --- how many ---------------------------------------------------------------------------------------

_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
    "hundred": 100, "second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10,
}  # fmt: skip
_PARTS: Final = {"half": 1 / 2, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 1 / 4, "three quarters": 3 / 4, "a fifth": 1 / 5, "a tenth": 1 / 10}  # fmt: skip
_NUMBER: Final = r"(?:\d+|" + "|".join(_WORDS) + r")"
_PERCENT: Final = r"(\d+(?:[.,]\d+)?)\s?(?:%|per ?cent\b)"
_ALL: Final = rf"\b(?:all|every|no|none)(?: of)?(?: our| the)?(?: (?!other)\w+)? {GROUP}\b|\b(?:nobody|no one)\b|\b(?:for|by) (?:everyone|anyone)"


def shares(text: str) -> tuple[float, ...]:
    """The shares of people or requests hurt that a post states, from 0 to 1. Of "from 20 % to 6 %" only where it stands now."""
    text = re.sub(EXCEPT["Q2"], " ", text[:LONGEST], flags=re.IGNORECASE)
    text = re.sub(rf"\bfrom {_PERCENT} to ", "", text, flags=re.IGNORECASE)
    found: list[float] = []
    for match in re.finditer(_PERCENT, text, re.IGNORECASE):
        share = min(1.0, float(match[1].replace(",", ".")) / 100.0)
        around = text[max(0, match.start() - 40) : match.end() + 30]
        well = re.search(r"\bsucce\w+|\bstill works?\b|\bworks? for\b|\bget through\b|\bavailab\w+", around, re.IGNORECASE)
        found.append(1.0 - share if well else share)
    for words, share in _PARTS.items():
        found.extend(share for _ in re.finditer(rf"\b{words} of\b", text, re.IGNORECASE))
    for match in re.finditer(rf"\b({_NUMBER})(?: \w+)? (?:in|out of|of) (?:every )?({_NUMBER})\b(?! min)", text, re.IGNORECASE):
        part, whole = _number(match[1]), _number(match[2])
        if 0 < part < whole:
            found.append(part / whole)
    found.extend(
        1.0 / _number(m[1])
        for m in re.finditer(r"\b(?:every|each) (second|third|other|fourth|fifth|tenth)\b", text, re.IGNORECASE)
    )
    if not found and re.search(_ALL, text, re.IGNORECASE) and not re.search(r"\bagain\b|how many", text, re.IGNORECASE):
        found.append(1.0)
    return tuple(found)


def counts(text: str) -> tuple[float, ...]:
    """The numbers of people hurt that a post states."""
    pattern = rf"(?<![:.\d])\b(\d[\d,.]*)\s*(million|thousand|k|m)?\s+(?:of\s+)?(?:our\s+|the\s+)?{GROUP}\b"
    found = []
    for match in re.finditer(pattern, text[:LONGEST], re.IGNORECASE):
        digits = match[1].rstrip(",.")
        many = {"million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3}.get((match[2] or "").lower(), 1.0)
        plain = digits if many > 1.0 else re.sub(r"[.,](?=\d{3}\b)", "", digits)
        found.append(float(plain.replace(",", ".")) * many if plain.count(".") + plain.count(",") <= 1 else 0.0)
    return tuple(x for x in found if x > 0.0)


def _how_many(post: Post, estimates: list[Estimate]) -> Iterator[Check]:
    for share in shares(post.says):
        known = [x for e in estimates for x in (e.failing, e.share_hurt) if x is not None]
        yield _many(post, f"{share:.0%}", share, known, lambda x: f"{x:.0%}")
    for count in counts(post.says):
        known = [e.hurt for e in estimates if e.hurt is not None]
        if known:
            yield _many(post, f"{count:,.0f}", count, known, lambda x: f"{x:,.0f}")


def _many(post: Post, stated: str, value: float, known: list[float], shown: Callable[[float], str]) -> Check:
    right = any(x / FACTOR - _ROUNDING <= value <= x * FACTOR + _ROUNDING for x in known)
    nearest = min(known, key=lambda x: abs(x - value))
    says = f"{stated} bears out" if right else f"{stated} was stated, and the tiles said about {shown(nearest)}"
    return Check(post.n, "how many", right, says)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


# --- since when -------------------------------------------------------------------------------------


def stated_start(post: Post, starts_at: datetime) -> int | None:
    """The start that a post states, in drill seconds: of all days the one that lies last before the post."""
    place = next((x for x in read_post(post.says) if x.rule == "Q3"), None)
    if place is None:
        return None
    time = re.search(TIME, post.says[place.start : place.end])
    parts = [] if time is None else [int(x) for x in re.findall(r"\d+", time[0])]
    if len(parts) < 2 or parts[0] > 23 or parts[1] > 59:
        return None
    of_day = 3600 * parts[0] + 60 * parts[1]
    began = 3600 * starts_at.hour + 60 * starts_at.minute + starts_at.second
    ago = (began + post.at - of_day) % _DAY
    return post.at - ago if ago <= _DAY - START_WITHIN else post.at + _DAY - ago


def _within_a_day(seconds: int) -> int:
    """A time of the day names no date, so of something that goes on for days only the time of the day can be checked."""
    return (seconds + _DAY // 2) % _DAY - _DAY // 2


def _off(seconds: int) -> str:
    return f"{abs(seconds) // 60} min {'before' if seconds < 0 else 'after'}"
