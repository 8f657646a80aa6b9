"""The codec: what is written is read back as it was, and what does not fit is refused in words, or unreadable by name."""

import json
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_values import commands, facts, facts_of, made_of

from simulator.record.codec import (
    LARGEST_NUMBER,
    LONGEST_ID,
    LONGEST_TEXT,
    Unreadable,
    canonical,
    command_from,
    command_to,
    fact_from,
    fact_to,
    row_from,
    row_to,
)
from simulator.record.commands import COMMANDS, Command, DeclareIncident, OrderMitigation, PostUpdate, Say, SetSpeed
from simulator.record.facts import BODIES, Fact
from simulator.record.journal_row import Row
from simulator.record.refusals import Refusal

law = settings(deadline=None, derandomize=True, max_examples=20)
wide_law = settings(deadline=None, derandomize=True, max_examples=100)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**12) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def over_the_wire(plain: Any) -> Any:
    """Through JSON and back, as disk and socket do."""
    return json.loads(json.dumps(plain))


def refused(name: object, args: object) -> Refusal:
    answer = command_from(name, args)
    assert isinstance(answer, Refusal), answer
    return answer


# --- round trips ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_read_back_as_it_was_written(name: str) -> None:
    """Name and arguments through JSON give the same command, whatever it holds."""

    @law
    @given(made_of(COMMANDS[name]))
    def reads_back(command: Command) -> None:
        written, args = command_to(command)
        assert written == name
        assert command_from(written, over_the_wire(args)) == command

    reads_back()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_every_fact_is_read_back_as_it_was_stored(name: str) -> None:
    """A fact through JSON is the same fact, with its place, audience and body, and of the same types."""

    @law
    @given(facts_of(name))
    def reads_back(fact: Fact) -> None:
        again = fact_from(over_the_wire(fact_to(fact)))
        assert again == fact
        assert [type(getattr(again.body, f.name)) for f in fields(again.body)] == [
            type(getattr(fact.body, f.name)) for f in fields(fact.body)
        ]

    reads_back()


@wide_law
@given(
    st.builds(
        Row,
        st.integers(1, 10**6),
        st.integers(0, LARGEST_NUMBER),
        st.text(max_size=9),
        st.text(max_size=9),
        commands,
        st.text(max_size=32),
    )
)
def test_every_row_is_read_back_as_it_was_written(row: Row) -> None:
    """The journal's rows through JSON."""
    assert row_from(over_the_wire(row_to(row))) == row


# --- commands that do not fit ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_takes_a_field_it_does_not_have(name: str) -> None:
    """An unknown field is refused by its name, and what the command takes is said."""
    answer = refused(name, {"sudo": True})
    assert answer.code == "unknown-field"
    assert "`sudo`" in answer.says
    assert all(f"`{f.name}`" in answer.try_instead for f in fields(COMMANDS[name]))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_goes_without_what_it_needs(name: str) -> None:
    """A missing field is named; without any arguments only those commands pass that need none."""
    needed = [f.name for f in fields(COMMANDS[name]) if f.default is MISSING]
    answer = command_from(name, {})
    if needed:
        assert isinstance(answer, Refusal)
        assert answer.code == "missing-field"
        assert needed[0].replace("_", " ") in answer.says
    else:
        assert isinstance(answer, COMMANDS[name])


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_field_takes_a_value_of_another_kind(name: str) -> None:
    """A list, a number for a text, a text for a number, yes for a number: all refused, naming the field."""
    kind = COMMANDS[name]
    hints = get_type_hints(kind)
    good = {f.name: _good(hints[f.name]) for f in fields(kind)}
    assert not isinstance(command_from(name, good), Refusal)
    for field in fields(kind):
        for bad in _bad(hints[field.name]):
            answer = refused(name, {**good, field.name: bad})
            assert answer.code in ("bad-value", "bad-choice")
            assert field.name.replace("_", " ") in answer.says


def _good(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return {bool: True, int: 1, str: "x"}.get(hint)


def _bad(hint: Any) -> tuple[object, ...]:
    if hint == bool | None:
        return ("yes", 1, [])
    if hint == int | None:
        return ("1", -1, True, [])
    if hint is int:
        return ("1", True, 1.0, -1, LARGEST_NUMBER + 1, [1], None)
    if hint is bool:
        return ("yes", 1, [], None)
    if hint is str:
        return (1, True, ["x"], {"x": 1}, None)
    return ("no such choice", 1, True, ["SEV1"], {})


@wide_law
@given(st.one_of(st.sampled_from(sorted(COMMANDS)), json_values), json_values)
def test_anything_at_all_is_a_command_or_a_refusal_in_words(name: object, args: object) -> None:
    """No bytes from outside raise; a refusal has words and a code."""
    answer = command_from(name, args)
    if isinstance(answer, Refusal):
        assert answer.code
        assert answer.says
        answer.says.encode("utf-8")  # nothing that no screen or file could hold
        assert not any(ord(letter) < 0x20 for letter in answer.says)


@wide_law
@given(
    st.sampled_from(sorted(COMMANDS)),
    st.dictionaries(st.sampled_from([f.name for c in COMMANDS.values() for f in fields(c)]), json_values, max_size=4),
)
def test_any_arguments_are_a_command_or_a_refusal(name: str, args: dict[str, object]) -> None:
    """The same, with names of fields that exist."""
    answer = command_from(name, args)
    assert isinstance(answer, (COMMANDS[name], Refusal))


@pytest.mark.parametrize("name", ["", "declareIncident", "Command", "__class__", None, 3, ["DeclareIncident"], {}])
def test_an_unknown_command_is_refused(name: object) -> None:
    """Also the base of all commands, and what is no name."""
    assert refused(name, {}).code == "unknown-command"


@pytest.mark.parametrize("args", [None, [], "sev=SEV1", 3])
def test_arguments_have_to_be_named(args: object) -> None:
    """A list or a text is no set of arguments."""
    assert refused("DeclareIncident", args).code == "bad-arguments"


def test_texts_and_ids_have_a_longest_length() -> None:
    """What people say may be long, ids may not; the refusal says how long it was and how long it may be."""
    assert command_from("Say", {"says": "x" * LONGEST_TEXT}) == Say("x" * LONGEST_TEXT)
    answer = refused("Say", {"says": "x" * (LONGEST_TEXT + 1)})
    assert (answer.code, answer.says) == ("too-long", f"`says` is {LONGEST_TEXT + 1} characters long.")
    assert str(LONGEST_TEXT) in answer.try_instead
    assert isinstance(command_from("PagePerson", {"person": "x" * LONGEST_ID}), Command)
    assert refused("PagePerson", {"person": "x" * (LONGEST_ID + 1)}).code == "too-long"


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\r", "\x7f", "\x85", "\ud800", "\udfff"])
def test_characters_that_cannot_be_shown_or_stored_are_refused(letter: str) -> None:
    """Control characters and halves of surrogate pairs, which no file can hold."""
    assert refused("Say", {"says": f"all {letter} well"}).code == "bad-text"


@pytest.mark.parametrize("says", ["line\nbreak\tand tab", "नमस्ते", "👩🏽‍🚒", "\u202eright to left", "", "a" * 10 + "\u0301"])
def test_what_people_write_anywhere_in_the_world_passes(says: str) -> None:
    """Line breaks, scripts, emoji."""
    assert command_from("Say", {"says": says}) == Say(says)


def test_a_choice_outside_the_set_is_refused_with_the_set() -> None:
    """The choices are listed."""
    answer = refused("DeclareIncident", {"sev": "SEV0"})
    assert answer.says == "`sev` cannot be `SEV0`."
    assert answer.try_instead == "Choose one of: SEV1, SEV2, SEV3, SEV4."


def test_defaults_stand_in_for_what_is_left_out() -> None:
    """Only what differs needs to be said."""
    assert command_from("SetSpeed", {}) == SetSpeed("1")
    update = command_from("PostUpdate", {"audience": "public", "says": "We are on it."})
    assert isinstance(update, PostUpdate)
    assert (update.next_minutes, update.template) == (0, "")
    order = command_from("OrderMitigation", {"kind": "restart", "target": "db", "person": "sam"})
    assert isinstance(order, OrderMitigation)
    assert order.variant.value == "safe"
    assert command_from("DeclareIncident", {"sev": "SEV2"}) == DeclareIncident(order_sev())


def order_sev() -> Any:
    return get_type_hints(DeclareIncident)["sev"]("SEV2")


# --- stored things that do not fit ---------------------------------------------------------------------------------


@wide_law
@given(facts, st.sampled_from(["n", "at", "by", "because", "audience", "seats", "fact", "body"]), json_values)
def test_a_stored_fact_that_was_tampered_with_is_unreadable_or_another_fact(fact: Fact, where: str, value: object) -> None:
    """Any value anywhere: it reads as what it says, or raises `Unreadable`, and nothing else."""
    plain = {**over_the_wire(fact_to(fact)), where: value}
    try:
        again = fact_from(plain)
    except Unreadable:
        return
    assert over_the_wire(fact_to(again))["seats"] == sorted(set(plain["seats"]))
    assert {k: v for k, v in over_the_wire(fact_to(again)).items() if k not in ("seats", "body")} == {
        k: v for k, v in plain.items() if k not in ("seats", "body")
    }


@wide_law
@given(facts)
def test_a_stored_fact_with_more_or_less_than_it_has_is_unreadable(fact: Fact) -> None:
    """A field too many, in the fact or in its body, or one too few: from another version, and not to be guessed at."""
    plain = over_the_wire(fact_to(fact))
    with pytest.raises(Unreadable):
        fact_from({**plain, "mood": "good"})
    with pytest.raises(Unreadable):
        fact_from({**plain, "body": {**plain["body"], "mood": "good"}})
    for key in plain:
        with pytest.raises(Unreadable):
            fact_from({k: v for k, v in plain.items() if k != key})


@pytest.mark.parametrize("plain", [None, [], "row", {}, {"n": 1}])
def test_what_is_no_row_is_unreadable(plain: object) -> None:
    """Said as such, and by number where there is one."""
    with pytest.raises(Unreadable, match="row"):
        row_from(plain)


@wide_law
@given(commands, st.sampled_from(["n", "at", "seat", "id", "command", "args", "digest"]), json_values)
def test_a_row_that_was_tampered_with_is_unreadable_or_another_row(command: Command, where: str, value: object) -> None:
    """Any value anywhere in a row: read as what it says, or `Unreadable` naming the row."""
    plain = {**over_the_wire(row_to(Row(7, 60, "ic", "id-7", command, "00"))), where: value}
    try:
        again = row_from(plain)
    except Unreadable as problem:
        assert "row" in str(problem)
        return
    assert again.n == plain["n"]
    assert type(again.command).__name__ == plain["command"]


# --- the canonical spelling -------------------------------------------------------------------------------------------


@wide_law
@given(facts, facts)
def test_different_facts_are_spelled_differently_and_equal_ones_alike(one: Fact, other: Fact) -> None:
    """One fact, one spelling, in plain ASCII."""
    assert (canonical(one) == canonical(other)) == (one == other)
    assert canonical(one) == canonical(fact_from(over_the_wire(fact_to(one))))
    assert canonical(one).isascii()


def test_the_order_of_an_audience_does_not_change_the_spelling() -> None:
    """Seats are a set: named in any order they are spelled in one."""
    one = {
        "n": 1,
        "at": 0,
        "by": "ic",
        "because": 0,
        "audience": "seats",
        "seats": ["gm", "ic"],
        "fact": "DrillStarted",
        "body": {},
    }
    assert canonical(fact_from(one)) == canonical(fact_from({**one, "seats": ["ic", "gm"]}))
