"""A mitigation that comes in stages: so much of it stands, for so long, before the next."""

import pytest
from small_shop import bodies, do, scenario

from simulator.drill.drill import Drill
from simulator.record import facts as f
from simulator.record.commands import ForceMitigation, OrderMitigation, StartDrill
from simulator.record.seats import EDGE
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Variant

STAGES = "stages: [{share: 25%, takes: 2m}, {share: 75%, takes: 3m}]"


def staged(order: str, more: str = "", *, people: bool = True) -> Drill:
    """The small shop, where this order comes in two stages; StartEx."""
    text = scenario().text.replace(
        "  mitigations:\n", f"  mitigations:\n    slowly: {{order: {order}, by: [sam], ready: 10s, {STAGES}{more}}}\n"
    )
    text = text.replace(
        "    canary-order: {order: roll-back checkout, by: [sam], ready: 10s, takes: 60s,", "    other: {order: restart front,"
    )
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    drill = Drill.new(loaded, 11, people=people)
    do(drill, StartDrill())
    return drill


def errors(drill: Drill) -> float:
    value = drill.engine.world.reading("checkout.errors")
    assert value is not None
    return value


def test_a_fault_is_taken_away_as_far_as_the_stages_have_come() -> None:
    """60 % of requests fail; a quarter of the rollback stands after it began, three quarters two minutes on, all three minutes later."""
    drill = staged("roll-back checkout")
    drill.advance(180)
    assert errors(drill) == pytest.approx(0.6, abs=0.01)
    do(drill, OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))
    began = 180 + 10
    for at, left in ((began + 60, 0.75), (began + 120 + 60, 0.25), (began + 300 + 60, 0.0)):
        drill.advance(at)
        assert errors(drill) == pytest.approx(0.6 * left, abs=0.01)
    assert [body.per_cent for body in bodies(drill, f.MitigationStaged)] == [25, 75]
    ends = [x.at for x in drill.facts if isinstance(x.body, f.MitigationDone | f.FaultEnded)]
    assert ends == [began + 300, began + 300]
    assert [item.says for item in drill.feed("ic", 0) if "stands" in item.says] == [
        "Roll back: Checkout: 25 % of it stands.",
        "Roll back: Checkout: 75 % of it stands.",
    ]


def let_in(drill: Drill) -> float:
    traffic, served = (drill.engine.world.reading(f"checkout.{column}") or 0.0 for column in ("traffic", "served"))
    return served / traffic


def test_load_is_let_in_by_its_stages() -> None:
    """Half is let in while it is shed; then a quarter and three quarters of the rest."""
    drill = staged("admit-load checkout")
    do(drill, OrderMitigation(Kind.SHED_LOAD, "checkout", "sam", Variant.FAST))
    drill.advance(100)
    assert let_in(drill) == pytest.approx(0.5, abs=0.01)
    do(drill, OrderMitigation(Kind.ADMIT_LOAD, "checkout", "sam"))
    for at, share in ((100 + 10 + 60, 0.5 + 0.5 * 0.25), (110 + 120 + 60, 0.5 + 0.5 * 0.75), (110 + 300 + 10, 1.0)):
        drill.advance(at)
        assert let_in(drill) == pytest.approx(share, abs=0.01)


def test_the_fast_way_of_letting_in_skips_the_stages() -> None:
    """Whoever is in a hurry gets all of it at once; a rollback has no such way."""
    drill = staged("admit-load checkout")
    do(drill, OrderMitigation(Kind.SHED_LOAD, "checkout", "sam", Variant.FAST))
    drill.advance(100)
    do(drill, OrderMitigation(Kind.ADMIT_LOAD, "checkout", "sam", Variant.FAST))
    drill.advance(150)
    assert let_in(drill) == pytest.approx(1.0, abs=0.01)
    assert not bodies(drill, f.MitigationStaged)
    back = staged("roll-back checkout")
    back.advance(180)
    do(back, OrderMitigation(Kind.ROLL_BACK, "checkout", "sam", Variant.FAST))
    back.advance(600)
    assert len(bodies(back, f.MitigationStaged)) == 2


def test_as_it_happened_stages_come_from_the_order_until_it_is_stated_as_done() -> None:
    """Nobody is simulated: the order was given at 3:00, stated as done at 4:00, before its second stage."""
    drill = staged("roll-back checkout", people=False)
    drill.advance(180)
    do(drill, OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))
    drill.advance(240)
    assert errors(drill) == pytest.approx(0.6 * 0.75, abs=0.01)
    do(drill, ForceMitigation(Kind.ROLL_BACK, "checkout"), EDGE)
    drill.advance(300)
    assert errors(drill) == pytest.approx(0.0, abs=0.001)
    drill.advance(600)
    assert [body.per_cent for body in bodies(drill, f.MitigationStaged)] == [25]
    assert drill.engine.world.standing.running == {}  # type: ignore[attr-defined] # the drill's door does not name it


def test_stages_take_away_what_the_order_would() -> None:
    """An order that removes half of a fault leaves 87.5 %, 62.5 % and 50 % of it."""
    drill = staged("roll-back checkout")
    fault = drill.scenario.secret.faults["canary-fault"]
    half = fault.model_copy(update={"ends": (fault.ends[0].model_copy(update={"works": 0.5, "calms_over": 0}),)})
    drill.scenario.secret.faults["canary-fault"] = half  # type: ignore[index] # a mapping of this test's own
    drill.advance(180)
    do(drill, OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))
    for at, left in ((190 + 60, 0.875), (190 + 180, 0.625), (190 + 310, 0.5)):
        drill.advance(at)
        assert errors(drill) == pytest.approx(0.6 * left, abs=0.005)
