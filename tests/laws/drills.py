"""Generated drills of any scenario: random commands of commander and game master at random seconds, and how their cards are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from simulator.drill.drill import Drill
from simulator.drill.orders import all_orders, people_for, targets
from simulator.record import commands as c
from simulator.record.facts import Fact
from simulator.record.seats import Role
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, PersonKind, Sev, Topic
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
NAMES = tuple(file.stem for file in SHIPPED)
#: The first command comes after this, and commands are at most so far apart: ten of them are over before a drill of twenty minutes ends.
FIRST, APART, MOST = 60, 110, 10
#: The game master ends a drill then, or at its planned end: later it would end by itself, and that is reckoned in time that was played.
END = 2100


class Given(NamedTuple):
    """A command so many seconds after the one before."""

    after: int
    command: c.Command
    seat: str


Choice = st.SearchStrategy[tuple[c.Command, str]]


@cache
def shipped(name: str) -> Scenario:
    loaded = load_scenario((SHIPPED[0].parent / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def by(seat: str, *commands: st.SearchStrategy[c.Command]) -> Choice:
    return st.tuples(st.one_of(*commands), st.just(seat))


def commander(scenario: Scenario) -> Choice:
    """Anything a commander may do in this scenario; hints are apart."""
    responders = [id_ for id_, person in scenario.public.people.items() if person.kind is PersonKind.RESPONDER]
    person = st.sampled_from(responders)
    audience, sev = st.sampled_from(Audience), st.sampled_from(Sev)
    orders = [
        c.OrderMitigation(kind, target, who)
        for kind, target in all_orders(scenario)
        for who in people_for(scenario, kind, target)[:1]
    ]
    return by(
        "ic",
        st.sampled_from(
            [c.OpenTiles(), c.OpenChanges(), c.ClaimMitigated(), c.ResolveIncident(), c.ReopenIncident(), c.StandDown()]
        ),
        st.sampled_from([c.AcknowledgePage(alert) for alert in scenario.public.alerts]),
        st.builds(c.DeclareIncident, sev),
        st.builds(c.ChangeSeverity, sev),
        st.builds(c.AssignRole, st.sampled_from(Role), st.sampled_from(["ic", *responders])),
        st.builds(c.AskInvestigate, st.sampled_from(targets(scenario)), st.sampled_from(Topic), st.integers(1, 9), person),
        st.builds(c.PagePerson, person),
        st.sampled_from(orders),
        st.builds(c.AskVerify, st.sampled_from(list(scenario.public.system.journeys)), person),
        st.builds(c.PostUpdate, audience, st.just("We know and look at it."), next_minutes=st.sampled_from([0, 1, 5])),
        st.builds(c.PromiseUpdate, audience, st.integers(1, 9)),
        st.builds(c.CloseIncident, person),
    )


CLOCK = st.one_of(
    by("gm", st.builds(c.PauseDrill), st.builds(c.SetSpeed, st.sampled_from(["0.5", "1", "2", "4"]))),
    by("ic", st.builds(c.CallTimeOut), st.builds(c.Wait)),
)
HINTS = st.one_of(
    by("ic", st.just(c.RequestHint())),
    by("gm", st.builds(c.GiveHint, st.integers(1, 4), st.just("What do users feel?"))),
)


def sequence(*choices: Choice, most: int = MOST) -> st.SearchStrategy[list[Given]]:
    one = st.tuples(st.integers(0, APART), st.one_of(*choices)).map(lambda pair: Given(pair[0], *pair[1]))
    return st.lists(one, max_size=most)


def run_to(drill: Drill, second: int) -> None:
    """A pause ends, a skip may stop on the way, and time goes on."""
    if drill.board.clock.state == "paused":
        drill.give(c.ResumeDrill(), "gm")
    while drill.now < second and drill.board.clock.moving:
        drill.advance(second)


def played(scenario: Scenario, commands: Sequence[Given], seed: int = 5) -> Drill:
    """A whole drill; what is refused is part of life. The game master ends it."""
    drill = Drill.new(scenario, seed)
    drill.give(c.StartDrill(), "ic")
    at = FIRST
    for after, command, seat in commands:
        at += after
        run_to(drill, at)
        drill.give(command, seat)
    run_to(drill, max(at, min(END, scenario.public.minutes * 60)))
    drill.give(c.EndDrill(), "gm")
    return drill


def woven(commands: Sequence[Given], others: Sequence[Given], begin: int = FIRST) -> list[Given]:
    """Both in the order of their seconds, the others before a command of the same second; none after the last command."""
    timed = [(at, 1, n, one) for n, (at, one) in enumerate(_timed(commands, begin))]
    last = timed[-1][0] if timed else begin
    timed += [(at, 0, n, one) for n, (at, one) in enumerate(_timed(others, begin)) if at <= last]
    made, before = [], begin
    for second, _, _, one in sorted(timed, key=lambda entry: entry[:3]):
        made.append(one._replace(after=second - before))
        before = second
    return made


def _timed(commands: Sequence[Given], begin: int) -> list[tuple[int, Given]]:
    at, timed = begin, []
    for one in commands:
        at += one.after
        timed.append((at, one))
    return timed


def card_of(drill: Drill) -> Scorecard:
    return score(drill.scenario, drill.facts, drill.truth_table())


def plain(drill: Drill) -> dict[str, Any]:
    """The whole card, in which facts stand by their second and content: their numbers move with each pause or hint."""
    card = asdict(card_of(drill))
    named = {fact.n: (fact.at, type(fact.body).__name__, fact.by) for fact in drill.facts}
    for line in card["lines"]:
        line["evidence"] = [named[n] for n in line["evidence"]]
    for moment in card["timeline"]:
        moment["fact"] = named.get(moment["fact"])
    card["facts"] = [{key: fact[key] for key in fact if key != "n"} for fact in card["facts"]]
    return card


def content(facts: Sequence[Fact], *but: type) -> list[tuple[int, object, object]]:
    """What became true, without these kinds and without numbers."""
    return [(fact.at, fact.body, fact.audience) for fact in facts if not isinstance(fact.body, but)]
