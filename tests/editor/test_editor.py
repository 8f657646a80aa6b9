"""Editors complete, explain and check a scenario through the schema: tried with the language server that they run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import LanguageServer

from simulator.scenario.starter import STARTER, starter

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "scenarios" / "scenario.schema.json"
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
#: What `wom new late-trains` writes.
STARTED = starter((ROOT / "simulator" / "scenario" / STARTER).read_text(encoding="utf-8"), "late-trains")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An author's folder: the schema, and beside it what they write."""
    here = tmp_path_factory.mktemp("scenarios")
    shutil.copy(SCHEMA, here)
    return here


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LanguageServer]:
    """A server that knows of the schema only from the first line of a file."""
    with LanguageServer(folder, {}) as one:
        yield one


def test_no_shipped_scenario_is_marked() -> None:
    """With the schema set for the folder, as an editor's settings do it, every shipped file is without a mark."""
    with LanguageServer(ROOT, {SCHEMA.as_uri(): ["scenarios/*.yaml"]}) as server:
        marked = {file.name: server.diagnostics[server.open(file)] for file in SHIPPED}
        assert len(marked) >= 2
        assert not any(marked.values()), marked
        broken = server.open(ROOT / "scenarios" / "not-there.yaml", "scenario: not-there\nalais: Typed in a hurry\n")
        assert server.diagnostics[broken], "the schema was not read at all"


def test_a_new_scenario_is_not_marked(folder: Path, server: LanguageServer) -> None:
    """What `wom new` writes names its schema in the first line, and is valid under it."""
    assert STARTED.startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    file = folder / "new.yaml"
    assert server.diagnostics[server.open(file, STARTED)] == []
    other = folder / "with-a-slip.yaml"
    assert server.diagnostics[server.open(other, STARTED.replace("busy: 35%", "busy: 35"))]


def test_a_misspelt_key_is_marked_where_it_stands(folder: Path, server: LanguageServer) -> None:
    """The mark is under the key itself, and names it."""
    text = STARTED.replace("      takes: 60s..2m\n", "      tekes: 60s..2m\n", 1)
    row = next(at for at, line in enumerate(text.splitlines()) if "tekes:" in line)
    (mark,) = server.diagnostics[server.open(folder / "misspelt.yaml", text)]
    assert "tekes" in mark["message"]
    assert mark["range"]["start"] == {"line": row, "character": 6}
    assert mark["range"]["end"]["character"] == 6 + len("tekes")


def test_a_missing_key_and_a_wrong_unit_are_marked(folder: Path, server: LanguageServer) -> None:
    """What the first pass of `wom check` refuses is seen while typing."""
    text = STARTED.replace("alias: ", "# alias: ", 1).replace("traffic: 60/s", "traffic: 60", 1)
    said = " ".join(mark["message"] for mark in server.diagnostics[server.open(folder / "units.yaml", text)])
    assert "alias" in said
    assert len(server.diagnostics[(folder / "units.yaml").as_uri()]) == 2


#: Where an author types the next key: the text above, and some of what must be offered, each with words of its explanation.
OFFERED = {
    "the top": ("", {"alias": "gives nothing away", "brief": "under a minute to read", "secret": "before the reveal"}),
    "a service": ("system:\n  services:\n    web:\n      ", {"busy": "CPU utilisation", "fragile": "overload kills instances"}),
    "a journey": ("system:\n  journeys:\n    pay:\n      ", {"slo": "Objective over 30 days", "insist": "come back"}),
    "a fault": (
        "secret:\n  faults:\n    stuck:\n      ",
        {"with": "change in the feed", "does": "to its target", "ends": "ends it"},
    ),
    "a condition": (
        "secret:\n  msel:\n    ask:\n      when:\n        ",
        {"posted": "update for this audience", "after": "inject, alert"},
    ),
}


@pytest.mark.parametrize("place", OFFERED)
def test_keys_are_offered_with_their_explanations(folder: Path, server: LanguageServer, place: str) -> None:
    """At the place of a key, the keys that may stand there are offered, and each says when to use it."""
    above, wanted = OFFERED[place]
    head = "# yaml-language-server: $schema=scenario.schema.json\n"
    text = head + above
    uri = server.open(folder / f"{place.replace(' ', '-')}.yaml", text)
    line = text.count("\n")
    offered = server.completion(uri, line, len(text.split("\n")[-1]))
    for key, words in wanted.items():
        assert words in offered.get(key, ""), (key, offered.get(key), sorted(offered))
    assert "tekes" not in offered


def test_words_of_a_closed_set_are_offered(folder: Path, server: LanguageServer) -> None:
    """Where one of a few words may stand, they are offered."""
    text = "# yaml-language-server: $schema=scenario.schema.json\npeople:\n  sam:\n    temper: "
    uri = server.open(folder / "words.yaml", text)
    assert {"solid", "tunnel-visioned", "silent"} <= set(server.completion(uri, 3, len("    temper: ")))


def test_a_key_explains_itself_under_the_pointer(folder: Path, server: LanguageServer) -> None:
    """Resting on a key shows its explanation."""
    text = "# yaml-language-server: $schema=scenario.schema.json\nlongest_skip: 5m\n"
    uri = server.open(folder / "hover.yaml", text)
    assert "How far one wait may carry the clock" in server.hover(uri, 1, 3)
