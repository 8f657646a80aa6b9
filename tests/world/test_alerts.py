"""Alerts: evaluated at every step, fire after `for`, page after their delivery, clear when it is over."""

import pytest
from small_systems import Table, scenario

from simulator.record.facts import AlertCleared, AlertFired, PageSent
from simulator.scenario.model import Alert
from simulator.scenario.words import Sev
from simulator.world.alerts import Rule

SYSTEM = """
system:
  journeys:
    ask: {core: true, slo: 99%, within: 5s, enters: api, traffic: 100/s, users: 9000, insist: 0%}
  services:
    api: {busy: 30%, takes: 10ms, instances: 4, workers: 1000}
"""


def alerted(rule: str, fault: str, to: int) -> Table:
    """A system with one alert, by second `to` of a fault that begins in second 60."""
    made = scenario(SYSTEM, f"ill: {{at: 60s, target: api, {fault}}}", more=f"alerts: {{rule: {{{rule}}}}}\n")
    table = Table(made)
    table.run(to)
    return table


@pytest.mark.parametrize(
    ("rule", "fires"),
    [
        ("signal: ask.success, below: 0.9", 60),
        ("signal: ask.success, below: 0.9, for: 30s", 90),
        ("signal: api.errors, above: 0.1, for: 2m", 180),
        ("signal: api.errors, above: 0.9", None),
        ("signal: ask.success, below: 0.3", None),
        ("burn: 14.4, of: ask", 55 + 1037),  # 50 % errors at 99 % burn 50: 14.4 / 50 of an hour from the step that ends in 60
        ("burn: 6, of: ask", 55 + 2592),
    ],
)
def test_a_rule_fires_within_a_step_of_when_it_has_held_for_its_time(rule: str, fires: int | None) -> None:
    """Thresholds after `for`, burn rules when both windows are past the line."""
    table = alerted(rule, "does: {errors: 50%}", 3600)
    fired = [at for at, _ in table.of(AlertFired)]
    if fires is None:
        assert fired == []
    else:
        assert len(fired) == 1
        assert fires <= fired[0] <= fires + 5


@pytest.mark.parametrize("delivery", [1, 45, 210])
def test_the_page_goes_out_after_its_delivery_delay(delivery: int) -> None:
    """Fired, then delivered so many seconds later, to the commander, because of the alert."""
    table = alerted(f"signal: ask.success, below: 0.9, pages: trainee, delivery: {delivery}s", "does: {errors: 50%}", 600)
    (fired,) = (fact for fact in table.facts if isinstance(fact.body, AlertFired))
    (page,) = (fact for fact in table.facts if isinstance(fact.body, PageSent))
    assert page.at == fired.at + delivery
    assert page.because == fired.n
    assert page.body == PageSent("rule", "ic", None)


def test_an_alert_that_pages_a_person_pages_that_person_and_one_without_only_shows() -> None:
    """`pages: sam`, or nobody."""
    table = alerted("signal: ask.success, below: 0.9, pages: sam", "does: {errors: 50%}", 600)
    assert [body.to for _, body in table.of(PageSent) if isinstance(body, PageSent)] == ["sam"]
    table = alerted("signal: ask.success, below: 0.9", "does: {errors: 50%}", 600)
    assert table.of(PageSent) == []
    assert len(table.of(AlertFired)) == 1


def test_an_alert_clears_a_minute_after_it_holds_no_more_and_may_fire_again() -> None:
    """Cleared once it was quiet for a minute; the next time it pages again."""
    made = scenario(
        SYSTEM,
        "ill: {at: 60s, target: api, does: {errors: 50%}, lasts: 2m}\nagain: {at: 10m, target: api, does: {errors: 50%}}",
        more="alerts: {rule: {signal: ask.success, below: 0.9, pages: trainee, delivery: 10s}}\n",
    )
    table = Table(made)
    table.run(900)
    assert [at for at, _ in table.of(AlertFired)] == [60, 600]
    assert [at for at, _ in table.of(AlertCleared)] == [180 + 55]
    assert [at for at, _ in table.of(PageSent)] == [70, 610]


def test_a_short_dip_does_not_fire_a_rule_that_waits() -> None:
    """Thirty bad seconds are not a minute of them, however often."""
    faults = "\n".join(f"dip{i}: {{at: {60 + 90 * i}s, target: api, does: {{errors: 50%}}, lasts: 30s}}" for i in range(4))
    made = scenario(SYSTEM, faults, more="alerts: {rule: {signal: ask.success, below: 0.9, for: 1m}}\n")
    table = Table(made)
    table.run(600)
    assert table.of(AlertFired) == []


@pytest.mark.parametrize(
    ("burn", "pages", "supports"),
    [
        (14.4, "trainee", Sev.SEV1),
        (14.0, "trainee", Sev.SEV1),
        (13.9, "trainee", Sev.SEV2),
        (6.0, "trainee", Sev.SEV2),
        (5.9, "trainee", Sev.SEV3),
        (14.4, None, Sev.SEV3),
        (None, "trainee", None),
    ],
)
def test_what_a_page_supports(burn: float | None, pages: str | None, supports: Sev | None) -> None:
    """A burn page of 14 and more supports SEV1, of 6 and more SEV2, a ticket SEV3; a threshold says nothing of severity."""
    spec = Alert(burn=burn, of="ask", pages=pages) if burn is not None else Alert(signal="ask.success", below=0.9, pages=pages)
    assert Rule("rule", spec).supports is supports


def test_a_ticket_reads_six_hours_and_three_days() -> None:
    """Burn 1 fires when a tenth of a month's budget goes in three days: 50 % errors at 99 % need 86 minutes, not five."""
    table = alerted("burn: 1, of: ask", "does: {errors: 50%}", 60 + 86 * 60)
    assert table.of(AlertFired) == []
    table.run(60 + 88 * 60)
    assert len(table.of(AlertFired)) == 1
