"""Drills per second for `prove`: the competent policy on cloudflare-2019, many seeds, in one process and in two."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter, process_time

from bench.figures import Figure, Size, Target, figure
from bench.systems import CLOUDFLARE, scenario
from simulator.bots.play import play


def policies(size: Size) -> list[Figure]:
    seeds, repetitions = size.of(40, 16, 2), size.of(5, 3, 1)
    context = multiprocessing.get_context("spawn")
    rates: list[float] = []
    walls: list[list[float]] = [[], []]
    with ProcessPoolExecutor(1, context) as one, ProcessPoolExecutor(2, context) as two:
        for pool in (one, two):
            list(pool.map(run, range(4)))  # started and warm
        for turn in range(repetitions):
            for pool, wall in zip((one, two), walls, strict=True):
                before = perf_counter()
                cpu = sum(pool.map(run, range(turn * seeds, (turn + 1) * seeds)))
                wall.append(perf_counter() - before)
                if pool is one:
                    rates.append(seeds / cpu)
    per_second = [[seeds / wall for wall in of] for of in walls]
    return [
        figure("policy runs per core", "drills/s", rates, target=Target("ours", at_least=20)),
        # wall time on purpose: this is about two processes at once, so it shows what else the machine is doing
        figure(
            "policy runs, 2 processes",
            "drills/s",
            *reversed(per_second),
            beside="1 process",
            target=Target("ratio", at_least=1.8),
        ),
    ]


def run(seed: int) -> float:
    """CPU seconds of one run."""
    system = scenario(CLOUDFLARE)
    before = process_time()
    play(system, "competent", seed)
    return process_time() - before
