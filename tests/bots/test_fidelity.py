"""True to history: the shipped incident, run with the real responders' recorded acts, against what was published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played import CLOUDFLARE, FIRST_PAGE, card_of, drill_of, shipped, value

from simulator.bots.fidelity import as_table, compare, reproduced
from simulator.bots.play import play
from simulator.record import facts as f
from simulator.scenario.words import Sureness


def rows(seed: int = 1):
    return compare(shipped(CLOUDFLARE), drill_of(CLOUDFLARE, "history", seed))


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_published_timeline_and_figures_are_reproduced(seed: int) -> None:
    """Every line that counts is within its tolerance, whatever the luck."""
    assert reproduced(rows(seed))
    assert all(row.within for row in rows(seed))


def test_instants_have_a_tenth_or_a_minute() -> None:
    """Mitigated 27 minutes after onset: 2:42 either way, unless the file is stricter; none is laxer."""
    for row in rows():
        if row.instant:
            assert row.tolerance <= max(60.0, 0.1 * (row.published - 360))
    mitigated = next(row for row in rows() if row.what == "mitigated")
    assert (mitigated.published, mitigated.tolerance) == (1980, 162.0)


def test_fitted_figures_are_shown_and_do_not_count() -> None:
    """Failing only in fitted lines is reproduced; failing in one that counts is not; nothing but fitted lines is no evidence."""
    made = rows()
    fitted = [row for row in made if row.fitted]
    counted = [row for row in made if not row.fitted]
    assert {row.what.split(",")[0] for row in fitted} == {"detected", "resolved", "lowest sites.success"}
    assert {row.what.split(",")[0] for row in counted} == {
        "onset",
        "mitigated",
        "highest edge.cpu",
        "lowest dashboard.success",
        "lowest sites.success",
    }
    assert reproduced([*counted, *(replace(row, within=False) for row in fitted)])
    assert not reproduced([replace(counted[0], within=False), *counted[1:], *fitted])
    assert not reproduced(fitted)


def test_every_published_line_says_how_sure_the_source_is() -> None:
    """Each carries its tag and each that needs reading carries a note; figures that the source does not give are inferred, not quoted."""
    for published in shipped(CLOUDFLARE).secret.published:
        assert published.said in set(Sureness)
        assert published.note
    dashboard = next(p for p in shipped(CLOUDFLARE).secret.published if p.lowest == "dashboard.success")
    assert dashboard.said is Sureness.I


def test_the_file_says_which_parameter_was_fitted_to_which_figure() -> None:
    """The head of the file names each fitted parameter, what it was fitted to, what is an input and what is assumed."""
    head = shipped(CLOUDFLARE).text.split("scenario:", 1)[0]
    for words in ("does.cpu", "firewall-probe", "fallback.after", "Inputs:", "Evidence is", "assumed here"):
        assert words in head


def test_the_check_bites() -> None:
    """A weaker fault, a kill that comes late, or a world that never calms is not reproduced."""
    text = shipped(CLOUDFLARE).text
    for old, new in (
        ("does: {cpu: x10}", "does: {cpu: x2}"),
        ('{at: "14:07", done: flag-off waf', '{at: "14:17", done: flag-off waf'),
        ("{by: flag-off waf, calms_over: 5s}", "{by: flag-off waf, calms_over: 20m}"),
    ):
        assert old in text
        from simulator.scenario.load import load_scenario
        from simulator.scenario.model import Scenario

        other = load_scenario(text.replace(old, new).encode(), "other.yaml")
        assert isinstance(other, Scenario), other
        assert not reproduced(compare(other, play(other, "history", 1))), new


def test_the_tools_went_with_the_edge_and_came_back_with_it() -> None:
    """Quoted: control panel, ticketing and build system could not be reached. No figure was fitted to that; they are lost with the
    edge and back within a minute of the kill.
    """
    facts = drill_of(CLOUDFLARE, "history", 1).facts
    lost = {x.body.tool: x.at for x in facts if isinstance(x.body, f.ToolLost)}
    back = {x.body.tool: x.at for x in facts if isinstance(x.body, f.ToolRestored)}
    assert set(lost) == set(back) == {"control-panel", "build-system", "ticketing"}
    assert all(360 <= at <= 420 for at in lost.values())
    assert all(1860 <= at <= 1920 for at in back.values())


def test_known_to_executed_is_what_the_source_tells() -> None:
    """Identified 14:00, proposed 14:02, carried out 14:07: two minutes to decide, five to get ready."""
    assert value(CLOUDFLARE, "history", 1, "M6.decide") == 120
    assert value(CLOUDFLARE, "history", 1, "M6.ready") == 300


def test_the_table_tells_the_counted_from_the_fitted() -> None:
    """Each line says within, outside or fitted; lines of the same signal differ by their time; what was not recorded is said."""
    table = as_table(rows())
    assert table.count("fitted, not counted") == 3
    assert table.count("  within") == 5
    assert "13:42-14:07" in table
    assert "14:10-14:50" in table
    assert "5 of 5" in table
    assert "not the real responders'" in table


def test_the_ghost_stands_on_the_timeline() -> None:
    """The recorded acts are a lane of their own, assumed ones marked, each in its own words."""
    lane = [m for m in card_of(CLOUDFLARE, "competent", 1).timeline if m.lane == "history"]
    assert [m.at for m in lane] == [540, 660, 1440, 1560, 1860, 4560, 4560]
    assert [m.says for m in lane if "(assumed)" in m.says] == [lane[1].says]
    assert lane[-1].says == "Resolved"


def test_the_opener_claims_no_history() -> None:
    """It is composed: nothing is published and every recorded act is assumed."""
    secret = shipped(FIRST_PAGE).secret
    assert secret.published == ()
    assert all(done.assumed for done in secret.history)
