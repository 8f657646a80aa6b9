"""The same drill has the same digest in any process, whatever the machine's hash seed, time zone and language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Plays whole drills, simulated people included, and says what they came to, row for row.
PLAY = """
from simulator.bots.play import play
from simulator.scenario.load import load_scenario
for name, policy, seed in (("cloudflare-2019-07-02", "competent", 3), ("first-page", "novice", 4), ("first-page", "do-nothing", 5)):
    path = f"scenarios/{name}.yaml"
    drill = play(load_scenario(open(path, "rb").read(), path), policy, seed, until=1800)
    print(drill.engine.digest.hex(), len(drill.facts), *(row.digest for row in drill.rows))
"""


def played(hash_seed: str, zone: str, language: str) -> str:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "TZ": zone,
        "LC_ALL": language,
        "LANG": language,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run([sys.executable, "-c", PLAY], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def at_home() -> str:
    return played("0", "UTC", "C.UTF-8")


@pytest.mark.parametrize(
    ("hash_seed", "zone", "language"),
    [("1", "Asia/Kathmandu", "C"), ("4294967295", "America/St_Johns", "tr_TR.UTF-8"), ("random", "Pacific/Apia", "ar_EG.UTF-8")],
)
def test_a_drill_comes_to_the_same_everywhere(at_home: str, hash_seed: str, zone: str, language: str) -> None:
    """Three drills of whole incidents: every row's digest and the last one are equal."""
    assert len(at_home.split()) > 20
    assert played(hash_seed, zone, language) == at_home
