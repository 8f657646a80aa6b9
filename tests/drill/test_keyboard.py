"""The keyboard: what a commander sees with it, what waits for them meanwhile, and what they come back to."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from small_shop import bodies, do, scenario

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.refusals import Refusal
from simulator.record.seats import KeyboardMode, Role
from simulator.scenario.words import Kind, Sev, Topic

LOOK = c.TakeKeyboard(KeyboardMode.LOOK, "checkout")


def shop(seed: int = 11, *, alone: bool = False) -> Drill:
    """The small shop, started; `alone`: Sam is there and nobody else who works on it."""
    of = scenario()
    if alone:
        people = of.public.people
        away = {**people, "priya": people["priya"].model_copy(update={"wakes": people["noor"].wakes})}
        of = replace(of, public=of.public.model_copy(update={"people": away}))
    drill = Drill.new(of, seed)
    do(drill, c.StartDrill())
    return drill


def dig(drill: Drill) -> f.CardPosted:
    return next(body for body in bodies(drill, f.CardPosted) if body.person == "ic")


@pytest.mark.parametrize("seed", range(6))
def test_a_commanders_own_look_takes_four_to_eight_minutes_and_finds_what_a_colleague_would(seed: int) -> None:
    """With the fault at work it yields the finding, no sooner than after 4 and no later than after 8 minutes, once."""
    drill = shop(seed)
    drill.advance(200)
    do(drill, LOOK)
    drill.advance(200 + 239)
    assert not any(body.person == "ic" for body in bodies(drill, f.CardPosted))
    drill.advance(200 + 480)
    assert dig(drill).finding == "canary-release"
    drill.advance(1400)
    assert sum(body.person == "ic" for body in bodies(drill, f.CardPosted)) == 1


def test_a_look_at_a_service_that_is_well_says_that_nothing_stands_out() -> None:
    """Where there is nothing to find, that is the answer."""
    drill = shop()
    do(drill, c.TakeKeyboard(KeyboardMode.LOOK, "front"))
    drill.advance(480)
    assert dig(drill).says == "Shop front: nothing that stands out."
    assert dig(drill).finding == ""


def test_a_look_that_is_dropped_yields_nothing() -> None:
    """Dropped a minute before it is over and taken up again, it begins anew."""
    drill = shop()
    drill.advance(200)
    do(drill, LOOK)
    drill.advance(400)
    do(drill, c.DropKeyboard())
    do(drill, LOOK)
    drill.advance(400 + 239)
    assert not any(body.person == "ic" for body in bodies(drill, f.CardPosted))
    drill.advance(400 + 480)
    assert dig(drill).finding == "canary-release"


def test_nothing_is_ordered_with_ones_back_to_the_room_and_there_is_a_way_out() -> None:
    """Orders, asks, updates and talk are refused with: drop the keyboard first. Dropping it, and stopping the clock, is not."""
    drill = shop()
    do(drill, c.DeclareIncident(Sev.SEV2))
    do(drill, LOOK)
    for command in (
        c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"),
        c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"),
        c.Say("Hello."),
        c.ResolveIncident(),
    ):
        no = drill.decide(command, "ic")
        assert isinstance(no, Refusal)
        assert (no.code, no.try_instead) == ("heads-down", "Drop the keyboard first.")
    assert drill.decide(c.CallTimeOut(), "ic") is None
    assert drill.view("ic").you.can == ["OpenTiles", "DropKeyboard", "Wait", "CallTimeOut", "EndDrill"]
    do(drill, c.DropKeyboard())
    assert drill.decide(c.Say("Hello."), "ic") is None


def test_everybody_is_told_and_the_channel_waits() -> None:
    """All boards say who is heads-down; what comes meanwhile is read on the way back and not before, and nothing of it is lost."""
    drill = shop()
    do(drill, c.DeclareIncident(Sev.SEV2))
    drill.advance(100)
    do(drill, LOOK)
    before = len(drill.feed("ic", 0))
    for seat in ("ic", "sam", "observer", "gm"):
        shown = asdict(drill.view(seat))["board"]["keyboard"]
        assert (shown["target"], shown["since"], shown["heads_down"]) == ("Checkout", 100, True)
    do(drill, c.SpeakAs("priya", "Shall I look at the front?"), "gm")
    drill.advance(160)
    assert len(drill.feed("ic", 0)) == before
    assert any("Shall I look" in item.says for item in drill.feed("sam", 0))
    do(drill, c.DropKeyboard())
    items = drill.feed("ic", 0)
    assert [item.n for item in items] == list(range(1, len(items) + 1))
    assert any("Shall I look" in item.says for item in items)
    assert asdict(drill.view("sam"))["board"]["keyboard"] is None


def test_the_console_holds_one_service_and_nothing_without_the_keyboard() -> None:
    """Five numbers with their lines of the service that was chosen; before and after, none at all."""
    drill = shop()
    drill.advance(300)
    assert drill.view("ic").console.gauges == []
    do(drill, LOOK)
    console = drill.view("ic").console
    assert (console.open, console.heads_down, console.target) == (True, True, "Checkout")
    assert [gauge.title for gauge in console.gauges] == ["errors", "latency", "CPU", "workers taken", "requests"]
    assert all(len(gauge.trail) == 21 for gauge in console.gauges)  # from 0:00 to 5:00, every 15 s
    assert console.gauges[0].value is not None
    assert console.gauges[0].value > 0.3
    do(drill, c.DropKeyboard())
    assert drill.view("ic").console.gauges == []


def test_coming_back_says_what_came_meanwhile() -> None:
    """Reports, promises missed and the requests that failed are counted from the moment the keyboard was taken, others' only."""
    drill = shop()
    do(drill, c.DeclareIncident(Sev.SEV2))
    do(drill, c.OpenTiles())
    do(drill, c.AskInvestigate("front", Topic.ERRORS, 5, "priya"))
    drill.advance(180)
    assert len(bodies(drill, f.CardPosted)) == 1
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    do(drill, c.PromiseUpdate(f.Readers.PUBLIC, 1))
    do(drill, LOOK)
    drill.advance(180 + 480)
    assert {body.person for body in bodies(drill, f.CardPosted)} >= {"priya", "sam", "ic"}
    others = sum(body.person != "ic" for body in bodies(drill, f.CardPosted)) - 1
    do(drill, c.DropKeyboard())
    back = bodies(drill, f.KeyboardDropped)[0]
    failed = sum(row.total - row.good for row in drill.truth_table() if row.at > 180)
    assert (back.reports, back.missed) == (others, 1)
    assert back.failed == pytest.approx(failed, rel=0.06)
    assert back.failed != pytest.approx(sum(row.total - row.good for row in drill.truth_table()), rel=0.06)
    says = [item.says for item in drill.feed("ic", 0)][-1]
    reports = f"{others} report" + ("" if others == 1 else "s")
    pings = f"{back.questions} open question" + ("" if back.questions == 1 else "s")
    assert says == f"While you were away: {reports}, {pings}, 1 promise missed, {back.failed:,} failed requests."
    assert all("While you were away" not in item.says for item in drill.feed("sam", 0))


def test_with_nobody_else_to_look_two_hats_are_worn_aloud_and_the_room_goes_on() -> None:
    """Said in the channel and on the board, nothing waits, and it ends with a third person who can look instead."""
    drill = shop(alone=True)
    do(drill, c.DeclareIncident(Sev.SEV3))
    assert drill.view("ic").console.two_hats == ""
    do(drill, c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"))
    assert (drill.board.wearer(Role.IC), drill.board.wearer(Role.OPS)) == ("ic", "ic")
    assert any("two hats" in item.says and item.who == "ic" for item in drill.feed("sam", 0))
    assert drill.decide(c.Say("Hello."), "ic") is None
    assert asdict(drill.view("sam"))["board"]["keyboard"]["heads_down"] is False
    do(drill, c.PagePerson("noor"))
    drill.advance(200)
    assert drill.board.keyboard is None
    assert (drill.board.wearer(Role.IC), drill.board.wearer(Role.OPS)) == ("ic", "")
    no = drill.decide(c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"), "ic")
    assert no is not None
    assert no.code == "many-here"


def test_a_replay_finds_the_same_at_the_same_second() -> None:
    """What a look yields is luck of the drill's seed, not of the moment it is asked in: the journal leads to the same record."""
    drill = shop()
    drill.advance(200)
    do(drill, LOOK)
    drill.advance(700)
    do(drill, c.DropKeyboard())
    again = Drill.replay(drill.scenario, 11, drill.rows)
    assert again.digest() == drill.digest()
    assert dig(again) == dig(drill)


def test_waiting_with_ones_back_to_the_room_goes_on_over_questions_and_promises() -> None:
    """A promise that is due, a report and a ping stop nothing; what one comes upon does."""
    drill = shop()
    do(drill, c.DeclareIncident(Sev.SEV2))
    do(drill, c.PromiseUpdate(f.Readers.PUBLIC, 1))
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 3, "sam"))
    drill.advance(30)
    assert drill.decide(c.Wait(), "ic") is not None
    do(drill, LOOK)
    while not any(body.person == "ic" for body in bodies(drill, f.CardPosted)):
        do(drill, c.Wait())
        drill.advance(drill.now + 600)
    assert [body.by for body in bodies(drill, f.SkipStopped)] == ["page", "report"]
    assert len(bodies(drill, f.PromiseMissed)) == 1
    assert sum(body.person == "sam" for body in bodies(drill, f.CardPosted)) == 1
