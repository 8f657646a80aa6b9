"""Conditions in words, as the game master reads them beside an inject."""

from __future__ import annotations

from typing import Any

import pytest
from small_shop import scenario

from simulator.drill.condition_words import condition_words
from simulator.scenario.secret import Condition

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
        ({"any": [_AFTER, {"all": [{"declared": "SEV1"}, {"mitigated": False}]}]}, "5 min after “{title}” or (declared SEV1 and not mitigated)"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence(written: dict[str, Any], words: str) -> None:
    """What must hold comes first, what would call it off after an `unless`; inner groups stand in brackets."""
    shop = scenario()
    title = shop.public.alerts["pay-fast"].title
    assert condition_words(shop, Condition.model_validate(written)) == words.format(title=title)
