"""A command from a browser until its acknowledgement, which means: on disk. Beside a bare fdatasync of as many bytes, by turns."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.browsers import Browser, open_browsers
from bench.figures import Figure, Size, Target, figure, percentile
from bench.servers import Server, ours, set_table
from bench.systems import HERE
from simulator.record.seats import GM

#: Commands of each drill in one round. One seat may give 60 in 10 seconds, so many drills take turns.
_EACH = 6


def acknowledging(size: Size) -> list[Figure]:
    drills, rounds = size.of(40, 10, 1), size.of(5, 3, 1)
    with TemporaryDirectory(dir=HERE, prefix=".data-") as folder:
        tables = set_table(Path(folder), drills)
        with ours(Path(folder)) as server:
            acknowledged, flushed = asyncio.run(_measure(server, Path(folder), [t[GM] for t in tables], rounds))
    beside = "a bare fdatasync, same bytes, same disk"
    return [
        figure(f"command acknowledged, p{nth}", "ms", [percentile(one, nth / 100) for one in acknowledged],
               [percentile(one, nth / 100) for one in flushed], beside=beside, target=Target("ratio", at_most=3))
        for nth in (50, 99)
    ]  # fmt: skip


async def _measure(server: Server, folder: Path, tickets: list[str], rounds: int) -> tuple[list[list[float]], list[list[float]]]:
    """Milliseconds of every command and every flush, by rounds."""
    browsers = await open_browsers(server.port, [{"ticket": ticket} for ticket in tickets])
    for browser in browsers:
        await browser.sync()
        await _given(browser)
    block = await _bytes_of_a_commit(browsers[0], folder / "drills.sqlite3-wal")
    acknowledged: list[list[float]] = [[] for _ in range(rounds)]
    flushed: list[list[float]] = [[] for _ in range(rounds)]
    with (folder / "beside").open("ab", buffering=0) as beside:
        for nth in range(rounds):
            for browser in browsers * _EACH:
                before = perf_counter()
                await _given(browser)
                acknowledged[nth].append((perf_counter() - before) * 1000.0)
                before = perf_counter()
                beside.write(block)
                os.fdatasync(beside.fileno())
                flushed[nth].append((perf_counter() - before) * 1000.0)
    return acknowledged, flushed


async def _given(browser: Browser) -> None:
    answer = await browser.command("TakeNote", says="Asked for numbers before opinions.")
    assert answer == {"status": "accepted"}, answer


async def _bytes_of_a_commit(browser: Browser, wal: Path) -> bytes:
    """As many bytes as the database appends for one command."""
    before = _size(wal)
    for _ in range(10):
        await _given(browser)
    return b"\0" * max(4096, (_size(wal) - before) // 10)


def _size(file: Path) -> int:
    return file.stat().st_size
