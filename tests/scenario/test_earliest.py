"""The earliest instants that the linter reckons with are lower bounds, and cost little whatever the file."""

from pathlib import Path

import pytest

from simulator.bots.play import play
from simulator.scenario.earliest import NEVER, Earliest, passes
from simulator.scenario.load import Sound, load_sound
from simulator.scenario.secret import ScenarioFile
from simulator.scenario.shape import shaped
from simulator.scenario.source import Loaded, load

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
HEALTHY = (ROOT / "tests" / "problems" / "healthy.yaml").read_text(encoding="utf-8")


def file_of(text: str) -> ScenarioFile:
    loaded = load(text.encode(), "a.yaml")
    assert isinstance(loaded, Loaded)
    file = shaped(loaded)
    assert isinstance(file, ScenarioFile)
    return file


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
@pytest.mark.parametrize("policy", ["competent", "do-nothing"])
def test_nothing_comes_about_before_it_can(file: Path, policy: str) -> None:
    """In a drill, faults, findings and injects come at or after their earliest instant; what can never be does not come."""
    sound = load_sound(file.read_bytes(), file.name)
    assert isinstance(sound, Sound)
    earliest = Earliest(file_of(file.read_text(encoding="utf-8")))
    board = play(sound.scenario, policy, 3, until=1800).board
    came = {("fault", id_): fault.first_at for id_, fault in board.faults.items() if fault.first_at is not None}
    came |= {("finding", id_): at for id_, at in board.found.items() if id_ in sound.scenario.secret.findings}
    came |= {("inject", id_): inject.delivered_at for id_, inject in board.injects.items() if inject.delivered_at is not None}
    assert came
    assert [(key, at, earliest.of(*key)) for key, at in came.items() if at < earliest.of(*key)] == []


def test_waits_add_up_along_a_chain() -> None:
    """An inject after an inject after a fault that a change carried comes no sooner than all of that together."""
    text = HEALTHY.replace("  truth:", "    again: {when: {after: mia-asks, by: 2m}, from: mia, says: Still.}\n  truth:", 1)
    assert Earliest(file_of(text)).of("inject", "again") == 5 * 60 + 3 * 60 + 2 * 60


def test_any_takes_the_first_and_all_the_last() -> None:
    """`any` holds as soon as one part does, `all` when the last one does."""
    parts = "[{after: half-closed, by: 1m}, {after: half-closed, by: 9m}]"
    for word, minutes in (("any", 6), ("all", 14)):
        text = HEALTHY.replace("when: {after: half-closed, by: 3m}", f"when: {{{word}: {parts}}}")
        assert Earliest(file_of(text)).of("inject", "mia-asks") == minutes * 60


def test_what_waits_for_itself_never_comes() -> None:
    """Two things that wait for each other both wait for ever."""
    text = HEALTHY.replace("when: {after: half-closed, by: 3m}", "when: {delivered: other}")
    text = text.replace("  truth:", "    other: {when: {delivered: mia-asks}, from: mia, says: Still.}\n  truth:", 1)
    earliest = Earliest(file_of(text))
    assert earliest.of("inject", "mia-asks") == earliest.of("inject", "other") == NEVER


@pytest.mark.parametrize(
    ("signal", "above", "below", "possible"),
    [
        ("pay.success", None, 0.9, True),
        ("pay.success", None, 0.0, False),
        ("web.cpu", 0.9, None, True),
        ("web.cpu", 1.0, None, False),
        ("web.latency", 5.0, None, True),
        ("web.latency", None, 0.0, False),
    ],
)
def test_a_reading_passes_a_line_within_its_range(signal: str, above: float | None, below: float | None, possible: bool) -> None:
    """Shares end at one, and nothing that is read falls below nothing."""
    assert passes(file_of(HEALTHY), signal, above, below) is possible


def test_a_file_made_to_be_slow_is_given_up_on() -> None:
    """A chain of thousands in the worst order costs a bounded number of looks, and nothing is said to be impossible for it."""
    links = "".join(f"    i{n}: {{when: {{delivered: i{n + 1}}}, from: mia, says: x}}\n" for n in range(1500))
    text = HEALTHY.replace("  truth:", f"{links}    i1500: {{at: 1m, from: mia, says: x}}\n  truth:", 1)
    earliest = Earliest(file_of(text))
    assert earliest.looks < 110_000
    assert earliest.of("inject", "i0") == 0
