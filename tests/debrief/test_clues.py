"""The clue ledger: what could have told the commander something, and when it existed, was delivered, seen, acknowledged and acted on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import busy_shop
import pytest
import small_shop

from simulator.bots.play import play
from simulator.debrief.clue import Clue
from simulator.debrief.clues import SEEN_RULE, clues
from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import KeyboardMode
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Sev, Topic

CLOUDFLARE = Path(__file__).parents[2] / "scenarios" / "cloudflare-2019-07-02.yaml"


@cache
def cloudflare(policy: str) -> Drill:
    loaded = load_scenario(CLOUDFLARE.read_bytes(), CLOUDFLARE.name)
    assert isinstance(loaded, Scenario), loaded
    return play(loaded, policy, 7)


def ledger(drill: Drill) -> list[Clue]:
    return clues(drill.scenario, drill.facts, drill.truth_table())


def one(drill: Drill, kind: str, word: str = "") -> Clue:
    return next(x for x in ledger(drill) if x.kind == kind and word in x.title)


def at(drill: Drill, kind: type[f.Body], **named: Any) -> int:
    return next(x.at for x in drill.facts if isinstance(x.body, kind) and all(getattr(x.body, k) == v for k, v in named.items()))


def second(instant: Any) -> int | None:
    return None if instant is None else instant.at


@pytest.mark.parametrize("policy", ["competent", "novice", "do-nothing"])
def test_instants_come_in_their_order_and_name_their_facts(policy: str) -> None:
    """Existed, delivered, seen, then acted on, never the other way round; a fact that is named is there and of that second."""
    drill = cloudflare(policy)
    facts = {fact.n: fact for fact in drill.facts}
    found = ledger(drill)
    assert len(found) > 10
    for clue in found:
        instants = [clue.existed, clue.delivered, clue.seen, clue.acted]
        seconds = [i.at for i in instants if i is not None]
        assert seconds == sorted(seconds), clue
        assert all(facts[i.fact].at == i.at for i in (*instants[2:], clue.acknowledged) if i is not None and i.fact), clue
        assert all(name in clue.applies for name in ("existed", "delivered", "seen", "acted"))


def test_a_page_lives_from_firing_to_the_first_command() -> None:
    """Fired, delivered as it was paged, seen, acknowledged, and acted on by declaring: five facts."""
    drill = small_shop.started()
    small_shop.do(drill, c.OpenTiles())
    while not small_shop.bodies(drill, f.PageSent):
        drill.advance(drill.now + 1)
    paged = drill.now
    drill.advance(paged + 7)
    small_shop.do(drill, c.AcknowledgePage(small_shop.bodies(drill, f.PageSent)[0].alert))
    drill.advance(paged + 20)
    small_shop.do(drill, c.DeclareIncident(Sev.SEV1))
    page = one(drill, "page", "Paying")
    assert second(page.existed) == at(drill, f.AlertFired)
    assert second(page.acknowledged) == paged + 7
    assert (second(page.acted), page.acted_says) == (paged + 20, "Declared SEV1")


def test_a_tile_is_seen_when_it_was_open_and_stood_for_a_minute() -> None:
    """The same fall of the same journey: never seen with the tiles closed, a minute after they were opened otherwise."""
    closed = small_shop.started()
    closed.advance(900)
    assert one(closed, "tile", "Paying").seen is None
    assert second(one(closed, "tile", "Paying").existed) is not None
    late = small_shop.started()
    late.advance(400)
    small_shop.do(late, c.OpenTiles())
    late.advance(900)
    assert second(one(late, "tile", "Paying").seen) == 460
    early = small_shop.started()
    small_shop.do(early, c.OpenTiles())
    early.advance(900)
    tile = one(early, "tile", "Paying")
    assert tile.existed is not None
    assert second(tile.seen) == tile.existed.at + 60


def test_a_telling_change_is_seen_once_the_feed_was_opened() -> None:
    """The line that carried the fault exists from its deploy; nobody has seen it before the feed is open; other lines are no clues."""
    drill = small_shop.started()
    drill.advance(300)
    assert one(drill, "change", "release 7").seen is None
    small_shop.do(drill, c.OpenChanges())
    change = one(drill, "change", "release 7")
    assert (second(change.existed), second(change.seen)) == (120, 300)
    assert [x.title for x in ledger(drill) if x.kind == "change"] == ["Checkout release 7"]
    assert "acknowledged" not in change.applies


def test_a_report_existed_before_it_was_asked_for() -> None:
    """A finding is there from its fault on; it was delivered when it was reported, and acted on by the order it names."""
    drill = small_shop.started()
    drill.advance(200)
    small_shop.do(drill, c.DeclareIncident(Sev.SEV1))
    small_shop.do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(320)
    small_shop.do(drill, c.OrderMitigation(c.Kind.ROLL_BACK, "checkout", "sam"))
    report = one(drill, "report", "sings")
    assert second(report.existed) == at(drill, f.FaultStarted)
    assert second(report.delivered) == second(report.seen) == at(drill, f.CardPosted, finding="canary-release")
    assert (second(report.acted), report.acted_says) == (320, "Ordered Roll back: Checkout")


def test_what_nobody_asked_about_is_in_the_ledger_too() -> None:
    """It existed, and was delivered to nobody: where to look is what there is to learn. What could not be found yet is not there."""
    drill = small_shop.started()
    drill.advance(170)
    missed = one(drill, "report", "could have found")
    assert (second(missed.existed), missed.delivered, missed.seen, missed.acted) == (120, None, None, None)
    assert len([x for x in ledger(drill) if "could have found" in x.title]) == 1
    quiet = small_shop.started()
    quiet.advance(100)
    assert not [x for x in ledger(quiet) if "could have found" in x.title]


def test_a_question_is_acknowledged_by_its_answer() -> None:
    """What somebody writes to the commander and wants answered is acknowledged when it is answered."""
    swap = ("asks: {at: 4m, from: leo, to: ic, says:", "asks: {at: 4m, from: leo, to: ic, supports: SEV2, says:")
    drill = busy_shop.started(swap)
    drill.advance(260)
    assert one(drill, "message", "How bad").acknowledged is None
    small_shop.do(drill, c.AnswerQuestion(drill.board.open_questions[0].id, "Not known yet."))
    message = one(drill, "message", "How bad")
    assert (second(message.seen), second(message.acknowledged)) == (240, 260)
    assert "acknowledged" in message.applies


def test_what_stayed_between_two_people_was_not_seen() -> None:
    """A report that only a colleague read was in the room and never in the commander's view."""
    drill = small_shop.started()
    drill.advance(200)
    small_shop.do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    drill.advance(320)
    aside = [
        f.Fact(x.n, x.at, x.by, x.because, f.seats("priya"), x.body) if isinstance(x.body, f.CardPosted) and x.body.finding else x
        for x in drill.facts
    ]
    found = next(x for x in clues(drill.scenario, aside, drill.truth_table()) if "sings" in x.title)
    assert found.delivered is not None
    assert found.seen is None
    assert found.acted is None


def test_the_rule_of_seen_is_said() -> None:
    """Beside the ledger stands what seen means, with its minute, and that nobody knows where eyes were."""
    assert "60 s" in SEEN_RULE
    assert "nobody knows" in SEEN_RULE


def test_a_clue_lists_no_id_of_the_secret_half() -> None:
    """Titles are words as people said them; ids of faults and findings do not stand in the ledger."""
    drill = cloudflare("competent")
    secret = drill.scenario.secret
    words = " ".join(f"{x.title} {x.says} {x.acted_says}" for x in ledger(drill))
    assert not [id_ for id_ in (*secret.faults, *secret.findings, *secret.msel) if "-" in id_ and id_ in words]


def test_what_came_behind_the_commanders_back_is_seen_when_they_turn_round() -> None:
    """A report that reached the channel while the commander looked for themselves was seen at the second they dropped the keyboard."""
    drill = small_shop.started()
    drill.advance(200)
    small_shop.do(drill, c.DeclareIncident(Sev.SEV1))
    small_shop.do(drill, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
    small_shop.do(drill, c.TakeKeyboard(KeyboardMode.LOOK, "checkout"))
    drill.advance(320)
    small_shop.do(drill, c.DropKeyboard())
    report = one(drill, "report", "sings")
    assert report.delivered is not None
    assert report.delivered.at < 320
    assert second(report.seen) == 320
