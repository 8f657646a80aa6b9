"""Instruments that do not show the truth: what is on screens, what pages, what people say, what counts as evidence; the world is untouched."""

from __future__ import annotations

from functools import cache

import pytest
from busy_shop import Step, follow, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.drill.evidence import evident_at, sev_evident
from simulator.drill.views import Tile
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Confidence, Sev, Topic

#: From 2:00 on paying fails for half; from 1:00 on its instrument shows something else.
LIES = """  instruments:
    lying: {signals: [SIGNALS], during: blinded, reads: READS}
  findings:
"""
BURNS = '  pay-burn: {title: "Paying burns", burn: 14.4, of: pay, delivery: 10s, pages: trainee}\nsecret:\n'


@cache
def shown(reads: str, signals: str = "pay.success", to: int = 900, *extra: Step, people: bool = True) -> Drill:
    swaps = (
        ("  findings:\n", LIES.replace("READS", reads).replace("SIGNALS", signals)),
        ("secret:\n", BURNS),
        ("    rounding: {with: release", "    blinded: {at: 1m, target: console, lasts: 30m}\n    rounding: {at: 2m"),
    )
    drill = started(*swaps, people=people)
    steps: tuple[Step, ...] = (30, c.OpenTiles(), *extra, to)
    return follow(drill, *steps)


def tile(drill: Drill, journey: str = "pay") -> Tile:
    return next(t for t in drill.impact().tiles if t.journey == journey)


def true(drill: Drill, signal: str = "pay.success") -> float:
    value = drill.engine.world.reading(signal)
    assert value is not None
    return value


def _evident_with(drill: Drill, body: f.Body, at: int) -> int:
    """What is evident at the end, had this been said besides."""
    facts = sorted([*drill.facts, f.Fact(10_000, at, "sam", 0, f.ALL, body)], key=lambda fact: fact.at)
    moves = sev_evident(drill.scenario, facts, drill.truth_table())
    return evident_at(moves, drill.now)


def points(drill: Drill, signal: str, since: int) -> list[float | None]:
    return [p.value for p in drill.samples("gm", 0) if p.signal == signal and p.at > since]


@pytest.mark.parametrize(("reads", "success"), [("stuck", 1.0), ("inverted", 0.6), ("0.97", 0.97)])
def test_a_wrong_instrument_shows_its_number_and_the_world_does_not_care(reads: str, success: float) -> None:
    """Stuck at what it read, upside down, or a number of its own: on the tile and in the samples. What is true is what it was."""
    drill, honest = shown(reads), started(("    rounding: {with: release", "    rounding: {at: 2m"))
    follow(honest, 900)
    assert true(drill) == true(honest) == pytest.approx(0.4, abs=0.01)
    assert tile(drill).success == pytest.approx(success, abs=0.02)
    assert points(drill, "pay.success", 300) == pytest.approx([success] * 120, abs=0.03)
    assert [row.good for row in drill.truth_table() if row.journey == "pay"] == [
        row.good for row in honest.truth_table() if row.journey == "pay"
    ]


def test_what_is_worked_out_of_a_wrong_number_is_wrong_too() -> None:
    """Stuck at all is well, the tile burns no budget and hurts nobody, and nothing pages, though users suffer."""
    drill = shown("stuck")
    assert (tile(drill).state, tile(drill).burn_5m, tile(drill).hurt) == ("well", 0.0, 0)
    assert not any(row.holds for row in drill.impact().matrix)
    assert bodies(drill, f.PageSent) == []
    assert drill.board.severity == Sev.SEV1.weight
    assert true(drill, "pay.burn") > 14.0
    assert points(drill, "pay.burn", 300) == pytest.approx([0.0] * 120, abs=1e-5)


def test_a_number_that_is_too_bad_pages_for_nothing() -> None:
    """An instrument that shows 50 % pages before anything is wrong: false alarms come from here."""
    drill = shown("0.5", to=119)
    assert true(drill) > 0.99
    assert {x.alert for x in bodies(drill, f.PageSent)} == {"pay-fast"}
    assert tile(drill).state == "SEV1"


def test_a_missing_instrument_says_since_when_and_is_silent() -> None:
    """No data: the tile says so, points are gaps, neither kind of rule holds, and the matrix leaves it out."""
    drill = shown("missing")
    assert tile(drill).missing == "No data since 10:01."
    assert points(drill, "pay.success", 60) == points(drill, "pay.burn", 60) == points(drill, "pay.hurt", 60) == [None] * 168
    assert bodies(drill, f.AlertFired) == []
    assert not any(row.holds for row in drill.impact().matrix)
    assert tile(drill, "look").missing == ""


def test_a_missing_tile_is_no_evidence_of_anything() -> None:
    """Evident is nothing while nothing is shown, and what a page said before is not outdated by the silence. Nobody else speaks here."""
    drill = shown("missing", people=False)
    moves = sev_evident(drill.scenario, drill.facts, drill.truth_table())
    assert evident_at(moves, 900) == 0
    lost = started(
        ("  findings:\n", LIES.replace("READS", "missing").replace("SIGNALS", "pay.success")),
        ("    rounding: {with: release", "    blinded: {at: 5m, target: console, lasts: 30m}\n    rounding: {at: 2m"),
        people=False,
    )
    follow(lost, 30, c.OpenTiles(), 260, c.DeclareIncident(Sev.SEV1), 800)
    moves = sev_evident(lost.scenario, lost.facts, lost.truth_table())
    assert evident_at(moves, 290) == Sev.SEV1.weight  # the tile
    assert evident_at(moves, 320) == 0  # the tile is gone, and its alert gave no severity
    told = (f.CardPosted("c1", "sam", "Half fail.", Confidence.HIGH, supports=Sev.SEV1), 250)
    assert _evident_with(lost, *told) == Sev.SEV1.weight


def test_evidence_is_read_off_what_the_tile_showed() -> None:
    """A tile stuck at well makes nothing evident; one that shows a third of looks makes SEV2 evident though all is well."""
    stuck = shown("stuck", people=False)
    assert evident_at(sev_evident(stuck.scenario, stuck.facts, stuck.truth_table()), 899) == 0
    false = shown("0.33", "look.success", 500, people=False)
    assert true(false, "look.success") > 0.99
    assert evident_at(sev_evident(false.scenario, false.facts, false.truth_table()), 121) == Sev.SEV2.weight


def test_people_read_out_what_the_instruments_show() -> None:
    """Asked about a service whose errors are stuck they see nothing; with no data they say so, and since when."""
    ask = c.AskInvestigate("checkout", Topic.LATENCY, 5, "priya")
    stuck = shown("stuck", "checkout.errors, checkout.latency, checkout.cpu, checkout.workers, checkout.traffic", 700, 200, ask)
    said = [x.says for x in bodies(stuck, f.CardPosted) if x.person == "priya" and x.target == "checkout"]
    assert len(said) == 1
    assert "any other day" in said[0]
    gone = shown("missing", "checkout.errors", 700, 200, ask)
    said = [x.says for x in bodies(gone, f.CardPosted) if x.person == "priya" and x.target == "checkout"]
    assert "No data from Checkout for errors since 10:01" in said[0]


def test_nobody_verifies_without_data() -> None:
    """Who reads a silent instrument cannot say that users are well, and says that."""
    drill = shown("missing", "look.success", 700, 200, c.AskVerify("look", "priya"))
    report = bodies(drill, f.VerifyReported)[0]
    assert not report.healthy
    assert report.says == "Looking: no data. I cannot tell whether users are well."


def test_a_responder_sees_that_there_is_no_data() -> None:
    """The gauge stays and has no value."""
    drill = shown("missing", "checkout.errors")
    gauges = {g.signal: g.value for g in drill.view("sam").desk.gauges}  # type: ignore[union-attr]
    assert gauges["checkout.errors"] is None
    assert gauges["checkout.cpu"] is not None


def test_an_instrument_is_honest_again_when_its_fault_is_over() -> None:
    """From then on the truth is shown; the gap stays a gap."""
    drill = shown("missing", to=1900)
    assert tile(drill).missing == ""
    assert tile(drill).success == pytest.approx(true(drill), abs=0.03)
    assert points(drill, "pay.success", 300)[:5] == [None] * 5
    assert {x.alert for x in bodies(drill, f.AlertFired)} >= {"pay-fast"}


def test_an_instrument_without_a_fault_is_always_wrong() -> None:
    """Stuck from StartEx: it shows for ever what it showed first."""
    always = LIES.replace(", during: blinded", "").replace("READS", "stuck").replace("SIGNALS", "pay.success, checkout.cpu")
    drill = follow(started(("  findings:\n", always), ("    rounding: {with: release", "    rounding: {at: 2m")), 600)
    shown_cpu = [p.value for p in drill.samples("gm", 0) if p.signal == "checkout.cpu"]
    assert len(set(shown_cpu)) == 1
    assert true(drill) < 0.5


def test_a_region_has_its_place_on_the_tile_and_in_the_matrix() -> None:
    """Looking is made core and its east fails: the tile shows both regions, the matrix names the one that is down."""
    drill = started(
        ("look: {title: Looking, slo: 99%", "look: {title: Looking, core: true, slo: 93%"),
        ("pictures: {at: 29m, target: front,", "pictures: {at: 2m, target: front, in: east,"),
        ("traffic: 80/s, users: 9000", "traffic: 80/s, users: 9000, insist: 0%"),
    )
    follow(drill, 30, c.OpenTiles(), 590)
    parts = {part.cohort: (part.title, round(part.success, 1), part.state) for part in tile(drill, "look").cohorts}
    assert parts == {"east": ("east", 0.4, "SEV2"), "west": ("west", 1.0, "well")}
    assert tile(drill, "look").state == "SEV2"
    two = next(row for row in drill.impact().matrix if row.sev == "SEV2")
    assert two.holds
    assert two.now.startswith("Looking, east: ")
    assert drill.board.severity == Sev.SEV2.weight
    assert evident_at(sev_evident(drill.scenario, drill.facts, drill.truth_table()), 590) == Sev.SEV2.weight
    assert tile(drill).cohorts == []
    gauges = {g.signal: (g.title, g.value) for g in drill.view("priya").desk.gauges}  # type: ignore[union-attr]
    assert gauges["front@east.errors"][0] == "Shop front, east: errors"
    assert gauges["front@east.errors"][1] == pytest.approx(0.6, abs=0.03)
    signals = {p.signal for p in drill.samples("gm", 0)}
    assert {"look@east.success", "front@west.cpu"} <= signals
    assert "front@west.queue" not in signals


def test_a_burning_alert_falls_silent_with_its_instrument() -> None:
    """Absence looks like an all-clear: a minute after the data is gone the alerts clear, though nothing is better."""
    drill = started(
        ("  findings:\n", LIES.replace("READS", "missing").replace("SIGNALS", "pay.success")),
        ("secret:\n", BURNS),
        ("    rounding: {with: release", "    blinded: {at: 15m, target: console, lasts: 30m}\n    rounding: {at: 2m"),
    )
    follow(drill, 1100)
    cleared = {x.body.alert: x.at for x in drill.facts if isinstance(x.body, f.AlertCleared)}
    assert {alert: cleared[alert] for alert in ("pay-fast", "pay-burn")} == {"pay-fast": 955, "pay-burn": 955}
    assert true(drill) < 0.5
