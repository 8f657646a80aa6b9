"""Shapes: how something comes on over time, as a number in 0..1, and how it comes and goes.

Pure functions of the time since it began, and, where chance plays a part, of a key made from the drill's seed and the thing's id.
What the number scales is the faults' and the scripted signals'.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.scenario.words import Shape
from simulator.world.noise import STILL, mix, signal_key

#: A fault that decays is over after so many of its time constants: 0.7 % of it is left.
_DECAYED = 5

#: Flapping is on for this share of each period, and begins up to that share into it; the first time it begins at once (judgement).
_ON_LEAST, _ON_MORE, _LATE = 0.3, 0.4, 0.3

_GOLDEN = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Course:
    """A shape with its times: `over` to come on, `every` for those that repeat. `key` is whose chance it is."""

    shape: Shape
    over: int = 0
    every: int = 0
    key: int = 0

    def at(self, since: int) -> float:
        """How far it has come on so many seconds after it began, 0..1."""
        if since < 0:
            return 0.0
        over = self.over
        match self.shape:
            case Shape.STEP:
                return 1.0
            case Shape.RAMP:
                return 1.0 if over <= 0 else min(1.0, since / over)
            case Shape.IMPULSE:
                return 1.0 if since < max(over, 1) else 0.0
            case Shape.DECAY:
                return math.exp(-since / max(over, 1))
            case Shape.CREEP:
                return 1.0 - math.exp(-since / max(over, 1))
            case Shape.S_CURVE:
                x = 1.0 if over <= 0 else min(1.0, since / over)
                return x * x * (3.0 - 2.0 * x)
            case Shape.SAWTOOTH:
                return min(1.0, since % self._period / (over or self._period))
            case Shape.OSCILLATION:
                turn = since / self._period + self._chance(0)
                return 0.5 - 0.5 * math.cos(2.0 * math.pi * turn)
            case Shape.FLAPPING:
                return self._flaps(since)

    @property
    def lifetime(self) -> int | None:
        """After how many seconds it has passed by itself; None when it stays."""
        match self.shape:
            case Shape.IMPULSE:
                return max(self.over, 1)
            case Shape.DECAY:
                return _DECAYED * max(self.over, 1)
            case _:
                return None

    @property
    def _period(self) -> int:
        return max(self.every, 1)

    def _flaps(self, since: int) -> float:
        nth, within = divmod(since, self._period)
        begins = 0.0 if nth == 0 else _LATE * self._chance(2 * nth)
        lasts = _ON_LEAST + _ON_MORE * self._chance(2 * nth + 1)
        return 1.0 if begins <= within / self._period < begins + lasts else 0.0

    def _chance(self, nth: int) -> float:
        """Drawn for the nth time, 0..1."""
        if self.key == STILL:
            return 0.5
        return mix((self.key + (nth + 1) * _GOLDEN) & _MASK) / 2.0**64


def course_of(shape: Shape, over: int, every: int | None, seed: int, id_: str) -> Course:
    """The course of a fault or signal in the drill of this seed."""
    return Course(shape, over, every or 0, signal_key(seed, f"shape of {id_}") if shape in REPEATING else 0)


#: Shapes that come back, and need `every`.
REPEATING = frozenset({Shape.SAWTOOTH, Shape.OSCILLATION, Shape.FLAPPING})
