"""Every condition that the secret half of a scenario holds, those inside others too, each with its path.

Not whether one holds (that is the drill's) and not whether what it names exists (`references`).
"""

from collections.abc import Iterator

from simulator.scenario.problems import Path
from simulator.scenario.secret import Condition, Hazard, Secret


def conditions_in(secret: Secret) -> Iterator[tuple[Path, Condition]]:
    """All conditions, in the order of the file's sections."""
    for path, condition in _tops(secret):
        if condition is not None:
            yield from _nested(path, condition)


def hazards_in(secret: Secret) -> Iterator[tuple[Path, Hazard]]:
    """All hazards of mitigations."""
    for id_, mitigation in secret.mitigations.items():
        for at, hazard in enumerate(mitigation.hazards):
            yield ("secret", "mitigations", id_, "hazards", at), hazard


def _tops(secret: Secret) -> Iterator[tuple[Path, Condition | None]]:
    for kind, things in (
        ("faults", secret.faults), ("findings", secret.findings), ("initiatives", secret.initiatives), ("msel", secret.msel),
        ("acts", secret.acts),
    ):  # fmt: skip
        for id_, thing in things.items():
            yield ("secret", kind, id_, "when"), thing.when
    for id_, fault in secret.faults.items():
        for at, end in enumerate(fault.ends):
            yield ("secret", "faults", id_, "ends", at, "when"), end.when
    for id_, initiative in secret.initiatives.items():
        yield ("secret", "initiatives", id_, "unless"), initiative.unless
    for id_, mitigation in secret.mitigations.items():
        yield ("secret", "mitigations", id_, "requires"), mitigation.requires
        for at, cost in enumerate(mitigation.costs):
            yield ("secret", "mitigations", id_, "costs", at, "when"), cost.when
    for path, hazard in hazards_in(secret):
        yield (*path, "when"), hazard.when


def _nested(here: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield here, condition
    for word, inner in (("all", condition.all), ("any", condition.any)):
        for at, each in enumerate(inner or ()):
            yield from _nested((*here, word, at), each)
    if condition.not_ is not None:
        yield from _nested((*here, "not"), condition.not_)
