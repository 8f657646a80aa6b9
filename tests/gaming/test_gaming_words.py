"""Whoever games the measures of communication (M8, M9, M10) beats nobody: four ways to try, against a practised commander on the same luck.

Each bot is the practised commander with one habit more. Compared are medians over a few seeds, line by line, each line in the direction in
which it is better; a line without a number beats nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from simulator.bots.careful import Competent
from simulator.bots.play import POLICIES, Policy, play
from simulator.drill.drill import Drill
from simulator.record.commands import Command, PostUpdate
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience
from simulator.scoring.score import score

SHELF = Path(__file__).parents[2] / "scenarios"
TWO = ("first-page", "cloudflare-2019-07-02")
SEEDS = (1, 2, 3, 4, 5)
#: Which way each line is better: up (1) or down (-1).
BETTER = {
    "M8.public": 1, "M8.internal": 1, "M8.promises": 1, "M8.unpromised": -1, "M9.green": -1, "M9.red": -1, "M10.holds": 1,
    "M10.avoids": -1, "M10.truth": 1, "M10.retracted": -1,
}  # fmt: skip


class Spam(Competent):
    """Once the first post is out, posts every half minute, whatever there is to say."""

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        wishes = super().act(drill)
        out = any(post.audience is Audience.PUBLIC for post in drill.board.posts)
        if not wishes and out and drill.board.incident.state == "declared" and drill.now % 30 == 0:
            return [(self._post(drill, Audience.PUBLIC, 0), IC)]
        return wishes


class Silent(Competent):
    """Never posts anything, so that nothing can be late or wrong."""

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        return [(wish, seat) for wish, seat in super().act(drill) if not isinstance(wish, PostUpdate)]


class AlwaysRed(Competent):
    """Says on every component that everything is broken for everybody, from the first second, and never takes it back."""

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        done = {post.component for post in drill.board.posts if post.state == "major-outage"}
        red = [id_ for id_ in self._scenario.public.system.journeys if id_ not in done]
        if red and drill.now >= 30:
            says = "All of our customers cannot use anything. We are working on it."
            return [(PostUpdate(Audience.PUBLIC, says, "", red[0], "major-outage", 15), IC)]
        return [(_reddened(wish), seat) for wish, seat in super().act(drill)]


class Template(Competent):
    """Fills the blanks of a perfect template with whatever comes to hand, so that every pattern finds something."""

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        return [(_filled(wish), seat) for wish, seat in super().act(drill)]


def _reddened(wish: Command) -> Command:
    return replace(wish, state="major-outage") if isinstance(wish, PostUpdate) and wish.state else wish


def _filled(wish: Command) -> Command:
    if not isinstance(wish, PostUpdate) or wish.audience is not Audience.PUBLIC:
        return wish
    return replace(
        wish, says="Since 03:00 UTC 2% of payments fail for our customers. We are working on it. Next update at 23:00 UTC."
    )


BOTS: dict[str, Callable[[Scenario, int], Policy]] = {
    "spam": Spam,
    "silence": Silent,
    "always red": AlwaysRed,
    "template": Template,
}


@cache
def _shipped(name: str) -> Scenario:
    loaded = load_scenario((SHELF / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert isinstance(loaded, Scenario)
    return loaded


@cache
def _medians(name: str, policy: str) -> dict[str, float | None]:
    """The median of each line over the seeds in which it has a number."""
    values: dict[str, list[float]] = {id_: [] for id_ in BETTER}
    for seed in SEEDS:
        drill = play(_shipped(name), policy, seed)
        for line in score(_shipped(name), drill.facts, drill.truth_table()).lines:
            if line.id in BETTER and line.value is not None:
                values[line.id].append(line.value)
    return {id_: median(found) if found else None for id_, found in values.items()}


@pytest.fixture(autouse=True)
def bots_may_play(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bots are known to `play` by their names while a test runs."""
    for name, bot in BOTS.items():
        monkeypatch.setitem(POLICIES, name, bot)


@pytest.mark.parametrize("name", TWO)
@pytest.mark.parametrize("bot", BOTS)
def test_no_way_of_gaming_beats_a_practised_commander(bot: str, name: str) -> None:
    """On no line of communication is it better, and on at least one it is worse."""
    gamed, honest = _medians(name, bot), _medians(name, "competent")
    worse = 0
    for id_, way in BETTER.items():
        one, other = gamed[id_], honest[id_]
        if one is None or other is None:
            worse += one is None and other is not None
            continue
        assert way * one <= way * other, (id_, one, other)
        worse += way * one < way * other
    assert worse > 0, gamed


@pytest.mark.parametrize(
    ("bot", "line"),
    [
        ("spam", "M8.unpromised"),
        ("spam", "M10.holds"),
        ("silence", "M9.green"),
        ("always red", "M9.green"),
        ("template", "M10.truth"),
    ],
)
def test_what_each_way_of_gaming_costs_stands_on_its_own_line(bot: str, line: str) -> None:
    """The guard that was made for it is the one that speaks."""
    for name in TWO:
        one, other = _medians(name, bot)[line], _medians(name, "competent")[line]
        assert one is not None
        assert other is not None
        assert BETTER[line] * one < BETTER[line] * other, (name, one, other)
