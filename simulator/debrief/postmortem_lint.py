"""The lint of a postmortem: what keeps it from being closed, and what to think about (scoring reference 5.4).

A finding never says that somebody did something wrong; it says what the text does, and offers the question that leads on. The words that
blame are `blame`'s; here is the structure: plural factors, few items with one owner and a date, luck, and a timeline that is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from simulator.debrief.blame import REFRAME, lint_line
from simulator.debrief.postmortem import DerivedPart
from simulator.debrief.written import ActionItem, ActionKind, Factor, Written

#: What gets done beats what would be nice.
FEWEST_FACTORS, MOST_ACTIONS = 2, 5
#: A deadline farther away than this many days is a wish.
FARTHEST = 60

#: What an owner must not be: nobody in particular.
_NOBODY = re.compile(
    r"^(?:the\s+)?(?:\w+\s+)?(?:team|group|squad|crew|department|everyone|everybody|all|anyone|someone|somebody|nobody|tbd|tba|n/?a|none"
    r"|on-?call|sre|sres|ops|devops|engineering|us|we|\?+|-+)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[,;&/+]|\s(?:and|or)\s", re.IGNORECASE)

_WHOLE = "Who, by name, will say that it is done, and when?"
_OWNER = "Who, by name, will say that it is done?"
_DUE = "When will somebody look whether it is done?"
_FACTORS = "What made it possible? What made it likely? What made it far-reaching?"
_LUCK = "What would have made it worse, and just did not happen?"
_SMALL = "Which five would make the biggest difference? The others can be tickets without a promise."


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding. `section` is a field of `Written` or `timeline`; `item` counts from 1 in a list, 0 for the section; `field` is the part
    of the item. `start` and `end` are characters of that text; both 0 where it is about the whole.
    """

    section: str
    item: int
    field: str
    rule: str
    level: Literal["block", "warn"]
    start: int
    end: int
    says: str
    reframe: str


def lint(derived: DerivedPart, written: Written, today: date) -> tuple[LintFinding, ...]:
    """Everything there is to say, in the order of the page."""
    return (
        *_words(derived, written),
        *_timeline(derived, written),
        *_factors(derived, written),
        *_lucky(written),
        *_actions(derived, written, today),
    )


def blocks(findings: tuple[LintFinding, ...]) -> tuple[LintFinding, ...]:
    """What keeps the postmortem from being closed."""
    return tuple(one for one in findings if one.level == "block")


def _whole(
    section: str, rule: str, level: Literal["block", "warn"], says: str, reframe: str, item: int = 0, field: str = ""
) -> LintFinding:
    return LintFinding(section, item, field, rule, level, 0, 0, says, reframe)


# --- words --------------------------------------------------------------------------------------------


def _words(derived: DerivedPart, written: Written) -> Iterator[LintFinding]:
    for section, item, field, text in _texts(written):
        for one in lint_line(text, derived.people):
            yield LintFinding(section, item, field, one.rule, one.level, one.start, one.end, one.says, one.reframe)


def _texts(written: Written) -> Iterator[tuple[str, int, str, str]]:
    """Every text people wrote: (section, item, field, text)."""
    for section in ("title", "summary", "sense", "went_well", "lucky", "external"):
        yield section, 0, "", getattr(written, section)
    for n, note in enumerate(written.notes, start=1):
        yield "notes", n, "says", note.says
    for n, one in enumerate(written.absent, start=1):
        yield "absent", n, "says", one.says
    for n, factor in enumerate(written.factors, start=1):
        for field in ("says", "possible", "likely", "far"):
            yield "factors", n, field, getattr(factor, field)
    for n, action in enumerate(written.actions, start=1):
        yield "actions", n, "says", action.says


# --- structure ----------------------------------------------------------------------------------------


def _timeline(derived: DerivedPart, written: Written) -> Iterator[LintFinding]:
    """Each of the four instants is there, or a sentence says what stood in its place."""
    said = {one.instant for one in written.absent if one.says.strip()}
    for instant in derived.instants:
        if instant.at is None and instant.id not in said:
            yield _whole(
                "timeline", "instant", "block", f"The timeline has no {instant.title.lower()}.",
                "What happened instead, and what made that look right?", field=instant.id,
            )  # fmt: skip


def _factors(derived: DerivedPart, written: Written) -> Iterator[LintFinding]:
    real = [factor for factor in written.factors if factor.says.strip()]
    if len(real) < FEWEST_FACTORS:
        says = (
            f"{len(real)} contributing factor{'' if len(real) == 1 else 's'} so far; there are always at least {FEWEST_FACTORS}."
        )
        yield _whole("factors", "factors", "block", says, _FACTORS)
    for n, factor in enumerate(written.factors, start=1):
        if factor.says.strip():
            yield from _factor(derived, n, factor)


def _factor(derived: DerivedPart, n: int, factor: Factor) -> Iterator[LintFinding]:
    if not factor.kind:
        yield _whole(
            "factors", "class", "block", "This factor has no class yet.", "Where would one look for others like it?", n, "kind"
        )
    for field in ("says", "possible", "likely", "far"):
        text = getattr(factor, field)
        for name in derived.people:
            for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                says = f"A name stands among the factors ({name})."
                yield LintFinding("factors", n, field, "name", "warn", hit.start(), hit.end(), says, REFRAME)


def _lucky(written: Written) -> Iterator[LintFinding]:
    if not written.lucky.strip():
        yield _whole("lucky", "luck", "block", "The luck list is empty.", _LUCK)


def _actions(derived: DerivedPart, written: Written, today: date) -> Iterator[LintFinding]:
    items = [(n, action) for n, action in enumerate(written.actions, start=1) if not _empty(action)]
    if not items:
        yield _whole("actions", "none", "block", "There is no action item yet.", "What one change would have made this smaller?")
    if len(items) > MOST_ACTIONS:
        yield _whole("actions", "many", "block", f"{len(items)} action items; at most {MOST_ACTIONS} fit.", _SMALL)
    for n, action in items:
        yield from _missing(n, action, written)
        yield from _owned(n, action)
        yield from _dated(n, action, today)
    kinds = {action.kind for _, action in items}
    if items and kinds == {ActionKind.PROCESS.value}:
        yield _whole(
            "actions", "process-only", "warn", "All items are about how people work.",
            "What would make the safe way the easy one, for whoever comes next?",
        )  # fmt: skip
    largest = derived.gaps[0] if derived.gaps else None
    if items and largest is not None and largest.id.startswith("M6") and ActionKind.MITIGATE.value not in kinds:
        yield _whole(
            "actions", "no-mitigate", "warn", f"The largest gap was between knowing and doing ({largest.title.lower()}), and no item is of type mitigate.",
            "What would have made that step shorter?",
        )  # fmt: skip


def _empty(action: ActionItem) -> bool:
    return not any((action.says.strip(), action.owner.strip(), action.due.strip(), action.ticket.strip()))


def _missing(n: int, action: ActionItem, written: Written) -> Iterator[LintFinding]:
    """Everything an item still needs, in one line."""
    factor = 1 <= action.factor <= len(written.factors) and written.factors[action.factor - 1].says.strip()
    wanted = (
        ("what will be different", action.says), ("a type", action.kind), ("an owner", action.owner), ("a deadline", action.due),
        ("the factor it takes away", factor),
    )  # fmt: skip
    needs = [what for what, there in wanted if not str(there or "").strip()]
    if needs:
        many = ", ".join(needs[:-1]) + " and " + needs[-1] if len(needs) > 1 else needs[0]
        yield _whole("actions", "missing", "block", f"This item still needs {many}.", _WHOLE, n)


def _dated(n: int, action: ActionItem, today: date) -> Iterator[LintFinding]:
    if not action.due.strip():
        return
    try:
        due = date.fromisoformat(action.due.strip())
    except ValueError:
        says = f"“{action.due.strip()}” is no date. Write it as {today.isoformat()}."
        yield _whole("actions", "due", "block", says, _DUE, n, "due")
        return
    away = (due - today).days
    if away > FARTHEST:
        yield _whole(
            "actions", "far", "warn", f"The deadline is {away} days away.", "What would be a first step within a month?", n, "due"
        )
    elif away < 0:
        yield _whole("actions", "past", "warn", "The deadline has passed.", _DUE, n, "due")


def _owned(n: int, action: ActionItem) -> Iterator[LintFinding]:
    owner = " ".join(action.owner.split())
    if not owner:
        return
    if _NOBODY.match(owner):
        yield _whole("actions", "owner", "block", f"“{owner}” is nobody in particular.", _OWNER, n, "owner")
    elif _SEVERAL.search(owner):
        yield _whole("actions", "owner", "block", f"“{owner}” is more than one person.", _OWNER, n, "owner")
