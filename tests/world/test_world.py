"""The world as the drill meets it: change feed, tools, hazards, the truth table, time of day, and that luck is nobody's neighbour."""

import pytest
from small_systems import Table, network, scenario

from simulator.record.facts import ALL, TRUTH, ChangeMade, FaultStarted, HazardStruck, ToolLost, ToolRestored
from simulator.record.luck import luck
from simulator.scenario.words import Kind, Variant
from simulator.world.daytime import traffic_factor
from simulator.world.harm import hurt_share
from simulator.world.health import health

SYSTEM = """
system:
  journeys:
    ask: {core: true, slo: 99%, within: 5s, enters: edge, traffic: 100/s, users: 9000, insist: 0%}
    see: {slo: 99%, within: 5s, enters: api, traffic: 50/s, users: 3000, insist: 0%}
  services:
    edge: {busy: 30%, takes: 5ms, instances: 4, workers: 1000, cohorts: {north: 70%, south: 30%}, calls: [{to: api}]}
    api: {busy: 30%, takes: 10ms, instances: 4, workers: 1000}
    vault: {busy: 30%, takes: 10ms}
  tools:
    panel: {rides_on: edge}
    secrets: {rides_on: vault}
    chat: {}
  changes:
    old: {at: -90d, kind: config, target: api, says: "Long ago"}
    late: {at: 2m, kind: deploy, target: api, says: "Release 7"}
"""


# --- the change feed --------------------------------------------------------------------------------------------


def test_changes_are_made_at_their_time_and_everybody_may_know() -> None:
    """What changed before StartEx is not made again; what is written for minute two is made then."""
    table = Table(scenario(SYSTEM))
    table.run(600)
    assert table.of(ChangeMade) == [(120, ChangeMade("late"))]
    assert all(fact.audience == ALL for fact in table.facts if isinstance(fact.body, ChangeMade))


def test_what_a_change_carried_is_known_to_the_truth_only() -> None:
    """The change is public and its fault is not."""
    table = Table(scenario(SYSTEM, "ill: {with: late, target: api, does: {errors: 50%}}"))
    table.run(600)
    assert [fact.audience for fact in table.facts if isinstance(fact.body, FaultStarted)] == [TRUTH]


# --- tools ---------------------------------------------------------------------------------------------------------


def test_a_tool_is_lost_with_the_service_it_rides_on_and_comes_back_with_it() -> None:
    """Lost below half of the calls answered, back above nine tenths; a tool that rides on nothing is never lost."""
    table = Table(
        scenario(SYSTEM, "ill: {at: 1m, target: edge, does: {errors: 60%}, ends: [{by: restart edge, calms_over: 100s}]}")
    )
    table.run(300)
    assert table.of(ToolLost) == [(60, ToolLost("panel"))]
    table.at_once(Kind.RESTART, "edge")
    table.run(600)
    ((at, tool),) = table.of(ToolRestored)
    assert tool == ToolRestored("panel")
    assert 300 + 84 <= at <= 300 + 90  # 60 % falls below 10 % after five sixths of the calming


def test_a_tool_stays_in_between() -> None:
    """At 60 % answered it is not lost: no flapping between the two lines."""
    table = Table(scenario(SYSTEM, "ill: {at: 1m, target: edge, does: {errors: 40%}}"))
    table.run(600)
    assert table.of(ToolLost) == []


def test_losing_a_small_region_does_not_take_the_tool_and_leaving_it_brings_it_back() -> None:
    """A tool is as available as its service is to traffic: three tenths lost keep it, seven tenths do not; failed over, it is back."""
    small = Table(scenario(SYSTEM, "ill: {at: 1m, target: edge, in: south, does: {errors: 100%}}"))
    small.run(300)
    assert small.of(ToolLost) == []
    large = Table(scenario(SYSTEM, "ill: {at: 1m, target: edge, in: north, does: {errors: 100%}}"))
    large.run(300)
    assert large.of(ToolLost) == [(60, ToolLost("panel"))]
    for _ in range(5):
        large.at_once(Kind.SCALE_UP, "edge", cohort="south")
    large.at_once(Kind.FAIL_OVER, "edge", cohort="north")
    large.run(400)
    assert large.of(ToolRestored) == [(305, ToolRestored("panel"))]


def test_a_tool_that_rides_on_what_nobody_else_asks_is_lost_with_it_all_the_same() -> None:
    """No traffic is no sign of health: without capacity, or disabled, the tool is gone."""
    table = Table(scenario(SYSTEM, "ill: {at: 1m, target: vault, does: {capacity: 0%}, lasts: 2m}"))
    table.run(300)
    assert table.of(ToolLost) == [(60, ToolLost("secrets"))]
    assert table.of(ToolRestored) == [(180, ToolRestored("secrets"))]
    table.at_once(Kind.DISABLE, "vault")
    table.run(400)
    assert table.of(ToolLost)[1:] == [(305, ToolLost("secrets"))]


# --- hazards --------------------------------------------------------------------------------------------------------

HAZARDS = """
  mitigations:
    bounce:
      order: restart api
      hazards:
        - {says: "It comes back cold.", target: api, does: {errors: 30%}, lasts: 2m, variant: fast}
        - {says: "The old leader is confused.", target: edge, does: {errors: 30%}, lasts: 1m, when: {fault: ill}}
        - {says: "A coin falls.", target: api, does: {cpu: x2}, lasts: 10s, chance: 50%}
"""


def hazards(variant: Variant, condition: bool, seed: int = 7) -> Table:
    made = scenario(SYSTEM, "ill: {at: 9h, target: api, does: {errors: 1%}}", secret=HAZARDS)
    table = Table(made, seed, holds=lambda _: condition)
    table.run(60)
    table.at_once(Kind.RESTART, "api", variant)
    return table


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("condition", [True, False])
def test_hazards_strike_by_variant_and_condition(variant: Variant, condition: bool) -> None:
    """Only the way of carrying it out, and only the state, that the author named."""
    table = hazards(variant, condition)
    struck = [body.says for _, body in table.of(HazardStruck) if isinstance(body, HazardStruck)]
    assert ("It comes back cold." in struck) == (variant is Variant.FAST)
    assert ("The old leader is confused." in struck) == condition


def test_a_hazard_hurts_and_passes() -> None:
    """Three tenths fail for two minutes."""
    table = hazards(Variant.FAST, condition=False)
    table.run(120)
    assert table.success("see") == pytest.approx(0.7, abs=0.01)
    table.run(200)
    assert table.success("see") == pytest.approx(1.0)


def test_a_hazard_of_even_chance_strikes_in_half_of_the_drills() -> None:
    """Over forty seeds between 12 and 28; and a seed that was struck is struck again."""
    struck = [any("coin" in body.says for _, body in hazards(Variant.SAFE, False, s).of(HazardStruck)) for s in range(40)]  # type: ignore[attr-defined] # of(HazardStruck) holds nothing else
    assert 12 <= sum(struck) <= 28
    assert struck == [any("coin" in body.says for _, body in hazards(Variant.SAFE, False, s).of(HazardStruck)) for s in range(40)]  # type: ignore[attr-defined] # as above


def test_one_more_order_shifts_nobody_elses_luck() -> None:
    """Whether a restart brings its hazard does not depend on what else was ordered before it."""
    for seed in range(20):
        alone = hazards(Variant.SAFE, False, seed)
        made = scenario(SYSTEM, "ill: {at: 9h, target: api, does: {errors: 1%}}", secret=HAZARDS)
        busy = Table(made, seed)
        for kind in (Kind.SHED_LOAD, Kind.ADMIT_LOAD):
            busy.at_once(kind, "ask")
        busy.run(60)
        busy.at_once(Kind.RESTART, "api", Variant.SAFE)
        assert [body.says for _, body in alone.of(HazardStruck)] == [body.says for _, body in busy.of(HazardStruck)]  # type: ignore[attr-defined] # as above


def test_luck_is_a_function_of_its_key() -> None:
    """Asked in any order and any number of times, the same; another word of the key, another number; uniform."""
    keys = [("hazard", "restart api", n, i) for n in range(50) for i in range(20)]
    forward = [luck(5, *key) for key in keys]
    luck(5, "one", "question", "more")
    assert [luck(5, *key) for key in reversed(keys)] == forward[::-1]
    assert len(set(forward)) == len(keys)
    assert sum(forward) / len(forward) == pytest.approx(0.5, abs=0.03)
    assert luck(5, "ab", "c") != luck(5, "a", "bc")


# --- the truth table and the digest's numbers ------------------------------------------------------------------------


def test_the_truth_table_has_a_row_per_step_and_journey_that_adds_up() -> None:
    """total = good + slow + failed; user-minutes are hurt plus three tenths of slowed, over the step."""
    table = Table(scenario(SYSTEM, "ill: {at: 1m, target: api, does: {errors: 20%, latency: +4s}}"))
    table.run(300)
    rows = table.world.truth_rows()
    assert [(row.at, row.journey) for row in rows] == [(at, j) for at in range(5, 305, 5) for j in ("ask", "see")]
    for row in rows:
        assert row.total == pytest.approx(row.good + row.slow + row.failed)
        assert row.harm == pytest.approx((row.hurt + 0.3 * row.slowed) * 5 / 60)
    assert rows[-1].slow > 0.0
    assert rows[-1].failed > 0.0


@pytest.mark.parametrize(
    ("errors", "per_minute", "share"),
    [(0.0, 5.0, 0.0), (1.0, 0.1, 1.0), (0.5, 1.0, 0.5), (0.5, 2.0, 0.75), (0.2, 3.0, 0.488), (0.3, 0.0, 0.0)],
)
def test_who_asks_more_often_is_hurt_more_often(errors: float, per_minute: float, share: float) -> None:
    """1 - (1 - e)^q of the users of a minute (SCORING 3.4)."""
    assert hurt_share(errors, per_minute) == pytest.approx(share)


def test_the_numbers_of_the_digest_are_whole_and_move_with_the_world() -> None:
    """Journeys' counts and backlogs in thousandths."""
    well, ill = Table(scenario(SYSTEM)), Table(scenario(SYSTEM, "ill: {at: 1m, target: api, does: {errors: 0.001%}}"))
    for table in (well, ill):
        table.run(65)
    assert all(isinstance(number, int) for number in well.world.numbers())
    assert len(well.world.numbers()) == 2 * 2 + 4
    assert well.world.numbers() != ill.world.numbers()


def test_what_texts_may_name_is_what_instruments_show() -> None:
    """`success` in whole per cent of the first core journey, `hurt` rounded to the hundred."""
    table = Table(scenario(SYSTEM, "ill: {at: 1m, target: api, does: {errors: 50%}}"))
    table.run(300)
    words = table.world.words()
    assert words["success"] in ("49%", "50%", "51%")
    assert int(str(words["hurt"]).replace(",", "")) % 100 == 0


# --- time of day -------------------------------------------------------------------------------------------------------


def test_figures_are_those_of_startex_and_traffic_moves_with_the_hour() -> None:
    """A weekday's factor is 1 at StartEx, more towards 14:00, less than half of that at 02:00; a flat journey keeps to 1."""
    day = scenario(SYSTEM.replace("users: 9000,", "users: 9000, shape: weekday,")).public  # from 10:00
    assert traffic_factor(day, 0) == 1.0
    at_two, at_night = traffic_factor(day, 4 * 3600), traffic_factor(day, 16 * 3600)
    assert at_two == max(traffic_factor(day, h * 1800) for h in range(48))
    assert at_night / at_two == pytest.approx(0.45)
    assert traffic_factor(day, 24 * 3600) == pytest.approx(1.0)
    assert traffic_factor(scenario(SYSTEM).public, 5 * 3600) == 1.0


def test_peaks_come_back_on_the_clock_both_ways_in_time() -> None:
    """Every half hour for ten minutes, the first named one at 11:20: traffic swells to twice its rate and ebbs, from 10:20 on."""
    peaks = "peaks: {every: 30m, lasts: 10m, by: x2, first: '11:20'},"
    table = Table(scenario(SYSTEM.replace("users: 9000,", f"users: 9000, {peaks}")))
    usual = table.flow("ask").spec.traffic
    for minute, times in (
        (10, 1.0),
        (19, 1.0),
        (22.5, 1.7071),
        (25, 2.0),
        (27.5, 1.7071),
        (31, 1.0),
        (55, 2.0),
        (85, 2.0),
        (95, 1.0),
    ):
        table.run(round(minute * 60))
        assert table.world.reading("ask.rate") == pytest.approx(usual * times, rel=0.001), minute


# --- health at StartEx ---------------------------------------------------------------------------------------------------


def test_a_healthy_system_is_told_line_by_line() -> None:
    """CPU and workers of each service, success of each journey, and nothing ill."""
    told = health(scenario(SYSTEM))
    assert told.ills == ()
    assert [line.split()[0] for line in told.lines] == ["edge", "api", "vault", "ask", "see"]
    assert "cpu  30%" in told.lines[0]


def test_a_system_that_is_ill_at_startex_is_refused_where_it_is_ill() -> None:
    """Too few workers, no CPU left, or a promise that cannot be kept: named with the way out."""
    held = health(
        scenario(
            SYSTEM.replace(
                "edge: {busy: 30%, takes: 5ms, instances: 4, workers: 1000",
                "edge: {busy: 30%, takes: 5ms, instances: 1, workers: 1",
            )
        )
    )
    assert any(ill.path == ("system", "services", "edge") and "workers" in ill.message for ill in held.ills)
    full = health(scenario(SYSTEM.replace("api: {busy: 30%", "api: {busy: 99%")))
    assert any(ill.path == ("system", "services", "api") and "CPU" in ill.message for ill in full.ills)
    late = health(scenario(SYSTEM.replace("within: 5s, enters: api", "within: 12ms, enters: api")))
    assert [ill.path for ill in late.ills] == [("system", "journeys", "see")]
    assert all(ill.hint for ill in (*held.ills, *full.ills, *late.ills))


def test_a_world_made_twice_is_the_same() -> None:
    """No state outlives its world."""
    one, other = network(SYSTEM), network(SYSTEM)
    assert [(n.id, n.cpu, n.cores, n.wait) for n in one.order] == [(n.id, n.cpu, n.cores, n.wait) for n in other.order]
