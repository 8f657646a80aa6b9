"""How a problem is drawn: its place, the line, a caret under the words, a hint."""

from simulator.scenario.problems import MOST_PROBLEMS, WIDEST_SNIPPET, Place, Problem, named, ordered, picture


def problem(line: int, column: int, length: int, hint: str = "") -> Problem:
    return Problem(Place("a.yaml", line, column, length), (), "code", "this is so", hint)


def test_a_picture_has_place_line_caret_and_hint() -> None:
    """The caret stands under what the message is about."""
    assert picture(problem(2, 4, 3, "do that"), ["x", "ab: xyz"]) == (
        "a.yaml:2:4: this is so\n  2 | ab: xyz\n    |    ^^^\n  hint: do that"
    )


def test_a_long_line_is_cut_around_the_caret() -> None:
    """The caret stays in sight, and the cut is marked."""
    line = "x" * 300 + "HERE" + "y" * 300
    drawn = picture(problem(1, 301, 4), [line]).split("\n")
    assert len(drawn[1]) <= WIDEST_SNIPPET + len("  1 | ……")
    assert drawn[1][drawn[2].index("^") :].startswith("HERE")
    assert drawn[2].endswith("^^^^")
    assert drawn[1].startswith("  1 | …")
    assert drawn[1].endswith("…")


def test_wide_and_combining_characters_move_the_caret() -> None:
    """The caret stands under the word in a terminal, not under its count of characters."""
    assert picture(problem(1, 4, 1), ["店: x"]).split("\n")[2] == "    |     ^"
    assert picture(problem(1, 5, 1), ["e\u0301: x"]).split("\n")[2] == "    |    ^"


def test_nothing_a_terminal_obeys_is_drawn() -> None:
    """Escape sequences in a file stay in the file."""
    assert "\x1b" not in picture(problem(1, 1, 1), ["\x1b[31mred"])


def test_a_place_beyond_the_text_draws_no_line() -> None:
    """An empty file has a message and nothing to point at."""
    assert picture(problem(1, 1, 1), []) == "a.yaml:1:1: this is so"


def test_things_are_named_by_id() -> None:
    """Never by position in a list, and never by the section they stand in."""
    tree = {"system": {"services": {"db": {"calls": [{"to": "bank", "timeout": 3}], "fragile": {"over": 1}}}}}
    assert named(("system", "services", "db"), tree) == 'service "db"'
    assert named(("system", "services", "db", "fragile", "over"), tree) == 'fragile.over of service "db"'
    assert named(("system", "services", "db", "calls", 0, "timeout"), tree) == ('timeout of the call to "bank" of service "db"')
    assert named(("secret", "truth", "factors", 1), tree) == "truth.factors"
    assert named((), tree) == "the scenario"


def test_problems_come_in_the_order_of_the_file_and_not_without_end() -> None:
    """Sorted, each once, and at most as many as a person reads."""
    many = [problem(line, 1, 1) for line in range(200, 0, -1)] * 2
    lines = [each.place.line for each in ordered(many)]
    assert lines == list(range(1, MOST_PROBLEMS + 1))
