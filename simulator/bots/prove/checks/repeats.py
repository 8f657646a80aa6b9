"""The same seed comes out the same, also in another process."""

from __future__ import annotations

from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Reason, Verdict, judged

NAME = "the same twice"


def repeats(runs: Runs) -> Verdict:
    """Every policy's run of the first seed, made a second time, has the same digest."""
    first = runs.seeds[0]
    differ = [policy for policy, run in first.ran.items() if runs.again.get(policy) != run.digest]
    reasons = [
        Reason(
            ("scenario",),
            f"Two {policy} runs of seed {first.seed} came out differently.",
            "This is a mistake of ours, not of the file: please report it with the file.",
        )
        for policy in differ
    ]
    return judged(
        NAME, f"Seed {first.seed}, played twice: {len(first.ran) - len(differ)} of {len(first.ran)} policies identical.", reasons
    )
