"""Projections: each seat sees its own allow-list, honestly, rounded as people read."""

from __future__ import annotations

from dataclasses import asdict, fields

import busy_shop
from small_shop import do, started

from simulator.drill import views as v
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record.refusals import Refusal
from simulator.record.seats import Role
from simulator.scenario.words import Audience, Kind, Sev, Topic

SEATS = ("ic", "sam", "priya", "observer", "gm")


def _commander(drill: Drill) -> v.CommanderView:
    view = drill.view("ic")
    assert isinstance(view, v.CommanderView)
    return view


def _master(drill: Drill) -> v.GameMasterView:
    view = drill.view("gm")
    assert isinstance(view, v.GameMasterView)
    return view


def test_before_anything_reaches_the_commander_their_instruments_are_closed() -> None:
    """No tile, no alert and no sample before the first page or report; all of them after."""
    drill = started()
    drill.advance(155)
    assert not _commander(drill).impact.open
    assert _commander(drill).alerts.lines == []
    assert drill.samples("ic", 0) == []
    drill.advance(165)
    view = _commander(drill)
    assert view.impact.open
    assert [line.id for line in view.alerts.lines] == ["pay-fast"]
    assert {p.signal for p in drill.samples("ic", 0)} >= {"pay.success", "look.burn"}


def test_tiles_show_what_users_suffer_in_numbers_people_read() -> None:
    """The hurt journey comes with its severity, three digits of success and two of users."""
    drill = started()
    do(drill, c.OpenTiles())
    drill.advance(250)
    pay, look = _commander(drill).impact.tiles
    assert (pay.state, look.state) == ("SEV1", "well")
    assert 0.3 < pay.success < 0.5
    assert pay.success == round(pay.success, 3)
    assert pay.hurt > 0
    assert pay.hurt == round(pay.hurt, -1)
    rows = {row.sev: row for row in _commander(drill).impact.matrix}
    assert rows["SEV1"].holds
    assert "Paying: budget burns" in rows["SEV1"].now


def test_quiet_sections_do_not_change_from_step_to_step() -> None:
    """In a quiet minute only the clock changes at every step, and the tiles now and then, so that little is sent."""
    drill = started()
    do(drill, c.OpenTiles())
    drill.advance(55)
    changes: list[str] = []
    for at in range(60, 120, 5):
        before = _commander(drill)
        drill.advance(at)
        after = _commander(drill)
        changes += [f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)]
    assert set(changes) <= {"clock", "impact"}
    assert changes.count("clock") == 12
    assert changes.count("impact") <= 6


def test_the_change_feed_shows_its_count_until_it_is_opened() -> None:
    """Lines come with asking what changed, newest first, and never a change that lies ahead."""
    drill = started()
    drill.advance(130)
    assert (_commander(drill).changes.count, _commander(drill).changes.lines) == (2, [])
    do(drill, c.OpenChanges())
    assert [line.id for line in _commander(drill).changes.lines] == ["late", "early"]


def test_what_can_be_done_is_what_would_not_be_refused() -> None:
    """A command in `can` is accepted, for some choice of what it is about; one that is always refused is not listed."""
    drill = started()
    drill.advance(165)
    can = set(_commander(drill).you.can)
    assert {"DeclareIncident", "AcknowledgePage", "AskInvestigate", "OrderMitigation", "Wait", "PagePerson"} <= can
    assert not {"ChangeSeverity", "ResolveIncident", "ResumeDrill", "AnswerQuestion"} & can
    do(drill, c.DeclareIncident(Sev.SEV1, ""))
    can = set(_commander(drill).you.can)
    assert "ChangeSeverity" in can
    assert "DeclareIncident" not in can
    do(drill, c.CallTimeOut())
    assert set(_commander(drill).you.can) == {"ResumeDrill", "EndDrill"}


def test_why_waiting_is_refused_is_said() -> None:
    """While a question is open the wait line says so, and is empty when waiting is possible."""
    drill = started()
    drill.advance(60)
    assert _commander(drill).you.wait == ""
    do(drill, c.PromiseUpdate(Audience.INTERNAL, 1))
    assert "update is due" in _commander(drill).you.wait
    assert isinstance(drill.give(c.Wait(), "ic"), Refusal)


def test_the_board_names_who_does_what() -> None:
    """Hats, tasks, orders and promises stand on the board in words, with overdue and due told."""
    drill = started()
    drill.advance(170)
    do(drill, c.DeclareIncident(Sev.SEV1, "no paying"))
    do(drill, c.AssignRole(Role.IC, "ic"))
    do(drill, c.AskInvestigate("front", Topic.CPU, 1, "priya"))
    do(drill, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam", verify="pay", verify_minutes=5))
    do(drill, c.PostUpdate(Audience.PUBLIC, "We know.", component="pay", state="degraded", next_minutes=20))
    drill.advance(232)
    view = _commander(drill)
    assert {hat.role: (hat.state, hat.required) for hat in view.board.hats} == {
        "ic": ("worn", True), "ops": ("empty", True), "comms": ("empty", True), "scribe": ("empty", True),
    }  # fmt: skip
    assert [(t.name, t.says, t.state) for t in view.board.tasks] == [("Priya", "Shop front, cpu", "overdue")]
    assert [(m.title, m.name, m.state) for m in view.board.mitigations] == [("Roll back: Checkout", "Sam", "running")]
    assert [(p.audience, p.state) for p in view.board.promises] == [("public", "running")]
    assert view.status_page.components[0].state == "degraded"
    assert next(p for p in view.people.lines if p.id == "sam").doing == "Roll back: Checkout"


def test_a_responder_has_instruments_of_what_they_know_and_of_nothing_else() -> None:
    """Gauges and series are of the services a person knows, also those behind a switch they know."""
    drill = started()
    drill.advance(60)
    view = drill.view("sam")
    assert isinstance(view, v.ResponderView)
    assert {gauge.signal.split(".")[0] for gauge in view.desk.gauges} == {"checkout"}
    assert {p.signal.split(".")[0] for p in drill.samples("priya", 0)} == {"front"}
    assert drill.samples("noor", 0) == []


def test_samples_and_feed_are_dense_and_only_grow() -> None:
    """For every seat numbers run from one without a gap, and what was read before is never told differently."""
    drill = started()
    seen: dict[str, tuple[list[v.FeedItem], list[v.Point]]] = {seat: ([], []) for seat in SEATS}
    do(drill, c.OpenTiles())
    for at in (100, 200, 350):
        drill.advance(at)
        for seat, (items, points) in seen.items():
            assert drill.feed(seat, 0)[: len(items)] == items
            items.extend(drill.feed(seat, len(items)))
            points.extend(drill.samples(seat, len(points)))
    for seat, (items, points) in seen.items():
        assert [item.n for item in items] == list(range(1, len(items) + 1)), seat
        assert [point.n for point in points] == list(range(1, len(points) + 1)), seat
        assert points == drill.samples(seat, 0)
        assert items == drill.feed(seat, 0)


def test_a_replay_shows_the_same_screens() -> None:
    """A drill rebuilt from its rows gives every seat the same view, channel and samples."""
    drill = started()
    drill.advance(200)
    do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.feed("ic", 0)
    drill.advance(400)
    do(drill, c.DeclareIncident(Sev.SEV1, ""))
    again = Drill.replay(drill.scenario, drill.seed, drill.rows)
    for seat in SEATS:
        assert asdict(again.view(seat)) == asdict(drill.view(seat))
        assert again.feed(seat, 0) == drill.feed(seat, 0)
        assert again.samples(seat, 0) == drill.samples(seat, 0)


def test_components_of_one_name_are_told_apart_on_the_status_page() -> None:
    """Where several journeys stand under one name, each says which it is, on the page and in the post; one alone keeps its name."""
    alone = ("component: Payments", "component: Site")
    both = ("within: 2s, enters: front", "component: Site, within: 2s, enters: front")
    assert [x.title for x in _commander(busy_shop.started(alone)).status_page.components] == ["Site", "Looking"]
    drill = busy_shop.started(alone, both)
    do(drill, c.DeclareIncident(Sev.SEV2))
    do(drill, c.PostUpdate(Audience.PUBLIC, "We know.", component="pay", state="degraded", next_minutes=20))
    page = _commander(drill).status_page
    assert [(x.title, x.state) for x in page.components] == [("Site (Paying)", "degraded"), ("Site (Looking)", "operational")]
    assert page.posts[0].component == "Site (Paying)"


def test_the_game_master_sees_truth_beside_what_was_shown() -> None:
    """Faults, what would help, the list of injects with triggers in words, and harm so far."""
    drill = started()
    drill.advance(400)
    view = _master(drill)
    assert view.truth.sev_true == "SEV1"
    assert view.truth.faults[0].state == "active"
    assert view.truth.harm > 100
    assert view.truth.under_s > 0
    assert [(w.title, w.state) for w in view.truth.works] == [("Roll back: Checkout", "not-known")]
    assert [(line.trigger, line.state) for line in view.msel.lines] == [("at 10:18", "pending")]
    assert "page of 10:02 not acknowledged" in view.trainee.tags
    assert view.trainee.hint_says
    assert {voice.person for voice in view.voices.lines} == {"sam", "priya", "noor", "mia", "leo"}


def test_the_checklist_of_level_one_ticks_itself() -> None:
    """Items stand undone at the start and are ticked by what was done."""
    drill = started()
    drill.advance(170)
    assert not any(item.done for item in _commander(drill).guide.checklist)
    do(drill, c.AcknowledgePage("pay-fast"))
    do(drill, c.DeclareIncident(Sev.SEV1, ""))
    done = [item.title for item in _commander(drill).guide.checklist if item.done]
    assert done == ["Acknowledge the page", "Declare at the row that holds"]


def test_declaring_is_thanked_in_the_channel() -> None:
    """The first line after a declaration is a thank-you."""
    drill = started()
    do(drill, c.DeclareIncident(Sev.SEV3, ""))
    assert [item.says.split(" ")[0] for item in drill.feed("ic", 0)][-2:] == ["SEV3", "Thank"]


def test_the_game_master_sees_three_severities_over_time() -> None:
    """True, evident and declared severity each come as their moves, and a reopened incident has its severity back."""
    drill = started()
    drill.advance(170)
    do(drill, c.OpenTiles())
    do(drill, c.DeclareIncident(Sev.SEV2, ""))
    do(drill, c.ChangeSeverity(Sev.SEV1, ""))
    drill.advance(240)
    do(drill, c.ResolveIncident())
    drill.advance(250)
    do(drill, c.ReopenIncident(""))
    seen = _master(drill).ribbon
    assert [(m.at, m.sev) for m in seen.declared] == [
        (0, ""), (170, "SEV2"), (170, "SEV1"), (240, ""), (250, "SEV1"),
    ]  # fmt: skip
    assert (seen.true[0].sev, seen.true[-1].sev) == ("", "SEV1")
    assert seen.true[1].at < seen.evident[1].at
    assert seen.evident[-1].sev == "SEV1"


def test_harm_is_told_for_each_minute_that_is_over() -> None:
    """The minutes add up to the harm so far, less the running minute; quiet minutes have none."""
    drill = started()
    drill.advance(300)
    view = _master(drill)
    assert len(view.ribbon.harm) == 4
    assert view.ribbon.harm[0] < 1.0 < view.ribbon.harm[3]
    drill.advance(305)
    later = _master(drill)
    assert len(later.ribbon.harm) == 5
    assert abs(sum(later.ribbon.harm) - view.truth.harm) < 1.0


def test_a_hint_is_offered_when_it_is_asked_for_or_long_silence_meets_something_missing() -> None:
    """No offer while people work or the commander has just acted; the ladder for the present need comes whole."""
    drill = started()
    drill.advance(60)
    assert not _master(drill).trainee.offer
    drill.advance(165)
    assert not _master(drill).trainee.offer
    do(drill, c.AcknowledgePage("pay-fast"))
    drill.advance(250)
    assert not _master(drill).trainee.offer
    drill.advance(260)
    now = _master(drill).trainee
    assert now.offer
    assert now.hint_says == now.ladder[now.hint_level - 1]
    assert len(now.ladder) == 4


def test_a_mitigation_that_was_verified_owes_no_verification_any_more() -> None:
    """The time to verify runs from done until somebody has reported how users are."""
    drill = started()
    drill.advance(200)
    do(drill, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam", verify="pay", verify_minutes=5))
    drill.advance(300)
    line = _commander(drill).board.mitigations[0]
    assert line.state == "done"
    assert line.verify_due == line.done_at + 300
    do(drill, c.AskVerify("pay", "sam"))
    drill.advance(600)
    assert _commander(drill).board.mitigations[0].verify_due is None


def test_the_game_masters_channel_marks_what_the_commander_does_not_read() -> None:
    """A line of the game master's is marked as unseen exactly when the commander's channel has no line of that second and words."""
    drill = started()
    drill.advance(170)
    do(drill, c.OpenTiles())
    do(drill, c.DeclareIncident(Sev.SEV1, "no paying"))
    do(drill, c.TakeNote("calm", "B2", "+"), "gm")
    do(drill, c.SpeakAs("leo", "How is it going?"), "gm")
    do(drill, c.RequestHint())
    read = {(item.at, item.says) for item in drill.feed("ic", 0)}
    lines = drill.feed("gm", 0)
    assert {item.says for item in lines if item.unseen} >= {"True severity: SEV1.", "B2+ calm", "Asked for a hint."}
    assert {item.says for item in lines if not item.unseen} >= {"SEV1 declared: no paying", "How is it going?"}
    assert all(item.unseen is ((item.at, item.says) not in read) for item in lines)
    assert not any(item.unseen for seat in ("ic", "sam", "observer") for item in drill.feed(seat, 0))


def test_the_channel_says_how_something_arrived_and_what_an_order_is_confined_to() -> None:
    """A mail is a mail; what somebody says, and an ad-hoc line, has no label. An order for one part of its target names the part."""
    mail = ("    first: {at", "    posted: {at: 90s, from: mia, as: mail, says: It is slow.}\n    first: {at")
    drill = busy_shop.started(mail)
    restart = c.OrderMitigation(Kind.RESTART, "front", "priya", cohort="east")
    busy_shop.follow(drill, 100, restart, (c.AddInject("leo", "And now?"), "gm"), 130)
    items = {item.says: item.medium for item in drill.feed("ic", 0)}
    assert (items["It is slow."], items["Anything going on?"], items["And now?"]) == ("Mail", "", "")
    assert "Restart: Shop front, in east only. Priya McRae, please." in items
    assert _commander(drill).board.mitigations[0].title == "Restart: Shop front, in east only"


def test_parts_are_offered_where_an_order_can_be_confined_to_one() -> None:
    """Services with parts offer them; switches, services without and what freezes changes do not."""
    offers = {f"{o.kind} {o.target}": o.parts for o in _commander(busy_shop.started()).menu.mitigations}
    assert offers["restart front"] == ["east", "west"]
    assert {offers[key] == [] for key in ("restart checkout", "flag-off coupons", "freeze-changes front", "shed-load pay")} == {
        True
    }


def test_the_channel_tells_what_did_not_work_from_what_is_not_possible() -> None:
    """An order that was carried out in vain did not work; one that could not be begun is not possible."""
    vain = ("ready: 5s, takes: 10s}", "ready: 5s, takes: 10s, succeeds: 0%, fails_as: The switch did not take.}")
    drill = busy_shop.started(vain)
    off, restore = (c.OrderMitigation(*order, "sam") for order in ((Kind.FLAG_OFF, "coupons"), (Kind.RESTORE, "checkout")))
    busy_shop.follow(drill, 10, off, 60, restore, 120)
    said = [item.says for item in drill.feed("ic", 0)]
    assert "Switch off: Coupons did not work. The switch did not take." in said
    assert "Restore from backup: Checkout is not possible. There is no backup of it." in said
