"""The game master's console as it is used: setting the table, arranging injects, a second game master, the end and the talk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from seats import Commander, Master, accessible, new_page, no_problems, seat_by_link


@pytest.fixture
def gm(server, chromium: Browser) -> Master:
    page = new_page(chromium)
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Host").click()
    master = Master(page)
    expect(master.button("Start the drill")).to_be_visible()
    return master


def test_the_table_is_set_by_link_and_by_code(gm: Master) -> None:
    """A link seats the commander; who types the code waits for a yes and then has the seat that was chosen."""
    expect(gm.page.get_by_text("Nobody sits in the commander")).to_be_visible()
    ic = seat_by_link(gm, "Kim")
    expect(gm.page.get_by_text("Kim sits in the commander")).to_be_visible()
    expect(ic.get_by_text("It begins when the game master starts it.")).to_be_visible()

    guest = new_page(gm.page.context.browser)
    guest.goto(gm.page.url.partition("/d/")[0])
    guest.get_by_label("Your name").fill("Robin")
    guest.get_by_label("Code").fill(gm.page.locator(".code b").inner_text())
    guest.get_by_role("button", name="Ask to join").click()
    expect(gm.page.get_by_text("Robin asks to come in")).to_be_visible()
    accessible(gm.page, "setting the table, with somebody at the door")
    gm.page.get_by_label("Seat for Robin").select_option("priya")
    gm.button("Let them in").click()
    guest.wait_for_url("**/d/*/priya")
    expect(gm.page.get_by_text("Robin asks to come in")).to_have_count(0)
    no_problems(gm.page)


def test_a_revoked_seat_is_gone_at_once_and_only_after_a_second_press(gm: Master) -> None:
    """The first press asks, the second takes the seat away from an open browser."""
    ic = seat_by_link(gm, "Kim")
    expect(ic.get_by_text("It begins when the game master starts it.")).to_be_visible()
    gm.button("Revoke: the seat of Kim").click()
    expect(ic.get_by_text("no longer yours")).to_have_count(0)
    gm.button("Revoke?: the seat of Kim").click()
    expect(ic.get_by_text("no longer yours")).to_be_visible()
    expect(gm.page.get_by_text("Kim", exact=True)).to_have_count(0)


def test_injects_are_held_released_skipped_and_fired_by_key(gm: Master) -> None:
    """The keys act on the chosen line; what is fired stands in the channel once and under what is over."""
    seat_by_link(gm, "Kim")
    gm.start()
    ahead = gm.region("Next").locator("ol").first.get_by_role("listitem")
    expect(ahead).to_have_count(2)
    gm.key("h")
    expect(ahead.first).to_contain_text("held")
    gm.key("h")
    expect(ahead.first).not_to_contain_text("held")
    gm.key("j")
    gm.key("s")
    expect(ahead).to_have_count(1)
    gm.key("f")
    expect(gm.region("Next")).to_contain_text("Nothing more is planned.")
    expect(gm.page.get_by_role("log").get_by_text("their card was refused")).to_have_count(1)
    gm.page.get_by_text("2 over").click()
    gm.button("Have it back").click()
    expect(ahead).to_have_count(1)
    expect(gm.page.get_by_role("banner")).not_to_contain_text("steered")
    no_problems(gm.page)


def test_an_ad_hoc_inject_and_a_voice_reach_the_trainee(gm: Master) -> None:
    """What the game master puts in somebody's mouth is on the commander's screen; an inject by hand marks the drill."""
    ic = Commander(seat_by_link(gm, "Kim"))
    gm.start()
    gm.key("v")
    gm.page.keyboard.press("ArrowDown")
    suggested = gm.page.get_by_label("says", exact=False).first.input_value()
    gm.page.keyboard.press("Enter")
    expect(ic.channel.get_by_text(suggested)).to_have_count(1)
    expect(gm.page.get_by_role("banner")).not_to_contain_text("steered")
    gm.key("/")
    gm.button("Executive asks").click()
    accessible(gm.page, "an ad-hoc inject")
    gm.button("Deliver").click()
    expect(ic.channel.get_by_text("How many customers is this")).to_have_count(1)
    expect(gm.page.get_by_role("banner")).to_contain_text("steered")


def test_notes_take_two_strokes_and_stay_with_the_game_master(gm: Master) -> None:
    """A digit begins a note on its marker, a sign and words follow; nothing of it reaches the trainee."""
    ic = Commander(seat_by_link(gm, "Kim"))
    gm.start()
    gm.key("3")
    gm.page.keyboard.type("+ named Sam, five minutes")
    expect(gm.page.get_by_text("Delegates in closed loops")).to_be_visible()
    gm.page.keyboard.press("Enter")
    note = gm.region("Notes").get_by_role("listitem")
    expect(note).to_contain_text("B3+")
    expect(note).to_contain_text("named Sam, five minutes")
    expect(ic.channel).not_to_contain_text("named Sam")


def test_who_asks_for_help_gets_the_offered_hint_with_enter(gm: Master) -> None:
    """The next best thing becomes the hint, Enter gives it, and then there is nothing to accept."""
    ic = Commander(seat_by_link(gm, "Kim"))
    gm.start()
    ic.key("?")
    offered = gm.region("Next best thing and clock")
    expect(offered).to_contain_text("They asked for help.")
    hint = offered.get_by_role("status").first.inner_text().partition("“")[2].rstrip("”")
    gm.key("Enter")
    expect(ic.page.get_by_text(hint).first).to_be_visible()
    expect(offered).not_to_contain_text("They asked for help.")


def _holding(page: Page) -> tuple[list[Callable[[], None]], Callable[[bool], None]]:
    """Keeps what the server tells this page (not its answers) while asked to; the list lets it go."""
    kept: list[Callable[[], None]] = []
    state = {"hold": False}

    def route(ws: WebSocketRoute) -> None:
        server = ws.connect_to_server()

        def told(message: str | bytes) -> None:
            if state["hold"] and isinstance(message, str) and message.startswith("42"):
                kept.append(lambda: ws.send(message))
            else:
                ws.send(message)

        server.on_message(told)

    page.route_web_socket("**/socket.io/**", route)
    return kept, lambda hold: state.update(hold=hold)


def test_two_game_masters_never_overwrite_each_other(gm: Master) -> None:
    """Who decides about an inject on an old picture is told so, nothing happens, and the new picture follows."""
    gm.start()
    second = new_page(gm.page.context.browser, storage_state=gm.page.context.storage_state())
    kept, hold = _holding(second)
    second.goto(gm.page.url)
    other = Master(second)
    expect(other.region("Next")).to_be_visible()
    hold(True)
    gm.key("h")
    expect(gm.region("Next").get_by_role("listitem").first).to_contain_text("held")
    other.key("s")
    expect(second.get_by_text("Somebody else changed this a moment ago.")).to_be_visible()
    hold(False)
    for let_go in kept:
        let_go()
    expect(other.region("Next").get_by_role("listitem").first).to_contain_text("held")
    expect(gm.region("Next")).not_to_contain_text("over")
    no_problems(second)


def test_a_refusal_says_why_and_keeps_the_words(gm: Master) -> None:
    """What cannot be said now is refused in words, and stays in its line to be said later."""
    gm.start()
    second = new_page(gm.page.context.browser, storage_state=gm.page.context.storage_state())
    _kept, hold = _holding(second)
    second.goto(gm.page.url)
    line = second.get_by_label("says", exact=False).first
    line.fill("Is somebody on it?")
    hold(True)
    gm.key("p")
    expect(gm.page.get_by_role("banner")).to_contain_text("Paused")
    line.press("Enter")
    expect(second.get_by_text("The clock stands still")).to_be_visible()
    expect(line).to_have_value("Is somebody on it?")


def test_a_console_comes_back_after_the_server_died(server, gm: Master) -> None:
    """A dead server makes the console stale and its buttons dead; back again everything is there, and the clock waits for a yes."""
    gm.start()
    gm.key("n")
    gm.page.keyboard.type("before the kill")
    gm.page.keyboard.press("Enter")
    expect(gm.region("Notes")).to_contain_text("before the kill")
    server.kill()
    expect(gm.page.get_by_text("What you see may be old").first).to_be_visible()
    expect(gm.button("Pause")).to_be_disabled()
    server.start()
    expect(gm.page.get_by_role("banner")).to_contain_text("Paused")
    expect(gm.region("Notes").get_by_text("before the kill")).to_have_count(1)
    gm.key("Enter")
    expect(gm.page.get_by_role("banner")).to_contain_text("Live")
    no_problems(gm.page)


def test_numbers_come_after_the_talk(gm: Master) -> None:
    """After EndEx the console shows questions and notes, no figure of the drill; Reveal, pressed twice, opens truth and scorecard."""
    gm.start()
    accessible(gm.page, "playing")
    gm.end()
    accessible(gm.page, "the talk")
    talk = gm.page.get_by_role("main")
    expect(talk).not_to_contain_text("user-min")
    expect(talk).not_to_contain_text("SEV")
    gm.button("Reveal").click()
    expect(gm.page.get_by_role("link", name="Open the scorecard")).to_have_count(0)
    gm.button("Open the truth to everybody?").click()
    expect(talk).to_contain_text("user-min")
    accessible(gm.page, "revealed")
    talk.get_by_role("link", name="Open the scorecard").click()
    gm.page.wait_for_url("**/gm/scorecard")
    no_problems(gm.page)
