"""Update quality (M10): a post read rule by rule, its truth checked against the tiles, and the lines worked out by hand.

The drill by hand (`by_hand.handled`): it starts at 10:00 UTC; Paying fails from 300 to 900, 40 % of requests, 1,200 of 5,200 users; the page at
360 makes it visible. The tiles show the dip from 300 (10:05 UTC) on.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from by_hand import Hand, handled, truth, values

from simulator.record import facts as f
from simulator.scenario.words import Audience
from simulator.scoring.posts import hurting_at, judge
from simulator.scoring.update_quality import holds, read_post
from simulator.scoring.update_truth import Post, counts, shares, stated_start
from simulator.scoring.visible import Visible

TEN = datetime(2026, 3, 5, 10, tzinfo=UTC)
WHOLE = "Since 10:05 UTC about 40% of payments fail for our customers. We are working on it."
FIRST = "We know that card payments fail and are working on it."


def post(hand: Hand, at: int, says: str, *, state: str = "degraded", component: str = "pay", promise: int = 900) -> int:
    n = hand.at(at, f.UpdatePosted(Audience.PUBLIC, "ic", says, "", component, state))
    if promise:
        hand.at(at, f.PromiseMade(f"p{n}", Audience.PUBLIC, at + promise), because=n)
    return n


def with_posts(*posts: tuple[int, str]) -> tuple[Hand, list[int]]:
    """The handled incident with posts, its facts in the order of time."""
    hand, _ = handled()
    numbers = [post(hand, at, says) for at, says in posts]
    return hand, numbers


# --- what a post says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "rules"),
    [
        (WHOLE + " Next update at 10:30 UTC.", {"Q1", "Q2", "Q3", "Q4", "Q5", "Q6"}),
        ("We are aware of an issue.", set()),
        ("We will update when we have more.", set()),
        ("Next update at :30.", {"Q4"}),
        ("Payments fail since the last deploy.", {"Q5"}),
        ("Payments fail since 3pm.", {"Q5"}),
        ("CPU is at 95%.", {"N3"}),
        ("It will be fixed by 15:00 UTC.", {"N2"}),
        ("We suspect the payment provider. Investigating.", {"N1", "Q6"}),
        ("The cause is not known yet. We are investigating.", {"Q6"}),
        ("We do not yet know how many customers cannot pay.", {"Q1", "Q2", "Q5"}),
        ("All systems operational.", {"N4"}),
    ],
)
def test_a_post_is_read_rule_by_rule(says: str, rules: set[str]) -> None:
    """What stands in the text and nothing else; looks alike are told apart."""
    assert holds(says) == rules


def test_operational_is_no_lie_once_users_are_well() -> None:
    """N4 needs users who are hurt."""
    assert holds("All systems operational.", hurting=False) == frozenset()


def test_names_only_insiders_know_are_words_of_the_engine_room() -> None:
    """The id of a service is one where the scenario names it, and only as a whole word."""
    assert "N3" in holds("Trouble with pay-front.", internal=("pay-front",))
    assert "N3" not in holds("Trouble with pay-frontier.", internal=("pay-front",))


def test_a_finding_points_at_the_words() -> None:
    """Start and end cut the words out of the post, at the first place that shows the rule."""
    twice = "Payments cannot be made, and uploads fail."
    assert [twice[x.start : x.end] for x in read_post(twice)] == ["cannot"]
    says = "Since 10:05 UTC payments fail."
    assert {x.rule: says[x.start : x.end] for x in read_post(says)} == {"Q3": "Since 10:05 UTC", "Q5": "fail"}


# --- whether it bears out -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "stated"),
    [
        ("About 20% of users", (0.2,)),
        ("81% of uploads succeed", (0.19,)),
        ("fallen from 20% to 6%", (0.06,)),
        ("one in five uploads", (0.2,)),
        ("half of all calls", (0.5,)),
        ("every second order", (0.5,)),
        ("No customer can pay", (1.0,)),
        ("everything works again for everyone", ()),
        ("CPU at 95%", ()),
        ("Next update in 20 min", ()),
    ],
)
def test_shares_are_read_as_shares_of_those_hurt(says: str, stated: tuple[float, ...]) -> None:
    """Percentages, parts, one in so many, all; of those who succeed the others; no number of something else."""
    assert shares(says) == pytest.approx(stated)


def test_counts_are_read_with_their_separators() -> None:
    """2,300 people are two thousand three hundred, and a time of day is no count."""
    assert counts("about 2,300 people and 1.2 million users since 10:05 UTC") == (2300.0, 1200000.0)
    assert counts("at 16:33 UTC people in Rome") == ()


def test_a_stated_start_is_the_last_such_time_before_the_post() -> None:
    """In drill seconds, over midnight as well."""
    assert stated_start(Post(1, 900, "since 10:05 UTC", "", "", False), TEN) == 300
    late = datetime(2026, 3, 5, 23, 50, tzinfo=UTC)
    assert stated_start(Post(1, 1800, "since 23:55 UTC", "", "", False), late) == 300
    assert stated_start(Post(1, 1800, "since 00:10 UTC", "", "", False), late) == 1200
    days = 2 * 86400
    assert stated_start(Post(1, days + 1800, "since 00:10 UTC", "", "", False), late) == days + 1200
    assert stated_start(Post(1, 900, "since the deploy", "", "", False), TEN) is None


def test_the_tiles_tell_nothing_before_something_reached_the_commander() -> None:
    """Before the page at 360 no estimate; after it, the mean of the last minute, and the dip from its beginning."""
    hand, rows = handled()
    visible = Visible(hand.scenario, hand.facts, rows)
    assert visible.estimate("pay", 355) is None
    shown = visible.estimate("pay", 600)
    assert shown is not None
    assert (shown.failing, shown.hurt, shown.share_hurt) == pytest.approx((0.4, 1200.0, 1200 / 5200))
    assert visible.began("pay", 600) == 300
    assert visible.bad(600) == {"pay"}
    assert not visible.well_again(955)
    assert visible.well_again(960)


def test_an_instrument_that_lies_is_what_a_post_is_checked_against() -> None:
    """Visible is what was shown, not what was so; of no data nothing is said."""
    from dataclasses import replace

    hand, rows = handled()
    shown = [replace(row, shown=0.9) for row in rows]
    estimate = Visible(hand.scenario, hand.facts, shown).estimate("pay", 600)
    assert estimate is not None
    assert estimate.failing == pytest.approx(0.1)
    assert estimate.hurt is None
    assert Visible(hand.scenario, hand.facts, [replace(row, shown=-1.0) for row in rows]).estimate("pay", 600) is None


@pytest.mark.parametrize(("share", "right"), [(20, True), (80, True), (81, False), (12, True), (11, False)])
def test_a_share_may_be_off_by_a_factor_of_two(share: int, right: bool) -> None:
    """Around 40 % of requests and 23 % of users: from 11.5 % to 80 %."""
    hand, _ = with_posts((600, f"{share}% of payments fail. We are working on it."))
    (one,) = judge(hand.instants(truth(3600, (300, 900))), hand.scenario, hand.facts, truth(3600, (300, 900)))
    assert [x.right for x in one.checks if x.about == "how many"] == [right]


@pytest.mark.parametrize(("start", "right"), [("10:00", True), ("10:10", True), ("09:59", False), ("10:11", False)])
def test_a_start_may_be_off_by_five_minutes(start: str, right: bool) -> None:
    """Around 10:05, where the dip begins on the tile."""
    hand, _ = with_posts((720, f"Since {start} UTC payments fail. We are working on it."))
    (one,) = judge(hand.instants(truth(3600, (300, 900))), hand.scenario, hand.facts, truth(3600, (300, 900)))
    assert [x.right for x in one.checks if x.about == "since when"] == [right]


# --- the lines ----------------------------------------------------------------------------------------


def test_posts_that_hold_what_they_need_worked_out_by_hand() -> None:
    """A first post needs when, what and doing; the next all six. 3 + 6 of 9; the share, start and two components bear out."""
    hand, numbers = with_posts((600, FIRST), (840, WHOLE))
    lines = hand.lines(truth(3600, (300, 900)))
    assert values(lines, "M10.holds", "M10.avoids", "M10.truth", "M10.retracted") == (100.0, 0, 100.0, 0)
    assert lines["M10.holds"].evidence == tuple(numbers)
    assert lines["M10.holds"].says == "2 posts; each held what it needed."
    assert lines["M10.truth"].says == "4 of 4 statements bore out by what the tiles showed at that second."


def test_what_is_missing_and_what_did_not_bear_out_is_named() -> None:
    """The second post names no start and no next time: 7 of 9. 4 % against 23 to 40 %: 2 of 3 statements bear out."""
    hand, _ = handled()
    post(hand, 600, FIRST)
    wrong = post(hand, 840, "4% of payments fail for our customers. We are working on it.", promise=0)
    lines = hand.lines(truth(3600, (300, 900)))
    assert lines["M10.holds"].value == pytest.approx(100.0 * 7 / 9)
    assert lines["M10.holds"].says == "2 posts. Not said: since when, in UTC (one post); when the next update comes (one post)."
    assert lines["M10.truth"].value == pytest.approx(100.0 * 2 / 3)
    assert lines["M10.truth"].says.endswith("4% was stated, and the tiles said about 23%.")
    assert lines["M10.truth"].evidence == (wrong,)


def test_what_a_post_does_better_without_is_counted_and_named() -> None:
    """Talk of causes and a promised repair in one post, operational while users are hurt in another: three."""
    hand, _ = handled()
    bad = post(hand, 600, "Payments fail due to a bad deploy. We are working on it; it will be fixed by 11:00 UTC.")
    lie = post(hand, 840, "Checkout: back.", state="operational")
    lines = hand.lines(truth(3600, (300, 900)))
    assert lines["M10.avoids"].value == 3
    assert lines["M10.avoids"].evidence == (bad, lie)


def test_a_post_on_the_heels_of_another_earns_nothing_but_may_be_wrong() -> None:
    """Noise needs nothing, so it raises no share; what it states is checked all the same."""
    hand, _ = handled()
    post(hand, 600, "Looking.", promise=0)
    for at in (660, 720, 780):
        post(hand, at, WHOLE)
    post(hand, 790, "Since 09:00 UTC 40% of payments fail for our customers. We are working on it.")
    lines = hand.lines(truth(3600, (300, 900)))
    assert lines["M10.holds"].value == pytest.approx(100.0 / 3)  # of when, what and doing only the last
    assert lines["M10.truth"].value is not None
    assert lines["M10.truth"].value < 100.0


def test_an_all_clear_taken_back_is_a_retraction() -> None:
    """Operational, and within a quarter of an hour not operational again; later it is a second trouble."""
    for back, count in ((1700, 1), (2000, 0)):
        hand, _ = handled()
        post(hand, 1000, "You can pay again.", state="operational")
        post(hand, back, "Payments fail again for some customers. We are looking.")
        assert hand.lines(truth(3600, (300, 900)))["M10.retracted"].value == count


def test_a_correction_in_words_is_a_retraction() -> None:
    """The words of taking something back count, of the second post on."""
    hand, _ = handled()
    post(hand, 600, FIRST)
    post(hand, 840, "Correction: our earlier update was wrong. " + WHOLE)
    assert hand.lines(truth(3600, (300, 900)))["M10.retracted"].value == 1


def test_nothing_posted_is_no_quality_at_all() -> None:
    """Silence gets no number here; that it was silent stands with M8 and M9."""
    hand, rows = handled()
    lines = hand.lines(rows)
    assert values(lines, "M10.holds", "M10.avoids", "M10.truth", "M10.retracted") == (None,) * 4
    assert lines["M10.holds"].says == "Nothing was posted to the status page."


def test_internal_updates_are_not_judged() -> None:
    """Inside, shorthand and causes are welcome."""
    hand, rows = handled()
    hand.at(600, f.UpdatePosted(Audience.INTERNAL, "ic", "p99 up due to a bad deploy, fixed by 11:00.", "", "", ""))
    assert hand.lines(rows)["M10.avoids"].value is None


def test_a_post_that_went_the_way_round_a_lost_page_is_judged_once() -> None:
    """As it was written, when it was written."""
    hand, rows = handled()
    n = hand.at(600, f.UpdateDelayed("page", "ic", FIRST, "", "pay", "degraded", 300))
    hand.at(900, f.UpdatePosted(Audience.PUBLIC, "ic", FIRST, "", "pay", "degraded"), because=n)
    i = hand.instants(rows)
    assert [(x.post.n, x.post.at) for x in judge(i, hand.scenario, hand.facts, rows)] == [(n, 600)]


def test_users_are_hurt_by_the_evidence_until_the_tiles_are_well_for_a_minute() -> None:
    """The page at 360 makes it evident; the last bad step ends at 900."""
    hand, rows = handled()
    i, visible = hand.instants(rows), Visible(hand.scenario, hand.facts, rows)
    assert [hurting_at(visible, i.seen, at) for at in (355, 360, 955, 960)] == [False, True, True, False]
