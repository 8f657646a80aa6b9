"""Laws of time: no pattern of pauses, waits, speeds and restarts changes what happens, and a journal leads where it led."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from busy_shop import follow, scenario, started
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.drill.drill import Divergence, Drill
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal
from simulator.scenario.words import Audience, Kind, Sev, Topic

#: What the clock itself says; everything else is the incident and must not notice how time was made to pass.
CLOCK = (
    f.ClockPaused,
    f.ClockResumed,
    f.SpeedSet,
    f.SkipStarted,
    f.SkipStopped,
    f.NoteTaken,
    f.SeatTaken,
    f.InjectHeld,
    f.InjectReleased,
)
END = 1560
SCENARIO = scenario()


class Happened(NamedTuple):
    """A fact without its numbers, which count the clock's facts too."""

    at: int
    by: str
    audience: object
    body: f.Body


def happened(drill: Drill) -> list[Happened]:
    return [Happened(x.at, x.by, x.audience, x.body) for x in drill.facts if not isinstance(x.body, CLOCK)]


class Op(NamedTuple):
    """One thing that befalls the clock, at a drill second."""

    at: int
    what: str
    size: int


PATTERNS = st.lists(
    st.builds(
        Op,
        st.integers(0, END - 1),
        st.sampled_from(
            [
                "time-out",
                "teaching",
                "technical",
                "speed",
                "wait",
                "stop wait",
                "restart",
                "instant",
                "slices",
                "note",
                "observer",
                "hold",
            ]
        ),
        st.integers(1, 200),
    ),
    max_size=14,
).map(sorted)


def give(drill: Drill, command: c.Command, seat: str) -> None:
    """A wish of the pattern; whether it is granted depends on what the pattern did before."""
    drill.give(command, seat)


def befall(drill: Drill, op: Op, before: int) -> Drill:
    """The drill after this has happened to it, before a second that is not to be passed. A restart makes another one from the rows."""
    match op.what:
        case "time-out":
            give(drill, c.CallTimeOut(), "ic")
            drill.advance(drill.now + op.size)
            give(drill, c.ResumeDrill(), "ic")
        case "teaching" | "technical":
            give(drill, c.PauseDrill(op.what), "gm")
            drill.advance(drill.now + op.size)
            give(drill, c.ResumeDrill(), "gm")
        case "speed":
            give(drill, c.SetSpeed(("0.5", "1", "2", "4")[op.size % 4]), "gm")
        case "wait":
            give(drill, c.Wait(), "ic")
        case "stop wait":
            give(drill, c.PauseDrill(), "gm")
            give(drill, c.ResumeDrill(), "gm")
        case "instant":
            give(drill, c.RecordInstant(), "edge")
        case "note":
            give(drill, c.TakeNote("Calm."), "gm")
        case "observer":
            give(drill, c.SeatPerson("observer", "human", "Jo"), "edge")
        case "hold":
            give(drill, c.HoldInject("late"), "gm")
            give(drill, c.ReleaseInject("late"), "gm")
        case "slices":
            while drill.now < min(op.at + op.size, before):
                drill.advance(drill.now + 1)
        case "restart":
            drill = Drill.replay(SCENARIO, 3, drill.rows)
            give(drill, c.PauseDrill("technical"), "edge")
            give(drill, c.ResumeDrill(), "gm")
    return drill


def run_to(drill: Drill, second: int) -> None:
    """As the pacer does: a skip may stop earlier, and then time goes on."""
    while drill.now < second:
        drill.advance(second)


def played(pattern: list[Op], script: dict[int, list[tuple[c.Command, str]]]) -> Drill:
    """The same commands at the same drill seconds, with the pattern laid over them."""
    drill = Drill.new(SCENARIO, 3)
    give(drill, c.StartDrill(), "ic")
    done: set[int] = set()
    seconds = sorted({*script, *(op.at for op in pattern), END})
    for at, following in zip(seconds, [*seconds[1:], END], strict=True):
        for op in [op for op in pattern if op.at == at]:
            run_to(drill, at)
            drill = befall(drill, op, at if at in script and at not in done else following)
        # After a restart time stands at the last row: what had come after it comes again.
        for second in sorted(s for s in script if s <= at and s not in done):
            run_to(drill, second)
            for command, seat in script[second]:
                made = drill.give(command, seat)
                assert not isinstance(made, Refusal), (command, made)
            done.add(second)
        run_to(drill, at)
    return drill


QUIET: dict[int, list[tuple[c.Command, str]]] = {}
LIVELY: dict[int, list[tuple[c.Command, str]]] = {
    241: [(c.AnswerQuestion("q1", "Not at all."), "ic")],
    640: [(c.DeclareIncident(Sev.SEV1), "ic"), (c.AskInvestigate("checkout", Topic.ERRORS), "ic")],
    700: [(c.PostUpdate(Audience.PUBLIC, "We know.", component="pay", state="degraded"), "ic")],
    733: [(c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"), "ic")],
    1400: [(c.AskVerify("pay", "priya"), "ic")],
}


PLAIN = {len(script): played([], script) for script in (QUIET, LIVELY)}


@pytest.mark.parametrize("script", [QUIET, LIVELY], ids=["quiet", "lively"])
@settings(max_examples=60, deadline=None)
@given(pattern=PATTERNS)
def test_no_pattern_of_pauses_waits_speeds_and_restarts_changes_what_happens(
    script: dict[int, list[tuple[c.Command, str]]], pattern: list[Op]
) -> None:
    """Same commands at the same drill seconds: same facts, same truth, every inject once and on time, however the clock was stopped."""
    drill, plain = played(pattern, script), PLAIN[len(script)]
    assert happened(drill) == happened(plain)
    assert drill.truth_table() == plain.truth_table()
    injects = [(x.at, x.body.inject) for x in drill.facts if isinstance(x.body, f.InjectDelivered)]
    assert injects == [(120, "first"), (240, "asks"), (1500, "late")]
    again = Drill.replay(SCENARIO, 3, drill.rows)
    run_to(again, drill.now)
    assert (again.digest(), again.board) == (drill.digest(), drill.board)


def lively() -> Drill:
    drill = Drill.new(SCENARIO, 3)
    give(drill, c.StartDrill(), "ic")
    for at, commands in LIVELY.items():
        run_to(drill, at)
        for command, seat in commands:
            give(drill, command, seat)
        give(drill, c.CallTimeOut(), "ic")
        give(drill, c.ResumeDrill(), "ic")
    run_to(drill, END)
    return drill


def test_replay_leads_to_every_row_and_on_from_it() -> None:
    """From any prefix of a journal a drill can be had back, and it goes on exactly as the first one did."""
    drill = lively()
    assert len(drill.rows) == 17
    for many in range(len(drill.rows) + 1):
        again = Drill.replay(SCENARIO, 3, drill.rows[:many])
        for row in drill.rows[many:]:
            run_to(again, row.at)
            assert again.row(row.command, row.seat, row.id) == row
            again.apply(row)
        run_to(again, END)
        assert (again.digest(), again.facts) == (drill.digest(), drill.facts)


def test_each_row_carries_the_digest_of_the_record_before_it() -> None:
    """Digests differ from row to row wherever something became true, and are those of the record just before."""
    drill = started()
    before = drill.digest()
    row = drill.row(c.DeclareIncident(Sev.SEV1), "ic", "x")
    assert row.digest == before
    drill.apply(row)
    assert drill.digest() != before
    assert drill.row(c.Say("So."), "ic", "y").digest == drill.digest()


def _named(rows: list[Row]) -> Divergence:
    with pytest.raises(Divergence) as caught:
        Drill.replay(SCENARIO, 3, rows)
    return caught.value


def test_a_divergence_is_named_by_its_row() -> None:
    """An edited command shows at the next row that rests on it; a missing, moved, forbidden or early row at itself."""
    rows = lively().rows
    n = next(row.n for row in rows if isinstance(row.command, c.DeclareIncident))

    def with_row(number: int, **changes: object) -> list[Row]:
        return [Row(**{**_fields(row), **changes}) if row.n == number else row for row in rows]  # type: ignore[arg-type]

    edited = _named(with_row(n, command=c.DeclareIncident(Sev.SEV2)))
    assert (edited.row, edited.says) == (n + 1, "the record before it is not the one that was recorded")
    late = _named(with_row(n, at=645))
    assert late.row == n + 1
    early = _named(with_row(n + 1, at=600))
    assert early.row == n + 1
    assert "stands at second 640" in early.says
    missing = _named([row for row in rows if row.n != n])
    assert (missing.row, missing.says) == (n + 1, f"row {n} was expected")
    other_seat = _named(with_row(n, seat="sam"))
    assert other_seat.row == n
    assert "DeclareIncident is refused" in other_seat.says
    other_seed = _named_with_seed(rows)
    assert other_seed.row > 1


def _named_with_seed(rows: list[Row]) -> Divergence:
    with pytest.raises(Divergence) as caught:
        Drill.replay(SCENARIO, 4, rows)
    return caught.value


def _fields(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("n", "at", "seat", "id", "command", "digest")}


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(1, END), max_size=30).map(sorted))
def test_how_finely_time_is_advanced_changes_nothing(cuts: list[int]) -> None:
    """The pacer may wake whenever it likes: the record is the same to the byte."""
    drill = started()
    for cut in cuts:
        drill.advance(cut)
    drill.advance(END)
    assert drill.digest() == WHOLE


WHOLE = follow(started(), END).digest()


_ELSEWHERE = """
import sys
from busy_shop import follow, started
from simulator.record import commands as c
from simulator.scenario.words import Sev, Topic
drill = follow(started(), 640, c.DeclareIncident(Sev.SEV1), c.AskInvestigate("checkout", Topic.ERRORS), 1560)
sys.stdout.write(drill.digest())
"""


def test_the_record_is_the_same_in_any_process() -> None:
    """Neither the hash seed, the time zone nor the language of a computer reaches the record."""
    here = Path(__file__).parent.parent
    digests = set()
    for seed, zone, language in (("0", "UTC", "C"), ("1", "Asia/Kathmandu", "de_DE.UTF-8"), ("77", "America/St_Johns", "tr_TR")):
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": f"{here}:{here.parent}"}
        ran = subprocess.run([sys.executable, "-c", _ELSEWHERE], env=surroundings, capture_output=True, text=True, check=True)
        digests.add(ran.stdout)
    assert len(digests) == 1
    assert len(digests.pop()) == 32
