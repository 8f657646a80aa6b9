"""One trouble after another: where the present one began, so that what was known and asked in the one before is not taken for it.

From the commander's own screen only, as all of `careful`, which it serves.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.drill.board import Board

#: Users have been well this long before it counts as over, and hurt this long before it counts as come back.
_OVER, _BACK = 660, 60


@dataclass(slots=True)
class Troubles:
    """`since`: the second from which the present trouble dates; 0 for the first one."""

    since: int = 0
    _calm: bool = False

    def begins(self, board: Board, now: int, hurt_since: int | None, well_since: int | None) -> bool:
        """Whether another trouble begins now: something was done, users were well for long, and are not any more."""
        if well_since is not None and now - well_since >= _OVER:
            self._calm = any(m.state == "done" for m in board.mitigations.values())
        if not self._calm or hurt_since is None or now - hurt_since < _BACK:
            return False
        self._calm, self.since = False, hurt_since
        return True
