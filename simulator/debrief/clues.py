"""The clue ledger: each thing that could have told the commander something, with the five instants of its life.

Existed: it was true in the world, or could have been found. Delivered: it reached the room. Seen: it was in the commander's view while
the clock ran. Acknowledged: somebody said so. Acted: the first command it can have led to. Worked out from the record and the truth
table alone, after the fact; an instant that does not apply to a kind of clue, or never came, is None, and the two are told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.debrief.clue import Clue, Draft, Instant
from simulator.debrief.clue_sources import sources
from simulator.debrief.decision_words import name_of
from simulator.drill.evidence import SEEN_FOR
from simulator.drill.seen import order_words, title_of
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.keyboard import HandsOn, hands_on_spans
from simulator.world.harm import TruthRow

#: Kinds of clues that stand elsewhere than in the channel.
_BESIDE_CHANNEL = frozenset({"page", "alert", "tile", "change", "runbook"})

#: Printed beside the ledger.
SEEN_RULE = (
    "Seen means: in the commander's view while the clock ran. A tile counts from when the tiles were open and it had stood past a line of "
    f"the matrix for {SEEN_FOR} s; a line of the change feed, once the feed was open; an alert, once it paged the commander or stood on an "
    "awake screen whose alerts could be reached; a message or report, when it stood in their channel, which the keyboard covers; a runbook, with the alert that links "
    "to it. Whether eyes rested on it nobody knows."
)


def clues(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> list[Clue]:
    """The ledger of a drill in the order of time: by when a clue existed, then by when it was delivered."""
    down = [span for span in hands_on_spans(facts) if span.heads_down]
    found = (_uncovered(draft, down) for draft in sources(scenario, facts, rows))
    return sorted((_acted(scenario, draft, facts) for draft in found), key=_order)


def _uncovered(draft: Draft, down: Sequence[HandsOn]) -> Draft:
    """What came into the channel behind the commander's back stands in their view once they turn round."""
    seen = draft.clue.seen
    if seen is None or draft.clue.kind in _BESIDE_CHANNEL:
        return draft
    span = next((x for x in down if x.start <= seen.at < x.end), None)
    if span is None:
        return draft
    turned = Instant(span.end, span.ended) if span.ended else None
    return replace(draft, clue=replace(draft.clue, seen=turned))


def _order(clue: Clue) -> tuple[int, int, str]:
    first = next((x.at for x in (clue.existed, clue.delivered, clue.seen) if x is not None), 1 << 30)
    return (first, clue.delivered.at if clue.delivered is not None else 1 << 30, clue.title)


def _acted(scenario: Scenario, draft: Draft, facts: Sequence[f.Fact]) -> Clue:
    """The first command after it was seen that was caused by it, or goes the same way: the order it names, the severity it
    supports or takes back, an ask about the same target.
    """
    seen = draft.clue.seen
    if seen is None:
        return draft.clue
    for fact in facts:
        if fact.at < seen.at or (seen.fact and fact.n <= seen.fact) or fact.by != IC:
            continue
        says = _led_to(scenario, draft, fact, seen)
        if says:
            return replace(draft.clue, acted=Instant(fact.at, fact.n), acted_says=says)
    return draft.clue


def _led_to(scenario: Scenario, draft: Draft, fact: f.Fact, seen: Instant) -> str:
    caused = bool(seen.fact) and fact.because == seen.fact
    match fact.body:
        case f.MitigationOrdered() as ordered if caused or ordered.order == draft.order or ordered.target in draft.targets:
            return f"Ordered {order_words(scenario, ordered.order, ordered.cohort)}"
        case f.IncidentDeclared(sev=sev) if caused or draft.weight:
            return f"Declared {sev.value}"
        case f.SeverityChanged(sev=sev, was=was) if caused or (draft.weight and sev.weight > was.weight):
            return f"Severity from {was.value} to {sev.value}"
        case f.SeverityChanged(sev=sev, was=was) if draft.refutes and sev.weight < was.weight:
            return f"Severity from {was.value} to {sev.value}"
        case f.IncidentStoodDown() if caused or draft.refutes:
            return "Stood down"
        case f.TaskAsked(target=target, person=person) if caused or target in draft.targets:
            return f"Asked {name_of(scenario, person) if person else 'the room'} about {title_of(scenario, target)}"
        case f.VerifyAsked(journey=journey, person=person) if caused or journey in draft.targets:
            return f"Asked {name_of(scenario, person)} to verify {title_of(scenario, journey)}"
        case f.EvidenceAsked(target=target) if caused or target in draft.targets:
            return f"Asked for the evidence of {title_of(scenario, target)}"
        case _:
            return ""
