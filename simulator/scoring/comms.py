"""Communication: was an update there when it was due (M8). Cadence over content: a content-free update counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.drill.evidence import Evident, evident_at
from simulator.record import facts as f
from simulator.scenario.words import Audience
from simulator.world.severity import SEV2

#: A first public post is due this long after declaring, if something public is evident.
FIRST_PUBLIC = 300
#: The next one, when none was promised.
USUAL = {Audience.PUBLIC: 1200, Audience.INTERNAL: 1800}
#: A post this late is still on time.
GRACE = 60
#: More public posts than one in this time are noise.
NOISE = 240


@dataclass(frozen=True, slots=True)
class Cadence:
    """How the updates to one audience kept their time. Seconds; `late` is the sum over late posts."""

    audience: Audience
    due: int
    on_time: int
    late: int
    missed: int
    promised_missed: int
    noise: int
    evidence: tuple[int, ...]


def cadence(audience: Audience, facts: Sequence[f.Fact], declared: int | None, until: int, seen: Sequence[Evident]) -> Cadence:
    """Walks the due times from declaring to resolving (or EndEx). A post re-bases the next due, early ones too."""
    posts = [x for x in facts if isinstance(x.body, f.UpdatePosted) and x.body.audience is audience and x.at <= until]
    promises = [x for x in facts if isinstance(x.body, f.PromiseMade) and x.body.audience is audience]
    due: int | None = None
    promised = False
    if declared is not None:
        if audience is Audience.INTERNAL:
            due = declared + USUAL[audience]
        elif evident_at(seen, declared) >= SEV2:
            due = declared + FIRST_PUBLIC
    dues = on_time = late = missed = promised_missed = noise = 0
    evidence: list[int] = []
    last_post = -NOISE
    timeline = sorted([*posts, *promises], key=lambda x: x.n)
    for fact in timeline:
        match fact.body:
            case f.UpdatePosted():
                if due is not None:
                    dues += 1
                    if fact.at <= due + GRACE:
                        on_time += 1
                    else:
                        late += fact.at - due
                        promised_missed += promised
                if audience is Audience.PUBLIC and fact.at - last_post < NOISE:
                    noise += 1
                last_post = fact.at
                evidence.append(fact.n)
                due, promised = (None, False) if declared is None else (fact.at + USUAL[audience], False)
            case f.PromiseMade(due=at):
                due, promised = at, True
            case _:
                pass
    if due is not None and due + GRACE < until:
        dues += 1
        missed += 1
        promised_missed += promised
    return Cadence(audience, dues, on_time, late, missed, promised_missed, noise, tuple(evidence))
