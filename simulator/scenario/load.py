"""A scenario file's bytes as a `Scenario`, or every problem of the first pass that finds any.

The order of passes: text, shape, then references, rules, texts and secrets together. It opens no file and keeps
nothing; its counterpart at the edge is `cli`, which reads bytes and prints what comes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from simulator.scenario import lint, references, rules, secrets, shape, source, texts, wording
from simulator.scenario.model import Public, Scenario
from simulator.scenario.problems import Path, Problem, Problems, named, ordered
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that every pass let through: the scenario, the tree it came from, and what is worth a second look."""

    scenario: Scenario
    loaded: Loaded
    warnings: Problems


def load_scenario(text: bytes, file: str) -> Scenario | Problems:
    """The scenario in a file, or its problems; `file` is the name that problems carry."""
    found = load_sound(text, file)
    return found.scenario if isinstance(found, Sound) else found


def load_sound(text: bytes, file: str, *, look_twice: bool = False) -> Sound | Problems:
    """The scenario with its tree, for those who want to say more about it; warnings only if asked for."""
    loaded = source.load(text, file)
    if not isinstance(loaded, Loaded):
        return loaded
    shaped = shape.shaped(loaded)
    if not isinstance(shaped, ScenarioFile):
        return shaped
    problems = (
        *references.unresolved(loaded, shaped),
        *rules.broken(loaded, shaped),
        *_texts(loaded),
        *secrets.told(loaded, shaped),
    )
    if problems:
        return ordered(problems)
    digest = blake2b(text, digest_size=16).hexdigest()
    public = Public.model_construct(**{name: getattr(shaped, name) for name in Public.model_fields})
    scenario = Scenario(public, shaped.secret, digest, loaded.text)
    return Sound(scenario, loaded, lint.warnings(loaded, shaped) if look_twice else ())


def _texts(loaded: Loaded) -> Iterator[Problem]:
    """Every text beyond what texts may do."""
    for path, text in _leaves((), loaded.tree):
        for fault in texts.faults(text):
            near = references.nearest(fault.word, fault.known) if fault.code == "text-name" else ""
            code = "text-name-almost" if near else fault.code
            said = wording.say(
                code,
                it=named(path, loaded.tree),
                snippet=wording.shortened(fault.snippet),
                word=wording.shortened(fault.word),
                known=wording.listed(fault.known),
                near=near,
            )
            place = loaded.place_in(path, fault.snippet.split("\n")[0], fault.nth)
            yield Problem(place, path, code, said.message, said.hint)


def _leaves(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves((*path, key), each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _leaves((*path, at), each)
