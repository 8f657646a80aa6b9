"""Reference runs: do-nothing, ideal and as-it-happened, on a drill's own luck. Real runs through the same commands as people.

`python -m simulator.bots.reference` reads {"scenario", "file", "seed"} as JSON and writes the runs as JSON: that is how a live
server asks for them, in a child process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace

from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.record.commands import StartDrill
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.harm import harm_of
from simulator.scoring.references import References, references_to
from simulator.scoring.severity import mitigated, onset, sev_truth, steps_of

#: How long do-nothing is watched for an onset before its horizon is known.
_FIRST_LOOK = 1800


def reference_runs(scenario: Scenario, seed: int, until: int = 0, played: Mapping[str, Drill] | None = None) -> References:
    """The runs for one seed. `until` is the second the drill itself came to; harm is counted for the scenario's
    `harm_over` from onset (two hours unless it says otherwise). `played` are runs by policy that were made already, on this seed.
    """
    played = played or {}
    bare, began = nothing_run(scenario, seed, until)
    ideal, ideal_at = _run(played.get("ideal") or play(scenario, "ideal", seed), bare, began)
    happened, happened_at = None, None
    if scenario.secret.history:
        happened, happened_at = _run(played.get("history") or play(scenario, "history", seed), bare, began)
    return replace(bare, ideal=ideal, ideal_mitigated_at=ideal_at, as_it_happened=happened, history_mitigated_at=happened_at)


def nothing_run(scenario: Scenario, seed: int, until: int = 0) -> tuple[References, int | None]:
    """Doing nothing alone, and its onset: what harm after EndEx is reckoned from. The other runs are left out."""
    # what people do on their own accord is part of doing nothing; without that they need not be simulated
    nothing = Drill.new(scenario, seed, people=bool(scenario.secret.initiatives), open_ended=True)
    nothing.give(StartDrill(), IC)
    nothing.advance(max(_FIRST_LOOK, until))
    began = onset(sev_truth(steps_of(nothing.truth_table())))
    horizon = (0 if began is None else began) + scenario.public.harm_over
    horizon -= horizon % 5
    nothing.advance(horizon)
    by_step = tuple(step.harm for step in steps_of(nothing.truth_table()) if step.at <= horizon)
    return References(by_step, 0.0, None, None, None, horizon), began


def _run(drill: Drill, bare: References, began: int | None) -> tuple[float, int | None]:
    steps = steps_of(drill.truth_table())
    return harm_of(steps, began, bare, drill.scenario.public.harm_over).total, mitigated(steps, onset(sev_truth(steps)))


def main() -> None:
    """Standard input to standard output; the counterpart is `web/references`."""
    asked = json.load(sys.stdin)
    scenario = load_scenario(asked["scenario"].encode(), asked["file"])
    if not isinstance(scenario, Scenario):
        sys.exit("the scenario cannot be loaded")
    json.dump(references_to(reference_runs(scenario, int(asked["seed"]), int(asked.get("until", 0)))), sys.stdout)


if __name__ == "__main__":
    main()
