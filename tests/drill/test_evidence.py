"""Evident severity: what the best call could have been from what the commander had been shown."""

from __future__ import annotations

import busy_shop
import pytest
from small_shop import do, scenario, started

from simulator.drill.evidence import Evidence, TileRow, evident_at, first_at_least, sev_evident
from simulator.drill.views import GameMasterView
from simulator.record import commands as c
from simulator.record import facts as f
from simulator.record.facts import ALL, Audience, Body, Fact, seats
from simulator.record.seats import IC
from simulator.scenario.words import Confidence, Sev, Topic

BAD = (0.4, 120.0, 60.0)
WELL = (1.0, 0.0, 0.0)
SLOW = (1.0, 0.0, 12.0)


class Told:
    """An evidence fold that is told facts and tiles by hand."""

    def __init__(self) -> None:
        self.fold = Evidence(scenario())
        self.n = 0

    def fact(self, at: int, body: Body, audience: Audience = ALL) -> None:
        self.n += 1
        self.fold.fact(Fact(self.n, at, "world", 0, audience, body))

    def tiles(self, start: int, end: int, numbers: tuple[float, float, float], *, core: bool = True) -> None:
        for at in range(start, end + 1, 5):
            self.fold.tiles([TileRow(at, core, *numbers)])

    def card(self, at: int, finding: str = "", supports: Sev | None = None, refutes: tuple[str, ...] = ()) -> None:
        self.fact(at, f.CardPosted("c", "sam", "", Confidence.HIGH, finding=finding, supports=supports, refutes=refutes))

    @property
    def weight(self) -> int:
        return self.fold.now.weight


def test_tiles_that_nobody_opened_are_no_evidence() -> None:
    """Numbers count only once they are on the commander's screen."""
    told = Told()
    told.tiles(5, 600, BAD)
    assert told.weight == 0


def test_a_tile_is_evidence_after_a_minute_past_the_line_on_screen() -> None:
    """Opened late, the minute counts from opening; opened early, from crossing the line."""
    told = Told()
    told.tiles(5, 100, BAD)
    told.fact(100, f.TilesOpened(IC), seats(IC))
    told.tiles(105, 155, BAD)
    assert told.weight == 0
    told.tiles(160, 160, BAD)
    assert told.weight == Sev.SEV1.weight
    early = Told()
    early.fact(3, f.TilesOpened(IC), seats(IC))
    early.tiles(5, 100, WELL)
    early.tiles(105, 160, BAD)
    assert early.weight == 0
    early.tiles(165, 165, BAD)
    assert first_at_least(early.fold.moves, Sev.SEV1.weight) == 165


def test_the_lines_of_the_matrix() -> None:
    """Burn of 14 or half the requests of a core journey is SEV1; burn of 6, or half of another journey, SEV2; a slow burn SEV3."""
    assert TileRow(5, True, 0.99, 14.0, 0.0).weight == 4
    assert TileRow(5, True, 0.99, 13.9, 0.0).weight == 3
    assert TileRow(5, True, 0.49, 0.0, 0.0).weight == 4
    assert TileRow(5, True, 0.99, 5.9, 1.0).weight == 2
    assert TileRow(5, False, 0.49, 300.0, 0.0).weight == 3
    assert TileRow(5, False, 0.9, 300.0, 300.0).weight == 2
    assert TileRow(5, True, 0.99, 5.9, 0.9).weight == 0


def test_a_page_supports_until_its_alert_clears() -> None:
    """A burn page is evidence from its delivery to the clearing of its alert; one sent to somebody else is none."""
    told = Told()
    told.fact(50, f.PageSent("pay-burn", "sam", Sev.SEV1))
    assert told.weight == 0
    told.fact(60, f.PageSent("pay-burn", IC, Sev.SEV1))
    assert told.weight == Sev.SEV1.weight
    told.fact(300, f.AlertCleared("pay-burn"))
    assert told.weight == 0
    assert evident_at(told.fold.moves, 299) == Sev.SEV1.weight


def test_a_page_counts_until_a_card_refutes_its_alert() -> None:
    """What a rule reads may be wrong: once a card speaks against it the page is no evidence, also while its alert still fires."""
    told = Told()
    told.fact(100, f.PageSent("pay-burn", IC, Sev.SEV1))
    told.card(200, "counts-wrong", refutes=("some-other",))
    assert told.weight == Sev.SEV1.weight
    told.card(300, "counts-wrong-too", refutes=("pay-burn",))
    assert told.weight == 0


def test_a_card_counts_until_refuted_and_a_private_one_not_at_all() -> None:
    """A posted claim is evidence until another card refutes it; on somebody's own desk it is none."""
    told = Told()
    private = f.CardPosted("c", "sam", "", Confidence.HIGH, finding="canary-release", supports=Sev.SEV1)
    told.fact(10, private, seats("sam"))
    assert told.weight == 0
    told.card(20, "canary-release", Sev.SEV1)
    assert told.weight == Sev.SEV1.weight
    told.card(40, "canary-unasked", None, ("canary-release",))
    assert told.weight == 0


def test_a_count_of_people_loses_its_weight_in_time() -> None:
    """What support counted ten minutes ago is no evidence of now, and ends at its own second."""
    told = Told()
    told.fact(100, f.StakeholderPinged("mia", "", "", Sev.SEV2))
    told.fact(1000, f.ChannelPosted("mia", "anything"))
    assert [(m.at, m.weight) for m in told.fold.moves] == [(0, 0), (100, 3), (700, 0)]


def test_users_verified_as_well_outdate_older_claims() -> None:
    """After a healthy verification older artefacts no longer count; an unhealthy one leaves them."""
    told = Told()
    told.card(20, "canary-release", Sev.SEV1)
    told.fact(30, f.VerifyReported("t1", "pay", "sam", healthy=False, says=""))
    assert told.weight == Sev.SEV1.weight
    told.fact(40, f.VerifyReported("t2", "pay", "sam", healthy=True, says=""))
    assert told.weight == 0


def test_five_minutes_of_well_tiles_outdate_older_claims() -> None:
    """Open tiles that stand well for five minutes supersede what was claimed before."""
    told = Told()
    told.fact(1, f.TilesOpened(IC), seats(IC))
    told.card(20, "canary-release", Sev.SEV1)
    told.tiles(25, 320, WELL)
    assert told.weight == Sev.SEV1.weight
    told.tiles(325, 330, WELL)
    assert told.weight == 0


def test_a_slow_burn_does_not_keep_old_claims_alive() -> None:
    """After an outage tiles read SEV3 for half an hour; five minutes milder than SEV2 outdate what was claimed before, not what came since."""
    told = Told()
    told.fact(1, f.TilesOpened(IC), seats(IC))
    told.card(20, "canary-release", Sev.SEV1)
    told.tiles(25, 120, SLOW)
    told.card(122, "canary-never", Sev.SEV2)
    told.tiles(125, 320, SLOW)
    assert told.weight == Sev.SEV1.weight
    told.tiles(325, 900, SLOW)
    assert told.weight == Sev.SEV2.weight


def test_live_and_afterwards_agree() -> None:
    """The game master's live reading is the same function as the one read from the finished record."""
    drill = started()
    view = drill.view("gm")
    for at, command in ((170, c.OpenTiles()), (200, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam")), (300, None)):
        drill.advance(at)
        if command is not None:
            do(drill, command)
        view = drill.view("gm")
        assert isinstance(view, GameMasterView)
        after = sev_evident(drill.scenario, drill.facts, [r for r in drill.truth_table() if r.at <= drill.now])
        assert view.truth.sev_evident == ("" if after[-1].sev is None else after[-1].sev.value)
    assert isinstance(view, GameMasterView)
    assert view.truth.sev_evident == "SEV1"


def _inject(medium: str, second: int = 60) -> tuple[str, str]:
    keys = f"at: {second}s, from: mia, as: {medium}, supports: SEV1, says: 'Somebody read all of our addresses.'"
    return ("    first: {at", f"    tip: {{{keys}}}\n    first: {{at")


@pytest.mark.parametrize("medium", ["message", "ticket", "mail", "audit-log", "partner-tip", "social", "call"])
def test_what_arrives_supports_a_severity_with_no_metric(medium: str) -> None:
    """E18: numbers are quiet, and a ticket, a mail or an audit log is evidence from the second of its delivery."""
    drill = busy_shop.follow(busy_shop.started(_inject(medium)), 120)
    moves = sev_evident(drill.scenario, drill.facts, drill.truth_table())
    assert first_at_least(moves, Sev.SEV1.weight) == 60
    assert drill.board.severity == 0


@pytest.mark.parametrize(("medium", "stays"), [("ticket", False), ("audit-log", True), ("partner-tip", True)])
def test_quiet_tiles_say_nothing_about_access_and_data(medium: str, stays: bool) -> None:
    """Well tiles and a verification outdate what users complain about; what an audit log or a partner tells they cannot contradict."""
    drill = busy_shop.started(_inject(medium))
    busy_shop.follow(drill, 30, c.OpenTiles(), 70, c.DeclareIncident(Sev.SEV1), c.AskVerify("pay", "sam"), 500)
    assert any(isinstance(x.body, f.VerifyReported) and x.body.healthy for x in drill.facts)
    moves = sev_evident(drill.scenario, drill.facts, drill.truth_table())
    assert evident_at(moves, 100) == Sev.SEV1.weight
    assert (evident_at(moves, 500) == Sev.SEV1.weight) is stays


def test_a_suspicion_ends_when_it_is_refuted() -> None:
    """Also one that no tile can speak against: whoever looked says that it was nothing."""
    nothing = ("    asks: {at", "    nothing: {at: 5m, from: leo, refutes: [tip], says: 'It was our own audit.'}\n    asks: {at")
    drill = busy_shop.follow(busy_shop.started(_inject("audit-log"), nothing), 400)
    moves = sev_evident(drill.scenario, drill.facts, drill.truth_table())
    assert (evident_at(moves, 299), evident_at(moves, 300)) == (Sev.SEV1.weight, 0)
