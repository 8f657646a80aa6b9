"""True severity: each row of the matrix at its line, and just on the near side of it."""

import pytest
from small_systems import Table, scenario

from simulator.record.facts import SeverityMoved
from simulator.world.severity import HEALTHY, SEV1, SEV2, SEV3, of_numbers, weight
from simulator.world.slo import SloMeter

MANY = 1000.0


def meter(slo: float, errors: float, seconds: int = 300, healthy: float = 0.0) -> SloMeter:
    """A journey that has failed this share for so long."""
    made = SloMeter(slo, MANY, healthy * MANY)
    for _ in range(seconds // 5):
        made.add(MANY, errors * MANY)
    return made


@pytest.mark.parametrize(
    ("core", "slo", "errors", "row"),
    [
        (True, 0.999, 0.0141, SEV1),  # burn 14.1
        (True, 0.999, 0.0139, SEV2),
        (True, 0.999, 0.0061, SEV2),  # burn 6.1
        (True, 0.999, 0.0059, HEALTHY),  # burn 5.9 over 5 min is 0.98 over 30 min
        (True, 0.93, 0.51, SEV1),  # fewer than half succeed; burn 7.3
        (True, 0.93, 0.49, SEV2),
        (False, 0.999, 0.51, SEV2),
        (False, 0.999, 0.49, SEV3),  # burn 490, but not core
        (False, 0.999, 0.0061, SEV3),  # burn 6.1 over 5 min is 1.02 over 30 min
        (False, 0.999, 0.0059, HEALTHY),
        (True, 0.999, 0.0, HEALTHY),
    ],
)
def test_each_line_of_the_matrix(core: bool, slo: float, errors: float, row: int) -> None:
    """Five minutes of errors, on either side of 14, of 6, of half and of 1 over half an hour."""
    assert weight([(core, meter(slo, errors))]) == row


def test_the_most_severe_row_of_any_journey_counts() -> None:
    """One journey in trouble among healthy ones decides."""
    well, ill = meter(0.999, 0.0), meter(0.999, 0.0141)
    assert weight([(True, well), (True, ill), (False, well)]) == SEV1
    assert weight([]) == HEALTHY


def test_a_slow_burn_is_sev3_only_when_it_lasts() -> None:
    """Burn 1.2 for ten minutes is nothing yet, for half an hour it is SEV3."""
    assert weight([(True, meter(0.999, 0.0012, 600))]) == HEALTHY
    assert weight([(True, meter(0.999, 0.0012, 1800))]) == SEV3


def test_data_at_risk_is_sev1_however_quiet_the_numbers() -> None:
    """The flag alone suffices."""
    assert weight([(True, meter(0.999, 0.0))], data_or_breach=True) == SEV1


def test_the_same_rows_can_be_read_over_a_minute() -> None:
    """To call the system calm the last minute decides: ten bad minutes and a good one are calm over 60 s and SEV1 over five."""
    made = meter(0.999, 0.05, 600)
    for _ in range(12):
        made.add(MANY, 0.0)
    assert weight([(True, made)]) == SEV1
    assert weight([(True, made)], window=60) <= SEV3


@pytest.mark.parametrize(
    ("burn", "success", "row"),
    [(14.0, 0.9, SEV1), (13.99, 0.9, SEV2), (6.0, 0.9, SEV2), (5.99, 0.9, HEALTHY), (0.0, 0.499, SEV1)],
)
def test_the_row_of_numbers_alone(burn: float, success: float, row: int) -> None:
    """The same lines for numbers that were sampled, to the hundredth."""
    assert of_numbers(True, burn, success) == row


SYSTEM = """
system:
  journeys: {ask: {core: true, slo: 99.9%, within: 5s, enters: api, traffic: 100/s, users: 9000, insist: 0%}}
  services: {api: {busy: 30%, takes: 10ms, instances: 4, workers: 1000}}
"""


def test_the_world_says_when_severity_moves() -> None:
    """Every move is a fact of the truth at its step: up within a step of the line, down when the windows have forgotten."""
    table = Table(scenario(SYSTEM, "ill: {at: 60s, target: api, does: {errors: 20%}, lasts: 10m}"))
    table.run(3000)
    moves = [(at, body.weight) for at, body in table.of(SeverityMoved) if isinstance(body, SeverityMoved)]
    assert moves[:2] == [(65, SEV2), (80, SEV1)]
    assert [row for _, row in moves[2:]] == [SEV2, SEV3, HEALTHY]
    assert all(fact.audience.name == "truth" for fact in table.facts if isinstance(fact.body, SeverityMoved))


def test_data_loss_is_sev1_while_its_fault_is_at_work() -> None:
    """From the fault to its end, with all requests answered well."""
    made = scenario(SYSTEM, "rows: {at: 60s, target: api, does: {cpu: x1.1}, lasts: 10m}", truth="    data_loss: true\n")
    table = Table(made)
    table.run(1200)
    moves = [(at, body.weight) for at, body in table.of(SeverityMoved) if isinstance(body, SeverityMoved)]
    assert moves == [(60, SEV1), (660, HEALTHY)]


def test_a_fault_may_carry_its_severity_whatever_the_journeys_show() -> None:
    """A breach of SEV2 and then rows at risk of SEV1: the worse one stands while it lasts, with all requests answered well."""
    table = Table(
        scenario(
            SYSTEM,
            "tap: {at: 60s, target: api, does: {cpu: x1.01}, severity: SEV2, lasts: 20m}\n"
            "rows: {at: 300s, target: api, does: {cpu: x1.01}, severity: SEV1, lasts: 5m}",
        )
    )
    table.run(1500)
    moves = [(at, body.weight) for at, body in table.of(SeverityMoved) if isinstance(body, SeverityMoved)]
    assert moves == [(60, SEV2), (300, SEV1), (600, SEV2), (1260, HEALTHY)]
