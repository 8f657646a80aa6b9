"""The order that a report, a proposal or a question to the room names beside its words."""

from __future__ import annotations

from simulator.drill.decisions.outcome import Asked
from simulator.drill.orders import kinds_for
from simulator.record.refusals import Refusal
from simulator.scenario.words import Kind


def named(asked: Asked, kind: Kind | None, target: str) -> str | Refusal:
    """The order of a kind and a target; "" when none is named, a refusal where the two make no sense together."""
    if kind is None:
        return ""
    if kind not in kinds_for(asked.sight.scenario, target):
        return Refusal(
            "no-such-order", f"`{kind.value}` makes no sense for `{target[:40]}`.", "Choose from the list of mitigations."
        )
    return f"{kind.value} {target}"
