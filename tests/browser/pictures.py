"""Takes the pictures that README shows, from a real drill in two browsers: `make pictures`. Not a test."""

from __future__ import annotations

import tempfile
from pathlib import Path

from conftest import ROOT, Server, open_chromium
from playwright.sync_api import Page, sync_playwright
from seats import Commander, Master, new_page, seat_by_link

DOCS = ROOT / "docs"


def _shot(page: Page, name: str) -> None:
    page.wait_for_timeout(700)  # charts draw
    page.screenshot(path=DOCS / f"{name}.png")


def _play(server: Server, gm: Master) -> None:
    gm.page.goto(server.link)
    gm.page.locator("article", has_text="Everything at once").get_by_role("button", name="Host").click()
    gm.button("Start the drill").wait_for()
    gm.page.get_by_text("Join code").wait_for()
    ic = Commander(seat_by_link(gm, "Kim"))
    ic.page.emulate_media(color_scheme="dark")
    gm.start()
    while not ic.button("Acknowledge").first.is_visible():
        ic.wait()
    ic.key("a")
    ic.declare("1")
    ic.button("I have IC").click()
    ic.key("c")
    ic.update("u")
    ic.update("Shift+P")
    ic.wait_for("Every city at once")
    for who, target, topic in (("tom", "edge", "cpu"), ("priya", "edge", "changes")):
        ic.ask(who, target, topic)
    ic.wait_for("Every core that serves web traffic")
    ic.order("off web firewall")
    ic.wait()
    _shot(ic.page, "commander-dark")
    _shot(gm.page, "console-dark")
    ic.wait_for("The firewall is off worldwide. The switch reached")
    ic.key("v")
    ic.dialog.locator("button[type=submit]").click()
    ic.wait_for("Users are well")
    ic.key("z")
    ic.dialog.get_by_role("button", name="Resolved").click()
    gm.end()
    gm.reveal()
    ic.page.get_by_role("link", name="Open the scorecard").first.click()
    ic.page.get_by_text("of the avoidable harm was avoided").first.wait_for()
    _shot(ic.page, "scorecard-dark")
    ic.page.get_by_role("link", name="Replay").click()
    ic.page.get_by_role("button", name="Play", exact=True).wait_for()
    for _ in range(6):
        ic.page.keyboard.press(".")
    _shot(ic.page, "replay-dark")


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server, browser = Server(Path(data) / "data"), open_chromium(playwright)
        try:
            _play(server, Master(new_page(browser, color_scheme="dark")))
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
