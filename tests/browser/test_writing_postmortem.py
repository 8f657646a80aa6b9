"""The postmortem in a browser: written by a nervous junior in one go, kept when the disk says no, joined when two write at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import Browser as Guest
from live_server import Drill, Table, table
from playwright.sync_api import Browser, Page, expect
from seats import accessible, new_page, no_problems


@pytest.fixture
def played(tmp_path: Path) -> Iterator[tuple[Table, Drill, Guest]]:
    """A short drill that is over and revealed, and the trainee's browser."""
    with table(tmp_path) as made:
        drill = made.drill()
        master, trainee = drill.master(), drill.guest("ic")
        master.do("StartDrill")
        made.advance(200)
        wire = trainee.sit(drill.path("ic"))
        wire.do("DeclareIncident", sev="SEV1", says="")
        for name in ("EndDrill", "RevealTruth"):
            master.do(name)
        wire.close()
        master.close()
        yield made, drill, trainee


def opened(chromium: Browser, drill: Drill, who: Guest, seat: str, what: str = "postmortem") -> Page:
    page = new_page(chromium)
    base = who.base
    page.context.add_cookies(
        [
            {"name": c.name, "value": c.value or "", "url": f"{base}{drill.path(seat)}/"}
            for c in who.http.cookies
            if c.name == f"seat_{seat}"
        ]
    )
    page.goto(f"{base}{drill.path(seat)}/{what}")
    return page


def test_from_the_draft_to_closed(played: tuple[Table, Drill, Guest], chromium: Browser) -> None:
    """What blocks is named beside the text and goes as it is answered; then it closes, and nothing can be changed unawares."""
    made, drill, trainee = played
    page = opened(chromium, drill, trainee, "ic")
    expect(page.get_by_label("Title", exact=True)).to_have_value(re.compile("A shop"))
    close = page.get_by_role("button", name="Close", exact=True)
    expect(close).to_be_disabled()
    page.get_by_role("button", name="Add a factor").click()
    page.get_by_label("Factor 1", exact=True).fill("Root cause: the release")
    expect(page.locator("#factors")).to_contain_text("One root cause hides the others.")
    expect(page.locator("#factors")).to_contain_text("What made this look safe?")
    for n, (says, kind) in enumerate(
        (("The release went everywhere at once", "change"), ("The old alert was quiet", "monitoring")), 1
    ):
        if n > 1:
            page.get_by_role("button", name="Add a factor").click()
        page.get_by_label(f"Factor {n}", exact=True).fill(says)
        page.get_by_label(f"Class of factor {n}", exact=True).select_option(kind)
    expect(page.locator("#factors")).not_to_contain_text("Before closing")
    page.locator("#lucky").get_by_role("textbox").fill("It was the quiet hour.")
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Action item 1", exact=True).fill("Releases come in stages")
    page.get_by_label("Type").select_option("mitigate")
    page.get_by_label("Owner, one person").fill("the team")
    expect(page.locator("#actions")).to_contain_text("“the team” is nobody in particular.")
    page.get_by_label("Owner, one person").fill("Dana")
    page.get_by_label("Deadline").fill("2099-01-01")
    page.get_by_label("Takes away").select_option("1")
    for box in page.get_by_placeholder("Not in this drill. What stood in its place?").all():
        box.fill("The exercise ended before.")
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    accessible(page, "postmortem")
    close.click()
    expect(page.get_by_role("button", name="Back into review")).to_be_visible()
    expect(page.get_by_label("Factor 1", exact=True)).to_be_disabled()
    saved = made.parts.store.postmortem(drill.id)
    assert saved is not None
    assert saved.status == "closed"
    no_problems(page)


def test_what_cannot_be_saved_stays_and_comes_back(played: tuple[Table, Drill, Guest], chromium: Browser) -> None:
    """A full disk: it says so, the text survives a reload, and is saved once the disk takes it again; then nothing is kept here."""
    made, drill, trainee = played
    page = opened(chromium, drill, trainee, "ic")
    store = made.parts.store
    with store._lock:
        store._connection.exec_driver_sql("PRAGMA query_only=ON")
        store._connection.commit()
    page.locator("#sense").get_by_role("textbox").fill("The tiles were calm.")
    expect(page.get_by_text("Not saved. What you typed is kept in this browser")).to_be_visible()
    expect(page.get_by_text("This could not be saved")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#sense").get_by_role("textbox")).to_have_value("The tiles were calm.")
    expect(page.get_by_text("What was typed here and not saved has come back.")).to_be_visible()
    with store._lock:
        store._connection.exec_driver_sql("PRAGMA query_only=OFF")
        store._connection.commit()
    expect(page.get_by_text("All is saved.")).to_be_visible()
    saved = store.postmortem(drill.id)
    assert saved is not None
    assert "The tiles were calm." in saved.body
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('wheel.postmortem.'))") == []
    no_problems(page)


def test_two_who_write_at_once_keep_both_texts(played: tuple[Table, Drill, Guest], chromium: Browser) -> None:
    """Different sections are joined without a question; the same one shows both texts, and both can be kept."""
    _made, drill, trainee = played
    page = opened(chromium, drill, trainee, "ic")
    expect(page.locator("#sense")).to_be_visible()
    path = f"{drill.path('gm')}/postmortem"
    theirs = drill.host.get(f"{path}.json").json()["written"] | {"lucky": "Nobody slept.", "sense": "Hers"}
    assert drill.host.post(f"{path}/save", {"version": 0, "written": theirs}).json()["outcome"] == "saved"
    page.locator("#sense").get_by_role("textbox").fill("Mine")
    expect(page.get_by_role("heading", name="How it made sense at the time: two texts")).to_be_visible()
    expect(page.locator("#lucky").get_by_role("textbox")).to_have_value("Nobody slept.")
    accessible(page, "two texts")
    page.get_by_role("button", name="Keep both").click()
    expect(page.get_by_text("All is saved.")).to_be_visible()
    found = drill.host.get(f"{path}.json").json()["written"]
    assert found["sense"].split("\n") == ["Hers", "Mine"]
    assert found["lucky"] == "Nobody slept."
    no_problems(page)


def test_a_link_is_made_read_and_withdrawn(played: tuple[Table, Drill, Guest], chromium: Browser) -> None:
    """From the scorecard's page: a stranger reads it without a script, until it is withdrawn."""
    _made, drill, trainee = played
    page = opened(chromium, drill, trainee, "ic", "scorecard")
    page.get_by_role("button", name="Make a link for others").click()
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()
    link = trainee.get(f"{drill.path('ic')}/shares.json").json()["shares"][0]["link"]
    stranger = new_page(chromium, java_script_enabled=False)
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="Scorecard: A shop, a Thursday")).to_be_visible()
    no_problems(stranger)
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw now").click()
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)
    answer = stranger.goto(link)
    assert answer is not None
    assert answer.status == 404
    with page.expect_download() as download:
        page.locator("#takeaway").locator("..").get_by_role("link", name="HTML").first.click()
    assert download.value.suggested_filename == "exercise-a-shop-a-thursday-scorecard.html"
    accessible(page, "scorecard")
    no_problems(page)
