"""Refusal: a no, as a value, with a way on. Not an exception: being told no is part of the drill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was not accepted (`says`, in the user's words) and what to try instead."""

    code: str
    says: str
    try_instead: str = ""
