"""The JSON Schema of a scenario file, which editors complete and check from as an author types.

Derived from the model alone, so that it cannot say anything else; `wom schema` prints it and
`scenarios/scenario.schema.json` keeps it, and a test fails when that file has drifted. What a schema cannot say
(ids that exist, times that are possible) is said by `wom check`.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from simulator.scenario.model import Part
from simulator.scenario.secret import ScenarioFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema as plain data."""
    schema = _tidy(ScenarioFile.model_json_schema(by_alias=True))
    for part in _parts(Part):
        written = schema if part is ScenarioFile else schema["$defs"].get(part.__name__)
        if written is not None:
            _defaults_as_written(part, written["properties"])
    return {"$schema": DIALECT, **schema, "title": "Wheel of Misfortune scenario"}


def schema_text() -> str:
    """The schema as it is written to disk: stable, two spaces, a final newline."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _parts(part: type[Part]) -> Iterator[type[Part]]:
    for each in part.__subclasses__():
        yield each
        yield from _parts(each)


def _defaults_as_written(part: type[Part], properties: dict[str, Any]) -> None:
    """Defaults in the author's units, `40%` and not 0.4."""
    named = {field.alias or name: name for name, field in part.model_fields.items() if not field.is_required()}
    defaults = part.model_construct().model_dump(mode="json", by_alias=True, include=set(named.values()))
    for key in named:
        if "default" in properties[key]:
            properties[key]["default"] = defaults[key]


def _tidy(schema: Any) -> Any:
    """Without the titles pydantic makes from key names, and without `null`, which no scenario may write."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {key: _tidy(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if tidy.get("default", ...) is None:
        del tidy["default"]
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    kinds = [each for each in tidy.get("anyOf", []) if each != {"type": "null"}]
    if "anyOf" in tidy and len(kinds) == 1:
        del tidy["anyOf"]
        tidy = {**kinds[0], **tidy}
    elif "anyOf" in tidy:
        tidy["anyOf"] = kinds
    return tidy
