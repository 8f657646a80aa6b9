"""Episodes (E8): where a second fault came to hurt users after the first, its own times beside those of the whole.

The measures of severity take both together; time to declare and time to mitigate are told for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves
from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Line
from simulator.scoring.severity import mitigated, weight_at
from simulator.scoring.words import clock
from simulator.world.severity import SEV2, SEV3


@dataclass(frozen=True, slots=True)
class Episode:
    """One fault that hurt users, from its fact until that of its end."""

    fault: str
    began: At
    ended: At | None


def episodes(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> tuple[Episode, ...]:
    """The faults of the scenario that change what users meet and stood while the true severity was SEV3 or worse, by their beginning.

    Those that had begun by the onset are the first episode together, which ends with the last of them.
    """
    if i.onset is None:
        return ()
    found = [one for one in _faults(scenario, facts) if _hurt(i, one)]
    first = [one for one in found if one.began.at <= i.onset.at]
    later = [one for one in found if one.began.at > i.onset.at]
    if not first:
        return tuple(later)
    ends = [one.ended for one in first]
    last = None if None in ends else max((end for end in ends if end is not None), key=lambda end: end.at)
    return (Episode(first[0].fault, At(i.onset.at, first[0].began.fact), last), *later)


def _faults(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Episode]:
    public = scenario.public.system
    for fact in facts:
        if not isinstance(fact.body, f.FaultStarted) or fact.body.fault not in scenario.secret.faults:
            continue
        id_ = fact.body.fault
        spec = scenario.secret.faults[id_]
        if spec.severity is None and spec.target not in public.services and spec.target not in public.journeys:
            continue  # a lost tool hurts the response, not users
        end = next((x for x in facts if x.n > fact.n and isinstance(x.body, f.FaultEnded) and x.body.fault == id_), None)
        yield Episode(id_, At(fact.at, fact.n), None if end is None else At(end.at, end.n))


def _hurt(i: Instants, one: Episode) -> bool:
    end = i.ended if one.ended is None else one.ended.at
    inside = [level for level in i.truth if one.began.at < level.at <= end]
    return weight_at(i.truth, one.began.at) >= SEV3 or any(level.weight >= SEV3 for level in inside)


def episode_lines(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M3.e2, M5.e1, M5.e2, ... where there is more than one episode.

    M3.e<n> = time from the first evidence since that fault began (something delivered that speaks for the severity, or the evident
    severity getting worse) until declared at the line: 0 where the incident was open. M5.e<n> = from that evidence (the first: T_evid)
    until the fault ended, or users were well for five minutes, whichever is first.
    """
    found = episodes(i, scenario, facts)
    if len(found) < 2:
        return
    for n, one in enumerate(found, 1):
        seen = i.evident if n == 1 else _evident(i, facts, one)
        if n > 1:
            yield _declare(i, facts, one, n, seen)
        yield _mitigate(i, one, n, seen)


def _evident(i: Instants, facts: Sequence[f.Fact], one: Episode) -> At | None:
    end = i.ended if one.ended is None else one.ended.at
    line = _line(i, one)
    told = [x for x in facts if one.began.at <= x.at <= end and x.n > one.began.fact and _speaks(x, line)]
    worse = [At(b.at) for a, b in zip(i.seen, i.seen[1:], strict=False) if b.weight > a.weight and b.weight >= line]
    since = [At(x.at, x.n) for x in told[:1]] + [at for at in worse if one.began.at <= at.at <= end][:1]
    return min(since, key=lambda at: (at.at, -at.fact), default=None)


def _line(i: Instants, one: Episode) -> int:
    """What has to be evident and declared: SEV2, or SEV3 where it was never worse while this fault stood."""
    end = i.ended if one.ended is None else one.ended.at
    inside = [weight_at(i.truth, one.began.at), *(level.weight for level in i.truth if one.began.at < level.at <= end)]
    return SEV2 if max(inside) >= SEV2 else SEV3


def _speaks(fact: f.Fact, line: int) -> bool:
    match fact.body:
        case f.PageSent(to=to, supports=supports):
            return to == IC and supports is not None and supports.weight >= line
        case f.CardPosted(supports=supports) | f.InjectDelivered(supports=supports) | f.StakeholderPinged(supports=supports):
            return supports is not None and supports.weight >= line and fact.audience.reaches(IC)
        case _:
            return False


def _declare(i: Instants, facts: Sequence[f.Fact], one: Episode, n: int, seen: At | None) -> Line:
    id_, title, owner = f"M3.e{n}", f"Time to declare, episode {n}", "person"
    name = one.fault.replace("-", " ")
    if seen is None:
        return Line(id_, title, owner, None, "s", f"Nothing on screen told of it apart ({name}).", evidence=(one.began.fact,))
    moves = declared_moves(facts)
    weights = [(move.at, 5 - int(move.sev[3]) if move.sev else 0) for move in moves]
    stood = next((weight for at, weight in reversed(weights) if at <= seen.at), 0)
    evidence = tuple(x for x in (one.began.fact, seen.fact) if x)
    spans = ((one.began.at, seen.at),)
    if stood >= _line(i, one):
        return Line(id_, title, owner, 0, "s", f"The incident was open when it showed ({name}).", evidence=evidence, spans=spans)
    at = next((at for at, weight in weights if at > seen.at and weight >= _line(i, one)), None)
    if at is None:
        says = f"Not declared in {clock(i.ended - seen.at)} of evidence ({name})."
        return Line(id_, title, owner, None, "s", says, censored=True, evidence=evidence, spans=((seen.at, i.ended),))
    says = f"Declared {clock(at - seen.at)} after it showed ({name})."
    return Line(id_, title, owner, at - seen.at, "s", says, evidence=evidence, spans=((seen.at, at),))


def _mitigate(i: Instants, one: Episode, n: int, seen: At | None) -> Line:
    id_, title, owner = f"M5.e{n}", f"Time to mitigate, episode {n}", "process"
    name = one.fault.replace("-", " ")
    start = one.began if seen is None else seen
    calm = mitigated([step for step in i.steps if step.at > one.began.at], one.began.at)
    ends = [at for at in (None if one.ended is None else one.ended.at, calm) if at is not None and at <= i.ended]
    evidence = tuple(x for x in (start.fact, 0 if one.ended is None else one.ended.fact) if x)
    if not ends:
        says = f"It had not ended {clock(max(0, i.ended - start.at))} on ({name})."
        return Line(id_, title, owner, None, "s", says, censored=True, evidence=evidence, spans=((start.at, i.ended),))
    value = max(0, min(ends) - start.at)
    says = f"It stopped {clock(value)} after it showed ({name})."
    return Line(id_, title, owner, value, "s", says, evidence=evidence, spans=((start.at, start.at + value),))
