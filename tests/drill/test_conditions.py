"""Conditions: an inject on each kind of condition is delivered in the second in which it comes true, once, and not before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from busy_shop import Step, follow, started

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import Role
from simulator.scenario.words import Audience, Kind, Sev, Topic

Second = int | None | Callable[[Drill], int]

OFF = c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam")
BACK = c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam")
FRONT = c.OrderMitigation(Kind.RESTART, "front", "priya")
EAST = c.OrderMitigation(Kind.RESTART, "front", "priya", cohort="east")
ASK = c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam")


def post(audience: Audience) -> c.PostUpdate:
    return c.PostUpdate(audience, "We know.")


def first(kind: type[f.Body], **having: object) -> Callable[[Drill], int]:
    """The second of the first such fact."""

    def at(drill: Drill) -> int:
        return next(
            fact.at
            for fact in drill.facts
            if isinstance(fact.body, kind) and all(getattr(fact.body, key) == value for key, value in having.items())
        )

    return at


def past_line(signal: str, line: float, for_: int) -> Callable[[Drill], int]:
    """The second at which a journey's success has been below a line for so long, by the table of what was true."""

    def at(drill: Drill) -> int:
        rows = [row for row in drill.truth_table() if row.journey == signal]
        since = None
        for row in rows:
            bad = row.good / row.total < line
            since = (row.at if since is None else since) if bad else None
            if since is not None and row.at - since >= for_:
                return int(row.at)
        raise AssertionError

    return at


@pytest.mark.parametrize(
    ("condition", "steps", "second"),
    [
        ("{posted: internal}", (50, post(Audience.PUBLIC), 70, post(Audience.INTERNAL)), 70),
        ("{posted: public}", (50, post(Audience.INTERNAL), 70, post(Audience.PUBLIC)), 70),
        ("{declared: any}", (50, c.DeclareIncident(Sev.SEV4)), 50),
        ("{declared: SEV2}", (50, c.DeclareIncident(Sev.SEV3), 81, c.ChangeSeverity(Sev.SEV1)), 81),
        ("{declared: SEV2}", (50, c.DeclareIncident(Sev.SEV3)), None),
        ("{ordered: flag-off coupons}", (50, OFF), 50),
        ("{ordered: flag-off coupons}", (50, BACK), None),
        ("{done: flag-off coupons}", (50, OFF), first(f.MitigationDone)),
        ("{asked: sam}", (50, ASK), 50),
        ("{asked: sam}", (50, c.AskVerify("pay", "sam")), 50),
        ("{asked: sam}", (50, c.AskInvestigate("checkout", Topic.ERRORS)), first(f.TaskAccepted)),
        ("{asked: priya}", (50, ASK), None),
        ("{signal: pay.success, below: 0.9}", (), past_line("pay", 0.9, 0)),
        ("{signal: pay.success, below: 0.9, for: 1m}", (), past_line("pay", 0.9, 60)),
        ("{signal: checkout.errors, above: 0.5, for: 20s}", (), past_line("pay", 0.9, 20)),
        ("{signal: pay.success, below: 0.1}", (), None),
        ("{fault: rounding}", (), 600),
        ("{fault: rounding}", (333, (c.ForceFault("rounding", active=True), "gm")), 333),
        ("{found: release-breaks}", (620, ASK), first(f.CardPosted, finding="release-breaks")),
        ("{delivered: first}", (), 120),
        ("{delivered: first}", (99, (c.FireInject("first"), "gm")), 99),
        ("{page: pay-fast}", (), first(f.PageSent)),
        ("{severity: SEV2}", (), first(f.SeverityMoved, weight=3)),
        ("{severity: SEV1}", (), first(f.SeverityMoved, weight=4)),
        ("{mitigated: true}", (c.DeclareIncident(Sev.SEV1), 640, BACK), "well"),
        ("{after: rounding, by: 93s}", (), 693),
        ("{after: rounding}", (), 600),
        ("{after: declare, by: 31s}", (50, c.DeclareIncident(Sev.SEV1)), 81),
        ("{after: declare, by: 31s}", (), None),
        ("{after: first, by: 21s}", (), 141),
        ("{after: pay-fast, by: 1s}", (), lambda d: first(f.AlertFired)(d) + 1),
        ("{after: release-breaks, by: 10s}", (620, ASK), lambda d: first(f.CardPosted, finding="release-breaks")(d) + 10),
        ("{ordered: flag-off coupons, by: 47s}", (50, OFF), 97),
        ("{done: flag-off coupons, by: 47s}", (50, OFF), lambda d: first(f.MitigationDone)(d) + 47),
        ("{done: flag-off coupons, by: 2h}", (50, OFF), None),
        ("{ordered: restart front, in: east}", (50, EAST), 50),
        ("{ordered: restart front, in: west}", (50, EAST), None),
        ("{done: restart front, in: west}", (50, EAST), None),
        ("{done: restart front, in: east, by: 3s}", (50, EAST), lambda d: first(f.MitigationDone)(d) + 3),
        ("{done: restart front, in: west}", (50, FRONT), first(f.MitigationDone)),
        ("{done: restart front}", (50, EAST), first(f.MitigationDone)),
        ("{hat: ops}", (50, c.AssignRole(Role.OPS, "sam")), first(f.RoleAccepted)),
        ("{hat: comms}", (50, c.AssignRole(Role.OPS, "sam")), None),
        ("{calendar: {days: [fri], from: '10:07', to: '11:00'}}", (), 420),
        ("{calendar: {days: [thu, sat], from: '10:07', to: '11:00'}}", (), None),
        ("{calendar: {from: '10:07', to: '10:00'}}", (), 420),
        ("{not: {calendar: {days: [thu], from: '22:00', to: '10:09'}}}", (), 540),
        ("{chance: 100%}", (), 0),
        ("{chance: 0%}", (), None),
        ("{all: [{after: rounding, by: 1m}, {not: {posted: internal}}]}", (), 660),
        ("{all: [{after: rounding, by: 1m}, {not: {posted: internal}}]}", (630, post(Audience.INTERNAL)), None),
        ("{all: [{declared: any}, {posted: public}]}", (50, post(Audience.PUBLIC), 90, c.DeclareIncident(Sev.SEV1)), 90),
        ("{any: [{declared: any}, {delivered: first}]}", (), 120),
        ("{any: [{declared: any}, {delivered: first}]}", (50, c.DeclareIncident(Sev.SEV1)), 50),
        ("{not: {declared: any}}", (), 0),
        ("{not: {any: [{not: {declared: any}}, {posted: public}]}}", (50, c.DeclareIncident(Sev.SEV1)), 50),
    ],
)  # fmt: skip
def test_an_inject_comes_in_the_second_in_which_its_condition_comes_true(
    condition: str, steps: tuple[Step, ...], second: Second | str
) -> None:
    """Each kind of condition, alone and joined by all, any and not: delivered once, at that very second, or never."""
    drill = started(("    first: {at", f"    probe: {{when: {condition}, from: mia, says: Now.}}\n    first: {{at"))
    follow(drill, *steps, 1500)
    delivered = [fact for fact in drill.facts if isinstance(fact.body, f.InjectDelivered) and fact.body.inject == "probe"]
    if second is None:
        assert delivered == []
        return
    if second == "well":
        moves = [fact for fact in drill.facts if isinstance(fact.body, f.SeverityMoved)]
        expected = next(move.at for move in moves[1:] if move.body.weight <= 2)  # type: ignore[attr-defined]
    else:
        expected = second(drill) if callable(second) else second
    assert [fact.at for fact in delivered] == [expected]
    assert {fact.by for fact in delivered} == {"msel"}


def test_a_line_crossed_again_counts_from_the_last_crossing() -> None:
    """`for` means without a break: a reading that recovers in between starts anew."""
    drill = started(
        ("    first: {at", "    probe: {when: {signal: pay.success, below: 0.9, for: 2m}, from: mia, says: Now.}\n    first: {at")
    )
    force = ((c.ForceFault("rounding", active=True), "gm"), (c.ForceFault("rounding", active=False), "gm"))
    follow(drill, 50, force[0], 130, force[1], 200, force[0], 500)
    at = first(f.InjectDelivered, inject="probe")(drill)
    assert 200 + 120 < at <= 200 + 120 + 60


def test_a_fault_may_wait_for_a_condition() -> None:
    """A fault with `when` begins in the second its condition comes true, once, and an inject may wait for it in turn."""
    drill = started(
        ("{with: release, target", "{when: {done: flag-off coupons}, target"),
        ("    first: {at", "    probe: {when: {after: rounding, by: 7s}, from: mia, says: Now.}\n    first: {at"),
    )
    follow(drill, 50, OFF, 900)
    done = first(f.MitigationDone)(drill)
    assert [fact.at for fact in drill.facts if isinstance(fact.body, f.FaultStarted)] == [done]
    assert first(f.InjectDelivered, inject="probe")(drill) == done + 7


def test_a_fault_ended_by_hand_does_not_start_again_by_its_condition() -> None:
    """What the game master ended stays ended although the condition still holds."""
    drill = started(("{with: release, target", "{when: {declared: any}, target"))
    follow(drill, 50, c.DeclareIncident(Sev.SEV1), 100, (c.ForceFault("rounding", active=False), "gm"), 900)
    assert len([fact for fact in drill.facts if isinstance(fact.body, f.FaultStarted)]) == 1
    assert drill.board.faults["rounding"].state == "ended"


def test_a_chance_is_drawn_once_for_each_drill_and_each_place() -> None:
    """It never changes within a drill, comes true about as often as it says, and two places of a file are two draws."""
    same, struck, seeds = 0, 0, 60
    for seed in range(seeds):
        drill = started(
            ("    first: {at", "    probe: {when: {chance: 30%}, from: mia, says: A.}\n    other: {when: {chance: 30%}, from: mia, says: B.}\n    first: {at"),
            seed=seed,
        )  # fmt: skip
        follow(drill, 6)
        at_once = {fact.body.inject for fact in drill.facts if isinstance(fact.body, f.InjectDelivered)}
        follow(drill, 60)
        assert {fact.body.inject for fact in drill.facts if isinstance(fact.body, f.InjectDelivered)} == at_once
        struck += "probe" in at_once
        same += ("probe" in at_once) == ("other" in at_once)
    assert 0.15 * seeds < struck < 0.45 * seeds
    assert 0 < same < seeds
