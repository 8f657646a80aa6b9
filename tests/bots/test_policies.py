"""Policies play as people do: the ends of the scale, par, and a first time."""

from __future__ import annotations

from statistics import median

import busy_shop
import pytest
from played import BOTH, CLOUDFLARE, FIRST_PAGE, card_of, drill_of, line, value

from simulator.bots.habits import ATTENTION, COMPETENT, NOVICE, SPREAD
from simulator.bots.play import play
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import EDGE, IC, SeatKind
from simulator.scenario.words import Kind
from simulator.scoring.par import LATEST_REASONABLE_DECLARE

SEEDS = range(1, 9)
POLICIES = ("do-nothing", "ideal", "competent", "novice", "history")


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_doing_nothing_is_0_and_the_ideal_100(name: str, seed: int) -> None:
    """The two ends of the harm bar, to the digit, on the same luck."""
    assert value(name, "do-nothing", seed, "M26") == 0.0
    assert value(name, "ideal", seed, "M26") == 100.0
    bar = card_of(name, "ideal", seed).harm
    assert bar.you == bar.ideal
    assert card_of(name, "do-nothing", seed).harm.you == pytest.approx(bar.nothing)


@pytest.mark.parametrize("name", BOTH)
def test_competent_avoids_more_harm_than_novice(name: str) -> None:
    """Over eight seeds the median of the practised commander is clearly above that of the first-timer, and below the ideal."""
    competent = median(value(name, "competent", seed, "M26") or 0.0 for seed in SEEDS)
    novice = median(value(name, "novice", seed, "M26") or 0.0 for seed in SEEDS)
    assert 100.0 > competent > novice + 5.0
    assert novice > 0.0


@pytest.mark.parametrize("name", BOTH)
def test_a_novice_sometimes_makes_it_stop_within_the_drill(name: str) -> None:
    """Not hopeless: over eight seeds at least one run ends the hurting and one keeps users waiting longer than any competent run."""
    felt = [value(name, "novice", seed, "M5b") for seed in SEEDS]
    slowest = max(value(name, "competent", seed, "M5b") or 0.0 for seed in SEEDS)
    assert any(seconds is not None for seconds in felt)
    assert any(seconds is None or seconds > slowest for seconds in felt)


@pytest.mark.parametrize("name", BOTH)
def test_a_competent_run_looks_like_a_sensible_person(name: str) -> None:
    """Declares some three minutes after the evidence, orders something three to five minutes later (one who waits for the cause: within a
    quarter of an hour), keeps the cadence, engages, and gives no early all-clear.
    """
    declared = [value(name, "competent", seed, "M3") for seed in SEEDS]
    assert 90 <= median(x for x in declared if x is not None) <= 270
    assert None not in declared
    waits = []
    for seed in SEEDS:
        drill = drill_of(name, "competent", seed)
        first = next(x for x in drill.facts if isinstance(x.body, f.MitigationOrdered))
        started = next(x for x in drill.facts if isinstance(x.body, f.IncidentDeclared))
        waits.append(first.at - started.at)
        assert value(name, "competent", seed, "M4") is not None
        assert value(name, "competent", seed, "M24") in (0, None)
        assert value(name, "competent", seed, "M11.over") == 0
    assert median(waits) <= 300
    assert max(waits) <= 900
    assert median(value(name, "competent", seed, "M8.public") or 0.0 for seed in SEEDS) == 100.0


def test_most_competent_runs_order_before_the_cause_is_known() -> None:
    """Mitigate first, with a chance of 0.8: at least half of eight seeds order something before anybody has said why."""
    first = 0
    for seed in SEEDS:
        facts = drill_of(CLOUDFLARE, "competent", seed).facts
        ordered = next(x.n for x in facts if isinstance(x.body, f.MitigationOrdered))
        cause = next((x.n for x in facts if isinstance(x.body, f.CardPosted) and x.body.cause), len(facts) + 1)
        first += ordered < cause
    assert first >= 4


@pytest.mark.parametrize("policy", ["do-nothing", "ideal", "competent", "novice"])
@pytest.mark.parametrize("name", BOTH)
def test_policies_give_only_the_commands_a_commander_may_give(name: str, policy: str) -> None:
    """Every row is one that the commander's seat may give from a browser, but for taking the seat."""
    for row in drill_of(name, policy, 1).rows:
        if row.seat == EDGE:
            assert isinstance(row.command, c.SeatPerson)
        else:
            assert row.seat == IC
            assert SeatKind.INCIDENT_COMMANDER in type(row.command).SEATS


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", BOTH)
def test_a_run_replays_to_the_same_record(name: str, policy: str) -> None:
    """Policies are outside the record: the rows alone lead to the same facts and digest."""
    drill = drill_of(name, policy, 2)
    again = Drill.replay(drill.scenario, drill.seed, drill.rows, people=drill.with_people)
    again.advance(drill.now)
    assert again.digest() == drill.digest()


def test_an_act_takes_its_time() -> None:
    """No two acts of a competent run stand in the same second, and an update takes longer than the look that follows a page."""
    rows = [row for row in drill_of(CLOUDFLARE, "competent", 1).rows if row.seat == IC][1:]
    seconds = [row.at for row in rows]
    assert seconds == sorted(set(seconds))
    assert ATTENTION[c.PostUpdate] > ATTENTION[c.OpenTiles]
    assert {type(row.command) for row in rows} <= {*ATTENTION, c.EndDrill}


def test_a_novice_takes_two_and_a_half_times_as_long() -> None:
    """Every median of the novice is 2.5 times the competent one (scoring reference, 4.7)."""
    for habit in ("acknowledge", "declare", "decide", "first_post", "pace"):
        assert getattr(NOVICE, habit) == 2.5 * getattr(COMPETENT, habit)


def test_the_latest_reasonable_declaration_is_the_third_quartile_of_par() -> None:
    """The constant that scoring uses follows from the competent policy's habit."""
    import math

    assert round(COMPETENT.declare * math.exp(0.6745 * SPREAD)) == LATEST_REASONABLE_DECLARE


@pytest.mark.parametrize("name", BOTH)
def test_the_ideal_run_is_not_told_what_it_need_not_have_done(name: str) -> None:
    """Its strength is the early order; nobody who made it stop at once is told to ask what changed or to declare sooner."""
    card = card_of(name, "ideal", 1)
    assert "before the cause was known" in card.keep
    assert "what changed" not in card.try_next
    assert "Press D" not in card.try_next


@pytest.mark.parametrize("name", BOTH)
def test_nobody_in_the_seat_gets_a_first_step_to_try(name: str) -> None:
    """Doing nothing: the strength is the page's, the experiment the first key."""
    card = card_of(name, "do-nothing", 1)
    assert card.keep.startswith("The monitoring did its part")
    assert "press A" in card.try_next


def test_the_experiment_of_the_ideal_run_is_the_systems_gap() -> None:
    """On the worldwide edge five minutes go into a control panel that is out of reach: that is what is worth an experiment."""
    card = card_of(CLOUDFLARE, "ideal", 1)
    assert "Control panel" in card.try_next
    assert (line(CLOUDFLARE, "ideal", 1, "M6.ready").value or 0) >= 300


def test_the_opener_fits_its_twelve_minutes() -> None:
    """First page: level 1, planned for twelve minutes; a competent run makes it stop within them, and every one does before the end."""
    public = drill_of(FIRST_PAGE, "competent", 1).scenario.public
    assert (public.level, public.minutes) == (1, 12)
    onset = 165
    stopped = [value(FIRST_PAGE, "competent", seed, "M5b") for seed in SEEDS]
    assert None not in stopped
    assert onset + median(seconds for seconds in stopped if seconds is not None) <= 12 * 60


def test_what_did_not_work_is_tried_again() -> None:
    """A practised commander orders the way out once more when it did not work, and what was not possible yet once something else is done."""
    unsure = ("takes: 60s, says", "takes: 60s, succeeds: 25%, says")
    for seed in (1, 2, 3, 4, 5):
        drill = play(busy_shop.scenario(unsure), "competent", seed)
        tries = [m.state for m in drill.board.mitigations.values() if m.order == "roll-back checkout"]
        assert tries[-1] == "done"
        assert set(tries[:-1]) <= {"failed"}
    not_yet = ("takes: 60s, says", "takes: 60s, requires: {done: flag-off coupons}, says")
    only_off = ("names: roll-back checkout", "names: flag-off coupons")
    drill = play(busy_shop.scenario(not_yet, only_off), "competent", 1)
    tries = [(m.order, m.state) for m in drill.board.mitigations.values() if m.kind in (Kind.ROLL_BACK, Kind.FLAG_OFF)]
    assert tries[-1] == ("roll-back checkout", "done")
    assert ("flag-off coupons", "done") in tries
