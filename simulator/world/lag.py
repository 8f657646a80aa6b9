"""What waits in a backlog, in the order it came: how old the oldest of it is, and how much has been dropped for its age.

Only for services with a `backlog`; how much waits, is served and is dropped is the network's. A replica is such a queue of writes.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Lag:
    """What came in, step by step, oldest first: (second the step ended, its length, how much of it still waits, how much came)."""

    dropped: float = 0.0  # per second, in the last step: not let in, or waited too long
    oldest: float = 0.0  # seconds
    _came: deque[list[float]] = field(default_factory=deque)
    _total: float = 0.0

    def step(self, now: float, seconds: float, arrived: float, backlog: float) -> None:
        """One more step: so much arrived, and so much is left waiting after what was served and dropped, oldest first."""
        if backlog <= 1e-6:
            self._came.clear()
            self._total = self.oldest = 0.0
            return
        self._came.append([now, seconds, arrived, arrived])
        gone = self._total + arrived - backlog
        while len(self._came) > 1 and self._came[0][2] <= gone:
            gone -= self._came.popleft()[2]
        oldest = self._came[0]
        oldest[2] = max(0.0, oldest[2] - max(0.0, gone))
        self._total = backlog
        ended, lasted, left, came = oldest
        self.oldest = round(now - ended + lasted * (left / came if came > 0.0 else 0.0), 6)
