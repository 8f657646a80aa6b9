"""The rules about words, measured on their labelled sets: large enough, halved by number, and read as well as once reached."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from click.testing import CliRunner

from simulator.cli import wom
from simulator.debrief.wording import FILES, HELD_OUT, LATER, TUNING, as_data, as_table, lines_of, measured, misses
from simulator.scoring.update_quality import AVOIDS, HOLDS

SETS = files("simulator.debrief").joinpath("sets")
TEXTS = {name: SETS.joinpath(name).read_text(encoding="utf-8") for name in FILES}
MEASURED = measured(TEXTS)

#: What was reached, less one line each: precision and recall below which nobody should fall without noticing.
FLOORS = {
    ("status page", TUNING): (0.85, 0.88),
    ("status page", HELD_OUT): (0.94, 0.90),
    ("blame", TUNING): (0.95, 0.95),
    ("blame", HELD_OUT): (0.95, 0.88),
    ("blame", LATER): (0.90, 0.80),
}
#: Of the later posts, rule by rule: some rules read words they were not made for poorly, and it should not get worse.
LATER_FLOORS = {
    "Q1": (0.89, 0.94), "Q2": (0.90, 0.91), "Q3": (0.95, 0.85), "Q4": (0.95, 0.92), "Q5": (0.95, 0.65), "Q6": (0.95, 0.80),
    "N1": (0.95, 0.33), "N2": (0.95, 0.50), "N3": (0.95, 0.50), "N4": (0.95, 0.50),
}  # fmt: skip


@pytest.mark.parametrize("name", ["status_page.txt", "blame.txt"])
def test_each_set_has_at_least_a_hundred_lines_and_no_line_twice(name: str) -> None:
    """Fewer would say nothing, and a line in both halves would be no test."""
    lines = lines_of(TEXTS[name]).lines
    assert len(lines) >= 120
    assert len({x.text for x in lines}) == len(lines)
    assert min(sum(x.part == part for x in lines) for part in (TUNING, HELD_OUT)) >= 60


def test_no_later_line_stands_in_the_sets_the_rules_were_made_on() -> None:
    """What is measured last was not there before."""
    for early, late in (("status_page.txt", "status_page_later.txt"), ("blame.txt", "blame_later.txt")):
        before = {x.text for x in lines_of(TEXTS[early]).lines}
        after = lines_of(TEXTS[late], later=True).lines
        assert len(after) >= 40
        assert not before & {x.text for x in after}
        assert {x.part for x in after} == {LATER}


def test_halves_follow_from_the_number_alone() -> None:
    """Of each ten lines the first five are for tuning; comments, empty lines and the people do not count."""
    text = "# a\npeople | Sam\n\n" + "\n".join(f"- | line {n}" for n in range(1, 13))
    lines = lines_of(text)
    assert lines.people == ("Sam",)
    assert [x.n for x in lines.lines if x.part == TUNING] == [1, 2, 3, 4, 5, 11, 12]
    assert [x.n for x in lines.lines if x.part == HELD_OUT] == [6, 7, 8, 9, 10]


def test_every_label_is_one_that_is_known() -> None:
    """A misspelt label would count as a line well read."""
    for name, (about, later) in FILES.items():
        known = {*HOLDS, *AVOIDS, "well"} if about == "status page" else {"block", "warn", "clean", "either"}
        for line in lines_of(TEXTS[name], later=later).lines:
            assert line.labels <= known, line
            assert about == "status page" or len(line.labels - {"either"}) == 1, line


def test_precision_and_recall_do_not_fall_below_what_was_reached() -> None:
    """Rule by rule, on the half for tuning, the half held out and the later lines."""
    for x in MEASURED.readings:
        precision, recall = LATER_FLOORS[x.rule] if (x.set, x.part) == ("status page", LATER) else FLOORS[x.set, x.part]
        assert x.precision is None or x.precision >= precision, x
        assert x.recall is None or x.recall >= recall, x
        assert x.right + x.unfound > 0, x


def test_precision_and_recall_are_counted_by_the_book() -> None:
    """Two found of which one is there, and one there that was not found: one half each."""
    lines = "block | human error\nclean | sloppy\nblock | nothing of the kind\nclean | all well"
    empty = dict.fromkeys(FILES, "")
    block = next(x for x in measured({**empty, "blame.txt": lines}).readings if x.rule == "block")
    assert (block.right, block.extra, block.unfound) == (1, 1, 1)
    assert (block.precision, block.recall) == (0.5, 0.5)
    warn = next(x for x in measured({**empty, "blame.txt": lines}).readings if x.rule == "warn")
    assert (warn.precision, warn.recall) == (None, None)


def test_the_command_prints_the_figures_for_people_and_for_machines() -> None:
    """`wom wording` shows every rule with all parts side by side; `--json` the same as data; `--misses` no line that is held out."""
    shown = CliRunner().invoke(wom, ["wording"])
    assert shown.exit_code == 0
    assert shown.stdout.strip() == as_table(MEASURED)
    assert all(rule in shown.stdout for rule in (*HOLDS, *AVOIDS, "block", "warn", "tuning", "held out", "later"))
    data = CliRunner().invoke(wom, ["wording", "--json"])
    assert json.loads(data.stdout) == as_data(MEASURED)
    told = misses(MEASURED)
    for name, (_, later) in FILES.items():
        assert not any(x.text in told for x in lines_of(TEXTS[name], later=later).lines if x.part != TUNING)
