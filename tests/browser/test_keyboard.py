"""A commander with a keyboard only: dialogs hold the focus and give it back, and single keys can be turned off."""

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


def test_declaring_takes_three_keys(ic: Commander) -> None:
    """D opens the matrix, a digit chooses its row, Enter declares."""
    ic.page.keyboard.press("d")
    expect(ic.dialog.get_by_role("radio").first).to_be_focused()
    ic.page.keyboard.press("2")
    ic.page.keyboard.press("Enter")
    expect(ic.header).to_contain_text("SEV2")
    no_problems(ic.page)


def test_a_dialog_holds_the_focus_and_gives_it_back(ic: Commander) -> None:
    """However often Tab is pressed nothing behind an open dialog gets the focus; Escape closes it and the focus is where it was."""
    roles = ic.button("Roles")
    roles.focus()
    ic.page.keyboard.press("i")
    expect(ic.dialog).to_be_visible()
    seen = set()
    for _ in range(40):
        ic.page.keyboard.press("Tab")
        seen.add(
            ic.page.evaluate("""() => {
                const at = document.activeElement;
                if (at.closest('dialog')) return 'within';
                return at === document.body ? 'browser' : at.outerHTML;
            }""")
        )
    assert "within" in seen
    assert seen <= {"within", "browser"}
    ic.page.keyboard.press("Escape")
    expect(ic.dialog).to_have_count(0)
    expect(roles).to_be_focused()


def test_the_world_does_not_wipe_what_is_being_written(ic: Commander) -> None:
    """While the clock goes on, an update keeps every word typed so far, and whom one was about to ask stays chosen."""
    clock = ic.header.locator(".time b")
    ic.page.keyboard.press("u")
    field = ic.dialog.get_by_label("What users see")
    field.fill("payments are refused")
    for _ in range(3):
        before = clock.inner_text()
        expect(clock).not_to_have_text(before)
    expect(field).to_have_value("payments are refused")
    ic.page.keyboard.press("Escape")
    expect(ic.dialog).to_have_count(0)
    ic.page.keyboard.press("i")
    priya = ic.dialog.get_by_role("radio", name="Priya")
    priya.check()
    for _ in range(6):
        before = clock.inner_text()
        expect(clock).not_to_have_text(before)
    expect(priya).to_be_checked()


def test_single_keys_can_be_turned_off_and_stay_off(ic: Commander) -> None:
    """From the header single keys are turned off; then they press nothing, no key is shown, and a reload remembers it."""
    toggle = ic.header.get_by_role("button", name="Single-key shortcuts")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    expect(ic.page.locator("nav kbd")).to_have_count(0)
    ic.page.keyboard.press("d")
    expect(ic.dialog).to_have_count(0)
    ic.page.reload()
    expect(ic.header).to_contain_text("Live")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    ic.page.keyboard.press("d")
    expect(ic.dialog).to_have_count(0)
    toggle.click()
    ic.page.keyboard.press("d")
    expect(ic.dialog).to_be_visible()


def test_a_letter_typed_in_the_channel_is_a_letter(ic: Commander) -> None:
    """Single keys do nothing while one writes."""
    ic.page.get_by_label("Say in the channel").focus()
    ic.page.keyboard.type("dimwp")
    expect(ic.page.get_by_label("Say in the channel")).to_have_value("dimwp")
    expect(ic.dialog).to_have_count(0)


def test_ending_is_asked_once(ic: Commander) -> None:
    """One press on End asks; Enter alone, pressed in haste, does not end the drill."""
    ic.button("End").click()
    expect(ic.dialog).to_be_visible()
    ic.page.keyboard.press("Enter")
    expect(ic.dialog).to_have_count(0)
    expect(ic.header).to_contain_text("Live")
    ic.button("End").click()
    ic.dialog.get_by_role("button", name="End the drill").click()
    expect(ic.button("Show what was true")).to_be_visible()
