"""A row of the journal: one accepted command with its drill second, and the digest of the record before it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record.commands import Command


@dataclass(frozen=True, slots=True)
class Row:
    """`n` counts from 1. `id` is made by the client and is unique in a drill. `digest` is hex blake2b-128."""

    n: int
    at: int
    seat: str
    id: str
    command: Command
    digest: str
