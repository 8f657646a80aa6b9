"""Where a meter stands: on the commander's screen if it is shown, else with the game master and, in the end, on the scorecard."""

from small_shop import do, scenario

from simulator.drill.drill import Drill
from simulator.drill.views import CommanderView, GameMasterView
from simulator.record import facts as f
from simulator.record.commands import EndDrill, OpenTiles, RevealTruth, StartDrill
from simulator.record.seats import GM, IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.score import score

METERS = """  meters:
    money: {title: Money lost, unit: USD, shown: true}
    rows: {title: Rows at risk, unit: rows, of: checkout.served, per: 2}
"""


def metered() -> Drill:
    """The small shop: a fault that costs 300 USD a second from the second minute on, and a meter nobody is shown."""
    text = scenario().text.replace("people:\n", METERS + "people:\n", 1)
    text = text.replace("does: {errors: 60%}", "does: {errors: 60%}\n      runs: {money: 300/s}")
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    drill = Drill.new(loaded, 11)
    do(drill, StartDrill())
    return drill


def commanders(drill: Drill) -> CommanderView:
    view = drill.view(IC)
    assert isinstance(view, CommanderView)
    return view


def test_what_is_shown_stands_beside_the_tiles_in_figures_that_matter() -> None:
    """Nothing before the tiles are there; then the amount and its pace. What is not shown is on no screen but the game master's."""
    drill = metered()
    drill.advance(60)
    assert commanders(drill).impact.meters == []
    do(drill, OpenTiles())
    drill.advance(300)
    shown = commanders(drill).impact.meters
    assert [(tile.meter, tile.title, tile.unit) for tile in shown] == [("money", "Money lost", "USD")]
    assert shown[0].reading == 300.0 * (300 - 120)
    assert shown[0].a_minute == 18_000.0
    assert {point.signal for point in drill.samples(IC, 0)} >= {"money"}
    assert "rows" not in {point.signal for point in drill.samples(IC, 0)}
    console = drill.view(GM)
    assert isinstance(console, GameMasterView)
    assert [tile.meter for tile in console.truth.meters] == ["money", "rows"]


def test_the_last_readings_are_truth_and_stand_on_the_scorecard() -> None:
    """Recorded when the drill ends, told to nobody before the reveal, and a line and a truth of the card for each."""
    drill = metered()
    drill.advance(600)
    do(drill, EndDrill())
    read = {x.body.meter: x for x in drill.facts if isinstance(x.body, f.MeterRead)}
    assert list(read) == ["money", "rows"]
    assert all(fact.audience == f.TRUTH for fact in read.values())
    money = read["money"].body.thousandths / 1000  # type: ignore[attr-defined] # a MeterRead, as chosen above
    assert money == 300.0 * (600 - 120)
    assert not any("Money lost" in item.says for item in drill.feed(IC, 0))
    card = score(drill.scenario, drill.facts, drill.truth_table())
    lines = {line.id: line for line in card.lines}
    assert (lines["M25.meter.money"].value, lines["M25.meter.money"].unit) == (money, "USD")
    assert lines["M25.meter.money"].says == "144,000 USD in the end."
    assert [m.says for m in card.timeline if m.lane == "truth" and "Money" in m.says] == ["Money lost: 144,000 USD in the end"]
    do(drill, RevealTruth(), GM)
    assert any("Money lost" in item.says for item in drill.feed(IC, 0))
