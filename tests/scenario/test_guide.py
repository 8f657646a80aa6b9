"""The authoring guide's tables say what the model says."""

from pathlib import Path

from pydantic import TypeAdapter

from simulator.scenario.guide import key_tables, with_tables
from simulator.scenario.schema import json_schema
from simulator.scenario.units import (
    Count,
    Day,
    EffectField,
    Id,
    InstantField,
    Millis,
    Rate,
    Seconds,
    Share,
    SpanField,
    Utc,
)

GUIDE = Path(__file__).parent.parent.parent / "scenarios" / "README.md"


def test_the_tables_in_the_guide_are_the_model(accept: bool) -> None:
    """`pytest --accept tests/scenario` has been run since the model changed."""
    guide = GUIDE.read_text(encoding="utf-8")
    if accept:
        guide = with_tables(guide)
        GUIDE.write_text(guide, encoding="utf-8")
    assert guide == with_tables(guide), "run: pytest --accept tests/scenario"


def test_every_key_of_the_language_stands_in_a_table() -> None:
    """An author finds each key that exists."""
    tables = key_tables()
    schema = json_schema()
    for part in [schema, *schema["$defs"].values()]:
        for key in part.get("properties", {}):
            assert f"| `{key}` |" in tables, key


def test_no_key_of_the_language_lacks_its_explanation() -> None:
    """Each key says when to use it, and each part what it is, in the author's words; not only what its unit is."""
    schema = json_schema()
    units = {
        _description(kind) for kind in (Count, Day, EffectField, Id, InstantField, Millis, Rate, Seconds, Share, SpanField, Utc)
    }
    assert len(units) == 11
    for name, part in {"The file": schema, **schema["$defs"]}.items():
        assert part.get("description"), name
        for key, field in part.get("properties", {}).items():
            assert field.get("description"), f"{key} of {name}"
            assert field["description"] not in units, f"{key} of {name}"
            assert not field["description"].endswith("."), f"{key} of {name}"


def test_the_tables_leave_no_explanation_empty() -> None:
    """What a key means stands in its row."""
    rows = [line for line in key_tables().splitlines() if line.startswith("| `")]
    assert len(rows) > 200
    assert [row for row in rows if row.endswith("|  |")] == []


def _description(kind: object) -> str:
    return str(TypeAdapter(kind).json_schema()["description"])
