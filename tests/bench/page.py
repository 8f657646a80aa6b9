"""What the commander's page weighs: script and styles of its entry, compressed. Fonts and pictures come later and are cached."""

from __future__ import annotations

import gzip
import json

from bench.figures import Figure, Size, Target, figure
from bench.systems import CHECKOUT

BUILT = CHECKOUT / "web" / "static" / "built"
ENTRY = "src/entries/incident.ts"


def page(size: Size) -> list[Figure]:
    manifest = BUILT / ".vite" / "manifest.json"
    if not manifest.is_file():
        raise LookupError("the front end is not built; `make bench` builds it")
    weight = sum(len(gzip.compress((BUILT / file).read_bytes(), 9)) for file in _files(json.loads(manifest.read_text())))
    return [figure("page weight, commander's view", "kB gzip", [weight / 1000.0], target=Target("ours", at_most=60))]


def _files(chunks: dict[str, dict[str, list[str]]]) -> set[str]:
    """Everything the entry needs before it shows: itself, what it imports, and their styles."""
    files: set[str] = set()
    todo, seen = [ENTRY], set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        chunk = chunks[name]
        files |= {str(chunk["file"]), *chunk.get("css", [])}
        todo += chunk.get("imports", [])
    return files
