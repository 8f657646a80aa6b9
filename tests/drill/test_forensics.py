"""Evidence that passes: securing it, what an order destroys that nobody secured, and what the scorecard says of it."""

from __future__ import annotations

import pytest
from busy_shop import Step, follow, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.drill.views import CommanderView
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import ALL, TRUTH
from simulator.record.seats import GM, IC
from simulator.scenario.words import Kind, Topic
from simulator.scoring.score import score
from simulator.scoring.scorecard import Line

#: Switching the coupons off destroys what is read from checkout, and what was seen of no service in particular.
DESTROYS = ("off: {order: flag-off coupons,", "off: {order: flag-off coupons, destroys: [release-breaks, sessions],")
SESSIONS = (
    "    seen-by-priya:",
    "    sessions: {by: [priya], asked: [security], takes: 20s, says: Who it was.}\n    seen-by-priya:",
)
OFF = c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam")
SECURE = c.SecureEvidence("checkout", "priya")
LOOK = c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam")
WHO = c.AskInvestigate("front", Topic.SECURITY, 5, "priya")


def played(*steps: Step, seed: int = 3) -> Drill:
    return follow(started(DESTROYS, SESSIONS, seed=seed), *steps)


def at(drill: Drill, kind: type[f.Body]) -> list[int]:
    return [x.at for x in drill.facts if isinstance(x.body, kind)]


def m18(drill: Drill) -> list[Line]:
    card = score(drill.engine.scenario, drill.facts, drill.truth_table())
    return [line for line in card.lines if line.id == "M18"]


def test_securing_takes_a_named_person_less_than_a_minute() -> None:
    """Everybody hears of the ask and of the copy; meanwhile their hands are full, and it stands among the tasks."""
    took = set()
    for seed in range(12):
        drill = played(50, SECURE, 55, seed=seed)
        assert drill.board.busy("priya")
        view = drill.view(IC)
        assert isinstance(view, CommanderView)
        assert [(t.name, t.says, t.state) for t in view.board.tasks] == [("Priya McRae", "Secure evidence: Checkout", "working")]
        assert next(p.doing for p in view.people.lines if p.id == "priya") == "Secure evidence: Checkout"
        follow(drill, 120)
        secured = next(x for x in drill.facts if isinstance(x.body, f.EvidenceSecured))
        assert (secured.audience, secured.by) == (ALL, "priya")
        took.add(secured.at - 50)
        assert not drill.board.busy("priya")
        assert any("Secured" in item.says for item in drill.feed(IC, 0))
    assert min(took) >= 15
    assert max(took) <= 60
    assert max(took) - min(took) > 15


def test_what_an_order_destroys_can_be_found_no_more() -> None:
    """From the second in which work begins; who looks then finds only what instruments show. Nobody in the room is told."""
    drill = played(610, OFF, 660, LOOK, 900)
    (lost,) = [x for x in drill.facts if isinstance(x.body, f.EvidenceLost)]
    assert lost.audience == TRUTH
    assert [lost.at] == at(drill, f.MitigationStarted)
    assert lost.body == f.EvidenceLost("m1", ("release-breaks", "sessions"))
    assert [card.finding for card in bodies(drill, f.CardPosted) if card.person == "sam"] == [""]
    assert not any("destroyed" in item.says for item in drill.feed(IC, 0))
    assert any("destroyed" in item.says for item in drill.feed(GM, 0))


def test_what_was_secured_before_is_kept() -> None:
    """A copy of the service keeps what is read from it, and the rest of what the order destroys; both are found as if nothing had been done."""
    drill = played(610, SECURE, 680, OFF, 720, LOOK, WHO, 1000)
    assert not bodies(drill, f.EvidenceLost)
    assert {card.finding for card in bodies(drill, f.CardPosted)} >= {"release-breaks", "sessions"}


@pytest.mark.parametrize(
    "steps",
    [(610, OFF, 612, SECURE), (610, c.SecureEvidence("front", "priya"), 680, OFF)],
    ids=["a copy that comes too late", "a copy of something else"],
)
def test_a_copy_that_does_not_hold_it_keeps_nothing(steps: tuple[Step, ...]) -> None:
    """Only a copy taken before work begins, of what the findings are read from or the order acts on, keeps them."""
    drill = played(*steps, 760, LOOK, 1000)
    assert "release-breaks" in bodies(drill, f.EvidenceLost)[0].findings
    assert "release-breaks" not in [card.finding for card in bodies(drill, f.CardPosted)]


def test_what_was_found_before_is_not_lost() -> None:
    """A finding that was reported already cannot be destroyed any more."""
    drill = played(610, LOOK, 720, OFF, 800)
    assert bodies(drill, f.EvidenceLost) == [f.EvidenceLost("m1", ("sessions",))]


def test_an_order_that_fails_has_destroyed_it_all_the_same() -> None:
    """Work that did not do what it was to do was work."""
    bad = ("destroys: [release-breaks, sessions],", "destroys: [release-breaks, sessions], succeeds: 0%,")
    drill = follow(started(DESTROYS, SESSIONS, bad), 610, OFF, 700, LOOK, 900)
    assert [m.state for m in drill.board.mitigations.values()] == ["failed"]
    assert "release-breaks" not in [card.finding for card in bodies(drill, f.CardPosted)]


def test_a_condition_may_ask_for_a_copy() -> None:
    """`snapshot` holds from the second in which the copy is there."""
    probe = ("    first: {at", "    probe: {when: {snapshot: checkout}, from: mia, says: Now.}\n    first: {at")
    drill = follow(started(probe), 50, SECURE, 130)
    told = [x.at for x in drill.facts if isinstance(x.body, f.InjectDelivered) and x.body.inject == "probe"]
    assert told == at(drill, f.EvidenceSecured)


def test_a_look_takes_longer_by_the_time_the_copy_took() -> None:
    """Who secures evidence in the middle of a task goes on with it afterwards."""
    plain, copied = (played(610, LOOK, *steps, 900) for steps in ((), (625, c.SecureEvidence("checkout", "sam"))))
    asked, secured = at(copied, f.EvidenceAsked)[0], at(copied, f.EvidenceSecured)[0]
    reports = [
        next(x.at for x in d.facts if isinstance(x.body, f.CardPosted) and x.body.person == "sam") for d in (plain, copied)
    ]
    assert reports[1] - reports[0] == secured - asked


@pytest.mark.parametrize(
    ("steps", "value", "says"),
    [
        ((610, SECURE, 680, OFF), True, ", before “flag-off coupons” was begun."),
        ((610, SECURE), True, "; nothing that destroys any was done."),
        ((), False, "Nothing was done that destroys evidence."),
        ((610, OFF), False, "“flag-off coupons” was begun without a copy of it, and what could have been read is gone. Securing"),
        ((610, c.SecureEvidence("front", "priya"), 680, OFF), False, "is gone. The copy did not hold it. Securing takes"),
        ((610, OFF, 640, SECURE), False, "is gone. A copy came after it. Securing takes less than a minute."),
    ],
)
def test_the_scorecard_says_whether_it_was_secured_in_time(steps: tuple[Step, ...], value: bool, says: str) -> None:
    """M18: the seconds it took where it came in time, and no figure otherwise; the event is the subject."""
    drill = played(*steps, 800)
    (line,) = m18(drill)
    took = [b - a for a, b in zip(at(drill, f.EvidenceAsked), at(drill, f.EvidenceSecured), strict=True)]
    assert line.value == (took[0] if value else None)
    assert says in line.says


def test_where_nothing_can_be_destroyed_nothing_is_said() -> None:
    """M18 stands on the scorecard only where evidence passes."""
    assert m18(follow(started(), 610, SECURE, 800)) == []
