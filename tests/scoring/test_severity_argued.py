"""What severity accuracy (M11) and the cadence (M8) leave out or tag: arguments about the severity, and hours that were jumped over."""

from __future__ import annotations

from by_hand import Hand, handled, truth

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.words import Audience


def argued(*said: tuple[int, str, str]) -> float | None:
    hand = Hand()
    hand.declare(400)
    for at, who, says in said:
        hand.at(at, f.ChannelPosted(who, says), by=who)
    hand.ended(2000)
    found = hand.lines(truth(2000, (300, 900)))
    return found["M11.argued"].value if "M11.argued" in found else None


def test_three_lines_by_two_people_in_five_minutes_are_an_argument() -> None:
    """By two, within 300 s: once. By one alone, a second later, of two lines only, or about something else: none."""
    three = ((500, "sam", "Is this a SEV1?"), (600, IC, "Yes, sev 1."), (800, "sam", "The severity is too high."))
    assert argued(*three) == 1
    assert argued(*[(at, "sam", says) for at, _, says in three]) is None
    assert argued(*three[:2], (801, "sam", "SEV2, I say.")) is None
    assert argued(*three[:2]) is None
    assert argued(*three[:2], (700, "sam", "Several servers answer again.")) is None


def test_what_was_due_in_a_jump_is_put_off_by_as_long() -> None:
    """Posted 600 and 850, the next promised for 1,900 or usual at 2,050; jumped from 1,000 to 8,200: nothing was missed in those hours."""
    for promised in (0, 1300):
        hand = Hand()
        hand.page(360)
        hand.declare(400)
        hand.post(600, promise=promised)
        if not promised:
            hand.post(850)
        if promised:
            hand.at(1000, f.ActJumped("night", 8200), f.PromiseMoved("p3", Audience.PUBLIC, 9100))
        else:
            hand.at(1000, f.ActJumped("night", 8200))
        hand.at(8200, f.ActBegan("night", True, "", ""), by="clock")
        hand.ended(8400)
        line = hand.lines(truth(8400, (300, 900)))["M8.public"]
        assert line.says == ("1 of 1 on time." if promised else "2 of 2 on time."), promised


def test_a_promise_put_off_is_due_where_it_was_put() -> None:
    """Put off to 9,100 and kept at 9,140; a quarter of an hour later it is late."""
    for at, says in ((9140, "2 of 2 on time."), (10_000, "1 of 2 on time; late ones came 15:00 after their time.")):
        hand = Hand()
        hand.page(360)
        hand.declare(400)
        hand.post(600, promise=1300)
        hand.at(1000, f.ActJumped("night", 8200), f.PromiseMoved("p3", Audience.PUBLIC, 9100))
        hand.at(8200, f.ActBegan("night", True, "", ""), by="clock")
        hand.post(at)
        hand.ended(10_100)
        assert hand.lines(truth(10_100, (300, 900)))["M8.public"].says == says


def test_in_the_hours_of_a_jump_nothing_is_held_too_severe() -> None:
    """All evidence gone at 1,700 and SEV1 still declared; jumped over 1,800 to 5,000: over counts from ten minutes after, without the jump: the
    61 steps from 5,000 on.
    """
    hand, _ = handled()
    hand.facts = [x for x in hand.facts if x.at <= 1200]
    hand.at(1700, f.AlertCleared("pay-burn"), by="world")
    hand.at(1800, f.ActJumped("night", 5000))
    hand.at(5000, f.ActBegan("night", True, "", ""), by="clock")
    hand.ended(5300)
    assert hand.lines(truth(5300, (300, 900)))["M11.over"].value == 305
