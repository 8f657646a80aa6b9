"""A tree held against the model: every key known, every value readable, in one pass.

pydantic does the checking; this module turns what it found into problems that name things as the author did,
at the place where the author wrote them. Not references between things, which come after shape and live in
`references`. Its counterparts are `source`, which gives the tree, and `wording`, which has the sentences.
"""

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.scenario import wording
from simulator.scenario.model import System
from simulator.scenario.problems import Path, Place, Problem, Problems, named, ordered
from simulator.scenario.references import nearest
from simulator.scenario.secret import ScenarioFile, Secret
from simulator.scenario.source import Loaded

#: The mark pydantic puts at the end of a location that means the key and not its value.
_KEY: Final = "[key]"


def shaped(loaded: Loaded) -> ScenarioFile | Problems:
    """The file as the model sees it, or everything about it that does not fit."""
    try:
        return ScenarioFile.model_validate(loaded.tree, by_alias=True, by_name=False)
    except ValidationError as error:
        found = error.errors(include_url=False)
    return ordered(_without_echoes(_merged(_problem(loaded, each) for each in found if not _counts_refused_items(each))))


def _counts_refused_items(error: ErrorDetails) -> bool:
    """How pydantic counts: only the items it could read; a list that is long enough is no problem of its own."""
    value = error["input"]
    return error["type"] == "too_short" and isinstance(value, list | dict) and len(value) >= error["ctx"]["min_length"]


def _without_echoes(problems: Iterator[Problem]) -> list[Problem]:
    """A misspelt key is one mistake: the key that seems to be meant is not told to be missing as well."""
    told = list(problems)
    meant = {(*one.path[:-1], _near(str(one.path[-1]), _keys_at(one.path[:-1]))) for one in told if one.code == "key-almost"}
    return [one for one in told if one.code != "missing" or one.path not in meant]


def _merged(problems: Iterator[Problem]) -> Iterator[Problem]:
    """One problem for each place: a value that fits none of several forms is told once."""
    seen: dict[tuple[Place, Path], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.place, problem.path), problem)
    return iter(seen.values())


def _problem(loaded: Loaded, error: ErrorDetails) -> Problem:
    kind = error["type"]
    about_key = error["loc"][-1:] == (_KEY,)
    path = _known_part(loaded, error["loc"][:-1] if about_key else error["loc"])
    value = error["input"]
    details: dict[str, Any] = dict(error.get("ctx", {}))
    details |= {"it": named(path, loaded.tree), "text": wording.shown(value)}
    details["bare_text"] = value if isinstance(value, str) and len(value) < 40 else "a, b"
    if kind == "missing":
        missing = str(error["loc"][-1])
        owner = path if path != error["loc"] else path[:-1]
        details |= {"it": named(owner, loaded.tree), "key": missing}
        return _said(loaded.place_of_key(owner), (*owner, missing), "missing", details)
    if kind == "extra_forbidden":
        return _unknown_key(loaded, path)
    if kind == "unit" and value is not None:
        whole = details["it"] if not about_key else named(path[:-1], loaded.tree)
        place = loaded.place_of_key(path) if about_key else loaded.place_of(path)
        return Problem(place, path, details["code"], f"{whole}: {details['message']}", details["hint"])
    if kind in ("value_error", "assertion_error"):
        said = str(details.get("error", error["msg"]))
        return Problem(loaded.place_of_key(path), path, "rule", f"{details['it']}: {said}", wording.HINTS.get(said, ""))
    code = _CODES.get(kind, "not-understood")
    details |= {name: f"{value:g}" for name, value in details.items() if isinstance(value, float)}
    if value is None and code != "too-few":
        code = "empty"
    details["forms"] = _forms(path)
    if code == "word":
        known = _words(details, path)
        details |= {"known": ", ".join(known), "near": _near(value, known)}
        code = "word-almost" if details["near"] else "word"
    return _said(loaded.place_of(path), path, code, details)


def _said(place: Place, path: Path, code: str, details: Mapping[str, Any]) -> Problem:
    said = wording.say(code, **{key: str(value) for key, value in details.items()})
    return Problem(place, path, code, said.message, said.hint)


def _known_part(loaded: Loaded, loc: tuple[str | int, ...]) -> Path:
    """The part of a location that is in the file; the rest names a form of a union, or a missing key."""
    for end in range(len(loc), 0, -1):
        if loc[:end] in loaded.values or loc[:end] in loaded.keys:
            return loc[:end]
    return ()


_CODES: Final[Mapping[str, str]] = {
    "enum": "word",
    "literal_error": "word",
    "string_type": "not-text",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "not-an-order",
    "int_type": "not-whole",
    "int_parsing": "not-whole",
    "int_parsing_size": "not-whole",
    "int_from_float": "not-whole",
    "float_type": "not-a-number",
    "float_parsing": "not-a-number",
    "finite_number": "not-a-number",
    "bool_type": "not-yes-no",
    "bool_parsing": "not-yes-no",
    "greater_than": "above",
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    "less_than": "below",
    "model_type": "not-keys",
    "model_attributes_type": "not-keys",
    "dict_type": "not-keys",
    "mapping_type": "not-keys",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "too_short": "too-few",
    "too_long": "too-many",
}


# -- keys ---------------------------------------------------------------------------------------------------


def _unknown_key(loaded: Loaded, path: Path) -> Problem:
    key = str(path[-1])
    known = _keys_at(path[:-1])
    details = {"it": named(path[:-1], loaded.tree), "key": wording.shortened(key), "known": ", ".join(known)}
    near = _near(key, known)
    home = _HOMES.get(key)
    far = _near(key, tuple(_HOMES))
    if home is not None and len(path) <= 2:
        code, details["home"] = "key-elsewhere", home
    elif near:
        code, details["near"] = "key-almost", near
    elif far and len(path) <= 2:
        code, details["near"], details["home"] = "key-elsewhere-almost", far, _HOMES[far]
    else:
        code = "key-unknown"
    return _said(loaded.place_of_key(path), path, code, details)


def _near(value: object, known: tuple[str, ...]) -> str:
    """The known word an author most likely meant, or nothing."""
    if not isinstance(value, str):
        return ""
    exact = {word.lower().replace("-", ""): word for word in known}
    plain = value.lower().replace("_", "").replace("-", "").replace(" ", "")
    if plain in exact:
        return exact[plain]
    near = nearest(value[:64].lower(), (word.lower() for word in known))
    return next((word for word in known if word.lower() == near), "")


def _keys_at(path: Path) -> tuple[str, ...]:
    return tuple(
        field.alias or name for model in _types_at(path) if _is_part(model) for name, field in model.model_fields.items()
    )


def _forms(path: Path) -> str:
    """How a value of this kind is written, for the hint."""
    kinds = {get_origin(each) for each in _types_at(path)}
    if tuple in kinds:
        return "a list"
    if Mapping in kinds or any(_is_part(each) for each in _types_at(path)):
        return "keys"
    return "a value"


def _words(details: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    """The closed set a word must come from, of every form the place allows."""
    found: list[str] = []
    for each in _types_at(path):
        if isinstance(each, type) and hasattr(each, "__members__"):
            found.extend(str(member.value) for member in each)  # type: ignore[attr-defined]
        elif get_args(each) and all(isinstance(word, str) for word in get_args(each)):
            found.extend(get_args(each))
    return tuple(dict.fromkeys(found)) or (str(details.get("expected", "")),)


def _types_at(path: Path) -> list[Any]:
    """Every type the model allows at a path, with unions opened."""
    here: list[Any] = [ScenarioFile]
    for step in path:
        here = [inner for each in here for inner in _step(each, step)]
    return here


def _step(kind: Any, step: str | int) -> Iterator[Any]:
    if _is_part(kind):
        for name, field in kind.model_fields.items():
            if (field.alias or name) == step:
                yield from _opened(field.annotation)
    elif get_origin(kind) is tuple:
        yield from _opened(get_args(kind)[0])
    elif isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping):
        yield from _opened(get_args(kind)[1])


def _opened(kind: Any) -> Iterator[Any]:
    """The alternatives of a union, without annotations and without nothing."""
    if get_origin(kind) is Annotated:
        yield from _opened(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for each in get_args(kind):
            yield from _opened(each)
    elif kind is not type(None):
        yield kind


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


#: Keys that authors put one level off, and where they belong.
_HOMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(Secret.model_fields, "secret"),
    **dict.fromkeys(System.model_fields, "system"),
    **dict.fromkeys(ScenarioFile.model_fields, "the top of the file"),
}
