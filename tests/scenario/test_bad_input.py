"""Whatever the bytes: a scenario, or problems with line and column; in bounded memory; and what loads can be played."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from damage import scratched, torn
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.drill.drill import Drill
from simulator.record.commands import StartDrill
from simulator.scenario.check import check
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.world.health import health

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.mark.parametrize("damage", [scratched, torn])
@settings(max_examples=200, deadline=None)
@given(rng=st.randoms(use_true_random=False))
def test_a_damaged_scenario_loads_or_names_its_places(damage: Callable[[Random], bytes], rng: Random) -> None:
    """Of 400 damaged files each is a scenario or a list of problems, every one with file, line and column inside the text."""
    raw = damage(rng)
    found = load_scenario(raw, "a.yaml")
    report = check(raw, "a.yaml", health)
    assert report.drawn().splitlines()[-1].startswith("a.yaml: ")
    if isinstance(found, Scenario):
        drill = Drill.new(found, 1)
        drill.give(StartDrill(), "ic")
        drill.advance(60)
        return
    assert found
    assert not report.fine
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in found:
        assert problem.place.file == "a.yaml"
        assert 1 <= problem.place.line <= len(lines) + 1
        assert problem.place.column >= 1
        assert problem.message
    assert re.match(r"a\.yaml:\d+:\d+: ", report.drawn())


def test_damaged_scenarios_stay_within_a_second_and_a_hundred_megabytes() -> None:
    """The first 400 of the ten thousand that `make fuzz` goes through, in a child whose memory and processor time are limited."""
    ran = subprocess.run(
        [sys.executable, HERE / "fuzz.py", "--many", "400", "--jobs", "1"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\d+ accepted, \d+ refused with line and column, 0 badly", ran.stdout), ran.stdout


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_load_or_name_their_places(raw: bytes) -> None:
    """Bytes that were never a scenario are told as that."""
    found = load_scenario(raw, "a.yaml")
    assert isinstance(found, tuple)
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in found)


#: 256 kB of one thing each; `%d` counts, so that keys differ.
BOMBS = {
    "deep lists": (b"a: ", b"[", b""),
    "deep keys": (b"", b"{a: ", b""),
    "wide list": (b"a: [", b"x,", b"]"),
    "wide keys": (b"", b"k%d: x\n", b""),
    "many anchors": (b"", b"k%d: &a%d [x]\n", b""),
    "laughs": (b"a0: &a0 [x]\n", b"a%d: &b%d [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]\n", b""),
    "one long scalar": (b"brief: ", b"x", b"\n"),
    "one long quote": (b'brief: "', b"\\x41", b'"\n'),
    "one long key": (b"", b"x", b": 1\n"),
    "one long block": (b"brief: |\n", b"  line\n", b""),
    "many digits": (b"level: ", b"9", b"\n"),
    "merge keys": (b"", b"<<: {a: 1}\n", b""),
    "tags": (b"a: [", b"!!python/name:os.system x, ", b"]"),
    "templates": (b"brief: '", b"{{ ic }}", b"'\n"),
    "nested templates": (b"brief: '", b"{% if ic %}", b"'\n"),
    "documents": (b"", b"--- a\n", b""),
    "invisible": (b"a: 'x", b"\xe2\x80\xae\x01", b"'\n"),
}
LARGEST = 256_000

_CHILD = """
import resource, sys
from test_bad_input import BOMBS, bomb
from simulator.scenario.check import check
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in BOMBS:
    check(bomb(name), name).drawn()
    print(name, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def bomb(name: str) -> bytes:
    """As many as fit into the largest file that is read at all."""
    begin, middle, end = BOMBS[name]
    parts, size, n = [begin], len(begin) + len(end), 0
    while True:
        part = middle.replace(b"%d", str(n).encode())
        if size + len(part) > LARGEST:
            return b"".join([*parts, end])
        parts.append(part)
        size, n = size + len(part), n + 1


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_a_place(name: str) -> None:
    """256 kB of any one construct is no scenario, and the refusal says where."""
    raw = bomb(name)
    assert LARGEST - 100 < len(raw) <= LARGEST
    report = check(raw, "bomb.yaml")
    assert not report.fine
    assert re.match(r"bomb\.yaml:\d+:\d+: ", report.drawn())
    assert len(report.drawn()) < 20_000


def test_bombs_stay_within_a_hundred_megabytes() -> None:
    """However a file is made, reading it costs no more than 100 MB beyond the program itself."""
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=ROOT, env={"PYTHONPATH": f"{HERE}:{HERE.parent}:{ROOT}"}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    peaks = dict(line.rsplit(" ", 1) for line in ran.stdout.splitlines())
    assert peaks.keys() == BOMBS.keys()
    assert max(map(int, peaks.values())) <= 100, peaks
