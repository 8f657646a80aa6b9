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
_SPOKEN: Final = (
    "title", "says", "says_who", "by", "brief", "alias", "name", "component", "steps",
    "refused", "otherwise", "fails_as", "brings",
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = r"[\s_-]+"


@dataclass(frozen=True, slots=True)
class Told:
    """A text somebody in the drill reads: where it stands, and its words."""

    path: Path
    text: str


def told(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Every trainee text that names a secret."""
    ids = spellings(secret_ids(file))
    runs = _runs(file)
    found: list[Problem] = []
    for text in trainee_texts(loaded.tree):
        for kind, id_, spelled in ids_named(ids, text.text):
            found.append(_problem(loaded, text, "tells-id", spelled, kind=kind, id=id_))
        if "-" in file.scenario and file.scenario in text.text.lower():
            found.append(_problem(loaded, text, "tells-scenario", file.scenario, id=file.scenario))
        for code, copied in _copied(runs, text.text):
            found.append(_problem(loaded, text, code, copied, phrase=wording.shown(copied)))
    return ordered(found)


def trainee_texts(tree: Mapping[str, Any]) -> Iterator[Told]:
    """Every text of the public half that trainees read."""
    for key, value in tree.items():
        if key not in _UNSEEN:
            yield from _spoken((key,), value)


def delivered_texts(tree: Mapping[str, Any]) -> Iterator[Told]:
    """Texts of the secret half that are said aloud during play."""
    secret = tree["secret"]
    for kind in ("findings", "msel", "mitigations", "initiatives", "acts"):
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
    return tuple((kind, id_) for kind, things in kinds for id_ in things if id_ not in public and ("-" in id_ or kind == "fault"))


def spellings(ids: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    """One pattern for all ids, also written with spaces; its groups are named by position."""
    parts = [(kind, [part for part in id_.split("-") if part]) for kind, id_ in ids]
    parts.sort(key=lambda each: len(each[1]), reverse=True)
    forms = [f"(?P<{kind}_{at}>{_BETWEEN.join(words)})" for at, (kind, words) in enumerate(parts) if words]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE) if forms else None


def ids_named(ids: re.Pattern[str] | None, text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and spelling of every id that stands in a text."""
    for found in ids.finditer(text) if ids is not None else ():
        kind = (found.lastgroup or "").partition("_")[0]
        yield kind, re.sub(_BETWEEN, "-", found[0].lower()), found[0]


def _spoken(path: Path, value: object, key: str = "") -> Iterator[Told]:
    """Every text below a path that stands under a key of things said."""
    if isinstance(value, str):
        if (key or path[-1]) in _SPOKEN:
            yield Told(path, value)
    elif isinstance(value, dict):
        for inner, each in value.items():
            yield from _spoken((*path, inner), each, inner)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _spoken((*path, at), each, key)


def _runs(file: ScenarioFile) -> dict[tuple[str, ...], str]:
    """Every run of words that must not be repeated, and the code of the sentence that says so."""
    runs: dict[tuple[str, ...], str] = {}
    for code, text in _unspeakable(file):
        words = _words(text)
        for at in range(len(words) - COPIED_WORDS + 1):
            runs.setdefault(words[at : at + COPIED_WORDS], code)
    return runs


def _unspeakable(file: ScenarioFile) -> Iterator[tuple[str, str]]:
    """Code and text of everything that must not be repeated."""
    truth = file.secret.truth
    for text in (truth.summary, *(factor.says for factor in truth.factors), *truth.luck):
        yield "tells-phrase", text
    for finding in file.secret.findings.values():
        if finding.cause:
            yield "tells-phrase", finding.says
    yield "tells-source", file.source.title


def _copied(runs: dict[tuple[str, ...], str], text: str) -> Iterator[tuple[str, str]]:
    """The first run that a text shares with a secret one, as the text spells it, with its code."""
    words = _words(text)
    for at in range(len(words) - COPIED_WORDS + 1):
        code = runs.get(words[at : at + COPIED_WORDS])
        if code is not None:
            spans = list(_WORD.finditer(text))
            yield code, text[spans[at].start() : spans[at + COPIED_WORDS - 1].end()]
            return


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def _problem(loaded: Loaded, text: Told, code: str, spelled: str, **details: str) -> Problem:
    said = wording.say(code, it=named(text.path, loaded.tree), **details)
    return Problem(loaded.place_in(text.path, spelled), text.path, code, said.message, said.hint)
