"""The authoring guide's tables say what the model says."""

from pathlib import Path

from simulator.scenario.guide import key_tables, with_tables
from simulator.scenario.schema import json_schema

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
