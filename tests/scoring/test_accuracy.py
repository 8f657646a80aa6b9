"""M11: declared against evident. Every number follows from the seconds told; a failing step costs 100 user-minutes."""

from __future__ import annotations

from by_hand import Hand, truth

from simulator.record import facts as f
from simulator.scenario.words import Sev


def minutes(hand: Hand, until: int, *failing: tuple[int, int]) -> tuple[float | None, float | None]:
    lines = hand.lines(truth(until, *failing))
    return lines["M11.under"].value, lines["M11.over"].value


def test_under_runs_from_evidence_to_declaring() -> None:
    """Evident at 360, declared at 480: the 24 steps 360 .. 475, all failing, 2,400 user-minutes."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.ended(900)
    line = hand.lines(truth(900, (300, 900)))["M11.under"]
    assert line.value == 120
    assert "2,400 user-minutes" in line.says


def test_too_mild_a_severity_is_under_until_it_is_raised() -> None:
    """SEV2 declared at once with SEV1 evident, raised at 600: 48 steps."""
    hand = Hand()
    hand.page(360)
    hand.declare(360, Sev.SEV2)
    hand.at(600, f.SeverityChanged(Sev.SEV1, Sev.SEV2, ""))
    hand.ended(900)
    assert minutes(hand, 900, (300, 900)) == (240, 0)


def test_the_five_minutes_after_it_stopped_are_not_under() -> None:
    """Never declared; it stopped at 905 and the page still supports SEV1: 109 steps before, none in 905 .. 1200, 20 after."""
    hand = Hand()
    hand.page(360)
    hand.ended(1300)
    assert minutes(hand, 1300, (300, 900)) == (5 * 109 + 5 * 20, 0)


def test_reopened_it_is_declared_again() -> None:
    """Resolved at 1000 with SEV1 evident, reopened at 1100 at its severity: under for the 20 steps between."""
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(1000, f.IncidentResolved())
    hand.at(1100, f.IncidentReopened(""))
    hand.ended(1500)
    assert minutes(hand, 1500, (300, 1500)) == (100, 0)


def test_over_counts_from_ten_minutes_after_the_refuting_evidence() -> None:
    """The alert cleared at 1200 and SEV1 was held to the end at 2100: over from 1800 on, steps 1805 .. 2100.

    Sam and Priya are here and Noor is not, so three people with the commander: five minutes are 15 person-minutes.
    """
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(1200, f.AlertCleared("pay-burn"), by="world")
    hand.ended(2100)
    line = hand.lines(truth(2100, (300, 900)))["M11.over"]
    assert line.value == 300
    assert "15 person-minutes" in line.says


def test_whoever_joined_is_paid_for_too() -> None:
    """Noor came at 1950: three people for 150 s and four for 150 s are 17.5 person-minutes, and the step she came in is hers."""
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(1200, f.AlertCleared("pay-burn"), by="world")
    hand.at(1950, f.PersonJoined("noor"), by="noor")
    hand.ended(2100)
    says = hand.lines(truth(2100, (300, 900)))["M11.over"].says
    assert "about 18 person-minutes" in says


def test_nothing_refuted_is_not_over() -> None:
    """Uncertain, higher is right: SEV1 declared where only SEV2 was ever evident is not over, for as long as nothing speaks against it."""
    hand = Hand()
    hand.page(360, Sev.SEV2)
    hand.declare(360)
    hand.ended(3600)
    assert minutes(hand, 3600, (300, 3600)) == (0, 0)


def test_going_down_ends_it_and_costs_nothing() -> None:
    """Refuted at 1200, stood down at 1790, in the ten free minutes."""
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(1200, f.AlertCleared("pay-burn"), by="world")
    hand.at(1790, f.IncidentStoodDown(""))
    hand.ended(3600)
    assert minutes(hand, 3600, (300, 900)) == (0, 0)
