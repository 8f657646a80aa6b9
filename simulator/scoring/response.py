"""When there was a response to measure: the stretches of the record that the measures of the room are taken over.

Hours jumped over in an act pass without a commander, so nothing is asked of one in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.record import facts as f
from simulator.scoring.away import jumped
from simulator.scoring.instants import Instants
from simulator.scoring.stretches import Span, without


def response(i: Instants, facts: Sequence[f.Fact]) -> tuple[Span, ...]:
    """[T_decl, T_resolve]: from the first declaration to the last all-clear or standing down, else EndEx, without jumps."""
    if i.declared_any is None:
        return ()
    return without([(i.declared_any.at, _over(i))], jumped(facts, i.ended))


def at_hand(i: Instants, facts: Sequence[f.Fact]) -> tuple[Span, ...]:
    """From acknowledging the page (else from declaring) to the last all-clear or standing down, else EndEx, without jumps."""
    began = min((at.at for at in (i.acknowledged, i.declared_any) if at is not None), default=None)
    if began is None:
        return ()
    return without([(began, _over(i))], jumped(facts, i.ended))


def _over(i: Instants) -> int:
    return min((at.at for at in (i.resolved, i.stood_down) if at is not None), default=i.ended)
