"""How long a request waits for a free server, and how its latency is spread. Pure arithmetic, seconds throughout.

Not the queue itself (`network` carries that from step to step); this is the part of the wait that random arrivals
cause below saturation.
"""

from __future__ import annotations

import math


def mean_wait(service_time: float, servers: float, load: float) -> float:
    """Mean wait of an M/M/c queue below saturation.

    The approximation S * rho^(sqrt(2(c+1)) - 1) / (c (1 - rho)) is exact for one server; against Erlang C it errs by at most
    3.4 % of the service time, and from rho 0.95 on by at most 1 % of the wait (Sakasegawa 1977, "An approximation formula
    Lq = alpha * rho^beta / (1 - rho)"; `tests/world/test_waiting.py` measures it for 1 to 128 servers).
    `load` is rho; at or above 1 the wait is no longer a property of the arrivals and infinity is returned.
    """
    if load <= 0.0:
        return 0.0
    if load >= 1.0:
        return math.inf
    exponent = math.sqrt(2.0 * (servers + 1.0)) - 1.0
    return service_time * math.pow(load, exponent) / (servers * (1.0 - load))


def share_within(limit: float, wait: float, work: float) -> float:
    """Share of requests answered within `limit` seconds, given their wait and the mean time of the work itself.

    Half of the work is taken as fixed and half as exponential: a chain of several stages is less spread
    than a single exponential one (judgement; only the tail depends on it).
    """
    half = 0.5 * work
    spare = limit - wait - half
    if spare <= 0.0:
        return 0.0
    if half <= 0.0:
        return 1.0
    return 1.0 - math.exp(-spare / half)


def quantile(share: float, wait: float, work: float) -> float:
    """The latency that `share` of the requests stay below; the inverse of `share_within`."""
    return wait + 0.5 * work - 0.5 * work * math.log(max(1.0 - share, 1e-9))


def attempts(failure: float, retries: int) -> float:
    """Mean number of tries of a caller that retries at once: 1 + f + f^2 + ... up to `retries` more."""
    if retries <= 0 or failure <= 0.0:
        return 1.0
    if failure >= 1.0:
        return 1.0 + retries
    return (1.0 - math.pow(failure, retries + 1)) / (1.0 - failure)
