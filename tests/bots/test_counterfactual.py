"""The same drill, the same luck, one thing different: what changes, what does not, and what cannot be changed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest
import small_shop
from played import CLOUDFLARE, FIRST_PAGE, QUIET_READER, drill_of, shipped

from simulator.bots.counterfactual import Played, counterfactuals, declared_at_once, outcome, without_luck
from simulator.bots.reference import nothing_run
from simulator.bots.rerun import Wish, order_of, rerun, wishes_of
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.codec import row_to
from simulator.record.luck import MIDDLING, luck, luck_between, luck_lognormal
from simulator.record.refusals import Refusal
from simulator.record.seats import EDGE, GM, IC
from simulator.scenario.words import Kind, Sev, Topic
from simulator.scoring.counterfactuals import Counterfactual, Counterfactuals, counterfactuals_from, counterfactuals_to
from simulator.scoring.instants import instants
from simulator.scoring.score import score
from simulator.world.noise import bell, signal_key

KNIGHT = "knight-2012-08-01"


@cache
def found(name: str, policy: str, seed: int) -> Counterfactuals:
    drill = drill_of(name, policy, seed)
    return counterfactuals(drill, drill.now)


def change(name: str, policy: str, seed: int, id_: str) -> Counterfactual:
    return next(one for one in found(name, policy, seed).changes if one.id == id_)


def played(drill: Drill) -> Played:
    return Played(drill, instants(drill.scenario, drill.facts, drill.truth_table()), drill.now)


# --- controls ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [FIRST_PAGE, CLOUDFLARE, QUIET_READER, "gitlab-2017-01-31", "slack-2021-01-04"])
@pytest.mark.parametrize("policy", ["competent", "novice"])
def test_with_nothing_edited_the_record_is_the_same(name: str, policy: str) -> None:
    """Every row given again as a wish: the digest of the drill, nothing dropped. Jumps and skips included."""
    drill = drill_of(name, policy, 2)
    again = rerun(drill.scenario, drill.seed, wishes_of(drill.rows), drill, drill.now)
    assert again.drill.digest() == drill.digest()
    assert again.dropped == 0


def test_pauses_skips_speed_and_human_hands_are_given_again_too() -> None:
    """A drill with a pause, a skip, a change of speed, and a responder's seat with a person in it comes out the same."""
    drill = small_shop.started()
    given: list[tuple[int, c.Command, str]] = [
        (10, c.OpenTiles(), IC), (20, c.PauseDrill("teaching"), GM), (20, c.ResumeDrill(), GM), (25, c.SetSpeed("2"), GM),
        (30, c.DeclareIncident(Sev.SEV1), IC), (40, c.SeatPerson("sam", "human", "Sam"), EDGE),
        (45, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"), IC), (50, c.AcceptTask("t1"), "sam"),
        (80, c.ReportTask("t1", "It began with the last release."), "sam"), (90, c.Wait(), IC), (400, c.EndDrill(), GM),
    ]  # fmt: skip
    for at, command, seat in given:
        while drill.now < at and drill.board.clock.moving:
            drill.advance(at)
        assert not isinstance(drill.give(command, seat), Refusal), command
    again = rerun(drill.scenario, drill.seed, wishes_of(drill.rows), drill, drill.now)
    assert (again.drill.digest(), again.dropped) == (drill.digest(), 0)


def test_declaring_at_once_when_it_was_declared_at_once_changes_nothing() -> None:
    """The ideal run declares with the evidence: there is no run beside it, and the words say why."""
    drill = drill_of(FIRST_PAGE, "ideal", 2)
    assert declared_at_once(played(drill)) == "The declaration came with the evidence or before it: nothing changes."


def test_ones_own_outcome_is_the_scorecards() -> None:
    """Users, harm, minutes and budget stand on the card as well; two counts of one drill do not differ."""
    from simulator.bots.reference import reference_runs

    drill = drill_of(CLOUDFLARE, "novice", 2)
    mine = found(CLOUDFLARE, "novice", 2).yours
    card = score(drill.scenario, drill.facts, drill.truth_table(), references=reference_runs(drill.scenario, 2, drill.now))
    lines = {line.id: line for line in card.lines}
    assert mine.harm == card.harm.you
    assert mine.users == lines["M25.users"].value
    assert mine.mitigated == lines["M5b"].value
    assert mine.budget == lines["M25.budget.sites"].value


# --- the changes -------------------------------------------------------------------------------------


def test_declared_when_evident_everything_up_to_the_order_comes_as_much_earlier() -> None:
    """First page, competent: declared 2:25 after the evidence; the rollback was known before, so all of it comes 2:25 earlier."""
    once = change(FIRST_PAGE, "competent", 2, "declared-at-once")
    mine = found(FIRST_PAGE, "competent", 2).yours
    assert "2:25 earlier" in once.says
    assert once.outcome is not None
    assert mine.mitigated is not None
    assert once.outcome.mitigated == mine.mitigated - 145
    assert once.outcome.harm < mine.harm


def test_an_order_never_comes_before_it_was_known_there() -> None:
    """Cloudflare, competent: the order comes earlier with what led to it, and not before something had named it in that run."""
    drill = drill_of(CLOUDFLARE, "competent", 2)
    made = declared_at_once(played(drill))
    assert not isinstance(made, str)
    run = rerun(made.scenario, made.seed, made.wishes, drill, drill.now).drill
    i = instants(run.scenario, run.facts, run.truth_table())
    assert i.chain is not None
    assert i.chain.known.at < i.chain.ordered.at
    assert i.declared is not None
    assert i.evident is not None
    assert i.declared.at == i.evident.at


def test_ordered_when_known_the_hurting_stops_earlier_by_what_deciding_took() -> None:
    """First page, competent: the runbook named the rollback 6:50 before it was ordered; carrying it out takes as long as before."""
    known = change(FIRST_PAGE, "competent", 2, "ordered-when-known")
    mine = found(FIRST_PAGE, "competent", 2).yours
    assert "6:50 earlier" in known.says
    assert known.outcome is not None
    assert mine.mitigated is not None
    assert known.outcome.mitigated == mine.mitigated - 410


def test_what_was_known_and_not_ordered_is_ordered() -> None:
    """First page with nobody in the seat: the page's runbook names the rollback; given to who can carry it out, it ends the hurting."""
    known = change(FIRST_PAGE, "do-nothing", 1, "ordered-when-known")
    assert found(FIRST_PAGE, "do-nothing", 1).yours.still_hurting
    assert known.says == "“roll-back checkout” is ordered at the second it was first known."
    assert known.outcome is not None
    assert not known.outcome.still_hurting


def test_without_the_second_change_the_colleague_does_not_act() -> None:
    """Knight, novice: a rollback done on somebody's own accord spread the fault. Without it less money is lost, by the same clock."""
    without = change(KNIGHT, "novice", 2, "one-change")
    mine = found(KNIGHT, "novice", 2).yours
    assert "roll-back router" in without.says
    assert without.outcome is not None
    assert without.outcome.harm < mine.harm


def test_no_second_change_is_said() -> None:
    """First page, competent: one order, which helped."""
    one = change(FIRST_PAGE, "competent", 2, "one-change")
    assert (one.outcome, one.says) == (None, "No second change was made.")


def test_an_order_that_ends_the_hurting_is_never_left_out() -> None:
    """Quiet reader, novice: what struck a hazard is also one of the orders that help; it stays, and the words say so."""
    one = change(QUIET_READER, "novice", 3, "one-change")
    assert one.outcome is None
    assert "it stays" in one.says


def test_a_false_alarm_has_nothing_to_declare_or_to_order() -> None:
    """Red wall: nothing hurt users."""
    changes = {one.id: one for one in found("red-wall", "competent", 2).changes}
    assert changes["declared-at-once"].says == "Nothing hurt users, so there was nothing to declare."
    assert changes["ordered-when-known"].outcome is None


def test_without_luck_every_draw_is_its_middle() -> None:
    """Half for a chance, the middle of a range, the median of a delay, no noise; and any two seeds come to the same run."""
    assert luck(MIDDLING, "anything") == 0.5
    assert luck_between(MIDDLING, 60, 180, "x") == 120
    assert luck_lognormal(MIDDLING, 90.0, 0.7, "x") == 90.0
    assert bell(signal_key(MIDDLING, "edge.errors"), 17) == 0.0
    drill = drill_of(FIRST_PAGE, "competent", 2)
    made = without_luck(played(drill))
    assert not isinstance(made, str)
    run = rerun(made.scenario, made.seed, made.wishes, drill, drill.now).drill
    nothing, _ = nothing_run(drill.scenario, MIDDLING, drill.now)
    shown = change(FIRST_PAGE, "competent", 2, "without-luck").outcome
    assert shown is not None
    assert outcome(run, nothing, "pay").harm == shown.harm


# --- wishes ------------------------------------------------------------------------------------------


def test_what_does_not_apply_is_dropped_and_counted() -> None:
    """An order for somebody who was never here, and an answer to what nobody asked: two dropped, the rest as it was."""
    drill = drill_of(FIRST_PAGE, "competent", 2)
    at = drill.rows[-2].at - 60
    more = [
        Wish(at, at, c.OrderMitigation(Kind.RESTART, "checkout", "nobody"), IC),
        Wish(at, at, c.AnswerQuestion("q99", "Yes."), IC),
    ]
    wishes = sorted([*wishes_of(drill.rows), *more], key=lambda wish: wish.at)
    again = rerun(drill.scenario, drill.seed, wishes, drill, drill.now)
    assert again.dropped == 2
    assert again.drill.digest() == drill.digest()


def test_ids_are_found_by_what_they_name() -> None:
    """With one ask left out the next one is t1 and no more t2; the nudge meant for it still reaches it."""
    drill = small_shop.started()
    for command in (
        c.DeclareIncident(Sev.SEV1), c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"),
        c.AskInvestigate("checkout", Topic.CHANGES, 5, "priya"), c.NudgeTask("t2"),
    ):  # fmt: skip
        drill.advance(drill.now + 20)
        assert not isinstance(drill.give(command, IC), Refusal), command
    drill.advance(drill.now + 60)
    wishes = [wish for wish in wishes_of(drill.rows) if getattr(wish.command, "person", "") != "sam"]
    again = rerun(drill.scenario, drill.seed, wishes, drill, drill.now)
    nudged = [x.body.task for x in again.drill.facts if isinstance(x.body, f.TaskNudged)]
    assert (nudged, again.dropped) == (["t1"], 0)


def test_a_wish_is_asked_again_until_its_last_second() -> None:
    """A page acknowledged before it came is acknowledged once it has come; with no patience it is dropped."""
    drill = drill_of(FIRST_PAGE, "competent", 2)
    wishes = wishes_of(drill.rows)
    n = next(n for n, wish in enumerate(wishes) if isinstance(wish.command, c.AcknowledgePage))
    early = replace(wishes[n], at=5)
    patient = rerun(drill.scenario, drill.seed, [*wishes[:n], early, *wishes[n + 1 :]], drill, drill.now)
    hasty = rerun(drill.scenario, drill.seed, [*wishes[:n], replace(early, latest=5), *wishes[n + 1 :]], drill, drill.now)
    assert (patient.dropped, hasty.dropped) == (0, 1)
    came, taken = (
        next(x.at for x in patient.drill.facts if isinstance(x.body, kind)) for kind in (f.PageSent, f.PageAcknowledged)
    )
    assert came <= taken < wishes[n].at


def test_only_orders_are_orders() -> None:
    """`kind target` of an order, and nothing of anything else."""
    assert order_of(c.OrderMitigation(Kind.RESTART, "checkout", "sam")) == "restart checkout"
    assert order_of(c.AskInvestigate("checkout", Topic.ERRORS)) == ""


# --- the child ---------------------------------------------------------------------------------------


def test_the_child_says_what_is_worked_out_here_and_it_reads_back() -> None:
    """Rows and text in, JSON out: the same as in this process, and what is read back is what was written."""
    drill = drill_of(FIRST_PAGE, "competent", 2)
    asked = {
        "scenario": shipped(FIRST_PAGE).text, "file": "first-page.yaml", "seed": 2, "until": drill.now,
        "rows": [row_to(row) for row in drill.rows],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "simulator.bots.counterfactual"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    here = found(FIRST_PAGE, "competent", 2)
    assert counterfactuals_from(json.loads(done.stdout)) == here
    assert counterfactuals_from(counterfactuals_to(here)) == here
