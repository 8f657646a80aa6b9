"""A junior plays the opener alone: one press in the lobby, keys on the screen, and a scorecard at the end."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect
from seats import Commander, accessible, new_page, no_problems


def test_a_first_drill_alone_from_the_lobby_to_its_scorecard(server, chromium: Browser) -> None:
    """One press plays alone; page, declare, ask, mitigate, update, verify and resolve lead to a scorecard; every screen is accessible."""
    page = new_page(chromium, color_scheme="dark")
    page.goto(server.link)
    expect(page.get_by_role("heading", name="Your first page, a Thursday")).to_be_visible()
    accessible(page, "lobby")
    page.locator("article", has_text="Your first page").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").wait_for()
    accessible(page, "briefing")
    ic.button("Start").click()
    expect(ic.header).to_contain_text("Live")
    accessible(page, "quiet")

    for _ in range(6):
        if ic.button("Acknowledge").first.is_visible():
            break
        ic.wait()
    accessible(page, "page")
    ic.key("a")
    expect(ic.button("Acknowledge")).to_have_count(0)
    ic.key("d")
    accessible(page, "declare")
    page.keyboard.press("Escape")
    ic.declare("1")
    expect(ic.header).to_contain_text("SEV1")
    ic.button("I have IC").click()
    ic.key("c")
    expect(page.get_by_text("Checkout release 212").first).to_be_visible()
    ic.update("u")
    ic.update("Shift+P")
    ic.key("i")
    accessible(page, "ask")
    ic.dialog.get_by_label("At what").select_option("checkout")
    ic.dialog.locator("button[type=submit]").click()
    ic.wait_for("I propose to roll checkout back")
    accessible(page, "incident")
    page.get_by_role("button", name="Order this").first.click()
    accessible(page, "mitigate")
    ic.dialog.locator("button[type=submit]").click()
    ic.wait_for("Checkout runs the previous release on every instance")
    ic.key("v")
    ic.dialog.locator("button[type=submit]").click()
    ic.wait_for("Users are well", at_most=8)
    ic.key("z")
    accessible(page, "all clear")
    ic.dialog.get_by_role("button", name="Resolved").click()
    expect(ic.header).to_contain_text("resolved")
    ic.button("End").click()
    accessible(page, "end")
    ic.dialog.get_by_role("button", name="End the drill").click()
    page.get_by_role("button", name="Show what was true").click()
    page.get_by_role("link", name="Open the scorecard").click()
    expect(page).to_have_url(re.compile("/scorecard$"))
    expect(page.get_by_text(re.compile("of the avoidable harm was avoided")).first).to_be_visible()
    accessible(page, "scorecard")
    _two_clicks_from_a_number_to_its_moment(page)
    no_problems(page)


def _two_clicks_from_a_number_to_its_moment(page: Page) -> None:
    """A step stands beside par; its number opens the facts it rests on, and the time of each leads to its line of the timeline."""
    expect(page.get_by_text(re.compile(r"^par .*\(competent\)$")).first).to_be_visible()
    page.get_by_role("button", name="What “Time to declare” rests on").first.click()
    declared = page.get_by_role("list", name="What “Time to declare” rests on").get_by_role("listitem", name="").last
    expect(declared).to_contain_text("Commander Declared SEV")
    declared.get_by_role("link").first.click()
    moment = page.locator("p:target")
    expect(moment).to_be_in_viewport()
    expect(moment).to_contain_text("Declared SEV")
    with_one_change = page.get_by_role("table").filter(has_text="Declared when it was evident")
    expect(with_one_change.get_by_role("row").filter(has_text="Without the luck")).to_be_visible()
    accessible(page, "a number opened")
