"""Where clues come from: alerts, tiles, reports, messages, the change feed, runbooks. What each led to is the business of `clues`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from simulator.debrief.clue import (
    EVERY,
    UNASKED,
    Clue,
    Draft,
    Instant,
    about,
    around,
    awake_at,
    clear_of,
    first,
    proposes,
    short,
    sooner,
    spans_without,
    weight,
)
from simulator.debrief.decision_words import name_of
from simulator.drill.evidence import SEEN_FOR, Tiles
from simulator.drill.seen import title_of
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Condition
from simulator.scenario.serving import serving
from simulator.scenario.words import Kind, Medium, Serves, Sev
from simulator.world.harm import TruthRow

#: Orders that undo a change.
_TELLING_KINDS = (Kind.ROLL_BACK, Kind.FLAG_OFF, Kind.FLAG_ON, Kind.ROLL_FORWARD)


def sources(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> Iterator[Draft]:
    """All clues of a drill, of every sort, before it is known what they led to."""
    yield from _alerts(scenario, facts)
    yield from _tiles(scenario, facts, rows)
    yield from _reports(scenario, facts)
    yield from _never_found(scenario, facts)
    yield from _messages(scenario, facts)
    yield from _changes(scenario, facts)
    yield from _runbooks(scenario, facts)


# --- alerts and pages -------------------------------------------------------------------------------


def _alerts(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """One row for each time an alert fired."""
    awake = awake_at(scenario, facts)
    blind = spans_without(facts, serving(scenario.public, Serves.ALERTS))
    for fact in facts:
        body = fact.body
        if not isinstance(body, f.AlertFired) or body.alert not in scenario.public.alerts:
            continue
        spec = scenario.public.alerts[body.alert]
        until = next(
            (x.n for x in facts if x.n > fact.n and isinstance(x.body, f.AlertFired) and x.body.alert == body.alert), None
        )
        later = [x for x in facts if x.n >= fact.n and (until is None or x.n < until)]
        paged = first(later, about(f.PageSent, alert=body.alert))
        mine = first(later, about(f.PageSent, alert=body.alert, to=IC))
        cleared = first(later, about(f.AlertCleared, alert=body.alert))
        shown = None if awake is None else clear_of(max(fact.at, awake), blind, None if cleared is None else cleared.at)
        seen = sooner(mine, None if shown is None else Instant(shown, fact.n if shown == fact.at else 0))
        acknowledged = first(later, about(f.PageAcknowledged, alert=body.alert))
        pages = spec.pages is not None
        source = spec.of or (spec.signal or "").partition(".")[0].partition("@")[0]
        yield Draft(
            Clue(
                "page" if pages else "alert", spec.title or body.alert.replace("-", " "), f"About {title_of(scenario, source)}",
                Instant(fact.at, fact.n), sooner(paged, seen) if pages else Instant(fact.at, fact.n), seen, acknowledged, None, "",
                EVERY if pages else UNASKED,
            ),
            around(scenario, source), weight=weight(body.supports) or 1,  # whatever pages speaks of harm
        )  # fmt: skip


# --- tiles ------------------------------------------------------------------------------------------


def _tiles(scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow]) -> Iterator[Draft]:
    """For each journey the first time its tile stood past each line of the matrix that it came to."""
    opened = Instant(0) if scenario.public.watching else first(facts, about(f.TilesOpened, seat=IC))
    blind = spans_without(facts, serving(scenario.public, Serves.DASHBOARDS))
    tiles = Tiles(scenario)
    history: dict[str, list[tuple[int, int]]] = {}
    for at, group in groupby(rows, key=lambda row: row.at):
        step = list(group)
        for row, tile in zip(step, tiles.step(step), strict=True):
            history.setdefault(row.journey, []).append((at, tile.weight))
    for journey, weights in history.items():
        for line in (Sev.SEV3, Sev.SEV2, Sev.SEV1):
            stretches = _stretches(weights, line.weight)
            if not stretches or not _stood(weights, line.weight):
                continue
            existed = stretches[0][0]
            delivered = next((at for start, end in stretches if (at := clear_of(start, blind, end)) is not None), None)
            seen = None if opened is None else _tile_seen(stretches, opened.at, blind)
            yield Draft(
                Clue(
                    "tile", f"{title_of(scenario, journey)} past the {line.value} line", "On the impact tiles",
                    Instant(existed), None if delivered is None else Instant(delivered),
                    None if seen is None else Instant(seen), None, None, "", UNASKED,
                ),
                around(scenario, journey), weight=line.weight,
            )  # fmt: skip


def _stretches(weights: Sequence[tuple[int, int]], line: int) -> list[tuple[int, int]]:
    """When it stood at this line or worse: (first second, first second it did not any more, or one past the last)."""
    found: list[tuple[int, int]] = []
    for past, group in groupby(weights, key=lambda pair: pair[1] >= line):
        stretch = list(group)
        if past:
            after = next((at for at, _ in weights if at > stretch[-1][0]), stretch[-1][0] + 1)
            found.append((stretch[0][0], after))
    return found


def _stood(weights: Sequence[tuple[int, int]], line: int) -> bool:
    """At this line long enough to be seen before it was worse: a tile that fell straight past it says so at the worse line alone, and
    one that comes back over it on the way to well tells nothing new.
    """
    for weight_, group in groupby(weights, key=lambda pair: pair[1]):
        stretch = [at for at, _ in group]
        if weight_ > line:
            return False
        if weight_ == line and stretch[-1] - stretch[0] >= SEEN_FOR:
            return True
    return False


def _tile_seen(stretches: Sequence[tuple[int, int]], opened: int, blind: Sequence[tuple[int, int | None]]) -> int | None:
    for start, end in stretches:
        begun = clear_of(max(start, opened), blind, end)
        while begun is not None:
            dark = next((lost for lost, _ in blind if begun <= lost < begun + SEEN_FOR), None)
            if dark is None:
                if begun + SEEN_FOR < end:
                    return begun + SEEN_FOR
                break
            begun = clear_of(dark, blind, end)
    return None


# --- reports ----------------------------------------------------------------------------------------


def _reports(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """Every report that found something. One that stayed between two people was in the room and not in the commander's view."""
    for fact in facts:
        body = fact.body
        if not isinstance(body, f.CardPosted) or not (body.finding or body.names or body.supports):
            continue
        here = Instant(fact.at, fact.n)
        shown = fact.audience.reaches(IC)
        finding = scenario.secret.findings.get(body.finding)
        since = None if finding is None else _held_since(scenario, finding.when, facts)
        existed = here if since is None or since.at > fact.at else since
        yield Draft(
            Clue(
                "report", f"{name_of(scenario, body.person)}: {short(body.says)}", proposes(scenario, body.names),
                existed, here, here if shown else None, None, None, "", UNASKED,
            ),
            around(scenario, body.target), body.names, weight(body.supports), bool(body.refutes),
        )  # fmt: skip


def _never_found(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """What could have been found and named an order, supported a severity or said why, and nobody looked there while it could."""
    found = {x.body.finding for x in facts if isinstance(x.body, f.CardPosted)}
    for id_, finding in scenario.secret.findings.items():
        if id_ in found or not (finding.names or finding.supports or finding.cause):
            continue
        since = _held_since(scenario, finding.when, facts)
        if since is None:
            continue
        who = " or ".join(name_of(scenario, person) for person in finding.by[:2])
        yield Draft(
            Clue(
                "report", f"{who} could have found: {short(finding.says)}", proposes(scenario, finding.names or ""),
                since, None, None, None, None, "", UNASKED,
            ),
            frozenset(), finding.names or "", 0,
        )  # fmt: skip


def _held_since(scenario: Scenario, when: Condition | None, facts: Sequence[f.Fact]) -> Instant | None:
    """Since when a finding could be made, as far as the record says: from the start, or with the fault, order or act it waits for.

    None where it never could be, or where only the running world knew.
    """
    if when is None:
        return Instant(0)
    if when.all is not None:
        parts = [_held_since(scenario, part, facts) for part in when.all if part.not_ is None]
        known = [part for part in parts if part is not None]
        return max(known, key=lambda part: part.at, default=None) if len(known) == len(parts) else None
    if when.any is not None:
        known = [part for part in (_held_since(scenario, p, facts) for p in when.any) if part is not None]
        return min(known, key=lambda part: part.at, default=None)
    begun = _condition_met(when, facts)
    return None if begun is None else replace(begun, at=begun.at + (when.by or 0))


def _condition_met(when: Condition, facts: Sequence[f.Fact]) -> Instant | None:
    for fact in facts:
        met = False
        match fact.body:
            case f.FaultStarted(fault=id_):
                met = id_ in (when.fault, when.after)
            case f.AlertFired(alert=id_):
                met = id_ == when.after
            case f.PageSent(alert=id_):
                met = id_ == when.page
            case f.CardPosted(finding=id_):
                met = bool(id_) and id_ in (when.found, when.after)
            case f.InjectDelivered(inject=id_):
                met = bool(id_) and id_ in (when.delivered, when.after)
            case f.ActBegan(act=id_):
                met = id_ in (when.act, when.after)
            case f.IncidentDeclared():
                met = when.after == "declare" or when.declared is not None
            case f.MitigationOrdered() as ordered:
                met = ordered.order == when.ordered
            case f.MitigationDone(mitigation=id_):
                orders = {x.body.mitigation: x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered)}
                met = when.done is not None and orders.get(id_) == when.done
            case f.SeverityMoved(weight=weight):
                met = when.severity is not None and weight >= when.severity.weight
            case _:
                pass
        if met:
            return Instant(fact.at, fact.n)
    return None


# --- what people write ------------------------------------------------------------------------------


def _messages(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """Injects that support or refute something or come as a ticket, mail, log or tip; and counts of people who write in."""
    for fact in facts:
        match fact.body:
            case f.InjectDelivered() as body:
                spec = scenario.secret.msel.get(body.inject)
                medium = Medium.MESSAGE if spec is None else spec.as_
                if body.supports is None and not body.refutes and medium is Medium.MESSAGE:
                    continue
                yield _message(scenario, facts, fact, medium.value.replace("-", " "), body, refutes=bool(body.refutes))
            case f.StakeholderPinged(supports=supports) as body if supports is not None:
                yield _message(scenario, facts, fact, "count", body, refutes=False)
            case _:
                pass


def _message(
    scenario: Scenario, facts: Sequence[f.Fact], fact: f.Fact, kind: str,
    body: f.InjectDelivered | f.StakeholderPinged, *, refutes: bool,
) -> Draft:  # fmt: skip
    here = Instant(fact.at, fact.n)
    answered = first(facts, about(f.QuestionAnswered, question=body.question)) if body.question else None
    return Draft(
        Clue(
            kind, f"{name_of(scenario, body.person)}: {short(body.says)}", "",
            here, here, here if fact.audience.reaches(IC) else None, answered, None, "", EVERY if body.question else UNASKED,
        ),
        frozenset(), weight=weight(body.supports), refutes=refutes,
    )  # fmt: skip


# --- changes and runbooks ---------------------------------------------------------------------------


def _changes(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """The lines of the change feed that tell: what carried a fault, or what an order that works would undo."""
    opened = first(facts, about(f.ChangesOpened, seat=IC))
    carriers = {fault.with_ for fault in scenario.secret.faults.values() if fault.with_ is not None}
    undone = {
        order.partition(" ")[2]
        for order in scenario.secret.truth.fixed_by
        if order.partition(" ")[0] in {k.value for k in _TELLING_KINDS}
    }
    for id_, change in scenario.public.system.changes.items():
        if id_ not in carriers and change.target not in undone:
            continue
        made = first(facts, about(f.ChangeMade, change=id_))
        planned = scenario.seconds(change.at)
        existed = made or (Instant(planned) if planned <= 0 else None)
        if existed is None:
            continue
        seen = None if opened is None else (opened if opened.at >= existed.at else existed)
        order = next((o for o in scenario.secret.truth.fixed_by if o.partition(" ")[2] == change.target), "")
        yield Draft(
            Clue(
                "change", short(change.says), f"In the change feed: {title_of(scenario, change.target)}",
                existed, replace(existed, at=max(0, existed.at)), seen, None, None, "", UNASKED,
            ),
            around(scenario, change.target), order,
        )  # fmt: skip


def _runbooks(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Draft]:
    """Runbooks that name an order, from when an alert that links to them came on the screen."""
    by_alert = {clue.title: clue for clue in (draft.clue for draft in reversed(list(_alerts(scenario, facts))))}
    for id_, runbook in scenario.public.runbooks.items():
        if runbook.mitigation is None:
            continue
        linked = [
            by_alert[title]
            for alert, spec in scenario.public.alerts.items()
            if spec.runbook == id_ and (title := spec.title or alert.replace("-", " ")) in by_alert
        ]
        delivered = min((clue.delivered for clue in linked if clue.delivered is not None), key=lambda x: x.at, default=None)
        seen = min((clue.seen for clue in linked if clue.seen is not None), key=lambda x: x.at, default=None)
        stale = " It is marked out of date." if runbook.stale else ""
        yield Draft(
            Clue(
                "runbook", runbook.title or id_.replace("-", " "), f"{proposes(scenario, runbook.mitigation)}.{stale}".lstrip("."),
                Instant(0), delivered, seen, None, None, "", UNASKED,
            ),
            frozenset(), runbook.mitigation,
        )  # fmt: skip
