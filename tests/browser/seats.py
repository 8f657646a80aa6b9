"""Seats as people use them: what a commander does on the screen, by keys and names, and what every screen must hold."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

_AXE = (Path(__file__).resolve().parents[2] / "web/ui/node_modules/axe-core/axe.min.js").read_text()
#: A beat of patience for a screen to follow; drills move at a skip's speed of a minute a second.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def new_page(browser: Browser, **how: object) -> Page:
    """A browser of its own, that fails the test when the page's policy is broken or a script throws."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, **how)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.problems = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.problems.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: page.problems.append(said.text) if _is_violation(said.text) else None)  # type: ignore[attr-defined]
    return page


def _is_violation(text: str) -> bool:
    return "Content Security Policy" in text or "Trusted Type" in text


def no_problems(page: Page) -> None:
    assert page.problems == []  # type: ignore[attr-defined]


def accessible(page: Page, what: str) -> None:
    """axe-core finds nothing on this screen."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((r) => r.violations)")
    told = [f"{v['id']} ({v['impact']}): {v['help']}: {', '.join(str(n['target']) for n in v['nodes'][:4])}" for v in found]
    assert told == [], f"{what}:\n" + "\n".join(told)


class Commander:
    """The Incident Commander's seat."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def header(self) -> Locator:
        return self.page.locator(".drill-header")

    @property
    def channel(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def key(self, key: str) -> None:
        """A single-key shortcut; Escape first leaves the line one was writing in."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def wait(self) -> None:
        """Wait until something happens; refused while somebody waits for an answer, which is then given."""
        question = self.page.get_by_role("button", name="Answer").first
        if question.is_visible():
            self.answer("I lead this. The next update comes at the promised time.")
        if self.button("Wait").is_disabled() and self.header.get_by_text("Live").is_visible():
            self.update("u")  # a promise is due within a minute
            self.update("Shift+P")
        self.key("w")
        try:
            expect(self.header).to_contain_text("Waiting", timeout=2_000)
        except AssertionError:
            return  # refused, or over before the screen could show it: the caller looks and decides
        expect(self.header).not_to_contain_text("Waiting")

    def answer(self, says: str) -> None:
        self.page.get_by_role("button", name="Answer").first.click()
        self.page.get_by_role("textbox").last.fill(says)
        self.page.keyboard.press("Enter")

    def wait_for(self, text: str, *, at_most: int = 40) -> None:
        """Wait, and wait again, until the channel says this."""
        said = self.channel.get_by_text(text).first
        for _ in range(at_most):
            if said.is_visible():
                return
            self.wait()
        expect(said).to_be_visible()

    def declare(self, row: str = "1") -> None:
        self.key("d")
        self.dialog.get_by_role("radio").nth(int(row) - 1).check()
        self.dialog.locator("button[type=submit]").click()
        expect(self.dialog).to_have_count(0)

    def ask(self, who: str, target: str, topic: str) -> None:
        """Ask somebody by name to look at something."""
        self.key("i")
        self.dialog.locator(f"input[type=radio][value={who}]").check(force=True)
        self.dialog.get_by_label("At what").select_option(target)
        self.dialog.locator(f"input[type=radio][value={topic}]").check(force=True)
        self.dialog.locator("button[type=submit]").click()
        expect(self.dialog).to_have_count(0)

    def order(self, search: str) -> None:
        self.key("m")
        self.dialog.get_by_label("Find").fill(search)
        self.dialog.locator(".offers input[type=radio]").first.check()
        self.dialog.locator("button[type=submit]").click()
        expect(self.dialog).to_have_count(0)

    def update(self, key: str, **blanks: str) -> None:
        """Post an update by its first template; blanks by their labels."""
        self.key(key)
        for box in self.dialog.locator(".blanks input").all():
            if not box.input_value():
                box.fill("we are looking into it")
        self.dialog.locator("button[type=submit]").click()
        expect(self.dialog).to_have_count(0)


class Master:
    """The game master's seat."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def key(self, key: str) -> None:
        """A single-key shortcut; Escape first leaves the line one was writing in."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)

    @property
    def channel(self) -> Locator:
        return self.page.get_by_role("log")

    def region(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def start(self) -> None:
        self.button("Start the drill").click()
        expect(self.page.get_by_role("banner")).to_contain_text("Live")

    def end(self) -> None:
        self.key("e")
        self.key("e")
        expect(self.page.get_by_role("heading", name="Talk first.")).to_be_visible()

    def reveal(self) -> None:
        """Pressed twice: the first press asks."""
        self.button("Reveal").click()
        self.button("Open the truth to everybody?").click()
        expect(self.page.get_by_role("heading", name="Everything is open now.")).to_be_visible()


def seat_by_link(gm: Master, name: str) -> Page:
    """Makes a link for the seat that is offered, and opens it in a browser of its own."""
    gm.page.get_by_label("Name").fill(name)
    gm.button("Make a link").click()
    expect(gm.button(f"Copy link: the link for {name}")).to_be_visible()
    told = gm.page.evaluate("fetch(location.pathname + '/table.json').then((r) => r.json())")
    link = next(one["link"] for one in told["links"] if one["name"] == name)
    page = new_page(gm.page.context.browser)
    page.goto(link)
    return page
