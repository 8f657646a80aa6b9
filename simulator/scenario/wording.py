"""Every sentence an author can be told about a scenario file, by code.

Only words: nothing here reads YAML or knows where a problem stands. Its counterparts are `problems`, which
draws the picture around a sentence, and the modules that find problems and name them by code.
A message says what is wrong *here*; a hint says what to do about it.
"""

from dataclasses import dataclass

#: Enough of an author's text to recognise it; a scenario may hold 256 kB of it.
LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One filled sentence: what is wrong, and what to do."""

    message: str
    hint: str


CATALOGUE: dict[str, tuple[str, str]] = {
    # units
    "duration": ("{text} is not a duration", "write 4m, 90s or 4m30s"),
    "duration-number": ("{text} has no unit", "write {bare}s, {bare}m or {bare}h"),
    "span": ("{text} is not a delay", "write a range such as 3m..6m, or one duration such as 4m"),
    "span-backwards": ("{text} runs backwards", "write {turned}"),
    "short-time": ("{text} is not a short time", "write 60ms, 2s or 1.5s"),
    "short-time-number": ("{text} has no unit", "write {bare}ms or {bare}s"),
    "share": ("{text} is not a share", "write a percentage from 0% to 100%, such as 20% or 99.95%"),
    "share-number": ("{text} has no unit", "write a percentage from 0% to 100%, such as 20% or 99.95%"),
    "rate": ("{text} is not a rate", "write 1200/s or 30/min"),
    "rate-number": ("{text} has no unit", "write {bare}/s or {bare}/min"),
    "instant": ("{text} is not a moment", 'write a UTC clock such as "13:42", or a duration from the start such as 5m'),
    "instant-number": (
        "{text} has no unit",
        'write a duration from the start such as {bare}m, or a UTC clock such as "13:42"',
    ),
    "effect": ("{text} does not say what it does", "write x12, +400ms, 3s, 40% or 200/s"),
    "id": ("{text} is not an id", "an id is 1 to 64 lower-case letters, digits and hyphens, such as charge-burn"),
    "id-almost": ("{text} is not an id", "an id is lower-case letters, digits and hyphens; write {suggestion}"),
    "utc": ("{text} is not a UTC time", "write 2019-07-02T13:31:00Z"),
    "day": ("{text} is not a date", "write 2026-11-22"),
    "count": ("{text} is not a whole number", "write digits only, such as 26000"),
}


def say(code: str, **details: str) -> Said:
    """The sentence for `code` with its details filled in."""
    message, hint = CATALOGUE[code]
    return Said(message.format(**details), hint.format(**details))


def shown(value: object) -> str:
    """An author's own text in quotes, shortened; a list or a group of keys by its kind."""
    match value:
        case None:
            return "nothing"
        case True | False:
            return str(value).lower()
        case int() | float():
            return shortened(str(value))
        case str():
            return f'"{shortened(value)}"'
        case list() | tuple():
            return "a list"
        case dict():
            return "a group of keys"
        case _:
            return "this"


def shortened(text: str) -> str:
    """At most `LONGEST_QUOTE` characters, on one line, with nothing that a terminal would obey."""
    line = "".join(char if char.isprintable() else " " for char in text[: LONGEST_QUOTE + 1])
    return line if len(text) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + "…"
