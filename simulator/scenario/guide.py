"""The tables of the authoring guide: every key, how it is written, what it means unless given.

Made from the JSON Schema, so that the guide cannot lag behind the model; a test fails when
`scenarios/README.md` does. Not the guide's prose, which people write around the tables.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from simulator.scenario.references import BACKLOG_MEASURES, JOURNEY_MEASURES, REVENUE_MEASURES, SERVICE_MEASURES
from simulator.scenario.schema import json_schema
from simulator.scenario.texts import FILTERS, NAMES
from simulator.scenario.words import Kind, Topic

BEGIN: Final = "<!-- keys: written by `pytest --accept tests/scenario`, do not edit by hand -->"
END: Final = "<!-- /keys -->"

#: The order in which a file is read; the parts of parts follow where they are met.
_ROOT: Final = "The file"


def with_tables(guide: str) -> str:
    """The guide with its tables as they are now, between its two marks."""
    before, begin, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, f"the guide has no line {BEGIN}"
    assert end, f"the guide has no line {END}"
    return f"{before}{BEGIN}\n\n{key_tables()}\n{END}{after}"


def key_tables() -> str:
    """All tables as Markdown."""
    schema = json_schema()
    parts = schema["$defs"]
    tables = [_table(_ROOT, schema, parts)]
    tables += [_table(name, parts[name], parts) for name in _in_order(schema, parts) if "properties" in parts[name]]
    return "\n".join([*tables, _words()])


def _table(name: str, part: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    lines = [f"### {name}", ""]
    if name != _ROOT:
        lines += [part["description"].split("\n")[0], ""]
    lines += ["| key | written | unless given | means |", "|---|---|---|---|"]
    needed = part.get("required", [])
    for key, field in part["properties"].items():
        given = "**needed**" if key in needed else _default(field)
        lines.append(f"| `{key}` | {_written(field, parts)} | {given} | {_cell(field['description'])} |")
    return "\n".join([*lines, ""])


def _written(field: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """How a value is written, in a few words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        part = parts[name]
        if "enum" in part:
            return _either(part["enum"])
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_written(each, parts) for each in field["anyOf"])
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return _either(field["enum"])
    match field.get("type"):
        case "array":
            return f"list: {_written(field['items'], parts)}"
        case "object" if "patternProperties" in field:
            (inner,) = field["patternProperties"].values()
            return f"ids: {_written(inner, parts)}"
        case "boolean":
            return "`true` or `false`"
        case "integer" | "number":
            return _bounds(field)
        case "string" if "examples" in field:
            return _UNITS[field["examples"][0]]
        case "string" if "pattern" in field:
            return "order"
        case _:
            return "text"


def _bounds(field: Mapping[str, Any]) -> str:
    kind = "whole number" if field["type"] == "integer" else "number"
    low = field.get("minimum", field.get("exclusiveMinimum"))
    high = field.get("maximum", field.get("exclusiveMaximum"))
    if low is not None and high is not None:
        return f"{kind}, {low:g} to {high:,}"
    return kind


def _either(words: list[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _default(field: Mapping[str, Any]) -> str:
    if "default" not in field or field["default"] in ([], {}):
        return ""
    value = field["default"]
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else ""


#: Units by their first example, in the words of the guide's own table of units.
_UNITS: Final[Mapping[str, str]] = {
    "4m30s": "duration",
    "-90d": "duration",
    "3m..6m": "range",
    "13:42": "instant",
    "13:45": "UTC clock",
    "60ms": "short time",
    "20%": "share",
    "1200/s": "rate",
    "x12": "effect",
    "charge-burn": "id",
    "2019-07-02T13:31:00Z": "UTC time",
    "2026-11-22": "date",
}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _in_order(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[str]:
    """Names of parts in the order in which the file leads to them."""
    met: dict[str, None] = {}

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            name = str(node.get("$ref", "")).rsplit("/", 1)[-1]
            if name and name not in met:
                met[name] = None
                walk(parts[name].get("properties", {}))
            for each in node.values():
                walk(each)

    walk(schema["properties"])
    return iter(met)


def _words() -> str:
    """The words that stand for themselves: orders, topics, measures, names in texts."""
    lines = ["### Words", "", "| where | words |", "|---|---|"]
    lines.append(f"| first word of an order | {_either([kind.value for kind in Kind])} |")
    lines.append(f"| `asked` of a finding, besides ids | {_either([topic.value for topic in Topic])} |")
    lines.append(f"| `signal` of a journey | {_either([f'pay.{each}' for each in JOURNEY_MEASURES])} |")
    lines.append(f"| `signal` of a service | {_either([f'db.{each}' for each in SERVICE_MEASURES])} |")
    lines.append(f"| `signal` of money, where a journey `earns` | {_either([f'revenue.{each}' for each in REVENUE_MEASURES])} |")
    lines.append(f"| `signal` of a service with a backlog | {_either([f'mails.{each}' for each in BACKLOG_MEASURES])} |")
    lines.append(f"| filters in a text | {_either([f'|{name}'.replace('|', '&#124;') for name in FILTERS])} |")
    lines += ["", "| `{{ name }}` in a text | says |", "|---|---|"]
    lines += [f"| `{name}` | {says} |" for name, says in NAMES.items()]
    return "\n".join([*lines, ""])
