"""Whole drills as text: every command and every fact of `NAME.txt`, and the scorecard at its end.

`pytest --accept` rewrites them, to be read in review. A `.commands` file is a drill written by hand; the others are a policy's.
"""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path

import pytest

from simulator.bots.play import play
from simulator.bots.reference import reference_runs
from simulator.drill.drill import Drill
from simulator.drill.transcript import clock, command_line, refusal_line, spoken, transcript, understood
from simulator.record import commands as c
from simulator.record.refusals import Refusal
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Kind, Sev, Topic, Variant
from simulator.scoring.score import score
from simulator.scoring.text import as_text

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "scenarios"
SEED = 1
FILES = {"first-page": "first-page", "cloudflare": "cloudflare-2019-07-02"}
NAMES = [f"{short}-{how}" for short in FILES for how in ("competent", "by-hand")]


def scenario_of(name: str) -> Scenario:
    file = SHIPPED / f"{FILES[name.rsplit('-', 2 if name.endswith('by-hand') else 1)[0]]}.yaml"
    loaded = load_scenario(file.read_bytes(), file.name)
    assert isinstance(loaded, Scenario), loaded
    return loaded


def played(name: str) -> tuple[Drill, list[str]]:
    """The drill, and the refusals on its way as lines."""
    if name.endswith("-competent"):
        return play(scenario_of(name), "competent", SEED), []
    drill = Drill.new(scenario_of(name), SEED)
    drill.give(c.StartDrill(), IC)
    refused = []
    for line in (HERE / f"{name}.commands").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        when, _, wish = line.partition(" > ")
        hours, minutes, seconds = map(int, when.split(":"))
        drill.advance(3600 * hours + 60 * minutes + seconds)
        command = understood(wish)
        assert isinstance(command, c.Command), f"{line}: {command}"
        made = drill.give(command, IC)
        if isinstance(made, Refusal):
            refused += [command_line(drill.now, IC, command), refusal_line(drill.now, made)]
    while not drill.board.clock.over:
        drill.advance(drill.now + 60)
    return drill, refused


def told(name: str) -> str:
    """The whole file: record, refusals, scorecard."""
    drill, refused = played(name)
    record = transcript(drill.scenario, drill.seed, drill.rows, people=drill.with_people, until=drill.now)
    card = score(
        drill.scenario, drill.facts, drill.truth_table(), references=reference_runs(drill.scenario, drill.seed, drill.now)
    )
    parts = [f"# {drill.scenario.public.scenario}, seed {SEED}", "", *record]
    if refused:
        parts += ["", "# Refused on the way; nothing of it is in the record.", *refused]
    return "\n".join([*parts, "", as_text(card), ""])


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_drill_reads_like_this(name: str, accept: bool) -> None:
    """Same scenario, luck and commands: the same drill, line for line."""
    golden = HERE / f"{name}.txt"
    said = told(name)
    if accept:
        golden.write_text(said, encoding="utf-8")
    kept = golden.read_text(encoding="utf-8")
    diff = "\n".join(unified_diff(kept.splitlines(), said.splitlines(), "as accepted", "as it is now", lineterm="", n=2))
    assert not diff, f"{name} has changed; if that is meant, run make accept and read the difference.\n{diff}"


def test_no_transcript_is_left_behind() -> None:
    """Every text belongs to a drill that is still played, and every script has its text."""
    assert {file.stem for file in HERE.glob("*.txt")} == set(NAMES)
    assert {file.stem for file in HERE.glob("*.commands")} == {name for name in NAMES if name.endswith("by-hand")}


def test_the_refusals_of_the_scripts_are_in_their_texts() -> None:
    """Too early, already done, unknown: a script may try, is told why not, and the record does not know of it."""
    texts = "".join((HERE / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES)
    for code in ("no-page", "in-flight"):
        assert f"! {code}: " in texts


COMMANDS = [
    c.DeclareIncident(Sev.SEV1),
    c.DeclareIncident(Sev.SEV2, 'Half say "no", some = well'),
    c.AskInvestigate("edge", Topic.CPU, 10, "tom", "please"),
    c.OrderMitigation(Kind.RESTART, "edge", "tom", Variant.FAST, "east", objections_asked=True, verify="sites", verify_minutes=5),
    c.PostUpdate(Audience.PUBLIC, "Two\nlines, a \\ and „quotes“.", component="sites", state="degraded", next_minutes=20),
    c.OpenChanges(),
    c.ReportTask("t1", "well again", healthy=True),
    c.PauseDrill("technical"),
    c.Say(""),
    c.SetSpeed("0.5"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_what_is_written_can_be_read(command: c.Command) -> None:
    """A command as text is one line and comes back as the same command."""
    assert "\n" not in spoken(command)
    assert understood(spoken(command)) == command


def test_the_form_of_a_line() -> None:
    """As the style guide shows it."""
    assert command_line(192, IC, c.DeclareIncident(Sev.SEV1)) == "00:03:12 > declare SEV1"
    assert command_line(192, "gm", c.PauseDrill()) == "00:03:12 gm> pause-drill"
    assert clock(3 * 3600 + 61) == "03:01:01"


def test_what_makes_no_sense_is_refused() -> None:
    """An unknown verb, a missing word and a wrong word are a no with a reason, not a crash."""
    for text in ("frobnicate edge", "declare", "declare SEV9", "ask edge errors minutes=many", ""):
        assert isinstance(understood(text), Refusal), text


def test_truth_is_marked_and_long_texts_are_cut() -> None:
    """What nobody in the room knows begins with ~; no line is longer than a screen is wide twice."""
    text = (HERE / "cloudflare-competent.txt").read_text(encoding="utf-8").split("\nEXERCISE")[0]
    assert re.search(r"^00:06:00 ~ FaultStarted rule-backtracks$", text, re.MULTILINE)
    assert not re.search(r"^\S+ < (FaultStarted|FaultEnded|SeverityMoved)", text, re.MULTILINE)
    assert max(map(len, (line for line in text.splitlines() if " < " in line))) <= 200
