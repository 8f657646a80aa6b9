"""Secrets in what the commander read: their whole channel, as it was shown to them, searched for ids that nobody may know yet.

The check before play (`scenario.secrets`) reads the texts of the file; this reads what came out at the other end, filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from simulator.bots.prove.ran import Slip
from simulator.drill.drill import Drill
from simulator.record.seats import IC
from simulator.scenario.model import Public, Scenario
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.secrets import ids_named, secret_ids, spellings


def slips(drill: Drill) -> tuple[Slip, ...]:
    """Each secret that stood in the commander's channel, once, with the first text it stood in."""
    scenario = drill.scenario
    ids = spellings(secret_ids(_file(scenario)))
    own = scenario.public.scenario
    found: dict[tuple[str, str], Slip] = {}
    for item in drill.feed(IC, 0):
        for text in _texts(asdict(item)):
            for kind, id_, _ in ids_named(ids, text):
                found.setdefault((kind, id_), Slip(kind, id_, text))
            if "-" in own and own in text.lower():
                found.setdefault(("scenario", own), Slip("scenario", own, text))
    return tuple(found.values())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _file(scenario: Scenario) -> ScenarioFile:
    public = {name: getattr(scenario.public, name) for name in Public.model_fields}
    return ScenarioFile.model_construct(**public, secret=scenario.secret)
