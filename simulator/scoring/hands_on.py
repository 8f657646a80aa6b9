"""Hands-on share (M14): how long the commander had their back to the room, what waited meanwhile, and debugging by proxy.

Only looking with one's back to the room counts. Two hats declared aloud are exempt, and so are reading cards, which need no keyboard,
and the first five minutes before declaring: who is there first has to look (scoring reference 2). Debugging by proxy is named and
never counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.instants import Instants
from simulator.scoring.keyboard import HandsOn, hands_on_spans
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock

#: How long one may look before declaring without its being counted, in seconds (scoring reference 2, `triage_allowance`).
TRIAGE = 300
#: Debugging by proxy: so many low-level asks of the same person within so many seconds, and no other order between.
PROXY_ASKS, PROXY_WITHIN = 4, 180


def hands_on(i: Instants, scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M14 = seconds heads-down / (T_resolve - T_decl), then what waited, in minutes times how many, then proxies."""
    spans = hands_on_spans(facts)
    down = [span for span in spans if span.heads_down]
    yield _share(i, spans, down)
    if down:
        yield _waited("M14.reports", "Reports that waited", _reports(facts), down)
        yield _waited("M14.approvals", "Approvals meanwhile", _approvals(facts, i.ended), down)
    yield from _proxies(scenario, facts)


def _share(i: Instants, spans: Sequence[HandsOn], down: Sequence[HandsOn]) -> Line:
    evidence = tuple(n for span in spans for n in (span.taken, span.ended) if n)
    line = Line("M14", "Hands-on share", "person", None, "%", "", evidence=evidence)
    if i.declared_any is None:
        looked = sum(span.end - span.start for span in down)
        says = f"Nothing was declared; {clock(looked)} were spent looking." if looked else "Nothing was declared."
        return _with(line, None, says)
    declared, until = i.declared_any.at, i.ended if i.resolved is None else i.resolved.at
    led = sum(_overlap(span, declared, until) for span in down)
    before = sum(_overlap(span, 0, declared) for span in down)
    counted = led + max(0, before - TRIAGE)
    whole = until - declared
    share = min(100.0, 100.0 * counted / whole) if whole > 0 else 0.0
    if not counted:
        words = "The commander's seat was attended from declaring to the end."
    else:
        words = f"The commander's seat was empty for {clock(counted)} of {clock(whole)}: {share:.0f} %."
    if before:
        exempt = min(before, TRIAGE)
        words += f" Looking before declaring took {clock(before)}, of which {clock(exempt)} do not count."
    aloud = sum(_overlap(span, 0, until) for span in spans if not span.heads_down)
    if aloud:
        words += f" Two hats, said aloud, for {clock(aloud)}; that does not count."
    return _with(line, share, words)


def _with(line: Line, value: float | None, says: str) -> Line:
    return Line(line.id, line.title, line.owner, value, line.unit, says, evidence=line.evidence)


def _overlap(span: HandsOn, start: int, end: int) -> int:
    return max(0, min(span.end, end) - max(span.start, start))


# --- what waited ------------------------------------------------------------------------------------


def _reports(facts: Sequence[f.Fact]) -> Iterator[tuple[int, float, int]]:
    """Each report that the commander was to read: when it came, when it stopped to wait by itself, its fact."""
    for fact in facts:
        match fact.body:
            case f.CardPosted(person=person) if person != IC and fact.audience.reaches(IC):
                yield fact.at, float("inf"), fact.n
            case f.VerifyReported() | f.TaskDeclined() if fact.audience.reaches(IC):
                yield fact.at, float("inf"), fact.n
            case _:
                pass


def _approvals(facts: Sequence[f.Fact], ended: int) -> Iterator[tuple[int, float, int]]:
    """Each approval: when it was asked for, when it was given or broken off, its fact."""
    asked: dict[str, f.Fact] = {}
    for fact in facts:
        match fact.body:
            case f.ApprovalAsked(mitigation=id_):
                asked.setdefault(id_, fact)
            case f.MitigationApproved(mitigation=id_) | f.MitigationFailed(mitigation=id_) | f.MitigationDone(mitigation=id_):
                if id_ in asked:
                    began = asked.pop(id_)
                    yield began.at, fact.at, began.n
            case _:
                pass
    for began in asked.values():
        yield began.at, ended, began.n


def _waited(id_: str, title: str, waiting: Iterator[tuple[int, float, int]], down: Sequence[HandsOn]) -> Line:
    """The sum over what waited of the minutes it did so behind the commander's back.

    A report waits from when it came until they turn round; what came before was read.
    """
    seconds, evidence = 0.0, []
    for came, gone, n in waiting:
        for span in down:
            begins = came if id_ == "M14.reports" else max(came, span.start)
            wait = min(span.end, gone) - begins
            if span.start <= begins < span.end and wait > 0:
                seconds += wait
                evidence.append(n)
    count = len(evidence)
    if not count:
        return Line(id_, title, "person", 0.0, "min", "None waited behind the commander's back.")
    says = f"{count} waited behind the commander's back, {clock(seconds)} in sum."
    return Line(id_, title, "person", round(seconds / 60, 1), "min", says, evidence=tuple(evidence))


# --- debugging by proxy -----------------------------------------------------------------------------


def debug_by_proxy(facts: Sequence[f.Fact]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Who was asked so, and by which facts: four or more asks of one person within three minutes, with nothing else ordered between."""
    return tuple((person, dense) for person, run in _runs(facts) if (dense := _dense(run)))


def _runs(facts: Sequence[f.Fact]) -> Iterator[tuple[str, list[f.Fact]]]:
    """Asks of one person in a row; whatever else the commander orders or asks for ends a run."""
    asked: dict[str, str] = {}  # task -> person
    person, run = "", list[f.Fact]()
    for fact in facts:
        match fact.body:
            case f.TaskAsked(task=task, person=whom):
                asked[task] = whom
            case f.TaskNudged(task=task):
                whom = asked.get(task, "")
            case f.MitigationOrdered() | f.RoleAssigned() | f.VerifyAsked() | f.PersonPaged() if fact.by == IC:
                whom = ""
            case _:
                continue
        if whom != person:
            yield person, run
            person, run = whom, []
        if whom:
            run.append(fact)
    yield person, run


def _dense(run: Sequence[f.Fact]) -> tuple[int, ...]:
    """The asks of a run that lie as close together as makes it debugging."""
    found: dict[int, None] = {}
    for first in range(len(run) - PROXY_ASKS + 1):
        window = run[first : first + PROXY_ASKS]
        if window[-1].at - window[0].at <= PROXY_WITHIN:
            found |= dict.fromkeys(x.n for x in window)
    return tuple(found)


def _proxies(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Line]:
    for person, asks in debug_by_proxy(facts):
        name = scenario.public.people[person].name or person.capitalize()
        says = f"{len(asks)} asks of {name} in a row, close together: looking through somebody else's eyes. Named, and never counted."
        yield Line("M14.proxy", "Debugging by proxy", "person", None, "asks", says, evidence=asks)
