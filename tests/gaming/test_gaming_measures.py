"""Whoever plays the measures instead of the incident beats nobody: six ways to try, against a practised commander on the same luck.

Each bot is the practised commander with one habit more. Compared are medians over a few seeds, over all scenarios together: a panel is beaten
where at least one of its lines is better and none is worse, in the direction that `panels` states. False alarms belong to the mix, as they
do in life: on an incident that is one, declaring early is simply right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from simulator.bots.careful import Competent
from simulator.bots.habits import COMPETENT
from simulator.bots.plausible import suffering
from simulator.bots.play import POLICIES, Policy, play
from simulator.drill.drill import Drill
from simulator.drill.hints import LADDERS
from simulator.drill.orders import kinds_for, people_for
from simulator.record import commands as c
from simulator.record.commands import Command
from simulator.record.seats import GM, IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Sev, Topic, Variant
from simulator.scoring.panels import PANELS, beats, standing
from simulator.scoring.score import score
from simulator.scoring.scorecard import Scorecard

SHELF = Path(__file__).parents[2] / "scenarios"
RED_WALL, FIRST_PAGE, CLOUDFLARE, GITLAB = "red-wall", "first-page", "cloudflare-2019-07-02", "gitlab-2017-01-31"
MIX = (RED_WALL, FIRST_PAGE, CLOUDFLARE, GITLAB)
SEEDS = (1, 2, 3)
#: Nobody plays on beyond these seconds: the practised commander is done well before.
UNTIL = {RED_WALL: 2400, FIRST_PAGE: 2400, CLOUDFLARE: 4200, GITLAB: 15600}

Wishes = list[tuple[Command, str]]


class Sev1AtEverything(Competent):
    """Declares SEV1 in the first seconds of every drill, whatever there is, and never takes it back."""

    def act(self, drill: Drill) -> Wishes:
        if drill.board.incident.state == "quiet" and drill.now >= 10:
            return [(c.DeclareIncident(Sev.SEV1), IC)]
        return [(wish, seat) for wish, seat in super().act(drill) if not isinstance(wish, c.StandDown | c.ChangeSeverity)]


class BlindFailover(Competent):
    """Moves or restarts whatever can be moved or restarted the moment it has declared, the fast way, and asks nobody about it."""

    def act(self, drill: Drill) -> Wishes:
        if drill.board.incident.state == "declared" and drill.now % 30 == 0:
            for target in (suffering(self._scenario), *self._scenario.public.system.services):
                for kind in (Kind.FAIL_OVER, Kind.RESTART, Kind.FLUSH_CACHE):
                    wish = self._blindly(drill, kind, target)
                    if wish is not None:
                        return [(wish, IC)]
        return super().act(drill)

    def _blindly(self, drill: Drill, kind: Kind, target: str) -> Command | None:
        if kind not in kinds_for(self._scenario, target):
            return None
        tried = any(m.order == f"{kind.value} {target}" for m in drill.board.mitigations.values())
        for person in () if tried else people_for(self._scenario, kind, target):
            wish = c.OrderMitigation(kind, target, person, Variant.FAST)
            if drill.decide(wish, IC) is None:
                return wish
        return None


class TrivialAsks(Competent):
    """Asks everybody for something small all the time, in a one-minute box, and asks after each of them in time."""

    def act(self, drill: Drill) -> Wishes:
        if drill.board.incident.state == "declared" and drill.now % 10 == 0:
            for task in drill.board.tasks.values():
                if task.open and task.minutes == 1 and drill.now >= task.due and not task.nudges:
                    return [(c.NudgeTask(task.id), IC)]
            target = suffering(self._scenario)
            for person in self._responders(drill):
                wish = c.AskInvestigate(target, Topic.ACCESS, 1, person)
                if drill.decide(wish, IC) is None:
                    return [(wish, IC)]
        return super().act(drill)


class ResolveAtOnce(Competent):
    """Gives the all-clear as soon as there is an incident, and never opens it again."""

    def act(self, drill: Drill) -> Wishes:
        if drill.board.incident.open:
            return [(c.ResolveIncident(), IC)]
        return [(wish, seat) for wish, seat in super().act(drill) if not isinstance(wish, c.ReopenIncident)]


class Silence(Competent):
    """Declares nothing, so that nothing can be measured against it; works on all the same, as one does without an incident."""

    def act(self, drill: Drill) -> Wishes:
        return [(wish, seat) for wish, seat in super().act(drill) if not isinstance(wish, c.DeclareIncident)]


class HintAndRewind(Competent):
    """Has the game master name every step, takes each at once, and would play again from a fork with what it knows by then."""

    habits = replace(COMPETENT, declare=5, decide=5, acknowledge=5, pace=1.0)

    def act(self, drill: Drill) -> Wishes:
        wishes = super().act(drill)
        needs = {
            c.AcknowledgePage: "acknowledge", c.DeclareIncident: "declare", c.AssignRole: "hats", c.OpenChanges: "changes",
            c.OrderMitigation: "mitigate", c.AskInvestigate: "ask", c.AskVerify: "verify", c.ResolveIncident: "resolve",
        }  # fmt: skip
        named = [needs[type(wish)] for wish, _ in wishes if type(wish) in needs]
        return [*((c.GiveHint(4, LADDERS[need][3]), GM) for need in named), *wishes]


@cache
def shipped(name: str) -> Scenario:
    loaded = load_scenario((SHELF / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


@cache
def card_of(who: Callable[[Scenario, int], Policy], name: str, seed: int) -> Scorecard:
    """Harm is compared on the same luck and horizon, so that it needs no reference runs."""
    POLICIES["under test"] = who
    drill = play(shipped(name), "under test", seed, until=UNTIL[name])
    return score(drill.scenario, drill.facts, drill.truth_table())


@cache
def middle(who: Callable[[Scenario, int], Policy], panel: str, name: str) -> Mapping[str, float | None]:
    """The median of each line of a panel over the seeds; of open ones the median is open, where they are more than half."""
    cards = [standing(PANELS[panel], card_of(who, name, seed).lines) for seed in SEEDS]
    found: dict[str, float | None] = {}
    for id_ in PANELS[panel].lines:
        values = [card[id_] for card in cards if id_ in card]
        if len(values) * 2 <= len(SEEDS):
            continue
        number = median(float("inf") if value is None else value for value in values)
        found[id_] = None if number == float("inf") else number
    return found


#: What each way plays for.
GAMES: dict[type[Competent], tuple[str, ...]] = {
    Sev1AtEverything: ("time",),
    BlindFailover: ("time", "harm", "command"),
    TrivialAsks: ("command",),
    ResolveAtOnce: ("time", "command", "closing"),
    Silence: ("time", "communication", "command"),
    HintAndRewind: ("time", "harm", "command"),
}
PAIRS = [(who, panel) for who, panels in GAMES.items() for panel in panels]


@pytest.mark.parametrize(("who", "panel"), PAIRS, ids=lambda x: getattr(x, "__name__", x))
def test_nobody_beats_the_practised_commander_on_the_panel_they_play(who: type[Competent], panel: str) -> None:
    """Over the mix of scenarios, what is gained on one line of the panel is paid for on another."""
    pairs = [(middle(who, panel, name), middle(Competent, panel, name)) for name in MIX]
    assert not beats(PANELS[panel], pairs), pairs


@pytest.mark.parametrize("panel", ["time", "harm", "communication", "closing"])
def test_the_practised_commander_does_beat_nobody_in_the_seat(panel: str) -> None:
    """The control: panels can be beaten, and by playing the incident."""
    pairs = [(middle(Competent, panel, name), middle(Silence, panel, name)) for name in (FIRST_PAGE, CLOUDFLARE)]
    assert beats(PANELS[panel], pairs), pairs


def test_a_panel_is_beaten_only_by_what_is_worse_nowhere() -> None:
    """By hand: better on one line and equal elsewhere beats; worse on one, open, or not done at all, does not."""
    command = PANELS["command"]
    theirs = {"M12": 80.0, "M15.idle": 10.0, "M20": 60.0}
    assert beats(command, [({"M12": 90.0, "M15.idle": 10.0, "M20": 60.0}, theirs)])
    assert not beats(command, [(theirs, theirs)])
    assert not beats(command, [({"M12": 90.0, "M15.idle": 11.0, "M20": 60.0}, theirs)])
    assert not beats(command, [({"M12": 90.0, "M15.idle": 10.0, "M20": None}, theirs)])
    assert not beats(command, [({"M12": 90.0, "M15.idle": 10.0}, theirs)])
    assert not beats(command, [({"M12": 90.0, "M15.idle": 10.0, "M20": 60.0}, theirs), ({"M12": 70.0}, {"M12": 80.0})])


def value(who: type[Competent], name: str, id_: str) -> float | None:
    return next(line.value for line in card_of(who, name, 1).lines if line.id == id_)


def test_each_way_of_playing_gets_what_it_chases() -> None:
    """Not straw men: SEV1 is declared at once, orders come before any reason, loops are closed by the dozen, the all-clear is early, nothing
    is declared, and hinted steps are fast; each is better at its one line than the practised commander.
    """
    assert (value(Sev1AtEverything, FIRST_PAGE, "M3"), value(Competent, FIRST_PAGE, "M3")) == (0, 175)
    assert (value(BlindFailover, FIRST_PAGE, "M6.decide") or 0) < (value(Competent, FIRST_PAGE, "M6.decide") or 0)
    assert (value(TrivialAsks, FIRST_PAGE, "M15.idle") or 0) < (value(Competent, FIRST_PAGE, "M15.idle") or 0)
    assert (value(ResolveAtOnce, FIRST_PAGE, "M7") or 0) < (value(Competent, FIRST_PAGE, "M7") or 0)
    assert value(Silence, RED_WALL, "M11.over") == 0
    assert (value(HintAndRewind, FIRST_PAGE, "M25") or 0) < (value(Competent, FIRST_PAGE, "M25") or 0)


def test_what_was_hinted_stands_on_no_panel() -> None:
    """Named steps carry `h`, and so does the harm that followed from them (E9)."""
    lines = {line.id: line for line in card_of(HintAndRewind, FIRST_PAGE, 1).lines}
    assert all(lines[id_].hinted for id_ in ("M2", "M3", "M6.decide", "M25", "M5b"))
    assert not {"M3", "M6.decide", "M25"} & {
        *standing(PANELS["time"], [*lines.values()]),
        *standing(PANELS["harm"], [*lines.values()]),
    }


def test_a_second_try_is_no_result() -> None:
    """Played again from the page with what is known by then, it does better by far, is marked practice, and the first card is what it was."""
    first = card_of(Competent, FIRST_PAGE, 1)
    POLICIES["under test"] = Competent
    drill = play(shipped(FIRST_PAGE), "under test", 1, until=UNTIL[FIRST_PAGE])
    fork = Drill.replay(drill.scenario, drill.seed, [row for row in drill.rows if row.at <= 180])
    fork.advance(200)
    for act in (c.AcknowledgePage("pay-fast"), c.DeclareIncident(Sev.SEV1)):
        fork.give(act, IC)
    for person in people_for(fork.scenario, Kind.ROLL_BACK, "checkout"):
        fork.give(c.OrderMitigation(Kind.ROLL_BACK, "checkout", person), IC)
    fork.advance(1500)
    fork.give(c.EndDrill(), GM)
    again = score(fork.scenario, fork.facts, fork.truth_table(), practice=True)
    assert again.harm.you < first.harm.you
    assert (again.practice, again.comparable, first.comparable) == (True, False, True)
    assert score(drill.scenario, drill.facts, drill.truth_table()) == first
