"""Stakeholders: quiet while promises run, asking ever more once they are missed, and counting who writes in."""

from __future__ import annotations

import pytest
from small_shop import bodies, do, started

from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Audience, Sev


@pytest.mark.parametrize("audience", list(Audience))
def test_a_running_promise_keeps_stakeholders_quiet_and_silence_does_not(audience: Audience) -> None:
    """With updates promised and kept nobody asks; without any, whoever reads that audience asks before long."""
    asked = {}
    for keeps in (True, False):
        drill = started()
        drill.advance(170)
        do(drill, c.DeclareIncident(Sev.SEV1, ""))
        for at in range(175, 1000, 240):
            drill.advance(at)
            if keeps:
                do(drill, c.PostUpdate(audience, "Still on it.", next_minutes=5))
        asks = [ping.person for ping in bodies(drill, f.StakeholderPinged) if ping.supports is None]
        asked[keeps] = asks.count("leo" if audience is Audience.INTERNAL else "mia")
    assert asked[True] == 0
    assert asked[False] > 0


def test_pings_come_more_often_the_longer_nothing_is_said() -> None:
    """Pressure grows with every minute overdue: over many seeds the later half of a silence holds more pings."""
    early = late = 0
    for seed in range(6):
        drill = started(seed)
        drill.advance(170)
        do(drill, c.DeclareIncident(Sev.SEV1, ""))
        drill.advance(1400)
        pings = [fact.at for fact in drill.facts if isinstance(fact.body, f.StakeholderPinged) and fact.body.supports is None]
        early += sum(at < 935 for at in pings)
        late += sum(at >= 935 for at in pings)
    assert late > early > 0


def test_people_who_write_in_are_evidence_and_their_count_grows() -> None:
    """Support tells how many have written in, in growing numbers, and the count supports a severity."""
    drill = started()
    drill.advance(1400)
    counts = [ping for ping in bodies(drill, f.StakeholderPinged) if ping.supports is not None]
    assert len(counts) >= 2
    assert counts[0].supports is Sev.SEV1
    assert "Paying" in counts[0].says
