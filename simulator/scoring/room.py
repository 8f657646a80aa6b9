"""What the room knew before its commander (E14): a way out that stood on somebody's desk, and not in the channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock


def known_in_the_room(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M6.room = T_known - the first report of an order that works which the commander could not see; open while it never reached them.

    The order is the one that ended it (`a*`), else any that works. Shown only where somebody knew earlier.
    """
    works = {i.chain.order} if i.chain is not None else set(scenario.secret.truth.fixed_by)
    known = i.chain.known if i.chain is not None else (None if i.known is None else i.known.since)
    hidden = next(
        (x for x in facts if isinstance(x.body, f.CardPosted) and x.body.names in works and not x.audience.reaches(IC)), None
    )
    if hidden is None or (known is not None and known.at <= hidden.at):
        return
    title, owner = "Known in the room earlier", "process"
    assert isinstance(hidden.body, f.CardPosted)
    order = hidden.body.names
    if known is None:
        says = f"“{order}” was known in the room for {clock(i.ended - hidden.at)} and did not reach the channel."
        yield Line("M6.room", title, owner, None, "s", says, censored=True, evidence=(hidden.n,), spans=((hidden.at, i.ended),))
        return
    value = known.at - hidden.at
    says = f"“{order}” was known in the room {clock(value)} before it stood in the channel."
    evidence = tuple(n for n in (hidden.n, known.fact) if n)
    yield Line("M6.room", title, owner, value, "s", says, evidence=evidence, spans=((hidden.at, known.at),))
