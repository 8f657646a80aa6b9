"""Luck as a function, who learns of a fact, and which seat may give what."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.record.commands import COMMANDS
from simulator.record.facts import ALL, GM_ONLY, TRUTH, Audience, seats
from simulator.record.luck import luck, luck_between, luck_lognormal
from simulator.record.seats import Holder, Seat, SeatKind, kind_of

law = settings(deadline=None, derandomize=True, max_examples=200)
keys = st.lists(st.one_of(st.text(max_size=8), st.integers(-5, 5)), min_size=1, max_size=4)


@law
@given(st.integers(0, 2**63), keys)
def test_luck_lies_within_nought_and_one_and_never_changes(seed: int, key: list[str | int]) -> None:
    """The same question has the same answer, in [0, 1)."""
    assert 0.0 <= luck(seed, *key) < 1.0
    assert luck(seed, *key) == luck(seed, *key)
    assert luck(seed, *key) != luck(seed + 1, *key)


LUCK_OF_PRIYA = 0.3443941807820975
DELAYS_OF_PRIYA = [29, 13, 26, 18, 30, 22]


def test_luck_is_the_same_on_every_machine() -> None:
    """These are blake2b's; a change of them is a change of every drill that was ever recorded."""
    assert luck(7, "priya", "accept", 3) == pytest.approx(LUCK_OF_PRIYA, abs=1e-15)
    assert [luck_between(7, 10, 30, "priya", n) for n in range(6)] == DELAYS_OF_PRIYA


@law
@given(st.integers(0, 2**32), st.integers(0, 500), st.integers(0, 500), st.integers(0, 99))
def test_a_delay_lies_within_its_range(seed: int, low: int, more: int, nth: int) -> None:
    """Both ends included."""
    assert low <= luck_between(seed, low, low + more, "x", nth) <= low + more


def test_every_delay_of_a_range_happens_about_as_often() -> None:
    """Of six thousand draws from 1..6 each comes between 900 and 1100 times."""
    drawn = [luck_between(1, 1, 6, "die", n) for n in range(6000)]
    assert all(900 < drawn.count(face) < 1100 for face in range(1, 7))


def test_a_log_normal_delay_has_its_median_and_spread() -> None:
    """Half below the median; the logarithm's deviation is sigma; never nought or less."""
    drawn = sorted(luck_lognormal(1, 60.0, 0.5, n) for n in range(4001))
    assert drawn[0] > 0.0
    assert drawn[2000] == pytest.approx(60.0, rel=0.04)
    logs = [math.log(x / 60.0) for x in drawn]
    assert math.sqrt(math.fsum(x * x for x in logs) / len(logs)) == pytest.approx(0.5, rel=0.04)


@pytest.mark.parametrize(
    ("audience", "revealed", "reached"),
    [
        (ALL, False, {"gm", "ic", "sam", "observer"}),
        (TRUTH, False, {"gm"}),
        (TRUTH, True, {"gm", "ic", "sam", "observer"}),
        (GM_ONLY, False, {"gm"}),
        (GM_ONLY, True, {"gm"}),
        (seats("sam", "ic"), False, {"gm", "ic", "sam"}),
        (seats(), True, {"gm"}),
    ],
)
def test_who_learns_of_a_fact(audience: Audience, revealed: bool, reached: set[str]) -> None:
    """The game master of all; the others of what is theirs; of the truth when it is revealed; of the game master's never."""
    assert {seat for seat in ("gm", "ic", "sam", "observer") if audience.reaches(seat, revealed=revealed)} == reached


def test_a_seat_id_says_what_kind_of_seat_it_is() -> None:
    """Three ids are fixed, every other one is a responder's."""
    kinds = {
        "gm": SeatKind.GAME_MASTER,
        "ic": SeatKind.INCIDENT_COMMANDER,
        "observer": SeatKind.OBSERVER,
        "sam": SeatKind.RESPONDER,
    }
    for id_, kind in kinds.items():
        assert kind_of(id_) is kind
        assert Seat(id_, Holder.EMPTY, "").kind is kind


def test_what_only_the_edge_may_give_no_seat_may() -> None:
    """Seating people, stating what history did, recording an instant: never from a browser. Everything else is somebody's."""
    nobody = {name for name, command in COMMANDS.items() if not command.SEATS}
    assert nobody == {"SeatPerson", "ForceMitigation", "ForceFinding", "StateFault", "RecordInstant"}


def test_observers_give_no_command() -> None:
    """They watch."""
    assert not any(SeatKind.OBSERVER in command.SEATS for command in COMMANDS.values())


def test_what_depends_on_what_was_seen_is_the_game_masters() -> None:
    """Only two game masters can be in each other's way."""
    assert {name for name, command in COMMANDS.items() if command.SEEN} == {
        "FireInject",
        "HoldInject",
        "ReleaseInject",
        "SkipInject",
    }
    assert all({SeatKind.GAME_MASTER} == command.SEATS for command in COMMANDS.values() if command.SEEN)
