"""`wom prove`: the edge of proving. Owns the processes, the progress on the terminal, and the file in which par is kept."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import click

from simulator.bots.prove.proof import Proof, prove
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
    sounds: list[tuple[Sound, bytes, str]], *, seeds: range, workers: int, store: Path | None, keep: bool
) -> list[Proof]:
    """Proves each file on the same processes, and keeps its par."""
    made = []
    with processes(workers) as executor:
        for sound, text, file in sounds:
            try:
                proof = prove(sound, text, file, seeds, executor, Progress(Path(file).name))
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
            if keep:
                keep_par(proof, store)
            made.append(proof)
    return made


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
