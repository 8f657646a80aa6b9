"""Par as files: beside the scenario or among those that came along, for exactly this text, and never an error."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import wom
from simulator.par_files import par_path, read_par
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "scenarios"


def scenario(file: Path) -> Scenario:
    loaded = load_scenario(file.read_bytes(), file.name)
    assert isinstance(loaded, Scenario)
    return loaded


def ran(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(wom, [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_shipped_scenario_has_par_that_belongs_to_it(file: Path) -> None:
    """Whoever changes a scenario or the engine proves it anew: otherwise its cards are compared with nothing."""
    par = read_par(scenario(file), [par_path(SHIPPED, file.stem)])
    assert par is not None
    assert par.competent


def test_a_file_that_cannot_be_read_holds_no_par(tmp_path: Path) -> None:
    """Missing, a folder, no JSON, far too large, JSON of another kind: the next file is looked at."""
    of = scenario(SHIPPED / "first-page.yaml")
    good = par_path(SHIPPED, "first-page")
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken").write_bytes(b"\xff{")
    (tmp_path / "deep").write_text("[" * 100_000)
    (tmp_path / "large").write_bytes(good.read_bytes() + b" " * 1_000_000)
    (tmp_path / "other").write_text('{"bands": 3}')
    bad = [tmp_path / name for name in ("missing", "folder", "broken", "deep", "large", "other")]
    assert read_par(of, bad) is None
    assert read_par(of, [*bad, good]) is not None


def test_run_and_score_show_par(tmp_path: Path) -> None:
    """From a copy of the file elsewhere, whose par came along with us; from its journal as well, to the same lines."""
    copy = tmp_path / "my-first-page.yaml"
    shutil.copy(SHIPPED / "first-page.yaml", copy)
    journal = tmp_path / "drill.journal"
    run = ran("run", str(copy), "--seed", "2", "--journal", str(journal))["scorecard"]
    again = ran("score", str(journal))
    assert isinstance(run, dict)
    assert again == run
    assert next(line for line in run["lines"] if line["id"] == "M3")["par"]["says"].startswith("par ")


def test_ones_own_par_beside_ones_own_file(tmp_path: Path) -> None:
    """A scenario of one's own has no par until it is proven; from then on its runs show it, until it is changed."""
    mine = tmp_path / "mine.yaml"
    shutil.copy(ROOT / "tests" / "bots" / "proven-shop.yaml", mine)
    before = ran("run", str(mine), "--no-references")["scorecard"]
    par = json.loads(par_path(SHIPPED, "first-page").read_text()) | {"digest": scenario(mine).digest}
    par_path(tmp_path, "mine").parent.mkdir()
    par_path(tmp_path, "mine").write_text(json.dumps(par))
    after = ran("run", str(mine), "--no-references")["scorecard"]
    mine.write_text(mine.read_text() + "\n# another text\n")
    changed = ran("run", str(mine), "--no-references")["scorecard"]
    assert [card["par"] for card in (before, after, changed) if isinstance(card, dict)] == [  # type: ignore[union-attr]
        "", "12 simulated runs of the competent policy", "",
    ]  # fmt: skip
