"""Handoffs: command in writing, read back within a minute, what is missing named, and who holds it afterwards."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from long_night import follow, started
from small_shop import bodies, do

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import Role
from simulator.scenario.words import Sev

LED = (60, c.DeclareIncident(Sev.SEV3), c.AssignRole(Role.IC, "ic"))
FULL = c.HandOff(
    "priya", "SEV3, payments slow.", "Nothing yet.", "Sam looks at checkout.", "Ops: nobody.", "It may grow.", "Internal, 22:00."
)


def when(drill: Drill, kind: type[f.Body]) -> int:
    return next(fact.at for fact in drill.facts if isinstance(fact.body, kind))


@pytest.mark.parametrize("seed", range(5))
def test_a_handoff_is_read_back_within_a_minute_and_then_accepted(seed: int) -> None:
    """Thirty to sixty seconds to read it back, every box in it; command passes only when it is accepted after that."""
    drill = follow(started(seed=seed), *LED, FULL, 150)
    read, accepted = when(drill, f.HandoffReadBack) - 60, when(drill, f.HandoffAccepted) - 60
    assert 30 <= read <= 60 < 60 + 5 <= accepted + 30
    assert read < accepted <= read + 15
    says = bodies(drill, f.HandoffReadBack)[0].says
    assert all(
        box.rstrip(".") in says for box in (FULL.situation, FULL.tried, FULL.pending, FULL.holders, FULL.risks, FULL.promises)
    )
    assert "nothing down" not in says
    assert drill.board.wearer(Role.IC) == "priya"
    assert follow(started(seed=seed), *LED, FULL, 60 + read).board.wearer(Role.IC) == "ic"


def test_what_a_handoff_does_not_say_is_named_by_who_receives_it() -> None:
    """An empty box is heard by everybody."""
    drill = follow(started(), *LED, c.HandOff("priya", "Slow.", pending="Sam: checkout."), 150)
    says = bodies(drill, f.HandoffReadBack)[0].says
    assert "nothing down for: tried, roles, risks, next update" in says


def test_a_handoff_is_a_card_in_the_channel_and_on_every_screen() -> None:
    """All six boxes, also those left empty, where everybody reads them."""
    drill = follow(started(), *LED, c.HandOff("priya", "Slow."))
    line = next(item for item in drill.feed("sam", 0) if item.kind == "handoff")
    assert line.says.splitlines()[:3] == ["Priya, please take command.", "State and impact: Slow.", "Tried: nothing written"]
    assert len(line.says.splitlines()) == 7
    card = asdict(drill.view("sam"))["acts"]["handoff"]
    assert (card["name"], card["state"], len(card["boxes"])) == ("Priya", "offered", 6)


def test_a_person_at_the_seat_reads_back_in_their_own_words() -> None:
    """Nothing is said for them; accepting needs words, and passes command."""
    drill = follow(started(), *LED, (c.SeatPerson("priya", "human", "Kim"), "edge"), FULL, 200)
    assert not bodies(drill, f.HandoffReadBack)
    assert "AcceptHandoff" in asdict(drill.view("priya"))["you"]["can"]
    do(drill, c.AcceptHandoff("h1", "SEV3, Sam at checkout, 22:00."), "priya")
    assert drill.board.wearer(Role.IC) == "priya"
    assert bodies(drill, f.HandoffReadBack)[0].says == "SEV3, Sam at checkout, 22:00."


def test_a_seat_given_back_reads_back_what_lies_before_it() -> None:
    """The simulation takes over a handoff nobody has answered."""
    seat = c.SeatPerson("priya", "human", "Kim"), "edge"
    drill = follow(started(), *LED, seat, FULL, 200, (c.SeatPerson("priya", "simulated", "Priya"), "edge"), 300)
    assert when(drill, f.HandoffAccepted) > 230


def test_command_can_be_taken_back() -> None:
    """Whoever sits in the commander's seat may say that they have command again."""
    drill = follow(started(), *LED, FULL, 150, c.AssignRole(Role.IC, "ic"))
    assert drill.board.wearer(Role.IC) == "ic"
