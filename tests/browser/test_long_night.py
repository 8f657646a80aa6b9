"""A night in two acts on the screen: the offer, the handoff by its key, the hours, and what is told on the other side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Server
from long_night import TEXT
from playwright.sync_api import Browser, expect
from seats import Commander, accessible, new_page, no_problems


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Server]:
    """A server with one scenario, the long night."""
    shelf = tmp_path / "scenarios"
    shelf.mkdir()
    (shelf / "night.yaml").write_text(TEXT, encoding="utf-8")
    one = Server(tmp_path / "data", "--scenarios", str(shelf))
    yield one
    one.stop()


def test_a_commander_hands_off_and_goes_on_to_the_next_act(night: Server, chromium: Browser) -> None:
    """The way on is barred until a handoff has been read back; then one key passes the hours, and a card says what happened in them."""
    page = new_page(chromium)
    page.goto(night.link)
    page.locator("article", has_text="A long night").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").click()
    while not ic.button("Acknowledge").first.is_visible():
        ic.wait()
    ic.key("a")
    ic.declare("1")
    ic.button("I have IC").click()
    ic.update("u")
    ic.order("roll back")
    ic.wait_for("Little is left to decide")
    go_on = page.get_by_role("button", name="Go on at Saturday 00:51")
    expect(go_on).to_be_disabled()
    accessible(page, "offer")

    ic.key("h")
    accessible(page, "handoff")
    expect(ic.dialog.get_by_label("Tried")).to_have_value("Roll back: Checkout (done)")
    ic.dialog.locator("input[type=radio][value=priya]").check(force=True)
    ic.dialog.get_by_label("Risks").fill("It may come back.")
    ic.dialog.locator("button[type=submit]").click()
    expect(ic.dialog).to_have_count(0)
    ic.wait_for("I read back")
    expect(go_on).to_be_enabled()
    expect(ic.header).to_contain_text("Priya")
    ic.key("j")

    card = page.get_by_role("region", name="00:51 UTC")
    expect(card).to_contain_text("The handoff you find")
    accessible(page, "arrival")
    expect(ic.header).to_contain_text("Commander")
    expect(page.get_by_text("gone home").first).to_be_visible()
    card.get_by_role("button", name="I have read it").click()
    expect(card).to_have_count(0)
    no_problems(page)
