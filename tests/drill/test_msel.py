"""The MSEL under the game master's hands: hold, release, skip, fire, add; and what a delivery says."""

from __future__ import annotations

import pytest
from busy_shop import Step, follow, started

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import ALL, seats
from simulator.scenario.words import Objective, Sev


def deliveries(drill: Drill) -> list[tuple[int, str]]:
    return [(fact.at, fact.body.inject) for fact in drill.facts if isinstance(fact.body, f.InjectDelivered)]


ALL_THREE = [(120, "first"), (240, "asks"), (1500, "late")]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), ALL_THREE),
        ((60, (c.FireInject("late"), "gm")), [(60, "late"), (120, "first"), (240, "asks")]),
        ((60, (c.SkipInject("first"), "gm")), [(240, "asks"), (1500, "late")]),
        ((60, (c.HoldInject("first"), "gm")), [(240, "asks"), (1500, "late")]),
        ((60, (c.HoldInject("first"), "gm"), 90, (c.ReleaseInject("first"), "gm")), ALL_THREE),
        ((60, (c.HoldInject("first"), "gm"), 200, (c.ReleaseInject("first"), "gm")),
         [(200, "first"), (240, "asks"), (1500, "late")]),
        ((60, (c.SkipInject("first"), "gm"), 300, (c.ReleaseInject("first"), "gm")),
         [(240, "asks"), (300, "first"), (1500, "late")]),
        ((60, (c.HoldInject("first"), "gm"), 200, (c.FireInject("first"), "gm")),
         [(200, "first"), (240, "asks"), (1500, "late")]),
        ((60, (c.SkipInject("first"), "gm"), 200, (c.FireInject("first"), "gm")),
         [(200, "first"), (240, "asks"), (1500, "late")]),
        ((100, (c.PauseDrill(), "gm"), (c.HoldInject("first"), "gm"), (c.ReleaseInject("first"), "gm"),
          (c.ResumeDrill(), "gm")), ALL_THREE),
    ],
)  # fmt: skip
def test_an_inject_comes_at_its_time_or_as_the_game_master_wants(
    steps: tuple[Step, ...], expected: list[tuple[int, str]]
) -> None:
    """Held and skipped ones wait, released ones come at their time or at once if it is past, fired ones come now; each once."""
    drill = follow(started(), *steps, 1700)
    assert deliveries(drill) == expected


def test_an_inject_at_the_first_second_and_one_in_the_last() -> None:
    """Nothing is lost at the edges of a drill."""
    drill = follow(started(("first: {at: 2m", "first: {at: 0s"), ("late: {at: 25m", "late: {at: 59m59s")), 3600)
    assert deliveries(drill) == [(0, "first"), (240, "asks"), (3599, "late")]


def test_a_delivery_reaches_whom_it_is_for_and_asks_what_it_asks() -> None:
    """To the commander alone it is a question that stays open until it is answered; in the channel everybody reads it."""
    drill = follow(started(), 250)
    one, other = [fact for fact in drill.facts if isinstance(fact.body, f.InjectDelivered)]
    assert (one.audience, one.body.question) == (ALL, "")  # type: ignore[attr-defined]
    assert (other.audience, other.body.question) == (seats("ic"), "q1")  # type: ignore[attr-defined]
    assert other.body.expects is Objective.UPDATE  # type: ignore[attr-defined]
    assert [q.person for q in drill.board.open_questions] == ["leo"]
    follow(drill, c.AnswerQuestion("q1", "Not known yet; at :10 again."))
    assert drill.board.open_questions == ()


def test_the_words_of_a_delivery_are_filled_in_when_it_comes() -> None:
    """A text that names the severity, the time or a person says what is so in that second."""
    says = (
        '"{{ alias }}, {{ clock }}: {{ severity }}{% if posted %} and public{% endif %}, led by {{ ic }}, next {{ next_update }}"'
    )
    drill = started(('"Still there?"', says))
    follow(drill, (c.SeatPerson("ic", "human", "Kim"), "edge"), c.AssignRole("ic", "ic"), c.DeclareIncident(Sev.SEV2), 1490)
    follow(drill, c.PromiseUpdate("internal", 20), 1500)
    words = next(
        fact.body.says for fact in drill.facts if isinstance(fact.body, f.InjectDelivered) and fact.body.inject == "late"
    )
    assert words == "A busy shop, a Friday, 10:25 UTC: SEV2, led by Kim, next 10:44 UTC"


def test_an_ad_hoc_inject_marks_the_drill_as_steered_and_an_arranged_one_does_not() -> None:
    """What the scenario does not know changes what the harm may be compared with."""
    drill = follow(started(), 30, (c.FireInject("late"), "gm"))
    assert not drill.board.clock.steered
    follow(drill, (c.AddInject("mia", "The phones ring.", "ic", Objective.DECLARE), "gm"))
    assert drill.board.clock.steered
    body = next(fact.body for fact in drill.facts if isinstance(fact.body, f.InjectDelivered) and fact.body.adhoc)
    assert (body.person, body.to, body.expects, body.inject) == ("mia", "ic", Objective.DECLARE, "")
    forced = follow(started(), 30, (c.ForceFault("rounding", active=True), "gm"))
    assert forced.board.clock.steered


def test_a_fault_forced_and_ended_by_hand_hurts_only_in_between() -> None:
    """Users suffer from the step after it is forced until it is ended."""
    drill = follow(
        started(), 50, (c.ForceFault("rounding", active=True), "gm"), 200, (c.ForceFault("rounding", active=False), "gm"), 400
    )
    hurt = [row.at for row in drill.truth_table() if row.journey == "pay" and row.good < 0.9 * row.total]
    assert 50 < min(hurt) <= 60
    assert 195 <= max(hurt) <= 240


def test_the_game_masters_voice_is_heard_as_the_person() -> None:
    """A line spoken for somebody stands under that name; the record keeps who gave it."""
    drill = follow(started(), 30, (c.SpeakAs("leo", "I have a customer on the line."), "gm"))
    fact = next(fact for fact in drill.facts if isinstance(fact.body, f.ChannelPosted))
    assert (fact.by, fact.body) == ("gm", f.ChannelPosted("leo", "I have a customer on the line."))
    assert any("customer on the line" in item.says for item in drill.feed("ic", 0))
