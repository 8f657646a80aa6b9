"""One seed: every policy plays it, and what matters of each run is kept. This is what a worker process does.

The reference runs are made once and serve all of them: the harm of one luck is compared with the harm of the same luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.bots.fidelity import compare
from simulator.bots.habits import ATTENTION
from simulator.bots.play import play
from simulator.bots.prove.expected import possible
from simulator.bots.prove.ran import Beat, Given, Measure, OfSeed, Ran
from simulator.bots.prove.slips import slips
from simulator.bots.prove.steadiness import moves, unsteady
from simulator.bots.reference import reference_runs
from simulator.drill.drill import Drill
from simulator.record import facts as f
from simulator.record.commands import AnswerQuestion
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At, known_at
from simulator.scoring.references import References
from simulator.scoring.score import score

#: In the order in which they are played; `history` only where the file has one.
POLICIES = ("do-nothing", "ideal", "competent", "novice", "history")
#: Nobody's calls are part of it, so the severity is read in these.
UNDISTURBED = ("do-nothing", "history")


def of_seed(text: bytes, file: str, seed: int) -> OfSeed:
    """All policies on one seed. Text and seed are all it needs, so it can be done anywhere."""
    scenario = _loaded(text, file)
    kept: dict[str, _Kept] = {}
    for policy in POLICIES:
        if policy != "history" or scenario.secret.history:
            looks = _Looks(scenario)
            kept[policy] = (play(scenario, policy, seed, look=looks), looks)
    played = {policy: drill for policy, (drill, _) in kept.items()}
    references = reference_runs(scenario, seed, max(drill.now for drill in played.values()), played)
    ran = {policy: _ran(scenario, policy, drill, looks, references) for policy, (drill, looks) in kept.items()}
    return OfSeed(seed, references.nothing, references.ideal, ran)


def digests(text: bytes, file: str, seed: int) -> dict[str, str]:
    """The digest of each policy's run, made anew: for who wants to know whether it comes out the same."""
    scenario = _loaded(text, file)
    policies = [policy for policy in POLICIES if policy != "history" or scenario.secret.history]
    return {policy: play(scenario, policy, seed).digest() for policy in policies}


@lru_cache(maxsize=8)
def _loaded(text: bytes, file: str) -> Scenario:
    found = load_scenario(text, file)
    if not isinstance(found, Scenario):
        raise TypeError(f"{file} cannot be loaded, although it could be before")
    return found


class _Looks:
    """Watches a run as it goes, for what cannot be told afterwards: whether what a beat expects could be done when it came."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._read = 0
        self.possible: dict[str, bool] = {}

    def __call__(self, drill: Drill) -> None:
        for fact in drill.facts[self._read :]:
            if isinstance(fact.body, f.InjectDelivered) and fact.body.inject:
                expects = fact.body.expects
                self.possible[fact.body.inject] = expects is None or possible(drill, expects)
        self._read = len(drill.facts)


_Kept = tuple[Drill, _Looks]


def _ran(scenario: Scenario, policy: str, drill: Drill, looks: _Looks, references: References) -> Ran:
    facts, rows = drill.facts, drill.truth_table()
    card = score(scenario, facts, rows, references=references)
    i = instants(scenario, facts, rows)
    steady = policy in UNDISTURBED
    return Ran(
        policy=policy,
        digest=drill.digest(),
        ended=i.ended,
        measures={line.id: Measure(line.id, line.title, line.unit, line.value, line.censored) for line in card.lines},
        beats=dict(_beats(scenario, facts, looks, i)),
        given=tuple(_given(scenario, facts)),
        named={order: at.at for order in scenario.secret.truth.fixed_by if (at := known_at(scenario, facts, order)) is not None},
        severity=tuple((move.at, 5 - int(move.sev[3]) if move.sev else 0) for move in declared_moves(facts)),
        onset=_at(i.onset),
        evident=_at(i.evident),
        mitigated=_at(i.mitigated),
        mitigated_by=i.mitigated_by,
        worst=max((level.weight for level in i.truth), default=0),
        moves=len(moves(i.steps)) if steady else 0,
        unsteady=unsteady(scenario, rows, i.steps) if steady else (),
        slips=slips(drill),
        compared=compare(scenario, drill) if policy == "history" else (),
    )


def _at(instant: At | None) -> int | None:
    return None if instant is None else instant.at


def _beats(scenario: Scenario, facts: Sequence[f.Fact], looks: _Looks, i: Instants) -> list[tuple[str, Beat]]:
    made = []
    for fact in facts:
        body = fact.body
        if isinstance(body, f.InjectDelivered) and body.inject in scenario.secret.msel:
            within = scenario.secret.msel[body.inject].answer_within
            room = min(within, i.ended - fact.at) if within is not None else 0
            made.append(
                (
                    body.inject,
                    Beat(fact.at, looks.possible.get(body.inject, True), within is None or room >= ATTENTION[AnswerQuestion]),
                )
            )
    return made


def _given(scenario: Scenario, facts: Sequence[f.Fact]) -> list[Given]:
    """The orders from the commander's seat that end the hurting, each the first time it was given."""
    works = scenario.secret.truth.fixed_by
    first: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact.body, f.MitigationOrdered) and fact.body.by == IC and fact.body.order in works:
            first.setdefault(fact.body.order, fact.at)
    known = {order: known_at(scenario, facts, order) for order in first}
    return [Given(order, at, _at(known[order])) for order, at in first.items()]
