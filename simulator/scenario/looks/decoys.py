"""Decoys: what points elsewhere must be refuted by somebody who can be asked, or it is no fair trap."""

from collections.abc import Iterator

from simulator.scenario.looks.found import Found
from simulator.scenario.secret import Finding, ScenarioFile
from simulator.scenario.source import Loaded
from simulator.scenario.words import ONLY_END_FAULTS, Kind, Topic


def decoys(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Changes that did no harm, findings that propose what ends nothing, and decoys the truth names."""
    secret = file.secret
    asked = {each for finding in secret.findings.values() for each in finding.asked}
    carrying = {fault.with_ for fault in secret.faults.values()}
    for id_, change in file.system.changes.items():
        if id_ not in carrying and asked.isdisjoint({id_, change.target, Topic.CHANGES}):
            yield ("system", "changes", id_), "decoy-change", {"target": change.target}, ""
    refuted = {each for finding in secret.findings.values() for each in finding.refutes}
    refuted |= {each for inject in secret.msel.values() for each in inject.refutes}
    enders = {end.by for fault in secret.faults.values() for end in fault.ends}
    for id_, finding in secret.findings.items():
        if finding.names is None or finding.names in {*enders, *secret.truth.fixed_by} or id_ in refuted:
            continue
        if Kind(finding.names.partition(" ")[0]) in ONLY_END_FAULTS:
            yield ("secret", "findings", id_, "names"), "decoy-finding", {"order": finding.names, "id": id_}, ""
    if secret.truth.decoys and not refuted and not any(_says_not_it(finding) for finding in secret.findings.values()):
        yield ("secret", "truth", "decoys"), "decoys-unrefuted", {}, ""


def _says_not_it(finding: Finding) -> bool:
    """A finding that accuses nothing and proposes nothing: it says that something is as it should be."""
    return not finding.cause and finding.names is None and finding.supports is None
