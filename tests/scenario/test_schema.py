"""The JSON Schema says what the model says, and the file beside the scenarios is that schema."""

from pathlib import Path

import jsonschema
import pytest

from simulator.scenario import source
from simulator.scenario.schema import json_schema, schema_text
from simulator.scenario.source import Loaded

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "scenarios" / "scenario.schema.json"
SHIPPED = [*sorted((ROOT / "scenarios").glob("*.yaml")), ROOT / "tests" / "problems" / "healthy.yaml"]
SHAPE_PROBLEMS = sorted((ROOT / "tests" / "problems").glob("shape-*.yaml"))

#: What a schema cannot say: which way a range runs, and rules between keys.
BEYOND_A_SCHEMA = {
    "shape-range-backwards",
    "shape-condition-with-two-tests",
    "shape-condition-without-test",
    "shape-fault-with-two-starts",
    "shape-share-above-one",
    "shape-inject-with-two-starts",
    "shape-signal-condition-without-line",
}


def tree(file: Path) -> object:
    loaded = source.load(file.read_bytes(), file.name)
    assert isinstance(loaded, Loaded)
    return loaded.tree


def test_the_schema_on_disk_is_the_model(accept: bool) -> None:
    """`wom schema > scenarios/scenario.schema.json` has been run since the model changed."""
    if accept:
        FILE.write_text(schema_text(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run: wom schema > scenarios/scenario.schema.json"


def test_the_schema_is_one() -> None:
    """It is valid under its own dialect, so that editors accept it."""
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_loads_is_valid(file: Path) -> None:
    """No editor marks a scenario that `wom check` accepts."""
    jsonschema.Draft202012Validator(json_schema()).validate(tree(file))


@pytest.mark.parametrize("file", SHAPE_PROBLEMS, ids=lambda file: file.stem)
def test_a_wrong_shape_is_already_marked_in_the_editor(file: Path) -> None:
    """What the first pass refuses, an editor shows while the author types."""
    valid = jsonschema.Draft202012Validator(json_schema()).is_valid(tree(file))
    assert valid is (file.stem in BEYOND_A_SCHEMA)


def test_every_default_is_in_the_authors_units() -> None:
    """A default that an editor offers could be typed as it stands."""
    schema = json_schema()
    for part in [schema, *schema["$defs"].values()]:
        for name, field in part.get("properties", {}).items():
            if "default" in field and "pattern" in field:
                jsonschema.Draft202012Validator(field).validate(field["default"])
            assert field.get("default", "") is not None, name
