"""The library: the scenarios that can be played, by opaque keys. Ids, titles and file names are secret; paths never come from outside."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from simulator.par_files import par_path, read_par
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.problems import pictures
from simulator.scoring.par import Par

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
        self._pars: dict[
            str, Par
        ] = {}  # by the digest of the scenario; kept when the file changes, for drills made from it before
        self.broken: dict[str, str] = {}
        self._seen: dict[str, tuple[float, int]] = {}
        self.scan()

    def scan(self) -> None:
        """Looks at the folder again; only when something in it changed is it read."""
        files = sorted(self._folder.glob("*.yaml"))
        seen = {path.name: _looks(path) for path in files}
        seen |= {f"par {path.name}": _looks(par_path(self._folder, path.stem)) for path in files}
        if seen == self._seen:
            return
        self._seen = seen
        entries, broken = {}, {}
        for name in (path.name for path in files):
            text = _read(self._folder / name)
            if isinstance(text, str):
                broken[name] = text
                continue
            loaded = load_scenario(text, name)
            if isinstance(loaded, Scenario):
                key = blake2b(f"{name}\x1f{loaded.digest}".encode(), digest_size=9).hexdigest()
                entries[key] = Entry(key, name, loaded)
                par = read_par(loaded, [par_path(self._folder, Path(name).stem)])
                if par is not None:
                    self._pars[loaded.digest] = par
            else:
                broken[name] = pictures(loaded, text.decode("utf-8", "replace"))
        self._entries, self.broken = entries, broken

    def entry(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def par_of(self, scenario: Scenario) -> Par | None:
        """Par of exactly this text of a scenario; None where none was ever made, or by another engine."""
        return self._pars.get(scenario.digest)

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


def _looks(path: Path) -> tuple[float, int]:
    """When a file was changed and how long it is; something else when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return (0.0, -1)
    return (found.st_mtime, found.st_size)


def _read(path: Path) -> bytes | str:
    """What is in a file, or why it cannot be had."""
    try:
        if path.stat().st_size > _LARGEST:
            return f"{path.name} is larger than 256 kB."
        return path.read_bytes()
    except OSError as error:
        return f"{path.name} cannot be read ({error.strerror})."
