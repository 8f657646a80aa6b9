"""A scenario's condition in words, for the game master's list: "10 min after Pay: fast burn, unless a public update stands"."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.drill.seen import order_words, title_of
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Calendar, Condition

_HATS = {"ic": "command", "ops": "ops", "comms": "comms", "scribe": "the scribe's hat"}


def condition_words(scenario: Scenario, condition: Condition) -> str:
    """The whole condition."""
    match condition:
        case Condition(all=parts) if parts is not None:
            return _all(scenario, parts)
        case Condition(any=parts) if parts is not None:
            return " or ".join(_inner(scenario, part) for part in parts)
        case Condition(not_=part) if part is not None:
            return f"not: {_inner(scenario, part)}"
        case _:
            return _test(scenario, condition)


def _all(scenario: Scenario, parts: Sequence[Condition]) -> str:
    """What must hold, unless something else does: "A and B, unless C or D"."""
    must = [_inner(scenario, part) for part in parts if part.not_ is None]
    unless = [_inner(scenario, part.not_) for part in parts if part.not_ is not None]
    if not must:
        return " and ".join(f"not: {words}" for words in unless)
    return " and ".join(must) + (f", unless {' or '.join(unless)}" if unless else "")


def _inner(scenario: Scenario, condition: Condition) -> str:
    words = condition_words(scenario, condition)
    return f"({words})" if condition.all is not None or condition.any is not None else words


def _test(scenario: Scenario, test: Condition) -> str:
    if test.signal is not None:
        side = f"above {test.above:g}" if test.above is not None else f"below {test.below:g}"
        return f"{test.signal} {side}" + (f" for {duration(test.for_)}" if test.for_ else "")
    if test.after is not None:
        return f"{duration(test.by)} after {_named(scenario, test.after)}" if test.by else f"after {_named(scenario, test.after)}"
    if test.mitigated is not None:
        return "mitigated" if test.mitigated else "not mitigated"
    if test.posted is not None:
        return {"internal": "an internal update", "public": "a public update"}.get(test.posted, "an update") + " was posted"
    pairs = (
        (test.declared, "declared {}"),
        (test.asked, "{} has been asked"),
        (test.delivered, "{} delivered"),
        (test.severity, "truly {} or worse"),
    )
    for value, words in pairs:
        if value is not None:
            return words.format("" if value == "any" else value).strip()
    if test.ordered is not None or test.done is not None:
        return _of_an_order(scenario, test)
    if test.chance is not None:
        return f"by luck, {test.chance * 100:g} in 100"
    if test.hat is not None:
        return f"somebody has {_HATS[test.hat]}"
    if test.calendar is not None:
        return _of_the_week(test.calendar)
    if test.snapshot is not None:
        return f"evidence of {title_of(scenario, test.snapshot)} is secured"
    if test.act is not None:
        return f"{_named(scenario, test.act)} has begun"
    for id_, words in ((test.fault, "{} is active"), (test.found, "{} was found"), (test.page, "{} has paged")):
        if id_ is not None:
            return words.format(_named(scenario, id_))
    return ""


def _of_an_order(scenario: Scenario, test: Condition) -> str:
    """An order given or done, perhaps for one part of its target, perhaps so long ago."""
    words = order_words(scenario, str(test.ordered or test.done))
    words += f" in {test.in_.replace('-', ' ')}" if test.in_ is not None else ""
    words += " ordered" if test.ordered is not None else " done"
    return f"{duration(test.by)} after {words}" if test.by else words


def _of_the_week(calendar: Calendar) -> str:
    days = ", ".join(day.value.capitalize() for day in calendar.days)
    return f"{days} {calendar.from_} to {calendar.to} UTC".strip()


def _named(scenario: Scenario, id_: str) -> str:
    alert = scenario.public.alerts.get(id_)
    if alert is not None and alert.title is not None:
        return f"“{alert.title}”"
    return "declaring" if id_ == "declare" else title_of(scenario, id_)


def duration(seconds: int) -> str:
    """90 -> 1 min 30 s."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] * (hours > 0) + [f"{minutes} min"] * (minutes > 0) + [f"{rest} s"] * (rest > 0)
    return " ".join(parts) or "0 s"
