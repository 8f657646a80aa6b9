"""Decisions about the talk after a drill: its objectives, the behaviour form, grades, views, what to keep and to try."""

from __future__ import annotations

from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, needs_text
from simulator.drill.objectives import MOST_OBJECTIVES, offered
from simulator.record.commands import (
    AddObjectiveView,
    ChooseObjective,
    DropObjective,
    GradeObjective,
    RateMarker,
    WriteTakeAway,
)
from simulator.record.facts import (
    MarkerRated,
    ObjectiveChosen,
    ObjectiveDropped,
    ObjectiveGraded,
    ObjectiveViewAdded,
    TakeAwayWritten,
    seats,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import GM, IC
from simulator.scenario.words import Teach

MARKERS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8")
#: 1 put the response at risk, 2 partly, 3 sound, 4 others could learn from it; 0 is not observed.
NOT_OBSERVED, LOWEST, HIGHEST = 0, 1, 4
#: What both seats of the debrief see.
_BOTH = seats(IC, GM)


# --- objectives -------------------------------------------------------------------------------------


def _choose(asked: Asked, command: ChooseObjective) -> Outcome:
    chosen = asked.board.objectives
    if command.objective not in offered(asked.sight.scenario):
        return Refusal("not-offered", "This drill does not practise that.", "Choose from what the scenario offers.")
    if command.objective in chosen:
        return Refusal("already-chosen", "That objective is chosen already.", "Drop it, or choose another beside it.")
    if len(chosen) >= MOST_OBJECTIVES:
        return Refusal("enough", f"A drill is looked at by {MOST_OBJECTIVES} objectives at most.", "Drop one first.")
    return all_of(ObjectiveChosen(command.objective))


def _drop(asked: Asked, command: DropObjective) -> Outcome:
    no = _not_chosen(asked, command.objective)
    if no is not None:
        return no
    if len(asked.board.objectives) == 1:
        return Refusal("last-one", "A drill needs one objective to look back by.", "Choose another first, then drop this one.")
    return all_of(ObjectiveDropped(command.objective))


def _not_chosen(asked: Asked, objective: Teach) -> Refusal | None:
    if objective in asked.board.objectives:
        return None
    return Refusal("not-chosen", "That is none of the objectives of this drill.", "Choose one of those on the page.")


# --- after EndEx ------------------------------------------------------------------------------------


def _not_over(asked: Asked) -> Refusal | None:
    if asked.board.clock.over:
        return None
    return Refusal("not-over", "Looking back begins when the drill has ended.", "Play on; take a note meanwhile.")


def _rate(asked: Asked, command: RateMarker) -> Outcome:
    no = _not_over(asked)
    if no is not None:
        return no
    if command.marker not in MARKERS:
        return Refusal("bad-choice", "The form has eight lines, B1 to B8.", "Choose one of them.")
    if not NOT_OBSERVED <= command.rating <= HIGHEST:
        return Refusal("bad-choice", "A line is rated 1 to 4, or is not observed.", "Choose one of the five.")
    ended = asked.board.clock.ended_at or 0
    if command.moment is not None and command.moment > ended:
        return Refusal("no-such-moment", f"The drill ended at {at_clock(ended)}.", "Choose a moment before that.")
    if command.rating in (LOWEST, HIGHEST) and command.moment is None:
        return Refusal("no-moment", "A 1 or a 4 stands on something that was seen.", "Choose the moment it was seen at.")
    sealed = asked.board.clock.state == "ended"
    rated = MarkerRated(command.marker, command.rating, command.says.strip(), command.moment, sealed)
    return ((rated, seats(asked.seat)),)


def _grade(asked: Asked, command: GradeObjective) -> Outcome:
    no = _not_over(asked) or _not_chosen(asked, command.objective)
    if no is not None:
        return no
    if asked.board.clock.state != "revealed":
        return Refusal("not-revealed", "Objectives are looked at once everything is open.", "Talk first; then reveal.")
    return ((ObjectiveGraded(command.objective, command.grade, command.says.strip()), _BOTH),)


def _view(asked: Asked, command: AddObjectiveView) -> Outcome:
    no = _not_over(asked) or _not_chosen(asked, command.objective) or needs_text(command.says, "Your view")
    return no or ((ObjectiveViewAdded(command.objective, command.says.strip()), _BOTH),)


def _take_away(asked: Asked, command: WriteTakeAway) -> Outcome:
    no = _not_over(asked)
    if no is not None:
        return no
    person = command.person or asked.seat
    if person != asked.seat and person not in asked.board.people:
        return Refusal("unknown-person", f"Nobody here is called `{person[:40]}`.", "Choose somebody from the list of people.")
    keep, try_next = command.keep.strip(), command.try_next.strip()
    if not keep and not try_next:
        return Refusal("empty", "Neither line has words yet.", "Write one thing to keep, or one to try.")
    return ((TakeAwayWritten(person, keep, try_next), _BOTH),)


DECISIONS: Decisions = {
    ChooseObjective: _choose,
    DropObjective: _drop,
    RateMarker: _rate,
    GradeObjective: _grade,
    AddObjectiveView: _view,
    WriteTakeAway: _take_away,
}
