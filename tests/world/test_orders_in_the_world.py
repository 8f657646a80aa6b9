"""Generic mitigations: what each kind does to the model, how it is undone, what the safe way spares, and when it makes no sense."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_systems import Table, scenario

from simulator.drill.orders import all_orders
from simulator.record.facts import ChangeMade
from simulator.scenario.words import Kind, Variant
from simulator.world.mitigations import LIMIT_TO, ROLLING, SCALE_BY, SHED_TO

SYSTEM = """
system:
  journeys:
    ask: {core: true, slo: 99%, within: 2s, enters: api, traffic: 200/s, users: 9000, insist: 50%, again: 20s}
  services:
    api:
      busy: 40%
      takes: 10ms
      instances: 10
      workers: 500
      cache: {hits: 50%, fills: 2m}
      calls: [{to: db, retries: 2, timeout: 800ms}, {to: mail}, {to: bank, optional: true}]
    db: {busy: 40%, takes: 5ms, instances: 6, workers: 500, cohorts: {north: 50%, south: 30%, west: 20%}}
    mail: {busy: 50%, takes: 20ms, workers: 500, backlog: {lifetime: 20m}}
    bank: {title: The bank, external: true, takes: 50ms}
  switches:
    coupons: {title: Coupons, target: api}
    beta: {target: api, on: false}
  changes:
    release: {at: 3m, kind: deploy, target: api, says: "Release 7"}
    flip: {at: 3m, kind: flag, target: coupons, says: "Coupons for everybody"}
    other: {at: 3m, kind: config, target: db, says: "Larger pages"}
"""


def table(faults: str = "") -> Table:
    made = Table(scenario(SYSTEM, faults))
    made.run(30)
    return made


def says(made: Table, kind: Kind, target: str, cohort: str = "") -> str:
    return made.world.objection(kind, target, Variant.SAFE, cohort)


# --- load --------------------------------------------------------------------------------------------------


def test_shed_load_lets_half_in_and_admit_load_lets_all_in_again() -> None:
    """Shedding answers half; shed again, half of that; admitted in stages, all."""
    made = table()
    made.at_once(Kind.SHED_LOAD, "ask")
    made.run(60)
    assert made.success("ask") == pytest.approx(SHED_TO)
    made.at_once(Kind.SHED_LOAD, "ask")
    made.run(90)
    assert made.success("ask") == pytest.approx(SHED_TO**2)
    made.order(Kind.ADMIT_LOAD, "ask", Variant.SAFE, takes=200)
    made.run(90 + 100)
    assert made.success("ask") == pytest.approx(SHED_TO**2 + 0.5 * (1.0 - SHED_TO**2), abs=0.03)
    made.run(90 + 205)
    assert made.success("ask") == pytest.approx(1.0)


def test_load_let_in_the_fast_way_comes_all_at_once() -> None:
    """Nothing until it is done, then everything."""
    made = table()
    made.at_once(Kind.SHED_LOAD, "ask")
    made.order(Kind.ADMIT_LOAD, "ask", Variant.FAST, takes=60)
    made.run(85)
    assert made.success("ask") == pytest.approx(SHED_TO)
    made.run(95)
    assert made.success("ask") == pytest.approx(1.0)


def test_load_can_be_shed_at_a_service() -> None:
    """The service's callers meet a closed door for the rest; one part of it can be spared."""
    made = table()
    made.at_once(Kind.SHED_LOAD, "db", cohort="north")
    made.run(60)
    assert made.node("db", "north").door == pytest.approx(SHED_TO)
    assert made.node("db", "south").door == pytest.approx(1.0)


def test_a_rate_limit_caps_what_is_let_in_and_lifting_it_in_stages_opens() -> None:
    """Four fifths of the healthy load get in, however many come; lifted step by step, all do."""
    made = table("crowd: {at: 1s, target: ask, does: {traffic: x5}}")
    made.at_once(Kind.RATE_LIMIT, "ask")
    made.run(60)
    assert made.node("api").offered == pytest.approx(LIMIT_TO * 200.0)
    made.order(Kind.LIFT_LIMIT, "ask", Variant.SAFE, takes=100)
    made.run(110)
    assert made.node("api").offered == pytest.approx(2 * LIMIT_TO * 200.0)
    made.run(165)
    assert made.node("api").offered == pytest.approx(made.flow("ask").total)


def test_a_rate_limit_on_a_service_is_shared_by_its_parts() -> None:
    """Each cohort lets in its share of the limit."""
    made = table("crowd: {at: 1s, target: db, does: {traffic: x5}}")
    made.at_once(Kind.RATE_LIMIT, "db")
    made.run(60)
    assert made.node("db", "north").admitted == pytest.approx(LIMIT_TO * 100.0 * 0.5, rel=1e-3)
    assert made.node("db", "west").admitted == pytest.approx(LIMIT_TO * 100.0 * 0.2, rel=1e-3)


def test_disable_closes_the_door_and_enable_opens_it_in_stages() -> None:
    """Disabled, a service serves nobody; enabled the safe way, a third of the way in lets a third in."""
    made = table()
    made.at_once(Kind.DISABLE, "api")
    made.run(60)
    assert made.success("ask") == 0.0
    assert made.node("db", "north").offered == 0.0
    made.order(Kind.ENABLE, "api", Variant.SAFE, takes=300)
    made.run(160)
    assert made.node("api").door == pytest.approx(1 / 3, abs=0.02)
    made.run(400)
    assert made.success("ask") == pytest.approx(1.0)


def test_what_is_closed_as_a_whole_opens_part_by_part() -> None:
    """A block on all of a service is taken away in one cohort while it stands in the others, little by little there too."""
    made = table()
    made.at_once(Kind.DISABLE, "db")
    made.run(60)
    assert says(made, Kind.DISABLE, "db", "north") == "db is disabled already."
    assert says(made, Kind.ENABLE, "db", "north") == ""
    made.order(Kind.ENABLE, "db", Variant.SAFE, cohort="north", takes=300)
    made.run(60 + 150)
    assert made.node("db", "north").door == pytest.approx(0.5, abs=0.03)
    assert made.node("db", "south").door == 0.0
    made.run(60 + 310)
    assert made.node("db", "north").door == pytest.approx(1.0)
    assert says(made, Kind.ENABLE, "db", "north") == "db is not disabled."
    assert made.node("db", "south").door == made.node("db", "west").door == 0.0
    made.at_once(Kind.ENABLE, "db")
    made.run(60 + 340)
    assert made.node("db", "south").door == made.node("db", "west").door == pytest.approx(1.0)


def test_a_limit_or_shedding_for_all_is_lifted_part_by_part() -> None:
    """The other cohorts keep their share of the limit, and of what is let in."""
    made = table("crowd: {at: 1s, target: db, does: {traffic: x5}}")
    made.at_once(Kind.RATE_LIMIT, "db")
    made.at_once(Kind.LIFT_LIMIT, "db", cohort="north")
    made.run(60)
    assert made.node("db", "north").mods.limit == 0.0
    assert made.node("db", "west").admitted == pytest.approx(LIMIT_TO * 100.0 * 0.2, rel=1e-3)
    shed = table()
    shed.at_once(Kind.SHED_LOAD, "db")
    shed.at_once(Kind.ADMIT_LOAD, "db", cohort="north")
    shed.run(60)
    assert shed.node("db", "north").door == pytest.approx(1.0)
    assert shed.node("db", "west").door == pytest.approx(SHED_TO)


def test_cut_retries_calm_the_load_below_and_allowing_them_brings_it_back() -> None:
    """At half failing and two retries 1.75 tries become one, and 1.75 again."""
    made = table("ill: {at: 1s, target: db, does: {errors: 50%}}")
    for order, tries in ((Kind.CUT_RETRIES, 1.0), (Kind.ALLOW_RETRIES, 1.75)):
        made.at_once(order, "api")
        made.run(int(made.env.now) + 60)
        asked = sum(node.offered for node in made.world.network.by_service["db"])
        assert asked == pytest.approx(made.node("api").served * made.node("api").miss * tries, rel=1e-2)


# --- places -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("away", "back"), [(Kind.FAIL_OVER, Kind.FAIL_BACK), (Kind.DRAIN, Kind.UNDRAIN)])
def test_traffic_moved_away_goes_to_the_others_by_their_shares_and_comes_back(away: Kind, back: Kind) -> None:
    """Left step by step, a cohort's load spreads over the rest; the size of nobody changes; back, all is as it was."""
    made = table()
    made.order(away, "db", Variant.SAFE, "north", takes=100)
    made.run(30 + 50)
    assert made.node("db", "north").share_now == pytest.approx(0.25 / 0.75)
    made.run(30 + 105)
    shares = [node.share_now for node in made.world.network.by_service["db"]]
    assert shares == pytest.approx([0.0, 0.6, 0.4])
    assert made.node("db", "north").offered == 0.0
    assert [node.alive for node in made.world.network.by_service["db"]] == pytest.approx([3.0, 1.8, 1.2])
    made.order(back, "db", Variant.SAFE, "north", takes=60)
    made.run(300)
    assert [node.share_now for node in made.world.network.by_service["db"]] == pytest.approx([0.5, 0.3, 0.2])


def test_two_cohorts_can_be_left_one_after_the_other() -> None:
    """Leaving a second one does not bring traffic back to the first."""
    made = table()
    made.at_once(Kind.FAIL_OVER, "db", cohort="north")
    made.run(60)
    made.at_once(Kind.DRAIN, "db", cohort="west")
    made.run(90)
    assert [node.share_now for node in made.world.network.by_service["db"]] == pytest.approx([0.0, 1.0, 0.0])
    made.at_once(Kind.UNDRAIN, "db", cohort="west")
    made.run(120)
    assert [node.share_now for node in made.world.network.by_service["db"]] == pytest.approx([0.0, 0.6, 0.4])


# --- size and memory ------------------------------------------------------------------------------------------


def test_scaling_adds_half_of_what_was_built_and_takes_it_away_again() -> None:
    """CPU falls to two thirds, and returns."""
    made = table()
    made.at_once(Kind.SCALE_UP, "api")
    made.run(60)
    assert made.node("api").alive == pytest.approx(10 * (1 + SCALE_BY))
    assert made.node("api").cpu == pytest.approx(0.4 / 1.5, rel=1e-2)
    made.at_once(Kind.SCALE_DOWN, "api")
    made.run(90)
    assert made.node("api").cpu == pytest.approx(0.4, rel=1e-2)


def test_a_rolling_restart_costs_a_little_capacity_and_one_at_once_costs_all_of_it() -> None:
    """While it lasts: 85 % of capacity and a warm cache, or none and a cold one. Afterwards both are whole."""
    safe, fast = table(), table()
    safe.order(Kind.RESTART, "api", Variant.SAFE, takes=100)
    fast.order(Kind.RESTART, "api", Variant.FAST, takes=100)
    for made in (safe, fast):
        made.run(90)
    assert safe.node("api").cpu == pytest.approx(0.4 / ROLLING, rel=1e-2)
    assert safe.success("ask") == pytest.approx(1.0)
    assert fast.success("ask") == pytest.approx(0.0, abs=1e-6)
    assert fast.node("api").hits == pytest.approx(0.0, abs=1e-6)
    for made in (safe, fast):
        made.run(1800)
        assert made.success("ask") == pytest.approx(1.0)
        assert made.node("api").hits == pytest.approx(0.5, abs=1e-3)


def test_a_restart_loses_what_waits_in_memory_and_keeps_what_waits_elsewhere() -> None:
    """A durable backlog survives a restart; a queue inside the service does not."""
    made = table("slow: {at: 1s, target: mail, does: {capacity: 20%}}\ncrowd: {at: 1s, target: db, does: {traffic: x4}}")
    made.run(120)
    waiting, queue = made.node("mail").backlog, made.node("db", "north").backlog
    assert waiting > 1000.0
    assert queue > 10.0
    made.order(Kind.RESTART, "mail", Variant.FAST, takes=20)
    made.order(Kind.RESTART, "db", Variant.FAST, takes=20)
    made.run(125)
    assert made.node("mail").backlog >= waiting
    assert made.node("db", "north").backlog < 1.0


def test_flush_and_warm_are_inverse() -> None:
    """Flushed it is empty, warmed it is as it was."""
    made = table()
    made.at_once(Kind.FLUSH_CACHE, "api", Variant.FAST)
    assert made.node("api").hits == 0.0
    made.at_once(Kind.WARM_CACHE, "api")
    assert made.node("api").hits == 0.5


def test_a_paused_job_lets_its_queue_grow_and_burdens_nobody_and_resumed_it_catches_up() -> None:
    """Paused, nothing is worked off and nothing is lost; resumed, at full pace until the queue is gone."""
    made = table()
    made.at_once(Kind.PAUSE_JOB, "mail")
    made.run(330)
    mail = made.node("mail")
    assert mail.served == 0.0
    assert mail.cpu == 0.0
    assert mail.backlog == pytest.approx(300 * 100.0, rel=0.02)
    assert made.success("ask") == pytest.approx(1.0)
    made.order(Kind.RESUME_JOB, "mail", Variant.SAFE, takes=60)
    made.run(400)
    assert mail.cpu == pytest.approx(1.0)
    made.run(900)
    assert mail.backlog == 0.0
    assert mail.cpu == pytest.approx(0.5, rel=1e-2)


def test_restoring_in_place_stops_the_service_and_beside_it_does_not() -> None:
    """Restoring a backup the fast way overwrites what is in use; the safe way builds a copy first."""
    safe, fast = table(), table()
    safe.order(Kind.RESTORE, "db", Variant.SAFE, takes=600)
    fast.order(Kind.RESTORE, "db", Variant.FAST, takes=600)
    for made in (safe, fast):
        made.run(120)
    assert safe.success("ask") == pytest.approx(1.0)
    assert fast.success("ask") < 0.6  # what the cache answers
    fast.run(700)
    assert fast.success("ask") == pytest.approx(1.0)


def test_credentials_revoked_at_once_lock_people_out_until_it_is_done() -> None:
    """Half of the requests fail meanwhile; with old and new ones overlapping, none."""
    safe, fast = table(), table()
    safe.order(Kind.REVOKE, "api", Variant.SAFE, takes=120)
    fast.order(Kind.REVOKE, "api", Variant.FAST, takes=120)
    for made in (safe, fast):
        made.run(90)
    assert safe.success("ask") == pytest.approx(1.0)
    assert fast.success("ask") == pytest.approx(0.5, abs=0.02)
    fast.run(180)
    assert fast.success("ask") == pytest.approx(1.0)


@pytest.mark.parametrize(
    "order", ["restore db", "revoke api", "roll-forward api", "flag-off coupons", "flag-on beta", "roll-back api"]
)
def test_orders_that_undo_a_cause_end_the_fault_that_names_them(order: str) -> None:
    """Restore, revoke, rollback and roll forward, switches: their effect is the end of what they are for."""
    kind, target = order.split(" ")
    made = table(f"ill: {{at: 10s, target: api, does: {{errors: 50%}}, ends: [{{by: {order}}}]}}")
    assert made.success("ask") == pytest.approx(0.5, abs=0.01)
    made.at_once(Kind(kind), target)
    made.run(60)
    assert made.success("ask") == pytest.approx(1.0)


# --- the change feed ------------------------------------------------------------------------------------------


def test_frozen_changes_wait_and_are_made_when_thawed() -> None:
    """Freezing a service holds its changes and those of its switches, and nobody else's."""
    made = table()
    made.at_once(Kind.FREEZE_CHANGES, "api")
    made.run(600)
    assert made.of(ChangeMade) == [(180, ChangeMade("other"))]
    made.at_once(Kind.THAW_CHANGES, "api")
    made.run(605)
    assert {body for at, body in made.of(ChangeMade) if at == 605} == {ChangeMade("release"), ChangeMade("flip")}


def test_a_change_that_is_frozen_brings_its_fault_only_when_it_is_made() -> None:
    """No change, no fault."""
    made = table("ill: {with: release, target: api, does: {errors: 50%}}")
    made.at_once(Kind.FREEZE_CHANGES, "api")
    made.run(600)
    assert made.success("ask") == pytest.approx(1.0)
    made.at_once(Kind.THAW_CHANGES, "api")
    made.run(660)
    assert made.success("ask") == pytest.approx(0.5, abs=0.01)


# --- objections -----------------------------------------------------------------------------------------------

#: First an order, then the same again: what is said to it, when there is anything to say.
TWICE = {
    (Kind.RATE_LIMIT, "ask", ""): "There is a rate limit at ask already.",
    (Kind.DISABLE, "api", ""): "api is disabled already.",
    (Kind.CUT_RETRIES, "api", ""): "The retries of api are cut already.",
    (Kind.PAUSE_JOB, "mail", ""): "mail is paused already.",
    (Kind.FLAG_OFF, "coupons", ""): "Coupons is off already.",
    (Kind.FLAG_ON, "beta", ""): "beta is on already.",
    (Kind.FREEZE_CHANGES, "api", ""): "Changes to api are frozen already.",
    (Kind.FAIL_OVER, "db", "north"): "Traffic has been moved away from north already.",
    (Kind.DRAIN, "db", "west"): "Traffic has been moved away from west already.",
}

#: What is said to undoing what was never done.
NEVER_DONE = {
    (Kind.ADMIT_LOAD, "ask"): "No load is being shed at ask.",
    (Kind.LIFT_LIMIT, "ask"): "There is no rate limit at ask.",
    (Kind.ENABLE, "api"): "api is not disabled.",
    (Kind.ALLOW_RETRIES, "api"): "The retries of api are not cut.",
    (Kind.RESUME_JOB, "mail"): "mail is not paused.",
    (Kind.FLAG_ON, "coupons"): "Coupons is on already.",
    (Kind.FLAG_OFF, "beta"): "beta is off already.",
    (Kind.THAW_CHANGES, "api"): "Changes to api are not frozen.",
    (Kind.SCALE_DOWN, "api"): "api has no added instances to take away.",
    (Kind.FAIL_BACK, "db"): "No traffic of db has been moved away.",
    (Kind.UNDRAIN, "db"): "No traffic of db has been moved away.",
}


@pytest.mark.parametrize(("kind", "target", "cohort"), TWICE)
def test_doing_twice_what_is_done_makes_no_sense(kind: Kind, target: str, cohort: str) -> None:
    """It is said in the words of the system; undone, it makes sense again."""
    made = table()
    assert says(made, kind, target, cohort) == ""
    made.at_once(kind, target, cohort=cohort)
    assert says(made, kind, target, cohort) == TWICE[kind, target, cohort]
    inverse = kind.inverse
    assert inverse is not None
    assert says(made, inverse, target, cohort) == ""
    made.at_once(inverse, target, cohort=cohort)
    assert says(made, kind, target, cohort) == ""


@pytest.mark.parametrize(("kind", "target"), NEVER_DONE)
def test_undoing_what_was_never_done_makes_no_sense(kind: Kind, target: str) -> None:
    """Each inverse says what is missing."""
    assert says(table(), kind, target) == NEVER_DONE[kind, target]


def test_shedding_is_refused_once_hardly_anything_is_let_in() -> None:
    """Four times shed, a sixteenth is let in, and that is the end of it."""
    made = table()
    for _ in range(4):
        assert says(made, Kind.SHED_LOAD, "ask") == ""
        made.at_once(Kind.SHED_LOAD, "ask")
    assert says(made, Kind.SHED_LOAD, "ask") == "Hardly anything is let in at ask as it is."


def test_somewhere_has_to_take_the_traffic() -> None:
    """The part has to be named, has to exist, and cannot be the last one."""
    made = table()
    assert says(made, Kind.FAIL_OVER, "db") == "Say which part of db to move away from: north, south, west."
    assert says(made, Kind.FAIL_OVER, "db", "east") == "db has no part named east."
    made.at_once(Kind.FAIL_OVER, "db", cohort="north")
    made.at_once(Kind.FAIL_OVER, "db", cohort="west")
    assert says(made, Kind.DRAIN, "db", "south") == "There is no other part of db that could take the traffic of south."


def test_nothing_can_be_ordered_on_what_belongs_to_somebody_else() -> None:
    """The words name it as people do, and whom to ask."""
    for kind in Kind:
        assert says(table(), kind, "bank") == (
            "The bank belongs to somebody else; nothing can be ordered on it. Ask its owner instead."
        )


# --- all of them -----------------------------------------------------------------------------------------------

ORDERS = all_orders(scenario(SYSTEM))


def test_every_kind_makes_sense_somewhere_in_this_system() -> None:
    """The system of these tests leaves no kind out."""
    assert {kind for kind, _ in ORDERS} == set(Kind)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ORDERS), st.sampled_from(Variant), st.sampled_from(["", "north", "south"]), st.integers(1, 120)
        ),
        max_size=12,
    )
)
def test_no_sequence_of_orders_breaks_the_arithmetic(orders: list[tuple[tuple[Kind, str], Variant, str, int]]) -> None:
    """Under any orders, sensible or not, every figure stays a number, shares stay shares and requests are conserved."""
    made = Table(scenario(SYSTEM, "ill: {at: 20s, target: db, does: {capacity: 40%, latency: +300ms}}"))
    for (kind, target), variant, cohort, takes in orders:
        part = cohort if target == "db" else ""
        if not says(made, kind, target, part):
            made.order(kind, target, variant, part, takes)
        made.run(int(made.env.now) + 45)
        for node in made.world.network.order:
            assert all(x >= 0.0 for x in (node.offered, node.served, node.backlog, node.alive, node.wait, node.work)), node
            assert all(0.0 <= x <= 1.0 for x in (node.door, node.success, node.cpu, node.workers, node.hits, node.share_now)), (
                node
            )
        for nodes in made.world.network.by_service.values():
            assert sum(node.share_now for node in nodes) == pytest.approx(1.0)
        for row in made.world.truth_rows()[-1:]:
            assert row.total == pytest.approx(row.good + row.slow + row.failed, abs=1e-6)
            assert 0.0 <= row.hurt <= 9000.0


@pytest.mark.parametrize("kind", [k for k in Kind if k.inverse is not None])
def test_inverses_are_mutual(kind: Kind) -> None:
    """What undoes an order is undone by it."""
    assert kind.inverse is not None
    assert kind.inverse.inverse is kind
