"""Ten thousand damaged scenarios through loader, linter and templates: accepted or refused at a place, within a second and 100 MB each.

`make fuzz`, or `python tests/scenario/fuzz.py [--many N] [--from N] [--jobs N]`; `--only N` prints the damaged file with that number.
Each part of the work runs in a child process that may not have more memory than 100 MB beyond the program itself, and that is
interrupted when one file takes more than a second of its processor.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from damage import FILES, number  # noqa: E402 - found on the path set above

from simulator.scenario.check import check  # noqa: E402
from simulator.scenario.model import Scenario  # noqa: E402
from simulator.scenario.texts import NAMES, render  # noqa: E402
from simulator.world.health import health  # noqa: E402

MANY = 10_000
MOST_MEMORY = 100 * 2**20
MOST_SECONDS = 1.0

#: What a text may name, at both ends of what it may hold.
_EMPTY: dict[str, object] = dict.fromkeys(NAMES, "")
_FULL: dict[str, object] = dict.fromkeys(NAMES, "A long name with {{ braces }} and {% more %}")


class TooSlow(BaseException):
    """The second is over. Not an `Exception`, so that nothing in between takes it for one of its own."""


def told(raw: bytes) -> tuple[bool, str]:
    """Whether the file is accepted, and what is wrong with how that was said; "" when nothing is."""
    report = check(raw, "a.yaml", health)
    drawn = report.drawn()
    if report.scenario is not None:
        for text in _texts(report.scenario):
            for names in (_EMPTY, _FULL):
                render(text, names)
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in (*report.problems, *report.warnings):
        place = problem.place
        if not (1 <= place.line <= lines + 1 and place.column >= 1 and problem.message):
            return report.fine, f"no place in the file: {problem}"
    if not report.fine and not re.match(r"a\.yaml:\d+:\d+: ", drawn):
        return False, f"no line and column first: {drawn[:80]}"
    return report.fine, ""


def _texts(scenario: Scenario) -> list[str]:
    found: list[str] = []
    left: list[Any] = [scenario.public.model_dump(mode="json"), scenario.secret.model_dump(mode="json")]
    while left:
        here = left.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, dict | list):
            left.extend(here.values() if isinstance(here, dict) else here)
    return found


def work(first: int, many: int) -> dict[str, Any]:
    """Goes through the numbers; called in a child, whose memory and time are limited here."""
    signal.signal(signal.SIGPROF, _too_slow)
    told(FILES[0].read_bytes())  # what is imported and cached at the first use belongs to the program
    size = _status("VmSize")
    resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
    out: dict[str, Any] = {"accepted": 0, "refused": 0, "bad": [], "slowest": [0.0, -1], "largest": [0, -1]}
    for n in range(first, first + many):
        raw = number(n)
        before = _peak_from_now()
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            fine, wrong = told(raw)
        except BaseException as bad:  # noqa: BLE001 - whatever it is, it is what we look for
            fine, wrong = (
                False,
                "".join(traceback.format_exception_only(bad)).strip() + " at " + traceback.format_exc(limit=-1).strip()[-300:],
            )
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        out["accepted" if fine else "refused"] += 1
        out["slowest"] = max(out["slowest"], [time.process_time() - began, n])
        out["largest"] = max(out["largest"], [_status("VmHWM") - before, n])
        if wrong:
            out["bad"].append([n, wrong])
    return out


def _too_slow(_signal: int, _frame: object) -> None:
    raise TooSlow("more than a second of processor time")


def _status(key: str) -> int:
    """A line of this process's own status, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1]) * 1024
    return 0


def _peak_from_now() -> int:
    """Resident memory now; the peak is counted from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def run(first: int, many: int, jobs: int) -> dict[str, Any]:
    """All of it, in `jobs` children; the figures of all together."""
    each = -(-many // jobs)
    starts = range(first, first + many, each)
    children = [
        subprocess.Popen(
            [sys.executable, __file__, "--child", str(start), str(min(each, first + many - start))],
            stdout=subprocess.PIPE, text=True,
        )
        for start in starts
    ]  # fmt: skip
    found = []
    for child in children:
        said, _ = child.communicate()
        if child.returncode:
            raise SystemExit(f"A child ended with {child.returncode}.")
        found.append(json.loads(said))
    return {
        "accepted": sum(one["accepted"] for one in found),
        "refused": sum(one["refused"] for one in found),
        "bad": [bad for one in found for bad in one["bad"]],
        "slowest": max(one["slowest"] for one in found),
        "largest": max(one["largest"] for one in found),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--many", type=int, default=MANY)
    asked.add_argument("--from", dest="first", type=int, default=0)
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--only", type=int, help="print this damaged file")
    asked.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        sys.stdout.write(json.dumps(work(*given.child)))
        return
    if given.only is not None:
        sys.stdout.buffer.write(number(given.only))
        return
    got = run(given.first, given.many, given.jobs)
    for n, wrong in got["bad"][:20]:
        sys.stdout.write(f"number {n}: {wrong}\n")
    sys.stdout.write(
        f"{given.many:,} damaged scenarios, from {len(FILES)} files, half in their bytes and half in their structure:\n"
        f"  {got['accepted']:,} accepted, {got['refused']:,} refused with line and column, {len(got['bad']):,} badly\n"
        f"  slowest {got['slowest'][0]:.3f} s of processor (number {got['slowest'][1]}), largest {got['largest'][0] / 2**20:.1f} MB"
        f" (number {got['largest'][1]}); limits {MOST_SECONDS:g} s and {MOST_MEMORY >> 20} MB each\n"
    )
    raise SystemExit(bool(got["bad"]))


if __name__ == "__main__":
    main()
