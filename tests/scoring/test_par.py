"""Par on a scorecard: whose it is, what it is read against, and what it never touches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import Hand, handled, truth
from test_harm import references

from simulator import ENGINE
from simulator.record import facts as f
from simulator.record.facts import TRUTH
from simulator.scenario.model import Scenario
from simulator.scoring.par import Par, Spread, against, par_from
from simulator.scoring.score import score
from simulator.scoring.scorecard import Line, Scorecard
from simulator.scoring.text import as_text


def stored(scenario: Scenario, **other: object) -> dict[str, object]:
    """As `wom prove` keeps it: ten seeds from 5 on."""

    def band(measure: str, unit: str, policy: str, runs: int, *shares: float | None) -> dict[str, object]:
        return {"measure": measure, "title": "", "unit": unit, "policy": policy, "runs": runs} | dict(
            zip(("p25", "p50", "p75", "p90"), shares, strict=True)
        )

    bands = [
        band("M3", "s", "competent", 10, 145, 177, 230, 280),
        band("M3", "s", "novice", 10, 300, 400, 500, 600),
        band("M4", "s", "competent", 4, 10, 10, 10, 10),
        band("M5", "s", "competent", 10, 300, 600, None, None),
        band("M26", "%", "competent", 10, 80, 84, 90, 95),
    ]
    return {"digest": scenario.digest, "engine": ENGINE, "seeds": 10, "first_seed": 5, "bands": bands, **other}


def par() -> Par:
    hand, _ = handled()
    found = par_from(stored(hand.scenario), hand.scenario)
    assert found is not None
    return found


def card(hand: Hand, rows: list, **how: object) -> Scorecard:
    return score(hand.scenario, hand.facts, rows, references=references(4500.0), par=par(), **how)


def lines(of: Scorecard) -> dict[str, Line]:
    return {line.id: line for line in of.lines}


def test_each_time_says_its_par_and_whose_it_is() -> None:
    """The band is P25 to P75 of the competent policy; what ends after the drill says so; the settings name seeds and that it is simulated."""
    hand, rows = handled()
    of = card(hand, rows)
    found = lines(of)
    assert found["M3"].par is not None
    assert (found["M3"].par.low, found["M3"].par.high, found["M3"].par.says) == (145, 230, "par 2:25-3:50 (competent)")
    assert found["M5"].par is not None
    assert found["M5"].par.says == "par 5:00 or later (competent)"
    assert found["M1"].par is None  # the file has none
    assert any(
        "simulated" in says and "10 runs of the competent policy" in says and "seeds 5 to 14" in says for says in of.settings
    )
    assert "[par 2:25-3:50 (competent)]" in as_text(of)


def test_a_measure_that_rarely_applied_has_no_par() -> None:
    """Four runs of ten: their band would be that of some other story."""
    hand, rows = handled()
    assert lines(card(hand, rows))["M4"].par is None


def test_the_band_of_harm_avoided_is_drawn_as_harm() -> None:
    """Nothing 144,500, ideal 4,500: 80 % avoided is 32,500 and 90 % is 18,500 user-minutes; the better end is the lower."""
    hand, rows = handled()
    bar = card(hand, rows).harm
    assert (bar.competent_low, bar.competent_high) == pytest.approx((18_500.0, 32_500.0))
    bare = score(hand.scenario, hand.facts, rows, par=par()).harm
    assert (bare.competent_low, bare.competent_high) == (None, None)  # on no scale yet


def test_e1_the_latest_reasonable_declaration_is_pars() -> None:
    """Evidence at 360, par P75 of 230: from 590 on; the room not formed for 27:10 up to 2220, where without par it was 26:48."""
    hand = Hand()
    hand.page(360)
    hand.ended(2220)
    found = lines(score(hand.scenario, hand.facts, truth(2220, (300, 2220)), par=par()))
    assert "27:10" in found["M4"].says
    assert found["M3"].par is not None  # open, and compared


def test_steered_practised_and_hinted_are_compared_with_nothing() -> None:
    """A forced fault (E11), a second try (E10): no par on any line, none on the bar, none in the settings. A hinted line (E9): none on it."""
    hand, rows = handled()
    hand.at(100, f.FaultForced("canary-fault", active=True), audience=TRUTH, by="gm")
    steered = card(hand, rows)
    plain, rows = handled()
    practised = card(plain, rows, practice=True)
    for of in (steered, practised):
        assert all(line.par is None for line in of.lines)
        assert of.harm.competent_low is None
        assert of.par == ""
        assert not any("simulated" in says for says in of.settings)
    assert practised.practice
    line = Line("M3", "Time to declare", "person", 100, "s", "")
    assert against(line, par()) is not None
    assert against(replace(line, hinted=True), par()) is None
    assert against(replace(line, value=None), par()) is None


def test_par_belongs_to_one_text_and_one_engine() -> None:
    """Another digest, another engine, or something that is no par: none at all, and no error."""
    hand, _ = handled()
    of = hand.scenario
    assert par_from(stored(of), of) is not None
    broken = {"measure": "M3", "policy": "competent", "runs": 10, "p25": "soon", "p50": 1, "p75": 1, "p90": 1}
    for plain in (
        stored(of, digest="other"), stored(of, engine=ENGINE + 1), stored(of, bands=None), stored(of, bands=[broken]),
        stored(of, bands=[{}]), stored(of, seeds="many"), [], None, "par",
    ):  # fmt: skip
        assert par_from(plain, of) is None


def test_par_where_it_says_a_single_value_or_nothing_before_the_end() -> None:
    """One value is written once; a band that begins after the end has no numbers."""
    one = Par(4, 1, {"M6.approve": Spread(4, 0, 0, 0, 0), "M7": Spread(4, None, None, None, None)}, {})
    said = [against(Line(id_, "", "process", 1, "s", ""), one) for id_ in ("M6.approve", "M7")]
    assert [band.says if band else "" for band in said] == [
        "par 0:00 (competent)",
        "par not before the end of the drill (competent)",
    ]
