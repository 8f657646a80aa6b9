"""What people claim: it stands until it is refuted, and two words for the worst weigh more than one."""

from __future__ import annotations

from simulator.bots.claims import Claims
from simulator.record import facts as f
from simulator.record.seats import IC
from simulator.scenario.words import Confidence, Sev


def heard(*bodies: f.Body) -> Claims:
    claims = Claims()
    for n, body in enumerate(bodies, 1):
        claims.hear(f.Fact(n, 60 * n, "world", 0, f.ALL, body))
    return claims


def said(inject: str, supports: Sev | None = None, refutes: tuple[str, ...] = ()) -> f.InjectDelivered:
    return f.InjectDelivered(inject, "mia", "channel", "Something.", supports=supports, refutes=refutes)


def found(finding: str, supports: Sev | None = None, refutes: tuple[str, ...] = ()) -> f.CardPosted:
    return f.CardPosted("c1", "sam", "Something.", Confidence.HIGH, finding=finding, supports=supports, refutes=refutes)


def test_a_claim_stands_until_what_refutes_it() -> None:
    """Refuted is dated to the fact with which the last claim fell; one that falls before the last dates nothing."""
    claims = heard(said("zero", Sev.SEV1), said("none", Sev.SEV2), found("fine", refutes=("zero",)))
    assert (set(claims.standing), claims.refuted_at) == ({"none"}, None)
    claims.hear(f.Fact(4, 240, "world", 0, f.ALL, said("well", refutes=("none",))))
    assert (claims.standing, claims.ever, claims.refuted_at) == ({}, True, 240)


def test_a_new_claim_takes_the_refutation_back() -> None:
    """What is said after the last refutation stands again."""
    claims = heard(said("zero", Sev.SEV1), found("fine", refutes=("zero",)), said("again", Sev.SEV2))
    assert (set(claims.standing), claims.refuted_at) == ({"again"}, None)


def test_a_page_is_a_claim_that_can_be_refuted() -> None:
    """By the id of its alert."""
    claims = heard(f.PageSent("burn", IC, Sev.SEV1), found("counts-wrong", refutes=("burn",)))
    assert claims.refuted_at == 120


def test_what_supports_nothing_is_no_claim() -> None:
    """A message without a severity, or with a mild one, alarms nobody, and refuting what nobody claimed is no refutation."""
    claims = heard(said("hello"), said("cosmetic", Sev.SEV3), found("fine", refutes=("hello",)))
    assert (claims.ever, claims.refuted_at) == (False, None)


def test_one_word_for_the_worst_is_a_suspicion_two_are_more() -> None:
    """SEV2 on one, SEV1 on two that stand; back to SEV2 when one of them falls."""
    claims = heard(said("tip", Sev.SEV1))
    assert claims.severity is Sev.SEV2
    claims.hear(f.Fact(2, 120, "world", 0, f.ALL, found("read", Sev.SEV1)))
    assert claims.severity is Sev.SEV1
    claims.hear(f.Fact(3, 180, "world", 0, f.ALL, found("old", refutes=("tip",))))
    assert claims.severity is Sev.SEV2
