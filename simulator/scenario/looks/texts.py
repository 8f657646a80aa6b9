"""Texts: too long a brief, words that blame, ids said aloud."""

from collections.abc import Iterator
from typing import Final

from simulator.scenario import wording
from simulator.scenario.blaming import blames
from simulator.scenario.looks.found import Found
from simulator.scenario.problems import Path
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.secrets import delivered_texts, ids_named, secret_ids, spellings
from simulator.scenario.source import Loaded

#: People read about 240 words a minute, and the first card should take less than one.
WORDS_A_SECOND: Final = 4
LONGEST_READING: Final = 60

#: A publication's own title is quoted as it is.
_QUOTED: Final = (("source", "title"), ("source", "url"))


def texts(loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Every text of the file, also those nobody reads before the reveal."""
    seconds = len(file.brief.split()) // WORDS_A_SECOND
    if seconds > LONGEST_READING:
        yield ("brief",), "long-brief", {"seconds": str(seconds)}, ""
    for path, text in leaves((), loaded.tree):
        if path not in _QUOTED:
            for blame in blames(text, tuple(file.people)):
                phrase = text[blame.start : blame.end]
                yield path, "blame", {"phrase": wording.shown(phrase)}, phrase
    ids = spellings(tuple((kind, id_) for kind, id_ in secret_ids(file) if "-" in id_))
    for told in delivered_texts(loaded.tree):
        for kind, id_, spelled in ids_named(ids, told.text):
            if spelled == id_:
                yield told.path, "told-id", {"kind": kind, "id": id_}, spelled


def leaves(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Every text below a path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from leaves((*path, key), each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from leaves((*path, at), each)
