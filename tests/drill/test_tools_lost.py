"""What people lose with a tool that a fault takes away: the tiles, the alerts, the status page, and how they get them back."""

from __future__ import annotations

import pytest
from busy_shop import Step, follow, started
from small_shop import bodies

from simulator.drill.drill import Drill
from simulator.drill.evidence import Evident
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.scenario.words import Audience
from simulator.scoring.comms import cadence

#: Instruments and alerting, each with a fault that takes it away and one that takes it back.
TOOLS = (
    (
        "  changes:\n",
        "    charts: {title: The charts, serves: dashboards}\n    warden: {title: The warden, serves: alerts}\n  changes:\n",
    ),
    ("    pictures:", "    no-charts: {at: 10h, target: charts}\n    no-warden: {at: 10h, target: warden}\n    pictures:"),
)


def force(fault: str, *, active: bool = True) -> Step:
    return c.ForceFault(fault, active), "gm"


def public(says: str = "We know.", minutes: int = 0) -> c.PostUpdate:
    return c.PostUpdate(Audience.PUBLIC, says, "", "pay", "degraded", minutes)


def posted(drill: Drill) -> list[tuple[int, str]]:
    return [(x.at, x.body.says) for x in drill.facts if isinstance(x.body, f.UpdatePosted)]


def test_a_fault_takes_a_tool_away_and_gives_it_back() -> None:
    """No service needs to be touched: the tool is lost while the fault lasts."""
    drill = follow(started(), 60, force("no-page"), 120, force("no-page", active=False), 180)
    assert [(x.at, x.body) for x in drill.facts if isinstance(x.body, f.ToolLost | f.ToolRestored)] == [
        (65, f.ToolLost("page")),
        (125, f.ToolRestored("page")),
    ]


def test_without_dashboards_there_are_no_tiles_and_no_samples() -> None:
    """Whatever the tool is called, what it serves goes: tiles, a responder's gauges, and the points of that time; all come back."""
    drill = follow(started(*TOOLS), 60, c.OpenTiles(), force("no-charts"), 120)
    impact = drill.impact()
    assert impact.tiles == []
    assert impact.missing.startswith("The charts cannot be reached")
    assert drill.view("sam").desk.gauges == []  # type: ignore[union-attr]
    follow(drill, force("no-charts", active=False), 180)
    assert drill.impact().tiles
    points = [p for p in drill.samples("ic", 0) if p.signal == "pay.success"]
    assert [p.at for p in points if p.value is None] == list(range(65, 125, 5))


def test_without_alerting_nothing_pages_and_the_list_is_empty() -> None:
    """A silent pager is no good sign: paying fails for four minutes unwarned, then the tool is back and pages at once."""
    drill = follow(started(*TOOLS), 60, c.OpenTiles(), force("no-warden"), force("rounding"), 300)
    assert bodies(drill, f.AlertFired) == bodies(drill, f.PageSent) == []
    shown = drill.view("ic").alerts  # type: ignore[union-attr]
    assert shown.lines == []
    assert shown.missing.startswith("The warden cannot be reached")
    follow(drill, force("no-warden", active=False), 400)
    fired = [x.at for x in drill.facts if isinstance(x.body, f.AlertFired)]
    assert fired == [335]  # 30 s past the line once it is read again
    assert [x.at for x in drill.facts if isinstance(x.body, f.PageSent)] == [345]
    shown = drill.view("ic").alerts  # type: ignore[union-attr]
    assert (len(shown.lines), shown.missing) == (1, "")


def test_a_page_under_way_arrives_once_alerting_is_back() -> None:
    """It had fired; what carries it is gone for five minutes."""
    drill = follow(started(*TOOLS), 60, force("rounding"), 98)
    at = next(x.at for x in drill.facts if isinstance(x.body, f.AlertFired))
    assert at == 95
    follow(drill, force("no-warden"), 398, force("no-warden", active=False), 420)
    assert [x.at for x in drill.facts if isinstance(x.body, f.PageSent)] == [405]


def test_a_public_update_goes_the_slower_way_round_a_lost_page() -> None:
    """Three minutes by mail: nothing is public before, the promise in it runs from when it was written."""
    drill = follow(started(), 60, force("no-page"), 100, public(minutes=20), 279)
    assert posted(drill) == []
    assert set(drill.board.components.values()) == {"operational"}
    assert drill.board.promises[Audience.PUBLIC].due == 100 + 20 * 60
    follow(drill, 281)
    assert posted(drill) == [(280, "We know.")]
    assert drill.board.components["pay"] == "degraded"
    line = next(item.says for item in drill.feed("ic", 0) if "another way" in item.says)
    assert (
        line == "The status page does not answer. Support posts by mail. The update goes another way and is out by about 10:04."
    )


def test_a_page_that_is_back_earlier_takes_the_update_at_once() -> None:
    """Nobody waits for the mail when the page answers again."""
    drill = follow(started(), 60, force("no-page"), 100, public(), 150, force("no-page", active=False), 300)
    assert posted(drill) == [(155, "We know.")]


def test_a_delayed_update_counts_when_it_was_written() -> None:
    """That the page was lost is nobody's delay: the due is met by the writing, and met once."""
    drill = follow(started(), 60, force("no-page"), 100, public(), 700)
    found = cadence(Audience.PUBLIC, drill.facts, 50, drill.now, (Evident(40, 4),))
    assert (found.due, found.on_time, found.missed, found.noise) == (2, 1, 1, 0)  # the scope five minutes later never came


def test_internal_updates_need_no_status_page() -> None:
    """Only what is public goes by it."""
    drill = follow(started(), 60, force("no-page"), 100, c.PostUpdate(Audience.INTERNAL, "Look here."), 101)
    assert posted(drill) == [(100, "Look here.")]


@pytest.mark.parametrize("policy", ["competent", "novice"])
def test_simulated_commanders_go_on_without_a_page(policy: str) -> None:
    """With no way round they are refused, and keep the people inside up to date."""
    from busy_shop import scenario

    from simulator.bots.play import play

    no_way = (', fallback: {after: 3m, needs: deploys, says: "support posts by mail"}', "")
    drill = play(scenario(no_way, ("no-page: {at: 10h", "no-page: {at: 1m")), policy, 3)
    assert [x.audience for x in bodies(drill, f.UpdatePosted)]
    assert all(x.audience is Audience.INTERNAL for x in bodies(drill, f.UpdatePosted))
    assert bodies(drill, f.UpdateDelayed) == []
