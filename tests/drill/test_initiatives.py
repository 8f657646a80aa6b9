"""Initiatives: people who act with nobody's order, what keeps them from it, and what the room and the scorecard make of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from busy_shop import Step, follow, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import ALL, TRUTH
from simulator.record.seats import EDGE, GM, IC, Role
from simulator.scenario.words import Kind, Sev
from simulator.scoring.score import score

SAYS = "I restarted the shop front, it looked stuck."
FREEZE = c.OrderMitigation(Kind.FREEZE_CHANGES, "front", "priya")


def with_initiative(*more: str) -> tuple[str, str]:
    """Priya restarts the front on her own accord once the pay alert has paged, unless somebody has ops."""
    keys = ", ".join(
        ["by: priya", "order: restart front", "when: {after: first, by: 1m}", "unless: {hat: ops}", "after: 20s..40s", *more]
    )
    return ("  msel:\n", f"  initiatives:\n    own: {{{keys}, says: '{SAYS}'}}\n  msel:\n")


def taken(drill: Drill) -> list[f.Fact]:
    return [x for x in drill.facts if isinstance(x.body, f.InitiativeTaken)]


def test_somebody_acts_on_their_own_accord_and_tells_it_afterwards() -> None:
    """After the delay they begin, known to nobody in the room; when it is done they say so, and it stands on the board as unordered."""
    drill = follow(started(with_initiative()), 400)
    (began,) = taken(drill)
    assert began.by == "priya"
    assert began.audience == TRUTH
    assert 180 + 20 <= began.at <= 180 + 40
    told = [x for x in drill.facts if isinstance(x.body, f.MitigationOrdered | f.MitigationStarted | f.MitigationDone)]
    assert {(x.at, x.audience, x.by, x.because) for x in told} == {(began.at + 30, ALL, "priya", began.n)}
    assert bodies(drill, f.MitigationDone) == [f.MitigationDone("m1", SAYS)]
    assert [(m.order, m.state, m.unordered) for m in drill.board.mitigations.values()] == [("restart front", "done", True)]


def test_nobody_sees_it_coming() -> None:
    """While they are at it the board, the people and the channel of every seat but the game master's are as without them."""
    drill, quiet = (follow(started(*swap), 225) for swap in ((with_initiative(),), ()))
    assert taken(drill)
    assert not bodies(drill, f.MitigationDone)
    for seat in (IC, "sam", "observer"):
        assert drill.feed(seat, 0) == quiet.feed(seat, 0)
        assert drill.view(seat).board == quiet.view(seat).board  # type: ignore[union-attr]
    assert any("on their own accord" in item.says for item in drill.feed(GM, 0))
    follow(drill, 400)
    assert SAYS in [item.says for item in drill.feed(IC, 0)]
    assert "please" not in " ".join(item.says for item in drill.feed(IC, 0) if item.kind == "mitigation")


@pytest.mark.parametrize(
    "steps",
    [
        (50, c.AssignRole(Role.OPS, "sam")),
        (185, c.AssignRole(Role.OPS, "sam")),
        (50, FREEZE),
        (50, (c.SeatPerson("priya", "human", "Kim"), EDGE)),
    ],
    ids=["ops lead before", "ops lead while they think of it", "changes frozen", "a human has the seat"],
)
def test_coordination_keeps_them_from_it(steps: tuple[Step, ...]) -> None:
    """What the scenario names, a freeze of changes and a human in the seat keep it from happening, up to the second they would begin."""
    assert taken(follow(started(with_initiative(), seed=3), 900))
    assert not taken(follow(started(with_initiative(), seed=3), *steps, 900))


def test_what_was_held_back_comes_when_nothing_holds_it_any_more() -> None:
    """Thawed changes, or hats handed back, let it happen after all: it has not been used up."""
    drill = follow(started(with_initiative()), 50, FREEZE, 600)
    assert not taken(drill)
    follow(drill, c.OrderMitigation(Kind.THAW_CHANGES, "front", "priya"), 800)
    assert len(taken(drill)) == 1


def test_as_often_as_the_scenario_says() -> None:
    """`again` is the most; each time follows the one before once that is over."""
    at = [x.at for x in taken(follow(started(with_initiative("again: 3")), 900))]
    assert len(at) == 3
    assert all(50 <= b - a <= 75 for a, b in pairwise(at))


def test_whether_they_do_is_luck() -> None:
    """`chance` is drawn each time it comes to it, and a time that is not taken is used up."""
    times = [len(taken(follow(started(with_initiative("chance: 50%", "again: 2"), seed=seed), 500))) for seed in range(24)]
    assert set(times) == {0, 1, 2}
    assert 0.3 < sum(times) / 48 < 0.7


def test_it_moves_the_world_as_an_order_would() -> None:
    """A fast restart has the front down while it lasts, and its end is the end of the faults that name it."""
    drill = follow(started(with_initiative()), 400)
    began = taken(drill)[0].at
    down = [row.at for row in drill.truth_table() if row.journey == "look" and row.good < 0.5 * row.total]
    assert began < min(down) <= began + 10
    assert max(down) <= began + 40


def test_an_initiative_is_no_order() -> None:
    """A condition on the order does not hold; one on its being done does."""
    probes = "    a: {when: {ordered: restart front}, from: mia, says: A.}\n    b: {when: {done: restart front}, from: mia, says: B.}\n"
    drill = follow(started(with_initiative(), ("    first: {at", probes + "    first: {at")), 400)
    assert {x.inject for x in bodies(drill, f.InjectDelivered)} == {"first", "asks", "b"}


def test_what_ended_it_unordered_asks_who_decided() -> None:
    """E12: the time to mitigate says that nobody had ordered it, known-to-executed is blank, and the experiment names the way round it."""
    own = (
        with_initiative("again: 1")[1]
        .replace("restart front", "roll-back checkout")
        .replace("{after: first, by: 1m}", "{page: pay-fast}")
    )
    drill = started(("  msel:\n", own))
    follow(drill, c.OpenTiles(), 700, c.DeclareIncident(Sev.SEV1), 1500, (c.EndDrill(), GM))
    card = score(drill.engine.scenario, drill.facts, drill.truth_table())
    lines = {line.id: line for line in card.lines}
    assert "Nobody had ordered it: who decided?" in lines["M5"].says
    assert lines["M6"].value is None
    assert lines["M6"].says == "It was carried out without an order."
    assert "M6.decide" not in lines
