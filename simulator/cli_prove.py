"""`wom prove`: the edge of proving. Owns the processes, the progress on the terminal, and the file in which par is kept."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from time import monotonic
from typing import Any

import click

from simulator.bots.prove.proof import Proof, prove
from simulator.bots.prove.ran import OfSeed
from simulator.par_files import par_path
from simulator.scenario.load import Sound

#: Seeds a file is proven over unless told otherwise: enough for quartiles, half a minute for an hour's incident on two cores.
#: The scoring reference's 300 are `--seeds 300`.
SEEDS = 40
_BAR = 28


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(workers: int) -> Executor:
    """The executor by default: processes of their own, begun afresh so that nothing of this one is in them."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))


class Progress:
    """How far it is: one line that is drawn over on a terminal, else a plain line now and then. On stderr."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._terminal = sys.stderr.isatty()
        self._began = monotonic()
        self._told = 0

    def __call__(self, done: int, of: int) -> None:
        left = (monotonic() - self._began) / done * (of - done)
        if self._terminal:
            full = _BAR * done // of
            bar = "#" * full + "." * (_BAR - full)
            click.echo(f"\r{self._name} [{bar}] {done} of {of} seeds, {left:.0f} s left \x1b[K", err=True, nl=False)
            if done == of:
                click.echo("\r\x1b[K", err=True, nl=False)
        elif 4 * done // of > self._told:
            self._told = 4 * done // of
            click.echo(f"{self._name}: {done} of {of} seeds", err=True)


def prove_files(
    sounds: list[tuple[Sound, bytes, str]],
    *,
    seeds: range,
    workers: int,
    store: Path | None,
    keep: bool,
    pools: Callable[[int], Executor] = processes,
) -> list[Proof]:
    """Proves each file on the same processes, and keeps its par. Processes that end by themselves are begun afresh, once for a file."""
    made: list[Proof] = []
    executor = pools(workers)
    try:
        for sound, text, file in sounds:
            played: dict[int, OfSeed] = {}
            progress = Progress(Path(file).name)
            try:
                proof = prove(sound, text, file, seeds, executor, progress, made=played)
            except BrokenProcessPool:
                click.echo(f"{_ended(file, seeds, played, workers)} Its seeds are played again in a fresh one.", err=True)
                executor.shutdown(wait=False, cancel_futures=True)
                executor = pools(workers)
                try:
                    proof = prove(sound, text, file, seeds, executor, progress, made=played)
                except BrokenProcessPool:
                    says = (
                        f"{_ended(file, seeds, played, workers)} That was the second time. Is there memory left? Try --workers 1."
                    )
                    raise click.ClickException(says) from None
            if keep:
                keep_par(proof, store)
            made.append(proof)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()  # waited for: a pool that is let go as the interpreter ends may say so in a traceback
    return made


def _ended(file: str, seeds: range, played: dict[int, OfSeed], workers: int) -> str:
    """Where it was: the seeds are begun in order, as many at once as there are workers."""
    begun = [seed for seed in seeds if seed not in played][:workers]
    at = f"seed {begun[0]}" if len(begun) == 1 else f"one of seeds {', '.join(map(str, begun))}"
    return f"{file}: the process that played {at if begun else 'the last comparison'} ended by itself."


def par_file(file: str, store: Path | None) -> Path:
    """Where the par of a scenario file is kept: by its name, in `par` beside it unless told otherwise."""
    name = Path(file).stem
    return par_path(Path(file).parent, name) if store is None else store / f"{name}.json"


def keep_par(proof: Proof, store: Path | None) -> None:
    """Writes the bands; a folder that cannot be written is told, and is no failure of the scenario."""
    path = par_file(proof.file, store)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(proof.par()), encoding="utf-8")
    except OSError as no:
        click.echo(f"{path}: par could not be kept ({no.strerror}). Name another folder with --store.", err=True)


def as_text(par: dict[str, Any]) -> str:
    """One band a line, so that a change of one shows as one."""
    head = {key: value for key, value in par.items() if key != "bands"}
    lines = ",\n".join("  " + json.dumps(band) for band in par["bands"])
    return json.dumps(head, indent=1)[:-2] + ',\n "bands": [\n' + lines + "\n ]\n}\n"
