"""The units an author writes (`4m30s`, `20%`, `1200/s`) and what they become.

Pure parse functions and the pydantic types made of them. This module knows no key of the language;
its counterparts are `model`, which says where each unit stands, and `wording`, which says what to tell
an author whose text is none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from simulator.scenario import wording

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

#: Longer than any incident and its history; keeps all arithmetic far from where floats lose seconds.
LONGEST_DURATION = 10 * 365 * DAY

#: How far before StartEx a bare clock may lie; the rest of the day lies after it.
CLOCK_REACHES_BACK = 6 * HOUR

LARGEST_COUNT = 10**12

# The patterns as text, without groups, shared by the parser and the JSON Schema.
_DURATION_TEXT = r"(?=[0-9])(?:[0-9]{1,6}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,7}m)?(?:[0-9]{1,9}s)?"
_SHORT_TEXT = r"[0-9]{1,9}(?:\.[0-9]{1,6})?(?:ms|s|m)"
_SHARE_TEXT = r"[0-9]{1,3}(?:\.[0-9]{1,9})?%"
_RATE_TEXT = r"[0-9]{1,12}(?:\.[0-9]{1,6})?/(?:s|min|h)"
_CLOCK_TEXT = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_UTC_TEXT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z"
_DAY_TEXT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID_TEXT = r"[a-z0-9-]{1,64}"


def _shape(description: str, examples: list[str], pattern: str) -> dict[str, Any]:
    """The JSON Schema an editor completes and checks from."""
    return {"type": "string", "description": description, "examples": examples, "pattern": f"^(?:{pattern})$"}


def _core(parse: Callable[[object], Any], write: Callable[[Any], str]) -> CoreSchema:
    """How pydantic reads one of the values below, and writes it back."""
    return core_schema.no_info_plain_validator_function(
        parse,
        serialization=core_schema.plain_serializer_function_ser_schema(
            write, return_schema=core_schema.str_schema(), when_used="json"
        ),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A delay that luck draws from: `low` to `high` seconds, both included."""

    low: int
    high: int

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return _core(span, written_span)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _shape(
            "A delay: a range that luck draws from, or one duration.",
            ["3m..6m", "4m"],
            f"{_DURATION_TEXT}(?:\\.\\.{_DURATION_TEXT})?",
        )


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as the author wrote it: seconds since StartEx, or a UTC clock that `resolve` turns into them."""

    seconds: int | None
    clock: str | None

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return _core(instant, written_instant)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _shape(
            "A moment: a UTC clock, a whole UTC time, or a duration from StartEx.",
            ["13:42", "5m", "-90d"],
            f"{_CLOCK_TEXT}|{_UTC_TEXT}|-?{_DURATION_TEXT}",
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a fault or mitigation does to a number.

    `times` multiplies, `plus` adds seconds, `share` is 0..1 of the healthy value, `is` replaces it
    (seconds for a time, per second for a rate).
    """

    kind: Literal["times", "plus", "is", "share"]
    value: float

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return _core(effect, written_effect)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _shape(
            "What is done to a number: times, plus a time, a time, a share of the healthy value, or a rate.",
            ["x12", "+400ms", "3s", "40%", "200/s"],
            f"x[0-9]{{1,6}}(?:\\.[0-9]{{1,6}})?|\\+?{_SHORT_TEXT}|{_SHARE_TEXT}|{_RATE_TEXT}",
        )


# -- parsing: text to value; a refusal is a PydanticCustomError whose words come from `wording` ------------

_DURATION = re.compile(r"(?=[0-9])(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,9})s)?")
_SHORT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)(ms|s|m)")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,9})?)%")
_RATE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)/(s|min|h)")
_TIMES = re.compile(r"x([0-9]{1,6}(?:\.[0-9]{1,6})?)")
_CLOCK = re.compile(_CLOCK_TEXT)
_UTC = re.compile(_UTC_TEXT)
_DAY = re.compile(_DAY_TEXT)
_ID = re.compile(_ID_TEXT)
_SECONDS_IN = {"ms": Decimal("0.001"), "s": Decimal(1), "m": Decimal(MINUTE)}
_PER_SECOND = {"s": Decimal(1), "min": Decimal(MINUTE), "h": Decimal(HOUR)}


def seconds(value: object) -> int:
    """A duration such as `4m30s`, in whole seconds, zero or more."""
    found = _duration(value)
    if found is None:
        raise _refusal("duration-number" if _is_number(value) else "duration", value)
    return found


def signed_seconds(value: object) -> int:
    """A duration that may lie before StartEx, such as `-90d`."""
    if isinstance(value, str) and value.startswith("-"):
        found = _duration(value[1:])
        if found is not None:
            return -found
    return seconds(value)


def span(value: object) -> Span:
    """A range of durations `3m..6m`, or one duration, which is a range of itself."""
    if isinstance(value, Span):
        return value
    if isinstance(value, str) and ".." in value:
        low, _, high = value.partition("..")
        shortest, longest = _duration(low.strip()), _duration(high.strip())
        if shortest is None or longest is None:
            raise _refusal("span", value)
        if shortest > longest:
            raise _refusal("span-backwards", value, turned=f"{high.strip()}..{low.strip()}")
        return Span(shortest, longest)
    found = _duration(value)
    if found is None:
        raise _refusal("duration-number" if _is_number(value) else "span", value)
    return Span(found, found)


def millis(value: object) -> float:
    """A short time such as `60ms` or `1.5s`, in seconds."""
    found = _short_time(value)
    if found is None:
        raise _refusal("short-time-number" if _is_number(value) else "short-time", value)
    return found


def share(value: object) -> float:
    """A share such as `99.95%`, as 0..1."""
    found = _share(value)
    if found is None:
        raise _refusal("share-number" if _is_number(value) else "share", value)
    return found


def rate(value: object) -> float:
    """A rate such as `1200/s` or `30/min`, per second."""
    found = _rate(value)
    if found is None:
        raise _refusal("rate-number" if _is_number(value) else "rate", value)
    return found


def instant(value: object) -> Instant:
    """A clock `13:42` or `13:42:30`, a whole UTC time, or a duration from StartEx, which may be negative."""
    if isinstance(value, Instant):
        return value
    if isinstance(value, str):
        if _CLOCK.fullmatch(value) or (_UTC.fullmatch(value) and _utc(value) is not None):
            return Instant(None, value)
        found = _duration(value.removeprefix("-"))
        if found is not None:
            return Instant(-found if value.startswith("-") else found, None)
    raise _refusal("instant-number" if _is_number(value) else "instant", value)


def effect(value: object) -> Effect:
    """What is done to a number: `x12`, `+400ms`, `3s`, `40%`, or `200/s`."""
    if isinstance(value, Effect):
        return value
    if isinstance(value, str):
        if times := _TIMES.fullmatch(value):
            return Effect("times", float(times[1]))
        if value.startswith("+") and (added := _short_time(value[1:])) is not None:
            return Effect("plus", added)
        if (part := _share(value)) is not None:
            return Effect("share", part)
        if (fixed := _short_time(value)) is not None:
            return Effect("is", fixed)
        if (flow := _rate(value)) is not None:
            return Effect("is", flow)
    raise _refusal("effect", value)


def id_text(value: object) -> str:
    """An id: lower-case letters, digits and hyphens, at most 64."""
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    suggestion = _as_id(value)
    if suggestion:
        raise _refusal("id-almost", value, suggestion=suggestion)
    raise _refusal("id", value)


def utc(value: object) -> datetime:
    """A whole UTC time such as `2019-07-02T13:31:00Z`, as an aware datetime."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    found = _utc(value)
    if found is None:
        raise _refusal("utc", value)
    return found


def day(value: object) -> date:
    """A date such as `2026-11-22`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refusal("day", value)


def count(value: object) -> int:
    """A whole number, zero or more, written without separators."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_COUNT:
        return value
    raise _refusal("count", value)


@lru_cache(maxsize=4096)
def resolve(moment: Instant, starts_at: datetime) -> int:
    """Seconds since StartEx, negative before it.

    A bare clock lies within the day around StartEx that reaches from 6 h before it to 18 h after it: a change
    of this morning and the small hours of a long night both mean what a reader takes them to mean.
    """
    if moment.seconds is not None:
        return moment.seconds
    assert moment.clock is not None, "an instant is seconds or a clock"
    whole = _utc(moment.clock)
    if whole is not None:
        return round((whole - starts_at).total_seconds())
    hours, minutes, *rest = (int(part) for part in moment.clock.split(":"))
    begins = starts_at.astimezone(UTC)
    meant = begins.replace(hour=hours, minute=minutes, second=rest[0] if rest else 0, microsecond=0)
    after = round((meant - begins).total_seconds()) % DAY
    return after if after < DAY - CLOCK_REACHES_BACK else after - DAY


# -- writing a value back as an author would -----------------------------------------------------------------


def written_duration(total: int) -> str:
    """`270` as `4m30s`; the counterpart of `seconds` and `signed_seconds`."""
    sign, left = ("-", -total) if total < 0 else ("", total)
    parts = []
    for size, letter in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m"), (1, "s")):
        many, left = divmod(left, size)
        if many:
            parts.append(f"{many}{letter}")
    return sign + ("".join(parts) or "0s")


def written_span(delay: Span) -> str:
    """`Span(180, 360)` as `3m..6m`."""
    low, high = written_duration(delay.low), written_duration(delay.high)
    return low if low == high else f"{low}..{high}"


def written_millis(time: float) -> str:
    """`0.06` as `60ms`."""
    return f"{_plain(time * 1000)}ms" if time < 1 else f"{_plain(time)}s"


def written_share(part: float) -> str:
    """`0.9995` as `99.95%`."""
    return f"{_plain(part * 100)}%"


def written_rate(flow: float) -> str:
    """`1200.0` as `1200/s`."""
    return f"{_plain(flow)}/s"


def written_instant(moment: Instant) -> str:
    """The clock as it stood, or the duration since StartEx."""
    return moment.clock if moment.seconds is None and moment.clock else written_duration(moment.seconds or 0)


def written_effect(change: Effect) -> str:
    """`Effect("times", 12.0)` as `x12`."""
    match change.kind:
        case "times":
            return f"x{_plain(change.value)}"
        case "plus":
            return f"+{written_millis(change.value)}"
        case "share":
            return written_share(change.value)
        case "is":
            return written_millis(change.value)


def written_utc(moment: datetime) -> str:
    """An aware datetime as `2019-07-02T13:31:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- the pydantic types ----------------------------------------------------------------------------------------


Seconds = Annotated[
    int,
    PlainValidator(seconds),
    PlainSerializer(written_duration, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A duration in days, hours, minutes and seconds.", ["4m30s", "90s", "1h"], _DURATION_TEXT)),
]
SignedSeconds = Annotated[
    int,
    PlainValidator(signed_seconds),
    PlainSerializer(written_duration, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A duration; a negative one is before StartEx.", ["-90d", "5m"], "-?" + _DURATION_TEXT)),
]
Millis = Annotated[
    float,
    PlainValidator(millis),
    PlainSerializer(written_millis, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A short time.", ["60ms", "2s", "1.5s"], _SHORT_TEXT)),
]
Share = Annotated[
    float,
    PlainValidator(share),
    PlainSerializer(written_share, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A share, 0% to 100%.", ["20%", "99.95%"], _SHARE_TEXT)),
]
Rate = Annotated[
    float,
    PlainValidator(rate),
    PlainSerializer(written_rate, return_type=str, when_used="json"),
    WithJsonSchema(_shape("How many per second, minute or hour.", ["1200/s", "30/min"], _RATE_TEXT)),
]
Id = Annotated[
    str,
    PlainValidator(id_text),
    WithJsonSchema(_shape("An id: lower-case letters, digits and hyphens.", ["charge-burn"], _ID_TEXT)),
]
Utc = Annotated[
    datetime,
    PlainValidator(utc),
    PlainSerializer(written_utc, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A whole UTC time.", ["2019-07-02T13:31:00Z"], _UTC_TEXT)),
]
Day = Annotated[
    date,
    PlainValidator(day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema(_shape("A date.", ["2026-11-22"], _DAY_TEXT)),
]
Count = Annotated[
    int,
    PlainValidator(count),
    WithJsonSchema({"type": "integer", "minimum": 0, "description": "A whole number.", "examples": [40, 26000]}),
]


# -- what all of the above stand on --------------------------------------------------------------------------------


def _duration(value: object) -> int | None:
    if not isinstance(value, str) or not (found := _DURATION.fullmatch(value)):
        return None
    days, hours, minutes, secs = (int(part or 0) for part in found.groups())
    total = days * DAY + hours * HOUR + minutes * MINUTE + secs
    return total if total <= LONGEST_DURATION else None


def _short_time(value: object) -> float | None:
    if not isinstance(value, str) or not (found := _SHORT.fullmatch(value)):
        return None
    return float(Decimal(found[1]) * _SECONDS_IN[found[2]])


def _share(value: object) -> float | None:
    if not isinstance(value, str) or not (found := _SHARE.fullmatch(value)):
        return None
    part = Decimal(found[1]) / 100
    return float(part) if part <= 1 else None


def _rate(value: object) -> float | None:
    if not isinstance(value, str) or not (found := _RATE.fullmatch(value)):
        return None
    return float(Decimal(found[1]) / _PER_SECOND[found[2]])


def _utc(value: object) -> datetime | None:
    if not isinstance(value, str) or not _UTC.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _as_id(value: object) -> str:
    """The nearest id to what was written, or nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")[:64]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(number: float) -> str:
    """A number without a trailing `.0` and without binary dust."""
    return f"{round(number, 9):.9f}".rstrip("0").rstrip(".")


def _refusal(code: str, value: object, **details: str) -> PydanticCustomError:
    """What to raise: the words of `wording`, in two parts for `shape`."""
    said = wording.say(code, text=wording.shown(value), bare=str(value)[:20], **details)
    return PydanticCustomError("unit", "{message}; {hint}", {"code": code, "message": said.message, "hint": said.hint})


#: The same three types under the names the model's fields use.
SpanField = Span
InstantField = Instant
EffectField = Effect
