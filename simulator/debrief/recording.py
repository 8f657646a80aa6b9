"""Makes a `Replay` from a journal: the drill is run again and the commander's screen looked at once in every second.

`python -m simulator.debrief.recording` reads {"scenario", "file", "seed", "rows"} as JSON and writes {"gzip": ...}, the replay as JSON,
compressed and in base64: that is how a live server asks for one, in a child process. It ends at EndEx: what Reveal opens is not in it.
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from simulator.debrief.clues import SEEN_RULE, clues
from simulator.debrief.decision_words import spoken
from simulator.debrief.replay import Beneath, Cause, Change, Charts, Decided, Ghost, Jump, Replay
from simulator.drill.drill import Drill
from simulator.drill.plain import plain
from simulator.drill.views import Clock, SevMove
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.codec import row_from
from simulator.record.journal_row import Row
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.accuracy import declared_moves
from simulator.scoring.harm import unit_of
from simulator.scoring.instants import instants
from simulator.scoring.timeline import timeline
from simulator.scoring.words import severity_name

#: In the hours of a jump nobody looks; the screen is read this often there, in drill seconds.
_IN_JUMP = 60
#: A longer drill than this is looked at when something happens and in every step of the world, in place of every second.
_LONG = 4 * 3600
#: What a commander gives that decides nothing about the incident.
_NO_DECISIONS = (
    c.OpenTiles, c.StartDrill, c.ResumeDrill, c.CallTimeOut, c.RequestHint, c.EndDrill, c.RevealTruth, c.Say, c.RecordInstant,
)  # fmt: skip


class _Screen:
    """The commander's sections as they change. The clock's own second is left out: it changes always and says nothing."""

    def __init__(self) -> None:
        self.changes: dict[str, list[Change]] = {}
        self._last: dict[str, Any] = {}

    def look(self, drill: Drill) -> None:
        view = drill.view(IC)
        for field in fields(view):
            section = getattr(view, field.name)
            if isinstance(section, Clock):
                section = replace(section, at=0)
            if field.name in self._last and self._last[field.name] == section:
                continue
            self._last[field.name] = section
            changes = self.changes.setdefault(field.name, [])
            if changes and changes[-1].at == drill.now:
                changes.pop()  # of one second the last is what stood there
            changes.append(Change(drill.now, plain(section)))


def record(scenario: Scenario, seed: int, rows: Sequence[Row]) -> Replay:
    """The replay of a journal, up to EndEx. Raises `Divergence` where the journal cannot be followed."""
    drill, screen = Drill.new(scenario, seed), _Screen()
    each_second = not rows or rows[-1].at <= _LONG
    made: list[tuple[Row, list[f.Fact]]] = []
    charted: int | None = None
    screen.look(drill)
    for row in rows:
        while drill.now < row.at and drill.board.clock.moving:
            drill.advance(min(row.at, _next_look(drill, each_second=each_second)))
            screen.look(drill)
            if charted is None and drill.samples(IC, 0):
                charted = drill.now
        made.append((row, list(drill.apply(row))))
        screen.look(drill)
        if drill.board.clock.over:
            break
    if charted is None and drill.samples(IC, 0):
        charted = drill.now
    table = drill.truth_table()
    moments = {m.fact: m.says for m in timeline(scenario, drill.facts) if m.fact and m.lane == "you"}
    return Replay(
        alias=scenario.public.alias,
        starts_at=scenario.public.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ended_at=drill.now,
        jumps=[Jump(act.jumped_at, act.to) for act in drill.board.acts.values() if act.jumped_at is not None],
        screen=screen.changes,
        feed=drill.feed(IC, 0),
        charts=_charts(drill, charted),
        decisions=list(_decisions(scenario, made, moments)),
        ghost=[Ghost(m.at, m.says) for m in timeline(scenario, drill.facts) if m.lane == "history"],
        beneath=_beneath(scenario, drill),
        clues=clues(scenario, drill.facts, table),
        seen_rule=SEEN_RULE,
    )


def _next_look(drill: Drill, *, each_second: bool) -> int:
    if drill.board.jumping:
        return drill.now + _IN_JUMP
    wake = None if each_second else drill.next_wake()
    return drill.now + 1 if wake is None else wake


def _charts(drill: Drill, since: int | None) -> Charts:
    at: list[int] = []
    values: dict[str, list[float | None]] = {}
    for point in drill.samples(IC, 0):  # a step's points follow on each other, each series once
        if not at or point.at != at[-1]:
            at.append(point.at)
        values.setdefault(point.signal, []).append(point.value)
    return Charts(since, at, values)


def _decisions(scenario: Scenario, made: Iterable[tuple[Row, list[f.Fact]]], moments: dict[int, str]) -> Iterator[Decided]:
    begun = False
    for row, facts in made:
        if row.seat != IC or isinstance(row.command, _NO_DECISIONS):
            continue
        if isinstance(row.command, c.Wait) and not begun:
            continue  # until something comes, waiting is no decision
        begun = True
        said = next((fact for fact in facts if fact.n in moments), None)
        says = moments[said.n] if said is not None else spoken(scenario, row.command)
        yield Decided(row.n, row.at, says, facts[0].n if facts else 0)


def _beneath(scenario: Scenario, drill: Drill) -> Beneath:
    i = instants(scenario, drill.facts, drill.truth_table())
    harm: list[float] = []
    for row in drill.truth_table():
        minute = max(0, row.at - 1) // 60
        harm.extend([0.0] * (minute + 1 - len(harm)))
        harm[minute] += row.harm
    return Beneath(
        [SevMove(level.at, severity_name(level.weight)) for level in i.truth],
        [SevMove(move.at, severity_name(move.weight)) for move in i.seen],
        [SevMove(move.at, move.sev) for move in declared_moves(drill.facts)],
        list(_causes(scenario, drill.facts)),
        [round(minute, 1) for minute in harm],
        unit_of(scenario),
        scenario.secret.truth.summary,
    )


def _causes(scenario: Scenario, facts: Iterable[f.Fact]) -> Iterator[Cause]:
    """Faults of the scenario and hazards that struck, in the order they began."""
    began: dict[str, int] = {}
    causes: list[Cause] = []
    titles: dict[str, str] = {}
    for fact in facts:
        match fact.body:
            case f.HazardStruck(fault=fault, says=says):
                titles[fault] = says
            case f.FaultStarted(fault=fault):
                began.setdefault(fault, fact.at)
            case f.FaultEnded(fault=fault) if fault in began:
                causes.append(Cause(_title(scenario, fault, titles), began.pop(fault), fact.at))
            case _:
                pass
    causes += [Cause(_title(scenario, fault, titles), at, None) for fault, at in began.items()]
    yield from sorted(causes, key=lambda cause: cause.since)


def _title(scenario: Scenario, fault: str, titles: dict[str, str]) -> str:
    words = fault.replace("-", " ")
    return words[:1].upper() + words[1:] if fault in scenario.secret.faults else titles.get(fault, words)


def main() -> None:
    """Standard input to standard output; the counterpart is `web/derived`."""
    asked = json.load(sys.stdin)
    scenario = load_scenario(asked["scenario"].encode(), asked["file"])
    if not isinstance(scenario, Scenario):
        sys.exit("the scenario cannot be loaded")
    made = record(scenario, int(asked["seed"]), [row_from(row) for row in asked["rows"]])
    text = json.dumps(plain(made), separators=(",", ":"))
    json.dump({"gzip": base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()}, sys.stdout)


if __name__ == "__main__":
    main()
