"""What good requests earn, and that losing nearly all of it is a SEV1 whatever else is well."""

import pytest
from small_systems import Table, scenario

from simulator.record.facts import SeverityMoved

#: Most people look, for nothing; one in a hundred pays ten dollars. Neither journey is core, so failures alone are SEV2 at most.
SHOP = """
system:
  journeys:
    look: {slo: 99%, within: 5s, enters: front, traffic: 100/s, users: 9000, insist: 0%}
    pay: {slo: 99%, within: 5s, enters: till, traffic: 1/s, users: 900, insist: INSIST, again: 60s, earns: 10}
  services:
    front: {busy: 20%, takes: 10ms, instances: 4, workers: 500}
    till: {busy: 20%, takes: 10ms, instances: 4, workers: 500}
"""
FAULT = "shut: {at: 10m, target: till, does: {errors: SHARE}, lasts: 10m}"


def shop(share: str, insist: str = "0%") -> Table:
    table = Table(scenario(SHOP.replace("INSIST", insist), FAULT.replace("SHARE", share)))
    table.run(1800)
    return table


def test_hardly_any_revenue_is_sev1() -> None:
    """95 % of payments fail: below a tenth of the expected over five minutes, SEV1, until it comes in again."""
    table = shop("95%")
    moves = [(at, body.weight) for at, body in table.of(SeverityMoved) if isinstance(body, SeverityMoved)]
    assert max(weight for _, weight in moves) == 4
    first = next(at for at, weight in moves if weight == 4)
    assert 600 + 270 <= first <= 600 + 300  # 0.95 x > 0.9 of five minutes
    assert moves[-1][1] < 4
    milder = shop("85%")
    assert max(body.weight for _, body in milder.of(SeverityMoved) if isinstance(body, SeverityMoved)) < 4


def test_money_not_earned_is_in_the_truth_table() -> None:
    """600 payments of ten dollars were expected while the till was shut."""
    rows = shop("100%").world.truth_rows()
    assert sum(row.lost for row in rows if row.journey == "pay") == pytest.approx(6000.0, rel=0.01)
    assert {row.lost for row in rows if row.journey == "look"} == {0.0}
    table = shop("100%")
    assert table.world.reading("revenue.lost") == pytest.approx(6000.0, rel=0.01)
    assert table.world.reading("revenue.share", 1190 // 5) == 0.0
    assert table.world.reading("revenue.share", 590 // 5) == pytest.approx(1.0, abs=0.001)


def test_a_meter_can_sum_what_is_missing() -> None:
    """So that harm can be reckoned in money: the same 6000 dollars."""
    summed = SHOP.replace("INSIST", "0%") + "  meters: {loss: {title: Loss, unit: USD, of: revenue.missing}}\n"
    table = Table(scenario(summed, FAULT.replace("SHARE", "100%"), more="harm_in: loss\n"))
    table.run(1800)
    assert table.world.reading("loss") == pytest.approx(6000.0, rel=0.01)
    assert sum(row.harm for row in table.world.truth_rows()) == pytest.approx(6000.0, rel=0.01)


def test_who_comes_back_pays_later() -> None:
    """When everybody insists, what was missed is earned afterwards."""
    assert shop("100%", "100%").world.reading("revenue.lost") == pytest.approx(0.0, abs=300.0)


def test_where_nothing_earns_there_is_no_money_to_read() -> None:
    """No series, nothing in the table."""
    table = Table(scenario(SHOP.replace("INSIST", "0%").replace(", earns: 10", "")))
    table.run(60)
    assert table.world.reading("revenue.lost") is None
    assert {row.lost for row in table.world.truth_rows()} == {0.0}
