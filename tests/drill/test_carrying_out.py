"""The way of an order: approval, getting ready, lost tools, running, done; and orders stated as done by hand."""

from __future__ import annotations

import pytest
from busy_shop import Step, follow, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Kind, Sev, Variant

BACK = c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam")
OFF = c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam")
FRONT = c.OrderMitigation(Kind.RESTART, "front", "priya")
LOSE = (c.ForceFault("no-builds", active=True), "gm")
FIND = (c.ForceFault("no-builds", active=False), "gm")


def way(drill: Drill) -> dict[str, int]:
    """The seconds of an order's stations, by the names of their facts."""
    kinds = (
        f.MitigationOrdered, f.ApprovalAsked, f.MitigationApproved, f.MitigationDelayed, f.MitigationStarted, f.MitigationDone,
        f.MitigationFailed,
    )  # fmt: skip
    stations: dict[str, int] = {}
    for fact in drill.facts:
        if isinstance(fact.body, kinds):
            name = type(fact.body).__name__.removeprefix("Mitigation")
            assert name not in stations, f"{name} twice"
            stations[name] = fact.at
    return stations


def test_an_order_goes_through_approval_readiness_and_mechanism() -> None:
    """The approver is woken and takes their time, the executor gets ready, the tool runs; each stretch is a fact of its own."""
    drill = follow(started(), 10, BACK, 500)
    at = way(drill)
    joined = next(x.at for x in drill.facts if isinstance(x.body, f.PersonJoined))
    assert list(at) == ["Ordered", "ApprovalAsked", "Approved", "Started", "Done"]
    assert at["Ordered"] == at["ApprovalAsked"] == 10
    assert bodies(drill, f.PersonPaged) == [f.PersonPaged("ann", "approval of roll-back checkout")]
    assert 60 <= joined - 10 <= 120
    assert 60 <= at["Approved"] - joined <= 90 + 5
    assert 10 <= at["Started"] - at["Approved"] <= 20
    assert at["Done"] - at["Started"] == 60
    assert bodies(drill, f.MitigationDone)[0].says == "Old release is back."


def test_the_board_shows_where_an_order_is() -> None:
    """State, approver and hands: waiting for an approval leaves the executor free, carrying out does not."""
    drill = follow(started(), 10, BACK, 11)
    assert (drill.board.mitigations["m1"].state, drill.board.mitigations["m1"].approver) == ("approval", "ann")
    assert not drill.board.busy("sam")
    seen = []
    while drill.board.mitigations["m1"].in_flight:
        drill.advance(drill.now + 1)
        seen.append(drill.board.mitigations["m1"].state)
    assert list(dict.fromkeys(seen)) == ["approval", "getting-ready", "running", "done"]
    follow(drill, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))


def test_an_approver_who_is_here_is_not_paged() -> None:
    """Only somebody who is away has to be woken."""
    drill = follow(started(), c.PagePerson("ann"), 150, BACK, 500)
    assert len(bodies(drill, f.PersonPaged)) == 1
    assert 60 <= way(drill)["Approved"] - 150 <= 90


def test_a_lost_tool_delays_an_order_until_the_slower_way_is_through() -> None:
    """With a way round, the order goes on after it at the latest; the delay says which tool and which way."""
    drill = follow(started(), c.PagePerson("ann"), 150, LOSE, 160, BACK, 700)
    at = way(drill)
    assert bodies(drill, f.ToolLost)
    assert bodies(drill, f.MitigationDelayed) == [
        f.MitigationDelayed("m1", "deploys", "Deploys does not answer. They can log in to each machine")
    ]
    assert at["Started"] - at["Delayed"] == 120
    assert drill.board.tools_lost.keys() == {"deploys", "console"}


def test_a_tool_that_comes_back_ends_the_delay() -> None:
    """An order does not take the slower way to its end when the tool is there again before."""
    drill = follow(started(), c.PagePerson("ann"), 150, LOSE, 160, BACK)
    while not bodies(drill, f.MitigationDelayed):
        drill.advance(drill.now + 1)
    follow(drill, drill.now + 30, FIND, drill.now + 300)
    back = next(x.at for x in drill.facts if isinstance(x.body, f.ToolRestored) and x.body.tool == "deploys")
    at = way(drill)
    assert 0 <= at["Started"] - back <= 5
    assert at["Started"] - at["Delayed"] < 120


def test_without_a_way_round_an_order_waits_for_its_tool() -> None:
    """It neither fails nor goes on: it waits as long as it takes."""
    drill = follow(started(), LOSE, 20, FRONT, 900)
    assert bodies(drill, f.MitigationDelayed) == [f.MitigationDelayed("m1", "console", "Cloud console does not answer.")]
    assert "Started" not in way(drill)
    follow(drill, FIND, 1000)
    assert 900 < way(drill)["Started"] <= 920


def test_what_cannot_be_done_here_turns_out_so_in_words() -> None:
    """An order that the scenario rules out is accepted, tried, and reported as not possible."""
    drill = follow(started(), c.OrderMitigation(Kind.RESTORE, "checkout", "sam"), 100)
    assert bodies(drill, f.MitigationFailed) == [f.MitigationFailed("m1", "There is no backup of it.")]
    assert drill.board.mitigations["m1"].state == "failed"
    assert not drill.board.busy("sam")


def test_what_an_order_requires_is_looked_at_when_work_begins() -> None:
    """Without it the order fails in the scenario's words, with nothing begun; ordered again once it holds, it is done."""
    needs = (
        "off: {order: flag-off coupons,",
        "off: {order: flag-off coupons, requires: {declared: any}, otherwise: Not locked yet.,",
    )
    drill = follow(started(needs), OFF, 60)
    assert bodies(drill, f.MitigationFailed) == [f.MitigationFailed("m1", "Not locked yet.")]
    assert bodies(drill, f.MitigationStarted) == []
    assert drill.board.mitigations["m1"].state == "failed"
    follow(drill, OFF, 62, c.DeclareIncident(Sev.SEV2), 100)
    assert [m.state for m in drill.board.mitigations.values()] == ["failed", "done"]


def test_an_order_may_not_work_and_can_be_given_again() -> None:
    """Whether it works is drawn each time it is carried out; what did not work changes nothing and says so in the scenario's words."""
    unsure = ("takes: 60s, says", "takes: 60s, succeeds: 50%, fails_as: It came up bad., says")
    ended, tries = 0, 0
    for seed in range(12):
        drill = follow(started(unsure, seed=seed), 650, c.PagePerson("ann"), 780)
        while not bodies(drill, f.MitigationDone):
            follow(drill, BACK, drill.now + 200)
            tries += 1
            bad = bodies(drill, f.MitigationFailed)
            assert {x.says for x in bad} <= {"It came up bad."}
            worked = bool(bodies(drill, f.MitigationDone))
            assert len(bad) + worked == len(drill.board.mitigations)
            assert (drill.board.faults["rounding"].state == "ended") is worked
        ended += 1
    assert ended == 12
    assert 16 <= tries <= 36


def test_what_an_order_costs_meanwhile_is_over_when_it_fails() -> None:
    """A restart that does not work leaves the service as it was before, not half down for ever."""
    bad = ("ready: 5s, takes: 30s}", "ready: 5s, takes: 30s, succeeds: 0%}")
    fast = c.OrderMitigation(Kind.RESTART, "front", "priya", Variant.FAST)
    drill = follow(started(bad), 60, fast, 400)
    down = [row for row in drill.truth_table() if row.journey == "look" and row.good < 0.5 * row.total]
    assert down
    assert [m.state for m in drill.board.mitigations.values()] == ["failed"]
    rows = [row for row in drill.truth_table() if row.journey == "look" and row.at > 150]
    assert rows
    assert all(row.good > 0.99 * row.total for row in rows)


@pytest.mark.parametrize(("variant", "low", "high"), [(Variant.SAFE, 240, 420), (Variant.FAST, 60, 120)])
def test_the_safe_way_takes_longer(variant: Variant, low: int, high: int) -> None:
    """How long a generic order takes depends on the way it is done, within the stated range."""
    drill = follow(started(), c.OrderMitigation(Kind.RESTART, "checkout", "sam", variant), 600)
    at = way(drill)
    assert low <= at["Done"] - at["Started"] <= high


def test_orders_of_the_same_kind_do_not_share_their_luck() -> None:
    """The second time is another draw, and the first is the same whatever else is done."""
    twice = follow(started(), OFF, 100, c.OrderMitigation(Kind.FLAG_ON, "coupons", "sam"), 300)
    other = follow(started(), c.Say("Hello."), OFF, 100, c.OrderMitigation(Kind.FLAG_ON, "coupons", "sam"), 300)
    ends = [[x.at for x in drill.facts if isinstance(x.body, f.MitigationDone)] for drill in (twice, other)]
    assert ends[0] == ends[1]


def test_an_order_by_the_commander_moves_the_world_only_when_done() -> None:
    """Users are well again after the roll-back is done, not when it is ordered."""
    drill = follow(started(), 650, c.DeclareIncident(Sev.SEV1), BACK, 1200)
    done = way(drill)["Done"]
    bad = [row.at for row in drill.truth_table() if row.journey == "pay" and row.good < 0.9 * row.total]
    assert done - 10 <= max(bad) <= done + 20


@pytest.mark.parametrize("state", ["", "approval", "getting-ready", "running"])
@pytest.mark.parametrize("people", [True, False])
def test_an_order_stated_as_done_is_done_once(state: str, people: bool) -> None:
    """Whatever stage it was in, and whether or not people carry orders out: done now, and never a second time."""
    if state and not people:
        drill = follow(started(people=False), 20, BACK)
    else:
        drill = follow(started(people=people), 20, *([BACK] if state else []))
        while state and drill.board.mitigations["m1"].state != state:
            drill.advance(drill.now + 1)
    now = drill.now
    steps: tuple[Step, ...] = ((c.ForceMitigation(Kind.ROLL_BACK, "checkout", "As it was."), "edge"), 900)
    follow(drill, *steps)
    at = way(drill)
    assert at["Done"] == now
    assert bodies(drill, f.MitigationDone) == [f.MitigationDone("m1", "As it was.")]
    assert [m.state for m in drill.board.mitigations.values()] == ["done"]
    assert at.get("Started", now) <= now


def test_a_finding_stated_as_reported_is_on_the_board() -> None:
    """`history` knows what was found and when; it needs nobody to look."""
    drill = follow(started(people=False), 620, (c.ForceFinding("release-breaks"), "edge"))
    card = bodies(drill, f.CardPosted)[0]
    assert (card.person, card.finding, card.supports, card.cause) == ("sam", "release-breaks", Sev.SEV1, True)
    assert drill.board.found == {"release-breaks": 620}
