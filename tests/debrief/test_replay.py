"""The replay: the commander's screen as it was at any second, told as changes; what was true stands apart from it."""

from __future__ import annotations

import base64
import gzip
import io
import json
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import long_night
import pytest
import small_shop
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.bots.play import play
from simulator.debrief import recording
from simulator.debrief.recording import record
from simulator.debrief.replay import Replay, feed_at, screen_at
from simulator.drill.drill import Drill
from simulator.drill.plain import plain
from simulator.record import commands as c
from simulator.record.codec import row_to
from simulator.record.journal_row import Row
from simulator.record.seats import GM, IC, Role
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Kind, Sev

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@cache
def shipped(name: str) -> Scenario:
    loaded = load_scenario((SCENARIOS / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


@cache
def played(name: str, policy: str) -> tuple[Drill, Replay]:
    drill = play(shipped(name), policy, 7)
    return drill, record(drill.scenario, drill.seed, drill.rows)


def stands(scenario: Scenario, seed: int, rows: list[Row], at: int) -> Drill:
    """The drill at the end of a second, from its journal alone."""
    drill = Drill.replay(scenario, seed, [row for row in rows if row.at <= at])
    while drill.now < at and drill.board.clock.moving:
        drill.advance(at)
    return drill


def same(drill: Drill, replay: Replay, at: int) -> None:
    then = stands(drill.scenario, drill.seed, list(drill.rows), at)
    assert screen_at(replay, at) == plain(then.view(IC)), at
    assert feed_at(replay, at) == then.feed(IC, 0), at


@settings(max_examples=25, deadline=None)
@given(policy=st.sampled_from(["competent", "novice"]), share=st.floats(0.0, 1.0))
def test_the_screen_of_any_second_is_the_one_that_was_there(policy: str, share: float) -> None:
    """Folded up to any second, the changes are the view and the channel that the journal leads to at that second."""
    drill, replay = played("first-page", policy)
    same(drill, replay, round(share * replay.ended_at))


def test_the_screen_holds_over_pauses_waits_and_a_jump() -> None:
    """A pause, a wait and the hours of a jump change nothing about it; within the hours of a jump it is right where it was looked at."""
    drill = long_night.follow(
        long_night.started(("      handoff: true\n", "")), 60, c.OpenTiles(), c.DeclareIncident(Sev.SEV1), c.AssignRole(Role.IC, "ic"),
        300, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), c.CallTimeOut(), c.ResumeDrill(), c.Wait(),
    )  # fmt: skip
    while drill.board.acts["midnight"].state != "offered":
        drill.advance(drill.now + 30)
        drill.give(c.Wait(), IC)
    small_shop.do(drill, c.JumpAct(long_night.MIDNIGHT))
    drill.advance(long_night.MIDNIGHT)
    long_night.follow(drill, long_night.MIDNIGHT + 400)
    small_shop.do(drill, c.EndDrill(), GM)
    replay = record(drill.scenario, drill.seed, drill.rows)
    (jump,) = replay.jumps
    start, to = jump.since, jump.to
    assert to == long_night.MIDNIGHT
    for at in [*range(0, start, 29), *range(start, to, 3600), *range(to, replay.ended_at, 29), replay.ended_at]:
        same(drill, replay, at)


def test_a_drill_of_many_hours_is_looked_at_when_something_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every second would be too much work, the screen is right at every step of the world, with a fraction of the looks."""
    drill, whole = played("first-page", "competent")
    monkeypatch.setattr(recording, "_LONG", 600)
    replay = record(drill.scenario, drill.seed, drill.rows)
    for at in range(0, replay.ended_at, 25):
        same(drill, replay, at)
    assert (replay.feed, replay.charts, replay.decisions) == (whole.feed, whole.charts, whole.decisions)


def test_it_ends_at_endex_and_holds_nothing_that_reveal_opens() -> None:
    """Whatever is done after EndEx, the screen, the channel and the decisions are those of the drill; no secret stands on the screen."""
    drill = small_shop.started()
    drill.advance(300)
    small_shop.do(drill, c.OpenTiles())
    small_shop.do(drill, c.EndDrill(), GM)
    over = len(drill.rows)
    small_shop.do(drill, c.RevealTruth(), GM)
    replay = record(drill.scenario, drill.seed, drill.rows)
    assert replay == record(drill.scenario, drill.seed, drill.rows[:over])
    shown = json.dumps(plain([replay.screen, replay.feed, replay.charts, replay.decisions]))
    assert small_shop.MARK not in shown
    assert small_shop.MARK in json.dumps(plain(replay.beneath))


def test_charts_are_the_samples_that_were_sent() -> None:
    """The series are point for point what the commander's samples are, from the second they came on the screen."""
    drill, replay = played("first-page", "competent")
    points = drill.samples(IC, 0)
    told = {
        (signal, at): value
        for signal, values in replay.charts.values.items()
        for at, value in zip(replay.charts.at, values, strict=True)
    }
    assert {(p.signal, p.at): p.value for p in points if p.at <= replay.ended_at} == told
    since = replay.charts.since
    assert since is not None
    assert not stands(drill.scenario, drill.seed, list(drill.rows), since - 1).samples(IC, 0)
    assert stands(drill.scenario, drill.seed, list(drill.rows), since).samples(IC, 0)


def test_every_decision_names_its_row_and_its_words() -> None:
    """A decision is a row of the commander's own; looking, starting, pausing and ending are none."""
    drill, replay = played("cloudflare-2019-07-02", "competent")
    rows = {row.n: row for row in drill.rows}
    names = {type(rows[d.row].command).__name__ for d in replay.decisions}
    assert all(rows[d.row].seat == IC and rows[d.row].at == d.at and d.says for d in replay.decisions)
    assert {"DeclareIncident", "OrderMitigation", "AskInvestigate", "OpenChanges", "PostUpdate"} <= names
    assert not names & {"OpenTiles", "StartDrill", "EndDrill", "RecordInstant", "SeatPerson"}
    assert [d.row for d in replay.decisions] == sorted(d.row for d in replay.decisions)


def test_the_real_responders_run_along() -> None:
    """The ghost holds every recorded act of the history, at its own second."""
    drill, replay = played("cloudflare-2019-07-02", "competent")
    acts = drill.scenario.secret.history
    assert acts
    assert [g.at for g in replay.ghost] == [drill.scenario.seconds(act.at) for act in acts]


def test_harm_beneath_is_the_harm_of_the_truth_table() -> None:
    """The minutes' harm adds up to what the truth table holds."""
    drill, replay = played("first-page", "competent")
    assert sum(replay.beneath.harm) == pytest.approx(
        sum(row.harm for row in drill.truth_table()), abs=0.06 * len(replay.beneath.harm)
    )
    assert [cause.since for cause in replay.beneath.causes] == [120]


def test_it_stays_small() -> None:
    """A whole drill is some tens of kilobytes on the line; what a page has to fetch at once must not grow unseen."""
    for name in ("first-page", "cloudflare-2019-07-02"):
        text = json.dumps(plain(played(name, "competent")[1]), separators=(",", ":"))
        assert len(gzip.compress(text.encode(), 9)) < 60_000


def test_the_child_answers_with_the_replay(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What the child process writes is the replay, compressed: read back it is the same, value by value."""
    drill, replay = played("first-page", "competent")
    asked = {"scenario": drill.scenario.text, "file": "f.yaml", "seed": drill.seed, "rows": [row_to(row) for row in drill.rows]}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(asked)))
    recording.main()
    text = gzip.decompress(base64.b64decode(json.loads(capsys.readouterr().out)["gzip"]))
    assert json.loads(text) == json.loads(json.dumps(plain(replay)))


def test_a_decision_without_a_line_of_its_own_is_told_in_words() -> None:
    """A promise, a wait, a hat and an answer are told as people say them, by name; a wait before anything came decides nothing."""
    drill = small_shop.started()
    small_shop.do(drill, c.Wait())
    drill.advance(200)
    for command in (
        c.DeclareIncident(Sev.SEV2), c.AssignRole(Role.OPS, "sam"), c.PromiseUpdate(Audience.INTERNAL, 9),
        c.PagePerson("noor"), c.Wait(),
    ):  # fmt: skip
        drill.give(command, IC)
    small_shop.do(drill, c.EndDrill(), GM)
    says = [d.says for d in record(drill.scenario, drill.seed, drill.rows).decisions]
    assert says == [
        "Declared SEV2",
        "Offered ops to Sam",
        "Promised the next internal update in 9 min",
        "Paged Noor",
        "Waited until something happens",
    ]


def test_a_row_that_cannot_be_followed_is_named() -> None:
    """A journal with a wrong row makes no replay: it says which row."""
    drill = small_shop.started()
    drill.advance(100)
    small_shop.do(drill, c.OpenTiles())
    rows = [drill.rows[0], replace(drill.rows[1], digest="0" * 32)]
    with pytest.raises(Exception, match="row 2"):
        record(drill.scenario, drill.seed, rows)
