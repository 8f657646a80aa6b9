"""What is kept of a finished drill for ever: its facts, the truth table, the samples the commander was shown, and its reference runs.

From these a drill is read and scored, whatever becomes of the engine it ran on: nothing is simulated again. Plain values here; where
they are stored is the edges' (`journal`, the server's store). Counterpart: `score`, which asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from operator import attrgetter
from typing import Any

from simulator.drill.drill import Drill
from simulator.record.codec import Unreadable, fact_from, fact_to
from simulator.record.facts import Fact
from simulator.record.seats import IC
from simulator.scoring.references import References, references_from, references_to
from simulator.world.harm import TruthRow

_COLUMNS = tuple(field.name for field in fields(TruthRow))
#: Columns a table of an older engine may lack, with what stands in their place.
_LATER: Mapping[str, Any] = {
    field.name: field.default for field in fields(TruthRow) if isinstance(field.default, int | float | None)
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One signal as it was shown: drill seconds, and values; None where there was nothing to read."""

    signal: str
    at: tuple[int, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything a scorecard is made of. `references` are None while nobody has run them."""

    facts: tuple[Fact, ...]
    truth: tuple[TruthRow, ...]
    shown: tuple[Trace, ...] = ()
    references: References | None = None


def archive_of(drill: Drill, references: References | None = None) -> Archive:
    """What is to be kept of a drill that has ended."""
    points = sorted(drill.samples(IC, 0), key=attrgetter("signal"))
    shown = []
    for signal, group in groupby(points, key=attrgetter("signal")):
        of_signal = list(group)
        shown.append(Trace(signal, tuple(p.at for p in of_signal), tuple(p.value for p in of_signal)))
    return Archive(tuple(drill.facts), tuple(drill.truth_table()), tuple(shown), references)


# --- plain values -------------------------------------------------------------------------------------


def parts_to(archive: Archive) -> list[dict[str, Any]]:
    """As parts, each small enough for a line: facts by the hundred, one column of the truth table, one signal, the reference runs.

    Holds secrets: for a disk that the game master owns.
    """
    facts = [fact_to(fact) for fact in archive.facts]
    parts: list[dict[str, Any]] = [{"part": "facts", "facts": facts[n : n + 100]} for n in range(0, len(facts), 100)]
    parts += [
        {"part": "truth", "column": name, "values": _packed([getattr(row, name) for row in archive.truth])} for name in _COLUMNS
    ]
    parts += [{"part": "shown", "signal": t.signal, "at": _packed(t.at), "values": _packed(t.values)} for t in archive.shown]
    if archive.references is not None:
        runs = references_to(archive.references)
        parts.append({"part": "references", **runs, "nothing_by_step": list(runs["nothing_by_step"])})
    return parts


def archive_from(parts: Sequence[object]) -> Archive:
    """From its parts; raises `Unreadable` naming the part that does not fit."""
    facts: list[Fact] = []
    columns: dict[str, list[Any]] = {}
    shown: list[Trace] = []
    runs: References | None = None
    for n, part in enumerate(parts, start=1):
        try:
            match part:
                case {"part": "facts", "facts": list(some)}:
                    facts += [fact_from(one) for one in some]
                case {"part": "truth", "column": str(name), "values": list(values)}:
                    columns[name] = _unpacked(values)
                case {"part": "shown", "signal": str(signal), "at": list(at), "values": list(values)}:
                    shown.append(Trace(signal, tuple(_unpacked(at)), tuple(_unpacked(values))))
                case {"part": "references", **more}:
                    runs = references_from({str(key): value for key, value in more.items()})
                case _:
                    raise Unreadable("it is no part of an archive")
        except Unreadable as error:
            raise Unreadable(f"part {n}: {error}") from None
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Unreadable(f"part {n}: it holds something of the wrong kind") from None
    return Archive(tuple(facts), _table(columns), tuple(shown), runs)


def _table(columns: Mapping[str, list[Any]]) -> tuple[TruthRow, ...]:
    lengths = {len(values) for values in columns.values()}
    missing = [name for name in _COLUMNS if name not in columns and name not in _LATER]
    if len(lengths) != 1 or missing:
        raise Unreadable("the truth table is not whole")
    count = lengths.pop()
    known = [columns.get(name, [_LATER.get(name)] * count) for name in _COLUMNS]
    for name, values in zip(_COLUMNS, known, strict=True):
        _check(name, values)
    return tuple(TruthRow(*row) for row in zip(*known, strict=True))


def _check(name: str, values: Sequence[Any]) -> None:
    wanted: tuple[type, ...] = {"journey": (str,), "shown": (int, float, type(None))}.get(name, (int, float))
    if any(not isinstance(value, wanted) or isinstance(value, bool) for value in values):
        raise Unreadable("the truth table holds something of the wrong kind")


def _packed(values: Sequence[Any]) -> list[Any]:
    """Runs of the same value as [value, count]: much of a drill is calm."""
    packed: list[Any] = []
    for value, group in groupby(values):
        count = sum(1 for _ in group)
        packed += [value] if count == 1 else [[value, count]]
    return packed


def _unpacked(packed: Sequence[Any]) -> list[Any]:
    values: list[Any] = []
    for one in packed:
        if isinstance(one, list):
            value, count = one
            if not isinstance(count, int) or not 0 < count <= 1_000_000 or len(values) + count > 5_000_000:
                raise ValueError
            values += [value] * count
        else:
            values.append(one)
    return values
