"""`wom prove` at the command line: what it prints, leaves with, keeps, and tells on the way."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click
import pytest

from simulator import ENGINE
from simulator.cli import main
from simulator.cli_prove import Progress, par_file, prove_files
from simulator.scenario.load import Sound, load_scenario, load_sound
from simulator.scenario.model import Scenario

SHOP = Path(__file__).parent / "bots" / "proven-shop.yaml"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wom(*args: str | Path) -> tuple[int, str, str]:
    """Exit code, data and words."""
    argv, sys.argv = sys.argv, ["wom", *map(str, args)]
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            main()
        code = 0
    except SystemExit as left:
        code = int(left.code or 0)
    finally:
        sys.argv = argv
    return code, out.getvalue(), err.getvalue()


def test_a_scenario_that_keeps_its_promises_is_proven_and_its_par_kept(tmp_path: Path) -> None:
    """Exit 0, a line for each promise, and in the folder named a file with digest, engine and bands."""
    code, out, err = wom("prove", SHOP, "--seeds", "4", "--workers", "1", "--store", tmp_path / "par")
    assert code == 0, out
    assert out.rstrip().endswith(f"{SHOP}: proven")
    assert out.count("  ok  ") == 9
    assert "proven-shop.yaml: 4 of 4 seeds" in err
    par = json.loads((tmp_path / "par" / "proven-shop.json").read_text())
    loaded = load_scenario(SHOP.read_bytes(), SHOP.name)
    assert isinstance(loaded, Scenario)
    assert (par["digest"], par["engine"], par["seeds"], par["proven"]) == (loaded.digest, ENGINE, 4, True)
    assert {band["policy"] for band in par["bands"] if band["measure"] == "M26"} == {"competent", "novice"}


def die(marks: str, times: int) -> None:
    """What the system does to a process when memory runs out, so many times."""
    folder = Path(marks)
    if len(list(folder.iterdir())) < times:
        (folder / str(os.getpid())).touch()
        os._exit(9)


def dying(marks: Path, times: int) -> Callable[[int], Executor]:
    marks.mkdir()
    return lambda workers: ProcessPoolExecutor(workers, get_context("spawn"), initializer=die, initargs=(str(marks), times))


def test_a_process_that_ends_by_itself_is_named_and_begun_afresh_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Killed once, the proof comes out all the same and says where it was; killed again, it stops with a way on and no word of a bug."""
    text = SHOP.read_bytes()
    sound = load_sound(text, SHOP.name)
    assert isinstance(sound, Sound)
    how = {"seeds": range(1, 3), "workers": 1, "store": None, "keep": False}
    (proof,) = prove_files([(sound, text, "shop.yaml")], **how, pools=dying(tmp_path / "once", 1))
    assert proof.seeds == (1, 2)
    assert "shop.yaml: the process that played seed 1 ended by itself." in capsys.readouterr().err
    with pytest.raises(click.ClickException, match=r"seed 1 ended by itself. That was the second time.*--workers 1"):
        prove_files([(sound, text, "shop.yaml")], **how, pools=dying(tmp_path / "twice", 2))


def test_a_broken_promise_leaves_with_one_and_says_where_to_look(tmp_path: Path) -> None:
    """Text with line, caret and hint; the same as JSON; and nothing is kept when nothing is to be."""
    broken = tmp_path / "late.yaml"
    text = SHOP.read_text(encoding="utf-8")
    broken.write_text(text.replace("answer_within: 3m", "answer_within: 10s"), encoding="utf-8")
    line = 1 + text[: text.index("answer_within")].count("\n")
    code, out, _ = wom("prove", broken, "--seeds", "1", "--workers", "1", "--no-store")
    assert code == 1
    assert f"{broken}:{line}:" in out
    assert "hint: Leave two or three minutes" in out
    code, out, _ = wom("prove", broken, "--seeds", "1", "--workers", "1", "--no-store", "--json")
    assert code == 1
    (proof,) = json.loads(out)
    (verdict,) = [one for one in proof["verdicts"] if one["check"] == "beats"]
    assert verdict["holds"] == "does not hold"
    assert [(reason["path"], reason["line"]) for reason in verdict["reasons"]] == [("secret.msel.leo-asks.answer_within", line)]
    assert [path.name for path in tmp_path.iterdir()] == ["late.yaml"]


def test_a_file_that_cannot_be_loaded_is_told_before_anything_is_played(tmp_path: Path) -> None:
    """Like `check`: the problem with its place, exit 1."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("scenario: x\n", encoding="utf-8")
    code, out, err = wom("prove", bad)
    assert (code, out) == (1, "")
    assert f"{bad}:1:1" in err


def test_a_folder_that_cannot_be_written_is_told_and_fails_nothing(tmp_path: Path) -> None:
    """A file stands where the folder should be: the proof is what it is."""
    (tmp_path / "par").write_text("in the way", encoding="utf-8")
    code, out, err = wom("prove", SHOP, "--seeds", "4", "--workers", "1", "--store", tmp_path / "par" / "deeper", "--json")
    assert "par could not be kept" in err
    assert (code, json.loads(out)[0]["proven"]) == (0, True)


def test_par_stands_beside_its_scenario_unless_told_otherwise(tmp_path: Path) -> None:
    """In `par`, under the name of the file."""
    assert par_file("scenarios/first.yaml", None) == Path("scenarios/par/first.json")
    assert par_file("scenarios/first.yaml", tmp_path) == tmp_path / "first.json"


@pytest.mark.parametrize("seeds", [1, 3, 40])
def test_progress_is_a_bar_on_a_terminal_and_at_most_four_lines_elsewhere(seeds: int) -> None:
    """On a terminal one line is drawn over and is gone at the end; elsewhere there are no control characters, and the end is told."""
    with contextlib.redirect_stderr(Terminal()) as terminal:
        bar = Progress("first.yaml")
        for done in range(1, seeds + 1):
            bar(done, seeds)
    drawn = terminal.getvalue()
    assert drawn.count("\r") == seeds + 1
    assert "\n" not in drawn
    assert drawn.endswith("\r\x1b[K")
    with contextlib.redirect_stderr(io.StringIO()) as plain:
        bar = Progress("first.yaml")
        for done in range(1, seeds + 1):
            bar(done, seeds)
    lines = plain.getvalue().splitlines()
    assert 1 <= len(lines) <= 4
    assert lines[-1] == f"first.yaml: {seeds} of {seeds} seeds"
    assert "\r" not in plain.getvalue()
