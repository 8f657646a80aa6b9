"""100 drills with five browsers each, beside a bare Flask-SocketIO server that carries the same bytes to rooms of five.

One server works while the other rests, by turns. In our window every clock runs and game masters put in injects, evenly; what the
browsers of each drill heard is then played by the bare server: as many deliveries of the same sizes at the same instants, each emit to a
room of five, and as many injects with acknowledgement. Latency is from the command leaving to the last of the five having it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.browsers import Browser, open_browsers
from bench.figures import Figure, Size, Target, figure, percentile
from bench.servers import SEATS, Server, bare, ours, set_table
from bench.systems import HERE

#: Injects per second, over all drills.
_RATE = 20
#: The drills that run while the cost of one more is measured, and the window for that: whole steps of the world.
_FEW, _COST_WINDOW = 0.25, 10.0

Heard = tuple[float, str]


@dataclass(slots=True)
class Table:
    """The five browsers of one drill."""

    browsers: list[Browser]
    heard: list[Heard] = field(default_factory=list)  # since the window began
    arrivals: dict[str, list[float]] = field(default_factory=dict)  # mark of an inject -> when each browser had it

    def listen(self, began: Callable[[], float]) -> None:
        for browser in self.browsers:
            browser.heard = lambda _browser, text, at: self._hear(text, at, began())

    def _hear(self, text: str, at: float, began: float) -> None:
        self.heard.append((at - began, text))
        start = text.find("inject-mark-")
        if start >= 0 and text.startswith('42["feed"'):
            self.arrivals.setdefault(text[start : start + 20], []).append(at)


@dataclass(slots=True)
class Window:
    """What one window gave."""

    cpu: float
    delivered: int
    bytes: int
    latencies: list[float]

    @property
    def each(self) -> float:
        """CPU microseconds per delivered message."""
        return self.cpu / max(1, self.delivered) * 1e6


def fanning_out(size: Size) -> list[Figure]:
    drills, seconds, repetitions = size.of(100, 30, 2), size.of(10, 5, 1), size.of(3, 2, 1)
    with TemporaryDirectory(dir=HERE, prefix=".data-") as folder:
        table = set_table(Path(folder), drills)
        with ours(Path(folder)) as our, bare(Path(folder)) as peer:
            return asyncio.run(_compare(our, peer, table, seconds, repetitions, long=size is not Size.SMALLEST))


async def _compare(
    our: Server, peer: Server, tickets: list[dict[str, str]], seconds: float, repetitions: int, *, long: bool
) -> list[Figure]:
    ours_, our_memory = await _open(our, [[{"ticket": t[seat]} for seat in SEATS] for t in tickets])
    whole = await _sync(ours_)
    peers, peer_memory = await _open(peer, [[{} for _ in SEATS] for _ in tickets])
    for n, table in enumerate(peers):
        await asyncio.gather(*(browser.ask("join", f"drill-{n}") for browser in table.browsers))
    cost = await _cost_of_one_more(our, ours_, _COST_WINDOW if long else 0.5)
    windows: list[tuple[Window, Window]] = []
    frames: list[list[Heard]] = []
    for _ in range(repetitions):
        await _clocks(ours_, "ResumeDrill")
        mine = await _window(our, ours_, seconds, _inject_ours)
        frames = [list(table.heard) for table in ours_]
        await _clocks(ours_, "PauseDrill", kind="teaching")
        windows.append((mine, await _peer_window(peer, peers, frames, seconds)))
    for table in (*ours_, *peers):
        for browser in table.browsers:
            browser.close()
    return _figures(windows, whole, frames, our_memory, peer_memory, cost)


# --- opening ----------------------------------------------------------------------------------------


async def _open(server: Server, auths: list[list[dict[str, str]]]) -> tuple[list[Table], float]:
    """Opens all browsers; the answer also says how much memory each one cost, once its table was there."""
    first = await open_browsers(server.port, [of[0] for of in auths])
    for browser in first:
        if "ticket" in browser._auth:
            await browser.sync()
    before = server.memory()
    rest = await open_browsers(server.port, [auth for of in auths for auth in of[1:]])
    tables = [Table([browser]) for browser in first]
    width = len(SEATS) - 1
    for n, table in enumerate(tables):
        table.browsers += rest[n * width : (n + 1) * width]
        if "ticket" in table.browsers[0]._auth:
            await asyncio.gather(*(browser.sync() for browser in table.browsers[1:]))
    return tables, (server.memory() - before) / len(rest)


async def _sync(tables: list[Table]) -> float:
    """Mean bytes of a whole view, over the seats."""
    answers = [await browser.sync() for browser in tables[0].browsers]
    return sum(len(json.dumps(answer["set"], separators=(",", ":"))) for answer in answers) / len(answers)


async def _clocks(tables: list[Table], name: str, **args: Any) -> None:
    for table in tables:
        answer = await table.browsers[0].command(name, **args)
        assert answer["status"] == "accepted", answer


async def _cost_of_one_more(our: Server, tables: list[Table], seconds: float) -> tuple[float, float]:
    """CPU milliseconds per drill and second with a few drills running, and with all. Leaves all of them paused."""
    few = max(1, int(len(tables) * _FEW))
    costs = []
    for start, stop in ((0, few), (few, len(tables))):
        await _clocks(tables[start:stop], "StartDrill")
        await asyncio.sleep(seconds / 10)
        before = our.cpu()
        await asyncio.sleep(seconds)
        costs.append((our.cpu() - before) / seconds / stop * 1000.0)
    await _clocks(tables, "PauseDrill", kind="teaching")
    return costs[0], costs[1]


# --- windows ----------------------------------------------------------------------------------------


async def _window(
    server: Server, tables: list[Table], seconds: float, inject: Callable[[int, Table, str], asyncio.Future[Any]]
) -> Window:
    """Injects at an even pace over all drills in turn; everything that arrives meanwhile is counted."""
    began = perf_counter()
    for table in tables:
        table.heard, table.arrivals = [], {}
        table.listen(lambda: began)
    bytes_before = sum(browser.bytes for table in tables for browser in table.browsers)
    cpu_before = server.cpu()
    sent: dict[str, tuple[Table, float]] = {}
    answers = []
    for n in range(int(seconds * _RATE)):
        await asyncio.sleep(max(0.0, began + n / _RATE - perf_counter()))
        table, mark = tables[n % len(tables)], f"inject-mark-{n:08d}"
        sent[mark] = (table, perf_counter())
        answers.append(inject(n % len(tables), table, mark))
    for answer in await asyncio.wait_for(asyncio.gather(*answers), 30):
        assert answer["status"] == "accepted", answer
    await asyncio.sleep(max(0.2, began + seconds - perf_counter()))
    latencies = []
    for mark, (table, at) in sent.items():
        arrivals = table.arrivals.get(mark, [])
        assert len(arrivals) == len(SEATS), f"{mark} reached {len(arrivals)} of {len(SEATS)} browsers"
        latencies.append((max(arrivals) - at) * 1000.0)
    delivered = sum(len(table.heard) for table in tables)
    received = sum(browser.bytes for table in tables for browser in table.browsers) - bytes_before
    return Window(server.cpu() - cpu_before, delivered, received, latencies)


def _inject_ours(_n: int, table: Table, mark: str) -> asyncio.Future[Any]:
    return table.browsers[0].command("AddInject", person="ana", says=f"How many of our users notice? {mark}", to="channel")


async def _peer_window(peer: Server, peers: list[Table], frames: list[list[Heard]], seconds: float) -> Window:
    """The same deliveries by the bare server."""
    injected = [text for heard in frames for _, text in heard if "inject-mark-" in text and text.startswith('42["feed"')]
    sample = sorted(injected, key=len)[len(injected) // 2]
    start = sample.index("inject-mark-")
    [_, data] = json.loads(sample[2:start] + "MARK" + sample[start + 20 :])
    text = json.dumps(data)
    schedule = sorted(_schedule(frames), key=lambda message: message[0])

    def inject(n: int, table: Table, mark: str) -> asyncio.Future[Any]:
        return table.browsers[0].ask(
            "inject", {"room": f"drill-{n}", "message": "feed", "data": json.loads(text.replace("MARK", mark))}
        )

    control = peers[0].browsers[0]
    await control.ask("load", schedule)  # before the window: reading it is not part of what is compared
    await control.ask("play", None)
    return await _window(peer, peers, seconds, inject)


def _schedule(frames: list[list[Heard]]) -> Iterator[list[Any]]:
    """A fifth of all frames that are not injects, each to a whole room of five: as many deliveries, as many bytes.

    Of every five frames of about the same size one is taken, now the smallest, now the largest.
    """
    others = sorted((text, at) for heard in frames for at, text in heard if "inject-mark-" not in text)
    others.sort(key=lambda frame: len(frame[0]))
    width = len(SEATS)
    for n in range(len(others) // width):
        text, at = others[n * width + n % width]
        name, data = json.loads(text[2:])
        yield [at, f"drill-{n % len(frames)}", name, data]


# --- telling ----------------------------------------------------------------------------------------


def _figures(
    windows: list[tuple[Window, Window]], whole: float, frames: list[list[Heard]], our_memory: float, peer_memory: float,
    cost: tuple[float, float],
) -> list[Figure]:  # fmt: skip
    mine, theirs = [w for w, _ in windows], [w for _, w in windows]
    beside = "bare Flask-SocketIO, same bytes"
    views = [len(text) for heard in frames for _, text in heard if text.startswith('42["view"')]
    latency = {nth: [[percentile(w.latencies, nth) for w in of] for of in (mine, theirs)] for nth in (0.5, 0.99)}
    return [
        figure("server CPU per delivered message", "us", [w.each for w in mine], [w.each for w in theirs], beside=beside,
               target=Target("ratio", at_most=1)),
        figure("messages delivered", "/window", [w.delivered for w in mine], [w.delivered for w in theirs], beside=beside),
        figure("bytes delivered", "kB/window", [w.bytes / 1000 for w in mine], [w.bytes / 1000 for w in theirs], beside=beside),
        figure("bytes of a view message", "B", [sum(views) / max(1, len(views))], [whole], beside="a whole view",
               target=Target("ratio", at_most=1)),
        figure("inject to all five browsers, p50", "ms", *latency[0.5], beside=beside),
        figure("inject to all five browsers, p99", "ms", *latency[0.99], beside=beside, target=Target("ours", at_most=25)),
        figure("memory per browser", "kB", [our_memory / 1000], [peer_memory / 1000], beside=beside,
               target=Target("ours", at_most=105)),
        figure("CPU per running drill", "ms/s", [cost[1]], [cost[0]], beside="with a quarter of the drills",
               target=Target("ratio", at_most=1.1)),
    ]  # fmt: skip
