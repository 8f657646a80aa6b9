"""The seats beside the commander's, in real browsers: a responder who answers and reports, a room that watches, and a scorecard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect
from seats import Commander, accessible, new_page, no_problems

_POST = """([url, data]) => fetch(url, {method: 'POST', body: JSON.stringify(data),
  headers: {'Content-Type': 'application/json', 'X-Wheel': '1'}}).then((answer) => answer.json())"""
_STATUS = "(url) => fetch(url).then((answer) => answer.status)"
#: A game master's command as any client could send it, whatever their console looks like.
_COMMAND = """(name) => new Promise((settled) => {
  const ticket = document.querySelector('meta[name=ticket]').content;
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket.io/?EIO=4&transport=websocket');
  socket.onmessage = ({data}) => {
    if (data.startsWith('40')) socket.send('420' + JSON.stringify(['cmd', {id: 'by-hand-' + name, name, args: {}, seen: 0}]));
    else if (data.startsWith('430')) { socket.close(); settled(JSON.parse(data.slice(3))[0].status); }
    else if (data[0] === '0') socket.send('40' + JSON.stringify({ticket}));
  };
})"""


class Master:
    """A game master who hosts the opener and hands out links."""

    def __init__(self, page: Page, link: str) -> None:
        self.page = page
        page.goto(link)
        shelf = page.evaluate("fetch('/api/lobby').then((answer) => answer.json())")["scenarios"]
        key = next(card["key"] for card in shelf if card["alias"].startswith("Your first page"))
        made = page.evaluate(_POST, ["/api/drills", {"key": key, "mode": "host", "name": "Mo"}])
        page.goto(page.url.rstrip("/") + made["url"])
        self.drill = made["url"].split("/")[2]

    def seat(self, browser: Browser, seat: str, name: str) -> Page:
        link = self.page.evaluate(_POST, [f"/d/{self.drill}/gm/links", {"seat": seat, "name": name}])["link"]
        page = new_page(browser)
        page.goto(link)
        return page

    def command(self, name: str) -> None:
        assert self.page.evaluate(_COMMAND, name) == "accepted"


def end_and_reveal(page: Page) -> None:
    """The commander of a solo drill ends it, sure of it when asked, and opens what was true."""
    reveal, asked = page.get_by_role("button", name="Show what was true"), page.get_by_role("dialog")
    page.get_by_role("button", name="End", exact=True).click()
    expect(reveal.or_(asked)).to_be_visible()
    if asked.is_visible():
        asked.locator("button[type=submit]").click()
    reveal.click()


def test_a_responder_answers_finds_and_reports_while_the_room_watches(server, chromium: Browser) -> None:
    """Asked by name they take it, what they find is theirs until they post it, and then everybody has it; no seat but two has a score."""
    master = Master(new_page(chromium), server.link)
    ic = Commander(master.seat(chromium, "ic", "Ada"))
    sam, room = master.seat(chromium, "sam", "Noor"), master.seat(chromium, "observer", "Room")
    expect(sam.get_by_text("You look, act and report")).to_be_visible()
    accessible(sam, "responder's briefing")
    expect(room.get_by_text("You watch.")).to_be_visible()
    accessible(room, "observer's briefing")
    master.command("StartDrill")

    for _ in range(6):
        if ic.button("Acknowledge").first.is_visible():
            break
        ic.wait()
    ic.key("a")
    ic.declare("1")
    ic.button("I have IC").click()
    ic.key("i")
    ic.dialog.get_by_label("At what").select_option("checkout")
    ic.dialog.locator("button[type=submit]").click()

    expect(sam.get_by_role("alert")).to_contain_text("You are asked: Checkout")
    accessible(sam, "responder asked")
    sam.keyboard.press("a")
    expect(sam.get_by_text("you are on it")).to_be_visible()
    expect(ic.channel).to_contain_text("On it: Checkout.")
    for _ in range(6):
        if sam.get_by_text("only you know").is_visible():
            break
        ic.wait()
    accessible(sam, "responder with a finding")
    expect(ic.channel).not_to_contain_text("About a third of payments")
    sam.get_by_role("button", name="Post it").click()
    accessible(sam, "report")
    sam.get_by_label("Needs").fill("An order to roll back")
    sam.get_by_role("button", name="Post the card").click()
    expect(ic.channel).to_contain_text("About a third of payments end in an error")
    expect(ic.channel).to_contain_text("Needs: An order to roll back.")
    expect(sam.get_by_text("posted", exact=True)).to_be_visible()

    expect(room.get_by_role("img", name="Declared: SEV1 from")).to_be_visible()
    expect(room.get_by_text("users hurt now")).to_be_visible()
    expect(room.get_by_text("What was true")).to_have_count(0)
    accessible(room, "observer")
    master.command("EndDrill")
    master.command("RevealTruth")
    expect(room.get_by_text("Release 212 of checkout made discounts fail")).to_be_visible()
    accessible(room, "observer after Reveal")
    accessible(sam, "responder after Reveal")
    pages = {"ic": ic.page, "sam": sam, "observer": room, "gm": master.page}
    read = {seat: page.evaluate(_STATUS, f"/d/{master.drill}/{seat}/scorecard.json") for seat, page in pages.items()}
    assert read == {"ic": 200, "sam": 404, "observer": 404, "gm": 200}
    for page in (ic.page, sam, room):
        no_problems(page)


def test_a_scorecard_is_locked_until_reveal_then_opens_by_itself_and_prints_white_and_whole(server, chromium: Browser) -> None:
    """No number before Reveal; then harm beside the reference runs; on paper no chrome, a white ground and every measure."""
    page = new_page(chromium, color_scheme="dark")
    page.goto(server.link)
    page.locator("article", has_text="Your first page").get_by_role("button", name="Play alone").click()
    ic = Commander(page)
    ic.button("Start").click()
    ic.declare("2")
    card = page.context.new_page()
    card.goto(page.url + "/scorecard")
    expect(card.get_by_role("heading", name="First talk, then numbers")).to_be_visible()
    accessible(card, "locked")

    end_and_reveal(page)
    expect(card.get_by_role("heading", name="Harm to users")).to_be_visible()
    expect(card.get_by_text("doing nothing").first).to_be_visible()
    detect = card.get_by_role("rowheader", name="Time to detect")
    expect(detect).to_be_hidden()
    card.emulate_media(media="print")
    expect(detect).to_be_visible()
    expect(card.get_by_role("button", name="Print")).to_be_hidden()
    assert card.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert card.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    card.emulate_media(media="screen")
    card.get_by_role("button", name="Show all").click()
    expect(detect).to_be_visible()
    accessible(card, "scorecard")
    no_problems(page)
