"""The library: the scenarios that can be played, by opaque keys. Ids, titles and file names are secret; paths never come from outside."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

_LARGEST = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    file: str
    scenario: Scenario


class Library:
    """All scenarios of a folder that load; those that do not are named with their reasons."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, Entry] = {}
        self.broken: dict[str, str] = {}
        self._seen: dict[str, tuple[float, int]] = {}
        self.scan()

    def scan(self) -> None:
        """Looks at the folder again; only files that changed are read."""
        files = sorted(self._folder.glob("*.yaml"))
        seen = {p.name: (p.stat().st_mtime, p.stat().st_size) for p in files}
        if seen == self._seen:
            return
        self._seen = seen
        entries, broken = {}, {}
        for path in files:
            if path.stat().st_size > _LARGEST:
                broken[path.name] = f"{path.name} is larger than 256 kB."
                continue
            loaded = load_scenario(path.read_bytes(), path.name)
            if isinstance(loaded, Scenario):
                key = blake2b(f"{path.name}\x1f{loaded.digest}".encode(), digest_size=9).hexdigest()
                entries[key] = Entry(key, path.name, loaded)
            else:
                broken[path.name] = str(loaded)
        self._entries, self.broken = entries, broken

    def entry(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def first(self) -> Entry:
        """The only scenario of a shelf of one."""
        return next(iter(self._entries.values()))

    def shelf(self) -> list[dict[str, Any]]:
        """What a lobby shows: nothing that gives the incident away."""
        cards = [
            {
                "key": entry.key,
                "alias": entry.scenario.public.alias,
                "level": entry.scenario.public.level,
                "minutes": entry.scenario.public.minutes,
                "brief": entry.scenario.public.brief,
                "weekday": entry.scenario.public.starts_at.strftime("%A %H:%M UTC"),
                "teaches": [str(t) for t in entry.scenario.public.teaches],
            }
            for entry in self._entries.values()
        ]
        return sorted(cards, key=lambda card: (card["level"], card["minutes"], card["alias"]))
