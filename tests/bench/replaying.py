"""A drill from its journal, beside playing it headless. The record must come out the same."""

from __future__ import annotations

from bench.figures import Figure, Size, Target, by_turns, figure
from bench.headless import SEED, an_hour
from bench.systems import TWELVE, scenario
from simulator.drill.drill import Drill


def replaying(size: Size) -> list[Figure]:
    system, seconds = scenario(TWELVE), size.of(3600, 3600, 300)
    played = an_hour(system, seconds)
    digests = set()

    def replay() -> None:
        drill = Drill.replay(system, SEED, played.rows)
        drill.advance(played.now)
        digests.add(drill.digest())

    ours, peer = by_turns(size.of(9, 3, 1), replay, lambda: an_hour(system, seconds))
    same = digests == {played.digest()}
    beside = "the headless drill, identical digest" if same else "the headless drill, ANOTHER DIGEST"
    return [figure("replay of its journal", "ms", ours, peer, beside=beside, target=Target("ratio", at_most=1.5), sound=same)]
