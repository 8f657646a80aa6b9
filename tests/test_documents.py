"""The documents lead somewhere: every relative link and picture exists, and every command they name is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.cli import wom

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(p for p in (*ROOT.glob("*.md"), *(ROOT / d / "README.md" for d in ("simulator", "scenarios", "web"))))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_exist(document: Path) -> None:
    """A relative link leads to a file of the repository."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_the_command_table_is_the_command_line() -> None:
    """README names every command of `wom`, and no other."""
    told = set(re.findall(r"`wom (\w+)", (ROOT / "README.md").read_text()))
    assert told == set(wom.commands)


@pytest.mark.parametrize("target", ["run", "test", "check", "accept", "bench", "torture", "types"])
def test_make_targets_named_in_documents_exist(target: str) -> None:
    """What the documents tell to make can be made."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
