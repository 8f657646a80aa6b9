"""The other seats: a responder's desk, and what stands before an observer."""

from __future__ import annotations

from small_shop import do, started

from simulator.drill import views as v
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Kind, Sev, Topic


def _responder(drill: Drill, seat: str) -> v.ResponderView:
    view = drill.view(seat)
    assert isinstance(view, v.ResponderView)
    return view


def _observer(drill: Drill) -> v.ObserverView:
    view = drill.view("observer")
    assert isinstance(view, v.ObserverView)
    return view


def test_what_only_one_person_has_found_is_on_their_desk_and_in_no_channel() -> None:
    """A look's result is private until it is reported; it names the task it answers, and then stands there as posted."""
    drill = started()
    do(drill, c.SeatPerson("sam", "human", "Kim"), "edge")
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    do(drill, c.AcceptTask("t1"), "sam")
    drill.advance(260)
    found = _responder(drill, "sam").desk.findings
    assert [(x.shared, x.task, x.card.target, x.card.proposes) for x in found] == [
        (False, "t1", "Checkout", "Roll back: Checkout")
    ]
    for seat in ("sam", "priya", "ic", "observer"):
        assert all("sings" not in item.says for item in drill.feed(seat, 0)), seat
    do(drill, c.ReportTask("t1", "It is release 7.", propose_kind=Kind.ROLL_BACK, propose_target="checkout"), "sam")
    assert [(x.says, x.shared, x.task) for x in _responder(drill, "sam").desk.findings] == [("It is release 7.", True, "")]
    assert drill.feed("ic", 0)[-1].says == "It is release 7."


def test_each_seat_opens_the_change_feed_for_itself() -> None:
    """A responder who asks what changed sees the lines; the commander's own question stays theirs to ask."""
    drill = started()
    drill.advance(130)
    assert "OpenChanges" in _responder(drill, "sam").you.can
    assert _responder(drill, "sam").changes.lines == []
    do(drill, c.OpenChanges(), "sam")
    assert [line.id for line in _responder(drill, "sam").changes.lines] == ["late", "early"]
    view = drill.view("ic")
    assert isinstance(view, v.CommanderView)
    assert not view.changes.opened
    assert [x.body.seat for x in drill.facts if isinstance(x.body, f.ChangesOpened)] == ["sam"]


def test_an_observer_sees_the_declared_severity_from_the_start_on() -> None:
    """Every change of what was declared, also the way down, the all-clear and opening it again."""
    drill = started()
    assert [(x.at, x.sev) for x in _observer(drill).decisions.declared] == [(0, "")]
    drill.advance(170)
    do(drill, c.DeclareIncident(Sev.SEV1, ""))
    drill.advance(200)
    do(drill, c.ChangeSeverity(Sev.SEV2, ""))
    drill.advance(230)
    do(drill, c.ResolveIncident())
    drill.advance(260)
    do(drill, c.ReopenIncident(""))
    assert [(x.at, x.sev) for x in _observer(drill).decisions.declared] == [
        (0, ""), (170, "SEV1"), (200, "SEV2"), (230, ""), (260, "SEV2"),
    ]  # fmt: skip
