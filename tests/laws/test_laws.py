"""The laws, over generated drills: whatever commands are given in whatever order, by whom and when, accepted or refused."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import asdict, replace
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_shop import MARK, scenario

from simulator.drill.drill import Drill
from simulator.record import commands as c
from simulator.record.codec import fact_from, fact_to
from simulator.record.seats import Role
from simulator.scenario.words import Audience, Kind, Sev, Topic
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard

SCENARIO = scenario()
END = 900
PEOPLE = ("sam", "priya", "noor", "mia")
#: What may be said aloud once it has been found or done.
SAID = (
    "A canary sings in release 7.",
    "Nobody asked the canary.",
    "The canary is quiet again.",
    "The canary of minute eighteen.",
)


class Given(NamedTuple):
    """A command so many seconds after the one before."""

    after: int
    command: c.Command
    seat: str


def by(seat: str, *commands: st.SearchStrategy[c.Command]) -> st.SearchStrategy[tuple[c.Command, str]]:
    return st.tuples(st.one_of(*commands), st.just(seat))


person = st.sampled_from(PEOPLE)
sev = st.sampled_from(Sev)
target = st.sampled_from(["checkout", "front", "coupons", "bank", "pay", "nowhere"])
audience = st.sampled_from(Audience)
COMMANDER = by(
    "ic",
    st.sampled_from(
        [c.OpenTiles(), c.OpenChanges(), c.ClaimMitigated(), c.ResolveIncident(), c.ReopenIncident(), c.RequestHint()]
    ),
    st.builds(c.DeclareIncident, sev),
    st.builds(c.ChangeSeverity, sev),
    st.builds(c.StandDown),
    st.builds(c.AcknowledgePage, st.sampled_from(["pay-fast", "pay-burn"])),
    st.builds(c.AssignRole, st.sampled_from(Role), st.sampled_from(["ic", *PEOPLE])),
    st.builds(c.AskInvestigate, target, st.sampled_from(Topic), st.integers(1, 9), st.sampled_from(["", *PEOPLE])),
    st.builds(c.OrderMitigation, st.sampled_from([Kind.ROLL_BACK, Kind.RESTART, Kind.FLAG_OFF, Kind.SHED_LOAD]), target, person),
    st.builds(c.AskVerify, st.sampled_from(["pay", "look"]), person),
    st.builds(c.PostUpdate, audience, st.just("We know."), next_minutes=st.sampled_from([0, 1, 5])),
    st.builds(c.PromiseUpdate, audience, st.integers(1, 9)),
    st.builds(c.CloseIncident, person),
)
MASTER = by(
    "gm",
    st.builds(c.FireInject, st.just("canary-inject")),
    st.builds(c.ForceFault, st.just("canary-fault"), st.booleans()),
    st.builds(c.SpeakAs, st.sampled_from(["mia", "leo"]), st.just("How is it going?")),
    st.builds(c.GiveHint, st.integers(1, 4), st.just("What do users feel?")),
)
RESPONDER = by(
    "sam",
    st.builds(c.Say, st.just("On it.")),
    st.builds(c.ProposeMitigation, st.just(Kind.ROLL_BACK), st.just("checkout")),
)
SEATING = st.sampled_from([(c.SeatPerson("sam", "human", "Sam"), "edge"), (c.SeatPerson("sam", "simulated", ""), "edge")])
CLOCK = st.one_of(
    by("gm", st.builds(c.PauseDrill), st.builds(c.SetSpeed, st.sampled_from(["0.5", "1", "2", "4"]))),
    by("ic", st.builds(c.CallTimeOut), st.builds(c.Wait)),
)


def sequence(*choices: st.SearchStrategy[tuple[c.Command, str]]) -> st.SearchStrategy[list[Given]]:
    """Commands of these kinds, at most a minute apart: before minute 18, when the shop itself says more."""
    one = st.tuples(st.integers(0, 60), st.one_of(*choices)).map(lambda pair: Given(pair[0], *pair[1]))
    return st.lists(one, max_size=14)


ANYTHING = sequence(COMMANDER, COMMANDER, COMMANDER, MASTER, RESPONDER, SEATING, CLOCK)


def run_to(drill: Drill, second: int) -> None:
    """A pause ends, a skip may stop on the way, and time goes on."""
    if drill.board.clock.state == "paused":
        drill.give(c.ResumeDrill(), "gm")
    while drill.now < second and drill.board.clock.moving:
        drill.advance(second)


def played(commands: list[Given], seed: int = 5) -> Drill:
    """A whole drill; what is refused is part of life. The game master ends it."""
    drill = Drill.new(SCENARIO, seed)
    drill.give(c.StartDrill(), "ic")
    at = 100
    for after, command, seat in commands:
        at += after
        run_to(drill, at)
        drill.give(command, seat)
    run_to(drill, max(at, END))
    drill.give(c.EndDrill(), "gm")
    return drill


def card_of(drill: Drill) -> Scorecard:
    return score(SCENARIO, drill.facts, drill.truth_table())


@settings(max_examples=40, deadline=None)
@given(commands=ANYTHING)
def test_replay_is_live(commands: list[Given]) -> None:
    """From the scenario, the seed and the rows alone: the same facts, board, truth and digest."""
    drill = played(commands)
    again = Drill.replay(SCENARIO, drill.seed, drill.rows)
    run_to(again, drill.now)
    assert again.digest() == drill.digest()
    assert list(again.facts) == list(drill.facts)
    assert (again.board, again.truth_table()) == (drill.board, drill.truth_table())


@settings(max_examples=40, deadline=None)
@given(commands=ANYTHING, share=st.floats(0.0, 1.0))
def test_a_fork_shares_everything_up_to_its_row(commands: list[Given], share: float) -> None:
    """Any prefix of the rows leads to a prefix of the facts: what is done differently later reaches nobody's past."""
    drill = played(commands)
    cut = round(share * len(drill.rows))
    fork = Drill.replay(SCENARIO, drill.seed, drill.rows[:cut])
    assert fork.facts == drill.facts[: len(fork.facts)]
    run_to(fork, fork.now + 60)
    before = [fact for fact in drill.facts if cut == len(drill.rows) or fact.at < drill.rows[cut].at]
    shared = min(len(before), len(fork.facts))
    assert fork.facts[:shared] == before[:shared]


@settings(max_examples=40, deadline=None)
@given(commands=sequence(COMMANDER), stops=st.lists(st.tuples(st.integers(100, END), CLOCK), max_size=8))
@example(  # what stops a skip was once taken for the cause of what stopped it
    commands=[Given(0, c.PostUpdate(Audience.INTERNAL, "We know.", next_minutes=1), "ic")], stops=[(100, (c.Wait(), "ic"))]
)
def test_no_pause_speed_or_skip_changes_a_measure(commands: list[Given], stops: list[tuple[int, tuple[c.Command, str]]]) -> None:
    """The same commands at the same drill seconds, with and without the clock being stopped, slowed and skipped in between."""
    plain = card_of(played(commands))
    stopped = card_of(played(_woven(commands, stops)))
    assert [(x.id, x.value, x.says, x.censored) for x in stopped.lines] == [
        (x.id, x.value, x.says, x.censored) for x in plain.lines
    ]
    assert stopped.strip == plain.strip
    assert (stopped.harm, stopped.keep, stopped.try_next) == (plain.harm, plain.keep, plain.try_next)
    assert stopped.severity_evident == plain.severity_evident


def _woven(commands: list[Given], stops: list[tuple[int, tuple[c.Command, str]]]) -> list[Given]:
    """Both in the order of their seconds, a stop before the command of its second, as distances again."""
    at, timed = 100, []
    for n, one in enumerate(commands):
        at += one.after
        timed.append((at, 1, n, one.command, one.seat))
    timed += [(second, 0, n, command, seat) for n, (second, (command, seat)) in enumerate(stops) if second <= at]
    woven, last = [], 100
    for second, _, _, command, seat in sorted(timed, key=lambda entry: entry[:3]):
        woven.append(Given(second - last, command, seat))
        last = second
    return woven


@settings(max_examples=30, deadline=None)
@given(commands=ANYTHING)
def test_what_is_hidden_is_in_nobodys_channel(commands: list[Given]) -> None:
    """Of facts for the truth or the game master only, no trainee's feed, view or samples hold a word, at the end of any drill."""
    drill = played(commands)
    said = {text for text in SAID if any(text in getattr(fact.body, "says", "") for fact in drill.facts)}
    for seat in ("ic", "sam", "priya", "observer"):
        shown = [asdict(drill.view(seat)), [asdict(i) for i in drill.feed(seat, 0)], [asdict(p) for p in drill.samples(seat, 0)]]
        text = json.dumps(shown, ensure_ascii=False)
        for words in said:
            text = text.replace(words, "")
        assert MARK not in text.lower(), seat


@settings(max_examples=30, deadline=None)
@given(commands=ANYTHING)
def test_a_scorecard_is_a_function_of_what_was_recorded(commands: list[Given]) -> None:
    """Facts that were stored and read again, and the truth table, give the same card; nothing of the live drill is asked."""
    drill = played(commands)
    stored = [fact_from(json.loads(json.dumps(fact_to(fact)))) for fact in drill.facts]
    assert score(SCENARIO, stored, drill.truth_table()) == card_of(drill)


@settings(max_examples=60, deadline=None)
@given(commands=ANYTHING)
def test_every_card_makes_sense(commands: list[Given]) -> None:
    """No drill is too odd to be scored: what is open has no number, times are not negative, stretches do not overlap, ids are unique."""
    drill = played(commands)
    card = card_of(drill)
    assert len({line.id for line in card.lines}) == len(card.lines)
    for line in card.lines:
        assert line.says.endswith((".", "?"))
        assert not (line.censored and line.value is not None), line
        if line.value is not None:
            assert math.isfinite(line.value)
            assert line.value >= 0.0 or line.id in ("M3b", "M17"), (
                line
            )  # declared before anybody was hurt, cured before the cause
            assert line.unit != "%" or line.value <= 100.0 or line.id.startswith("M25"), line
    for before, after in zip(card.strip, card.strip[1:], strict=False):
        assert before.end == after.start
        assert not before.open
    assert all(stretch.start < stretch.end <= card.ended_at for stretch in card.strip)
    for moves in (card.severity_true, card.severity_evident):
        weights = [move.sev for move in moves]
        assert all(a != b for a, b in itertools.pairwise(weights))
        assert [move.at for move in moves] == sorted(move.at for move in moves)
    assert card.keep
    assert card.try_next


def test_the_laws_bite() -> None:
    """The controls: another seed is another record, and a fact that is changed is another card."""
    acts = [
        Given(80, c.OpenTiles(), "ic"),
        Given(20, c.DeclareIncident(Sev.SEV1), "ic"),
        Given(0, c.AssignRole(Role.OPS, "sam"), "ic"),
    ]
    one, other = played(acts, 5), played(acts, 6)
    assert one.digest() != other.digest()
    later = [replace(x, at=x.at + 60) if type(x.body).__name__ == "IncidentDeclared" else x for x in one.facts]
    assert score(SCENARIO, sorted(later, key=lambda x: x.at), one.truth_table()) != card_of(one)
