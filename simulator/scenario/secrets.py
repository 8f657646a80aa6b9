"""Does a text that trainees read give away what they must find out?

Compares the public texts of a file with its secret half: ids, the scenario's own name, and runs of words
copied from a secret text. Not a filter: such a file is refused. At play, types keep secrets apart; this pass
guards the texts, which types cannot.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulator.scenario import wording
from simulator.scenario.problems import Path, Problem, Problems, named, ordered
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded

#: So many words in a row are copied, not chance: ordinary sentences about one system share three or four.
COPIED_WORDS: Final = 6

#: Top-level keys that trainees never see before the reveal.
_UNSEEN: Final = ("secret", "source", "scenario")
_SPOKEN: Final = ("title", "says", "says_who", "by", "brief", "alias", "name", "component", "steps")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A text somebody in the drill reads: where it stands, and its words."""

    path: Path
    text: str


def told(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Every trainee text that names a secret."""
    ids = secret_ids(file)
    phrases = tuple(_phrases(file))
    found: list[Problem] = []
    for text in trainee_texts(loaded.tree):
        for kind, id_, spelled in ids_named(ids, text.text):
            found.append(_problem(loaded, text, "tells-id", spelled, kind=kind, id=id_))
        spelled = _spelled(file.scenario, text.text) if "-" in file.scenario else ""
        if spelled == file.scenario:
            found.append(_problem(loaded, text, "tells-scenario", spelled, id=file.scenario))
        for code, words in phrases:
            copied = _copied(words, text.text)
            if copied:
                found.append(_problem(loaded, text, code, copied, phrase=wording.shown(copied)))
                break
    return ordered(found)


def trainee_texts(tree: Mapping[str, Any]) -> Iterator[Told]:
    """Every text of the public half that trainees read."""
    for key, value in tree.items():
        if key not in _UNSEEN:
            yield from _spoken((key,), value)


def delivered_texts(tree: Mapping[str, Any]) -> Iterator[Told]:
    """Texts of the secret half that are said aloud during play."""
    secret = tree["secret"]
    for kind in ("findings", "msel", "mitigations"):
        for id_, value in (secret.get(kind) or {}).items():
            yield from _spoken(("secret", kind, id_), value)


def secret_ids(file: ScenarioFile) -> tuple[tuple[str, str], ...]:
    """Kind and id of every secret thing whose id is no public word."""
    system, secret = file.system, file.secret
    public = {
        *system.journeys, *system.services, *system.tools, *system.switches, *system.changes,
        *file.runbooks, *file.people, *file.alerts,
    }  # fmt: skip
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("fault", secret.faults),
        ("finding", secret.findings),
        ("inject", secret.msel),
    )
    # A one-word id of a finding or inject is an ordinary word; a fault's is the answer itself.
    return tuple(
        (kind, id_) for kind, things in kinds for id_ in things if id_ not in public and ("-" in id_ or kind == "fault")
    )


def ids_named(ids: tuple[tuple[str, str], ...], text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and spelling of every id that stands in a text, also written with spaces."""
    for kind, id_ in ids:
        spelled = _spelled(id_, text)
        if spelled:
            yield kind, id_, spelled


def _spoken(path: Path, value: object) -> Iterator[Told]:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(value, str) and key in _SPOKEN:
        yield Told(path, value)
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _spoken((*path, inner), each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _spoken((*path, at), each)


def _spelled(id_: str, text: str) -> str:
    pattern = r"[\s_-]+".join(re.escape(part) for part in id_.split("-") if part)
    found = re.search(rf"(?<![\w-]){pattern}(?![\w-])", text, re.IGNORECASE) if pattern else None
    return found[0] if found else ""


def _phrases(file: ScenarioFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Code and words of every text that must not be repeated."""
    truth = file.secret.truth
    for text in (truth.summary, *(factor.says for factor in truth.factors), *truth.luck):
        yield "tells-phrase", _words(text)
    for finding in file.secret.findings.values():
        if finding.cause:
            yield "tells-phrase", _words(finding.says)
    yield "tells-source", _words(file.source.title)


def _copied(secret: tuple[str, ...], text: str) -> str:
    """The first run of `COPIED_WORDS` words that a text shares with a secret one, as the text spells it."""
    runs = {secret[at : at + COPIED_WORDS] for at in range(len(secret) - COPIED_WORDS + 1)}
    if not runs:
        return ""
    spans = list(_WORD.finditer(text))
    words = tuple(each[0].casefold() for each in spans)
    for at in range(len(words) - COPIED_WORDS + 1):
        if words[at : at + COPIED_WORDS] in runs:
            return text[spans[at].start() : spans[at + COPIED_WORDS - 1].end()]
    return ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(each[0].casefold() for each in _WORD.finditer(text))


def _problem(loaded: Loaded, text: Told, code: str, spelled: str, **details: str) -> Problem:
    said = wording.say(code, it=named(text.path, loaded.tree), **details)
    return Problem(loaded.place_in(text.path, spelled), text.path, code, said.message, said.hint)
