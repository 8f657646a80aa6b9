"""Where a meter stands: on the commander's screen if it is shown, else with the game master and, in the end, on the scorecard."""

from itertools import groupby

from small_shop import do, scenario

from simulator.drill.drill import Drill
from simulator.drill.evidence import Tiles
from simulator.drill.views import CommanderView, GameMasterView
from simulator.record import facts as f
from simulator.record.commands import EndDrill, OpenTiles, RevealTruth, StartDrill
from simulator.record.seats import GM, IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scoring.score import score
from simulator.scoring.text import as_text

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


def test_money_lost_stands_on_the_screen_the_matrix_and_the_card() -> None:
    """A payment earns 4 USD, and all fail: the tile, the first row of the matrix, the evidence and the card say what that comes to."""
    text = scenario().text.replace("core: true, slo: 99.5%,", "slo: 99.5%, earns: 4,", 1).replace("errors: 60%", "errors: 100%")
    text = text.replace("watching: true\n", "").replace("level: 1\n", "level: 1\nwatching: true\ncurrency: EUR\n", 1)
    loaded = load_scenario(text.encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    drill = Drill.new(loaded, 11)
    do(drill, StartDrill())
    drill.advance(180)
    assert not commanders(drill).impact.matrix[0].holds
    drill.advance(600)
    impact = commanders(drill).impact
    lost = 45 * 4 * (600 - 120)
    assert [(tile.title, tile.unit) for tile in impact.meters] == [("Revenue lost", "EUR")]
    assert abs(impact.meters[0].reading - lost) < 0.02 * lost
    assert impact.matrix[0].holds
    assert impact.matrix[0].now == "revenue at 0 % of what is expected"
    do(drill, OpenTiles())
    drill.advance(700)
    do(drill, EndDrill())
    tiles, shown = Tiles(loaded), dict[int, int]()
    for at, rows in groupby(drill.truth_table(), key=lambda row: row.at):
        shown[at] = max(tile.weight for tile in tiles.step(rows))
    assert max(weight for at, weight in shown.items() if at < 120 + 265) == 3  # no core journey fails
    assert shown[120 + 300] == shown[700] == 4
    card = score(drill.scenario, drill.facts, drill.truth_table())
    (beside,) = card.harm.beside
    assert (beside.title, beside.unit) == ("Revenue lost", "EUR")
    assert abs(beside.amount - 45 * 4 * (700 - 120)) < 0.02 * lost
    assert "Revenue lost" in as_text(card)
