"""Habits: what tells one simulated commander from another. Medians in seconds, the rest chances (scoring reference 1.4 and 4.7).

The policies publish these numbers with every run; they are judgement, and par is never more than what they make of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record.commands import (
    AcknowledgePage,
    AnswerQuestion,
    AskInvestigate,
    AskVerify,
    AssignRole,
    ChangeSeverity,
    ClaimMitigated,
    CloseIncident,
    Command,
    DeclareIncident,
    DropKeyboard,
    HandOff,
    JumpAct,
    OpenChanges,
    OpenTiles,
    OrderMitigation,
    PagePerson,
    PostUpdate,
    ReopenIncident,
    ResolveIncident,
    SecureEvidence,
    StandDown,
    TakeKeyboard,
)
from simulator.scenario.words import Topic

#: Spread of the log-normal delays (judgement).
SPREAD = 0.5

#: What each act takes of a commander's attention at the least, in seconds (scoring reference 1.4).
ATTENTION: dict[type[Command], int] = {
    AcknowledgePage: 2,
    OpenTiles: 2,
    DeclareIncident: 5,
    ChangeSeverity: 3,
    StandDown: 5,
    SecureEvidence: 5,
    AssignRole: 3,
    OpenChanges: 5,
    AskInvestigate: 8,
    OrderMitigation: 10,
    PagePerson: 5,
    PostUpdate: 20,
    AnswerQuestion: 15,
    AskVerify: 5,
    ClaimMitigated: 3,
    ResolveIncident: 5,
    ReopenIncident: 5,
    CloseIncident: 5,
    HandOff: 60,
    JumpAct: 5,
    TakeKeyboard: 3,
    DropKeyboard: 2,
}


@dataclass(frozen=True, slots=True)
class Habits:
    """How one kind of commander goes about it."""

    acknowledge: float
    declare: float  # from the evidence: a row of the matrix that has held for a minute, or somebody saying as much
    decide: float  # from knowing of a way out to ordering it
    first_post: float  # from declaring to the first update
    pace: float  # times the least attention an act takes
    mitigates_first: float  # orders the first plausible mitigation before the cause is known
    wrong_first: float  # restarts what hurts before anything else
    cadence_kept: float
    asks_changes: float
    follows_a_guess: bool  # carries out what is proposed with low confidence while no tile shows anybody hurt
    changes_when_well: float  # carries out a change that is proposed while users are well
    secures_first: float  # has a copy taken where a proposal says that something is lost with it
    asks_at_once: int  # how many people look at something at the same time
    looks_themselves: float  # takes the keyboard, with their back to the room
    looks_for: float  # how long that goes on when nothing comes of it
    topics: tuple[Topic, ...]


COMPETENT = Habits(
    acknowledge=90,
    declare=180,
    decide=60,
    first_post=120,
    pace=2.0,
    mitigates_first=0.8,
    wrong_first=0.0,
    cadence_kept=0.95,
    asks_changes=1.0,
    follows_a_guess=False,
    secures_first=0.8,
    changes_when_well=0.1,
    asks_at_once=3,
    looks_themselves=0.0,
    looks_for=120,
    topics=(Topic.ERRORS, Topic.CHANGES, Topic.DEPENDENCIES, Topic.CPU, Topic.LOGS, Topic.ACCESS),
)

#: Two and a half times the competent medians.
NOVICE = Habits(
    acknowledge=225,
    declare=450,
    decide=150,
    first_post=300,
    pace=5.0,
    mitigates_first=0.4,
    wrong_first=0.35,
    cadence_kept=0.5,
    asks_changes=0.4,
    follows_a_guess=True,
    secures_first=0.3,
    changes_when_well=0.6,
    asks_at_once=1,
    looks_themselves=0.4,
    looks_for=300,
    topics=(Topic.ERRORS, Topic.CPU, Topic.LOGS, Topic.LATENCY, Topic.DEPENDENCIES, Topic.CHANGES),
)
