"""Noise of sampled values: a pure function of (seed, signal, step), so a signal nobody looks at costs nothing.

Truth carries none. The generator is splitmix64 on the key; the bell shape is the sum of four uniforms.
"""

from __future__ import annotations

from hashlib import blake2b

from simulator.record.luck import MIDDLING

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


#: No noise is larger, up or down.
MOST = 3.5
#: The key of what does not tremble.
STILL = 0


def signal_key(seed: int, signal: str) -> int:
    """A 64-bit key for a signal of a drill; compute it once and keep it. Without luck nothing trembles."""
    if seed == MIDDLING:
        return STILL
    raw = blake2b(f"{seed}\x1f{signal}".encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big")


def mix(value: int) -> int:
    """splitmix64's output function (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _MASK
    return value ^ (value >> 31)


def bell(key: int, step: int) -> float:
    """Noise of mean 0 and standard deviation 1, within +-3.5, for one step of a signal."""
    if key == STILL:
        return 0.0
    bits = mix((key + (step + 1) * _GOLDEN) & _MASK)
    total = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48 & 0xFFFF)
    return (total / 65536.0 - 2.0) * 1.7320508
