"""Acts: when the jump is offered and refused, what passes in its hours, what stands on its other side, and that it replays."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from long_night import MIDNIGHT, follow, scenario, started
from small_shop import bodies, do

from simulator.bots.play import play
from simulator.drill.clock import AFTER_ARRIVAL, AFTER_CLOSE, AFTER_STAND_DOWN, most_playing, played
from simulator.drill.drill import Drill
from simulator.drill.project_samples import SPARSE, Kept
from simulator.drill.views import ActLine, GameMasterView
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.record.seats import Role
from simulator.scenario.words import Audience, Kind, Sev

#: Act one is over: declared, command taken, rolled back. The jump is offered at second 370.
OVER = (
    60,
    c.DeclareIncident(Sev.SEV1),
    c.AssignRole(Role.IC, "ic"),
    c.PostUpdate(Audience.INTERNAL, "Payments are slow."),
    300,
    c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"),
    375,
)
#: And handed to somebody who stays.
HANDED = (*OVER, c.HandOff("priya", "Well again."), 460)
#: Long enough for a team that plays through the night.
LONG = ("minutes: 40", "minutes: 400")
NO_HANDOFF = ("      handoff: true\n", "")


def code(made: Refusal | None) -> str:
    return "" if made is None else made.code


def replayed(drill: Drill) -> Drill:
    """The drill from its own rows, brought to the same second."""
    again = Drill.replay(drill.scenario, drill.seed, drill.rows)
    while again.now < drill.now and again.board.clock.moving:
        again.advance(drill.now)
    return again


def arrived(*swaps: tuple[str, str]) -> Drill:
    drill = follow(started(*swaps), *HANDED, c.JumpAct(MIDNIGHT))
    drill.advance(MIDNIGHT)
    return drill


def jumps_to_come(drill: Drill) -> list[ActLine]:
    view = drill.view("gm")
    assert isinstance(view, GameMasterView)
    return view.msel.acts


def test_the_game_master_sees_the_jumps_to_come() -> None:
    """Where each leads, on what it is offered, who goes and comes, and what will be told; once it is taken it is gone."""
    (act,) = jumps_to_come(started())
    assert (act.until, act.offered, act.handoff) == ("Saturday 00:51", False, True)
    assert (act.leave, act.arrive, act.trigger) == (["Sam"], ["Otto"], "Roll back: Checkout done")
    assert act.says.startswith("Payments were slow")
    (act,) = jumps_to_come(follow(started(), *OVER))
    assert act.offered
    assert jumps_to_come(arrived()) == []


def test_a_jump_is_offered_to_who_leads_once_its_condition_holds() -> None:
    """Commander and game master learn of it in that second, and of the hour only: not of the act's name."""
    drill = follow(started(), *OVER)
    offered = next(fact for fact in drill.facts if isinstance(fact.body, f.ActOffered))
    assert (offered.at, offered.body.to) == (next(x.at for x in drill.facts if isinstance(x.body, f.MitigationDone)), MIDNIGHT)
    assert offered.audience.reaches("ic")
    assert not offered.audience.reaches("sam")
    shown = asdict(drill.view("ic"))["acts"]["offer"]
    assert (shown["to"], shown["until"], shown["handoff"]) == (MIDNIGHT, "Saturday 00:51", True)
    assert "midnight" not in str(asdict(drill.view("ic")))
    assert asdict(drill.view("sam"))["acts"]["offer"] is None
    assert "JumpAct" not in asdict(drill.view("ic"))["you"]["can"]


def test_a_skip_stops_where_a_jump_is_offered() -> None:
    """Somebody who waits is asked at once."""
    drill = follow(started(), *OVER[:-1], c.Wait())
    while drill.state == "skipping":
        drill.advance(drill.now + 1000)
    while not bodies(drill, f.ActOffered):
        follow(drill, c.Wait())
        drill.advance(drill.now + 1000)
    assert drill.now == next(x.at for x in drill.facts if isinstance(x.body, f.ActOffered))
    assert drill.state == "running"


def test_a_jump_is_refused_with_its_reason() -> None:
    """Nothing offered, another hour, a handoff owed, a promise owed, a question open: each is said, and gone once it is done."""
    drill = started()
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "ic")) == "no-act"
    follow(drill, *OVER, c.PromiseUpdate(Audience.INTERNAL, 1))
    assert code(drill.decide(c.JumpAct(MIDNIGHT - 1), "ic")) == "other-act"
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "ic")) == "handoff-owed"
    do(drill, c.HandOff("priya", "Well again."))
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "ic")) == "handoff-open"
    follow(drill, 520)
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "ic")) == "promise-missed"
    do(drill, c.PostUpdate(Audience.INTERNAL, "Well again."))
    assert drill.decide(c.JumpAct(MIDNIGHT), "ic") is None
    assert drill.decide(c.JumpAct(MIDNIGHT), "gm") is None
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "sam")) == "not-your-seat"


def test_a_jump_is_refused_while_somebody_waits_for_an_answer() -> None:
    """A question to the commander comes first."""
    asks = ("at-midnight: {when: {after: midnight, by: 2m}, from: leo,", "asks: {at: 6m, from: leo, to: ic, answer_within: 3m,")
    drill = follow(started(asks, NO_HANDOFF), *OVER)
    assert code(drill.decide(c.JumpAct(MIDNIGHT), "ic")) == "question-open"
    do(drill, c.AnswerQuestion("q1", "Good midnight."))
    assert drill.decide(c.JumpAct(MIDNIGHT), "ic") is None


def test_the_hours_pass_at_once_and_nothing_stops_them() -> None:
    """One step of the clock leads to the hour itself, through everything that would end a wait; none of it was played."""
    drill = follow(started(), *HANDED)
    before = played(drill.board, drill.now)
    do(drill, c.JumpAct(MIDNIGHT))
    assert drill.state == "skipping"
    assert played(drill.board, drill.now) == before
    drill.advance(MIDNIGHT + 1000)
    assert (drill.now, drill.state) == (MIDNIGHT, "running")
    meanwhile = [fact for fact in drill.facts if 460 < fact.at < MIDNIGHT]
    assert any(isinstance(fact.body, f.ChannelPosted) for fact in meanwhile)  # people keep working
    assert not any(isinstance(fact.body, f.StakeholderPinged) for fact in meanwhile)
    drill.advance(MIDNIGHT + 60)
    assert played(drill.board, drill.now) == before + 60
    assert drill.board.clock.jumped == MIDNIGHT - 460


def test_what_stands_on_the_other_side() -> None:
    """A summary for all and the handoff in writing; who went has gone, who came is there, and command is the commander's."""
    drill = arrived()
    began = bodies(drill, f.ActBegan)
    assert [(b.jumped, b.says, b.brings) for b in began] == [
        (True, "Payments were slow until 22:00 and well after that. It is 00:51 UTC.", "State: well since 22:00.")
    ]
    assert (drill.board.people["sam"].state, drill.board.people["otto"].state) == ("gone", "here")
    assert drill.board.wearer(Role.IC) == "ic"
    lines = {item.kind: item.says for item in drill.feed("ic", 0) if item.kind in ("act", "handoff")}
    assert lines["act"].startswith("Saturday 00:51. Payments were slow")
    assert lines["handoff"] == "State: well since 22:00."
    assert asdict(drill.view("sam"))["acts"]["arrival"]["says"] == began[0].says


def test_promises_move_with_the_jump() -> None:
    """What was due in so many minutes is due in as many after it; five at the least. None is missed meanwhile, and all are told."""
    drill = follow(started(), *HANDED, c.PromiseUpdate(Audience.PUBLIC, 20), c.PromiseUpdate(Audience.INTERNAL, 2), 480)
    do(drill, c.JumpAct(MIDNIGHT))
    moved = {body.audience: body.due for body in bodies(drill, f.PromiseMoved)}
    assert moved == {Audience.PUBLIC: MIDNIGHT + 1180, Audience.INTERNAL: MIDNIGHT + 300}
    drill.advance(MIDNIGHT)
    assert not bodies(drill, f.PromiseMissed)
    says = [item.says for item in drill.feed("ic", 0) if "due at" in item.says]
    assert any("01:10" in line for line in says)
    follow(drill, MIDNIGHT + 300 + 61)
    assert [body.audience for body in bodies(drill, f.PromiseMissed)] == [Audience.INTERNAL]


def test_nothing_can_be_said_while_the_hours_pass_but_the_clock_can_be_stopped() -> None:
    """A command in the middle is refused and changes nothing; a pause only holds the jump up."""
    drill = follow(started(), *HANDED, c.JumpAct(MIDNIGHT))
    drill.advance(5000)
    assert code(drill.decide(c.Say("Hello."), "ic")) == "jumping"
    assert code(drill.decide(c.Say("Hello."), "priya")) == "jumping"
    assert code(drill.decide(c.Wait(), "ic")) == "jumping"
    do(drill, c.CallTimeOut())
    drill.advance(6000)
    assert (drill.now, drill.state) == (5000, "paused")
    do(drill, c.ResumeDrill())
    assert drill.state == "skipping"
    drill.advance(MIDNIGHT + 5)
    assert (drill.now, drill.state) == (MIDNIGHT, "running")
    assert replayed(drill).digest() == drill.digest()


@pytest.mark.parametrize("pieces", [7, 720, 100_000])
def test_a_jump_is_the_same_however_time_is_cut_and_after_a_replay(pieces: int) -> None:
    """Small steps, big ones, instants recorded in the middle: one record."""
    drill = follow(started(), *HANDED, c.PromiseUpdate(Audience.PUBLIC, 20), c.JumpAct(MIDNIGHT))
    at = drill.now
    while drill.now < MIDNIGHT + 600:
        drill.advance(drill.now + pieces if pieces < 1000 else MIDNIGHT + 600)
        if drill.now > at + 3000:
            at = drill.now
            do(drill, c.RecordInstant(), "edge")
    whole = follow(started(), *HANDED, c.PromiseUpdate(Audience.PUBLIC, 20), c.JumpAct(MIDNIGHT))
    while whole.now < drill.now:
        whole.advance(drill.now)
    assert whole.digest() == drill.digest()
    assert replayed(drill).digest() == drill.digest()
    assert [asdict(item) for item in replayed(drill).feed("ic", 0)] == [asdict(item) for item in drill.feed("ic", 0)]


def test_a_journal_that_ends_in_the_middle_of_a_jump_goes_on_from_there() -> None:
    """After a crash the drill stands in the middle of the jump, is resumed, and arrives as if nothing had been."""
    drill = follow(started(), *HANDED, c.JumpAct(MIDNIGHT))
    drill.advance(6000)
    do(drill, c.RecordInstant(), "edge")
    rows: list[Row] = list(drill.rows)
    again = Drill.replay(drill.scenario, drill.seed, rows)
    do(again, c.PauseDrill("technical"), "edge")
    do(again, c.ResumeDrill(), "edge")
    again.advance(MIDNIGHT)
    assert (again.now, again.state) == (MIDNIGHT, "running")
    assert bodies(again, f.ActBegan) == bodies(arrived(), f.ActBegan)


def test_where_nobody_jumps_time_comes_to_the_act_by_itself() -> None:
    """It begins at its hour; people come and go; nothing is summed up for those who were there."""
    drill = follow(started(LONG), *OVER, MIDNIGHT + 1)
    assert [(b.jumped, b.says, b.brings) for b in bodies(drill, f.ActBegan)] == [(False, "", "")]
    assert drill.board.people["sam"].state == "gone"
    assert drill.board.offer is None
    assert not [item for item in drill.feed("ic", 0) if item.kind in ("act", "handoff")]


@pytest.mark.parametrize("jumped", [True, False])
def test_what_waits_for_an_act_comes_after_it(jumped: bool) -> None:
    """Injects and faults of the next act come so long after it began, and not before."""
    drill = arrived() if jumped else follow(started(LONG), *OVER, MIDNIGHT)
    follow(drill, MIDNIGHT + 400)
    delivered = next(fact.at for fact in drill.facts if isinstance(fact.body, f.InjectDelivered))
    struck = next(fact.at for fact in drill.facts if isinstance(fact.body, f.FaultStarted) and fact.body.fault == "again")
    assert (delivered, struck) == (MIDNIGHT + 120, MIDNIGHT + 300)


def test_stakeholders_count_from_the_arrival() -> None:
    """Nobody asks at once for the hours in which others kept them informed."""
    drill = follow(started(), *HANDED, c.PostUpdate(Audience.INTERNAL, "Well again."), c.JumpAct(MIDNIGHT))
    while drill.now < MIDNIGHT + 1700:
        drill.advance(MIDNIGHT + 1700)
    assert not [fact for fact in drill.facts if isinstance(fact.body, f.StakeholderPinged) and fact.at > 460]


def test_a_drill_does_not_end_while_another_act_is_offered() -> None:
    """A closed incident leaves the offer open, no jump ends in the middle, and the end leaves time to decide after the arrival."""
    calm = ("{after: midnight, by: 5m}", "{after: midnight, by: 5h}")
    drill = follow(started(calm), *HANDED, c.ResolveIncident(), c.CloseIncident("sam"), 3000)
    assert drill.state == "running"
    do(drill, c.JumpAct(MIDNIGHT))
    drill.advance(MIDNIGHT)
    assert drill.state == "running"
    drill.advance(MIDNIGHT + 1000)
    assert (drill.board.clock.ended_by, drill.now) == ("closed", MIDNIGHT + AFTER_ARRIVAL)
    assert AFTER_CLOSE < 300 < AFTER_ARRIVAL


def test_a_later_act_does_not_end_while_users_are_hurt_anew_or_an_order_is_under_way() -> None:
    """Closed before the jump, hurt after it: it goes on until it is well again; so does an order given in the quiet of the new act."""
    hurt = follow(started(), *HANDED, c.ResolveIncident(), c.CloseIncident("sam"), 3000, c.JumpAct(MIDNIGHT))
    hurt.advance(MIDNIGHT + 2 * AFTER_ARRIVAL)
    assert hurt.state == "running"
    slow = (
        ("{after: midnight, by: 5m}", "{after: midnight, by: 5h}"),
        ("ready: 100s, takes: 60s", "ready: 100s, takes: 18m"),
        ("chance: 50%", "chance: 0%"),
    )
    busy = follow(started(*slow), *HANDED, c.ResolveIncident(), c.CloseIncident("sam"), 3000, c.JumpAct(MIDNIGHT))
    busy.advance(MIDNIGHT)
    do(busy, c.OrderMitigation(Kind.RESTART, "checkout", "noor"))
    busy.advance(MIDNIGHT + AFTER_ARRIVAL + 200)
    assert busy.state == "running"
    busy.advance(MIDNIGHT + 2 * AFTER_ARRIVAL)
    assert busy.board.clock.ended_by == "closed"


def test_the_longest_playing_time_counts_no_jump() -> None:
    """A recorded history of a night keeps a drill open for it, less the hours that were jumped over."""
    night = scenario(("  truth:\n", "  history: [{at: 10h, resolved: true}]\n  truth:\n"))
    assert most_playing(night) == 10 * 3600 + AFTER_STAND_DOWN
    assert most_playing(night, 9 * 3600) == 2 * 40 * 60


@pytest.mark.parametrize(("policy", "jumps"), [("ideal", True), ("competent", True), ("novice", True), ("do-nothing", False)])
def test_policies_play_through_the_acts(policy: str, jumps: bool) -> None:
    """Every commander goes on when it is offered, with a handoff read back before it; who does nothing sits through the hours."""
    drill = play(scenario(), policy, 1)
    assert [body.jumped for body in bodies(drill, f.ActBegan)] == [True] * jumps
    assert len(bodies(drill, f.HandoffAccepted)) == jumps
    assert not jumps or drill.now > MIDNIGHT
    assert replayed(drill).digest() == drill.digest()


def test_points_of_a_jump_are_few_and_keep_their_numbers() -> None:
    """Of the hours between there is one point in five minutes; what was sent before a step is sent the same after it."""
    drill = follow(started(), *HANDED, c.JumpAct(MIDNIGHT))
    drill.advance(8_000)
    early = drill.samples("ic", 0)
    drill.advance(MIDNIGHT)
    drill.advance(MIDNIGHT + 60)
    late = drill.samples("ic", 0)
    assert late[: len(early)] == early
    assert [point.n for point in late] == list(range(1, len(late) + 1))
    times = sorted({point.at for point in late})
    between = [at for at in times if 460 < at < MIDNIGHT]
    assert all(at % (5 * SPARSE) == 0 for at in between)
    assert len(between) == (MIDNIGHT - 1) // 300 - 460 // 300
    assert [at for at in times if at <= 460 or at >= MIDNIGHT] == [*range(0, 465, 5), *range(MIDNIGHT, MIDNIGHT + 65, 5)]


def test_the_numbers_of_points_lead_back_to_their_steps() -> None:
    """Over two jumps, the nth kept step is the one with n kept steps before it."""
    kept = Kept(((1000, 4000), (4795, 90_001)))
    steps = [kept.nth(n) for n in range(600)]
    jumped = [*range(201, 800), *range(960, 18_000)]
    assert steps == sorted({*range(20_000)} - {step for step in jumped if step % SPARSE})[:600]
    assert [kept.before(step) for step in steps] == list(range(600))
