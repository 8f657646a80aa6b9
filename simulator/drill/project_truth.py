"""What is true and what would help, summed up as the drill goes on. For the game master only.

Not scoring, which reads the same facts and rows after the fact and is the authority; this is a live reading of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from simulator.drill import views as v
from simulator.drill.evidence import Evidence, Tiles
from simulator.drill.project_impact import meter_tiles
from simulator.drill.seen import Seen, order_words
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Does
from simulator.scenario.units import written_effect
from simulator.scenario.words import Sev, sev_of

#: Calm must hold this long before it counts as mitigated; then it is dated back to its start.
_HOLDS = 300


@dataclass(slots=True)
class Account:
    """Running sums over facts and truth rows; `catch_up` takes in what is new."""

    scenario: Scenario
    evidence: Evidence = field(init=False)
    harm: float = 0.0
    under_s: int = 0
    mitigated_at: int | None = None
    true_moves: list[v.SevMove] = field(default_factory=lambda: [v.SevMove(0, "")])
    declared_moves: list[v.SevMove] = field(default_factory=lambda: [v.SevMove(0, "")])
    harm_by_minute: list[float] = field(default_factory=list)
    _tiles: Tiles = field(init=False)
    _facts: int = 0
    _rows: int = 0
    _worst: int = 0
    _declared: int = 0
    _called: int = 0  # what was last declared, for when it is reopened
    _open: bool = False
    _calm_since: int | None = None

    def __post_init__(self) -> None:
        self.evidence = Evidence(self.scenario)
        self._tiles = Tiles(self.scenario)

    def catch_up(self, seen: Seen) -> None:
        """Take in new rows and facts in the order of time, a step before the facts that follow it."""
        journeys = len(self.scenario.public.system.journeys)
        facts, rows = seen.facts, seen.rows
        while self._facts < len(facts) or self._rows + journeys <= len(rows):
            step_at = rows[self._rows].at if self._rows + journeys <= len(rows) else None
            fact_at = facts[self._facts].at if self._facts < len(facts) else None
            if step_at is not None and (fact_at is None or step_at < fact_at):
                self._step(seen, journeys)
            else:
                self._fact(facts[self._facts])
                self._facts += 1

    def _step(self, seen: Seen, journeys: int) -> None:
        rows = seen.rows[self._rows : self._rows + journeys]
        self._rows += journeys
        at, harm = rows[0].at, sum(row.harm for row in rows)
        self.harm += harm
        self._of_minute(at, harm)
        self.evidence.tiles(self._tiles.step(rows))
        if self.evidence.now.weight > self._declared and self.evidence.now.weight >= Sev.SEV3.weight:
            self.under_s += 5
        self._worst = max(self._worst, rows[0].severity)
        limit = Sev.SEV3.weight if self._worst >= Sev.SEV2.weight else 0
        if self._worst < Sev.SEV3.weight or rows[0].calm > limit:
            self._calm_since = None
            self.mitigated_at = None
        else:
            self._calm_since = at if self._calm_since is None else self._calm_since
            if at - self._calm_since >= _HOLDS:
                self.mitigated_at = self._calm_since

    def _fact(self, fact: f.Fact) -> None:
        match fact.body:
            case f.IncidentDeclared(sev=sev) | f.SeverityChanged(sev=sev):
                self._declare(fact.at, sev.weight)
            case f.IncidentStoodDown() | f.IncidentResolved():
                self._declare(fact.at, 0)
            case f.IncidentReopened():
                self._declare(fact.at, self._called)
            case f.SeverityMoved(weight=weight):
                self.true_moves.append(v.SevMove(fact.at, _sev(weight)))
            case _:
                pass
        self.evidence.fact(fact)

    def _declare(self, at: int, weight: int) -> None:
        self._declared = weight
        self._called = weight or self._called
        self.declared_moves.append(v.SevMove(at, _sev(weight)))

    def _of_minute(self, at: int, harm: float) -> None:
        """A step belongs to the minute it ends in; a step that ends on the minute, to the one before."""
        minute = max(0, at - 1) // 60
        self.harm_by_minute.extend([0.0] * (minute + 1 - len(self.harm_by_minute)))
        self.harm_by_minute[minute] += harm


def ribbon(account: Account) -> v.Ribbon:
    """What was true, what could be seen and what was declared, side by side; harm only of minutes that are over."""
    return v.Ribbon(
        list(account.true_moves),
        [v.SevMove(move.at, _sev(move.weight)) for move in account.evidence.moves],
        list(account.declared_moves),
        [round(harm, 1) for harm in account.harm_by_minute[:-1]],
    )


def truth(seen: Seen, account: Account) -> v.Truth:
    board, secret = seen.board, seen.scenario.secret
    evident = account.evidence.now
    moves = account.evidence.moves
    return v.Truth(
        seen.scenario.public.scenario,
        seen.scenario.public.source.title,
        _sev(board.severity),
        board.severity_since if board.severity else None,
        _sev(evident.weight),
        evident.at if evident.weight else None,
        "" if board.incident.sev is None else board.incident.sev.value,
        account.under_s,
        round(account.harm, 1) if account.harm < 100 else float(round(account.harm)),
        board.onset_at,
        next((m.at for m in moves if m.weight >= Sev.SEV2.weight), None),
        account.mitigated_at,
        [_fault(seen, id_) for id_ in secret.faults],
        [v.WorksLine(order, order_words(seen.scenario, order), _works(seen, order)) for order in secret.truth.fixed_by],
        secret.truth.summary,
        [factor.says for factor in secret.truth.factors],
        list(secret.truth.decoys),
        list(secret.truth.luck),
        meter_tiles(seen),
    )


def _sev(weight: int) -> str:
    sev = sev_of(weight)
    return "" if sev is None else sev.value


def _fault(seen: Seen, id_: str) -> v.FaultLine:
    spec = seen.scenario.secret.faults[id_]
    state = seen.board.faults[id_]
    says = f"{id_.replace('-', ' ')}: {_does(spec.does)}"
    since = state.ended_at if state.state == "ended" else state.since
    return v.FaultLine(id_, seen.title(spec.target), says, state.state, since)


def _does(does: Does) -> str:
    parts = [
        f"{name} {written_effect(effect)}"
        for name in ("capacity", "cpu", "latency", "errors", "traffic", "hits", "instances")
        if (effect := getattr(does, name)) is not None
    ]
    return ", ".join(parts)


def _works(seen: Seen, order: str) -> Literal["not-known", "known", "ordered", "done"]:
    board = seen.board
    if board.done(order) is not None:
        return "done"
    if board.in_flight(order) is not None:
        return "ordered"
    return "known" if any(card.shared and card.names == order for card in board.cards.values()) else "not-known"
