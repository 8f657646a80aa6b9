"""`wom prove`: a scenario that keeps every promise, and one for each promise that breaks just that."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from math import inf
from multiprocessing import get_context
from pathlib import Path

from simulator.bots.prove.bands import bands
from simulator.bots.prove.checks import CHECKS
from simulator.bots.prove.checks.repeats import repeats
from simulator.bots.prove.proof import Proof, prove
from simulator.bots.prove.runs import Runs, quantile
from simulator.bots.prove.seed import digests, of_seed
from simulator.bots.prove.steadiness import unsteady
from simulator.bots.prove.verdict import Holds, Verdict
from simulator.scenario.load import Sound, load_sound
from simulator.scoring.severity import Step
from simulator.world.harm import TruthRow

SHOP = (Path(__file__).parent / "proven-shop.yaml").read_text(encoding="utf-8")
SEEDS = range(1, 5)


def sound_of(text: str) -> Sound:
    found = load_sound(text.encode(), "shop.yaml")
    assert isinstance(found, Sound), found
    return found


@cache
def runs_of(text: str) -> Runs:
    """All runs of a file, in this process."""
    seeds = tuple(of_seed(text.encode(), "shop.yaml", seed) for seed in SEEDS)
    return Runs(sound_of(text).scenario, seeds, digests(text.encode(), "shop.yaml", SEEDS[0]))


@cache
def verdicts(text: str) -> dict[str, Verdict]:
    return {verdict.check: verdict for verdict in (check(runs_of(text)) for check in CHECKS)}


def broken(text: str) -> set[str]:
    return {name for name, verdict in verdicts(text).items() if verdict.holds is Holds.NO}


def changed(old: str, new: str, text: str = SHOP) -> str:
    """The shop with one thing in it changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def only(text: str, check: str) -> Verdict:
    """The verdict of the one check that a file breaks; every reason leads to a place in it."""
    assert broken(text) == {check}, verdicts(text)
    verdict = verdicts(text)[check]
    assert verdict.reasons
    sound = sound_of(text)
    for reason in verdict.reasons:
        assert sound.loaded.place_of(reason.path).line >= 1
        assert reason.try_
    return verdict


def test_the_shop_keeps_every_promise() -> None:
    """Nothing is broken and nothing is let off: every check applies."""
    assert {verdict.holds for verdict in verdicts(SHOP).values()} == {Holds.YES}, verdicts(SHOP)
    assert len(verdicts(SHOP)) == len(CHECKS) == 9


# --- one broken promise each ------------------------------------------------------------------------


def test_history_outside_its_tolerance_is_told_with_both_figures() -> None:
    """The hurting is published to have ended five minutes before the recorded rollback: refused, with the line of `published`."""
    verdict = only(changed('{mitigated: "10:08"', '{mitigated: "10:03"'), "history")
    assert verdict.reasons[0].path == ("secret", "published", 1)
    assert "published as 3:00 and comes out as 8:05 in 4 of 4 runs" in verdict.reasons[0].says


def test_published_without_history_or_with_fitted_lines_only_is_no_evidence() -> None:
    """What was published needs recorded acts, and one line at least that nothing was fitted to."""
    start, end = SHOP.index("  history:"), SHOP.index("  published:")
    assert "recorded acts" in only(SHOP[:start] + SHOP[end:], "history").reasons[0].says
    fitted = SHOP.replace('note: "Payments', 'fitted: true, note: "Payments').replace('note: "Four', 'fitted: true, note: "Four')
    assert "none is evidence" in only(fitted, "history").reasons[0].says


def test_an_order_that_ends_nothing_leaves_the_ideal_run_without_use() -> None:
    """Rolling back removes a hundredth of the fault: harm is not avoided by anybody, and `fixed_by` is where to look."""
    text = changed("calms_over: 10s}", "calms_over: 10s, works: 1%}").replace(
        '    - {mitigated: "10:08", note: "Payments normal again"}\n', ""
    )
    text = text.replace('"10:08", is', '"10:07", is')
    verdict = only(text, "ends")
    assert verdict.reasons[0].path == ("secret", "truth", "fixed_by")
    assert "avoids next to none" in verdict.reasons[0].says


def test_harm_too_small_to_measure_is_not_a_broken_promise() -> None:
    """E4: where three users are hurt, harm avoided does not apply; who is practised is then told by time."""
    text = SHOP.replace("users: 5200", "users: 3")
    assert verdicts(text)["ends"].holds is Holds.NOT_APPLICABLE
    assert "E4" in verdicts(text)["ends"].says
    assert "(M5)" in verdicts(text)["competent above novice"].says


def test_a_response_that_only_luck_decides_does_not_tell_practice_from_a_first_time() -> None:
    """Rolling back takes between one and 45 minutes: the quartiles overlap."""
    verdict = only(changed("takes: 60s, says", "takes: 1m..45m, says"), "competent above novice")
    assert "competent at worst quartile" in verdict.reasons[0].says


def test_a_beat_that_never_comes_is_dead() -> None:
    """It waits for an order that nobody gives."""
    dead = '    never: {when: {done: restart front}, from: mia, says: "It is slow since the restart."}\n'
    verdict = only(changed("  truth:\n", dead + "  truth:\n"), "beats")
    assert verdict.reasons[0].path == ("secret", "msel", "never")
    assert "never comes" in verdict.reasons[0].says


def test_a_beat_that_expects_what_cannot_be_done_is_told() -> None:
    """It hopes for an answer, and nothing was asked when it comes."""
    idle = '    nudge: {at: 1m, from: mia, says: "Hello?", expects: answer}\n'
    verdict = only(changed("  truth:\n", idle + "  truth:\n"), "beats")
    assert verdict.reasons[0].path == ("secret", "msel", "nudge", "expects")


def test_a_question_that_nobody_can_answer_in_time_is_told() -> None:
    """Ten seconds are less than answering takes."""
    verdict = only(changed("answer_within: 3m", "answer_within: 10s"), "beats")
    assert verdict.reasons[0].path == ("secret", "msel", "leo-asks", "answer_within")
    assert "it leaves 0:10" in verdict.reasons[0].says


def test_a_decision_without_its_clue_is_named() -> None:
    """Switching coupons off works quickest, so the ideal run does it; no card, runbook or change names it."""
    text = changed("ends: [", "ends: [{by: flag-off coupons, calms_over: 5s}, ").replace(
        "fixed_by: [", "fixed_by: [flag-off coupons, "
    )
    verdict = only(text, "clues")
    assert "`flag-off coupons` lacks its clue" in verdict.reasons[0].says
    assert verdict.reasons[0].path == ("secret", "truth", "fixed_by", 0)


def test_a_change_that_commanders_undo_for_its_own_sake_is_named() -> None:
    """The way out is the undoing of a change that brought nothing: the hint names the change, where it said to add a finding."""
    carrier = """says: "Checkout release 7"}
    flyer: {at: "10:03", kind: config, target: front, says: "The flyer is out"}"""
    text = changed('says: "Checkout release 7"}', carrier, changed("with: release", "with: flyer"))
    text = changed("takes: 40s..60s", "takes: 3m", changed("minutes: 12", "minutes: 20", text))
    reason = verdicts(text)["clues"].reasons[0]
    assert "was ordered before anything named it" in reason.says
    assert "the change `release`" in reason.try_


def test_a_clue_that_comes_after_it_is_due_is_late() -> None:
    """The only clue takes sixteen minutes to find in a drill of twelve."""
    text = changed("takes: 40s..60s", "takes: 13m").replace("changes: {}", "")
    text = (
        text.replace("    release: {at", "    later: {at")
        .replace("with: release", 'at: "10:02"')
        .replace('target: checkout, says: "Ch', 'target: front, says: "Ch')
    )
    assert "comes late" in verdicts(text)["clues"].reasons[0].says


def test_evidence_shortly_before_the_end_leaves_no_time_to_declare() -> None:
    """Planned for seven minutes, with the evidence after four."""
    verdict = only(changed("minutes: 12", "minutes: 9"), "time to declare")
    assert "6:00 is the least" in verdict.reasons[0].says


def test_severity_that_goes_to_and_fro_at_its_line_is_told() -> None:
    """Short failures of the other journey, every 45 s: their burn over five minutes swings by a few per cent around SEV1's line."""
    pulses = "".join(
        f"    pulse-{n}: {{at: {90 + 45 * n}s, target: front, does: {{errors: 21.5%}}, lasts: 15s}}\n" for n in range(24)
    )
    text = changed('note: "Payments normal again"', 'fitted: true, note: "Payments normal again"')  # it does not end here
    verdict = only(changed("  findings:\n", pulses + "  findings:\n", text), "steady severity")
    assert any("the burn of look over 5 min at 14 (SEV1)" in reason.says for reason in verdict.reasons)


def test_a_secret_said_aloud_is_told_with_the_text_it_stands_in() -> None:
    """A report names the fault by its id, in words."""
    verdict = only(changed("Payments fail since release 7.", "It is the coupon twice again."), "secrets")
    assert "fault “coupon-twice”" in verdict.reasons[0].says
    assert verdict.reasons[0].path == ("secret", "findings", "since-release", "says")


def test_a_run_that_comes_out_differently_is_ours_to_mend() -> None:
    """Another digest for one policy is told by its name, and not laid at the author's door."""
    runs = runs_of(SHOP)
    assert repeats(runs).holds is Holds.YES
    verdict = repeats(replace(runs, again={**runs.again, "novice": "0" * 32}))
    assert verdict.holds is Holds.NO
    assert "novice" in verdict.reasons[0].says
    assert "mistake of ours" in verdict.reasons[0].try_


# --- steadiness, by hand ----------------------------------------------------------------------------


def steps(*weights: int) -> tuple[Step, ...]:
    return tuple(Step(5 * (n + 1), weight, weight, 0.0) for n, weight in enumerate(weights))


def test_a_severity_that_changes_seven_times_in_ten_minutes_is_restless() -> None:
    """Six changes are borne, a seventh is not; the same seven over an hour are."""
    scenario = sound_of(SHOP).scenario
    assert unsteady(scenario, (), steps(*[0, 4] * 3, 0, *[0] * 50)) == ()
    (found,) = unsteady(scenario, (), steps(*[0, 4] * 4, *[4] * 50))
    assert (found.what, found.crossings) == ("the true severity", 7)
    slow = [weight for weight in (0, 4) * 4 for _ in range(90)]
    assert unsteady(scenario, (), steps(*slow)) == ()


# --- par --------------------------------------------------------------------------------------------


def test_quantiles_are_values_that_happened() -> None:
    """The smallest value that so many do not exceed; later than the end counts as later than all."""
    assert [quantile([4.0, 1.0, 3.0, 2.0], share) for share in (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)] == [1, 1, 2, 3, 4, 4]
    assert quantile([1.0, inf], 0.75) == inf
    assert quantile([], 0.5) is None


def test_par_has_a_band_for_each_measure_of_both_kinds_of_commander() -> None:
    """M1 to M7 and M26, competent beside novice; each of them the quartiles of the runs it applied to."""
    made = {(band.measure, band.policy): band for band in bands(runs_of(SHOP))}
    for measure in ("M1", "M2", "M3", "M4", "M5", "M6.decide", "M7", "M26"):
        assert (measure, "competent") in made
        assert (measure, "novice") in made
    declared = made["M3", "competent"]
    values = sorted(runs_of(SHOP).values("competent", "M3"))
    assert (declared.p25, declared.p50, declared.p75, declared.p90) == (values[0], values[1], values[2], values[3])
    assert declared.runs == len(SEEDS)
    assert declared.p50 is not None
    slower = made["M3", "novice"].p50
    assert slower is not None
    assert slower > declared.p50


# --- executors --------------------------------------------------------------------------------------


def proof_on(executor: Executor) -> Proof:
    told: list[tuple[int, int]] = []
    with executor:
        proof = prove(sound_of(SHOP), SHOP.encode(), "shop.yaml", range(1, 3), executor, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
    return proof


def test_any_executor_comes_to_the_same_proof() -> None:
    """Threads here or processes of their own: the same data, seed by seed, and progress told once for each seed."""
    threads, spawned = ThreadPoolExecutor(2), ProcessPoolExecutor(1, get_context("spawn"))
    assert proof_on(threads).as_data() == proof_on(spawned).as_data()


def test_a_number_at_its_line_matters_only_where_the_call_wavers_with_it() -> None:
    """Success that swings about one half by the quarter of an hour: told where the severity swings too, not where it is SEV1 throughout."""
    scenario = sound_of(SHOP).scenario
    journey = next(iter(scenario.public.system.journeys))
    good = [share for share in (0.48, 0.52) * 3 for _ in range(180)]
    rows = [
        TruthRow(5 * (n + 1), journey, 500.0, 500.0 * share, 0.0, 500.0 * (1 - share), 0.0, 0.0, 0.0, 4, 4, 0)
        for n, share in enumerate(good)
    ]
    half = f"the success of {journey} over 5 min at 50%"
    assert half not in {one.what for one in unsteady(scenario, rows, steps(*[4] * len(good)))}
    swings = steps(*(4 if share < 0.5 else 3 for share in good))
    assert half in {one.what for one in unsteady(scenario, rows, swings)}
