"""Luck: every chance in a drill, as a pure function of the seed and of the thing it befalls.

Not a random stream: keys name the thing and never the order ("priya", "accept", "third ask"), so one more
action in a fork shifts nobody else's luck and counterfactual runs share it.
"""

from __future__ import annotations

import math
from hashlib import blake2b

_SCALE = 2.0**-53

#: The seed of a drill without luck, for counterfactuals: every draw falls in its middle, and nothing trembles. No drill is made with it.
MIDDLING = -1


def luck(seed: int, *key: str | int) -> float:
    """A number in [0, 1), uniform over keys, the same on every machine and in every run."""
    if seed == MIDDLING:
        return 0.5
    text = "\x1f".join([str(seed), *map(str, key)])
    raw = blake2b(text.encode(), digest_size=8).digest()
    return (int.from_bytes(raw, "big") >> 11) * _SCALE


def luck_between(seed: int, low: int, high: int, *key: str | int) -> int:
    """A whole number of seconds in [low, high]."""
    return low + int(luck(seed, *key) * (high - low + 1))


def luck_lognormal(seed: int, median: float, sigma: float, *key: str | int) -> float:
    """A log-normal delay with the given median; Box-Muller on two draws of the same key."""
    if seed == MIDDLING:
        return median
    u = max(luck(seed, *key, "u"), 1e-12)
    v = luck(seed, *key, "v")
    return median * math.exp(sigma * math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v))
