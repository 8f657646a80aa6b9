"""Keep and try: one strength the record shows, and one experiment for next time, phrased as an act (scoring reference 4.6).

Both fit what happened. The experiment is the one whose gap cost the most time; where the gap was a system's, it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scoring.instants import Instants
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock

#: Seconds a step may take before it is worth an experiment (judgement: the top of what simulated competent people take).
PROMPT_DECIDE, PROMPT_READY, PROMPT_ENGAGE = 180, 120, 240
#: Reopened this soon after new evidence, it was done without being asked (E7).
REOPENED_PROMPTLY = 120
_PROMPT_ACKNOWLEDGE = 120
_PROMPT_ORDER = 600
_PROMPT_CHANGES = 180
#: SEV1 held longer than this after the refuting evidence is worth a word in a false alarm (E3).
_FALSE_ALARM_HELD = 1200


def keep_and_try(scenario: Scenario, i: Instants, lines: Sequence[Line], facts: Sequence[f.Fact]) -> tuple[str, str]:
    """The two sentences."""
    by_id = {line.id: line for line in lines}
    keep = next(_strengths(i, by_id, facts))
    experiments = sorted(_experiments(scenario, i, by_id, facts), key=lambda pair: -pair[0])
    return keep, experiments[0][1]


# --- keep --------------------------------------------------------------------------------------------


def _strengths(i: Instants, lines: Mapping[str, Line], facts: Sequence[f.Fact]) -> Iterator[str]:
    """The most telling first. Something can always be said."""
    if _reopened_unasked(i, facts):
        yield "The incident was reopened without being asked, as soon as it hurt again."
    if i.false_alarm and i.declared_any is None:
        yield "Nothing was declared, and nothing had to be."
    if i.false_alarm and i.stood_down is not None:
        yield "Calling it early and standing down again cost little; that is what declaring is for."
    chain = i.chain
    if chain is not None and i.mitigated_by == "ordered":
        before_cause = i.cause is None or chain.ordered.at < i.cause.at
        if before_cause and i.evident is not None and chain.ordered.at - i.evident.at <= _PROMPT_ORDER:
            yield f"“{chain.order}” was ordered before the cause was known: it stopped hurting first."
        if chain.known == chain.ordered:
            yield f"“{chain.order}” was ordered before anything on screen had named it."
        elif chain.ordered.at - chain.known.at <= PROMPT_DECIDE:
            yield f"“{chain.order}” was ordered {clock(chain.ordered.at - chain.known.at)} after it could be known."
    if i.declared is not None and not i.false_alarm and _value(lines, "M3") <= i.latest_declare:
        yield lines["M3"].says
    if i.resolved is not None and _value(lines, "M24", 1.0) == 0:
        yield "The all-clear waited until it had held and somebody had verified it."
    if _value(lines, "M8.public", 0.0) == 100:
        yield "Every public update came when it was due."
    asked = _changes_asked(facts)
    if asked is not None and i.declared_any is not None and asked.at - i.declared_any.at <= _PROMPT_CHANGES:
        yield "“What changed?” was asked within three minutes of declaring."
    if i.acknowledged is not None and _value(lines, "M2") <= _PROMPT_ACKNOWLEDGE:
        yield lines["M2"].says
    if i.engaged is not None:
        yield "Every hat the severity needs was worn, and work went to people by name."
    if chain is not None and i.mitigated_by in ("ordered", "stated"):
        yield f"“{chain.order}” was found and carried out, and it stopped the hurting."
    if i.declared_any is not None:
        yield "The incident was declared, so that others could help."
    if i.acknowledged is not None:
        yield "The page was acknowledged, so that others knew somebody was looking."
    if i.page is not None and i.onset is not None:
        yield f"The monitoring did its part: the page came {clock(max(0, i.page.at - i.onset.at))} after users began to be hurt."
    yield "The drill was played to its end."


def _reopened_unasked(i: Instants, facts: Sequence[f.Fact]) -> bool:
    worse = [b.at for a, b in zip(i.seen, i.seen[1:], strict=False) if b.weight > a.weight]
    reopened = [x.at for x in facts if isinstance(x.body, f.IncidentReopened)]
    return any(0 <= at - new <= REOPENED_PROMPTLY for at in reopened for new in worse)


def _changes_asked(facts: Sequence[f.Fact]) -> f.Fact | None:
    return next((x for x in facts if isinstance(x.body, f.ChangesOpened) and x.body.seat == IC), None)


def _value(lines: Mapping[str, Line], id_: str, otherwise: float = float("inf")) -> float:
    line = lines.get(id_)
    return otherwise if line is None or line.value is None else line.value


# --- try ---------------------------------------------------------------------------------------------


def _experiments(
    scenario: Scenario, i: Instants, lines: Mapping[str, Line], facts: Sequence[f.Fact]
) -> Iterator[tuple[float, str]]:
    """(seconds it cost, what to try). Gaps that cost no time weigh little, and come after those that do."""
    if i.false_alarm:
        yield from _for_a_false_alarm(i, lines, facts)
        yield 0.0, "Say aloud what would make you change the severity."
        return
    yield from _until_declared(i, lines)
    yield from _until_ordered(scenario, i, facts)
    yield from _until_started(scenario, i, facts)
    yield from _room(i, lines)
    yield from _at_the_end(i, lines)
    yield 0.0, "Say aloud what would make you change the severity."


def _for_a_false_alarm(i: Instants, lines: Mapping[str, Line], facts: Sequence[f.Fact]) -> Iterator[tuple[float, str]]:
    if any(isinstance(x.body, f.MitigationStarted) for x in facts):
        yield 3.0, "Before the first order, ask somebody to verify that users are hurt at all."
    held = lines.get("M3.down")
    if held is not None and (held.censored or (held.value or 0) > _FALSE_ALARM_HELD):
        yield 2.0, "When the evidence speaks against it, stand down; declaring again later is free."


def _until_declared(i: Instants, lines: Mapping[str, Line]) -> Iterator[tuple[float, str]]:
    if i.acknowledged is None and i.declared_any is None and i.page is not None:
        says = "When the page comes, press A and look at the tiles; press D as soon as a row of the matrix holds. Going down later is free."
        yield i.ended - i.page.at, says
    elif i.declared is None and i.evident is not None:
        yield i.ended - i.evident.at, "Press D as soon as a row of the matrix holds; downgrading later is free."
    elif _value(lines, "M3", 0.0) > i.latest_declare:
        yield _value(lines, "M3"), "Press D as soon as a row of the matrix holds; downgrading later is free."


def _until_ordered(scenario: Scenario, i: Instants, facts: Sequence[f.Fact]) -> Iterator[tuple[float, str]]:
    """From declaring to an order that works: nobody knew of one, nobody gave it, or it was the slow one."""
    start = i.declared or i.evident
    if start is None or i.mitigated_by not in ("", "ordered"):
        return
    works = scenario.secret.truth.fixed_by
    ordered = next(
        (x for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.order in works and not x.body.unordered), None
    )
    at = i.ended if ordered is None else ordered.at
    known = at if i.known is None else min(at, i.known.since.at)
    if i.known is not None and at - max(known, start.at) > PROMPT_DECIDE:
        says = f"When a card, a runbook or the change feed names a way out (here “{i.known.order}”), ask for objections once and order it."
        yield at - max(known, start.at), says
    if known - start.at > PROMPT_DECIDE:
        asked = _changes_asked(facts)
        if asked is None or asked.at - start.at > _PROMPT_CHANGES:
            yield known - start.at, "Ask “what changed?” (C) right after declaring."
        else:
            yield known - start.at, "Ask two people by name at once, each with a time box, instead of one after the other."
    if ordered is not None and i.chain is not None and isinstance(ordered.body, f.MitigationOrdered):
        slow = ordered.body.order
        if slow != i.chain.order and i.chain.ordered.at - at > PROMPT_DECIDE:
            says = f"Ask how long an order will take before counting on it (“{slow}” was the slow way), and look for a quicker one beside it."
            yield i.chain.ordered.at - at, says


def _until_started(scenario: Scenario, i: Instants, facts: Sequence[f.Fact]) -> Iterator[tuple[float, str]]:
    """Approval and readiness are a system's: what would have been ready sooner."""
    chain = i.chain
    if chain is None:
        return
    approved = i.ended if chain.approved is None else chain.approved.at
    if approved - chain.ordered.at > PROMPT_READY:
        yield approved - chain.ordered.at, "Ask for the approval while the order is still being discussed."
    started = i.ended if chain.started is None else chain.started.at
    if started - approved > PROMPT_READY:
        tool = next((x.body.tool for x in facts if isinstance(x.body, f.MitigationDelayed) and x.body.mitigation == chain.id), "")
        known = scenario.public.system.tools.get(tool)
        title = tool if known is None or known.title is None else known.title
        says = f"Ask early which tools still answer: getting ready took {clock(started - approved)}"
        yield started - approved, says + (f", because of “{title}”." if tool else ".")


def _room(i: Instants, lines: Mapping[str, Line]) -> Iterator[tuple[float, str]]:
    if i.declared_any is None:
        return
    public = lines.get("M8.public")
    if public is not None and public.value is not None and public.value < 100:
        yield 60.0, "Post a first line to the status page within five minutes of declaring, and name the time of the next."
    if i.mitigated_by == "unordered":
        yield 55.0, "Say early who decides, and have every change go through one person: what ended this, nobody had ordered."
    if _value(lines, "M8.promises", 100.0) < 100:
        yield 50.0, "With each update, promise a time that can be kept."
    if i.engaged is None or _value(lines, "M4", 0.0) > PROMPT_ENGAGE:
        yield 40.0, "Give each hat to a person by name in the first minute after declaring."


def _at_the_end(i: Instants, lines: Mapping[str, Line]) -> Iterator[tuple[float, str]]:
    if _value(lines, "M24", 0.0) > 0:
        yield 100.0, "Before the all-clear, name the signal, ask somebody to verify it, and let it hold for ten minutes."
    if i.mitigated is not None and i.declared_any is not None and i.resolved is None:
        yield 30.0, "Once it has held, ask somebody to verify, give the all-clear and name who writes the postmortem."
    if _value(lines, "M11.over", 0.0) > 0:
        yield 20.0, "When the evidence is milder than the severity, go down a step; going up again is free."
