"""Update quality (M10) as lines: what the public posts held, what they should not have held, what bore out, what was taken back.

The posts are read by `update_quality` and checked by `update_truth`. Internal updates are not judged: they may be as technical as they like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.drill.evidence import Evident, evident_at
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience
from simulator.scoring.comms import NOISE
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.update_quality import AVOIDS, FIRST, HOLDS, holds
from simulator.scoring.update_truth import Check, Post, checks
from simulator.scoring.visible import Visible
from simulator.world.harm import TruthRow
from simulator.world.severity import SEV2

#: "Operational" set back within this time was said too early.
TAKEN_BACK: Final = 900
_RETRACTS: Final = re.compile(
    r"\bcorrection\b|\b(?:we|our) (?:\w+ ){0,3}(?:were wrong|was wrong|were mistaken|said (?:earlier )?in error|retract)\b|\bretract\w*"
    r"|\bcontrary to (?:what|our)\b|\b(?:earlier|previous|last) (?:update|post|message)s?\b[^.;]{0,30}\b(?:wrong|incorrect|not correct|mistaken|in error)\b"
    r"|\bwas not the cause\b|\bnot, as we (?:said|wrote)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One post: the rules that show in it, those it needed, its claims that could be checked, and whether it takes back an earlier one."""

    post: Post
    shows: frozenset[str]
    needs: tuple[str, ...]
    checks: tuple[Check, ...]
    retracts: bool


def update_quality(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> Iterator[Line]:
    """M10: four lines over the public posts. A post so close to the one before that it is noise earns nothing for what it holds."""
    judged = judge(i, scenario, facts, rows)
    if not judged:
        for id_, title, unit in _LINES:
            yield Line(id_, title, "process", None, unit, "Nothing was posted to the status page.")
        return
    yield _holds(judged)
    yield _avoids(judged)
    yield _truth(judged)
    back = [x for x in judged if x.retracts]
    says = "No post was taken back later." if not back else f"{_posts(len(back))} took back what an earlier one had said."
    yield Line(*_LINES[3][:2], "process", len(back), "count", says, evidence=tuple(x.post.n for x in back or judged))


_LINES: Final = (
    ("M10.holds", "What public updates held", "%"),
    ("M10.avoids", "What they did better without", "count"),
    ("M10.truth", "What they said bore out", "%"),
    ("M10.retracted", "Updates taken back", "count"),
)


def judge(i: Instants, scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> tuple[Judged, ...]:
    """Every public post, in order."""
    visible, internal = Visible(scenario, facts, rows), _internal_names(scenario)
    made: list[Judged] = []
    credited: int | None = None
    resolved: int | None = None if i.resolved is None else i.resolved.at
    for post in public_posts(facts):
        hurting = hurting_at(visible, i.seen, post.at)
        shows = holds(post.says, hurting=hurting, internal=internal)
        if post.promised:
            shows |= {"Q4"}
        if hurting and post.state == "operational" and (not post.component or post.component in visible.bad(post.at)):
            shows |= {"N4"}
        noise = credited is not None and post.at - credited < NOISE
        needs: tuple[str, ...] = tuple(HOLDS)
        if noise:
            needs = ()
        elif not hurting:
            needs = ("Q5",) if resolved is not None and post.at >= resolved else ("Q4", "Q5")
        elif not any(x.needs for x in made):
            needs = FIRST
        credited = credited if noise else post.at
        found = tuple(checks(post, visible, scenario.public.starts_at, _evident_since(i.seen, post.at), hurting=hurting))
        made.append(Judged(post, shows, needs, found, _retracts(post, [x.post for x in made])))
    return tuple(made)


def hurting_at(visible: Visible, seen: Sequence[Evident], at: int) -> bool:
    """Whether users were evidently hurt: SEV2 or worse by the evidence, which looks back five minutes, and not well again by the tiles."""
    return evident_at(seen, at) >= SEV2 and not visible.well_again(at)


def public_posts(facts: Sequence[f.Fact]) -> tuple[Post, ...]:
    """What was written for the public, each once and when it was written, also where the page was lost."""
    promised = {x.because for x in facts if isinstance(x.body, f.PromiseMade)}
    delayed = {x.n for x in facts if isinstance(x.body, f.UpdateDelayed)}
    made = []
    for x in facts:
        match x.body:
            case f.UpdatePosted(audience=Audience.PUBLIC) if x.because in delayed:
                pass
            case f.UpdatePosted(audience=Audience.PUBLIC) | f.UpdateDelayed():
                made.append(Post(x.n, x.at, x.body.says, x.body.component, x.body.state, x.n in promised))
            case _:
                pass
    return tuple(made)


def _evident_since(seen: Sequence[Evident], at: int) -> int | None:
    """When the last stretch of evidence up to a second began."""
    since, before = None, 0
    for move in seen:
        if move.at > at:
            break
        if move.weight >= SEV2 > before:
            since = move.at
        before = move.weight
    return since


def _retracts(post: Post, earlier: Sequence[Post]) -> bool:
    if not earlier:
        return False
    well = [x for x in earlier if x.state == "operational" and x.component == post.component and post.at - x.at <= TAKEN_BACK]
    return bool(_RETRACTS.search(post.says)) or bool(well and post.state not in ("", "operational"))


def _internal_names(scenario: Scenario) -> tuple[str, ...]:
    """Ids of services that are two words or more and no component: only people inside say `image-svc`."""
    public = scenario.public.system
    components = {journey.component for journey in public.journeys.values()} | set(public.journeys)
    return tuple(id_ for id_ in public.services if "-" in id_ and id_ not in components)


# --- lines ------------------------------------------------------------------------------------------


def _holds(judged: Sequence[Judged]) -> Line:
    """Over all that the posts needed to hold, the share that they held. A first post needs Q4, Q5 and Q6 alone."""
    missing = Counter(rule for x in judged for rule in x.needs if rule not in x.shows)
    needed = sum(len(x.needs) for x in judged)
    evidence = tuple(x.post.n for x in judged if x.needs)
    id_, title, unit = _LINES[0]
    counted = sum(bool(x.needs) for x in judged)
    says = f"{_posts(counted)}; each held what it needed."
    if missing:
        says = f"{_posts(counted)}. Not said: " + "; ".join(f"{HOLDS[r]} ({_in(n)})" for r, n in sorted(missing.items())) + "."
    return Line(id_, title, "process", 100.0 * (needed - sum(missing.values())) / needed, unit, says, evidence=evidence)


def _avoids(judged: Sequence[Judged]) -> Line:
    found = Counter(rule for x in judged for rule in x.shows if rule in AVOIDS)
    evidence = tuple(x.post.n for x in judged if x.shows & set(AVOIDS)) or tuple(x.post.n for x in judged)
    id_, title, unit = _LINES[1]
    says = "No talk of causes, no promised repair, no words of the engine room, nothing called well that was not."
    if found:
        says = "Said: " + "; ".join(f"{AVOIDS[r]} ({_in(n)})" for r, n in sorted(found.items())) + "."
    return Line(id_, title, "process", sum(found.values()), unit, says, evidence=evidence)


def _truth(judged: Sequence[Judged]) -> Line:
    every = [check for x in judged for check in x.checks]
    wrong = [check for check in every if not check.right]
    id_, title, unit = _LINES[2]
    if not every:
        says = "Nothing was stated that the tiles could speak for or against."
        return Line(id_, title, "process", None, unit, says, evidence=tuple(x.post.n for x in judged))
    told = Counter(check.says for check in wrong)
    says = f"{len(every) - len(wrong)} of {len(every)} statements bore out by what the tiles showed at that second."
    if wrong:
        says += " " + "; ".join(told)[:400].capitalize() + "."
    evidence = tuple(dict.fromkeys(check.post for check in wrong or every))
    return Line(id_, title, "process", 100.0 * (len(every) - len(wrong)) / len(every), unit, says, evidence=evidence)


def _posts(n: int) -> str:
    return "One post" if n == 1 else f"{n} posts"


def _in(n: int) -> str:
    return "one post" if n == 1 else f"{n} posts"
