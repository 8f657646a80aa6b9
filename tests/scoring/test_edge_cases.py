"""The edge cases of the scoring reference (4.5), one test or more for each, by its number. E15 and E22 stand with the verbs they are about."""

from __future__ import annotations

from dataclasses import replace

from by_hand import Hand, handled, truth, values
from small_shop import TEXT, do, started

from simulator.drill.drill import Drill
from simulator.drill.hints import LADDERS
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import TRUTH, seats
from simulator.record.seats import IC, Role
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Confidence, Kind, Sev, Topic
from simulator.scoring.harm import avoided
from simulator.scoring.panels import PANELS, standing
from simulator.scoring.references import References
from simulator.scoring.score import score
from simulator.scoring.scorecard import Line, Scorecard
from simulator.world.harm import TruthRow


def test_e1_never_declared_is_open_and_never_a_number() -> None:
    """Evidence at 360, EndEx at 2220: not declared in 31 min of evidence; no number stands in for it."""
    hand = Hand()
    hand.page(360)
    hand.ended(2220)
    lines = hand.lines(truth(2220, (300, 2220)))
    assert (lines["M3"].value, lines["M3"].censored) == (None, True)
    assert lines["M3"].says == "Not declared in 31:00 of evidence."


def test_e1_engaging_and_updates_run_from_the_latest_reasonable_declaration() -> None:
    """Latest reasonable is 360 + 252 = 612: no room in the 26:48 to 2220; the public was owed 912, 1212 and not yet 2412;
    internally 2412 is not over either.
    """
    hand = Hand()
    hand.page(360)
    hand.ended(2220)
    lines = hand.lines(truth(2220, (300, 2220)))
    assert (lines["M4"].value, lines["M4"].censored) == (None, True)
    assert "26:48" in lines["M4"].says
    assert lines["M8.public"].says == "0 of 2 on time; 2 never came."
    assert lines["M8.internal"].says == "None was due."


def test_e1_a_drill_that_ends_before_that_owes_nothing() -> None:
    """Ended four minutes after the evidence: too early to miss a room or an update."""
    hand = Hand()
    hand.page(360)
    hand.ended(600)
    lines = hand.lines(truth(600, (300, 600)))
    assert lines["M3"].censored
    assert not lines["M4"].censored
    assert lines["M8.public"].says == "None was due."


def test_e1_milder_than_evident_is_not_declared_either() -> None:
    """SEV3 in a SEV1 incident: the time to declare stays open and says why."""
    hand = Hand()
    hand.page(360)
    hand.declare(400, Sev.SEV3)
    hand.ended(2220)
    line = hand.lines(truth(2220, (300, 2220)))["M3"]
    assert (line.value, line.censored) == (None, True)
    assert line.says == "Declared milder than SEV2 for all 31:00 of evidence."


def test_e2_declared_before_evidence_is_zero_and_good_instinct() -> None:
    """Declared at 340, evident at 360: zero, and the badge; even before onset, at 200."""
    for at in (340, 200):
        hand = Hand()
        hand.declare(at)
        hand.page(360)
        hand.ended(2220)
        line = hand.lines(truth(2220, (300, 2220)))["M3"]
        assert line.value == 0
        assert line.says.startswith("Early: good instinct.")


def test_e2_where_onset_never_came_it_is_a_false_alarm() -> None:
    """Declared, and nobody was ever hurt: the time to declare does not apply."""
    hand = Hand()
    hand.declare(340)
    hand.ended(2220)
    line = hand.lines(truth(2220))["M3"]
    assert (line.value, line.censored, "Early" in line.says) == (None, False, False)


def false_alarm(*, stood_down: int | None, until: int = 3600) -> Hand:
    """A page at 360 without anybody hurt, declared at 400, refuted at 600."""
    hand = Hand()
    hand.page(360)
    hand.declare(400, Sev.SEV2)
    hand.at(600, f.AlertCleared("pay-burn"), by="world")
    if stood_down is not None:
        hand.at(stood_down, f.IncidentStoodDown(""))
    hand.ended(until)
    return hand


def test_e3_a_false_alarm_has_no_times_of_an_incident() -> None:
    """M3, M5 and M26 do not apply; nothing is open and nothing is a number."""
    lines = false_alarm(stood_down=1000).lines(truth(3600), References(tuple([0.0] * 720), 0.0, None, None, None, 3600))
    assert values(lines, "M1", "M3", "M5", "M26") == (None, None, None, None)
    assert not any(lines[id_].censored for id_ in ("M1", "M3", "M5", "M6", "M7", "M26"))


def test_e3_standing_down_soon_is_fine_and_says_what_it_cost() -> None:
    """Refuted 600, stood down 1000: 6:40. Three people for the ten minutes since 400: 30 person-minutes. Fine."""
    lines = false_alarm(stood_down=1000).lines(truth(3600))
    assert lines["M3.down"].value == 400
    assert lines["M3.cost"].value == 30.0
    assert lines["M3.cost"].says == "Fine: it cost about 30 person-minutes."
    assert lines["M11.over"].value == 0


def test_e3_held_for_long_after_refuting_it_becomes_the_experiment() -> None:
    """Never stood down: open, over from ten minutes after 600, and the card's experiment is to stand down."""
    hand = false_alarm(stood_down=None)
    card = hand.card_of(truth(3600))
    lines = {line.id: line for line in card.lines}
    assert (lines["M3.down"].value, lines["M3.down"].censored) == (None, True)
    assert lines["M11.over"].value == 3600 - 1200
    assert not lines["M3.cost"].says.startswith("Fine")
    assert "stand down" in card.try_next


def test_e3_not_declaring_was_the_right_call() -> None:
    """A page, nobody hurt, nothing declared: nothing missing, and that is the strength."""
    hand = Hand()
    hand.page(360)
    hand.at(600, f.AlertCleared("pay-burn"), by="world")
    hand.ended(3600)
    card = hand.card_of(truth(3600))
    assert not any(line.censored for line in card.lines if line.id != "M2")
    assert card.keep == "Nothing was declared, and nothing had to be."


def test_e4_healed_before_anybody_acted() -> None:
    """The fault ended by itself at 900: M5 has its number and says so, no order is blank rather than slow, M24 still counts."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.at(900, f.FaultEnded("canary-fault"), audience=TRUTH, by="world")
    hand.at(1000, f.IncidentResolved())
    hand.ended(3600)
    lines = hand.lines(truth(3600, (300, 900)))
    assert lines["M5"].value == 545
    assert "by itself" in lines["M5"].says
    assert (lines["M6"].value, lines["M6"].says) == (None, "No order ended it.")
    assert lines["M24"].value == 1


def test_e4_too_little_to_avoid_is_not_measured() -> None:
    """Less than 5 % of the harm of doing nothing, or less than 500 user-minutes: no share is given."""

    def runs(nothing: float, ideal: float) -> References:
        return References((nothing,), ideal, None, None, None, 7525)

    assert avoided(12_000.0, runs(12_000.0, 11_401.0)) is None  # 4.99 %
    assert avoided(12_000.0, runs(12_000.0, 11_400.0)) == 0.0  # 5 %
    assert avoided(900.0, runs(900.0, 401.0)) is None  # 499 user-minutes
    assert avoided(900.0, runs(900.0, 400.0)) == 0.0  # 500


def test_e5_downgrading_is_free_and_cuts_the_severity() -> None:
    """Refuted at 1200 and taken down in steps, at 1500 to SEV2 and at 1750 stood down: nothing is over, three moves are shown and no
    line counts them.
    """
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(1200, f.AlertCleared("pay-burn"), by="world")
    hand.at(1500, f.SeverityChanged(Sev.SEV2, Sev.SEV1, ""))
    hand.at(1750, f.IncidentStoodDown(""))
    hand.ended(3600)
    card = hand.card_of(truth(3600, (300, 900)))
    lines = {line.id: line for line in card.lines}
    assert values(lines, "M11.under", "M11.over") == (0, 0)
    assert [(move.at, move.sev) for move in card.severity_declared] == [(0, ""), (360, "SEV1"), (1500, "SEV2"), (1750, "")]
    assert not any("severity" in line.title.lower() and line.unit == "count" for line in card.lines)


def test_e5_each_stretch_is_judged_by_what_was_declared_in_it() -> None:
    """SEV1 evident: SEV1 declared 360, SEV2 from 600 to 720, SEV1 again: under for the two minutes between."""
    hand = Hand()
    hand.page(360)
    hand.declare(360)
    hand.at(600, f.SeverityChanged(Sev.SEV2, Sev.SEV1, ""))
    hand.at(720, f.SeverityChanged(Sev.SEV1, Sev.SEV2, ""))
    hand.ended(900)
    assert values(hand.lines(truth(900, (300, 900))), "M11.under", "M11.over") == (120, 0)


# --- on real drills of the small shop -----------------------------------------------------------------

ACTS: tuple[tuple[int, c.Command], ...] = (
    (170, c.OpenTiles()),
    (180, c.AcknowledgePage("pay-fast")),
    (240, c.DeclareIncident(Sev.SEV1)),
    (245, c.AssignRole(Role.IC, IC)),
    (255, c.OpenChanges()),
    (260, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam")),
    (300, c.PostUpdate(Audience.PUBLIC, "We know.", "", "pay", "major-outage", 10)),
    (420, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam")),
    (620, c.AskVerify("pay", "priya")),
)
UNTIL = 1100


def play(*between: tuple[int, c.Command, str]) -> Drill:
    """The acts at their seconds; `between` are clock commands by a seat at a second, given first. A pause ends before the next act."""
    drill = started()
    for at, _, act, seat in sorted(
        [(at, 1, act, IC) for at, act in ACTS] + [(at, 0, act, seat) for at, act, seat in between], key=_when
    ):
        run_to(drill, at)
        do(drill, act, seat)
    run_to(drill, UNTIL)
    do(drill, c.EndDrill(), "gm")
    return drill


def _when(entry: tuple[int, int, c.Command, str]) -> tuple[int, int]:
    return entry[:2]


def run_to(drill: Drill, second: int) -> None:
    """Whatever the clock does on the way."""
    if drill.board.clock.state == "paused":
        do(drill, c.ResumeDrill(), "gm")
    while drill.now < second:
        drill.advance(second)


def measured(drill: Drill) -> list[tuple[str, float | None, bool]]:
    card = card_of(drill)
    return [(line.id, line.value, line.censored) for line in card.lines]


def card_of(drill: Drill) -> Scorecard:
    return score(drill.scenario, drill.facts, drill.truth_table())


def test_e6_pauses_and_speeds_change_no_measure() -> None:
    """Two pauses, a time-out and two speeds at awkward moments: every line, stretch and severity is what it was."""
    plain = card_of(play())
    paused = card_of(
        play(
            (200, c.PauseDrill("teaching"), "gm"),
            (240, c.CallTimeOut(), IC),
            (350, c.SetSpeed("4"), "gm"),
            (430, c.PauseDrill("technical"), "gm"),
            (640, c.SetSpeed("0.5"), "gm"),
        )
    )
    assert [(x.id, x.value, x.says) for x in paused.lines] == [(x.id, x.value, x.says) for x in plain.lines]
    assert paused.strip == plain.strip
    assert (paused.severity_true, paused.severity_evident, paused.severity_declared) == (
        plain.severity_true,
        plain.severity_evident,
        plain.severity_declared,
    )
    assert (paused.harm, paused.ended_at, paused.steered) == (plain.harm, plain.ended_at, False)


def test_e6_skipping_counts_like_waiting() -> None:
    """The same drill, once waited through and once with the waits skipped."""
    skipped = play((20, c.Wait(), IC), (435, c.Wait(), IC), (630, c.Wait(), IC))
    assert sum(isinstance(fact.body, f.SkipStarted) for fact in skipped.facts) == 3
    assert measured(skipped) == measured(play())


def test_e7_reopened_the_last_all_clear_counts_and_the_first_is_one_too_many() -> None:
    """Resolved 1560, worse again from 2000, reopened 2130, resolved again 3600: T_resolve is 3600, one all-clear did not hold."""
    hand, _ = handled()
    hand.facts = [x for x in hand.facts if x.at <= 1560]
    hand.at(2050, f.PageSent("pay-fast", IC, Sev.SEV1), by="world")
    hand.at(2130, f.IncidentReopened(""))
    hand.verified(3300)
    hand.at(3600, f.IncidentResolved())
    hand.ended(4200)
    rows = truth(4200, (300, 900), (2000, 2600))
    lines = hand.lines(rows)
    assert lines["M7"].value == 3600 - 360
    assert lines["M24"].value == 1
    assert "12,000 user-minutes" in lines["M24"].says  # the 120 steps of the second time
    assert lines["M25"].value == 24_000.0


def test_e7_reopened_without_being_asked_is_a_strength() -> None:
    """All evidence was gone at 1700, new evidence at 2050: reopened within two minutes it is the strength, a second later not."""
    kept = []
    for reopened in (2170, 2171):
        hand, _ = handled()
        hand.facts = [x for x in hand.facts if x.at <= 1560]
        hand.at(1700, f.AlertCleared("pay-burn"), by="world")
        hand.at(2050, f.PageSent("pay-fast", IC, Sev.SEV1), by="world")
        hand.at(reopened, f.IncidentReopened(""))
        hand.ended(4200)
        kept.append("without being asked" in hand.card_of(truth(4200, (300, 900), (2000, 2600))).keep)
    assert kept == [True, False]


# --- two faults --------------------------------------------------------------------------------------

SECOND = """  faults:
    canary-second:
      at: 20m
      target: checkout
      does: {errors: 30%}
      lasts: 20m
"""


def two_faults(*, declared: int | None, first_ends: int = 900) -> dict[str, Line]:
    """The first hurts from 300, the second from 1200 to 1800; evidence of it at 1260."""
    loaded = load_scenario(TEXT.replace("  faults:\n", SECOND, 1).encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    hand = Hand(loaded)
    hand.at(300, f.FaultStarted("canary-fault"), audience=TRUTH, by="world")
    hand.page(360)
    if declared is not None:
        hand.declare(declared)
    hand.at(first_ends, f.FaultEnded("canary-fault"), audience=TRUTH, by="world")
    hand.at(1200, f.FaultStarted("canary-second"), audience=TRUTH, by="world")
    hand.at(1260, f.PageSent("pay-fast", IC, Sev.SEV1), by="world")
    hand.at(1800, f.FaultEnded("canary-second"), audience=TRUTH, by="world")
    hand.ended(3600)
    return hand.lines(truth(3600, (300, 900), (1200, 1800)))


def test_e8_each_fault_has_its_own_times_to_declare_and_to_mitigate() -> None:
    """The first stopped at 905, 545 s after 360; the second was evident at 1260 with the incident open, and stopped 540 s later."""
    lines = two_faults(declared=480)
    assert (lines["M3"].value, lines["M3.e2"].value) == (120, 0)
    assert (lines["M5.e1"].value, lines["M5.e2"].value) == (540, 540)
    assert "was open" in lines["M3.e2"].says


def test_e8_the_severity_is_judged_over_both_together() -> None:
    """Never declared: too mild for the evident minutes of both, and the second one's time to declare is open as well."""
    lines = two_faults(declared=None)
    alone = two_faults(declared=480)
    assert (lines["M3.e2"].value, lines["M3.e2"].censored) == (None, True)
    assert (lines["M11.under"].value or 0) > (alone["M11.under"].value or 0) + 540


def test_e8_one_fault_has_no_episodes() -> None:
    """Nothing is told twice where there was only one."""
    hand, rows = handled()
    assert not [id_ for id_ in hand.lines(rows) if ".e" in id_]


# --- hints -------------------------------------------------------------------------------------------


def hinted(level: int, at: int, says: str) -> dict[str, Line]:
    """The incident that was handled, with one hint: declared 480, ordered 660."""
    hand, rows = handled()
    facts, hand.facts = hand.facts, []
    hint = f.Fact(0, at, "gm", 0, f.ALL, f.HintGiven(level, says))
    for fact in sorted([*facts, hint], key=lambda x: (x.at, x.n)):
        hand.facts.append(replace(fact, n=len(hand.facts) + 1))
    return hand.lines(rows)


def test_e9_a_step_taken_soon_after_being_named_is_printed_with_h() -> None:
    """H3 to declare, three minutes before declaring: marked, one second earlier: not; what it has nothing to do with, never."""
    assert hinted(3, 300, LADDERS["declare"][2])["M3"].hinted
    assert not hinted(3, 299, LADDERS["declare"][2])["M3"].hinted
    assert not hinted(3, 300, LADDERS["declare"][2])["M7"].hinted
    assert not hinted(3, 500, LADDERS["declare"][2])["M3"].hinted  # after the fact


def test_e9_h1_and_h2_only_annotate() -> None:
    """They are on the line, below the level that keeps it from par and trend."""
    for level in (1, 2):
        line = hinted(level, 400, LADDERS["declare"][level - 1])["M3"]
        assert (line.hint, line.hinted) == (level, False)
    assert "M3" in standing(PANELS["time"], [*hinted(2, 400, LADDERS["declare"][1]).values()])
    assert "M3" not in standing(PANELS["time"], [*hinted(3, 400, LADDERS["declare"][2]).values()])


def test_e9_harm_goes_with_the_steps_that_led_to_calm() -> None:
    """The order was named to them: what users felt, and the harm, carry the mark; the values are what they were."""
    plain, marked = hinted(1, 0, ""), hinted(4, 600, LADDERS["mitigate"][3])
    assert {marked[id_].hint for id_ in ("M6.decide", "M5", "M5b", "M25")} == {4}
    assert [(id_, line.value, line.says) for id_, line in marked.items()] == [
        (id_, line.value, line.says) for id_, line in plain.items()
    ]


def test_e9_words_of_the_game_masters_own_may_name_any_step() -> None:
    """Nobody can tell which: what closed within three minutes of them is marked."""
    lines = hinted(3, 600, "Perhaps the release?")
    assert (lines["M6.decide"].hinted, lines["M3"].hinted, lines["M7"].hinted) == (True, False, False)


def test_e10_a_second_try_from_a_row_is_another_drill() -> None:
    """A fork replays the rows before it, to the letter, and goes on by itself; the first drill's record and measures stay what they were."""
    first = play()
    before, digest = measured(first), first.digest()
    prefix = [row for row in first.rows if row.at < 420]
    fork = Drill.replay(first.scenario, first.seed, prefix)
    shared = len(fork.facts)
    assert fork.facts == first.facts[:shared]
    fork.advance(300)
    do(fork, c.OrderMitigation(Kind.ROLL_BACK, "checkout", "sam"))
    fork.advance(UNTIL)
    do(fork, c.EndDrill(), "gm")
    assert (measured(first), first.digest()) == (before, digest)
    assert harm(fork) < harm(first)
    again = score(fork.scenario, fork.facts, fork.truth_table(), practice=True)
    assert (again.practice, again.comparable) == (True, False)
    assert (card_of(first).practice, card_of(first).comparable) == (False, True)


def test_e11_by_the_game_masters_hand_the_drill_is_steered() -> None:
    """An ad-hoc line, or a fault begun by hand: the times stand as they are, and nothing is compared with par."""
    plain = card_of(play())
    for act in (c.AddInject("leo", "How long?", "ic"), c.ForceFault("canary-fault", active=True)):
        steered = card_of(play((100, act, "gm")))
        assert (steered.steered, steered.comparable) == (True, False)
        assert {line.id: line.value for line in steered.lines}["M3"] is not None
    assert (plain.steered, plain.comparable) == (False, True)


def test_e12_what_nobody_ordered_is_told_as_such() -> None:
    """Sam rolls back on their own accord: the time to mitigate has its number and asks who decided; known to executed is blank."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.order(850, by="sam")
    hand.start(850)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(truth(3600, (300, 900)))
    assert (lines["M5"].value, "who decided?" in lines["M5"].says) == (545, True)
    assert (lines["M6"].value, "without an order" in lines["M6"].says, "M6.decide" in lines) == (None, True, False)


def test_e13_right_for_a_wrong_reason_counts_in_full() -> None:
    """Ordered on a card that was refuted later, no cause known: every part of it has its number."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.card(600, "roll-back checkout")
    hand.order(660)
    hand.start(700)
    hand.at(800, f.CardPosted("c9", "priya", "It was not that.", Confidence.HIGH, refutes=("c600",)))
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(truth(3600, (300, 900)))
    assert values(lines, "M6.decide", "M6.approve", "M6.ready", "M6.mechanism", "M5") == (60, 0, 40, 205, 545)


def test_e14_known_in_the_room_and_not_in_the_channel() -> None:
    """On priya's desk at 480, in the channel at 600: known at 600, and two minutes earlier in the room, on a line of its own."""
    hand, rows = handled()
    hand.facts = [x for x in hand.facts if x.at < 600]
    hand.card(500, "roll-back checkout", audience=seats("priya"))
    hand.facts = sorted(hand.facts, key=lambda x: x.at)
    hand.card(600, "roll-back checkout", cause=True)
    hand.order(660)
    hand.start(700)
    hand.done(900, ends="roll-back checkout")
    hand.ended(3600)
    lines = hand.lines(rows)
    assert values(lines, "M6.decide", "M6.room") == (60, 100)
    assert "known in the room 1:40 before" in lines["M6.room"].says
    assert "M6.room" not in handled()[0].lines(rows)


def test_e14_what_never_reached_the_channel_is_open() -> None:
    """Nobody told the commander, nothing was ordered: known in the room to the end."""
    hand = Hand()
    hand.page(360)
    hand.declare(480)
    hand.card(500, "roll-back checkout", audience=seats("sam"))
    hand.ended(2000)
    line = hand.lines(truth(2000, (300, 2000)))["M6.room"]
    assert (line.value, line.censored, "25:00" in line.says) == (None, True, True)


def handed_over(at: int, *, back: int | None = None) -> tuple[Hand, list[TruthRow]]:
    """The incident that was handled, with command passed to priya at a second, and perhaps taken back."""
    hand, rows = handled()
    facts, hand.facts = hand.facts, []
    more = [f.Fact(0, at, "priya", 0, f.ALL, f.HandoffAccepted("h1", "priya"))]
    more += [] if back is None else [f.Fact(0, back, IC, 0, f.ALL, f.RoleAccepted(Role.IC, IC))]
    for fact in sorted([*facts, *more], key=lambda x: (x.at, x.n)):
        hand.facts.append(replace(fact, n=len(hand.facts) + 1))
    return hand, rows


def test_e17_what_is_about_the_person_ends_with_the_handoff() -> None:
    """Handed over at 620, between knowing and ordering: deciding is open for the one who led until then; the room's times are whole."""
    hand, rows = handed_over(620)
    lines, whole = hand.lines(rows), handled()[0].lines(rows)
    assert (lines["M6.decide"].value, lines["M6.decide"].censored) == (None, True)
    assert "when command passed on" in lines["M6.decide"].says
    assert values(lines, "M17.generic", "M21") == (None, None)
    for id_ in ("M3", "M5", "M6.ready", "M6.mechanism", "M7", "M24", "M25"):
        assert lines[id_].value == whole[id_].value, id_


def test_e17_severity_is_judged_while_one_leads() -> None:
    """SEV3 declared in a SEV1 incident at 480, handed over at 620: too mild from 360 to 620, and what others left so is not counted."""
    under = []
    for at in (620, 3500):
        hand, rows = handed_over(at)
        for n, fact in enumerate(hand.facts):
            if isinstance(fact.body, f.IncidentDeclared):
                hand.facts[n] = replace(fact, body=f.IncidentDeclared(Sev.SEV3, ""))
        under.append(hand.lines(rows)["M11.under"].value)
    assert under[0] == 260
    assert (under[1] or 0) > 260


def test_e17_taken_back_it_goes_on() -> None:
    """Handed over at 500 and taken back at 610: the order at 660 is one's own again."""
    hand, rows = handed_over(500, back=610)
    assert hand.lines(rows)["M6.decide"].value == 60


def test_e18_a_suspicion_counts_where_the_numbers_are_quiet() -> None:
    """No tile moves; a mail that supports SEV1 arrives at 600: evident then, declared 700, timed from it; burn plays no part."""
    hand = Hand()
    mail = f.InjectDelivered("canary-inject", "leo", IC, "Somebody sells our data.", supports=Sev.SEV1)
    hand.at(600, mail, by="msel")
    hand.declare(700)
    hand.ended(2000)
    rows = [replace(row, severity=4, calm=4) for row in truth(2000)]
    card = hand.card_of(rows)
    lines = {line.id: line for line in card.lines}
    assert (card.severity_evident[1].at, card.severity_evident[1].sev) == (600, "SEV1")
    assert lines["M3"].value == 100


def test_e19_a_promise_that_falls_due_in_a_freeze_is_not_lost() -> None:
    """Promised for 900, the clock stopped at 899 for however long: kept by a post at 905, drill time being all that counts."""

    def run(*pause: tuple[int, c.Command, str]) -> list[tuple[str, float | None, bool]]:
        return measured(play((905, c.PostUpdate(Audience.PUBLIC, "Still at it.", "", "", "", 0), IC), *pause))

    frozen, plain = run((899, c.PauseDrill("technical"), "gm")), run()
    assert frozen == plain
    assert ("M8.promises", 100.0, False) in plain


def test_e20_declared_mild_first_both_instants_are_told() -> None:
    """SEV3 at 400, SEV1 at 600, evident 360: four minutes, the milder one 3:20 before, and 240 s too mild as its price."""
    hand = Hand()
    hand.page(360)
    hand.declare(400, Sev.SEV3)
    hand.at(600, f.SeverityChanged(Sev.SEV1, Sev.SEV3, ""))
    hand.ended(900)
    lines = hand.lines(truth(900, (300, 900)))
    assert lines["M3"].value == 240
    assert lines["M3"].says.endswith("A milder one had been made 3:20 before.")
    assert lines["M3"].evidence == (1, 2, 3)
    assert (lines["M11.under"].value, "user-minutes" in lines["M11.under"].says) == (240, True)


def test_e21_better_than_the_ideal_run_is_said_and_the_scenario_flagged() -> None:
    """12,000 user-minutes against an ideal of 20,000 and 60,000 for nothing: 120 %, and the scenario's keeper is told."""
    hand, rows = handled()
    nothing = tuple(100.0 if n < 600 else 0.0 for n in range(1500))
    card = hand.card_of(rows, References(nothing, 20_000.0, None, None, None, 7500))
    assert card.harm.avoided == 120.0
    assert "Faster than our ideal run" in card.harm.says
    assert "worth a look" in card.review
    assert hand.card_of(rows, References(nothing, 12_000.0, None, None, None, 7500)).review == ""


def harm(drill: Drill) -> float:
    lines: dict[str, Line] = {line.id: line for line in card_of(drill).lines}
    value = lines["M25"].value
    assert value is not None
    return value


def test_e16_what_the_end_cuts_off_is_open() -> None:
    """Ended at 640, in the middle: declaring has its number, all that was under way is open and none of it a number."""
    hand, _ = handled()
    hand.facts = [x for x in hand.facts if x.at <= 600]
    hand.ended(640)
    lines = hand.lines(truth(640, (300, 640)))
    assert lines["M3"].value == 120
    for id_ in ("M4", "M5", "M6.decide", "M7"):
        assert (lines[id_].value, lines[id_].censored) == (None, True), id_
    strip = hand.card_of(truth(640, (300, 640))).strip
    assert (strip[-1].title, strip[-1].end, strip[-1].open) == ("Mitigate", 640, True)


def test_e16_a_recovery_that_could_not_be_seen_to_hold_is_open() -> None:
    """It stopped at 905 and the game master ended at 1100, before five minutes: not mitigated, and not called still hurting for certain."""
    hand, _ = handled()
    hand.facts = [x for x in hand.facts if x.at <= 900]
    hand.ended(1100)
    lines = hand.lines(truth(1100, (300, 900)))
    assert (lines["M5"].value, lines["M5"].censored) == (None, True)
    assert (lines["M6.mechanism"].value, lines["M6.mechanism"].censored) == (None, True)
    assert "not held for 5 minutes" in lines["M5"].says
