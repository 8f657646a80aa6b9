"""The table of published against simulated in the authoring guide, one row for each line of `published`.

Made by playing `history`; a test fails when the guide's table is another one. The comparing itself is `fidelity`'s.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from simulator.bots.fidelity import Compared, compare
from simulator.bots.play import play
from simulator.scenario.model import Scenario
from simulator.scoring.words import clock

BEGIN: Final = "<!-- published: written by `pytest --accept tests/bots/test_fidelity_table.py`, do not edit by hand -->"
END: Final = "<!-- /published -->"

_HEAD: Final = (
    "| scenario | line | published | simulated | tolerance | said | verdict |",
    "|---|---|---|---|---|---|---|",
)


def rows_of(scenario: Scenario) -> tuple[str, ...]:
    """The rows of one scenario, from a run of its own history; none where nothing is published."""
    if not scenario.secret.published:
        return ()
    drill = play(scenario, "history", 1)
    return tuple(_row(scenario, line) for line in compare(scenario, drill))


def in_table(guide: str, id_: str) -> tuple[str, ...]:
    """The rows of one scenario as the guide has them."""
    return tuple(row for row in _rows(guide) if _owner(row) == id_)


def owners(guide: str) -> tuple[str, ...]:
    """The scenarios that have rows in the guide, each once."""
    return tuple(dict.fromkeys(_owner(row) for row in _rows(guide)))


def with_rows(guide: str, id_: str, rows: tuple[str, ...]) -> str:
    """The guide with these as the rows of a scenario; scenarios stand in the order of their ids."""
    others = [row for row in _rows(guide) if _owner(row) != id_]
    every = sorted([*others, *rows], key=_owner)  # a stable sort: rows of one scenario keep their order
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n" + "\n".join((*_HEAD, *every)) + f"\n\n{END}{after}"


def _rows(guide: str) -> list[str]:
    _, begin, rest = guide.partition(BEGIN)
    table, end, _ = rest.partition(END)
    assert begin, f"the guide has no line {BEGIN}"
    assert end, f"the guide has no line {END}"
    return [line for line in table.splitlines() if line.startswith("| `")]


def _owner(row: str) -> str:
    return row.split("`")[1]


def _row(scenario: Scenario, line: Compared) -> str:
    verdict = "fitted, not counted" if line.fitted else "within" if line.within else "**outside**"
    tolerance = clock(line.tolerance) if line.instant else line.shown(line.tolerance)
    cells = (
        f"`{scenario.public.scenario}`", line.what, _shown(scenario, line, line.published), _shown(scenario, line, line.simulated),
        f"± {tolerance}", line.said, verdict,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _shown(scenario: Scenario, line: Compared, value: float | None) -> str:
    """An instant as the UTC clock of the day, with the day where it is another one; the rest as `fidelity` shows it."""
    if not line.instant or value is None:
        return line.shown(value)
    start = scenario.public.starts_at
    at = start + timedelta(seconds=value)
    days = (at.date() - start.date()).days
    return at.strftime("%H:%M:%S") + (f" (+{days} d)" if days else "")
