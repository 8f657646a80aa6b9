"""Every sentence an author can be told about a scenario file, by code.

Only words: nothing here reads YAML or knows where a problem stands. Its counterparts are `problems`, which
draws the picture around a sentence, and the modules that find problems and name them by code.
A message says what is wrong *here*; a hint says what to do about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

#: Enough of an author's text to recognise it; a scenario may hold 256 kB of it.
LONGEST_QUOTE = 60
MOST_LISTED = 16


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
    "file-empty": ("the file is empty", "start from a copy of a scenario that is there already"),
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
    "quote-inside": (
        "text goes on after its closing quote",
        "inside single quotes write '' for an apostrophe, or put the text in \"double quotes\"",
    ),
    "bracket-open": (
        "a bracket opened here is not closed, or a comma is missing",
        "close it, or separate its parts by commas",
    ),
    "not-yaml": ("this cannot be read", "write `key: value`, and put unusual text in quotes"),
    "alias": ("*{name} repeats another part of the file", "write the part again; or put the text in quotes"),
    "anchor": ("&{name} names a part of the file for repeating", "remove it; or put the text in quotes"),
    "tag": ("a ! begins a tag here", "remove the tag; or put the text in quotes"),
    "directive": ("a % line has no place in a scenario", "remove it"),
    "merge-key": ("<< takes keys from elsewhere", "write the keys themselves"),
    "second-document": ("a second document begins here", "one file is one scenario; remove the ---"),
    "key-is-a-group": ("a key is one word, not a group", "write the word alone, without brackets or dashes"),
    "key-not-text": ("{text} is not a name for a key", 'put it in quotes, such as "404"'),
    "key-twice": ("{key} stands here twice", "the first is on line {line}; keep one"),
    "too-deep": ("this is nested more than {most} deep", "write it flatter"),
    "too-many-nodes": ("the file has more than {most} values", "make it shorter"),
    # shape
    "missing": ("{it} needs {key}", "add `{key}:`"),
    "key-unknown": ("{it} has no key {key}", "its keys are {known}"),
    "key-almost": ("{it} has no key {key}", "did you mean {near}?"),
    "key-elsewhere-almost": ("{it} has no key {key}", "did you mean {near}, under {home}?"),
    "key-elsewhere": ("{it} has no key {key}", "{key} belongs under {home}"),
    "word": ("{it}: {text} is not a word it knows", "write one of {known}"),
    "word-almost": ("{it}: {text} is not a word it knows", "did you mean {near}?"),
    "empty": ("{it} is empty", "give it {forms}, or remove the key"),
    "not-text": ("{it}: {text} is not read as text", "put the text in quotes"),
    "too-short": ("{it} is empty", "write its text"),
    "too-long": ("{it} is too long", "write at most {max_length} characters"),
    "not-an-order": ("{it}: {text} is not an order", "write a kind and a target, such as `roll-back checkout`"),
    "not-whole": ("{it}: {text} is not a whole number", "write digits only, such as 12"),
    "not-a-number": ("{it}: {text} is not a number", "write digits, such as 0.5 or 12"),
    "not-yes-no": ("{it}: {text} is neither true nor false", "write true or false"),
    "above": ("{it}: {text} is too small", "write more than {gt}"),
    "at-least": ("{it}: {text} is too small", "write {ge} or more"),
    "at-most": ("{it}: {text} is too large", "write {le} or less"),
    "below": ("{it}: {text} is too large", "write less than {lt}"),
    "not-keys": ("{it}: {text} stands where keys belong", "write the keys below it, each as `key: value`"),
    "not-a-list": ("{it}: {text} stands where a list belongs", "write [{bare_text}], even for one"),
    "too-few": ("{it} needs at least {min_length}, and has {actual_length}", "add what is missing"),
    "too-many": ("{it} holds at most {max_length}, and has {actual_length}", "remove some"),
    "not-understood": ("{it}: {text} cannot be read here", "the authoring guide lists what may stand here"),
    # references
    "no-such": ('{it}: there is no {kinds} "{id}"', "the file has {known}"),
    "no-such-almost": ('{it}: there is no {kinds} "{id}"', "did you mean {near}?"),
    "no-such-other": ('{it}: there is no {kinds} "{id}"', "{id} is the name of a thing of another kind: {other}"),
    "no-such-none": ('{it}: there is no {kinds} "{id}"', "the file has none yet"),
    "order-kind": ("{it}: {kind} is not a mitigation", "the mitigations are {known}"),
    "order-kind-almost": ("{it}: {kind} is not a mitigation", "did you mean {near}?"),
    "order-target": ('{it}: {kind} needs a {kinds}, and there is no "{id}"', "the file has {known}"),
    "order-target-almost": ('{it}: {kind} needs a {kinds}, and there is no "{id}"', "did you mean {near}?"),
    "order-target-none": ('{it}: {kind} needs a {kinds}, and there is no "{id}"', "the file has none yet"),
    "signal-almost": ("{it}: there is no signal {id}", "did you mean {near}?"),
    "signal-measure": ("{it}: there is no signal {id}", "of {thing} one can read {known}"),
    "signal-thing": ("{it}: there is no signal {id}", "write a journey or service and a measure; there are {known}"),
    # rules
    "system-large": ("the system has {many} {what}, each cohort by itself", "draw it in {most} or fewer"),
    "slo-low": (
        "{it}: a core objective of 92.9% or less can never burn fast enough for SEV1",
        "raise it above 92.9%, or make the journey core: false",
    ),
    "slo-whole": ("{it}: an objective of 100% leaves no budget to burn", "write 99.99% or less"),
    "calls-circle": ("{it}: calls run in a circle: {circle}", "remove one of the calls"),
    "cohorts-whole": ("{it} add up to {total}", "make the shares add up to 100%"),
    "stages-rise": ("{it}: a stage is not more than the one before", "write the shares so that each is larger, up to 100%"),
    "meter-signal": ("{it}: a signal has the same id, and a meter is read by its id as signals are", "rename one of the two"),
    "no-cohort": ('{it}: {target} has no cohort "{id}"', "its cohorts are {known}"),
    "no-cohorts": ('{it}: {target} has no cohort "{id}"', "give {target} its cohorts first"),
    "alert-rule": ("{it} needs either burn or signal", "write burn: 14.4 and of: a journey, or signal: and a line"),
    "alert-of": ("{it} burns, and does not say of what", "add of: with a journey"),
    "alert-line": ("{it} watches a signal without one line", "add either above: or below:"),
    "fault-before": (
        "{it}: the change {id} went out {ago} before the start, so the fault would be there from the start",
        "give the fault at: or when: instead",
    ),
    "every-needed": ("{it}: {shape} comes back, and it is not said how often", "add every: with the time from one to the next"),
    "every-short": ("{it}: the world moves every 5s and would not follow", "write 10s or more"),
    "every-unused": ("{it}: {shape} does not come back", "remove every:, or choose one of {known}"),
    "lasts-nothing": ("{it}: a fault that lasts 0s never is", "write how long it lasts, or remove the key"),
    "end-rule": ("{it}: an end needs either by or after", "write {{by: roll-back checkout}} or {{after: 20m}}"),
    "does-nothing": ("{it}: a fault that does nothing", "write what it changes, such as {{errors: 32%}}"),
    "by-of-nothing": ("{it}: nothing to count from", "write by: beside after:, ordered: or done:"),
    "in-of-nothing": ("{it}: only an order has a cohort", "write in: beside ordered: or done:"),
    "act-rule": ("{it} needs exactly one act", "the acts are {known}"),
    "published-rule": ("{it}: a published line needs exactly one instant or figure", "they are {known}"),
    "published-is": ("{it} names a figure without its value", "add is: with the published value"),
    "published-passes": (
        "{it}: an instant at which a signal passes a line needs at and one line",
        "add at: and either above: or below:",
    ),
    "fixed-by-none": ("{it}: nothing ends the hurting", "name the orders in fixed_by, or say false_alarm: true"),
    "to-before-from": ("{it} is not after from", "turn them round"),
    "effect-sensible": ("{it} cannot be changed in this way", "write {known}"),
    "effect-of-journey": (
        "{it}: {target} is a journey, and only its traffic can be changed",
        "name a service as target",
    ),
    "before-start": ("{it} is {ago} before the start", "write an instant at or after starts_at"),
    "too-late": ("{it} is {after} after the start", "write an instant within seven days of starts_at"),
    # secrets
    "tells-id": (
        '{it} names the {kind} "{id}", which trainees do not know yet',
        "say what they can see, or rename the {kind}",
    ),
    "tells-scenario": ("{it} names the scenario {id}, which trainees do not know yet", "say it in other words"),
    "tells-phrase": ("{it} repeats a secret text: {phrase}", "say what was known at the time, in other words"),
    "tells-source": ("{it} names the publication: {phrase}", "say it in other words"),
    # lint
    "no-core": ("no journey is core", "without core: true on one, no numbers make SEV1"),
    "no-page": ("nothing pages the trainee", "give an alert pages: trainee, or say why the drill starts otherwise"),
    "clock-far": (
        "{it}: {text} is {after} after the start",
        "write the whole UTC time, or a duration, if that is meant",
    ),
    "no-end": ("{it} never ends", "give it ends: or lasts:"),
    "fixes-nothing": ("{it}: {text} ends no fault", "name an order that stands in a fault's ends"),
    "no-cause": ("no finding says the cause", "mark the one that suffices with cause: true"),
    "knows-nothing": (
        "{it} knows nothing, so an ask to them leads nowhere",
        "add knows: with services, switches or tools",
    ),
    "unknown-service": ("{it}: nobody knows it", "add it to somebody's knows:"),
    "long-brief": ("{it} takes {seconds} seconds to read", "the first card should take less than a minute"),
    "blame": ("{it}: {phrase} blames somebody", "make the system or the event the subject"),
    "told-id": ('{it} names the {kind} "{id}", an id of yours', "people in the drill do not know it; say it in words"),
    "no-history": ("the file has published figures, and no history that must reproduce them", "add history:"),
    "history-order": ("{it} stands after a later one", "order the lines by at:"),
    "no-end-works": (
        "{it}: none of them can come about, so the fault never ends",
        "name an order that can be done, or add lasts:",
    ),
    "stays-with-fault": ('{it} never goes back, since the fault "{id}" never ends', "give the fault ends: or lasts:"),
    "signal-still": ("{it} does not move", "give it during: with a fault, and becomes: with where that takes it"),
    "hazard-stays": (
        "{it}: what {order} may bring never passes",
        "add lasts:, or write a fault with when: {{done: {order}}} that an order ends",
    ),
    "meter-still": ("{it}: nothing adds to it", "give it of:, or let a fault run it, or a mitigation cost it"),
    "initiative-certain": (
        "{it}: nothing the response does can keep them from it",
        "add unless:, such as {{hat: ops}} or an order to freeze changes",
    ),
    "never-holds": ("{it} can never hold: {why}", "change it, or remove what waits for it"),
    "stray-key": ("{it} means nothing here", "{key} goes with {others}"),
    "burn-beyond": (
        "{it} never fires: with an objective of {slo}, {journey} burns {most} times too fast at most",
        "lower burn:, or raise the objective",
    ),
    "line-beyond": ("{it} never fires: {signal} is never {line}", "write a share as a number up to 1, such as 0.9"),
    "finding-gone": (
        "{it} needs {order} to be done, which destroys it",
        "remove it from destroys:, or let it hold earlier",
    ),
    "finding-declined": ("{it}: executives do not look into things", "name somebody else, or say unasked: true"),
    "finding-unaskable": (
        "{it}: none of this can be asked about",
        "add a service, journey, switch, tool or topic",
    ),
    "finding-strangers": (
        "{it}: none of them knows what must be asked about, so nobody would ask them",
        "add it to their knows:, or a topic to asked:",
    ),
    "act-backwards": ("{it} lies before {first}, when the jump can be offered at the earliest", "jump further"),
    "person-idle": (
        "{it}: nobody needs them",
        "give them a finding, an inject, an approval, or something only they know; or leave them out",
    ),
    "decoy-change": (
        "{it} did no harm, and nobody can find that out",
        "add a finding with asked: [{target}] that says so",
    ),
    "decoy-finding": (
        "{it}: {order} ends nothing, and nothing refutes the proposal",
        "add a finding with refutes: [{id}]",
    ),
    "decoys-unrefuted": (
        "{it}: no finding says that something is as it should be",
        "add one for each decoy, or let a finding refute it",
    ),
    "severity-line": (
        "{it} makes {share} of {journey} fail, within a tenth of the line of {sev}",
        "aim well above or well below, so that the severity does not flutter",
    ),
    "severity-beyond": (
        "{it} makes {sev} by itself, and what people say supports {most} at most",
        "make the fault milder, or let a finding or inject support {sev}",
    ),
    "false-alarm-hurts": ("{it} makes {sev} by itself, and the truth is a false alarm", "make the fault milder"),
    "supports-beyond": ("{it}: nothing in the file makes {sev}", "make a journey core, or give a fault its severity"),
    "order-twice": ("{it}: {order} has been described above, and only that counts", "make one of the two"),
    # texts
    "text-unreadable": (
        "{it}: {snippet} is not closed, or not a name",
        "write {{{{ name }}}}, or put a plain brace apart",
    ),
    "text-beyond": ("{it}: {snippet} is more than a text may do", "a text may hold {{{{ name }}}} and {{% if name %}}"),
    "text-filter": ("{it}: there is no filter {word}", "the filters are {known}"),
    "text-too-many": ("{it} holds too many names and conditions", "write a plainer text"),
    "text-name": ("{it}: there is no name {word}", "the names are {known}"),
    "text-name-almost": ("{it}: there is no name {word}", "did you mean {near}?"),
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
    "count": ("{text} is not a whole number of zero or more", "write digits only, such as 26000"),
}

#: What to do about the rules that the model states itself, by its sentence.
HINTS: dict[str, str] = {
    "a condition needs exactly one test": "join several tests by all: [...], any: [...] or not: {...}",
    "a condition needs a test": "write a test such as {fault: id}, {after: id, by: 5m} or {posted: public}",
    "a signal condition needs either above or below": "write {signal: pay.success, below: 0.9}",
    "a fault needs exactly one of at, with, when": "write at: for a time, with: for a change, when: for a condition",
    "an inject needs exactly one of at, when": "write at: for a time, or when: for a condition",
}


def say(code: str, /, **details: str) -> Said:
    """The sentence for `code` with its details filled in."""
    message, hint = CATALOGUE[code]
    return Said(message.format(**details), hint.format(**details))


def listed(words: Iterable[str]) -> str:
    """Known words for a hint, not more than a reader can look over."""
    every = list(words)
    return ", ".join(every[:MOST_LISTED]) + (", …" if len(every) > MOST_LISTED else "")


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
