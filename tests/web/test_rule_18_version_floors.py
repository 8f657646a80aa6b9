"""Rule 18: the released versions below which something here is not true."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version

import pytest
from live_server import ROOT

FLOORS = {
    "python-socketio": (5, 16, 4),
    "python-engineio": (4, 13, 2),
    "jinja2": (3, 1, 6),
    "gevent": (23, 9),
    "simple-websocket": (1, 1, 0),
}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text)[:3])


@pytest.mark.parametrize("name", FLOORS)
def test_version_floors_are_declared_and_met(name: str) -> None:
    """The project asks for at least the floor, and what is installed is at least what the project asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = next(line for line in project["dependencies"] if re.split(r"[\[>=<]", line)[0] == name)
    declared = _numbers(asked.split(">=")[1].split(",")[0])
    assert declared >= FLOORS[name], asked
    assert _numbers(version(name)) >= declared
