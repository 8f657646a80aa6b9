"""The command line: data on stdout, words on stderr, exit codes 0 1 2 3, and never a traceback.

Through the entry point itself; as a process of its own where the surroundings matter or something is served. `wom bench` is
tried beside its benches.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from simulator.cli import main

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "scenarios" / "first-page.yaml"
BROKEN = ROOT / "tests" / "problems" / "yaml-tab.yaml"


class Ran(NamedTuple):
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> object:
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true", **more}


def wom(*args: str | Path, **surroundings: str) -> Ran:
    """Runs the command line; whatever it does, no traceback may be seen."""
    alone = bool(surroundings) or (args[:1] in (("serve",), ("play",)) and "--help" not in args)
    ran = _process(list(map(str, args)), surroundings) if alone else _here(list(map(str, args)))
    assert "Traceback" not in ran.out + ran.err, ran.err
    assert 'File "' not in ran.err
    return ran


def _process(args: list[str], surroundings: dict[str, str]) -> Ran:
    command = [sys.executable, "-m", "simulator.cli", *args]
    ran = subprocess.run(command, cwd=ROOT, env=environment(**surroundings), capture_output=True, timeout=120, check=False)
    return Ran(ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace"))


def _here(args: list[str]) -> Ran:
    """In this process: what the entry point leaves with, and what it wrote."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    argv, sys.argv = sys.argv, ["wom", *args]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
        code = 0
    except SystemExit as left:
        code = 0 if left.code is None else int(left.code)
    finally:
        sys.argv = argv
    return Ran(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of a headless drill."""
    path = tmp_path_factory.mktemp("journals") / "first.journal"
    ran = wom("run", FIRST, "--seed", "7", "--no-references", "--journal", path)
    assert ran.code == 0, ran.err
    return path


# --- check -------------------------------------------------------------------------------------------


def test_the_module_is_the_command() -> None:
    """`python -m simulator.cli` and what is installed as `wom` are the same, exit codes included."""
    for args in (["schema"], ["run", "nothing.yaml"], ["dance"]):
        assert _process(args, {})[:2] == _here(args)[:2]


def test_check_of_a_good_file_is_fine() -> None:
    """Health lines and a verdict on stdout, nothing on stderr, exit 0."""
    ran = wom("check", FIRST)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.rstrip().endswith(f"{FIRST}: fine")
    assert "checkout" in ran.out


def test_check_answers_for_every_file_it_is_given(tmp_path: Path) -> None:
    """A missing, a broken, a binary and an empty file and a folder do not keep the good one from its answer, nor each other."""
    binary, empty, huge = tmp_path / "binary.yaml", tmp_path / "empty.yaml", tmp_path / "huge.yaml"
    binary.write_bytes(bytes(range(256)) * 4)
    empty.write_bytes(b"")
    huge.write_bytes(b"a: b\n" * 300_000)
    files = [tmp_path / "nothing.yaml", BROKEN, binary, empty, huge, tmp_path, FIRST]
    ran = wom("check", *files)
    assert ran.code == 1
    assert f"{FIRST}: fine" in ran.out
    for file, told in ((BROKEN, "14:1: a tab stands in the indentation"), (binary, "1:1: "), (empty, "1:1: the file is empty")):
        assert f"{file}:{told}" in ran.out
    assert f"{files[0]}: there is no such file. In that folder: binary.yaml, empty.yaml, huge.yaml." in ran.err
    assert f"{tmp_path}: this is a folder. Name a file in it." in ran.err
    assert f"{huge}: this is far larger than any scenario." in ran.err
    told = wom("check", "--json", *files)
    assert told.code == 1
    reports = told.data
    assert isinstance(reports, list)
    assert [report["file"] for report in reports] == list(map(str, files))
    assert [report["fine"] for report in reports] == [False] * 6 + [True]
    assert reports[1]["problems"][0]["line"] == 14
    assert reports[0]["unread"] in told.err


def test_check_reads_what_is_piped_to_it() -> None:
    """A file need not be a file."""
    ran = subprocess.run(
        [sys.executable, "-m", "simulator.cli", "check", "/dev/stdin"], cwd=ROOT, env=environment(), input=FIRST.read_bytes(),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_file_that_cannot_be_written_out_is_still_named(tmp_path: Path) -> None:
    """Names that are no text, and a terminal that shows ASCII only, are no reason to stop."""
    odd = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    odd.write_text(
        FIRST.read_text(encoding="utf-8").replace("alias: Your", "alias: 店 Your").replace("level: 1", "levels: 1"), "utf-8"
    )
    ran = wom("check", odd, PYTHONIOENCODING="ascii")
    assert ran.code == 1
    assert "levels" in ran.out
    assert "caf" in ran.out


# --- drills ------------------------------------------------------------------------------------------


def test_run_prints_a_scorecard_and_the_same_one_again() -> None:
    """Text for people, JSON for programs; the same seed gives the same digest, another seed another."""
    ran = wom("run", FIRST, "--policy", "novice")
    assert (ran.code, ran.err) == (0, "")
    assert "avoidable harm" in ran.out
    digests = []
    for seed in ("4", "4", "5"):
        told = wom("run", FIRST, "--seed", seed, "--no-references", "--json")
        assert (told.code, told.err) == (0, "")
        answer = told.data
        assert isinstance(answer, dict)
        assert (answer["policy"], answer["seed"]) == ("competent", int(seed))
        assert answer["scorecard"]["scenario"] == "first-page"
        digests.append(answer["digest"])
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ("run", FIRST, "--policy", "clairvoyant"),
            "There is no policy 'clairvoyant'. Choose one of: do-nothing, ideal, competent",
        ),
        (("run", "nothing.yaml", "--policy", "clairvoyant"), "There is no policy"),
        (("run", FIRST, "--seed", "lucky"), "'lucky' is not a valid integer"),
        (("run", FIRST, "--seed", "-1"), "-1 is not in the range"),
        (("run", FIRST, "--seed", str(2**31)), "is not in the range"),
        (("run",), "Missing argument 'FILE'"),
        (("check",), "Missing argument 'FILES...'"),
        (("replay",), "Missing argument 'JOURNAL'"),
        (("check", "--jsn", FIRST), "No such option"),
        (("serve", "--port", "http"), "'http' is not a valid integer"),
        (("serve", "--port", "70000"), "70000 is not in the range"),
        (("dance",), "No such command 'dance'"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_there_is(args: tuple[str | Path, ...], says: str) -> None:
    """Nothing on stdout, the reason and a way on on stderr."""
    ran = wom(*args)
    assert (ran.code, ran.out) == (2, "")
    assert says in " ".join(ran.err.split())
    assert "--help" in ran.err or "Choose one of" in ran.err


def test_help_is_there_for_every_command() -> None:
    """`-h` and `--help` exit 0 and go to stdout; no command at all shows the commands and exits 2."""
    commands = ("check", "schema", "new", "run", "replay", "score", "wording", "serve", "play")
    assert wom().code == 2
    top = wom("-h")
    assert top.code == 0
    for command in commands:
        assert command in top.out
        ran = wom(command, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert "--json" in ran.out
    assert re.fullmatch(r"wom, version \S+, engine \d+\n", wom("--version").out)


@pytest.mark.parametrize("command", ["run", "play"])
def test_a_broken_scenario_is_pictured_and_exits_1(command: str) -> None:
    """The author's problem, with its line, column and caret, on stderr."""
    ran = wom(command, BROKEN)
    assert (ran.code, ran.out) == (1, "")
    assert f"{BROKEN}:14:1: a tab stands in the indentation" in ran.err
    assert "^" in ran.err
    missing = wom(command, "nothing.yaml")
    assert (missing.code, missing.out) == (1, "")
    assert "nothing.yaml: there is no such file." in missing.err


def test_a_journal_is_replayed_to_the_same_record(journal: Path) -> None:
    """Rows, facts, second and digest on stdout; the verdict on stderr."""
    ran = wom("replay", journal)
    assert (ran.code, ran.err) == (0, "The record is identical.\n")
    answer = wom("replay", journal, "--json").data
    assert isinstance(answer, dict)
    assert answer["identical"] is True
    assert f"{answer['rows']} rows, {answer['facts']} facts, drill second {answer['at']}, digest {answer['digest']}" in ran.out
    again = wom("run", FIRST, "--seed", "7", "--no-references", "--json").data
    assert isinstance(again, dict)
    assert again["digest"] == answer["digest"]


def test_a_journal_has_the_scorecard_of_its_drill(journal: Path) -> None:
    """`score` tells of a recorded drill what `run` told of the live one."""
    scored, live = wom("score", journal, "--json").data, wom("run", FIRST, "--seed", "7", "--json").data
    assert isinstance(live, dict)
    assert scored == live["scorecard"]
    text = wom("score", journal)
    assert (text.code, text.err) == (0, "")
    assert "HARM" in text.out


@pytest.mark.parametrize("command", ["replay", "score"])
@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda raw: b"\n".join(raw.split(b"\n")[:21])[:-30], "row 20 cannot be read (it is cut off)"),
        (lambda raw: raw[:-30], "of its archive cannot be read (it is cut off)"),
        (lambda raw: b"SEV3".join(raw.rsplit(b"SEV1", 1)), "(it is not what was written there)"),
        (lambda raw: b"[" * 100_000, "is not a journal of a drill"),
        (lambda raw: b"\xff" + raw, "is not a journal of a drill"),
        (lambda raw: b"", "is not a journal of a drill"),
        (lambda raw: raw.replace(b'"format": 2', b'"format": 9', 1), "was written by a newer version"),
    ],
)
def test_a_damaged_journal_exits_1_with_the_row(command: str, edit: object, says: str, journal: Path, tmp_path: Path) -> None:
    """What cannot be followed is neither replayed nor scored."""
    path = tmp_path / "damaged"
    path.write_bytes(edit(journal.read_bytes()))  # type: ignore[operator]
    ran = wom(command, path)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_replay_that_fails_says_so_in_json_too(tmp_path: Path) -> None:
    """A program that asked for JSON gets an answer either way."""
    ran = wom("replay", "--json", tmp_path / "nothing")
    assert ran.code == 1
    answer = ran.data
    assert isinstance(answer, dict)
    assert answer["identical"] is False
    assert answer["says"] in ran.err


def test_a_journal_that_cannot_be_written_is_the_runs_problem() -> None:
    """Not a bug of ours: exit 1 and the reason."""
    ran = wom("run", FIRST, "--no-references", "--journal", FIRST / "below-a-file")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"{FIRST}/below-a-file cannot be written (Not a directory).\n"


def test_new_writes_a_file_that_is_fine_as_it_is(tmp_path: Path) -> None:
    """A new scenario loads, has no warning, is well at StartEx, has its comments, and bears the id that was asked for."""
    ran = wom("new", "late-trains", "--folder", tmp_path)
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'late-trains.yaml'}\n")
    assert "wom check" in ran.err
    text = (tmp_path / "late-trains.yaml").read_text(encoding="utf-8")
    assert "scenario: late-trains " in text
    assert text.count("#") > 30
    checked = wom("check", tmp_path / "late-trains.yaml", "--json").data
    assert [(one["fine"], one["problems"], one["warnings"]) for one in checked] == [(True, [], [])]  # type: ignore[attr-defined]


def test_new_has_a_name_of_its_own_and_says_it_as_json(tmp_path: Path) -> None:
    """Without an id there is one; with --json the file's name is data."""
    ran = wom("new", "--folder", tmp_path, "--json")
    assert ran.data == {"scenario": "new-incident", "file": str(tmp_path / "new-incident.yaml")}
    assert (tmp_path / "new-incident.yaml").is_file()


def test_new_never_replaces_a_file(tmp_path: Path) -> None:
    """Whatever stands there, also a link that leads nowhere, stays as it was, and the answer says so."""
    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "elsewhere")
    for name in ("mine", "link"):
        ran = wom("new", name, "--folder", tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert "there is such a file already" in ran.err
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["Late Trains"], 2, "lower-case letters"),
        (["../up"], 2, "lower-case letters"),
        (["few-people"], 0, ""),
        (["late-trains", "--folder", "/nowhere/at/all"], 1, "cannot be written"),
    ],
)
def test_new_says_what_is_wrong_with_a_name_or_place(tmp_path: Path, args: list[str], code: int, words: str) -> None:
    """An id that is none, that the starter would give away, or a folder that is not there: told, and nothing is written."""
    ran = wom("new", *args, *([] if "--folder" in args else ["--folder", tmp_path]))
    assert ran.code == code
    assert words in ran.err
    assert len(list(tmp_path.iterdir())) == (code == 0)


def test_schema_is_json_with_and_without_asking() -> None:
    """The schema is one, and the shipped scenarios' own copy is the same."""
    plain, asked = wom("schema"), wom("schema", "--json")
    assert plain.out == (ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")
    assert (plain.code, plain.err, asked.out) == (0, "", plain.out)
    jsonschema.Draft202012Validator.check_schema(json.loads(plain.out))
    assert json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")) == plain.data


# --- our own bugs ------------------------------------------------------------------------------------

#: Python runs this first, as any distribution or plugin could: the loader has a bug of ours in it.
_BUG = """
import simulator.scenario.load as load
def broken(*args):
    raise RuntimeError("a bug of ours, with a 店 in it")
load.load_scenario = broken
"""


@pytest.mark.parametrize("tmpdir", ["kept", "nowhere"])
def test_a_bug_of_ours_exits_3_and_is_kept_in_a_file(tmpdir: str, tmp_path: Path) -> None:
    """Nobody is shown a traceback: a sentence, and the details in a file if there is anywhere to keep them."""
    (tmp_path / "sitecustomize.py").write_text(_BUG, encoding="utf-8")
    place = tmp_path / "kept" if tmpdir == "kept" else Path("/proc/nowhere")
    if tmpdir == "kept":
        place.mkdir()
        ran = wom("run", FIRST, PYTHONPATH=f"{tmp_path}:{ROOT}", TMPDIR=str(place))
        kept = list(place.glob("wom-*.txt"))
        assert len(kept) == 1
        assert f"The details are in {kept[0]}; please report them." in ran.err
        assert "RuntimeError: a bug of ours, with a 店 in it" in kept[0].read_text(encoding="utf-8")
    else:
        ran = wom("run", FIRST, PYTHONPATH=f"{tmp_path}:{ROOT}", TMPDIR=str(place), TEMP=str(place), TMP=str(place))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Something went wrong on our side. Nothing that was recorded is lost.")
    assert ran.err.count("\n") == 1


# --- serving -----------------------------------------------------------------------------------------


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("threads", [(), ("--threads",)])
def test_a_port_in_use_is_named_with_a_way_out(taken: int, threads: tuple[str, ...], tmp_path: Path) -> None:
    """Which port, why not, and which option chooses another."""
    ran = wom("serve", "--port", str(taken), "--data", tmp_path / "data", *threads)
    assert (ran.code, ran.out) == (1, "")
    assert f"Port {taken} on 127.0.0.1 cannot be used (Address already in use)." in ran.err
    assert f"--port {taken + 1 if taken < 65535 else 8001}" in ran.err


@pytest.mark.parametrize("command", [("serve",), ("play", FIRST)])
@pytest.mark.parametrize("below", [FIRST / "data", Path("/proc/data")])
def test_a_data_directory_that_cannot_be_written_is_named(command: tuple[str | Path, ...], below: Path) -> None:
    """Which directory, why not, that nothing is lost, and which option chooses another."""
    ran = wom(*command, "--port", "0", "--data", below)
    assert (ran.code, ran.out) == (1, "")
    assert f"The data directory {below} cannot be written" in ran.err
    assert "--data DIRECTORY" in ran.err


@pytest.mark.parametrize("port", ["0", "8123"])
def test_an_address_that_is_not_ours_is_named(port: str, tmp_path: Path) -> None:
    """Whether or not a port is chosen: which address, and that it cannot be used."""
    ran = wom("serve", "--host", "192.0.2.1", "--port", port, "--data", tmp_path / "data")
    assert (ran.code, ran.out) == (1, "")
    assert "The address 192.0.2.1 cannot be used" in ran.err
    assert "--host" in ran.err


def test_a_folder_of_scenarios_that_is_none_is_named(tmp_path: Path) -> None:
    """`--scenarios` names a folder."""
    ran = wom("serve", "--port", "0", "--data", tmp_path / "data", "--scenarios", FIRST)
    assert (ran.code, ran.out) == (1, "")
    assert f"{FIRST} is not a folder of scenarios." in ran.err


@pytest.mark.parametrize("args", [("serve",), ("serve", "--threads"), ("serve", "--json"), ("play", FIRST, "--json")])
def test_serving_prints_the_link_on_stdout_and_stops_when_told(args: tuple[str | Path, ...], tmp_path: Path) -> None:
    """One line of data, the words about it on stderr; it ends in order and says nothing more."""
    command = [sys.executable, "-m", "simulator.cli", *map(str, args), "--port", "0", "--data", str(tmp_path / "data")]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        try:
            assert served.stdout is not None
            line = served.stdout.readline()
            link = json.loads(line)["host_link"] if "--json" in args else line.strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*/\S+", link)
            served.send_signal(signal.SIGTERM)
            out, err = served.communicate(timeout=30)
        finally:
            served.kill()
    assert served.returncode == 0, err
    assert out == ""
    assert "Traceback" not in err
    assert "Stop with Ctrl+C." in err
