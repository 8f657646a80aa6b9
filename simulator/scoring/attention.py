"""The attention map (M27): what a commander's time went into, from the record alone. Reading leaves no trace in it and is not measured.

Each act counts with the least attention it takes (scoring reference 1.4), which ends at the second of its fact. Two acts at once share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scoring.instants import Instants
from simulator.scoring.response import at_hand
from simulator.scoring.scorecard import Line
from simulator.scoring.stretches import Span, joined, length, within, without
from simulator.scoring.words import clock

#: Seconds of attention an act takes at the least.
ORDERS: dict[type[f.Body], int] = {
    f.PageAcknowledged: 2,
    f.TilesOpened: 2,
    f.IncidentDeclared: 5,
    f.SeverityChanged: 3,
    f.IncidentStoodDown: 5,
    f.RoleAssigned: 3,
    f.TaskAsked: 8,
    f.TaskNudged: 3,
    f.MitigationOrdered: 10,
    f.ChangesOpened: 5,
    f.EvidenceAsked: 5,
    f.PersonPaged: 5,
    f.VerifyAsked: 5,
    f.MitigationClaimed: 3,
    f.IncidentResolved: 5,
    f.IncidentReopened: 5,
    f.IncidentClosed: 5,
}
WORDS: dict[type[f.Body], int] = {
    f.UpdatePosted: 20,
    f.UpdateDelayed: 20,
    f.ChannelPosted: 5,
    f.PromiseMade: 2,
    f.HandoffOffered: 60,
}
ANSWER = PING = 15

#: How each activity is called, in the order of the card; the last takes what is left.
_TITLES = {
    "orders": "Attention to orders",
    "comms": "Attention to updates",
    "pings": "Attention to questions",
    "hands_on": "Attention to the keyboard",
    "idle": "Attention left free",
}
_SAYS = {
    "orders": "went into deciding, asking and ordering",
    "comms": "went into updates and the channel",
    "pings": "went into questions from outside",
    "hands_on": "was spent at the keyboard",
    "idle": "was left for listening, reading and thinking",
}


def attention(i: Instants, facts: Sequence[f.Fact], hands_on: Sequence[Span] = ()) -> Iterator[Line]:
    """M27.<activity> = share of the commander's time from T_ack (else T_decl) to the last all-clear, standing down or EndEx.

    Orders and updates are acts of the commander's seat with their least attention. A ping to the commander takes 15 s unless somebody
    wears comms; an answer takes 15 s. `hands_on` are the stretches at the keyboard; idle is the rest. Where activities overlap, the
    one named first keeps the second, so that the shares add up to 100.
    """
    window = at_hand(i, facts)
    whole = length(window)
    if not whole:
        yield Line("M27", "Attention", "process", None, "%", "The commander's time was not asked for.")
        return
    taken: tuple[Span, ...] = ()
    found = _activities(facts, hands_on)
    for name, (spans, evidence) in found.items():
        own = without(within(spans, window), taken)
        taken = joined([*taken, *own])
        yield _line(name, own, whole, evidence, window)
    yield _line("idle", without(window, taken), whole, (), window)


def _line(name: str, own: Sequence[Span], whole: int, evidence: tuple[int, ...], window: Sequence[Span]) -> Line:
    seconds = length(own)
    share = 100.0 * seconds / whole
    says = f"{clock(seconds)} of {clock(whole)} ({share:.0f} %) {_SAYS[name]}."
    return Line(f"M27.{name}", _TITLES[name], "process", share, "%", says, evidence=evidence, spans=tuple(own) or tuple(window))


def _activities(facts: Sequence[f.Fact], hands_on: Sequence[Span]) -> dict[str, tuple[tuple[Span, ...], tuple[int, ...]]]:
    """Stretches and facts of each activity, the keyboard first: who is at it does nothing else."""
    orders: list[f.Fact] = []
    words: list[f.Fact] = []
    pings: list[f.Fact] = []
    comms = list(accumulate(facts, _comms_worn, initial=False))[1:]
    for fact, worn in zip(facts, comms, strict=True):
        if fact.by == IC and type(fact.body) in ORDERS:
            orders.append(fact)
        elif fact.by == IC and type(fact.body) in WORDS and not _from_elsewhere(fact.body):
            words.append(fact)
        elif isinstance(fact.body, f.QuestionAnswered) or (isinstance(fact.body, f.StakeholderPinged) and not worn):
            pings.append(fact)
    return {
        "hands_on": (joined(hands_on), ()),
        "orders": (joined((x.at - ORDERS[type(x.body)], x.at) for x in orders), tuple(x.n for x in orders)),
        "comms": (joined((x.at - WORDS[type(x.body)], x.at) for x in words), tuple(x.n for x in words)),
        "pings": (joined(_ping(x) for x in pings), tuple(x.n for x in pings)),
    }


def _ping(fact: f.Fact) -> Span:
    """A question takes the seconds after it came, an answer those before it was given."""
    if isinstance(fact.body, f.StakeholderPinged):
        return fact.at, fact.at + PING
    return fact.at - ANSWER, fact.at


def _from_elsewhere(body: f.Body) -> bool:
    """The room's own thanks and words of others pass through the commander's command and are not theirs."""
    return isinstance(body, f.ChannelPosted) and body.who != IC


def _comms_worn(worn: bool, fact: f.Fact) -> bool:
    match fact.body:
        case f.RoleAccepted(role=Role.COMMS):
            return True
        case f.RoleReleased(role=Role.COMMS):
            return False
        case _:
            return worn
