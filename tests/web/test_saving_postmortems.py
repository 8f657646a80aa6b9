"""The postmortem by HTTP: who may write, what a save keeps, two who save at once, and what keeps it from being closed."""

from __future__ import annotations

from typing import Any

from after_drill import ended, revealed
from live_server import Browser, Drill, Table

from web.postmortems import today


def opened(browser: Browser, drill: Drill, seat: str) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(f"{drill.path(seat)}/postmortem.json").json()
    assert found["state"] == "open"
    return found


def save(browser: Browser, drill: Drill, seat: str, version: int, written: dict[str, Any]) -> dict[str, Any]:
    answer = browser.post(f"{drill.path(seat)}/postmortem/save", {"version": version, "written": written})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def finished(written: dict[str, Any], *missing: str) -> dict[str, Any]:
    """A text that can be closed."""
    return written | {
        "owner": "Dana",
        "factors": [
            {"says": "The release went to all at once", "kind": "change", "possible": "No stages", "likely": "", "far": "One region"},
            {"says": "The old alert was quiet", "kind": "monitoring"},
        ],
        "lucky": "It was the quiet hour.",
        "actions": [
            {"says": "Releases come in stages", "kind": "mitigate", "owner": "Dana", "due": today().isoformat(), "factor": 1, "budget": True}
        ],
        "absent": [{"instant": one, "says": "The drill ended before."} for one in missing],
    }  # fmt: skip


def test_before_the_reveal_there_is_nothing_to_read_or_write(table: Table) -> None:
    """The page says that it opens later; nothing of the record is in its data, and saving finds nothing there."""
    drill = ended(table)
    for browser, seat in ((drill.host, "gm"), (drill.guest("ic"), "ic")):
        assert set(browser.get(f"{drill.path(seat)}/postmortem.json").json()) == {"state", "says"}
        for what in ("postmortem/save", "postmortem/lint", "postmortem/status"):
            assert browser.post(f"{drill.path(seat)}/{what}", {"version": 0, "written": {}}).status_code == 404


def test_a_draft_is_filled_and_what_needs_people_is_empty(table: Table) -> None:
    """Title, summary, impact, instants and timeline come from the record; factors, luck and items from nobody but people."""
    drill = revealed(table)
    found = opened(drill.host, drill, "gm")
    assert (found["version"], found["status"]) == (0, "draft")
    assert found["written"]["title"].startswith("A shop, a Thursday (SEV1")
    assert [i["id"] for i in found["derived"]["instants"]] == ["detected", "declared", "acted", "resolved"]
    assert any("Declared SEV1" in line["says"] for line in found["derived"]["timeline"])
    for section in ("factors", "actions", "lucky", "sense"):
        assert not found["written"][section]
    assert found["derived"]["hints"] == []


def test_hints_come_after_the_first_save_only(table: Table) -> None:
    """What the scenario knows is offered once people have written down what they think."""
    drill = revealed(table)
    answer = save(drill.host, drill, "gm", 0, opened(drill.host, drill, "gm")["written"])
    assert (answer["outcome"], answer["version"]) == ("saved", 1)
    assert len(opened(drill.host, drill, "gm")["derived"]["hints"]) >= 2


def test_both_write_and_each_reads_the_other(table: Table) -> None:
    """What the game master saved stands on the trainee's page, and the other way round."""
    drill = revealed(table)
    trainee = drill.guest("ic")
    written = opened(drill.host, drill, "gm")["written"]
    save(drill.host, drill, "gm", 0, written | {"sense": "The tiles were calm."})
    theirs = opened(trainee, drill, "ic")
    assert (theirs["version"], theirs["by"], theirs["written"]["sense"]) == (1, "gm", "The tiles were calm.")
    save(trainee, drill, "ic", 1, theirs["written"] | {"lucky": "Nobody was asleep."})
    assert opened(drill.host, drill, "gm")["written"]["lucky"] == "Nobody was asleep."


def test_two_who_save_at_once_lose_nothing(table: Table) -> None:
    """The second is told, gets the first one's text, and nothing was overwritten; joined, both stand."""
    drill = revealed(table)
    trainee = drill.guest("ic")
    written = opened(drill.host, drill, "gm")["written"]
    save(drill.host, drill, "gm", 0, written | {"sense": "Hers"})
    answer = save(trainee, drill, "ic", 0, written | {"lucky": "His"})
    assert (answer["outcome"], answer["version"], answer["by"]) == ("conflict", 1, "gm")
    assert answer["theirs"]["sense"] == "Hers"
    assert opened(trainee, drill, "ic")["written"]["lucky"] == ""
    save(trainee, drill, "ic", 1, answer["theirs"] | {"lucky": "His"})
    found = opened(drill.host, drill, "gm")["written"]
    assert (found["sense"], found["lucky"]) == ("Hers", "His")


BAD: list[Any] = [
    {}, {"version": 0}, {"written": {}}, {"version": -1, "written": {}}, {"version": True, "written": {}},
    {"version": "0", "written": {}}, {"version": 0, "written": []}, {"version": 0, "written": {"strange": 1}},
    {"version": 0, "written": {"title": 7}}, {"version": 0, "written": {"title": "x" * 400}},
    {"version": 0, "written": {"sense": "x" * 7000}}, {"version": 0, "written": {"factors": [{}] * 13}},
    {"version": 0, "written": {"factors": "two"}}, {"version": 0, "written": {"actions": [{"factor": -1}]}},
    {"version": 0, "written": {"actions": [{"budget": 1}]}}, {"version": 0, "written": {"factors": [{"kind": "blame"}]}},
    {"version": 0, "written": {"notes": [{"fact": 10**30}]}},
]  # fmt: skip


def test_what_is_no_postmortem_is_refused_in_words(table: Table) -> None:
    """Too long, too many, of the wrong kind or from nowhere: it says what, and nothing is saved."""
    drill = revealed(table)
    for sent in BAD:
        answer = drill.host.post(f"{drill.path('gm')}/postmortem/save", sent)
        assert answer.status_code == 400, sent
        assert len(answer.json()["says"]) > 20
        assert "Error" not in answer.text
    assert opened(drill.host, drill, "gm")["version"] == 0


def test_a_long_postmortem_fits_and_an_endless_one_does_not(table: Table) -> None:
    """All sections at their longest are saved; megabytes are refused before they are read."""
    drill = revealed(table)
    long = {"says": "ü" * 6000, "possible": "ü" * 6000, "likely": "ü" * 6000, "far": "ü" * 6000}
    written = opened(drill.host, drill, "gm")["written"] | {"factors": [long] * 4, "sense": "ü" * 6000}
    save(drill.host, drill, "gm", 0, written)
    assert opened(drill.host, drill, "gm")["written"]["factors"][3]["far"] == "ü" * 6000
    answer = drill.host.post(f"{drill.path('gm')}/postmortem/save", {"version": 1, "written": {"sense": "x" * 3_000_000}})
    assert answer.status_code == 413


def test_it_closes_only_when_nothing_blocks(table: Table) -> None:
    """Refused with the list of what stands in the way, each with its question; once that is gone it closes, and can be taken back."""
    drill = revealed(table)
    status = f"{drill.path('gm')}/postmortem/status"
    assert drill.host.post(status, {"version": 0, "status": "closed"}).status_code == 409
    written = opened(drill.host, drill, "gm")["written"]
    save(drill.host, drill, "gm", 0, written)
    refused = drill.host.post(status, {"version": 1, "status": "closed"}).json()
    assert refused["outcome"] == "refused"
    assert {"factors", "luck", "none", "instant"} <= {one["rule"] for one in refused["findings"]}
    assert all(one["reframe"] for one in refused["findings"])
    save(drill.host, drill, "gm", 1, finished(written, "acted", "resolved"))
    assert drill.host.post(status, {"version": 2, "status": "closed"}).json()["status"] == "closed"
    shut = drill.host.post(f"{drill.path('gm')}/postmortem/save", {"version": 3, "written": written})
    assert (shut.status_code, shut.json()["says"]) == (409, "This postmortem is closed.")
    assert drill.host.post(status, {"version": 3, "status": "in review"}).json()["status"] == "in review"
    save(drill.host, drill, "gm", 4, written)


def test_a_status_that_is_none_is_refused(table: Table) -> None:
    """Only the four there are."""
    drill = revealed(table)
    for status in (None, 7, "", "CLOSED", "done", ["closed"]):
        assert drill.host.post(f"{drill.path('gm')}/postmortem/status", {"version": 0, "status": status}).status_code == 400


def refuse(table: Table, state: str) -> None:
    """Makes the database itself say no, as a full disk does."""
    with table.parts.store._lock:
        table.parts.store._connection.exec_driver_sql(f"PRAGMA query_only={state}")
        table.parts.store._connection.commit()


def test_a_full_disk_says_so_and_keeps_what_was(table: Table) -> None:
    """A save that cannot be written is told as that; the version before stands."""
    drill = revealed(table)
    written = opened(drill.host, drill, "gm")["written"]
    save(drill.host, drill, "gm", 0, written | {"sense": "kept"})
    refuse(table, "ON")
    answer = drill.host.post(f"{drill.path('gm')}/postmortem/save", {"version": 1, "written": written})
    refuse(table, "OFF")
    assert answer.status_code == 503
    assert answer.json()["says"].startswith("This could not be saved")
    assert opened(drill.host, drill, "gm")["written"]["sense"] == "kept"


def test_earlier_items_about_the_same_are_named_once_they_are_shared(table: Table) -> None:
    """A closed postmortem of another drill is quoted where it was shared, and about the same class; never before."""
    first, second = revealed(table), revealed(table)
    written = opened(first.host, first, "gm")["written"]
    save(first.host, first, "gm", 0, finished(written, "acted", "resolved"))
    first.host.post(f"{first.path('gm')}/postmortem/status", {"version": 1, "status": "closed"})
    save(second.host, second, "gm", 0, finished(written))
    assert opened(second.host, second, "gm")["derived"]["earlier"] == []
    made = first.host.post(f"{first.path('gm')}/shares", {"what": "postmortem"}).json()
    assert [one["says"] for one in opened(second.host, second, "gm")["derived"]["earlier"]] == ["Releases come in stages"]
    first.host.post(f"{first.path('gm')}/shares/{made['id']}/revoke")
    assert opened(second.host, second, "gm")["derived"]["earlier"] == []
