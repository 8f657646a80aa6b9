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
    # the file as text
    "file-too-large": ("the file has {size} bytes", "a scenario has at most {most}"),
    "other-encoding": ("the file is {encoding}", "save it as UTF-8"),
    "not-utf-8": ("the byte {byte} is not UTF-8", "save the file as UTF-8"),
    "control-character": ("an invisible character stands here: {char}", "delete it and type the text again"),
    "file-empty": ("the file is empty", "start from `wom new`"),
    "not-a-mapping": ("the file does not start with a key", "a scenario begins with `scenario: its-id`"),
    # the file as YAML
    "tab": ("a tab stands in the indentation", "indent with spaces"),
    "colon-in-text": (
        "a second colon stands on this line",
        'put a text that holds ": " in quotes, or a new key on a line of its own',
    ),
    "key-misplaced": (
        "a key cannot stand here",
        "the line above already has its value; check the indentation of both",
    ),
    "no-colon": (
        "this line is neither `key: value` nor part of the text above",
        "add the colon, or indent the line with its text; a longer text begins with `says: |`",
    ),
    "not-aligned": (
        "this line does not line up with those above",
        "keys of one thing stand exactly below each other; an apostrophe or quote above may also be the reason",
    ),
    "dash-misplaced": ("a list item cannot stand here", "begin the list on a line of its own, or write [a, b]"),
    "cannot-start": ("a value cannot begin with {char}", "put the text in quotes"),
    "star-or-ampersand": ("a value cannot begin with {char}", "put the text in quotes"),
    "escape": ("a backslash here means nothing", "write \\\\ for a backslash, or use single quotes"),
    "quote-open": ("a quote opened here is never closed", "close it, or remove it"),
    "bracket-open": (
        "a bracket opened here is not closed, or a comma is missing",
        "close it, or separate its parts by commas",
    ),
    "not-yaml": ("this cannot be read", "write `key: value`, and put unusual text in quotes"),
    "alias": ("*{name} repeats another part of the file", "write the part again; or put the text in quotes"),
    "anchor": ("&{name} names a part of the file for repeating", "remove it; or put the text in quotes"),
    "tag": ("a value cannot begin with !", "remove the tag; or put the text in quotes"),
    "directive": ("a % line has no place in a scenario", "remove it"),
    "merge-key": ("<< takes keys from elsewhere", "write the keys themselves"),
    "second-document": ("a second document begins here", "one file is one scenario; remove the ---"),
    "key-not-text": ("{text} is not a name for a key", 'put it in quotes, such as "404"'),
    "key-twice": ("{key} stands here twice", "the first is on line {line}; keep one"),
    "too-deep": ("this is nested more than {most} deep", "write it flatter"),
    "too-many-nodes": ("the file has more than {most} values", "make it shorter"),
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
