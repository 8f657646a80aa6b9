"""A view, or a part of one, as what JSON knows. Not the codec, which reads back what it writes."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """As `dataclasses.asdict`, without the copies of what cannot change."""
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value
