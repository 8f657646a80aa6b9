"""Conditions in words, as the game master reads them beside an inject."""

from __future__ import annotations

from typing import Any

import pytest
from small_shop import do, scenario, started

from simulator.drill.condition_words import condition_words
from simulator.drill.conditions import waits_until
from simulator.record.commands import OrderMitigation
from simulator.scenario.secret import Condition
from simulator.scenario.words import Kind

_AFTER = {"after": "pay-fast", "by": "5m"}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (_AFTER, "5 min after “{title}”"),
        ({"posted": "internal"}, "an internal update was posted"),
        ({"posted": "public"}, "a public update was posted"),
        ({"not": {"posted": "public"}}, "not: a public update was posted"),
        ({"all": [_AFTER, {"not": {"posted": "internal"}}]}, "5 min after “{title}”, unless an internal update was posted"),
        (
            {"all": [_AFTER, {"declared": "any"}, {"not": {"posted": "public"}}, {"not": {"mitigated": True}}]},
            "5 min after “{title}” and declared, unless a public update was posted or mitigated",
        ),
        ({"all": [{"not": {"posted": "public"}}, {"not": {"mitigated": True}}]}, "not: a public update was posted and not: mitigated"),
        ({"ordered": "restart front"}, "Restart: Shop front ordered"),
        ({"done": "restart front", "by": "5m"}, "5 min after Restart: Shop front done"),
        ({"ordered": "restart front", "in": "far-east", "by": "90s"}, "1 min 30 s after Restart: Shop front in far east ordered"),
        ({"not": {"hat": "ops"}}, "not: somebody has ops"),
        ({"chance": "12.5%"}, "by luck, 12.5 in 100"),
        ({"calendar": {"days": ["sat", "sun"], "from": "22:00", "to": "06:00"}}, "Sat, Sun 22:00 to 06:00 UTC"),
        ({"calendar": {"from": "08:00", "to": "18:00"}}, "08:00 to 18:00 UTC"),
        ({"snapshot": "front"}, "evidence of Shop front is secured"),
        ({"any": [_AFTER, {"all": [{"declared": "SEV1"}, {"mitigated": False}]}]}, "5 min after “{title}” or (declared SEV1 and not mitigated)"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence(written: dict[str, Any], words: str) -> None:
    """What must hold comes first, what would call it off after an `unless`; inner groups stand in brackets."""
    shop = scenario()
    title = shop.public.alerts["pay-fast"].title
    assert condition_words(shop, Condition.model_validate(written)) == words.format(title=title)


def test_a_forecast_is_made_once_every_wait_has_begun() -> None:
    """Waits count from what they wait for; one that has not begun leaves the instant open, and what is not a wait changes nothing."""
    drill = started()
    fault, alert = {"after": "canary-fault", "by": "4m"}, {"after": "pay-fast", "by": "1m"}
    called_off = {"not": {"posted": "internal"}}

    def due(written: dict[str, Any]) -> int | None:
        return waits_until(drill.board, Condition.model_validate(written))

    assert due(fault) is None
    drill.advance(130)
    assert due(fault) == 120 + 240
    assert due({"all": [fault, called_off]}) == 360
    assert due({"all": [fault, alert]}) is None
    assert due({"any": [fault, alert]}) == 360
    drill.advance(155)
    assert due({"any": [fault, alert]}) == 150 + 60
    restart = {"ordered": "restart front", "by": "2m"}
    assert due({"all": [fault, restart]}) is None
    do(drill, OrderMitigation(Kind.RESTART, "front", "priya"))
    assert due(restart) == 155 + 120
    assert due({"done": "restart front", "by": "1m"}) is None
    assert due({"ordered": "restart front"}) is None
    assert due({"all": [fault, alert]}) == 360
    assert due({"posted": "public"}) is None
    assert due({"all": [called_off, {"mitigated": False}]}) is None
