"""The table of orders in the authoring guide: what each can be given for, how long it usually takes, and what it does by itself.

Written from what `orders` and `world/mitigations` hold; a test fails when the guide's table is another one.
"""

from __future__ import annotations

from typing import Final

from simulator.drill.condition_words import duration
from simulator.drill.orders import USUAL, suits
from simulator.scenario.units import Span
from simulator.scenario.words import ONLY_END_FAULTS, Kind
from simulator.world.mitigations import GRADUAL, LIMIT_TO, LOCKED_OUT, PREWARMING, ROLLING, SCALE_BY, SHED_TO

BEGIN: Final = "<!-- orders: written by `pytest --accept tests/drill/test_orders_guide.py`, do not edit by hand -->"
END: Final = "<!-- /orders -->"

_DOES: Final = {
    Kind.ROLL_BACK: "ends what names it, and what came `with` a change to its target",
    Kind.FLAG_OFF: "turns the switch off; ends what names it, and what came `with` a change to the switch",
    Kind.FLAG_ON: "turns the switch on",
    Kind.SHED_LOAD: f"lets in {SHED_TO:.0%} of what arrives, and turns the rest away",
    Kind.RATE_LIMIT: f"lets in at most {LIMIT_TO:.0%} of the capacity of a healthy day",
    Kind.ADMIT_LOAD: "takes shedding back",
    Kind.LIFT_LIMIT: "takes the limit back",
    Kind.FAIL_OVER: "moves a cohort's load to the others, which stay as large as they were",
    Kind.DRAIN: "the same as `fail-over`",
    Kind.FAIL_BACK: "moves it back",
    Kind.UNDRAIN: "the same as `fail-back`",
    Kind.SCALE_UP: f"adds {SCALE_BY:.0%} of the instances",
    Kind.SCALE_DOWN: "takes away what was added",
    Kind.RESTART: f"brings dead instances back; meanwhile safe leaves {ROLLING:.0%} of the capacity, fast none and an empty cache",
    Kind.FLUSH_CACHE: f"fast empties the cache; safe renews it and costs {1 - PREWARMING:.0%} of its hits meanwhile",
    Kind.WARM_CACHE: "the cache is full",
    Kind.PAUSE_JOB: "stops working off the backlog",
    Kind.RESUME_JOB: "goes on with it",
    Kind.CUT_RETRIES: "its failed calls are not tried again",
    Kind.ALLOW_RETRIES: "they are again",
    Kind.DISABLE: "lets nothing in; whoever calls it goes without",
    Kind.ENABLE: "lets it in again",
    Kind.RESTORE: "ends what names it; fast leaves it without capacity meanwhile",
    Kind.REVOKE: f"ends what names it; fast fails {LOCKED_OUT:.0%} of requests meanwhile",
    Kind.FREEZE_CHANGES: "changes and initiatives wait",
    Kind.THAW_CHANGES: "they go on",
}


def with_orders(guide: str) -> str:
    """The guide with the table of orders as it is now, between its two marks."""
    before, begin, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, f"the guide has no line {BEGIN}"
    assert end, f"the guide has no line {END}"
    return f"{before}{BEGIN}\n\n{order_table()}\n\n{END}{after}"


def order_table() -> str:
    """One row for each order."""
    head = ["| order | for | safe | fast | by itself |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(kind) for kind in Kind)])


def _row(kind: Kind) -> str:
    safe, fast = USUAL[kind]
    does = _DOES.get(kind, "ends what names it" if kind in ONLY_END_FAULTS else "")
    assert does, kind
    bit_by_bit = "; safe: bit by bit" if kind in GRADUAL else ""
    return f"| `{kind.value}` | {', '.join(suits(kind))} | {_span(safe)} | {_span(fast)} | {does}{bit_by_bit} |"


def _span(span: Span) -> str:
    return f"{duration(span.low)} to {duration(span.high)}"
