"""What one seat has been told: its view's sections with a number for each change, its feed, its samples.

Made once per seat and change, whoever and how many are listening. Numbers count what *this* seat was told, so nobody can count
what was hidden. Its counterpart in the browser is the drill store.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from simulator.drill.drill import Drill
from simulator.drill.plain import plain

_NOTHING = object()


class SeatStream:
    """The stream of one seat of one drill."""

    def __init__(self, seat: str) -> None:
        self.seat = seat
        self.v = 0
        self.sections: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}  # sections as they were last looked at: comparing is cheaper than taking apart
        self._changed: dict[str, int] = {}
        self.feed: list[dict[str, Any]] = []
        self.samples: list[dict[str, Any]] = []

    def move(self, drill: Drill) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        """Looks again; the answer is what is new: sections that changed, feed items, samples."""
        view = drill.view(self.seat)
        changed: dict[str, Any] = {}
        for field in fields(view):
            section = getattr(view, field.name)
            if self._seen.get(field.name, _NOTHING) != section:
                self._seen[field.name] = section
                changed[field.name] = plain(section)
        if changed:
            self.v += 1
            self.sections |= changed
            self._changed |= dict.fromkeys(changed, self.v)
        feed = [plain(item) for item in drill.feed(self.seat, self.feed[-1]["n"] if self.feed else 0)]
        samples = [plain(point) for point in drill.samples(self.seat, self.samples[-1]["n"] if self.samples else 0)]
        self.feed += feed
        self.samples += samples
        return changed, feed, samples

    def changed_after(self, section: str, v: int) -> bool:
        """Whether a section has changed since the view of that number."""
        return self._changed.get(section, 0) > v

    def since(self, view: int, feed: int, samples: int) -> dict[str, Any]:
        """Everything a browser lacks that holds these numbers; numbers from the future count as nothing held."""
        if view > self.v:
            view = 0
        return {
            "v": self.v,
            "set": {name: section for name, section in self.sections.items() if self._changed[name] > view},
            "feed": _after(self.feed, feed),
            "samples": _after(self.samples, samples),
        }


def _after(items: list[dict[str, Any]], n: int) -> list[dict[str, Any]]:
    """Items numbered above n; they are dense from 1, so position says it."""
    return items[n:] if n <= len(items) else items
