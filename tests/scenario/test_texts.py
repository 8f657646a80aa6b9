"""Texts may name a few things and choose between words, and nothing in them is ever run."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario import texts


def test_names_are_filled_in() -> None:
    """A name becomes its value."""
    assert texts.render("It is {{ clock }}, {{ ic|upper }} leads.", {"clock": "13:42", "ic": "Ana"}) == (
        "It is 13:42, ANA leads."
    )


@pytest.mark.parametrize(
    ("severity", "posted", "said"), [("SEV1", False, "all hands"), ("SEV2", True, "told"), ("", False, "quiet")]
)
def test_conditions_choose_words(severity: str, posted: bool, said: str) -> None:
    """if, elif and else choose by what is true now."""
    text = "{% if severity == 'SEV1' %}all hands{% elif posted and not declared %}told{% else %}quiet{% endif %}"
    assert texts.render(text, {"severity": severity, "posted": posted, "declared": False}) == said


def test_a_name_without_a_value_reads_as_unknown() -> None:
    """A text never shows a hole or the word None."""
    assert texts.render("{{ hurt }} users", {}) == "unknown users"


def test_plain_braces_are_text() -> None:
    """JSON and sets in a text are no templates."""
    assert texts.faults('{"a": 1} { } }}') == ()
    assert texts.render('{"a": 1}', {}) == '{"a": 1}'


HOSTILE = [
    "{% for x in 'abc' %}x{% endfor %}",
    "{{ 'a' * 400000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ ic.__class__ }}",
    "{{ ic[0] }}",
    "{{ ic() }}",
    "{{ range(9) }}",
    "{{ ic|center(99999999) }}",
    "{{ ic|join }}",
    "{{ ic ~ ic }}",
    "{% set a = 1 %}",
    "{% macro a() %}{% endmacro %}",
    "{% include 'x' %}",
    "{% extends 'x' %}",
    "{% import 'x' as y %}",
    "{% raw %}x{% endraw %}",
    "{% filter upper %}x{% endfilter %}",
    "{% with %}{% endwith %}",
    "{% block a %}{% endblock %}",
    "{{ [ic] }}",
    "{{ {} }}",
    "{{ (ic) }}",
    "{{ ic if ic else ic }}",
    "{{ ic is defined }}",
    "{{ ic in clock }}",
    "{{ ic < clock }}",
    "{{ 1 }}",
    "{# hush #}",
    "{{ lipsum }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{",
    "{%",
    "{{ }}",
    "{% if %}{% endif %}",
    "{% if declared %}",
    "{{ " + "(" * 2000,
    "{{ " + "not " * 1300 + "declared }}",
    "{% if declared %}" * 200,
    "{{" * 2000,
    "{{ ic" + "|upper" * 600 + " }}",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_nothing_else_is_allowed_or_carried_out(text: str) -> None:
    """Loops, arithmetic, calls, look-ups and all other statements are refused, and left as they stand."""
    assert texts.faults(text)
    rendered = texts.render(text, {"ic": "Ana", "clock": "now", "declared": True})
    assert rendered in (text, texts.UNKNOWN)


def test_an_unknown_name_is_told_with_those_that_exist() -> None:
    """A fault names the word, its occurrence, and what could stand there."""
    (fault,) = texts.faults("The ci is {{ ci }}")
    assert (fault.code, fault.word, fault.nth) == ("text-name", "ci", 1)
    assert "ic" in fault.known


def test_what_is_rendered_has_a_length() -> None:
    """However long a value is, a text stays short."""
    assert len(texts.render("{{ ic }}" * 20, {"ic": "x" * 5000})) == texts.LONGEST_RENDERED


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "{{",
                "}}",
                "{%",
                "%}",
                " if ",
                "else",
                "endif",
                "ic",
                "|",
                "upper",
                "'",
                "==",
                "not ",
                "(",
                ".",
                "\n",
                "x",
                "{#",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_text_raises(text: str) -> None:
    """Any pile of template pieces is fine or at fault, and renders to some text."""
    texts.faults(text)
    assert isinstance(texts.render(text, {"ic": "Ana"}), str)
