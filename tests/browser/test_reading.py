"""The channel as it is read: the last line stays in sight when something takes room from below, and a reader further up is left alone."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from seats import Commander, new_page, no_problems

_LOW, _HIGH = {"width": 1280, "height": 640}, {"width": 1280, "height": 900}


def test_the_last_line_stays_in_sight_in_a_smaller_window_and_a_reader_is_left_alone(server, chromium: Browser) -> None:
    """Whoever is at the end stays there however the window changes; whoever reads further up stays where they read."""
    page = new_page(chromium)
    page.set_viewport_size(_HIGH)
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").click()
    for n in range(24):
        page.get_by_label("Say in the channel").fill(f"line {n}")
        page.keyboard.press("Enter")
        expect(ic.channel.get_by_text(f"line {n}", exact=True)).to_be_in_viewport()
    last = ic.channel.get_by_text("line 23", exact=True)
    page.set_viewport_size(_LOW)
    expect(last).to_be_in_viewport(ratio=1)
    ic.channel.evaluate("box => box.scrollTo({top: 0})")
    expect(last).not_to_be_in_viewport()
    page.set_viewport_size(_HIGH)
    expect(ic.channel.get_by_text("line 0", exact=True)).to_be_in_viewport()
    expect(last).not_to_be_in_viewport()
    no_problems(page)
