"""What an author writes for a duration, a share or a rate, and what it becomes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from simulator.scenario import units
from simulator.scenario.units import DAY, HOUR, MINUTE, Effect, Instant, Span

AFTERNOON = datetime(2019, 7, 2, 13, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4m30s", 270),
        ("90d", 90 * DAY),
        ("1h", HOUR),
        ("45s", 45),
        ("0s", 0),
        ("90m", 90 * MINUTE),
        ("1d2h3m4s", 93_784),
    ],
)
def test_a_duration_is_whole_seconds(text: str, seconds: int) -> None:
    """Days, hours, minutes and seconds, in this order, add up."""
    assert units.seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "4 minutes", "4", "m", "30s4m", "1.5h", "-4m", "4M", "٤m", "9999999d", 90, True, None, []])
def test_anything_else_is_no_duration(text: object) -> None:
    """What is not a duration is refused in words, and never guessed."""
    with pytest.raises(PydanticCustomError, match=r"not a duration|has no unit"):
        units.seconds(text)


def test_the_refusal_of_a_duration_says_how_to_write_one() -> None:
    """The message quotes the text and shows the form."""
    with pytest.raises(PydanticCustomError) as refused:
        units.seconds("4 minutes")
    assert str(refused.value) == '"4 minutes" is not a duration; write 4m, 90s or 4m30s'


@given(st.integers(min_value=-units.LONGEST_DURATION, max_value=units.LONGEST_DURATION))
def test_a_written_duration_reads_back_as_itself(total: int) -> None:
    """Writing and reading durations are each other's inverse."""
    assert units.signed_seconds(units.written_duration(total)) == total


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_written_span_reads_back_as_itself(one: int, other: int) -> None:
    """Writing and reading ranges are each other's inverse."""
    delay = Span(min(one, other), max(one, other))
    assert units.span(units.written_span(delay)) == delay


def test_one_duration_is_a_range_of_itself() -> None:
    """`4m` draws four minutes, whatever the luck."""
    assert units.span("4m") == Span(240, 240)


@pytest.mark.parametrize("text", ["6m..3m", "3m..", "..3m", "3m...6m", "3m-6m", "1m..2m..3m"])
def test_a_range_that_is_none_is_refused(text: str) -> None:
    """A range runs forwards between two durations."""
    with pytest.raises(PydanticCustomError):
        units.span(text)


@pytest.mark.parametrize(("text", "seconds"), [("60ms", 0.06), ("2s", 2.0), ("1.5s", 1.5), ("0.5ms", 0.0005), ("2m", 120.0)])
def test_a_short_time_is_seconds(text: str, seconds: float) -> None:
    """Milliseconds keep their decimals exactly."""
    assert units.millis(text) == seconds


@pytest.mark.parametrize(("text", "part"), [("20%", 0.2), ("99.95%", 0.9995), ("0%", 0.0), ("100%", 1.0), ("92.9%", 0.929)])
def test_a_share_is_read_exactly(text: str, part: float) -> None:
    """A share is the float nearest to what was written, not to a sum of roundings."""
    assert units.share(text) == part


@pytest.mark.parametrize("text", ["120%", "-1%", "20 %", "0.2", 0.2, "20%%", "1e1%"])
def test_a_share_outside_its_range_is_refused(text: object) -> None:
    """Shares lie between 0% and 100%, with the sign."""
    with pytest.raises(PydanticCustomError):
        units.share(text)


@pytest.mark.parametrize(("text", "flow"), [("1200/s", 1200.0), ("30/min", 0.5), ("7200/h", 2.0), ("0.5/s", 0.5)])
def test_a_rate_is_per_second(text: str, flow: float) -> None:
    """Rates of minutes and hours become rates of seconds."""
    assert units.rate(text) == flow


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x12", Effect("times", 12.0)),
        ("x0.5", Effect("times", 0.5)),
        ("+400ms", Effect("plus", 0.4)),
        ("3s", Effect("is", 3.0)),
        ("40%", Effect("share", 0.4)),
        ("200/s", Effect("is", 200.0)),
    ],
)
def test_an_effect_says_what_it_does(text: str, meant: Effect) -> None:
    """Times, plus, is and share are told apart by how they are written."""
    assert units.effect(text) == meant


@pytest.mark.parametrize("text", ["12", "x", "+40%", "-3s", "x-1", "*3", 3, 0.4, "140%"])
def test_a_bare_number_is_no_effect(text: object) -> None:
    """A number that does not say what it does is refused."""
    with pytest.raises(PydanticCustomError):
        units.effect(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("13:42", 360),
        ("13:36", 0),
        ("13:36:30", 30),
        ("11:52", -6240),
        ("07:36", -6 * HOUR),
        ("07:35", 17 * HOUR + 59 * MINUTE),
        ("00:05", 10 * HOUR + 29 * MINUTE),
        ("5m", 300),
        ("-90d", -90 * DAY),
        ("2019-07-03T13:36:00Z", DAY),
        ("2019-07-02T13:31Z", -300),
    ],
)
def test_an_instant_resolves_against_the_start(text: str, seconds: int) -> None:
    """A clock means the nearby moment: up to six hours before StartEx, or later in the night."""
    assert units.resolve(units.instant(text), AFTERNOON) == seconds


@pytest.mark.parametrize("text", ["25:00", "12:60", "1:30", "noon", 750, "2019-02-30T10:00:00Z", ""])
def test_what_is_no_moment_is_refused(text: object) -> None:
    """Clocks have two digits each and exist."""
    with pytest.raises(PydanticCustomError):
        units.instant(text)


@pytest.mark.parametrize("text", ["db", "charge-burn", "404", "a" * 64])
def test_an_id_is_short_and_plain(text: str) -> None:
    """Lower-case letters, digits and hyphens make an id."""
    assert units.id_text(text) == text


@pytest.mark.parametrize("text", ["", "A", "a_b", "a b", "a" * 65, "é", "a\n", 404, None])
def test_anything_else_is_no_id(text: object) -> None:
    """Also not with a line break at its end."""
    with pytest.raises(PydanticCustomError):
        units.id_text(text)


def test_a_whole_time_is_aware() -> None:
    """A UTC time carries its zone."""
    assert units.utc("2019-07-02T13:36:00Z") == AFTERNOON


def test_a_date_is_a_date() -> None:
    """And the thirtieth of February is none."""
    assert units.day("2026-11-22") == date(2026, 11, 22)
    with pytest.raises(PydanticCustomError):
        units.day("2026-02-30")


@pytest.mark.parametrize("text", ["1_000", "12", -1, 1.0, True, 10**13])
def test_a_count_is_plain_digits(text: object) -> None:
    """Separators, signs and quotes make no count."""
    with pytest.raises(PydanticCustomError):
        units.count(text)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.text(), max_size=2)))
def test_no_value_breaks_a_unit(value: object) -> None:
    """Every parse function gives a value or a refusal, whatever it is handed."""
    for parse in (
        units.seconds,
        units.signed_seconds,
        units.span,
        units.millis,
        units.share,
        units.rate,
        units.instant,
        units.effect,
        units.id_text,
        units.utc,
        units.day,
        units.count,
    ):
        try:
            parse(value)
        except PydanticCustomError as refused:
            assert refused.message()


@pytest.mark.parametrize(
    ("value", "write", "read"),
    [
        (0.06, units.written_millis, units.millis),
        (2.5, units.written_millis, units.millis),
        (0.9995, units.written_share, units.share),
        (1200.0, units.written_rate, units.rate),
        (Effect("plus", 0.4), units.written_effect, units.effect),
        (Effect("times", 0.25), units.written_effect, units.effect),
        (Instant(None, "13:42"), units.written_instant, units.instant),
        (Instant(-300, None), units.written_instant, units.instant),
        (AFTERNOON, units.written_utc, units.utc),
    ],
)
def test_what_is_written_back_reads_the_same(value: object, write: object, read: object) -> None:
    """Defaults in the schema and exports are in the author's own units."""
    assert callable(write)
    assert callable(read)
    assert read(write(value)) == value
