"""The debrief of a drill as plain values: objectives with what the record proposes, cards of gaps and strengths, the form with its evidence.

Made purely from facts, the truth table and the scorecard, after the fact. Who may see which of it when is the edge's (`web/after/debrief`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.debrief.cards import DebriefCard, Teller
from simulator.debrief.choosing import choose
from simulator.debrief.form import FORM, RATINGS, Evidence, evidence
from simulator.debrief.gaps import gaps
from simulator.debrief.objectives import propose
from simulator.debrief.strengths import strengths
from simulator.drill.board import Board, Rating
from simulator.drill.objectives import AIMS
from simulator.record import facts as f
from simulator.record.seats import GM, IC
from simulator.scenario.model import Scenario
from simulator.scoring.scorecard import Scorecard
from simulator.world.harm import TruthRow

#: The order of the talk (PEARLS), each with a sentence to begin with. No sentence gives an answer away.
TALK: tuple[tuple[str, str], ...] = (
    ("Reactions", "How was that? Everybody says a word before anybody explains."),
    ("Description", "In your own words, what happened? What did you believe was going on?"),
    ("Analysis", "One theme at a time, with a card each. What did you see at that moment? What made it look that way?"),
    ("Summary", "One thing to keep, one thing to try, each in their own words."),
)


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with all three voices. `decided_by` is "" while nobody has decided: then the proposal stands."""

    id: str
    title: str
    markers: tuple[str, ...]
    proposed: str  # P, S, M, U; "" where the record says nothing
    because: tuple[str, ...]
    facts: tuple[int, ...]
    decided: str
    decided_says: str
    decided_by: str
    view: str


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A rating by a seat. `was` is what it had said before anything was revealed, if that was changed since."""

    rating: int
    says: str
    moment: int | None
    sealed: bool
    was: int | None


@dataclass(frozen=True, slots=True)
class MarkerLine:
    """A line of the form with both ratings and what the record says. Anchors are those of 1 to 4."""

    id: str
    title: str
    anchors: tuple[str, str, str, str]
    trainee: RatingLine | None
    game_master: RatingLine | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """What is looked at once everything is open."""

    objectives: tuple[ObjectiveLine, ...]
    cards: tuple[DebriefCard, ...]
    markers: tuple[MarkerLine, ...]


def debrief(scenario: Scenario, board: Board, facts: Sequence[f.Fact], rows: Sequence[TruthRow], card: Scorecard) -> Debrief:
    """Everything, from what was recorded, what was true, and the scorecard made of both."""
    chosen = board.objectives
    tell = Teller(scenario, facts, rows, chosen)
    found = choose(gaps(scenario, facts, rows, card.lines), chosen)
    kept = strengths(scenario, facts, rows, card, chosen)
    shown = evidence(card.lines, facts)
    return Debrief(
        objectives=objectives(board, card),
        cards=(*(tell.gap(gap) for gap in found), *(tell.strength(each) for each in kept)),
        markers=tuple(
            MarkerLine(m.id, m.title, m.anchors, rating(board, IC, m.id), rating(board, GM, m.id), shown[m.id]) for m in FORM
        ),
    )


def objectives(board: Board, card: Scorecard) -> tuple[ObjectiveLine, ...]:
    """The objectives alone, for a scorecard."""
    made = []
    for each in board.objectives:
        proposal, graded = propose(each, card.lines), board.grades.get(each)
        made.append(
            ObjectiveLine(
                id=each.value,
                title=AIMS[each].title,
                markers=AIMS[each].markers,
                proposed="" if proposal.grade is None else proposal.grade.value,
                because=proposal.says,
                facts=proposal.facts,
                decided="" if graded is None else graded.grade.value,
                decided_says="" if graded is None else graded.says,
                decided_by="" if graded is None else "game master",
                view=board.objective_views.get(each, ""),
            )
        )
    return tuple(made)


def rating(board: Board, seat: str, marker: str) -> RatingLine | None:
    """What a seat has said on a line of the form; None while it has said nothing."""
    found: Rating | None = board.ratings.get((seat, marker))
    return None if found is None else RatingLine(found.rating, found.says, found.moment, found.sealed, found.was)


__all__ = ["RATINGS", "TALK", "Debrief", "debrief", "objectives", "rating"]
