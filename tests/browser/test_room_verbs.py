"""The keyboard, the question to the room and pins, in two browsers and with axe."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from seats import Commander, Master, accessible, new_page, no_problems, seat_by_link


def test_a_commander_looks_with_their_back_to_the_room_and_comes_back_to_it(server, chromium: Browser) -> None:
    """Asked, pinned, taken, covered, found, dropped: what each screen shows meanwhile, and what the commander comes back to."""
    gm = Master(new_page(chromium, color_scheme="dark"))
    gm.page.goto(server.link)
    gm.page.locator("article", has_text="Everything at once").get_by_role("button", name="Host").click()
    expect(gm.button("Start the drill")).to_be_visible()
    ic = Commander(seat_by_link(gm, "Kim"))
    gm.start()
    ic.wait()
    ic.declare("1")

    ic.key("o")
    ic.dialog.get_by_label("About the order").select_option("flag-off waf")
    accessible(ic.page, "asking the room")
    ic.dialog.locator("button[type=submit]").click()
    expect(gm.channel.get_by_text("Any strong objections?").first).to_be_visible()
    ic.wait_for("nobody has objected")

    ic.page.get_by_role("textbox").last.fill("I would switch it off.")
    ic.page.keyboard.press("Enter")
    gm.channel.locator("article", has_text="I would switch it off.").get_by_role("button", name="Pin").click()
    dialog = gm.page.get_by_role("dialog")
    dialog.get_by_label("Of which order").select_option("flag-off waf")
    accessible(gm.page, "pinning a line")
    dialog.locator("button[type=submit]").click()
    expect(ic.channel.get_by_text("Pinned, said at").first).to_be_visible()

    ic.key("k")
    expect(ic.dialog.get_by_text("the room is unattended meanwhile")).to_be_visible()
    ic.dialog.get_by_label("Look at").select_option("edge")
    accessible(ic.page, "taking the keyboard")
    ic.dialog.locator("button[type=submit]").click()
    expect(ic.page.get_by_role("heading", name="Edge")).to_be_visible()
    expect(ic.channel).to_have_count(0)
    expect(gm.page.get_by_text("IC is heads-down.")).to_be_visible()
    accessible(ic.page, "at the keyboard")
    for _ in range(12):
        if ic.page.get_by_text("you came upon").is_visible():
            break
        ic.wait()
    expect(ic.page.get_by_text("you came upon")).to_be_visible()
    ic.key("k")
    expect(ic.channel.get_by_text("While you were away").first).to_be_visible()
    expect(gm.page.get_by_text("IC is heads-down.")).to_have_count(0)
    no_problems(ic.page)
    no_problems(gm.page)
