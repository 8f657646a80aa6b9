"""The gap finder: stretches of a drill that took longer than usual, and what the excess cost users (scoring reference 5.2).

A gap is about an event or a system; whose it is to change says its owner. What is made of it in words is `cards`. Its mirror is `strengths`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import At
from simulator.scoring.par import LATEST_REASONABLE_DECLARE
from simulator.scoring.scorecard import Line
from simulator.world.harm import TruthRow

#: Seconds a step usually takes where a scenario has no par of its own. Judgement, not a finding.
USUAL: Mapping[str, int] = {
    "detect": 120,
    "declare": LATEST_REASONABLE_DECLARE,
    "engage": 240,
    "decide": 180,
    "approve": 120,
    "ready": 120,
    "mechanism": 300,
    "promise": 60,
    "question": 300,
    "escalate": 300,
    "verify": 300,
    "hold": 1200,
    "idle": 300,
}
#: Shorter than this beyond the usual, a stretch is no gap.
LEAST_EXCESS = 10


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch from one fact to another, in drill seconds. `measure` is the line it comes from, "" for none.

    `usual` is how long it usually takes, `from_par` whether that is the P75 of this very scenario; `harm` what users suffered in the
    excess, in the scenario's unit. `about` names what it was about: an order, a person, an audience.
    """

    kind: str
    theme: str  # B1..B8
    owner: str
    start: int
    end: int
    open: bool
    facts: tuple[int, ...]
    measure: str = ""
    about: str = ""
    usual: float = 0.0
    from_par: bool = False
    harm: float = 0.0

    @property
    def excess(self) -> float:
        return max(0.0, self.end - self.start - self.usual)

    @property
    def of_a_person(self) -> bool:
        """On a person; all others are on a system."""
        return self.owner == "person"

    @property
    def real(self) -> bool:
        """Longer than usual, or something that is no matter of length."""
        return self.excess >= LEAST_EXCESS


def gaps(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], lines: Sequence[Line]) -> tuple[Gap, ...]:
    """All candidates, longest known cost first; also those within the usual, which may stand beside another as the system's share."""
    i = instants(scenario, facts, rows)
    by_id = {line.id: line for line in lines}
    found = [
        *_times(i, by_id),
        *_words(i, facts),
        *_closing(i, facts),
        *_room(scenario, i, facts, by_id),
        *_false_alarm(i, facts, by_id),
    ]
    weighed = [_weighed(gap, rows, by_id) for gap in found if gap.end > gap.start]
    return tuple(sorted(weighed, key=lambda gap: (-gap.harm, -gap.excess, gap.start)))


def _weighed(gap: Gap, rows: Sequence[TruthRow], lines: Mapping[str, Line]) -> Gap:
    """With what is usual, and the harm of the excess: the integral of the harm rate over it."""
    usual, from_par = float(USUAL.get(gap.kind, 0)), False
    line = lines.get(gap.measure)
    if line is not None and line.par is not None and line.unit == "s":
        usual, from_par = (float("inf") if line.par.high is None else float(line.par.high)), True
    begins = gap.start + usual
    harm = sum(row.harm for row in rows if begins < row.at <= gap.end)
    return replace(gap, usual=usual, from_par=from_par, harm=max(0.0, harm))


# --- the times ---------------------------------------------------------------------------------------


def _numbers(*ats: At | None) -> tuple[int, ...]:
    return tuple(at.fact for at in ats if at is not None and at.fact)


def _stretch(
    kind: str, theme: str, owner: str, start: At | None, end: At | None, ended: int, *, measure: str = "", about: str = ""
) -> Iterator[Gap]:
    """From one instant to another; to EndEx where the other did not come."""
    if start is not None:
        stop = ended if end is None else end.at
        yield Gap(kind, theme, owner, start.at, stop, end is None, _numbers(start, end), measure, about)


def _times(i: Instants, lines: Mapping[str, Line]) -> Iterator[Gap]:
    """M1, M3, M4 and the four parts of M6."""
    if i.false_alarm:
        return
    yield from _stretch("detect", "B5", "monitoring", i.onset, i.evident, i.ended, measure="M1")
    yield from _stretch("declare", "B2", "person", i.evident, i.declared, i.ended, measure="M3")
    if "M4" in lines:
        yield from _stretch("engage", "B1", "process", i.declared or i.declared_any, i.engaged, i.ended, measure="M4")
    chain = i.chain
    if chain is None:
        if i.mitigated is None and i.known is not None:
            known = i.known
            yield from _stretch("decide", "B4", "person", known.since, None, i.ended, measure="M6.decide", about=known.order)
        return
    if i.mitigated_by not in ("", "ordered", "stated"):
        return
    steps = (
        ("decide", "B4", "person", chain.known, chain.ordered),
        ("approve", "B7", "process", chain.ordered, chain.approved),
        ("ready", "B4", "process", chain.approved, chain.started),
        ("mechanism", "B4", "machinery", chain.started, i.mitigated),
    )
    for kind, theme, owner, start, end in steps:
        yield from _stretch(kind, theme, owner, start, end, i.ended, measure=f"M6.{kind}", about=chain.order)
        if end is None:
            return


# --- words -------------------------------------------------------------------------------------------


def _words(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Gap]:
    """Promised updates that came late or not, and questions that waited."""
    until = i.ended if i.resolved is None else i.resolved.at
    for fact in facts:
        match fact.body:
            case f.PromiseMade(promise=promise, audience=audience):
                yield from _promise(fact, promise, audience.value, facts, until)
            case f.StakeholderPinged(question=question, person=person) | f.InjectDelivered(question=question, person=person) if (
                question
            ):
                answered = next(
                    (x for x in facts if isinstance(x.body, f.QuestionAnswered) and x.body.question == question), None
                )
                end = None if answered is None else At(answered.at, answered.n)
                yield from _stretch("question", "B6", "process", At(fact.at, fact.n), end, i.ended, about=person)
            case _:
                pass


def _promise(made: f.Fact, promise: str, audience: str, facts: Sequence[f.Fact], until: int) -> Iterator[Gap]:
    due, kept = None, None
    missed = False
    for fact in facts[made.n - 1 :]:
        match fact.body:
            case f.PromiseMade(promise=id_, due=at) | f.PromiseMoved(promise=id_, due=at) if id_ == promise:
                due = at
            case f.PromiseMissed(promise=id_) if id_ == promise:
                missed = True
            case f.PromiseKept(promise=id_) if id_ == promise:
                kept = fact
            case _:
                pass
    if due is None or not missed or due >= until:
        return
    end = None if kept is None else At(kept.at, kept.n)
    yield from _stretch("promise", "B6", "process", At(due, made.n), end, until, about=audience)


# --- closing -----------------------------------------------------------------------------------------


def _closing(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Gap]:
    """From calm to verified, from the all-clear to reopening, and what was done without an order (E12)."""
    if i.mitigated is not None and i.declared_any is not None:
        calm = i.mitigated
        checked = next((x for x in facts if isinstance(x.body, f.VerifyReported) and x.body.healthy and x.at >= calm.at), None)
        closed = next((x for x in facts if isinstance(x.body, f.IncidentResolved) and x.at >= calm.at), None)
        until = i.ended if closed is None else closed.at
        if checked is None or checked.at <= until or closed is None:
            end = None if checked is None else At(checked.at, checked.n)
            yield from _stretch("verify", "B8", "process", calm, end, until, measure="M22")
    for fact in facts:
        if isinstance(fact.body, f.IncidentResolved):
            again = next((x for x in facts[fact.n :] if isinstance(x.body, f.IncidentReopened)), None)
            if again is not None:
                yield from _stretch("reopen", "B8", "process", At(fact.at, fact.n), At(again.at, again.n), i.ended, measure="M24")
    if i.mitigated_by == "unordered" and i.mitigated is not None:
        did = next((x for x in facts if isinstance(x.body, f.InitiativeTaken) and x.at <= i.mitigated.at), None)
        did = did or next((x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.unordered), None)
        if did is not None:
            body = did.body
            assert isinstance(body, f.InitiativeTaken | f.MitigationOrdered)
            start = At(min(did.at, i.mitigated.at - 1), did.n)
            yield from _stretch("unordered", "B5", "process", start, i.mitigated, i.ended, about=body.order)


# --- the room ----------------------------------------------------------------------------------------

#: Gaps that a line of the card speaks of: line, kind, theme.
_FROM_LINES = (
    ("M9.green", "green", "B6"),
    ("M14", "unattended", "B5"),
    ("M15.idle", "idle", "B3"),
    ("M16.contradict", "contradict", "B5"),
    ("M20", "escalate", "B7"),
)
#: Where nothing was wrong, hands that were free and help that was not called are no gap.
_NEEDS_AN_INCIDENT = frozenset({"idle", "escalate", "green"})


def _room(scenario: Scenario, i: Instants, facts: Sequence[f.Fact], lines: Mapping[str, Line]) -> Iterator[Gap]:
    """What was known to a colleague before it was known to the room (E14), and what the lines about the room say."""
    works = scenario.secret.truth.fixed_by
    told = i.known
    for fact in facts:
        match fact.body:
            case f.CardPosted(names=order, person=person) if order in works and not fact.audience.reaches(IC):
                if told is None or told.since.at > fact.at:
                    since = None if told is None else told.since
                    yield from _stretch("aside", "B5", "process", At(fact.at, fact.n), since, i.ended, about=person)
                break
            case _:
                pass
    at = {fact.n: fact.at for fact in facts}
    for id_, kind, theme in _FROM_LINES:
        line = lines.get(id_)
        if line is None or not (line.censored or (line.value or 0) > 0):
            continue
        if i.false_alarm and kind in _NEEDS_AN_INCIDENT:
            continue
        for start, end in _stretches_of(line, at):
            yield Gap(kind, theme, line.owner, start, end, line.censored and end >= i.ended, line.evidence, id_)


def _stretches_of(line: Line, at: Mapping[int, int]) -> Sequence[tuple[int, int]]:
    """The longest stretch a line rests on: of its `spans` where it has them, else from the first of its facts to the last."""
    spans = line.spans
    if not spans:
        seconds = [at[n] for n in line.evidence if n in at]
        if line.unit == "s" and line.value is not None and seconds:
            seconds = [min(seconds), min(max(seconds), min(seconds) + round(line.value))]
        spans = ((min(seconds), max(seconds)),) if len(seconds) > 1 else ()
    return sorted(spans, key=lambda span: span[0] - span[1])[:1]


# --- nothing was wrong -------------------------------------------------------------------------------


def _false_alarm(i: Instants, facts: Sequence[f.Fact], lines: Mapping[str, Line]) -> Iterator[Gap]:
    """E3: holding SEV1 more than twenty minutes after the refuting evidence, and changing what was well; beside them the page itself."""
    if not i.false_alarm:
        return
    held = lines.get("M3.down")
    worst = max((x.body.sev.weight for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged)), default=0)
    if held is not None and worst >= 4:
        end = i.ended if i.stood_down is None else i.stood_down.at
        length = (held.value or 0) if not held.censored else max(0, end - max((x.at for x in i.seen if x.at <= end), default=0))
        start = At(max(0, round(end - length)), held.evidence[0] if held.evidence else 0)
        yield from _stretch("hold", "B2", "person", start, i.stood_down, i.ended, measure="M3.down")
    began = next((x for x in facts if isinstance(x.body, f.MitigationStarted)), None)
    if began is not None:
        assert isinstance(began.body, f.MitigationStarted)
        id_ = began.body.mitigation
        ordered = next((x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.mitigation == id_), None)
        if ordered is not None and isinstance(ordered.body, f.MitigationOrdered) and not ordered.body.unordered:
            until = At(max(began.at, ordered.at + LEAST_EXCESS), began.n)
            yield from _stretch("risky", "B4", "person", At(ordered.at, ordered.n), until, i.ended, about=ordered.body.order)
    if i.page is not None:
        yield from _stretch("quiet-page", "B5", "monitoring", i.page, i.stood_down or i.resolved, i.ended)
