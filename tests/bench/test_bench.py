"""Every bench runs, in its smallest form, and gives figures of the right shape. No figure is judged here."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.figures import Size, Target, figure, percentile
from bench.suite import BENCHES, as_table, run_all
from bench.systems import CHECKOUT
from simulator.cli import wom


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_gives_figures(name: str) -> None:
    """Each figure is finite and positive, and says beside what it was measured and whether its target is met."""
    report = run_all([name], size=Size.SMALLEST, say=lambda _: None)
    assert report["missing"] == {}
    assert report["figures"]
    for one in report["figures"]:
        for spread in (one["ours"], one["peer"] or one["ours"]):
            assert 0.0 < spread["min"] <= spread["median"] <= spread["max"], one
            assert math.isfinite(spread["max"]), one
        assert (one["peer"] is None) == (one["ratio"] is None)
        assert (one["target"] == "-") == (one["met"] is None)
        assert one["repetitions"] >= 1
    table = as_table(json.loads(json.dumps(report)))
    assert all(one["name"] in table for one in report["figures"])


def test_a_missed_target_is_told_as_missed() -> None:
    """Three times the peer's time does not meet `at most twice`, and being a third as fast is no speed-up."""
    slow = figure("x", "ms", [30.0, 31.0, 29.0], [10.0, 10.0, 10.0], target=Target("ratio", at_most=2))
    assert (slow.ratio, slow.met, slow.target) == (3.0, False, "<= 2 x")
    assert figure("x", "ms", [30.0], [10.0], target=Target("speed-up", at_least=7)).met is False
    assert figure("x", "ms", [1.0], [10.0], target=Target("speed-up", at_least=7)).met is True
    assert figure("x", "ms", [1.0], [10.0], target=Target("ratio", at_most=2), sound=False).met is False


def test_percentiles_are_of_what_was_measured() -> None:
    """The p99 of a hundred is the ninety-ninth, of ten the last; it is never interpolated."""
    assert percentile([float(n) for n in range(100, 0, -1)], 0.99) == 99.0
    assert percentile([float(n) for n in range(1, 11)], 0.99) == 10.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0


def test_a_bench_nobody_knows_is_usage() -> None:
    """A name that fits no bench is answered with those there are."""
    answer = CliRunner().invoke(wom, ["bench", "--only", "teleport"])
    assert answer.exit_code == 2
    assert "headless" in answer.output


def test_without_a_checkout_it_says_where_benches_are(tmp_path: Path) -> None:
    """An installed package alone has no benches: it says so in a sentence and exits with 1."""
    shutil.copytree(CHECKOUT / "simulator", tmp_path / "simulator", ignore=shutil.ignore_patterns("__pycache__"))
    answer = subprocess.run(
        [sys.executable, "-m", "simulator.cli", "bench"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 1
    assert "come with a checkout" in answer.stderr
    assert answer.stdout == ""
