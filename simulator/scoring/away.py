"""When there was nobody in the commander's seat to measure: hours jumped over, and while somebody else leads after a handoff."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import facts as f
from simulator.record.seats import IC, Role
from simulator.scoring.stretches import Span, covers, joined


def jumped(facts: Sequence[f.Fact], ended: int) -> tuple[Span, ...]:
    """From taking up a jump to the beginning of the act it leads to."""
    spans, since = [], None
    for fact in facts:
        match fact.body:
            case f.ActJumped():
                since = fact.at
            case f.ActBegan() if since is not None:
                spans.append((since, fact.at))
                since = None
            case _:
                pass
    return joined([*spans, *([(since, ended)] if since is not None else [])])


def handed_over(facts: Sequence[f.Fact], ended: int) -> tuple[Span, ...]:
    """While somebody else leads after a handoff they accepted: until the commander's own head wears the hat again (E17)."""
    spans, since = [], None
    for fact in facts:
        match fact.body:
            case f.HandoffAccepted() if since is None:
                since = fact.at
            case f.RoleAccepted(role=Role.IC, person=person) if person == IC and since is not None:
                spans.append((since, fact.at))
                since = None
            case _:
                pass
    return joined([*spans, *([(since, ended)] if since is not None else [])])


def of_the_commander(facts: Sequence[f.Fact], ended: int) -> list[f.Fact]:
    """The record without what the commander's seat did while somebody else led: what is about the person ends with the handoff (E17)."""
    led_by_others = handed_over(facts, ended)
    return [x for x in facts if x.by != IC or not covers(led_by_others, x.at)]
