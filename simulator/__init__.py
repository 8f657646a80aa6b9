"""Wheel of Misfortune: the simulator.

Everything below this package is a pure core plus two edges (`journal`, `cli`). It imports no web
framework and no database; its counterpart is the package `web`. `simulator/README.md` is the design essay.
"""

__version__ = "0.1.0"

#: Changes whenever the same journal could re-simulate to different facts.
ENGINE = 1
