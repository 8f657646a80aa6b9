"""A transcript: a drill as text for people, `00:03:12 > declare SEV1` and `00:03:12 < IncidentDeclared SEV1`.

Not the journal, which is for machines and is what is kept. `>` is a command of the commander (another seat is named before it), `<` a fact
that reaches somebody, `~` one that nobody in the room knows. Commands can be read back, so a drill can be written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import Any

from simulator.drill.drill import Drill
from simulator.record.codec import command_from, command_to
from simulator.record.commands import COMMANDS, Command
from simulator.record.facts import Fact
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.record.seats import IC
from simulator.scenario.model import Scenario

#: What people say for a command; the others by their name.
_VERBS = {
    "AcknowledgePage": "acknowledge",
    "OpenTiles": "look",
    "OpenChanges": "what-changed",
    "DeclareIncident": "declare",
    "ChangeSeverity": "severity",
    "AssignRole": "hat",
    "ReleaseRole": "hat-off",
    "AskInvestigate": "ask",
    "NudgeTask": "nudge",
    "OrderMitigation": "order",
    "AskVerify": "verify",
    "SecureEvidence": "secure",
    "PagePerson": "page",
    "PostUpdate": "post",
    "PromiseUpdate": "promise",
    "AnswerQuestion": "answer",
    "ClaimMitigated": "mitigated",
    "ResolveIncident": "resolve",
    "ReopenIncident": "reopen",
    "CloseIncident": "close",
    "RequestHint": "hint",
}
_NAMES = {verb: name for name, verb in _VERBS.items()}
_LONGEST = 76
_WORD = re.compile(r'(?:(?P<key>[a-z_]+)=)?(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"]+))')


def clock(second: int) -> str:
    """Drill time as 00:03:12."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


# --- commands ----------------------------------------------------------------------------------------


def spoken(command: Command) -> str:
    """A command as one line: what it needs in order, the rest by name where it is not as usual."""
    name, plain = command_to(command)
    words = [_VERBS.get(name) or _kebab(name)]
    for field in fields(command):
        value = plain[field.name]
        if field.default is MISSING:
            words.append(_written(value))
        elif value != _usual(field.default):
            words.append(f"{field.name}={_written(value)}")
    return " ".join(words)


def understood(text: str) -> Command | Refusal:
    """The counterpart of `spoken`: a line as a command, or what does not fit."""
    verb, _, rest = text.strip().partition(" ")
    name = _NAMES.get(verb) or "".join(part.capitalize() for part in verb.split("-"))
    kind = COMMANDS.get(name)
    if kind is None:
        return command_from(verb, {})  # which says no
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    numbers = {field.name for field in fields(kind) if field.type == "int"}
    args: dict[str, Any] = {}
    for word in _WORD.finditer(rest):
        key = word["key"] or (needed.pop(0) if needed else "")
        text_ = json.loads(f'"{word["text"]}"') if word["text"] is not None else word["bare"]
        args[key] = _number(text_) if key in numbers else text_ == "true" if text_ in ("true", "false") else text_
    return command_from(name, args)


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _usual(default: Any) -> Any:
    return default.value if hasattr(default, "value") else default


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if text and re.fullmatch(r'[^\s"=]+', text) else json.dumps(text, ensure_ascii=False)


def _number(text: str) -> int | str:
    return int(text) if text.isdigit() else text


# --- lines -------------------------------------------------------------------------------------------


def command_line(at: int, seat: str, command: Command) -> str:
    """A command with when and by whom."""
    return f"{clock(at)} {'' if seat == IC else seat}> {spoken(command)}"


def refusal_line(at: int, refusal: Refusal) -> str:
    """A no. Nothing of it is in the record."""
    return f"{clock(at)} ! {refusal.code}: {refusal.says}"


def fact_line(fact: Fact) -> str:
    """A fact: its name and what it holds that is not as usual; long texts are cut."""
    words = [f"{clock(fact.at)} {_mark(fact)} {type(fact.body).__name__}"]
    for field in fields(fact.body):
        value = getattr(fact.body, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        text = ",".join(value) if isinstance(value, tuple) else str(value)
        words.append(_written(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"))
    return " ".join(words)


def _mark(fact: Fact) -> str:
    if fact.audience.name in ("truth", "gm"):
        return "~"
    return "<" if fact.audience.name == "all" else f"<[{','.join(sorted(fact.audience.seats))}]"


def transcript(scenario: Scenario, seed: int, rows: Iterable[Row], *, people: bool = True, until: int = 0) -> Iterator[str]:
    """The whole drill that a journal leads to; raises `Divergence` where it leads elsewhere."""
    drill = Drill(scenario, seed, people=people)
    shown = 0
    for row in rows:
        drill.advance(row.at)
        yield from map(fact_line, drill.facts[shown:])
        yield command_line(row.at, row.seat, row.command)
        shown = len(drill.facts)
        drill.apply(row)
        yield from map(fact_line, drill.facts[shown:])
        shown = len(drill.facts)
    drill.advance(until)
    yield from map(fact_line, drill.facts[shown:])
