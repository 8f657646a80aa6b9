"""The digest of a record: a rolling blake2b over every fact and, each drill minute, the world's numbers.

Two runs of the same journal have the same digest at the same row, or they are not the same run.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from simulator.record.codec import canonical
from simulator.record.facts import Fact

_SIZE = 16


class Digest:
    """Grows with the record; `hex()` may be asked at any moment."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=_SIZE)

    def add(self, fact: Fact) -> None:
        self._hash.update(b"\x1e" + canonical(fact))

    def add_numbers(self, at: int, numbers: Iterable[int]) -> None:
        """The world's fixed-point numbers at a drill second."""
        self._hash.update(b"\x1d" + ",".join(map(str, (at, *numbers))).encode("ascii"))

    def hex(self) -> str:
        return self._hash.hexdigest()
