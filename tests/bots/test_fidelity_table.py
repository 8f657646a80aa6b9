"""The guide's table of published against simulated is what the runs of `history` give now."""

from pathlib import Path

import pytest

from simulator.bots.fidelity_table import in_table, owners, rows_of, with_rows
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "scenarios" / "README.md"
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))


def scenario_of(file: Path) -> Scenario:
    found = load_scenario(file.read_bytes(), file.name)
    assert isinstance(found, Scenario)
    return found


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_rows_in_the_guide_are_what_history_gives(file: Path, accept: bool) -> None:
    """A scenario's rows are those of a run made now; `pytest --accept tests/bots/test_fidelity_table.py` writes them."""
    scenario = scenario_of(file)
    rows = rows_of(scenario)
    assert len(rows) == len(scenario.secret.published)
    if accept:
        GUIDE.write_text(with_rows(GUIDE.read_text(encoding="utf-8"), scenario.public.scenario, rows), encoding="utf-8")
    assert in_table(GUIDE.read_text(encoding="utf-8"), scenario.public.scenario) == rows, (
        "run: pytest --accept tests/bots/test_fidelity_table.py"
    )


def test_the_table_holds_the_shipped_scenarios_and_no_others(accept: bool) -> None:
    """Whatever publishes something stands in the table, in the order of ids; what is gone from the folder is gone from it."""
    published = sorted(s.public.scenario for s in map(scenario_of, SHIPPED) if s.secret.published)
    guide = GUIDE.read_text(encoding="utf-8")
    if accept:
        for gone in set(owners(guide)) - set(published):
            guide = with_rows(guide, gone, ())
        GUIDE.write_text(guide, encoding="utf-8")
    assert list(owners(guide)) == published


def test_every_row_that_counts_is_within_its_tolerance() -> None:
    """No shipped scenario misses what it publishes, but for figures that were used to fit it."""
    guide = GUIDE.read_text(encoding="utf-8")
    rows = [row for id_ in owners(guide) for row in in_table(guide, id_)]
    assert rows
    assert [row for row in rows if "**outside**" in row] == []
    for id_ in owners(guide):
        assert any(row.endswith("| within |") for row in in_table(guide, id_)), id_
