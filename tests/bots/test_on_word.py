"""Incidents that no tile shows: the one that is none, and the one that nobody can see. Policies act on what people say."""

from __future__ import annotations

from statistics import median

import pytest
from played import QUIET_READER, RED_WALL, card_of, drill_of, shipped, value

from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.words import Sev

SEEDS = range(1, 5)


def first(name: str, policy: str, seed: int, kind: type[f.Body]) -> f.Fact | None:
    return next((x for x in drill_of(name, policy, seed).facts if isinstance(x.body, kind)), None)


# --- the false alarm ---------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["do-nothing", "ideal", "competent"])
@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_false_alarm_nobody_is_hurt(policy: str, seed: int) -> None:
    """Whoever touches nothing finds that nothing was wrong: no onset, no harm to avoid, and not declaring was not too mild."""
    lines = {line.id: line for line in card_of(RED_WALL, policy, seed).lines}
    assert lines["M25"].value == pytest.approx(0.0, abs=1.0)
    for id_ in ("M3", "M5", "M26", "M11.under"):
        assert lines[id_].value is None
        assert not lines[id_].censored
    assert lines["M3"].says.startswith("Does not apply")
    assert "still being hurt" not in lines["M26"].says


def test_a_competent_commander_stands_down_once_it_is_refuted() -> None:
    """Declares no SEV1 on one voice, gives no order, and stands down within five minutes of the last refuting word; that is fine."""
    for seed in SEEDS:
        facts = drill_of(RED_WALL, "competent", seed).facts
        declared = [x.body.sev for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged)]
        assert Sev.SEV1 not in declared
        assert not any(isinstance(x.body, f.MitigationOrdered) for x in facts)
        assert any(isinstance(x.body, f.IncidentStoodDown) for x in facts)
    assert median(value(RED_WALL, "competent", seed, "M3.down") or 0.0 for seed in SEEDS) <= 300
    assert all((value(RED_WALL, "competent", seed, "M11.over") or 0.0) == 0.0 for seed in SEEDS)


def test_a_first_timer_takes_longer_to_let_go() -> None:
    """Over four seeds the novice's median from refutation to standing down is above the competent one."""
    times = {
        policy: [x for seed in SEEDS if (x := value(RED_WALL, policy, seed, "M3.down")) is not None]
        for policy in ("competent", "novice")
    }
    assert median(times["novice"]) > median(times["competent"])


def test_even_unasked_somebody_from_outside_refutes_it() -> None:
    """Fair to one who asks nobody: within a quarter of an hour of the page nothing speaks for an incident any more."""
    drill = drill_of(RED_WALL, "do-nothing", 1)
    page = next(x.at for x in drill.facts if isinstance(x.body, f.PageSent) and x.body.to == IC)
    card = card_of(RED_WALL, "do-nothing", 1)
    assert card.severity_evident[-1].sev == ""
    assert card.severity_evident[-1].at - page <= 900
    assert max(move.sev == "SEV1" for move in card.severity_evident)


# --- the breach --------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["ideal", "competent", "novice"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_breach_without_a_symptom_is_declared_and_ended(policy: str, seed: int) -> None:
    """From what people say alone: no page, no tile past a line, and yet it is declared and access is cut by an order."""
    facts = drill_of(QUIET_READER, policy, seed).facts
    assert first(QUIET_READER, policy, seed, f.IncidentDeclared) is not None
    done = {x.body.mitigation for x in facts if isinstance(x.body, f.MitigationDone)}
    cut = [x.body.order for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.mitigation in done]
    assert set(cut) & set(shipped(QUIET_READER).secret.truth.fixed_by)
    assert card_of(QUIET_READER, policy, seed).severity_true[-1].sev in ("", "SEV3")


def test_calm_tiles_do_not_end_a_suspicion() -> None:
    """With every tile well from beginning to end, SEV1 stays evident in the run that does nothing (E18)."""
    card = card_of(QUIET_READER, "do-nothing", 1)
    assert [move.sev for move in card.severity_evident] == ["", "SEV2", "SEV1"]
    assert card.severity_true[-1].sev == "SEV1"


def test_a_competent_commander_raises_a_suspicion_that_two_share() -> None:
    """Every competent run calls it SEV1 in the end, resolves it, and does not stand down from what was real."""
    for seed in SEEDS:
        facts = drill_of(QUIET_READER, "competent", seed).facts
        called = [x.body.sev for x in facts if isinstance(x.body, f.IncidentDeclared | f.SeverityChanged)]
        assert called[-1] is Sev.SEV1
        assert not any(isinstance(x.body, f.IncidentStoodDown) for x in facts)
        assert value(QUIET_READER, "competent", seed, "M24") == 0


def test_nobody_tells_the_public_that_something_fails_which_does_not() -> None:
    """While only reports speak for an incident, updates claim no outage and leave the status page as it is."""
    for name in (RED_WALL, QUIET_READER):
        posts = [row.command for row in drill_of(name, "competent", 1).rows if isinstance(row.command, c.PostUpdate)]
        assert posts
        for post in posts:
            assert (post.component, post.state) == ("", "")
            assert "fails" not in post.says


def test_a_second_key_waits_for_the_slow() -> None:
    """Whoever cuts access within half an hour meets one key; in do-nothing there are two."""
    assert first(QUIET_READER, "do-nothing", 1, f.FaultStarted) is not None
    started = {
        policy: {x.body.fault for x in drill_of(QUIET_READER, policy, 1).facts if isinstance(x.body, f.FaultStarted)}
        for policy in ("do-nothing", "competent")
    }
    assert started["do-nothing"] == {"key-in-other-hands", "second-key-made"}
    assert started["competent"] == {"key-in-other-hands"}


@pytest.mark.parametrize("seed", [2, 5, 6])
def test_who_heeds_the_warning_has_a_copy_before_access_is_cut(seed: int) -> None:
    """The proposal says what goes with the key: a copy of the export interface first, then the order; nothing is lost."""
    facts = drill_of(QUIET_READER, "competent", seed).facts
    copy = next(x for x in facts if isinstance(x.body, f.EvidenceSecured))
    ordered = next(x for x in facts if isinstance(x.body, f.MitigationOrdered))
    assert copy.body == f.EvidenceSecured("exports", copy.by)
    assert copy.n < ordered.n
    assert not any(isinstance(x.body, f.EvidenceLost) for x in facts)
    assert 15 <= (value(QUIET_READER, "competent", seed, "M18") or 0) <= 60


def test_who_cuts_at_once_loses_what_was_read_and_gains_a_minute() -> None:
    """The other call: the list of what was opened is gone for good, which the scorecard says without reproach."""
    facts = drill_of(QUIET_READER, "competent", 1).facts
    lost = next(x.body for x in facts if isinstance(x.body, f.EvidenceLost))
    assert "what-was-read" in lost.findings
    line = next(line for line in card_of(QUIET_READER, "competent", 1).lines if line.id == "M18")
    assert (line.value, "is gone" in line.says) == (None, True)


def test_what_is_avoided_is_counted_in_contracts() -> None:
    """The harm bar of a breach reads the meter: 0 % for doing nothing, 100 % for the ideal run, the practised above the first-timer."""
    assert value(QUIET_READER, "do-nothing", 1, "M26") == 0.0
    assert value(QUIET_READER, "ideal", 1, "M26") == 100.0
    competent, novice = (value(QUIET_READER, policy, 1, "M26") or 0.0 for policy in ("competent", "novice"))
    assert 100.0 > competent > novice + 5.0
