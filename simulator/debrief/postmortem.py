"""The postmortem of a drill: what the record says by itself, beside what people write (scoring reference 5.4).

`draft` makes both: the parts that are derived, and a first text where the record can give one. From then on people own what is written
(`written`), and the derived part is made anew from the record whenever it is asked for. Its counterparts: `postmortem_lint`, and
`exports/` for paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from simulator.debrief.written import Written
from simulator.record import facts as f
from simulator.record.seats import Holder
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At
from simulator.scoring.meters import LOSSES
from simulator.scoring.scorecard import Line, Scorecard
from simulator.scoring.severity import calm_for
from simulator.scoring.words import clock, severity_name
from simulator.world.harm import TruthRow

#: A stretch shorter than this, in seconds, is no gap.
SHORTEST_GAP = 60
#: Measures whose length is a gap between two things.
_GAPS = ("M1", "M2", "M3", "M4", "M6.decide", "M6.approve", "M6.ready", "M6.mechanism")
#: Who reads a postmortem, unless its writers say otherwise.
WHOLE_ORGANISATION = "whole organisation"


class Status(StrEnum):
    """Where a postmortem stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    REVIEWED = "reviewed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of what it cost."""

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One of the four instants a timeline must have: detected, declared, acted, resolved. `at` is None where it never came."""

    id: str
    title: str
    at: int | None
    fact: int = 0


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the timeline. `lane` is you or truth."""

    at: int
    utc: str
    lane: str
    says: str
    fact: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch between two things, longest first. `seconds` is None where it had not ended at EndEx."""

    id: str
    title: str
    owner: str
    seconds: float | None
    says: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FactorHint:
    """What the scenario knows to have contributed; shown once people have written down what they think."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class EarlierItem:
    """An action item of an earlier postmortem about the same class of factors."""

    alias: str
    kind: str  # the class of the factor
    says: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class DerivedPart:
    """What the record says by itself."""

    exercise: bool
    alias: str
    source: str
    starts_at: str  # UTC instant of StartEx in the fiction
    ended_at: int
    sev: str  # the worst that was declared, "" for none
    sev_true: str
    impact: tuple[Cost, ...]
    instants: tuple[TurningPoint, ...]
    timeline: tuple[TimelineEntry, ...]
    gaps: tuple[Stretch, ...]
    luck: tuple[str, ...]  # suggestions for the luck list
    hints: tuple[FactorHint, ...]
    people: tuple[str, ...]
    earlier: tuple[EarlierItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Postmortem:
    """Both halves."""

    derived: DerivedPart
    written: Written


def draft(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], card: Scorecard) -> Postmortem:
    """The postmortem as the record fills it: the derived part whole, and first texts for title, summary, what went well, the external
    message and the tags. Everything that needs a person's view is empty.
    """
    i = instants(scenario, facts, rows)
    derived = DerivedPart(
        exercise=True,
        alias=card.alias,
        source=card.source,
        starts_at=card.starts_at,
        ended_at=card.ended_at,
        sev=_worst_declared(facts),
        sev_true=severity_name(max((level.weight for level in i.truth), default=0)),
        impact=tuple(_impact(card, i)),
        instants=_four(i, facts),
        timeline=tuple(
            TimelineEntry(m.at, utc(scenario, m.at), m.lane, m.says, m.fact)
            for m in card.timeline
            if m.lane != "history" and m.at <= card.ended_at
        ),
        gaps=tuple(_gaps(card.lines)),
        luck=tuple(_luck(scenario, facts, card, i)),
        hints=tuple(FactorHint(factor.kind.value, factor.says) for factor in scenario.secret.truth.factors),
        people=_people(scenario, facts),
    )
    return Postmortem(derived, _first_text(scenario, facts, card, i, derived))


def utc(scenario: Scenario, at: int) -> str:
    """A drill second as the clock of the fiction: 14:05:10."""
    return (scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M:%S")


# --- what is derived ----------------------------------------------------------------------------------


def _worst_declared(facts: Sequence[f.Fact]) -> str:
    declared = [x.body.sev for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged)]
    return max(declared, key=lambda sev: sev.weight).value if declared else ""


def _impact(card: Scorecard, i: Instants) -> Iterator[Cost]:
    """Users, duration, requests, budget, revenue, and what meters counted."""
    by_id = {line.id: line for line in card.lines}
    for id_ in ("M25.users", "M25.distinct", "M5b", "M25", "M25.requests"):
        if id_ in by_id:
            yield Cost(by_id[id_].title, by_id[id_].says)
    if i.onset is not None and i.mitigated is None:
        calm, whole = calm_for(i.steps, i.ended), clock(i.ended - i.onset.at)
        says = f"Users were still being hurt when the drill ended, {whole} after it began."
        if calm:
            says = f"Users were hurt for {clock(i.ended - i.onset.at - calm)}; when the drill ended it had been calm for {clock(calm)}."
        yield Cost("Duration", says)
    for line in card.lines:
        if line.id.startswith(("M25.budget.", *LOSSES)):
            yield Cost(line.title, line.says)


def _four(i: Instants, facts: Sequence[f.Fact]) -> tuple[TurningPoint, ...]:
    """Detection is what reached the commander first: the page, or the evidence on the screen."""
    seen = [at for at in (i.page, i.evident) if at is not None]
    acted = next((At(x.at, x.n) for x in facts if isinstance(x.body, f.MitigationOrdered)), None)
    over = i.resolved if i.resolved is not None else i.stood_down
    named = (
        ("detected", "Detection", min(seen, key=lambda at: at.at, default=None)),
        ("declared", "Declaration", i.declared_any),
        ("acted", "First mitigation attempt", acted),
        ("resolved", "Resolution", over),
    )
    return tuple(
        TurningPoint(id_, title, None if at is None else at.at, 0 if at is None else at.fact) for id_, title, at in named
    )


def _gaps(lines: Sequence[Line]) -> Iterator[Stretch]:
    """The stretches worth a question, those that had not ended first, then the longest."""
    found = [
        Stretch(line.id, line.title, line.owner, line.value, line.says, line.evidence)
        for line in lines
        if line.id in _GAPS and (line.censored or (line.value is not None and line.value >= SHORTEST_GAP))
    ]
    yield from sorted(found, key=lambda gap: (gap.seconds is not None, -(gap.seconds or 0.0)))


def _luck(scenario: Scenario, facts: Sequence[f.Fact], card: Scorecard, i: Instants) -> Iterator[str]:
    """What the record suggests for the luck list; people decide whether it was luck."""
    people = scenario.public.people
    for target in dict.fromkeys(x.body.target for x in facts if isinstance(x.body, f.MitigationOrdered)):
        knowing = [id_ for id_, person in people.items() if target in person.knows]
        if len(knowing) == 1:
            name = people[knowing[0]].name or knowing[0].capitalize()
            yield f"One person alone knows {target}, and was there: {name}."
    if i.mitigated_by == "self-healed":
        yield "It went away by itself."
    if i.mitigated_by == "unordered":
        yield "What ended it was done by somebody on their own accord."
    if any(isinstance(x.body, f.HintGiven) for x in facts):
        yield "A hint of the game master pointed the way."
    yield from card.luck


def _people(scenario: Scenario, facts: Sequence[f.Fact]) -> tuple[str, ...]:
    """The names of those who took part: of the scenario, and of whoever sat in a seat."""
    names = [person.name or id_.capitalize() for id_, person in scenario.public.people.items()]
    names += [x.body.name for x in facts if isinstance(x.body, f.SeatTaken) and x.body.holder is Holder.HUMAN]
    return tuple(name for name in dict.fromkeys(names) if name)


# --- first texts --------------------------------------------------------------------------------------


def _first_text(scenario: Scenario, facts: Sequence[f.Fact], card: Scorecard, i: Instants, derived: DerivedPart) -> Written:
    day = datetime.fromisoformat(card.starts_at).date().isoformat()
    sev = f"{derived.sev}, " if derived.sev else ""
    return Written(
        title=f"{card.alias} ({sev}{day})",
        summary=_summary(scenario, i, derived),
        went_well=card.keep,
        external=_external(scenario, facts, i),
        tags=", ".join(dict.fromkeys(["drill", *([derived.sev] if derived.sev else []), *scenario.public.teaches])),
        audience=WHOLE_ORGANISATION,
    )


def _summary(scenario: Scenario, i: Instants, derived: DerivedPart) -> str:
    """The skeleton: when it hurt, how it was noticed, what stopped it. The why is left to people."""

    def time(at: At) -> str:
        return f"{utc(scenario, at.at)[:5]} UTC"

    if i.onset is None:
        parts = ["No user was hurt."]
    else:
        worst = next((line.says for line in derived.impact if line.title == "Users hurt at worst"), "")
        parts = [f"From {time(i.onset)} users were hurt: {worst[:1].lower()}{worst[1:]}"]
    if i.page is not None:
        parts.append(f"The page came at {time(i.page)}.")
    if i.declared_any is not None:
        parts.append(f"An incident was declared at {time(i.declared_any)}.")
    if i.mitigated is not None:
        by = f" by “{i.chain.order}”" if i.chain is not None else ""
        parts.append(f"The hurting stopped at {time(i.mitigated)}{by}.")
    elif i.onset is not None:
        calm = calm_for(i.steps, i.ended)
        says = (
            f"When the drill ended it had been calm for {clock(calm)}."
            if calm
            else "The hurting had not stopped when the drill ended."
        )
        parts.append(says)
    if i.resolved is not None:
        parts.append(f"The all-clear came at {time(i.resolved)}.")
    return " ".join(parts)


def _external(scenario: Scenario, facts: Sequence[f.Fact], i: Instants) -> str:
    """What customers are told afterwards, begun from what they were told meanwhile."""
    posts = [x for x in facts if isinstance(x.body, f.UpdatePosted) and x.body.audience is Audience.PUBLIC]
    lines = [f"{utc(scenario, x.at)[:5]} UTC: {x.body.says}" for x in posts if isinstance(x.body, f.UpdatePosted)]
    if i.onset is not None and i.mitigated is not None:
        core = next((j.title or id_ for id_, j in scenario.public.system.journeys.items() if j.core), "our services")
        start, end = utc(scenario, i.onset.at)[:5], utc(scenario, i.mitigated.at)[:5]
        lines.append(f"Between {start} and {end} UTC, {core} did not work as it should for some of you. We are sorry for that.")
    return "\n".join(lines)
