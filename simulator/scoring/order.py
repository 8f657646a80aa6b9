"""The order of things (M17): whether an order came before the reasons, what was tried before them, and when somebody asked what had changed.

Curing needs no cause. Where curing blindly can break something, asking for the risk first is the right order, and that is what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.record.seats import EDGE, IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Topic
from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock


def order_of_things(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M17 = T_first_order - T_cause in seconds; negative: it was cured first. Where an order can break something here: M17.risk as well.

    M17.generic = orders given before the first card that says why. M17.changes = seconds from T_decl until “what changed?” was asked:
    the feed opened by the commander, or somebody asked about changes.
    """
    orders = [x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.by in (IC, EDGE)]
    yield _first(i, orders)
    yield _generic(i, orders)
    yield _changes(i, facts)
    yield from _risk(scenario, facts, orders)


def _first(i: Instants, orders: Sequence[f.Fact]) -> Line:
    title, owner = "First order, after the cause", "person"
    if not orders:
        says = "Nothing was ordered." if i.cause is None else "The cause was known, and nothing was ordered."
        if i.false_alarm:
            says = "Nothing was ordered, and nothing was hurting."
        return Line("M17", title, owner, None, "s", says)
    first = orders[0]
    if i.cause is None:
        says = "It was ordered without waiting for the cause, which no report had named by the end."
        return Line("M17", title, owner, None, "s", says, evidence=(first.n,))
    value = first.at - i.cause.at
    says = f"The first order came {clock(-value)} before a report named the cause: cured first."
    if value >= 0:
        says = f"The first order came {clock(value)} after a report named the cause."
    return Line("M17", title, owner, value, "s", says, evidence=(i.cause.fact, first.n))


def _generic(i: Instants, orders: Sequence[f.Fact]) -> Line:
    title, owner = "Orders before the cause", "process"
    early = [x for x in orders if i.cause is None or x.n < i.cause.fact]
    if not orders:
        return Line("M17.generic", title, owner, None, "count", "Nothing was ordered.")
    tried = ", ".join(f"“{x.body.order}”" for x in early if isinstance(x.body, f.MitigationOrdered))
    says = f"Tried before the cause was known: {tried}." if early else "Nothing was tried before the cause was known."
    return Line("M17.generic", title, owner, len(early), "count", says, evidence=tuple(x.n for x in early or orders))


def _changes(i: Instants, facts: Sequence[f.Fact]) -> Line:
    title, owner = "“What changed?” asked", "person"
    asked = next((At(x.at, x.n) for x in facts if _asks_for_changes(x)), None)
    start = i.declared_any
    if start is None:
        heard = "“What changed?” was not heard." if asked is None else f"Asked at {clock(asked.at)}, with nothing declared."
        return Line("M17.changes", title, owner, None, "s", heard, evidence=() if asked is None else (asked.fact,))
    if asked is None:
        says = f"“What changed?” was not heard in {clock(i.ended - start.at)} from declaring."
        return Line("M17.changes", title, owner, None, "s", says, censored=True, evidence=(start.fact,))
    value = max(0, asked.at - start.at)
    says = (
        f"“What changed?” was asked {clock(value)} after declaring." if value else "“What changed?” was asked before declaring."
    )
    return Line("M17.changes", title, owner, value, "s", says, evidence=(start.fact, asked.fact))


def _asks_for_changes(fact: f.Fact) -> bool:
    match fact.body:
        case f.ChangesOpened(seat=seat):
            return seat == IC
        case f.TaskAsked(topic=topic):
            return topic is Topic.CHANGES
        case _:
            return False


def _risk(scenario: Scenario, facts: Sequence[f.Fact], orders: Sequence[f.Fact]) -> Iterator[Line]:
    """Share of the orders that can break something here before which objections were asked for, or a second person about the target."""
    risky = {special.order for special in scenario.secret.mitigations.values() if special.hazards}
    mine = [x for x in orders if isinstance(x.body, f.MitigationOrdered) and x.body.order in risky]
    if not risky:
        return
    title, owner = "Risk asked for first", "person"
    if not mine:
        yield Line("M17.risk", title, owner, None, "%", "Nothing was ordered that can break something here.")
        return
    asked = [x for x in mine if _risk_asked(facts, x)]
    says = f"Before {len(asked)} of {len(mine)} orders that can break something here, the risk was asked for."
    yield Line("M17.risk", title, owner, 100.0 * len(asked) / len(mine), "%", says, evidence=tuple(x.n for x in mine))


def _risk_asked(facts: Sequence[f.Fact], ordered: f.Fact) -> bool:
    """Objections asked for with the order or before it, or a look at its target by somebody else than its proposer reported before it."""
    body = ordered.body
    assert isinstance(body, f.MitigationOrdered)
    polled = (x.body for x in facts if isinstance(x.body, f.PollAsked) and x.n < ordered.n)
    if body.objections_asked or any(poll.order == body.order for poll in polled):
        return True
    proposed = [x for x in facts if isinstance(x.body, f.CardPosted) and x.body.names == body.order and x.n < ordered.n]
    proposers = {x.body.person for x in proposed if isinstance(x.body, f.CardPosted)}
    since = proposed[0].n if proposed else 0
    about = {
        x.body.task for x in facts if isinstance(x.body, f.TaskAsked) and x.body.target == body.target and since < x.n < ordered.n
    }
    return any(
        isinstance(x.body, f.CardPosted) and x.body.task in about and x.body.person not in proposers and x.n < ordered.n
        for x in facts
    )
