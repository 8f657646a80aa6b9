"""No secret is said: what reached the commander in any run names nothing that is theirs to find out."""

from __future__ import annotations

from simulator.bots.prove.ran import Slip
from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Reason, Verdict, judged
from simulator.scenario.problems import Path

NAME = "secrets"

#: Where the text of a secret text stands, tried in this order.
_SAYING = ("findings", "msel", "mitigations", "initiatives", "acts")


def said(runs: Runs) -> Verdict:
    """No line of the commander's channel holds the id of a fault, finding or inject, or the scenario's own."""
    found: dict[tuple[str, str], Slip] = {}
    channels = 0
    for run in runs.all():
        channels += 1
        for slip in run.slips:
            found.setdefault((slip.kind, slip.id), slip)
    reasons = [
        Reason(
            _where(runs, slip),
            f"A text before the commander names the {slip.kind} “{slip.id}”: “{_short(slip.text)}”",
            "Say it in other words, or give the secret another id.",
        )
        for slip in found.values()
    ]
    return judged(NAME, f"{len(found)} found in {channels} channels.", reasons)


def _where(runs: Runs, slip: Slip) -> Path:
    """The text of the file that it came from, as far as it can be told; else the secret itself."""
    secret = runs.scenario.secret
    for group in _SAYING:
        for id_, thing in getattr(secret, group).items():
            says = getattr(thing, "says", None)
            if says and says[:40] == slip.text[:40]:
                return ("secret", group, id_, "says")
    kinds = {"fault": "faults", "finding": "findings", "inject": "msel"}
    return ("secret", kinds[slip.kind], slip.id) if slip.kind in kinds else ("scenario",)


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."
