"""What has to arrive before a screen can be used stays small."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

_BUILT = Path(__file__).resolve().parents[2] / "web" / "static" / "built"
_MOST = 60_000
"""Bytes of script and style, gzipped: the figure of the design. Fonts come later, in place of the system's."""


def _first_load(entry: str) -> dict[str, int]:
    """Gzipped sizes of the files the page of an entry asks for at once: what it imports, without what it imports later."""
    manifest_file = _BUILT / ".vite" / "manifest.json"
    assert manifest_file.is_file(), "The pages are not built. Run: make test (or `npm run build` in web/ui)"
    manifest = json.loads(manifest_file.read_text())
    files: set[str] = set()
    chunks = [f"src/entries/{entry}.ts"]
    while chunks:
        chunk = manifest[chunks.pop()]
        if chunk["file"] not in files:
            files.update((chunk["file"], *chunk.get("css", [])))
            chunks += chunk.get("imports", [])
    return {file: len(gzip.compress((_BUILT / file).read_bytes(), 9, mtime=0)) for file in sorted(files)}


@pytest.mark.parametrize("entry", ["lobby", "incident"])
def test_first_load_fits_the_budget(entry: str) -> None:
    """The commander can act after at most 60 kB of script and style; charts and composers follow when there is time."""
    weights = _first_load(entry)
    assert sum(weights.values()) <= _MOST, f"{sum(weights.values())} bytes: {weights}"


def test_charts_and_composers_are_not_in_the_first_load() -> None:
    """What is not needed to read the screen is a file of its own, fetched later."""
    scripts = [(_BUILT / file).read_text() for file in _first_load("incident") if file.endswith(".js")]
    assert any("Connection lost" in script for script in scripts), "the screen itself is expected here"
    assert not any("Order a mitigation" in script or "uplot" in script for script in scripts)
