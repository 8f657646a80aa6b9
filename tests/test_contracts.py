"""Who may know whom: the dependency rules of the design, read from the source itself. A planted violation of each is caught.

`make check` runs import-linter and ruff over the same rules; this test needs neither, and says which line breaks which rule.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

#: From top to bottom: each may know those below it. What stands alone on a line is one module or folder of `simulator/`.
LAYERS = (
    "cli",
    "cli_export",
    "cli_prove",
    "journal",
    "par_files",
    "importers",
    "programme",
    "debrief",
    "bots",
    "scoring",
    "drill",
    "people",
    "world",
    "record",
    "scenario",
)
#: Not in any order among themselves; each is an edge or a border of its own.
SIDE_BY_SIDE = {"journal", "importers", "programme"}

#: Libraries, and the only modules that may know them.
KNOWN_ONLY_TO = {
    "simpy": ("simulator.world", "simulator.people", "simulator.drill.engine"),
    "yaml": ("simulator.scenario.source",),
    "flask_socketio": ("web.sockets", "web.transport"),
    "sqlalchemy": ("web.store",),
}
#: Nothing of these below `web`, but for the command line, which starts the server.
WEB = ("web", "flask", "flask_socketio", "socketio", "engineio", "gevent", "sqlalchemy", "werkzeug")
#: Above the line: they read files, clocks and arguments.
EDGES = ("simulator.cli", "simulator.cli_export", "simulator.cli_prove", "simulator.journal", "simulator.par_files")

#: The clock, the disk, the network, threads and luck of one's own: banned below the line. Ruff holds the same list.
BANNED = frozenset(CONFIG["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"])


class Import(NamedTuple):
    """One imported name, where it stands."""

    module: str
    line: int
    name: str


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for package in ("simulator", "web"):
        for file in sorted((root / package).rglob("*.py")):
            if "node_modules" not in file.parts:
                parts = file.relative_to(root).with_suffix("").parts
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def imports(module: str, file: Path) -> Iterator[Import]:
    """Every import of a module, wherever in it, as full dotted names: those of functions and of type checking too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
            for alias in node.names:
                yield Import(module, node.lineno, f"{base}.{alias.name}")


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def layer(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "simulator" else ""


def uses(file: Path) -> Iterator[tuple[int, str]]:
    """Dotted names that are used without being imported as such: `datetime.now`, `open`, `print`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, f"builtins.{node.func.id}"


def broken(root: Path) -> list[str]:
    """Every rule that is broken under a folder, as `module:line rule`."""
    found = []
    for module, file in modules(root):
        below_the_line = module.startswith("simulator") and not within(module, EDGES)
        for each in imports(module, file):
            where = f"{module}:{each.line}"
            if module.startswith("simulator") and within(each.name, WEB) and module != "simulator.cli":
                found.append(f"{where} the simulator knows nothing of the web ({each.name})")
            for library, knowing in KNOWN_ONLY_TO.items():
                if within(each.name, (library,)) and not within(module, knowing):
                    found.append(f"{where} {library} is known to {', '.join(knowing)} only")
            ours, theirs = layer(module), layer(each.name)
            if ours in LAYERS and theirs in LAYERS and ours != theirs:
                upward = LAYERS.index(theirs) < LAYERS.index(ours)
                if upward or {ours, theirs} <= SIDE_BY_SIDE:
                    found.append(f"{where} {ours} may not know {theirs}")
            if below_the_line and within(each.name, tuple(BANNED)):
                found.append(f"{where} {each.name} is banned below the line")
        if below_the_line:
            for line, name in uses(file):
                if name in (*BANNED, "datetime.now", "datetime.utcnow", "date.today", "builtins.print", "builtins.__import__"):
                    found.append(f"{module}:{line} {name} is banned below the line")
    return found


def test_the_contracts_hold() -> None:
    """No module knows what it may not know, and below the line there is no clock, disk, network, thread or luck of its own."""
    assert broken(ROOT) == []


def test_every_part_of_the_simulator_has_its_place() -> None:
    """A new folder or module of `simulator/` is put into the order, or the order says nothing about it."""
    parts = {layer(module) for module, _ in modules(ROOT)} - {""}
    assert parts <= set(LAYERS)
    assert {"scenario", "record", "world", "people", "drill", "scoring", "bots", "journal", "cli"} <= parts


def test_the_linter_holds_the_same_contracts() -> None:
    """Import-linter and ruff are told the same: the layers in the same order, and what is banned below the line."""
    contracts = {contract["name"]: contract for contract in CONFIG["tool"]["importlinter"]["contracts"]}
    told = [name.strip("() ") for line in contracts["Layers"]["layers"] for name in line.split("|")]
    assert told == [name for name in LAYERS if name in told]
    forbidden = {name for contract in contracts.values() for name in contract.get("forbidden_modules", ())}
    assert set(KNOWN_ONLY_TO) <= forbidden
    assert {"web", "flask", "gevent"} <= forbidden
    banned = {
        "time",
        "datetime.datetime.now",
        "random",
        "builtins.open",
        "os",
        "threading",
        "logging",
        "uuid",
        "socket",
        "secrets",
    }
    assert banned <= BANNED


@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("simulator/drill/board.py", "import web.rooms", "the simulator knows nothing of the web"),
        ("simulator/journal.py", "def f():\n    from flask import Flask", "the simulator knows nothing of the web"),
        ("simulator/scoring/score.py", "from gevent import monkey", "the simulator knows nothing of the web"),
        ("simulator/drill/board.py", "import simpy", "simpy is known to"),
        ("simulator/bots/play.py", "from simpy.events import Event", "simpy is known to"),
        ("web/pacer.py", "import simpy", "simpy is known to"),
        ("simulator/scenario/load.py", "import yaml", "yaml is known to"),
        ("simulator/cli.py", "def f():\n    import yaml", "yaml is known to"),
        ("web/pages.py", "import flask_socketio", "flask_socketio is known to"),
        ("web/rooms.py", "from sqlalchemy import select", "sqlalchemy is known to"),
        ("simulator/world/world.py", "from simulator.drill.board import Board", "world may not know drill"),
        ("simulator/record/facts.py", "from simulator.world import slo", "record may not know world"),
        ("simulator/scenario/units.py", "if False:\n    from ..record import luck", "scenario may not know record"),
        ("simulator/people/room.py", "from simulator import drill", "people may not know drill"),
        ("simulator/drill/drill.py", "import simulator.scoring.score", "drill may not know scoring"),
        ("simulator/bots/play.py", "from simulator.journal import read", "bots may not know journal"),
        ("simulator/drill/clock.py", "import time", "time is banned below the line"),
        ("simulator/drill/clock.py", "from time import monotonic", "time.monotonic is banned below the line"),
        ("simulator/drill/clock.py", "from datetime import datetime\nNOW = datetime.now()", "datetime.now is banned below the line"),
        ("simulator/world/slo.py", "import random", "random is banned below the line"),
        ("simulator/people/voices.py", "import threading", "threading is banned below the line"),
        ("simulator/scenario/load.py", "import os.path", "os.path is banned below the line"),
        ("simulator/scenario/load.py", "TEXT = open('x')", "builtins.open is banned below the line"),
        ("simulator/scoring/score.py", "print('x')", "builtins.print is banned below the line"),
        ("simulator/bots/play.py", "import logging", "logging is banned below the line"),
    ],
)  # fmt: skip
def test_a_planted_violation_is_caught(module: str, line: str, rule: str, tmp_path: Path) -> None:
    """One forbidden line in a file that is otherwise as it is: named with its module and line, and nothing else is."""
    text = (ROOT / module).read_text(encoding="utf-8")
    planted = tmp_path / module
    planted.parent.mkdir(parents=True)
    planted.write_text(f"{text}\n{line}\n", encoding="utf-8")
    caught = broken(tmp_path)
    assert len(caught) == 1, caught
    assert rule in caught[0]
    at = int(caught[0].split(" ", 1)[0].rpartition(":")[2])
    assert at > text.count("\n")
