"""Whatever the bytes: a scenario, or problems with line and column; in bounded memory; and what loads can be played."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
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
TEXTS = [file.read_bytes() for file in sorted((ROOT / "scenarios").glob("*.yaml"))] + [
    (HERE.parent / "problems" / "healthy.yaml").read_bytes()
]
#: Values that fit somewhere and are strange elsewhere.
STRANGE = (
    b"0", b"1", b"-1", b"0s", b"0%", b"100%", b"200%", b"0/s", b"1000000000/s", b"999h", b"true", b"null", b"x0", b"x1000000",
    b"+0ms", b"1e300", b"0.0000001", b"{}", b"[]", b"5s..5s", b"SEV1", b"'", b'"', b"\xff", b"\t", b"*a", b"&a b", b"!!int 3",
    b"{{ ic }}", b"{% for x in y %}", b"12:30", b"no", b"\xe2\x80\xa8", b"a: b",
)  # fmt: skip
_VALUE = re.compile(rb"(?<=: )[^\n,{}\[\]]+")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A shipped scenario with a few bytes flipped, values exchanged or replaced, lines and stretches gone or doubled."""
    raw = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        if not raw:
            break
        at = draw(st.integers(0, len(raw) - 1))
        size = draw(st.integers(1, 40))
        values = [found.span() for found in _VALUE.finditer(raw)]
        match draw(st.sampled_from(["flip", "value", "value", "exchange", "gone", "double", "insert", "cut", "line"])):
            case "flip":
                raw = raw[:at] + bytes([raw[at] ^ (1 << size % 8)]) + raw[at + 1 :]
            case "value" if values:
                start, end = draw(st.sampled_from(values))
                raw = raw[:start] + draw(st.sampled_from(STRANGE)) + raw[end:]
            case "exchange" if values:
                start, end = draw(st.sampled_from(values))
                other = draw(st.sampled_from(values))
                raw = raw[:start] + raw[slice(*other)] + raw[end:]
            case "gone":
                raw = raw[:at] + raw[at + size :]
            case "double":
                raw = raw[: at + size] + raw[at:]
            case "insert":
                raw = raw[:at] + draw(st.binary(min_size=1, max_size=8)) + raw[at:]
            case "cut":
                raw = raw[:at]
            case _:
                lines = raw.split(b"\n")
                del lines[at % len(lines)]
                raw = b"\n".join(lines)
    return raw


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_a_damaged_scenario_loads_or_names_its_places(raw: bytes) -> None:
    """Of 400 damaged files each is a scenario or a list of problems, every one with file, line and column inside the text."""
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
