"""The types of the front end are those of the Python that owns the protocol."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

_UI = Path(__file__).resolve().parents[2] / "web" / "ui"


def test_types_are_what_the_protocol_generates_now() -> None:
    """`src/protocol.ts` is, to the letter, what `web/protocol_schema.py` and `scripts/types.mjs` produce."""
    node = which("node")
    assert node, "Node is missing. Install Node 20 or newer, then run: make test"
    generator = _UI / "node_modules" / "json-schema-to-typescript"
    assert generator.is_dir(), "The front end's packages are not installed. Run: make test (or `npm ci` in web/ui)"

    run = subprocess.run(
        [node, "scripts/types.mjs", "--check"],
        cwd=_UI,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, f"web/ui/src/protocol.ts has drifted. Run: make types\n{run.stderr}"
