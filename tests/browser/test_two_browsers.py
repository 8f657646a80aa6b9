"""The main job, end to end: a game master and a commander in two browsers play 2 July 2019 to its scorecard, in compressed time."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect
from seats import Commander, Master, accessible, new_page, no_problems, seat_by_link


def test_a_game_master_and_a_commander_play_the_firewall_rule_to_its_scorecard(server, chromium: Browser) -> None:
    """From the lobby to both scorecards: seated by link, paged, declared, mitigated, verified, resolved; axe finds nothing anywhere."""
    gm = Master(new_page(chromium, color_scheme="dark"))
    gm.page.goto(server.link)
    gm.page.locator("article", has_text="Everything at once").get_by_role("button", name="Host").click()
    expect(gm.button("Start the drill")).to_be_visible()
    ic = Commander(seat_by_link(gm, "Kim"))
    expect(gm.page.get_by_text("Kim sits in the commander")).to_be_visible()
    accessible(gm.page, "setting the table")
    accessible(ic.page, "before it begins")
    gm.start()

    _until_paged(ic)
    accessible(ic.page, "being paged")
    accessible(gm.page, "console while being paged")
    expect(gm.page.get_by_text("rule backtracks").first).to_be_visible()
    expect(ic.page.get_by_text("rule backtracks")).to_have_count(0)
    ic.key("a")
    ic.declare("1")
    expect(ic.header).to_contain_text("SEV1")
    expect(gm.page.get_by_role("banner")).to_contain_text("SEV1")
    ic.button("I have IC").click()
    ic.key("c")
    ic.update("u")
    ic.update("Shift+P")
    ic.ask("tom", "edge", "cpu")
    ic.wait_for("Every core that serves web traffic")
    accessible(ic.page, "a report on the table")
    ic.order("off web firewall")
    ic.wait_for("The firewall is off worldwide. The switch reached")
    expect(gm.channel.get_by_text("The firewall is off worldwide. The switch reached").first).to_be_visible()
    ic.key("v")
    ic.dialog.locator("button[type=submit]").click()
    ic.wait_for("Users are well")
    ic.key("z")
    ic.dialog.get_by_role("button", name="Resolved").click()
    expect(ic.header).to_contain_text("resolved")
    accessible(gm.page, "console after the all-clear")

    gm.end()
    expect(ic.page.get_by_text("The exercise is over").first).to_be_visible()
    accessible(gm.page, "hot wash")
    accessible(ic.page, "after EndEx")
    expect(ic.page.get_by_text("avoidable harm")).to_have_count(0)
    gm.reveal()
    for who in (ic.page, gm.page):
        who.get_by_role("link", name=re.compile("scorecard", re.IGNORECASE)).first.click()
        expect(who.get_by_text(re.compile("of the avoidable harm was avoided")).first).to_be_visible()
        accessible(who, "scorecard")
        no_problems(who)


def _until_paged(ic: Commander) -> None:
    for _ in range(12):
        if ic.button("Acknowledge").first.is_visible():
            return
        ic.wait()
    expect(ic.button("Acknowledge").first).to_be_visible()
