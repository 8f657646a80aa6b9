"""Build hook: the pages in `web/static/built` are made when they are missing or older than their sources.

Wheel and sdist carry the built pages, so that installing them needs no Node.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildPages(BuildHookInterface):  # type: ignore[type-arg]
    """Runs npm in `web/ui` when there are sources and no current pages."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        ui = Path(self.root, "web", "ui")
        stamp = Path(self.root, "web", "static", "built", ".stamp")
        if not ui.is_dir() or (stamp.is_file() and stamp.stat().st_mtime >= _newest(ui)):
            return
        if shutil.which("npm") is None:
            raise SystemExit("The pages are not built and npm was not found. Install Node 20 or newer, or install from a wheel.")
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=ui, check=True)
        subprocess.run(["npm", "run", "build"], cwd=ui, check=True)
        stamp.touch()


def _newest(ui: Path) -> float:
    files = [p for p in (ui / "src").rglob("*") if p.is_file()] + list(ui.glob("*.*"))
    return max((p.stat().st_mtime for p in files), default=0.0)
