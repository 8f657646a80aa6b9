"""Polls: who answers whether there are strong objections, when, and what of a scenario's hazards they say."""

from __future__ import annotations

import pytest
from busy_shop import follow, started

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Kind, Variant

#: Restarting the front the fast way may hit the checkout.
HAZARD = (
    "{order: restart front, by: [priya], needs: [console], ready: 5s, takes: 30s}",
    ('{order: restart front, by: [priya], needs: [console], ready: 5s, takes: 30s, '
    'hazards: [{says: "secret words", target: checkout, does: {errors: 50%}, variant: fast}]}'),
)  # fmt: skip
ASK = c.AskObjections(kind=Kind.RESTART, target="front", variant=Variant.FAST)


def answers(drill: Drill) -> dict[str, f.Fact]:
    return {x.body.person: x for x in drill.facts if isinstance(x.body, f.PollAnswered)}


@pytest.mark.parametrize("seed", range(5))
def test_who_is_here_answers_within_five_to_fifteen_seconds(seed: int) -> None:
    """Those who work on it and are here say that they have no objection; who is away, asks or sells says nothing."""
    drill = follow(started(seed=seed), 20, c.AskObjections("I would roll it back."), 60)
    found = answers(drill)
    assert set(found) == {"sam", "priya"}
    for fact in found.values():
        assert isinstance(fact.body, f.PollAnswered)
        assert fact.body.objects is False
        assert 25 <= fact.at <= 35
    closed = next(x for x in drill.facts if isinstance(x.body, f.PollClosed))
    assert (closed.at, closed.body) == (50, f.PollClosed("o1", 2, 0))
    assert drill.board.poll is None


def test_who_knows_of_a_hazard_raises_it_and_names_the_careful_way() -> None:
    """Both who know a part of it object to the fast way, in words of their own; to the careful way nobody does."""
    fast = answers(follow(started(HAZARD), ASK, 31))
    assert {person: x.body.objects for person, x in fast.items()} == {"sam": True, "priya": True}
    says = fast["sam"].body.says
    assert says == "I object to the fast way: it may hit Checkout. The careful way takes longer and spares it."
    safe = answers(follow(started(HAZARD), c.AskObjections(kind=Kind.RESTART, target="front"), 31))
    assert {person: x.body.objects for person, x in safe.items()} == {"sam": False, "priya": False}


def test_who_knows_neither_part_has_nothing_against_it() -> None:
    """A hazard at the build farm is raised by nobody who does not know it."""
    there = (HAZARD[0], HAZARD[1].replace("target: checkout", "target: build"))
    found = answers(follow(started(there), ASK, 31))
    assert (found["sam"].body.objects, found["priya"].body.objects) == (False, True)


@pytest.mark.parametrize(("temper", "objects"), [("silent", None), ("tunnel-visioned", False)])
def test_temper_decides_whether_one_speaks_up(temper: str, objects: bool | None) -> None:
    """The silent stay silent; those with their mind on their own part see no hazard."""
    sam = ("sam: {says_who: checkout,", f"sam: {{temper: {temper}, says_who: checkout,")
    found = answers(follow(started(HAZARD, sam), ASK, 31))
    assert (found["sam"].body.objects if "sam" in found else None) is objects


def test_a_person_answers_by_a_line_in_the_channel() -> None:
    """What a human says while the question is open is their answer; nobody weighs it for them, and a second line is no second answer."""
    drill = follow(
        started(), (c.SeatPerson("sam", "human", "Kim"), "edge"), ASK, (c.Say("Hm."), "sam"), (c.Say("No."), "sam"), 31
    )
    mine = [x.body for x in drill.facts if isinstance(x.body, f.PollAnswered) and x.body.person == "sam"]
    assert mine == [f.PollAnswered("o1", "sam", None, "")]
    assert next(x.body for x in drill.facts if isinstance(x.body, f.PollClosed)).answers == 2
    assert [item.says for item in drill.feed("ic", 0) if item.who == "sam"] == ["Hm.", "No."]
