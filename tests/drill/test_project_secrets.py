"""No secret of a scenario reaches any seat but the game master's, at any moment of a driven drill."""

from __future__ import annotations

import json
from dataclasses import asdict

from small_shop import MARK, bodies, do, started

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Kind, Sev, Topic

SEATS = ("ic", "sam", "priya", "noor", "mia", "leo", "observer")
#: Secret texts that become known by being said.
SAID = (
    "A canary sings in release 7.",
    "Nobody asked the canary.",
    "The canary is quiet again.",
    "The canary of minute eighteen.",
)


def _screens(drill: Drill, seat: str) -> str:
    shown = [asdict(drill.view(seat)), [asdict(i) for i in drill.feed(seat, 0)], [asdict(p) for p in drill.samples(seat, 0)]]
    return json.dumps(shown, ensure_ascii=False)


def _leak(drill: Drill, seat: str, allowed: set[str]) -> str:
    text = _screens(drill, seat)
    for said in allowed:
        text = text.replace(said, "")
    at = text.lower().find(MARK)
    return "" if at < 0 else text[max(0, at - 60) : at + 60]


def test_no_secret_shows_before_it_is_said() -> None:
    """Through asking, ordering, waiting and the list of injects, only what was said in the channel is ever on a screen."""
    drill = started()
    acts = {
        165: c.OpenTiles(),
        170: c.DeclareIncident(Sev.SEV1, ""),
        175: c.OpenChanges(),
        200: c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"),
        400: c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"),
        600: c.AskInvestigate("front", Topic.LOGS, 5, "priya"),
    }
    for at in range(5, 1130, 5):
        drill.advance(at)
        if at in acts:
            do(drill, acts[at])
        if at % 45 == 0 or at in acts:
            said = {s for s in SAID if any(s in getattr(fact.body, "says", "") for fact in drill.facts)}
            for seat in SEATS:
                assert _leak(drill, seat, said) == "", (at, seat)
    posted = {card.finding for card in bodies(drill, f.CardPosted)}
    assert {"canary-release", "canary-unasked"} <= posted
    assert any(body.inject == "canary-inject" for body in bodies(drill, f.InjectDelivered))


def test_a_message_to_the_commander_is_on_nobody_elses_screen() -> None:
    """An inject addressed to the commander reaches their channel and the game master's."""
    drill = started()
    drill.advance(1090)
    line = "The canary of minute eighteen."
    assert {seat for seat in (*SEATS, "gm") if any(i.says == line for i in drill.feed(seat, 0))} == {"ic", "gm"}


def test_the_game_master_sees_what_the_others_do_not() -> None:
    """The same search finds the secrets on the game master's screen: it can find what it looks for."""
    drill = started()
    drill.advance(60)
    assert _leak(drill, "gm", set()) != ""


def test_truth_is_opened_by_reveal_and_not_before() -> None:
    """After EndEx nothing of the truth is in anybody's channel; after Reveal what happened is, once and in order."""
    drill = started()
    drill.advance(300)
    do(drill, c.EndDrill())
    assert all(item.kind != "truth" for seat in SEATS for item in drill.feed(seat, 0))
    do(drill, c.RevealTruth())
    told = [item.says for item in drill.feed("ic", 0) if item.kind == "truth"]
    assert told[0] == "A canary was released."
    assert told[1] == "10:02 Began: canary fault, on Checkout."
