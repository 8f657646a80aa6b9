"""Makes the archive of a finished drill: `python -m simulator.bots.archive` reads what `web.derived` sends and writes its parts as JSON.

A child process replays the journal for it, so that no live drill waits for the making.
"""

from __future__ import annotations

import json
import sys

from simulator.drill.drill import Drill
from simulator.record.codec import row_from
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.archive import archive_of, parts_to


def main() -> None:
    """Standard input to standard output; the counterpart is `web/archives`."""
    asked = json.load(sys.stdin)
    scenario = load_scenario(asked["scenario"].encode(), asked["file"])
    if not isinstance(scenario, Scenario):
        sys.exit("the scenario cannot be loaded")
    drill = Drill.replay(scenario, int(asked["seed"]), [row_from(row) for row in asked["rows"]])
    json.dump(parts_to(archive_of(drill)), sys.stdout)


if __name__ == "__main__":
    main()
