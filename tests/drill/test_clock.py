"""The drill's clock: what stops a skip and what does not, that waiting and pausing are neutral, and how a drill ends."""

from __future__ import annotations

import pytest
from busy_shop import Step, follow, prepared, started
from small_shop import bodies

from simulator.drill.clock import AFTER_CLOSE, AFTER_RESOLVE, AFTER_STAND_DOWN, played
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Audience, Kind, Sev, Topic

#: No inject before minute 26, so that other reasons come first.
QUIET = (("{at: 2m, from: mia", "{at: 26m, from: mia"), ("{at: 4m, from: leo", "{at: 27m, from: leo"))
FORCE = (c.ForceFault("rounding", active=True), "gm")


def when(drill: Drill, kind: type[f.Body]) -> int:
    return next(fact.at for fact in drill.facts if isinstance(fact.body, kind))


def skipped(*steps: Step, seed: int = 3, swaps: tuple[tuple[str, str], ...] = QUIET) -> Drill:
    """A drill that has waited once after these steps, for as long as it would."""
    drill = follow(started(*swaps, seed=seed), *steps, c.Wait())
    drill.advance(drill.now + 1000)
    assert drill.state == "running"
    return drill


@pytest.mark.parametrize(
    ("steps", "reason", "fact"),
    [
        ((c.AskInvestigate("checkout", Topic.CPU, 5, "sam"),), "report", f.CardPosted),
        ((c.AskInvestigate("checkout", Topic.CPU, 5, "leo"),), "report", f.TaskDeclined),
        ((c.AskVerify("pay", "sam"),), "report", f.VerifyReported),
        ((c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam"),), "report", f.MitigationDone),
        ((c.OrderMitigation(Kind.RESTORE, "checkout", "sam"),), "report", f.MitigationFailed),
        (((c.ForceFault("no-builds", active=True), "gm"), 30, c.OrderMitigation(Kind.RESTART, "front", "priya")),
         "report", f.MitigationDelayed),
        ((580,), "alert", f.AlertFired),
        ((580, c.Wait(), 635), "page", f.PageSent),
        ((c.OpenTiles(), 580), "severity", f.SeverityMoved),
        ((FORCE, 120, c.DeclareIncident(Sev.SEV1), c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), 420), "alert",
         f.AlertCleared),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)  # fmt: skip
def test_what_the_commander_waits_for_ends_a_skip(steps: tuple[Step, ...], reason: str, fact: type[f.Body]) -> None:
    """A skip ends in the second in which something comes to the commander, and says why."""
    drill = skipped(*steps)
    assert (drill.board.clock.skip_stopped, drill.now) == (reason, when(drill, fact))
    assert bodies(drill, f.SkipStopped)[-1].by == reason


@pytest.mark.parametrize(("steps", "at"), [((), 120), ((130,), 240)])
def test_an_inject_ends_a_skip_whomever_it_is_for(steps: tuple[Step, ...], at: int) -> None:
    """A message in the channel and one to the commander alone both end a skip."""
    drill = skipped(*steps, swaps=())
    assert (drill.board.clock.skip_stopped, drill.now) == ("message", at)


def test_a_stakeholder_who_asks_ends_a_skip() -> None:
    """Somebody who was promised nothing and asks is heard at once."""
    drill = follow(started(*QUIET), c.DeclareIncident(Sev.SEV3), 300)
    while not bodies(drill, f.StakeholderPinged):
        follow(drill, c.Wait())
        drill.advance(drill.now + 1000)
    assert (drill.board.clock.skip_stopped, drill.now) == ("message", when(drill, f.StakeholderPinged))


def test_a_promise_ends_a_skip_a_minute_before_it_is_due() -> None:
    """There is a minute left to write the update."""
    drill = skipped(7, c.PromiseUpdate(Audience.PUBLIC, 20), c.PromiseUpdate(Audience.INTERNAL, 4))
    assert (drill.board.clock.skip_stopped, drill.now) == ("promise-due", 7 + 240 - 60)
    assert drill.decide(c.Wait(), "ic") is not None


@pytest.mark.parametrize("longest", [300, 95])
def test_one_wait_carries_no_further_than_the_scenario_allows(longest: int) -> None:
    """Where nothing happens a skip ends after the longest skip, to the second."""
    drill = skipped(12, swaps=(*QUIET, ("level: 2", f"level: 2\nlongest_skip: {longest}s")))
    assert (drill.board.clock.skip_stopped, drill.now) == ("longest", 12 + longest)


@pytest.mark.parametrize(
    ("command", "seat"),
    [
        (c.Say("Wait."), "ic"), (c.Say("Wait."), "sam"), (c.SpeakAs("mia", "Hello?"), "gm"), (c.GiveHint(1, "Look."), "gm"),
        (c.FireInject("late"), "gm"), (c.AddInject("mia", "Hello?"), "gm"), (FORCE[0], "gm"), (c.RequestHint(), "ic"),
        (c.PauseDrill(), "gm"), (c.CallTimeOut(), "ic"), (c.EndDrill(), "ic"), (c.PauseDrill("technical"), "edge"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, c.Command) else value,
)  # fmt: skip
def test_whoever_does_something_ends_a_skip(command: c.Command, seat: str) -> None:
    """A command that others notice ends the wait first, and then is carried out."""
    drill = follow(started(*QUIET), c.Wait(), 50, (command, seat))
    stopped = next(fact for fact in drill.facts if isinstance(fact.body, f.SkipStopped))
    assert (stopped.at, stopped.body) == (50, f.SkipStopped(seat))
    assert drill.state != "skipping"
    assert drill.board.clock.skipped == 50


@pytest.mark.parametrize(
    ("command", "seat"),
    [
        (c.TakeNote("Calm."), "gm"), (c.HoldInject("late"), "gm"), (c.SkipInject("late"), "gm"), (c.SetSpeed("2"), "gm"),
        (c.SeatPerson("priya", "human", "Kim"), "edge"), (c.RecordInstant(), "edge"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, c.Command) else value,
)  # fmt: skip
def test_what_the_commander_must_not_notice_leaves_a_skip_alone(command: c.Command, seat: str) -> None:
    """Notes, arranging the list, speed and seats do not end a wait: they would be told by its end."""
    drill = follow(started(*QUIET), c.Wait(), 50, (command, seat))
    assert drill.state == "skipping"
    drill.advance(1000)
    assert (drill.board.clock.skip_stopped, drill.now) == ("longest", 300)


def test_what_is_not_on_the_screen_does_not_end_a_skip() -> None:
    """A fault that nobody has noticed and a severity on tiles that were never opened stop nothing."""
    drill = follow(started(*QUIET), 590, c.Wait())
    drill.advance(605)
    assert bodies(drill, f.FaultStarted)
    assert drill.state == "skipping"
    drill.advance(2000)
    assert when(drill, f.SeverityMoved) < drill.now
    assert drill.board.clock.skip_stopped == "alert"


def test_waiting_for_somebody_elses_approval_is_no_reason_to_refuse() -> None:
    """An approval lies with the approver; the commander may let the time pass."""
    drill = follow(started(*QUIET), c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), 1)
    assert drill.board.awaiting_approval
    assert drill.decide(c.Wait(), "ic") is None


def test_nothing_is_owed_once_the_incident_is_stood_down_or_closed() -> None:
    """A promise made before is neither missed nor in the way of waiting."""
    for end in ((c.StandDown(),), (c.ResolveIncident(), c.CloseIncident("sam"))):
        drill = follow(started(*QUIET), c.DeclareIncident(Sev.SEV3), c.PromiseUpdate(Audience.INTERNAL, 1), 20, *end, 59)
        assert drill.decide(c.Wait(), "ic") is None
        drill.advance(300)
        assert bodies(drill, f.PromiseMissed) == []


def test_a_promise_is_missed_after_its_minute_of_grace_and_not_before() -> None:
    """An update up to a minute late keeps the promise; a second later it is missed, and kept late afterwards."""
    drill = follow(started(*QUIET), c.PromiseUpdate(Audience.INTERNAL, 2), 180)
    assert bodies(drill, f.PromiseMissed) == []
    kept = follow(started(*QUIET), c.PromiseUpdate(Audience.INTERNAL, 2), 180, c.PostUpdate(Audience.INTERNAL, "Here."))
    assert bodies(kept, f.PromiseKept)[0].late == 60
    follow(kept, 200)
    assert bodies(kept, f.PromiseMissed) == []
    follow(drill, 181)
    assert bodies(drill, f.PromiseMissed) == [f.PromiseMissed("p1", Audience.INTERNAL)]
    follow(drill, 200, c.PostUpdate(Audience.INTERNAL, "Here."))
    assert bodies(drill, f.PromiseKept)[0].late == 80


# --- how it ends -------------------------------------------------------------------------------------


def ended(drill: Drill) -> tuple[int | None, str]:
    drill.advance(20_000)
    return drill.board.clock.ended_at, drill.board.clock.ended_by


def test_a_drill_ends_by_itself_once_the_incident_is_over() -> None:
    """Some minutes after resolving, closing, or standing down with everybody well; never while it is reopened."""
    declared = (20, c.DeclareIncident(Sev.SEV3), 40, c.ResolveIncident())
    assert ended(follow(started(*QUIET), *declared)) == (40 + 2 * AFTER_RESOLVE, "resolved")
    assert ended(follow(started(*QUIET), *declared, 60, c.CloseIncident("sam"))) == (40 + AFTER_RESOLVE, "closed")
    assert ended(follow(started(*QUIET), *declared, 500, c.CloseIncident("sam"))) == (500 + AFTER_CLOSE, "closed")
    calm = (*QUIET, ("{at: 10m, kind: deploy", "{at: 20m, kind: deploy"))
    assert ended(follow(started(*calm), 20, c.StandDown())) == (20 + AFTER_STAND_DOWN, "stood-down")
    reopened = follow(started(*QUIET), *declared, 60, c.ReopenIncident())
    assert ended(reopened) == (3600, "time")
    again = follow(started(*QUIET), *declared, 60, c.ReopenIncident(), 70, c.ResolveIncident())
    assert ended(again) == (70 + 2 * AFTER_RESOLVE, "resolved")


def test_standing_down_while_users_are_hurt_does_not_end_it() -> None:
    """A drill goes on when the commander stands down from something real."""
    drill = follow(started(*QUIET), 700, c.StandDown())
    drill.advance(700 + 2 * AFTER_STAND_DOWN)
    assert drill.state == "running"
    assert ended(drill) == (3600, "time")


def test_waited_time_does_not_use_up_the_playing_time() -> None:
    """A drill ends at twice its planned time of playing; minutes that were skipped do not count as played."""
    drill = started(*QUIET)
    for _ in range(3):
        follow(drill, c.Wait())
        drill.advance(drill.now + 400)
    waited = drill.now
    assert drill.board.clock.skipped == waited >= 590
    drill.advance(4 * 3600)
    assert (drill.board.clock.ended_at, drill.board.clock.ended_by) == (3600 + waited, "time")


def test_a_drill_that_ends_during_a_wait_counts_what_was_waited() -> None:
    """Its books are closed: skipped seconds are counted once, and nothing is being skipped any more."""
    drill = follow(started(*QUIET), c.DeclareIncident(Sev.SEV3), c.ResolveIncident(), 200)
    while drill.state != "ended":
        follow(drill, c.Wait())
        drill.advance(drill.now + 1000)
    clock = drill.board.clock
    assert clock.ended_at == 2 * AFTER_RESOLVE
    assert (clock.skip_from, clock.skip_until) == (None, None)
    assert played(drill.board, drill.now) == 200
    assert clock.skipped == drill.now - 200


def test_time_does_not_move_before_the_start_in_a_pause_or_after_the_end() -> None:
    """Only a running or skipping drill can be advanced; the pacer is told so."""
    drill = prepared()
    for make in (lambda: None, lambda: follow(drill, c.StartDrill(), 30, c.CallTimeOut()), lambda: follow(drill, c.EndDrill())):
        make()
        now = drill.now
        assert drill.advance(now + 500) == []
        assert drill.now == now
        assert drill.next_wake() is None
        assert drill.rate == 0.0


def test_the_speed_is_told_to_the_pacer_and_changes_nothing_else() -> None:
    """A rate is drill seconds per wall second; it stands over a pause."""
    drill = follow(started(), (c.SetSpeed("0.5"), "gm"))
    assert drill.rate == 0.5
    follow(drill, c.CallTimeOut())
    assert drill.rate == 0.0
    follow(drill, c.ResumeDrill())
    assert drill.rate == 0.5
    assert drill.give(c.SetSpeed("0.5"), "gm") == []


def test_a_wake_is_never_later_than_what_is_due() -> None:
    """Whoever wakes when told misses nothing: at every wake at most this very second is new."""
    drill = started()
    while drill.now < 1500:
        wake = drill.next_wake()
        assert wake is not None
        assert drill.now < wake <= drill.now + 5
        assert {fact.at for fact in drill.advance(wake)} <= {wake}
