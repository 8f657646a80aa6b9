"""GitHub: hours lie between the acts, and who leads asks anew in each."""

from __future__ import annotations

from played import drill_of

from simulator.record import facts as f

GITHUB = "github-2018-10-21"


def test_after_the_hours_of_a_jump_the_commander_asks_again() -> None:
    """What was asked before half a day passed is asked again after it, and the way out of the second half is found and ordered."""
    drill = drill_of(GITHUB, "competent", 2)
    began = max(x.at for x in drill.facts if isinstance(x.body, f.ActBegan) and x.body.jumped)
    asked = [(x.at, x.body.person, x.body.topic) for x in drill.facts if isinstance(x.body, f.TaskAsked)]
    before = {(person, topic) for at, person, topic in asked if at < began}
    assert any((person, topic) in before for at, person, topic in asked if at >= began)
    ordered = {x.body.order: x.at for x in drill.facts if isinstance(x.body, f.MitigationOrdered)}
    assert ordered["scale-up replicas"] - began < 1800
