"""Handoffs (M23): the ten things a briefing holds when command passes, present and true, and whether it was read back.

The ten are those of transfer-of-command briefings and of the doctrine. True means: what is written names what the record says stood open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from simulator.record import facts as f
from simulator.record.seats import Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Sev
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock

_AIM = re.compile(r"\b(aim|goal|objective|next|now|until|so that|then|priority|plan|first|to do|want)\b", re.IGNORECASE)
_TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]?[0-5]\d\b|\bin \d+ ?min|\bat once\b|\bnow\b", re.IGNORECASE)
_SEVERITY = re.compile(r"\bsev[ -]?([1-4])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the ten. `true` is None where nothing in the record can contradict it."""

    name: str
    present: bool
    true: bool | None = None


@dataclass(slots=True)
class _Table:
    """What stood open when command was offered."""

    sev: Sev | None = None
    open: dict[str, str] = field(default_factory=dict)  # ask or order -> who is at it
    tried: dict[str, str] = field(default_factory=dict)  # mitigation -> target, once done or failed
    targets: dict[str, str] = field(default_factory=dict)
    hats: dict[Role, str] = field(default_factory=dict)
    coming: set[str] = field(default_factory=set)  # paged and not here yet
    dues: dict[Audience, int] = field(default_factory=dict)


def handoffs(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M23 = share of the ten checks that the last handoff holds. M23.true = share of the checks it holds that the record bears out,
    among those the record can speak to. M23.readback = seconds from offering to its being read back.

    The ten: state and impact, severity, tried, pending with owners and times, objective now, who holds which role, who has been asked
    for and is not here yet, next promise due, risks, effective time (what the acceptance states).
    """
    offered = [x for x in facts if isinstance(x.body, f.HandoffOffered)]
    if not offered:
        yield Line("M23", "Handoff written", "person", None, "%", "Command was not handed over.")
        return
    last = offered[-1]
    assert isinstance(last.body, f.HandoffOffered)
    accepted = _answer(facts, f.HandoffAccepted, last.body.handoff)
    checks = ten(scenario, _table(facts, last), last.body, accepted=accepted is not None)
    held = [check for check in checks if check.present]
    evidence = (last.n, *((accepted.n,) if accepted else ()))
    says = f"{len(held)} of 10 things a handoff tells are in it."
    missing = [check.name for check in checks if not check.present]
    says += f" Not in it: {', '.join(missing)}." if missing else ""
    yield Line("M23", "Handoff written", "person", 10.0 * len(held), "%", says, evidence=evidence)
    yield _borne_out(held, evidence)
    yield _read_back(i, last, _answer(facts, f.HandoffReadBack, last.body.handoff))


def ten(scenario: Scenario, table: _Table, body: f.HandoffOffered, *, accepted: bool) -> tuple[Check, ...]:
    """The ten checks of one handoff against what stood open."""
    names = _Names(scenario)
    whole = f"{body.situation} {body.tried} {body.pending} {body.holders} {body.risks} {body.promises}"
    said = _SEVERITY.findall(whole)
    owners = set(table.open.values())
    dues = [(scenario.public.starts_at + timedelta(seconds=due)).strftime("%H:%M") for due in table.dues.values()]
    worn = [person for role, person in table.hats.items() if role is not Role.SCRIBE]
    coming = sorted(table.coming)
    return (
        Check("state and impact", bool(body.situation.strip())),
        Check("severity", bool(said), None if not said or table.sev is None else said[0] == table.sev.value[3]),
        Check("what was tried", bool(body.tried.strip()), _named(body.tried, (names.target(t) for t in table.tried.values()))),
        Check(
            "what is pending, with owners and times",
            bool(body.pending.strip()) and (not table.open or bool(_TIME.search(body.pending))),
            _named(body.pending, (names.person(p) for p in sorted(owners))),
        ),
        Check("the objective now", bool(_AIM.search(f"{body.situation} {body.pending}"))),
        Check("who holds which role", bool(body.holders.strip()), _named(body.holders, (names.person(p) for p in worn))),
        Check(
            "who is asked for and not here yet",
            not coming or any(names.in_(whole, p) for p in coming),
            _named(whole, (names.person(p) for p in coming)),
        ),
        Check("the next update due", bool(body.promises.strip()), _named(body.promises, ((due,) for due in dues))),
        Check("risks", bool(body.risks.strip())),
        Check("from when it holds", accepted),
    )


class _Names:
    """What somebody or something may be called in a text."""

    def __init__(self, scenario: Scenario) -> None:
        self._public = scenario.public

    def person(self, id_: str) -> tuple[str, ...]:
        spec = self._public.people.get(id_)
        return (id_, *([spec.name] if spec is not None and spec.name else ()))

    def target(self, id_: str) -> tuple[str, ...]:
        system = self._public.system
        spec = system.services.get(id_) or system.switches.get(id_) or system.journeys.get(id_)
        return (id_, *([spec.title] if spec is not None and spec.title else ()))

    def in_(self, text: str, person: str) -> bool:
        return any(name.lower() in text.lower() for name in self.person(person))


def _named(text: str, wanted: Iterable[tuple[str, ...]]) -> bool | None:
    """Whether a text names every one of some things, by any of its names; None where there is nothing to name."""
    things = list(wanted)
    if not things:
        return None
    return all(any(name.lower() in text.lower() for name in names) for names in things)


def _borne_out(held: Sequence[Check], evidence: tuple[int, ...]) -> Line:
    known = [check for check in held if check.true is not None]
    title, owner = "Handoff borne out", "person"
    if not known:
        return Line("M23.true", title, owner, None, "%", "Nothing in it could be held against the record.", evidence=evidence)
    right = [check for check in known if check.true]
    otherwise = [check.name for check in known if not check.true]
    says = f"{len(right)} of {len(known)} of what it tells is as the record has it."
    says += f" Told otherwise or left out: {', '.join(otherwise)}." if otherwise else ""
    return Line("M23.true", title, owner, 100.0 * len(right) / len(known), "%", says, evidence=evidence)


def _read_back(i: Instants, offered: f.Fact, heard: f.Fact | None) -> Line:
    title, owner = "Handoff read back", "process"
    if heard is None:
        says = f"It was not read back, in {clock(i.ended - offered.at)}."
        return Line("M23.readback", title, owner, None, "s", says, censored=True, evidence=(offered.n,))
    value = heard.at - offered.at
    return Line(
        "M23.readback", title, owner, value, "s", f"It was read back {clock(value)} later.", evidence=(offered.n, heard.n)
    )


def _answer(facts: Sequence[f.Fact], kind: type[f.HandoffReadBack | f.HandoffAccepted], handoff: str) -> f.Fact | None:
    return next((x for x in facts if isinstance(x.body, kind) and x.body.handoff == handoff), None)


def _table(facts: Sequence[f.Fact], offered: f.Fact) -> _Table:
    """Folded from the record up to the offer."""
    table = _Table()
    for fact in facts:
        if fact.n >= offered.n:
            return table
        _fold(table, fact.body)
    return table


def _fold(table: _Table, body: f.Body) -> None:
    match body:
        case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
            table.sev = sev
        case f.TaskAccepted(task=id_, person=person):
            table.open[id_] = person
        case f.TaskEnded(task=id_) | f.TaskDeclined(task=id_) | f.VerifyReported(task=id_):
            table.open.pop(id_, None)
        case f.MitigationOrdered(mitigation=id_, target=target, person=person):
            table.targets[id_] = target
            if not body.unordered:
                table.open[id_] = person
        case f.MitigationDone(mitigation=id_) | f.MitigationFailed(mitigation=id_):
            table.open.pop(id_, None)
            table.tried[id_] = table.targets.get(id_, "")
        case f.RoleAccepted(role=role, person=person):
            table.hats[role] = person
        case f.HandoffAccepted(person=person):
            table.hats[Role.IC] = person
        case f.RoleReleased(role=role):
            table.hats.pop(role, None)
        case f.PersonPaged(person=person):
            table.coming.add(person)
        case f.PersonJoined(person=person) | f.PersonLeft(person=person) | f.PageUnanswered(person=person):
            table.coming.discard(person)
        case f.PromiseMade(audience=audience, due=due) | f.PromiseMoved(audience=audience, due=due):
            table.dues[audience] = due
        case f.PromiseKept(audience=audience):
            table.dues.pop(audience, None)
        case _:
            pass
