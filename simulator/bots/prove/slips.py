"""Secrets in what the commander read: their whole channel, as it was shown to them, searched for ids that nobody may know yet.

The check before play (`scenario.secrets`) reads the texts of the file; this reads what came out at the other end, filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from simulator.bots.prove.ran import Slip
from simulator.drill.drill import Drill
from simulator.record.facts import CardPosted, InjectDelivered
from simulator.record.seats import IC
from simulator.scenario.model import Public, Scenario
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.secrets import ids_named, secret_ids, spellings


def slips(drill: Drill) -> tuple[Slip, ...]:
    """Each secret that stood in the commander's channel, once, with the first text it stood in.

    What has been said is no secret: a finding or inject may name itself, and be named afterwards.
    """
    scenario = drill.scenario
    out = _out(drill)
    ids = spellings(secret_ids(_file(scenario)))
    own = scenario.public.scenario
    found: dict[tuple[str, str], Slip] = {}
    for item in drill.feed(IC, 0):
        for text in _texts(asdict(item)):
            for kind, id_, spelled in ids_named(ids, text):
                as_words = kind != "fault" and spelled.lower() != id_  # two plain words, as any sentence may have them
                if not as_words and item.at < out.get((kind, id_), item.at + 1):
                    found.setdefault((kind, id_), Slip(kind, id_, text))
            if "-" in own and own in text.lower():
                found.setdefault(("scenario", own), Slip("scenario", own, text))
    return tuple(found.values())


def _out(drill: Drill) -> dict[tuple[str, str], int]:
    """When each finding and inject was out."""
    out: dict[tuple[str, str], int] = {}
    for fact in drill.facts:
        match fact.body:
            case CardPosted(finding=id_) if fact.audience.reaches(IC):
                out.setdefault(("finding", id_), fact.at)
            case InjectDelivered(inject=id_):
                out.setdefault(("inject", id_), fact.at)
            case _:
                pass
    return out


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
