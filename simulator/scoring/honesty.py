"""Status-page honesty (M9): how long the page said that all is well while users were evidently hurt, and the inverse.

By evidence, not by truth: a page cannot tell what nobody could know. In seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from simulator.drill.evidence import evident_at
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.severity import weight_at
from simulator.scoring.update_quality import holds
from simulator.scoring.visible import Visible
from simulator.scoring.words import clock
from simulator.world.harm import TruthRow
from simulator.world.network import STEP
from simulator.world.severity import HEALTHY, SEV2, SEV3

#: A page may stay green this long after users were evidently hurt.
GREEN_GRACE: Final = 300
#: It may show an outage this long after recovery.
RED_GRACE: Final = 900


@dataclass(slots=True)
class _Page:
    """The status page as readers saw it. Green until it is told that something is wrong, and again when all components are well."""

    states: dict[str, str] = field(default_factory=dict)
    told: bool = False
    red_since: int = 0

    @property
    def red(self) -> bool:
        """A component is shown as hurt."""
        return any(state != "operational" for state in self.states.values())

    def post(self, fact: f.Fact, body: f.UpdatePosted | f.UpdateDelayed, *, founded: bool) -> None:
        """`founded`: something was evident or so. What was called broken before that tells nobody anything when it comes."""
        before = self.red
        if body.component and body.state:
            self.states[body.component] = body.state
        if not before:
            self.red_since = fact.at
        if body.state == "operational":
            self.told = self.told and self.red
        elif founded:
            shows = holds(body.says)
            self.told = self.told or bool(body.component and body.state) or (bool(shows & {"Q5", "Q6"}) and "N4" not in shows)


def honesty(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> Iterator[Line]:
    """M9.green: time in which the page was green, SEV2 or worse was evident, and had been for more than five minutes.

    M9.red: time in which a component was shown as hurt although nothing was evident and nothing true any more (SEV3 or worse), for more
    than fifteen minutes since that was so and since it was first shown. Evidence that comes back begins a grace of its own (E8).
    Evidence looks back five minutes; once the tiles have been well for a minute, calling it well is not dishonest any more.
    A page that is always red is as good as green: what was posted before anything was evident or so does not count as saying so.
    A post that went the way round a lost page counts when it was written. Where harm shows on no tile, what people and logs told is the
    evidence (E18): scenarios carry no disclosure rule of their own. A false alarm has no dishonest green.
    """
    page, posts, visible = _Page(), _posts(facts), Visible(scenario, facts, rows)
    green = red = 0
    evident_since: int | None = None
    last_bad = 0
    for at in range(STEP, i.ended + 1, STEP):
        while posts and posts[0][0].at <= at:
            fact, body = posts.pop(0)
            founded = evident_at(i.seen, fact.at) > HEALTHY or weight_at(i.truth, fact.at) >= SEV3
            page.post(fact, body, founded=founded)
        evident = evident_at(i.seen, at) >= SEV2
        evident_since = None if not evident else at if evident_since is None else evident_since
        if evident or weight_at(i.truth, at) >= SEV3:
            last_bad = at
        if not page.told and evident_since is not None and at - evident_since > GREEN_GRACE and not visible.well_again(at):
            green += STEP
        if page.red and at - max(last_bad, page.red_since) > RED_GRACE:
            red += STEP
    evidence = tuple(x.n for x, _ in _posts(facts))
    yield _green(i, scenario, green, evidence)
    says = "The page showed no outage for long after it was over."
    if red:
        says = f"The page showed an outage for {clock(red)} longer than {RED_GRACE // 60} minutes after it was over."
    shown = any(body.state not in ("", "operational") for _, body in _posts(facts))
    yield Line(
        "M9.red",
        "Outage shown after recovery",
        "process",
        red if shown else None,
        "s",
        says if shown else _NEVER,
        evidence=evidence,
    )


_NEVER: Final = "The page never showed an outage."


def _green(i: Instants, scenario: Scenario, green: int, evidence: tuple[int, ...]) -> Line:
    evident = i.evident if i.line == SEV2 else None
    resting = evidence or (() if evident is None or not evident.fact else (evident.fact,))
    title = "Green while users were hurt"
    if i.false_alarm or all(move.weight < SEV2 for move in i.seen):
        return Line("M9.green", title, "process", None, "s", "Does not apply: SEV2 or worse was never evident.", evidence=resting)
    truth = scenario.secret.truth
    by_word = " Judged by what people and logs told, since no tile shows this harm." if truth.breach or truth.data_loss else ""
    says = "The page was not green while users were evidently hurt."
    if green:
        says = f"The page was green for {clock(green)} while users were evidently hurt, beyond the first {GREEN_GRACE // 60} minutes."
    return Line("M9.green", title, "process", green, "s", says + by_word, evidence=resting)


def _posts(facts: Sequence[f.Fact]) -> list[tuple[f.Fact, f.UpdatePosted | f.UpdateDelayed]]:
    delayed = {x.n for x in facts if isinstance(x.body, f.UpdateDelayed)}
    made: list[tuple[f.Fact, f.UpdatePosted | f.UpdateDelayed]] = []
    for x in facts:
        match x.body:
            case f.UpdatePosted(audience=Audience.PUBLIC) if x.because not in delayed:
                made.append((x, x.body))
            case f.UpdateDelayed():
                made.append((x, x.body))
            case _:
                pass
    return made
