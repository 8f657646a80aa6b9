"""Which steps have points in a drill with jumps: counting up from one to the next and asking for the n-th lead to the same."""

from __future__ import annotations

import pytest

from simulator.drill.project_samples import SPARSE, Kept
from simulator.drill.seen import STEP

JUMPS = ((), ((300, 28_500), (31_000, 45_300)), ((307, 1003),))


@pytest.mark.parametrize("jumps", JUMPS)
def test_the_next_kept_step_is_the_one_with_the_next_number(jumps: tuple[tuple[int, int], ...]) -> None:
    """From the first on, past every jump; inside one only every sixtieth is kept."""
    kept, step = Kept(jumps), Kept(jumps).nth(0)
    last = (jumps[-1][1] if jumps else 6000) // STEP + 2 * SPARSE
    n = 0
    while step < last:
        assert step == kept.nth(n)
        inside = any(start // STEP < step < to // STEP for start, to in jumps)
        assert not inside or step % SPARSE == 0
        n, step = n + 1, kept.after(step)
    assert n > SPARSE
