"""A drill written by hand: facts at seconds, and a truth in which one journey fails for stretches of time. For exact numbers.

The shop's core journey `pay` promises 99.5 % and carries 225 requests in a step. In a failing step 40 % of them fail, 1,200 users are
hurt, and users lose 100 user-minutes. So, with `k` failing steps in a row:

- burn over 5 min is 80 k / 60: 6 or more (SEV2) from the 5th failing step on, 14 or more (SEV1) from the 11th;
- the minute after the last failing step is clean, and the matrix over a minute with one failing step in it still reads SEV2.

Failing from second 300 to 900 (steps 305 .. 900) therefore means: onset 325, SEV1 from 355, and it has stopped at 905.
"""

from __future__ import annotations

from small_shop import scenario

from simulator.record import facts as f
from simulator.record.facts import ALL, Audience, Body, Fact
from simulator.record.seats import IC
from simulator.scenario.model import Scenario
from simulator.scenario.words import Confidence, Kind, Sev, Variant
from simulator.scoring.instants import Instants, instants
from simulator.scoring.references import References
from simulator.scoring.score import score
from simulator.scoring.scorecard import Line, Scorecard
from simulator.world.harm import TruthRow
from simulator.world.severity import weight
from simulator.world.slo import SloMeter

TOTAL, BAD, HURT, LOST = 225.0, 90.0, 1200.0, 100.0


def truth(until: int, *failing: tuple[int, int]) -> list[TruthRow]:
    """The truth table up to a second, failing after each `start` up to and including `end`."""
    meter = SloMeter(0.995, TOTAL, 0.0)
    rows = []
    for at in range(5, until + 1, 5):
        bad = any(start < at <= end for start, end in failing)
        failed = BAD if bad else 0.0
        meter.add(TOTAL, failed)
        raw = weight([(True, meter)])
        calm = weight([(True, meter)], window=60) if raw else 0
        hurt, lost = (HURT, LOST) if bad else (0.0, 0.0)
        rows.append(TruthRow(at, "pay", TOTAL, TOTAL - failed, 0.0, failed, hurt, 0.0, lost, raw, calm))
    return rows


class Hand:
    """Facts in the order they are told."""

    def __init__(self, of: Scenario | None = None) -> None:
        self.scenario = of or scenario()
        self.facts: list[Fact] = []

    def at(self, at: int, *bodies: Body, audience: Audience = ALL, by: str = IC, because: int = 0) -> int:
        """Facts of one second; answers with the number of the first."""
        first = len(self.facts) + 1
        for body in bodies:
            self.facts.append(Fact(len(self.facts) + 1, at, by, because, audience, body))
        return first

    # --- what happens often -----------------------------------------------------------------------

    def page(self, at: int, sev: Sev | None = Sev.SEV1) -> None:
        self.at(at, f.PageSent("pay-burn", IC, sev), by="world")

    def declare(self, at: int, sev: Sev = Sev.SEV1) -> None:
        self.at(at, f.IncidentDeclared(sev, ""))

    def card(self, at: int, names: str = "", *, cause: bool = False, audience: Audience = ALL) -> None:
        self.at(at, f.CardPosted(f"c{at}", "sam", "", Confidence.HIGH, names=names, cause=cause), audience=audience, by="sam")

    def order(self, at: int, kind: Kind = Kind.ROLL_BACK, target: str = "checkout", id_: str = "m1", by: str = IC) -> None:
        self.at(at, f.MitigationOrdered(id_, kind, target, "sam", Variant.SAFE, "", by), by=by)

    def start(self, at: int, id_: str = "m1") -> None:
        self.at(at, f.MitigationStarted(id_), by="sam")

    def done(self, at: int, id_: str = "m1", ends: str = "") -> None:
        """Done, and the fault ended by it."""
        self.at(at, f.MitigationDone(id_, ""), by="sam")
        if ends:
            self.at(at, f.FaultEnded("canary-fault", ends), audience=f.TRUTH, by="world")

    def post(self, at: int, audience: str = "public", promise: int = 0) -> None:
        """An update, with the promise of the next one so many seconds on."""
        from simulator.scenario.words import Audience as Readers

        first = self.at(at, f.UpdatePosted(Readers(audience), IC, "", "", "", ""))
        if promise:
            self.at(at, f.PromiseMade(f"p{first}", Readers(audience), at + promise), because=first)

    def verified(self, at: int) -> None:
        self.at(at, f.VerifyReported("t9", "pay", "sam", healthy=True, says=""), by="sam")

    def ended(self, at: int) -> None:
        self.at(at, f.DrillEnded("gm"), by="gm")

    # --- what comes of it ---------------------------------------------------------------------------

    def instants(self, rows: list[TruthRow]) -> Instants:
        return instants(self.scenario, self.facts, rows)

    def card_of(self, rows: list[TruthRow], references: References | None = None) -> Scorecard:
        return score(self.scenario, self.facts, rows, references=references)

    def lines(self, rows: list[TruthRow], references: References | None = None) -> dict[str, Line]:
        return {line.id: line for line in self.card_of(rows, references).lines}


def values(lines: dict[str, Line], *ids: str) -> tuple[float | None, ...]:
    return tuple(lines[id_].value for id_ in ids)


def handled(*, until: int = 3600) -> tuple[Hand, list[TruthRow]]:
    """An incident that was handled: failing 300-900, paged 360, declared 480, known 600, ordered 660, started 700, done 900,
    verified 1200, resolved 1560. `until` is EndEx.
    """
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360)
    hand.at(420, f.PageAcknowledged("pay-burn", IC))
    hand.declare(480)
    hand.card(600, "roll-back checkout", cause=True)
    hand.order(660)
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.verified(1200)
    hand.at(1560, f.IncidentResolved())
    hand.ended(until)
    return hand, truth(until, (300, 900))
