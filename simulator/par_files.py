"""Where par is kept as files: `par/<name>.json` beside the scenarios. An edge: it reads. What is in them is `scoring/par`'s business."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from simulator.scenario.model import Scenario
from simulator.scoring.par import Par, par_from

#: Larger than any par; what is larger is some other file, and is not read.
_LARGEST = 1_000_000


def par_path(folder: Path, name: str) -> Path:
    """The file that keeps the par of the scenario file called `name` in a folder of scenarios."""
    return folder / "par" / f"{name}.json"


def read_par(scenario: Scenario, files: Iterable[Path]) -> Par | None:
    """The first of these files that holds par of exactly this scenario; None where none does. A file that cannot be read holds none."""
    for file in files:
        try:
            with file.open("rb") as opened:
                raw = opened.read(_LARGEST + 1)
            found = par_from(json.loads(raw), scenario) if len(raw) <= _LARGEST else None
        except (OSError, ValueError, RecursionError):
            continue
        if found is not None:
            return found
    return None
