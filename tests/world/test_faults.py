"""Faults: how they come on, what they strike, how they end, and what outlives them."""

import math

import pytest
from small_systems import Table, scenario

from simulator.record.facts import FaultEnded, FaultStarted
from simulator.scenario.secret import Does
from simulator.scenario.words import Kind, Shape
from simulator.world.faults import Active, Eased
from simulator.world.shapes import Course, course_of

SYSTEM = """
system:
  journeys:
    ask: {core: true, slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 9000, insist: 0%}
  services:
    api: {busy: 30%, takes: 10ms, instances: 4, workers: 1000, calls: [{to: db, timeout: 2s}]}
    db: {busy: 30%, takes: 5ms, instances: 4, workers: 1000, cache: {hits: 80%, fills: 1m}, cohorts: {north: 50%, south: 50%}}
  switches: {coupons: {target: api}}
  changes:
    release: {at: 2m, kind: deploy, target: api, says: "Release 7"}
    flip: {at: 2m, kind: flag, target: coupons, says: "Coupons for everybody"}
"""


def struck(fault: str, to: int = 300) -> Table:
    table = Table(scenario(SYSTEM, fault))
    table.run(to)
    return table


# --- shapes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "over", "points"),
    [
        (Shape.STEP, 60, {-1: 0.0, 0: 1.0, 30: 1.0, 3600: 1.0}),
        (Shape.RAMP, 60, {-1: 0.0, 0: 0.0, 15: 0.25, 60: 1.0, 3600: 1.0}),
        (Shape.RAMP, 0, {0: 1.0}),
        (Shape.IMPULSE, 60, {-1: 0.0, 0: 1.0, 59: 1.0, 60: 0.0}),
        (Shape.DECAY, 60, {-1: 0.0, 0: 1.0, 60: math.exp(-1), 180: math.exp(-3)}),
        (Shape.CREEP, 60, {-1: 0.0, 0: 0.0, 60: 1 - math.exp(-1), 180: 1 - math.exp(-3), 3600: 1.0}),
        (Shape.S_CURVE, 60, {-1: 0.0, 0: 0.0, 15: 0.15625, 30: 0.5, 45: 0.84375, 60: 1.0, 3600: 1.0}),
        (Shape.S_CURVE, 0, {0: 1.0}),
    ],
)
def test_each_shape_comes_on_as_its_name_says(shape: Shape, over: int, points: dict[int, float]) -> None:
    """Those that come on once, second by second after the beginning."""
    for since, strength in points.items():
        assert Course(shape, over).at(since) == pytest.approx(strength)


def test_a_sawtooth_rises_and_starts_again() -> None:
    """Over 40 s of each 100 s, then it stays; over nothing said, it rises all the time."""
    saw = Course(Shape.SAWTOOTH, 40, 100)
    assert [saw.at(t) for t in (0, 10, 40, 99, 100, 120)] == pytest.approx([0.0, 0.25, 1.0, 1.0, 0.0, 0.5])
    assert [Course(Shape.SAWTOOTH, 0, 100).at(t) for t in (0, 50, 99, 100)] == pytest.approx([0.0, 0.5, 0.99, 0.0])


def test_an_oscillation_goes_up_and_down_once_a_period_from_where_luck_has_it_begin() -> None:
    """Between nothing and all of it; the same again a period later; another seed, another phase."""
    waves = [course_of(Shape.OSCILLATION, 0, 100, seed, "ill") for seed in range(20)]
    for wave in waves:
        turn = [wave.at(t) for t in range(100)]
        assert min(turn) == pytest.approx(0.0, abs=1e-3)
        assert max(turn) == pytest.approx(1.0, abs=1e-3)
        assert [wave.at(t) for t in range(100, 200)] == pytest.approx(turn)
    begins = [wave.at(0) for wave in waves]
    assert min(begins) < 0.2
    assert max(begins) > 0.8


def test_flapping_is_on_once_in_every_period_for_about_half_of_it() -> None:
    """On at once, then on and off again in each period, never the same twice; another seed flaps otherwise."""
    flap = course_of(Shape.FLAPPING, 0, 100, 1, "ill")
    lengths = set()
    for period in range(50):
        on = [t for t in range(100) if flap.at(100 * period + t)]
        assert on == list(range(on[0], on[-1] + 1))  # once
        assert 29 <= len(on) <= 71
        assert on[0] <= (0 if period == 0 else 30)
        lengths.add((on[0], len(on)))
    assert len(lengths) > 40
    other = course_of(Shape.FLAPPING, 0, 100, 2, "ill")
    assert [flap.at(t) for t in range(500)] != [other.at(t) for t in range(500)]


def test_a_flapping_fault_comes_and_goes_in_the_world_and_ends_for_good() -> None:
    """One fault all along; the world feels it come and go; after the order it stays away."""
    table = struck("ill: {at: 1m, target: api, shape: flapping, every: 2m, does: {errors: 40%}, ends: [{by: restart db}]}", 1260)
    errors = [table.world.reading("api.errors", step) or 0.0 for step in range(12, 252)]
    assert {round(e, 1) for e in errors} == {0.0, 0.4}
    assert sum(a != b for a, b in zip([e > 0.2 for e in errors], [e > 0.2 for e in errors][1:], strict=False)) >= 15
    assert len(table.of(FaultStarted)) == 1
    table.at_once(Kind.RESTART, "db")
    table.run(1800)
    assert max(table.world.reading("api.errors", step) or 0.0 for step in range(254, 360)) < 0.001


def test_a_scripted_signal_has_the_same_shapes() -> None:
    """Counted from its fault's beginning; one that repeats and follows no fault does so from StartEx on."""
    signals = """
  signals:
    disk: {healthy: 10, becomes: 110, during: ill, shape: creep, over: 100s, noise: 0%}
    fan: {healthy: 0, becomes: 10, shape: sawtooth, every: 100s, noise: 0%}
"""
    table = Table(scenario(SYSTEM, "ill: {at: 1m, target: api, does: {errors: 1%}}", secret=signals))
    table.run(360)
    assert table.world.reading("disk", 10) == 10.0
    assert table.world.reading("disk", 32) == pytest.approx(110 - 100 * math.exp(-1))
    assert [table.world.reading("fan", step) for step in (0, 5, 10, 20, 30)] == pytest.approx([0.0, 2.5, 5.0, 0.0, 5.0])


@pytest.mark.parametrize(("shape", "ends"), [("step", []), ("ramp", []), ("impulse", [30 + 60]), ("decay", [30 + 5 * 60])])
def test_impulses_and_decays_end_by_themselves(shape: str, ends: list[int]) -> None:
    """An impulse of a minute is over after it, a decay after five of its minutes; steps and ramps stay."""
    table = struck(f"ill: {{at: 30s, target: api, shape: {shape}, over: 1m, does: {{errors: 40%}}}}", 1200)
    assert [at for at, _ in table.of(FaultEnded)] == ends
    assert table.success("ask") == pytest.approx(1.0 if ends else 0.6, abs=0.01)


def test_a_ramp_moves_the_world_little_by_little() -> None:
    """Half of the way up, half of the errors."""
    table = struck("ill: {at: 60s, target: api, shape: ramp, over: 2m, does: {errors: 40%}}", 120)
    assert table.success("ask") == pytest.approx(0.8, abs=0.02)
    table.run(200)
    assert table.success("ask") == pytest.approx(0.6, abs=0.01)


# --- what they do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("does", "signal", "value"),
    [
        ("errors: 25%", "api.errors", 0.25),
        ("cpu: x2", "api.cpu", 0.6),
        ("cpu: 50%", "api.cpu", 0.15),
        ("capacity: 60%", "api.cpu", 0.5),
        ("capacity: x0.6", "api.cpu", 0.5),
        ("instances: 50%", "api.cpu", 0.6),
        ("traffic: x3", "api.traffic", 300.0),
        ("capacity: 0%", "api.errors", 1.0),
    ],
)
def test_each_effect_shows_in_its_signal(does: str, signal: str, value: float) -> None:
    """What a fault does is what its service's own series say."""
    table = struck(f"ill: {{at: 30s, target: api, does: {{{does}}}}}")
    assert table.world.reading(signal) == pytest.approx(value, rel=0.02)


@pytest.mark.parametrize(("does", "own"), [("latency: +200ms", 0.2018), ("latency: 3s", 3.0), ("latency: x1", 0.0018)])
def test_latency_is_added_replaced_or_multiplied(does: str, own: float) -> None:
    """`+200ms` adds to the own time, `3s` replaces it, cache hits included."""
    table = struck(f"ill: {{at: 30s, target: db, does: {{{does}}}}}")
    assert table.node("db", "north").work == pytest.approx(own, rel=1e-4)


def test_latency_multiplies_what_is_not_cpu() -> None:
    """`x12` on a service that waits for three quarters of its time multiplies those."""
    system = SYSTEM.replace("takes: 10ms,", "takes: 40ms, on_cpu: 25%,")
    table = Table(scenario(system, "ill: {at: 30s, target: api, does: {latency: x12}}"))
    table.run(300)
    own = table.node("api").work - table.node("db", "north").work - table.node("db", "north").wait
    assert own == pytest.approx(0.01 + 12 * 0.03, rel=0.01)


def test_fewer_hits_mean_more_work() -> None:
    """A cache that hits 20 % at most works four times as often as one that hits 80 %."""
    table = struck("ill: {at: 30s, target: db, does: {hits: 20%}}")
    assert table.node("db", "north").miss == pytest.approx(0.8)


def test_traffic_of_a_journey_rises_before_the_door() -> None:
    """A crowd on a journey is asked of its first service and of those below."""
    table = struck("crowd: {at: 30s, target: ask, does: {traffic: x2}}")
    assert table.flow("ask").total == pytest.approx(200.0)
    assert table.node("db", "north").offered == pytest.approx(100.0, rel=0.01)


def test_a_fault_in_one_cohort_leaves_the_other_alone() -> None:
    """Only the part named is struck."""
    table = struck("ill: {at: 30s, target: db, in: north, does: {errors: 100%}}")
    assert table.node("db", "north").success == 0.0
    assert table.node("db", "south").success == 1.0
    assert table.success("ask") == pytest.approx(0.5, abs=0.01)


def test_faults_add_up() -> None:
    """Two faults on one service fail what either of them fails."""
    table = struck("one: {at: 30s, target: api, does: {errors: 50%}}\ntwo: {at: 30s, target: api, does: {errors: 50%}}")
    assert table.success("ask") == pytest.approx(0.25, abs=0.01)


# --- beginning and ending --------------------------------------------------------------------------------------


def test_a_fault_begins_with_the_change_that_carried_it() -> None:
    """At the second of the change, caused by its line in the feed."""
    table = struck("ill: {with: release, target: api, does: {errors: 50%}}")
    (began,) = (fact for fact in table.facts if isinstance(fact.body, FaultStarted))
    assert began.at == 120
    assert type(table.facts[began.because - 1].body).__name__ == "ChangeMade"


def test_an_order_ends_the_fault_that_names_it_and_it_calms_over_time() -> None:
    """`calms_over: 1m`: half of it is left after half a minute, none after the minute, and the fact says which order."""
    table = struck("ill: {at: 30s, target: api, does: {errors: 80%}, ends: [{by: restart db, calms_over: 1m}]}")
    table.at_once(Kind.RESTART, "db")
    assert table.of(FaultEnded) == [(300, FaultEnded("ill", "restart db"))]
    table.run(330)
    assert table.success("ask") == pytest.approx(0.6, abs=0.01)
    table.run(365)
    assert table.success("ask") == pytest.approx(1.0)
    assert table.world.active == []


def test_an_order_that_no_fault_names_ends_none() -> None:
    """Another target, or another kind, and the fault goes on."""
    table = struck("ill: {at: 30s, target: api, does: {errors: 80%}, ends: [{by: restart db}]}")
    table.at_once(Kind.RESTART, "api")
    table.at_once(Kind.FLUSH_CACHE, "db")
    table.run(600)
    assert table.of(FaultEnded) == []
    assert table.success("ask") == pytest.approx(0.2, abs=0.01)


def test_an_order_may_remove_part_of_a_fault_and_another_the_rest() -> None:
    """`works: 75%` leaves a quarter at work; it is still there, can be found, and can be ended by what ends it."""
    fault = "ill: {at: 30s, target: api, does: {errors: 80%}, ends: [{by: restart db, works: 75%}, {by: roll-back api}]}"
    table = struck(fault)
    table.at_once(Kind.RESTART, "db")
    table.run(400)
    assert table.success("ask") == pytest.approx(0.8, abs=0.01)
    assert table.world.fault_active("ill")
    assert table.of(FaultEnded) == []
    table.at_once(Kind.ROLL_BACK, "api")
    table.run(500)
    assert table.success("ask") == pytest.approx(1.0)
    assert table.of(FaultEnded) == [(400, FaultEnded("ill", "roll-back api"))]


def test_an_order_in_one_cohort_ends_the_fault_there_only() -> None:
    """Restarting the north leaves the south as broken as it was; restarting it too ends the fault."""
    table = struck("ill: {at: 30s, target: db, does: {errors: 100%}, ends: [{by: restart db}]}")
    table.at_once(Kind.RESTART, "db", cohort="north")
    table.run(400)
    assert (table.node("db", "north").success, table.node("db", "south").success) == (1.0, 0.0)
    assert table.of(FaultEnded) == []
    table.at_once(Kind.RESTART, "db", cohort="south")
    table.run(500)
    assert table.success("ask") == pytest.approx(1.0)
    assert len(table.of(FaultEnded)) == 1


def test_a_fault_ends_after_its_time() -> None:
    """`lasts`, and `ends: after` with its own calming."""
    table = struck("ill: {at: 30s, target: api, does: {errors: 50%}, lasts: 2m}", 200)
    assert [at for at, _ in table.of(FaultEnded)] == [150]
    assert table.success("ask") == pytest.approx(1.0)
    table = struck("ill: {at: 30s, target: api, does: {errors: 50%}, ends: [{after: 2m, calms_over: 100s}]}", 200)
    assert [at for at, _ in table.of(FaultEnded)] == [150]
    assert table.success("ask") == pytest.approx(0.75, abs=0.01)


def test_time_may_remove_part_of_a_fault() -> None:
    """`after` with `works` eases without ending."""
    table = struck("ill: {at: 30s, target: api, does: {errors: 50%}, ends: [{after: 2m, works: 50%}]}", 300)
    assert table.of(FaultEnded) == []
    assert table.success("ask") == pytest.approx(0.75, abs=0.01)


def test_a_rollback_takes_away_what_a_change_brought_also_where_no_author_said_so() -> None:
    """A fault that came with a change to a service ends when that service is rolled back, and not with another."""
    table = struck("ill: {with: release, target: db, does: {errors: 50%}}")
    table.at_once(Kind.ROLL_BACK, "db")
    table.run(400)
    assert table.of(FaultEnded) == []
    table.at_once(Kind.ROLL_BACK, "api")
    table.run(500)
    assert table.of(FaultEnded) == [(400, FaultEnded("ill", "roll-back api"))]
    assert table.success("ask") == pytest.approx(1.0)


def test_a_flag_turned_off_takes_away_what_turning_it_on_brought() -> None:
    """The same for a change of a switch."""
    table = struck("ill: {with: flip, target: api, does: {errors: 50%}}")
    table.at_once(Kind.FLAG_OFF, "coupons")
    assert table.of(FaultEnded) == [(300, FaultEnded("ill", "flag-off coupons"))]


def test_what_has_ended_comes_on_no_further_while_it_calms() -> None:
    """A ramp stopped half-way falls from there: it does not climb on behind its own end."""
    active = Active("ill", "db", Does(), (), (), Course(Shape.RAMP, 600), began=0)
    assert active.ease(300, 600, 1.0)
    assert [active.strength(at) for at in (300, 450, 600, 900)] == pytest.approx([0.5, 0.375, 0.25, 0.0])


def test_easing_goes_from_all_to_what_is_left() -> None:
    """Linear over its time, and before its time nothing."""
    eased = Eased(100, 50, 0.6)
    assert [eased.left(at) for at in (0, 100, 125, 150, 900)] == pytest.approx([1.0, 1.0, 0.7, 0.4, 0.4])


def test_a_fault_by_hand_begins_once_and_ends() -> None:
    """Forced on twice it is one fault; forced off it is over; forced on again it is there at full strength."""
    table = struck("ill: {at: 9h, target: api, does: {errors: 50%}, ends: [{by: restart db, calms_over: 10m}]}", 60)
    table.world.force_fault("ill", active=True)
    table.world.force_fault("ill", active=True)
    table.run(100)
    assert len(table.of(FaultStarted)) == 1
    assert table.success("ask") == pytest.approx(0.5, abs=0.01)
    table.at_once(Kind.RESTART, "db")
    table.run(200)
    table.world.force_fault("ill", active=True)
    table.run(260)
    assert table.success("ask") == pytest.approx(0.5, abs=0.01)
    table.world.force_fault("ill", active=False)
    table.run(300)
    assert table.success("ask") == pytest.approx(1.0)


# --- luck, and what ends a fault only sometimes --------------------------------------------------------------


def test_whether_a_fault_strikes_is_drawn_once_for_a_drill() -> None:
    """At 40 % it strikes in about two of five drills, whenever it is due; drawn again it is the same."""

    def struck_with(seed: int) -> bool:
        made = scenario(SYSTEM, "ill: {at: 1m, target: api, chance: 40%, does: {errors: 50%}}")
        table = Table(made, seed)
        table.run(90)
        return table.world.fault_active("ill")

    drawn = [struck_with(seed) for seed in range(100)]
    assert 30 <= sum(drawn) <= 50
    assert drawn[:10] == [struck_with(seed) for seed in range(10)]


@pytest.mark.parametrize("start", ["with: release", "when: {mitigated: false}"])
def test_luck_is_asked_however_a_fault_begins(start: str) -> None:
    """One that came with a change, or waits for a condition, may not strike either; a hand brings it all the same."""
    table = struck(f"ill: {{{start}, target: api, chance: 0%, does: {{errors: 50%}}}}")
    table.world.fault_due("ill")
    assert not table.world.fault_active("ill")
    table.world.force_fault("ill", True)
    assert table.world.fault_active("ill")


def test_an_order_ends_a_fault_only_when_its_condition_holds() -> None:
    """The first end whose condition holds is the one that counts; with none nothing happens, also not by itself."""
    fault = """ill: {with: release, target: api, does: {errors: 40%}, ends: [{by: roll-back api, when: {mitigated: true}}, {by: roll-back api, when: {mitigated: false}, works: 50%}]}"""
    for holding, success in (({True}, 1.0), ({False}, 0.8), (set(), 0.6), ({True, False}, 1.0)):
        table = Table(scenario(SYSTEM, fault), holds=lambda c, holding=holding: c.mitigated in holding)
        table.run(300)
        table.at_once(Kind.ROLL_BACK, "api")
        table.run(360)
        assert table.success("ask") == pytest.approx(success, abs=0.01)


def test_time_ends_a_fault_only_when_its_condition_holds() -> None:
    """Looked at in the second in which the time is over."""
    fault = "ill: {at: 1m, target: api, does: {errors: 40%}, ends: [{after: 2m, when: {mitigated: true}}]}"
    for held, success in ((True, 1.0), (False, 0.6)):
        table = Table(scenario(SYSTEM, fault), holds=lambda c, held=held: bool(c.mitigated) and held)
        table.run(300)
        assert table.success("ask") == pytest.approx(success, abs=0.01)
