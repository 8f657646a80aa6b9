"""The debrief as it is used: the trainee rates first, the game master opens it, both look at it together. Accessible in every state."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect
from seats import Master, accessible, new_page, no_problems, seat_by_link


def _rate(page: Page, marker: str, anchor: str) -> None:
    """Opens a line of the form and chooses an anchor."""
    page.get_by_role("button", name=marker).click()
    page.get_by_role("radio", name=re.compile(anchor)).check(force=True)


def test_first_the_talk_then_what_the_record_says(server, chromium: Browser) -> None:
    """A 1 asks for its moment before it is kept; nothing is open before Reveal; after it both see both, decide and write what to keep."""
    page = new_page(chromium)
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Host").click()
    gm = Master(page)
    objectives = page.get_by_role("region", name="Objectives")
    expect(objectives.get_by_role("checkbox", checked=True)).to_have_count(3)
    ic = seat_by_link(gm, "Kim")
    expect(ic.get_by_text("Keep every promised update")).to_be_visible()
    objectives.get_by_role("checkbox", name="Keep every promised update").uncheck()
    objectives.get_by_role("checkbox", name="Have users checked").check()
    expect(ic.get_by_text("Keep every promised update")).to_have_count(0)
    expect(ic.get_by_text("Have users checked")).to_be_visible()
    gm.start()
    expect(ic.get_by_text("All is quiet.")).to_be_visible()
    gm.key("e")
    gm.key("e")
    ic.get_by_role("link", name="Say how it was").click()
    expect(ic.get_by_role("heading", name="First talk, then numbers")).to_be_visible()
    accessible(ic, "hot wash")
    expect(ic.get_by_role("button", name="Reveal")).to_have_count(0)
    _rate(ic, "Takes command", "nobody could say who leads")
    keep = ic.get_by_role("button", name="Keep", exact=True)
    expect(keep).to_be_disabled()
    expect(ic.get_by_text("Choose the one it was seen at.")).to_be_visible()
    accessible(ic, "hot wash, a line of the form open")
    ic.get_by_role("radio", name=re.compile("the other hats are assumed")).check(force=True)
    keep.click()
    expect(ic.get_by_role("button", name=re.compile("Takes command.*2 · partly"))).to_be_visible()

    page.get_by_role("link", name="Fill in your form meanwhile").click()
    expect(page.get_by_role("button", name=re.compile("Takes command.*open"))).to_be_visible()
    page.get_by_role("button", name="Reveal").click()
    page.get_by_role("button", name="Open the truth to everybody?").click()
    expect(page.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(ic.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Takes command.*2 · partly.*open"))).to_be_visible()
    page.get_by_role("radio", name=re.compile("not achieved")).first.check(force=True)
    page.get_by_role("button", name="Decide").first.click()
    expect(ic.get_by_text("not achieved").first).to_be_visible()
    ic.get_by_role("textbox", name=re.compile("^Your view on")).first.fill("It was quiet.")
    ic.get_by_role("button", name="Keep", exact=True).first.click()
    expect(page.get_by_text("It was quiet.")).to_be_visible()
    ic.get_by_label("Keep", exact=True).fill("Waiting calmly")
    ic.get_by_role("region", name="One to keep, one to try").get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Waiting calmly")).to_be_visible()
    accessible(page, "debrief of the game master")
    accessible(ic, "debrief of the trainee")
    no_problems(page)
    no_problems(ic)
