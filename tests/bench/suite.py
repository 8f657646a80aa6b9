"""All benches by name, how they are run, and how their figures are told. `wom bench` comes here."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.acknowledging import acknowledging
from bench.fanning_out import fanning_out
from bench.figures import Figure, Size
from bench.headless import headless
from bench.loading import loading
from bench.page import page
from bench.policies import policies
from bench.replaying import replaying

Bench = Callable[[Size], list[Figure]]

BENCHES: dict[str, Bench] = {
    "headless": headless,
    "replay": replaying,
    "policies": policies,
    "load": loading,
    "acknowledged": acknowledging,
    "sockets": fanning_out,
    "page": page,
}


def run_all(only: Sequence[str], *, size: Size, say: Callable[[str], None]) -> dict[str, Any]:
    """Runs the benches whose names contain one of `only` (all without it). A bench that cannot run is named with its reason."""
    figures: list[Figure] = []
    missing: dict[str, str] = {}
    for name, bench in BENCHES.items():
        if only and not any(part in name for part in only):
            continue
        say(f"{name} ...")
        try:
            figures += bench(size)
        except LookupError as error:
            missing[name] = str(error)
            say(f"{name} cannot be run: {error}")
    return {"machine": machine(), "size": size.value, "figures": [one.as_data() for one in figures], "missing": missing}


def machine() -> dict[str, Any]:
    """What the figures were measured on, as far as it matters to them."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def as_table(report: dict[str, Any]) -> str:
    """The report as text."""
    head = ("what", "ours: median (min .. max)", "beside", "its median", "ratio", "target", "met", "n")
    rows = [head, *(_row(figure) for figure in report["figures"])]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    facts = report["machine"]
    told = f"Python {facts['python']}, {facts['cores']} cores, {facts['cpu']}, load {facts['load_before']} before; size {report['size']}"
    left = [f"{name} was not run: {why}" for name, why in report["missing"].items()]
    return "\n".join([told, "", lines[0], "-" * len(lines[0]), *lines[1:], *left])


def _row(figure: dict[str, Any]) -> tuple[str, ...]:
    ours, peer, ratio = figure["ours"], figure["peer"], figure["ratio"]
    return (
        figure["name"],
        f"{_told(ours['median'])} ({_told(ours['min'])} .. {_told(ours['max'])}) {figure['unit']}",
        figure["beside"],
        "-" if peer is None else f"{_told(peer['median'])} {figure['unit']}",
        "-" if ratio is None else f"{ratio:.2f}",
        figure["target"],
        {True: "yes", False: "NO", None: "-"}[figure["met"]],
        str(figure["repetitions"]),
    )


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"
