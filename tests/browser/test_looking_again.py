"""After the drill: one's own screen at any second, the truth only on the second press, and a second try from a decision."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect
from seats import Commander, accessible, new_page, no_problems


def _next_second(ic: Commander) -> None:
    """Nobody reads and presses within one second of the drill."""
    time = ic.header.locator(".time b")
    expect(time).not_to_have_text(time.inner_text())


def _accessible_at_rest(page: Page, what: str) -> None:
    """Colours on their way from one to the other are nobody's contrast."""
    page.evaluate(
        "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
        ".then(() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished)))"
    )
    accessible(page, what)


def _ended(server, chromium: Browser) -> Page:
    """A commander alone, who acknowledged and declared and then ended the drill and opened what was true."""
    page = new_page(chromium, color_scheme="dark")
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").click()
    expect(ic.header).to_contain_text("Live")
    for _ in range(6):
        if ic.button("Acknowledge").first.is_visible():
            break
        ic.wait()
    _next_second(ic)
    ic.key("a")
    expect(ic.button("Acknowledge")).to_have_count(0)
    _next_second(ic)
    ic.declare("1")
    expect(ic.header).to_contain_text("SEV1")
    _next_second(ic)
    ic.button("I have IC").click()
    ic.key("c")
    expect(page.get_by_text("Checkout release 212").first).to_be_visible()
    ic.button("End").click()
    ic.dialog.locator("button[type=submit]").click()
    ic.button("Show what was true").click()
    page.get_by_role("link", name="Open the scorecard").click()
    return page


def test_the_screen_as_it_was_then_the_truth_then_a_second_try(server, chromium: Browser) -> None:
    """The replay opens before the first decision; keys lead from one to the next; a fork stands paused there and says PRACTICE."""
    page = _ended(server, chromium)
    page.get_by_role("link", name="Replay").click()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    screen = page.get_by_role("region", name="The screen as it was")
    expect(page.get_by_text("Decided next, 1 s from here: Page acknowledged")).to_be_visible()
    expect(screen.get_by_text("You are being paged.")).to_be_visible()
    truth = page.get_by_role("button", name="Lay the truth beneath")
    expect(truth).to_have_count(0)
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="What was true beneath it")).to_have_count(0)
    accessible(page, "replay")

    page.keyboard.press(".")
    expect(page.get_by_text("Declared SEV1").first).to_be_visible()
    expect(screen.get_by_text("nothing declared")).to_be_visible()
    expect(page).to_have_url(re.compile(r"#t=\d+$"))
    page.get_by_role("slider").press("ArrowRight")
    expect(screen.locator(".drill-header")).to_contain_text("SEV1")
    for _ in range(4):
        page.keyboard.press(",")
    expect(screen.get_by_text("nothing declared")).to_be_visible()
    truth.click()
    expect(page.get_by_role("region", name="What was true beneath it")).to_contain_text("Rounding throws")
    _accessible_at_rest(page, "replay with the truth")
    page.emulate_media(color_scheme="light")
    _accessible_at_rest(page, "replay with the truth, light")

    page.get_by_role("button", name="Second try from there").click()
    ic = Commander(page)
    expect(ic.header).to_contain_text("PRACTICE")
    expect(ic.header).to_contain_text("Paused")
    expect(ic.header).to_contain_text("nothing declared")
    accessible(page, "second try")
    page.get_by_role("button", name="Go on").first.click()
    expect(ic.header).to_contain_text("Live")
    no_problems(page)
    page.context.close()


def test_an_address_with_a_second_opens_the_replay_there(server, chromium: Browser) -> None:
    """A link from a scorecard's timeline leads to the screen of that second."""
    page = _ended(server, chromium)
    page.get_by_role("rowheader").get_by_role("link").last.wait_for()
    link = page.get_by_role("rowheader").get_by_role("link").last
    at = int((link.get_attribute("href") or "").rpartition("#t=")[2])
    told = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(told)
    expect(page.get_by_role("slider")).to_have_value(str(at))
    no_problems(page)
    page.context.close()
