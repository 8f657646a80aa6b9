"""What a careful colleague would say about a scenario that loads: warnings, never refusals.

What is impossible is refused in `rules`. What only shows when the world runs (health at StartEx, the severity
at the peak) is told by whoever hands `check` a look at the running world. What is looked at stands in `looks`.
"""

from collections.abc import Iterator
from typing import Final

from simulator.scenario import wording
from simulator.scenario.looks.clocks import clocks, past
from simulator.scenario.looks.decoys import decoys
from simulator.scenario.looks.ends import ends, initiatives, standing
from simulator.scenario.looks.found import Found, Look
from simulator.scenario.looks.people import people
from simulator.scenario.looks.reach import acts, findings, lines, reach
from simulator.scenario.looks.severity import severity
from simulator.scenario.looks.texts import texts
from simulator.scenario.problems import Problem, Problems, named, ordered
from simulator.scenario.references import TRAINEE
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.source import Loaded


def warnings(loaded: Loaded, file: ScenarioFile) -> Problems:
    """Everything worth a second look."""
    found: list[Problem] = []
    for look in _LOOKS:
        for path, code, details, words in look(loaded, file):
            said = wording.say(code, **{"it": named(path, loaded.tree), **details})
            place = loaded.place_in(path, words) if words else loaded.place_of(path)
            found.append(Problem(place, path, code, said.message, said.hint))
    return ordered(found)


def _evidence(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """A drill begins with a page and leads to a cause."""
    if not any(journey.core for journey in file.system.journeys.values()):
        yield ("system", "journeys"), "no-core", {}, ""
    if not any(alert.pages == TRAINEE for alert in file.alerts.values()):
        yield ("alerts",), "no-page", {}, ""
    if not any(finding.cause for finding in file.secret.findings.values()):
        yield ("secret", "findings"), "no-cause", {}, ""


def _orders(_loaded: Loaded, file: ScenarioFile) -> Iterator[Found]:
    """Two descriptions of one order, of which only the first counts."""
    seen: set[str] = set()
    for id_, mitigation in file.secret.mitigations.items():
        if mitigation.order in seen:
            yield ("secret", "mitigations", id_, "order"), "order-twice", {"order": mitigation.order}, ""
        seen.add(mitigation.order)


_LOOKS: Final[tuple[Look, ...]] = (
    _evidence, clocks, ends, standing, initiatives, reach, lines, findings, acts, people, decoys, severity, _orders, texts, past,
)  # fmt: skip
