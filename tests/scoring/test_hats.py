"""Role coverage (M12): hats worn while they were required, worked by hand."""

from __future__ import annotations

from by_hand import Hand, truth

from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scenario.words import Sev
from simulator.scoring.scorecard import Line


def led(*hats: tuple[int, Role, str], sev: Sev = Sev.SEV2, declared: int = 400, resolved: int = 1400) -> Hand:
    """Declared, hats accepted at their seconds, resolved."""
    hand = Hand()
    hand.page(360)
    hand.declare(declared, sev)
    for at, role, person in sorted(hats, key=lambda hat: hat[0]):
        hand.at(at, f.RoleAccepted(role, person))
    hand.at(resolved, f.IncidentResolved())
    hand.ended(2000)
    return hand


def lines(hand: Hand) -> dict[str, Line]:
    return hand.lines(truth(2000, (300, 900)))


def test_a_sev1_needs_all_four_and_the_automatic_scribe_counts() -> None:
    """1,000 seconds; command from 410, ops from 500, comms from 600: bare until 600, so 800 of 1,000."""
    hand = led((410, Role.IC, IC), (500, Role.OPS, "sam"), (600, Role.COMMS, "priya"), sev=Sev.SEV1)
    line = lines(hand)["M12"]
    assert line.value == 80.0
    assert line.says.endswith("Not worn: ic 0:10, ops 1:40, comms 3:20.")
    assert line.spans == ((400, 600),)


def test_a_sev3_needs_an_owner_and_a_sev4_too() -> None:
    """Command from 500 of 400 to 1,400: 90 %."""
    for sev in (Sev.SEV3, Sev.SEV4):
        assert lines(led((500, Role.IC, IC), sev=sev))["M12"].value == 90.0


def test_after_thirty_minutes_all_four_are_needed_at_any_severity() -> None:
    """SEV3, command alone; 2,800 seconds open, the last 999 of them beyond the hero's half hour."""
    hand = Hand()
    hand.declare(100, Sev.SEV3)
    hand.at(100, f.RoleAccepted(Role.IC, IC))
    hand.at(2900, f.IncidentResolved())
    hand.ended(3000)
    line = hand.lines(truth(3000, (300, 900)))["M12"]
    assert line.spans == ((1901, 2900),)
    assert line.value == 100.0 * (2800 - 999) / 2800


def test_more_than_three_at_work_need_all_four_as_well() -> None:
    """SEV3; the fourth responder takes something up at 900: from then on ops and comms are missed."""
    hand = Hand()
    hand.declare(400, Sev.SEV3)
    hand.at(400, f.RoleAccepted(Role.IC, IC))
    for n, person in enumerate(("sam", "priya", "noor", "mia")):
        hand.at(900 if n == 3 else 500, f.TaskAccepted(f"t{n}", person))
    hand.at(1400, f.IncidentResolved())
    hand.ended(2000)
    assert lines(hand)["M12"].spans == ((900, 1400),)


def test_a_hat_given_back_is_bare_until_it_is_taken_up_again() -> None:
    """Ops released from 600 to 700."""
    hand = led((400, Role.IC, IC), (400, Role.OPS, "sam"), (400, Role.COMMS, "priya"), sev=Sev.SEV1)
    hand.facts = [x for x in hand.facts if x.at < 600]
    hand.at(600, f.RoleReleased(Role.OPS, "sam"))
    hand.at(700, f.RoleAccepted(Role.OPS, "priya"))
    hand.at(1400, f.IncidentResolved())
    hand.ended(2000)
    assert (lines(hand)["M12"].value, lines(hand)["M12"].spans) == (90.0, ((600, 700),))


def test_command_aloud_is_timed_from_declaring_and_open_while_nobody_says_it() -> None:
    """Accepted 25 seconds after declaring; never: open."""
    assert lines(led((425, Role.IC, IC)))["M12.aloud"].value == 25
    never = lines(led())["M12.aloud"]
    assert (never.value, never.censored) == (None, True)


def test_without_an_incident_no_hat_is_missed() -> None:
    """Nothing declared: no number, and not open."""
    hand = Hand()
    hand.ended(2000)
    line = lines(hand)["M12"]
    assert (line.value, line.censored) == (None, False)
