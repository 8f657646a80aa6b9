"""A closed laptop, a second tab, a server that dies: nothing is lost, nothing doubled, and a stale screen says that it is one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from seats import Commander, new_page, no_problems


@pytest.fixture
def ic(server, chromium: Browser) -> Commander:
    page = new_page(chromium)
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").click()
    expect(ic.header).to_contain_text("Live")
    return ic


def _say(ic: Commander, says: str) -> None:
    ic.page.get_by_label("Say in the channel").fill(says)
    ic.page.keyboard.press("Enter")


def test_a_reload_shows_everything_that_was_said_once(ic: Commander) -> None:
    """After a reload the channel holds every line exactly once."""
    _say(ic, "first words")
    expect(ic.channel.get_by_text("first words")).to_be_visible()
    ic.page.reload()
    expect(ic.channel.get_by_text("first words")).to_have_count(1)
    expect(ic.header).to_contain_text("Live")
    no_problems(ic.page)


def test_a_second_tab_shows_the_same_and_both_say_so(ic: Commander) -> None:
    """Two tabs of one seat are in step, and each tells that there is another."""
    second = ic.page.context.new_page()
    second.goto(ic.page.url)
    _say(ic, "said in the first tab")
    expect(second.get_by_role("log").get_by_text("said in the first tab")).to_have_count(1)
    expect(ic.page.get_by_text("open in another tab")).to_be_visible()
    expect(second.get_by_text("open in another tab")).to_be_visible()


def test_a_server_killed_in_mid_drill_comes_back_paused_with_everything(server, ic: Commander) -> None:
    """A kill makes screens stale and unable to send; after the restart the drill stands paused, complete, and goes on when asked."""
    _say(ic, "before the kill")
    expect(ic.channel.get_by_text("before the kill")).to_be_visible()
    ic.declare("2")
    expect(ic.header).to_contain_text("SEV2")
    server.kill()
    expect(ic.page.get_by_text("What you see may be old").first).to_be_visible()
    expect(ic.page.get_by_label("Say in the channel")).to_be_disabled()
    server.start()
    expect(ic.page.get_by_text("The clock stands after an interruption")).to_be_visible()
    expect(ic.channel.get_by_text("before the kill")).to_have_count(1)
    expect(ic.header).to_contain_text("SEV2")
    ic.button("Go on").first.click()
    expect(ic.header).to_contain_text("Live")
    _say(ic, "after the kill")
    expect(ic.channel.get_by_text("after the kill")).to_have_count(1)
    no_problems(ic.page)


def test_offline_screens_say_so_and_catch_up(ic: Commander) -> None:
    """A laptop without network shows that it is stale; back again it catches up by itself, with nothing doubled."""
    _say(ic, "all well so far")
    expect(ic.channel.get_by_text("all well so far")).to_be_visible()
    ic.page.context.set_offline(True)
    second = new_page(ic.page.context.browser, storage_state=ic.page.context.storage_state())
    second.goto(ic.page.url)
    Commander(second)
    second.get_by_label("Say in the channel").fill("said meanwhile")
    second.keyboard.press("Enter")
    ic.page.context.set_offline(False)
    expect(ic.channel.get_by_text("said meanwhile")).to_have_count(1)
    expect(ic.channel.get_by_text("all well so far")).to_have_count(1)
