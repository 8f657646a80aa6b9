"""The promises that a proven scenario keeps, in the order in which they are told. One file each."""

from __future__ import annotations

from collections.abc import Callable

from simulator.bots.prove.checks.apart import apart
from simulator.bots.prove.checks.beats import beats
from simulator.bots.prove.checks.clues import clues
from simulator.bots.prove.checks.ends import ends
from simulator.bots.prove.checks.fidelity import fidelity
from simulator.bots.prove.checks.repeats import repeats
from simulator.bots.prove.checks.said import said
from simulator.bots.prove.checks.steady import steady
from simulator.bots.prove.checks.window import window
from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Verdict

Check = Callable[[Runs], Verdict]

CHECKS: tuple[Check, ...] = (fidelity, ends, apart, beats, clues, window, steady, said, repeats)
