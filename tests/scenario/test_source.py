"""Bytes become a tree with places, or problems; never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario import source
from simulator.scenario.problems import Place, Problem
from simulator.scenario.source import Loaded


def tree(text: str) -> dict[str, object]:
    loaded = source.load(text.encode(), "a.yaml")
    assert isinstance(loaded, Loaded), loaded
    return loaded.tree


def codes(raw: bytes) -> list[str]:
    found = source.load(raw, "a.yaml")
    assert isinstance(found, tuple), found
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12:30", "12:30"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("014", "014"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("e5", "e5"),
        (".", "."),
        ("+", "+"),
        ("-", "-"),
        ("2019-07-02", "2019-07-02"),
        ("9" * 40, "9" * 40),
        ("1.2.3", "1.2.3"),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-0.25", -0.25),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("=", "="),
        ("nULL", "nULL"),
        ("y", "y"),
        ("190:20:30", "190:20:30"),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(written: str, meant: object) -> None:
    """Only true, false, null and decimal numbers are anything but text."""
    if written in ("-", "."):
        written = f"[{written}]" if written == "." else f"'{written}'"
    got = tree(f"key: {written}\n")["key"]
    assert (got[0] if isinstance(got, list) else got) == meant
    assert type(got[0] if isinstance(got, list) else got) is type(meant)


def test_every_key_and_value_has_its_place() -> None:
    """Places count lines and columns from 1, and cover what they point at."""
    loaded = source.load(b"a:\n  b: {c: hello}\n  d:\n    - x\n    - yes\n", "a.yaml")
    assert isinstance(loaded, Loaded)
    assert loaded.place_of(("a", "b", "c")) == Place("a.yaml", 2, 10, 5)
    assert loaded.place_of_key(("a", "b", "c")) == Place("a.yaml", 2, 7, 1)
    assert loaded.place_of(("a", "d", 1)) == Place("a.yaml", 5, 7, 3)
    assert loaded.place_of(("a", "b", "nothing")) == Place("a.yaml", 2, 3, 1)


def test_a_word_inside_a_block_of_text_has_its_place() -> None:
    """A problem inside a long text points at the word, not at the text."""
    loaded = source.load(b"says: |\n  one two\n  two three\n", "a.yaml")
    assert isinstance(loaded, Loaded)
    assert loaded.place_in(("says",), "two", 1) == Place("a.yaml", 3, 3, 3)


def test_line_endings_and_byte_order_mark_do_not_move_places() -> None:
    """A file from another system points at the same lines."""
    loaded = source.load(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n", "a.yaml")
    assert isinstance(loaded, Loaded)
    assert loaded.tree == {"a": 1, "b": 2, "c": 3}
    assert loaded.place_of_key(("c",)) == Place("a.yaml", 3, 1, 1)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a: 1\n" + b"#" * source.LARGEST_FILE, "file-too-large"),
        (b"a: [" + b"b," * source.MOST_NODES + b"]", "too-many-nodes"),
        (b"\xff\xfea\x00", "other-encoding"),
        (b"\x00\x00\x00a", "other-encoding"),
        (b"a: \xc3", "not-utf-8"),
        (b"a: \xed\xa0\x80", "not-utf-8"),
        (b"a: \xc0\xaf", "not-utf-8"),
        (b'a: "\\ud800"', "escape"),
        (b'a: "\\r"', "control-character"),
        (b'a: "\\0"', "control-character"),
        (b"a: \x7f", "control-character"),
        (b"", "file-empty"),
        (b"\n\n# nothing\n", "file-empty"),
        (b"--- a\n", "not-a-mapping"),
        (b"a: 1\n...\n---\n", "second-document"),
        (b"{<<: {b: 1}}", "merge-key"),
        (b"? [a]\n: b\n", "key-is-a-group"),
        (b"true: 1\n", "key-not-text"),
        (b": 1\n", "not-aligned"),
        (b"{? : 1}", "key-not-text"),
        (b"!!map {a: 1}", "tag"),
        (b"a: ! b\n", "tag"),
        (b"a: &x [*x]\n", "anchor"),
        (b"%TAG ! tag:x,2000:\n---\na: 1\n", "directive"),
    ],
)
def test_what_is_no_scenario_text_is_named(raw: bytes, code: str) -> None:
    """Each thing that a scenario may not contain is refused by its own name."""
    assert code in codes(raw)


def test_depth_is_allowed_up_to_its_limit() -> None:
    """Twenty levels load, twenty-one do not."""
    assert tree("a: " + "[" * (source.DEEPEST - 1) + "]" * (source.DEEPEST - 1))
    assert codes(b"a: " + b"[" * source.DEEPEST + b"]" * source.DEEPEST) == ["too-deep"]


def test_all_problems_of_the_pass_come_at_once() -> None:
    """An author sees every duplicate, tag and alias of a file together."""
    assert codes(b"a: &x 1\nb: *x\na: 2\n7: !!str 3\n") == ["anchor", "alias", "key-twice", "key-not-text", "tag"]


BOMBS = (
    b"[",
    b"{",
    b"{a: ",
    b"- ",
    b"? ",
    b"a\n",
    b"'",
    b'"',
    b"\\x41",
    b"&",
    b"!",
    b"%",
    b"#",
    b"\n",
    b" ",
    b"\t",
    b":",
    b": ",
    b",",
    b"[?",
    b"[a\n",
    b"\x01",
    b"\xff",
    b"a: 1\n",
    b"[\n",
    b"|\n",
    b"> \n",
    b"*a ",
    b"---\n",
    b"\xf0\x9f\x98\x80",
    b"a:\n",
)


@pytest.mark.parametrize("bomb", BOMBS, ids=repr)
def test_a_file_of_one_thing_repeated_is_answered(bomb: bytes) -> None:
    """The largest file of any one construct, open or as a value, is accepted or refused with a place."""
    many = (source.LARGEST_FILE - 10) // len(bomb)
    for raw in (bomb * many, b"a: " + bomb * many, b"a: [" + bomb * many, b'a: "' + bomb * many):
        found = source.load(raw, "a.yaml")
        assert isinstance(found, Loaded) or all(problem.place.line >= 1 for problem in found)


def answered(raw: bytes) -> None:
    found = source.load(raw, "a.yaml")
    if not isinstance(found, Loaded):
        assert found
        for problem in found:
            assert isinstance(problem, Problem)
            assert problem.message
            assert problem.place.line >= 1
            assert problem.place.column >= 1
            assert problem.place.length >= 1


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    """Any bytes whatever are a tree or problems with a place."""
    answered(raw)


PIECES = st.sampled_from(
    [
        "a",
        "b: ",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "|\n",
        ">\n",
        "&x",
        "*x",
        "!",
        "!!int",
        "%",
        "#",
        "\t",
        "? ",
        "@",
        "`",
        "\\",
        "---\n",
        "...\n",
        "<<",
        "~",
        "1",
        "\r",
        "\u2028",
        "\x00",
        "é",
        "店",
        "\ufeff",
        "{{",
        "}}",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_yaml_raises(text: str) -> None:
    """Any pile of YAML's own pieces is a tree or problems with a place."""
    answered(text.encode())
