"""The law of blameless words: nothing that a trainee, a responder or an observer reads explains by somebody's failing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from blame_lint import blaming, texts, words
from drills import NAMES, shipped

from simulator.bots.play import play
from simulator.debrief.clues import clues
from simulator.debrief.debrief import debrief
from simulator.debrief.postmortem import draft
from simulator.drill.drill import Drill
from simulator.record.seats import IC
from simulator.scenario.words import PersonKind
from simulator.scoring.score import score

#: Screens are read about so often, in seconds of drill time: each panel stands longer than that.
_EVERY = 120


def shown(name: str, policy: str) -> list[str]:
    """Everything the seats but the game master's were shown over a drill, then all that is made of it; each text once."""
    scenario = shipped(name)
    responder = next(id_ for id_, person in scenario.public.people.items() if person.kind is PersonKind.RESPONDER)
    seats = (IC, responder, "observer")
    read: dict[str, None] = {}
    next_look = 0

    def look(drill: Drill) -> None:
        nonlocal next_look
        if drill.now >= next_look:
            next_look = drill.now + _EVERY
            for seat in seats:
                read.update(dict.fromkeys(texts(drill.view(seat))))

    drill = play(scenario, policy, 3, look=look)
    for seat in seats:
        read.update(dict.fromkeys(texts([*drill.feed(seat, 0), drill.view(seat)])))
    facts, rows = drill.facts, drill.truth_table()
    card = replace(score(scenario, facts, rows), source="", source_url="")  # quoted as they are
    looked_back = (
        debrief(scenario, drill.board, facts, rows, card),
        draft(scenario, facts, rows, card),
        clues(scenario, facts, rows),
    )
    read.update(dict.fromkeys(texts([card, *looked_back])))
    return list(read)


@pytest.mark.parametrize("policy", ["competent", "novice"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_that_is_shown_blames(name: str, policy: str) -> None:
    """Views, feed, scorecard, debrief, draft of the postmortem and clues of whole drills, of a practised commander and of one who misses much: not one phrase the lint would mark."""
    read = shown(name, policy)
    assert len(read) > 200
    assert blaming(read, words) == []


def test_the_walk_finds_a_phrase_that_is_there() -> None:
    """The control: a text that blames is found wherever it stands in a view."""
    view = {"lines": [{"says": "It was human error."}], "other": ("She forgot to look.",)}
    assert blaming(view, words) == [("It was human error.", "human error"), ("She forgot to look.", "She forgot")]
