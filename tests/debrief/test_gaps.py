"""The gap finder: exact stretches and costs on a drill written by hand, and the rules by which cards are chosen."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring.by_hand import LOST, Hand, handled, truth

from simulator.debrief.choosing import choose, fair, matches
from simulator.debrief.gaps import USUAL, Gap, gaps
from simulator.record import facts as f
from simulator.scenario.words import Audience, Sev, Teach
from simulator.world.harm import TruthRow


def found(hand: Hand, rows: list[TruthRow]) -> dict[str, Gap]:
    """The dearest of each kind."""
    first: dict[str, Gap] = {}
    for gap in gaps(hand.scenario, hand.facts, rows, hand.card_of(rows).lines):
        first.setdefault(gap.kind, gap)
    return first


def test_a_handled_incident_has_the_stretches_that_were_worked_by_hand() -> None:
    """Each from its start fact to its stop fact, with the harm of every failing step beyond what is usual and of no other."""
    hand, rows = handled()
    seen = found(hand, rows)
    spans = {kind: (gap.start, gap.end, gap.open) for kind, gap in seen.items()}
    assert spans["detect"] == (325, 360, False)
    assert spans["declare"] == (360, 480, False)
    assert spans["decide"] == (600, 660, False)
    assert spans["approve" if "approve" in spans else "ready"][0] == 660
    assert spans["mechanism"] == (700, 905, False)
    assert spans["verify"] == (905, 1200, False)
    assert spans["idle"] == (420, 905, False)  # nobody was asked for anything until it was calm
    assert all(not gap.real for gap in seen.values() if gap.kind not in ("engage", "idle"))


def test_the_cost_of_a_gap_is_the_harm_of_its_excess() -> None:
    """A declaration eight minutes after the evidence, with users failing throughout: every step beyond the usual counts, none before."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360)
    hand.declare(900)
    hand.ended(1200)
    rows = truth(1200, (300, 1200))
    gap = found(hand, rows)["declare"]
    assert (gap.start, gap.end, gap.facts, gap.owner, gap.theme) == (360, 900, (2, 3), "person", "B2")
    beyond = [at for at in range(5, 1201, 5) if 360 + USUAL["declare"] < at <= 900]
    assert gap.excess == 900 - 360 - USUAL["declare"]
    assert gap.harm == pytest.approx(LOST * len(beyond))


def test_what_never_came_is_open_to_the_end() -> None:
    """No declaration, no order: the stretch runs to EndEx and says that it is open."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360)
    hand.card(420, "roll-back checkout")
    hand.ended(1800)
    rows = truth(1800, (300, 1800))
    seen = found(hand, rows)
    assert (seen["declare"].end, seen["declare"].open) == (1800, True)
    assert (seen["decide"].start, seen["decide"].end, seen["decide"].open) == (420, 1800, True)
    assert seen["decide"].about == "roll-back checkout"


def test_a_promise_counts_from_its_time_and_a_question_from_being_asked() -> None:
    """What was promised for 12:00 and came at 17:00 was five minutes late; a question of 8 min is a gap, a kept promise is none."""
    hand, rows = handled()
    hand.facts.pop()
    hand.at(2000, f.PromiseMade("p1", Audience.PUBLIC, 2100))
    hand.at(2100, f.PromiseKept("p1", Audience.PUBLIC, 0))
    hand.at(2100, f.PromiseMade("p2", Audience.INTERNAL, 2200))
    hand.at(2100, f.StakeholderPinged("leo", "How many?", "q1"), by="leo")
    hand.at(2261, f.PromiseMissed("p2", Audience.INTERNAL), by="clock")
    hand.at(2500, f.PromiseKept("p2", Audience.INTERNAL, 300))
    hand.at(2580, f.QuestionAnswered("q1", "About a thousand."))
    hand.facts[:] = [
        replace(x, n=n + 1) for n, x in enumerate(y for y in hand.facts if not isinstance(y.body, f.IncidentResolved))
    ]
    hand.ended(3600)
    seen = found(hand, rows)
    assert (seen["promise"].start, seen["promise"].end, seen["promise"].about) == (2200, 2500, "internal")
    assert (seen["question"].start, seen["question"].end, seen["question"].about) == (2100, 2580, "leo")
    assert seen["promise"].real
    assert seen["question"].real


def test_a_finding_kept_aside_is_a_gap_of_the_channel() -> None:
    """E14: known at one desk at 420 and in the room at 600 is three minutes of one shared picture missing."""
    hand, rows = handled()
    aside = f.Fact(0, 420, "sam", 0, f.seats("sam"), replace(hand.facts[4].body, names="roll-back checkout"))  # type: ignore[arg-type]
    hand.facts.insert(3, aside)
    hand.facts[:] = [replace(x, n=n + 1) for n, x in enumerate(hand.facts)]
    gap = found(hand, rows)["aside"]
    assert (gap.start, gap.end, gap.about, gap.theme) == (420, 600, "sam", "B5")


def test_a_false_alarm_asks_about_holding_and_about_the_page() -> None:
    """E3: SEV1 held half an hour after nothing was left of the evidence is a gap on the person, beside the page that meant nothing."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(300)
    hand.declare(360)
    hand.at(2400, f.IncidentStoodDown("Nothing."))
    hand.ended(2700)
    rows = truth(2700)
    seen = found(hand, rows)
    assert seen["hold"].real
    assert seen["hold"].of_a_person
    assert (seen["quiet-page"].start, seen["quiet-page"].end) == (300, 2400)
    assert {gap.kind for gap in choose(tuple(seen.values()), ())} == {"hold", "quiet-page"}


# --- choosing ----------------------------------------------------------------------------------------


def gap(kind: str, theme: str, owner: str, harm: float, length: int = 900) -> Gap:
    return Gap(kind, theme, owner, 0, length, False, (1, 2), usual=60.0, harm=harm)


gaps_of_any_kind = st.lists(
    st.builds(
        gap,
        st.sampled_from(sorted(USUAL)),
        st.sampled_from([f"B{n}" for n in range(1, 9)]),
        st.sampled_from(["person", "process", "monitoring", "machinery"]),
        st.floats(0, 1e6),
        st.sampled_from([30, 60, 900]),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(found=gaps_of_any_kind, objectives=st.sets(st.sampled_from(Teach), max_size=3))
def test_cards_are_few_of_different_themes_and_fair(found: list[Gap], objectives: set[Teach]) -> None:
    """Whatever was found: at most three, no theme twice, no more on persons than on systems, and nothing chosen for its own sake
    that took no longer than usual."""
    chosen = choose(found, objectives)
    assert len(chosen) <= 3
    assert fair(chosen)
    assert len([each for each in chosen if not each.real]) <= len([each for each in chosen if each.of_a_person])
    assert not chosen or any(each.real for each in chosen)


def test_the_dearest_set_that_is_fair_is_chosen() -> None:
    """Two dear gaps on persons give way to one of them and one on a system; a second of the same theme is left out."""
    declare, decide = gap("declare", "B2", "person", 900), gap("decide", "B4", "person", 800)
    ready, promise = gap("ready", "B4", "process", 50), gap("promise", "B6", "process", 10)
    assert [each.kind for each in choose([declare, decide, ready], ())] == ["declare", "ready"]
    assert [each.kind for each in choose([declare, decide, promise], ())] == ["declare", "promise"]
    assert [each.kind for each in choose([ready, gap("mechanism", "B4", "machinery", 60)], ())] == ["mechanism"]


def test_a_gap_on_a_person_is_not_shown_without_the_systems_share() -> None:
    """Alone it is left out; beside a stretch of a system within the usual it is shown."""
    declare, detect = gap("declare", "B2", "person", 900), gap("detect", "B5", "monitoring", 0, length=40)
    assert choose([declare], ()) == ()
    assert [each.kind for each in choose([declare, detect], ())] == ["declare", "detect"]


def test_objectives_decide_between_equals() -> None:
    """Where users suffered alike, what the drill practised comes first; they never outweigh harm."""
    one, other = gap("approve", "B7", "process", 0), gap("verify", "B8", "process", 0)
    more = [gap(kind, "B7", "process", 0) for kind in ("ready", "question", "promise")]
    assert matches(other, [Teach.VERIFY])
    assert not matches(one, [Teach.VERIFY])
    chosen = choose([one, other, *more, gap("idle", "B8", "process", 5)], [Teach.VERIFY])
    assert "idle" in {each.kind for each in chosen}
    for first, second in product([one, other], repeat=2):
        assert fair((first, second)) is (first.theme != second.theme)


def test_severity_is_declared_by_somebody_in_the_hand_written_drill() -> None:
    """The control: declared at once, the same drill has no gap on the declaration."""
    hand = Hand()
    hand.at(0, f.DrillStarted(), by="gm")
    hand.page(360)
    hand.declare(365, Sev.SEV1)
    hand.ended(1200)
    assert not found(hand, truth(1200, (300, 1200)))["declare"].real
