"""The scenarios that are measured on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent

#: 12 services, more than 100 signals, 24 alerts, 60 minutes, 400 lines.
TWELVE = HERE / "twelve-services.yaml"
CLOUDFLARE = CHECKOUT / "scenarios" / "cloudflare-2019-07-02.yaml"


@cache
def scenario(file: Path) -> Scenario:
    loaded = load_scenario(file.read_bytes(), file.name)
    assert isinstance(loaded, Scenario), loaded
    return loaded
