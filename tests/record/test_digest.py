"""The digest: equal for equal records, other for any difference, however small or late."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from plain_values import facts

from simulator.record.digest import Digest
from simulator.record.facts import ALL, GM_ONLY, ChannelPosted, DrillStarted, Fact

law = settings(deadline=None, derandomize=True, max_examples=80)
numbers = st.lists(st.integers(-(10**12), 10**12), max_size=4)


def of(*things: Fact | tuple[int, list[int]]) -> str:
    digest = Digest()
    for thing in things:
        if isinstance(thing, Fact):
            digest.add(thing)
        else:
            digest.add_numbers(*thing)
    return digest.hex()


@law
@given(st.lists(facts, max_size=5), st.lists(facts, max_size=5))
def test_records_have_the_same_digest_when_they_are_the_same(one: list[Fact], other: list[Fact]) -> None:
    """Equal records and no others; also one that is the beginning of the other."""
    assert (of(*one) == of(*other)) == (one == other)
    assert of(*one) != of(*one, Fact(1, 0, "ic", 0, ALL, DrillStarted()))


@law
@given(facts, facts)
def test_the_order_of_facts_counts(one: Fact, other: Fact) -> None:
    """Two facts turned round are another record."""
    assert (of(one, other) == of(other, one)) == (one == other)


def test_every_part_of_a_fact_counts() -> None:
    """Number, second, giver, cause, audience and each word of the body."""
    fact = Fact(3, 60, "ic", 2, ALL, ChannelPosted("ic", "All well."))
    changes: list[dict[str, Any]] = [
        {"n": 4}, {"at": 61}, {"by": "gm"}, {"because": 1}, {"audience": GM_ONLY}, {"body": DrillStarted()},
        {"body": ChannelPosted("sam", "All well.")}, {"body": ChannelPosted("ic", "All well")},
    ]  # fmt: skip
    digests = {of(fact), *(of(replace(fact, **change)) for change in changes)}
    assert len(digests) == 1 + len(changes)


@law
@given(st.integers(0, 10**6), numbers, st.integers(0, 10**6), numbers)
def test_the_worlds_numbers_count(at: int, one: list[int], later: int, other: list[int]) -> None:
    """Another second or another number is another digest, and numbers are not facts."""
    assert (of((at, one)) == of((later, other))) == ((at, one) == (later, other))
    assert of((at, one)) != of()


def test_where_numbers_end_counts() -> None:
    """1 and 23 are not 12 and 3."""
    assert of((0, [1, 23])) != of((0, [12, 3])) != of((0, [123]))


def test_a_digest_can_be_asked_at_any_moment() -> None:
    """Asking changes nothing; it is 32 hexadecimal digits."""
    digest = Digest()
    first = digest.hex()
    assert digest.hex() == first
    digest.add(Fact(1, 0, "ic", 0, ALL, DrillStarted()))
    assert digest.hex() == of(Fact(1, 0, "ic", 0, ALL, DrillStarted())) != first
    assert len(first) == 32
    int(first, 16)
