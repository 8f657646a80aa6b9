"""Views: what each seat sees, one type per seat, section by section.

A view is an allow-list. No field here can hold a secret of the scenario (a fault, a finding's id, the MSEL)
except in `GameMasterView`. Sections travel separately: only those that changed are sent. The feed and the
samples are append-only and travel apart. TypeScript types are generated from these classes.

All times are drill seconds; `utc` of `Clock` is the wall-clock reading of the fiction at StartEx.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# --- sections shared by several seats ---------------------------------------------------------------

ClockState = Literal["prepared", "running", "paused", "skipping", "ended", "revealed"]


@dataclass(frozen=True, slots=True)
class Clock:
    """`at` is where the clock stood when this section was made; the browser counts on from there at `rate`."""

    state: ClockState
    at: int
    rate: float
    utc: str  # ISO instant of StartEx in the fiction
    minutes: int  # planned playing time
    pause: str  # technical | teaching | time-out | connection | practice | ""
    steered: bool
    jump_to: int | None  # where it goes on, while the hours of a jump pass
    jumped: int  # seconds of jumps so far: they are no playing time


@dataclass(frozen=True, slots=True)
class PersonLine:
    id: str
    name: str
    says_who: str
    kind: str
    state: Literal["here", "paged", "away", "busy", "gone"]
    human: bool
    doing: str
    tired: Literal["", "tired", "very tired"]


@dataclass(frozen=True, slots=True)
class Brief:
    alias: str
    level: int
    weekday: str
    text: str  # markdown, rendered safely by the browser as text blocks
    teaches: list[str]
    services: list[BriefService]


@dataclass(frozen=True, slots=True)
class BriefService:
    """A box of the four-box picture and whom it calls."""

    id: str
    title: str
    calls: list[str]
    external: bool


@dataclass(frozen=True, slots=True)
class ObjectiveChoice:
    """Something this drill can be looked at by; at most three are chosen."""

    id: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Objectives:
    """What this drill is looked at by afterwards. The game master sees all there are to choose from."""

    lines: list[ObjectiveChoice]


@dataclass(frozen=True, slots=True)
class Incident:
    state: Literal["quiet", "declared", "mitigated", "resolved", "closed", "stood-down"]
    sev: str  # SEV1..SEV4 or ""
    declared_at: int | None
    changed_at: int | None
    resolved_at: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Hat:
    role: str
    person: str  # id, "" when empty
    name: str
    state: Literal["empty", "asked", "worn"]
    required: bool
    candidates: list[str]


@dataclass(frozen=True, slots=True)
class TaskLine:
    id: str
    person: str
    name: str
    says: str
    state: Literal["waiting", "working", "reported", "declined", "overdue"]
    asked_at: int
    due: int
    verify: bool


@dataclass(frozen=True, slots=True)
class MitigationLine:
    id: str
    title: str
    person: str
    name: str
    state: Literal["approval", "getting-ready", "running", "done", "failed"]
    waits_for: str
    ordered_at: int
    started_at: int | None
    done_at: int | None
    says: str
    verify: str
    verify_due: int | None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    audience: str
    due: int
    state: Literal["running", "due", "missed"]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    id: str
    person: str
    name: str
    says: str
    asked_at: int


@dataclass(frozen=True, slots=True)
class KeyboardLine:
    """The commander looks for themselves. `heads_down`: with their back to the room, which waits meanwhile."""

    name: str
    target: str
    since: int
    heads_down: bool


@dataclass(frozen=True, slots=True)
class PollAnswer:
    name: str
    objects: bool | None  # None: they answered in their own words, in the channel


@dataclass(frozen=True, slots=True)
class PollLine:
    """The question to the room that is open."""

    about: str
    asked_at: int
    answers: list[PollAnswer]


@dataclass(frozen=True, slots=True)
class Board:
    hats: list[Hat]
    tasks: list[TaskLine]
    mitigations: list[MitigationLine]
    promises: list[PromiseLine]
    questions: list[QuestionLine]
    keyboard: KeyboardLine | None
    poll: PollLine | None


@dataclass(frozen=True, slots=True)
class ActOffer:
    """Little is left to decide until then."""

    to: int
    until: str  # as people say it: 06:51, or Thursday 06:51
    handoff: bool  # a written handoff is owed first, and nobody is reading one
    why_not: str  # why going on would be refused now; "" when it is possible


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where the last jump led."""

    at: int
    since: int
    says: str
    brings: str  # the written handoff found there; "" when there is none


@dataclass(frozen=True, slots=True)
class HandoffBox:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HandoffCard:
    """Command given on in writing, and what was read back of it."""

    id: str
    person: str
    name: str
    state: Literal["offered", "read-back", "accepted"]
    at: int
    boxes: list[HandoffBox]
    read_back: str


@dataclass(frozen=True, slots=True)
class Acts:
    """Going on over hours, and handing over."""

    offer: ActOffer | None
    arrival: Arrival | None
    handoff: HandoffCard | None


@dataclass(frozen=True, slots=True)
class StatusPage:
    components: list[Component]
    posts: list[StatusPost]


@dataclass(frozen=True, slots=True)
class Component:
    id: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class StatusPost:
    at: int
    says: str
    component: str
    state: str


# --- the incident commander -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class You:
    seat: str
    name: str
    hats: list[str]
    can: list[str]  # commands that would not be refused outright now
    wait: str  # why waiting is refused now; "" when it is possible


@dataclass(frozen=True, slots=True)
class Tile:
    """One journey, from sampled numbers. Shares are 0..1; `hurt` in users; `budget_gone` in seconds, None when it lasts."""

    journey: str
    title: str
    core: bool
    slo: float
    within_ms: int
    success: float
    trend: Literal["up", "flat", "down"]
    hurt: int
    users: int
    burn_5m: float
    burn_1h: float
    budget_left: float
    budget_gone: int | None
    rate: float  # requests per second
    p99_ms: int
    state: Literal["well", "SEV3", "SEV2", "SEV1"]
    missing: str  # why there are no numbers; "" when there are, else the numbers mean nothing
    cohorts: list[TilePart]  # by region, cluster or tenant; empty for a journey that has none

    @property
    def region_down(self) -> bool:
        """One of its regions meets a row by itself."""
        return self.core and any(part.state == "SEV2" for part in self.cohorts)


@dataclass(frozen=True, slots=True)
class TilePart:
    """One cohort of a journey: how many of its requests succeed, and the row it meets by itself."""

    cohort: str
    title: str
    success: float
    state: Literal["well", "SEV3", "SEV2"]


@dataclass(frozen=True, slots=True)
class MeterTile:
    """What has added up so far, and how much more each minute adds, in the meter's own unit."""

    meter: str
    title: str
    unit: str
    reading: float
    a_minute: float


@dataclass(frozen=True, slots=True)
class ConsoleGauge:
    """One number of the service at the console; its line has a point every `every` seconds up to now."""

    title: str
    unit: str
    value: float | None  # None for no data
    healthy: float
    trail: list[float | None]
    every: int


@dataclass(frozen=True, slots=True)
class Console:
    """What a commander at the keyboard sees of one service. Empty without the keyboard."""

    open: bool
    heads_down: bool  # it covers the room
    target: str
    missing: str
    since: int | None
    gauges: list[ConsoleGauge]
    found: list[DeskFinding]
    two_hats: str  # why the keyboard cannot be taken as a second hat; "" when it can


@dataclass(frozen=True, slots=True)
class Impact:
    open: bool
    missing: str  # why nothing is shown, e.g. a lost tool; "" when shown
    tiles: list[Tile]
    matrix: list[MatrixRow]
    meters: list[MeterTile]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the severity matrix with live numbers in words."""

    sev: str
    criteria: str
    now: str
    holds: bool


@dataclass(frozen=True, slots=True)
class AlertLine:
    id: str
    title: str
    says: str
    state: Literal["firing", "cleared"]
    fired_at: int
    page: bool
    acknowledged_at: int | None
    runbook: str


@dataclass(frozen=True, slots=True)
class Alerts:
    lines: list[AlertLine]
    missing: str  # why none can be shown, e.g. a lost tool; "" when shown


@dataclass(frozen=True, slots=True)
class ChangeLine:
    id: str
    at: int
    kind: str
    target: str
    says: str
    by: str


@dataclass(frozen=True, slots=True)
class Changes:
    count: int
    opened: bool
    missing: str
    lines: list[ChangeLine]


@dataclass(frozen=True, slots=True)
class People:
    lines: list[PersonLine]


@dataclass(frozen=True, slots=True)
class MitigationOffer:
    kind: str
    kind_title: str
    target: str
    title: str
    variants: list[str]
    says: str  # what it does and what it may break, in a line
    people: list[str]  # who can carry it out
    parts: list[str]  # the parts of the target it can be confined to


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Template:
    id: str
    audience: str
    title: str
    text: str  # with {blanks} the browser turns into fields


@dataclass(frozen=True, slots=True)
class RunbookText:
    id: str
    title: str
    steps: list[str]
    stale: bool
    order: str


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be chosen in composers; it hardly ever changes."""

    mitigations: list[MitigationOffer]
    targets: list[Choice]
    consoles: list[Choice]  # services that can be looked at from a keyboard
    topics: list[Choice]
    roles: list[Choice]
    journeys: list[Choice]
    templates: list[Template]
    runbooks: list[RunbookText]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """Help for the first minutes: the checklist of level 1 and the hints given."""

    checklist: list[ChecklistItem]
    hints: list[str]


@dataclass(frozen=True, slots=True)
class CommanderView:
    clock: Clock
    brief: Brief
    you: You
    incident: Incident
    impact: Impact
    alerts: Alerts
    changes: Changes
    board: Board
    acts: Acts
    console: Console
    people: People
    status_page: StatusPage
    menu: Menu
    guide: Guide
    objectives: Objectives


# --- responders and observers -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gauge:
    """One number of a service a responder knows, with the name of its series in the samples."""

    signal: str
    title: str
    unit: str
    value: float | None  # None for no data
    healthy: float


@dataclass(frozen=True, slots=True)
class DeskFinding:
    """What a look brought to light. Until it is `shared`, nobody else knows."""

    at: int
    says: str
    shared: bool
    task: str  # the open task it answers, "" when there is none
    card: Card


@dataclass(frozen=True, slots=True)
class Desk:
    """A responder's own instruments, tasks and findings."""

    tasks: list[TaskLine]
    gauges: list[Gauge]
    missing: str
    findings: list[DeskFinding]


@dataclass(frozen=True, slots=True)
class ResponderView:
    clock: Clock
    brief: Brief
    you: You
    incident: Incident
    board: Board
    acts: Acts
    people: People
    changes: Changes
    status_page: StatusPage
    menu: Menu
    desk: Desk


@dataclass(frozen=True, slots=True)
class Decision:
    at: int
    says: str


@dataclass(frozen=True, slots=True)
class SevMove:
    """From `at` on the severity is `sev`; "" is well, or nothing declared."""

    at: int
    sev: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """The last decisions in words, and the declared severity over all of the drill."""

    lines: list[Decision]
    declared: list[SevMove]


@dataclass(frozen=True, slots=True)
class ObserverView:
    clock: Clock
    brief: Brief
    incident: Incident
    board: Board
    impact: Impact
    status_page: StatusPage
    decisions: Decisions


# --- the game master --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaultLine:
    id: str
    target: str
    says: str
    state: Literal["to-come", "active", "ended"]
    since: int | None


@dataclass(frozen=True, slots=True)
class WorksLine:
    order: str
    title: str
    state: Literal["not-known", "known", "ordered", "done"]


@dataclass(frozen=True, slots=True)
class Truth:
    """True against evident severity, and what would help. For the game master only."""

    scenario: str
    source: str
    sev_true: str
    sev_true_since: int | None
    sev_evident: str
    sev_evident_since: int | None
    declared: str
    under_s: int
    harm: float  # user-minutes so far
    onset_at: int | None
    evident_at: int | None
    mitigated_at: int | None
    faults: list[FaultLine]
    works: list[WorksLine]
    summary: str
    factors: list[str]
    decoys: list[str]
    luck: list[str]
    meters: list[MeterTile]  # all of them, also those that stand on no other screen


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Three severities over time, and the harm of each drill minute so far in user-minutes."""

    true: list[SevMove]
    evident: list[SevMove]
    declared: list[SevMove]
    harm: list[float]


@dataclass(frozen=True, slots=True)
class InjectLine:
    id: str
    at: int | None  # its drill second; None when it waits for a condition
    due: int | None  # when its waits will be over, if all have begun; its condition may still call it off
    says: str
    who: str
    trigger: str  # the condition in words
    expects: str
    state: Literal["pending", "held", "delivered", "skipped"]
    delivered_at: int | None


@dataclass(frozen=True, slots=True)
class ActLine:
    """A jump over hours that has not been taken yet, and what it will bring."""

    until: str  # where it leads, as people say it: 06:51, or Thursday 06:51
    trigger: str  # the condition on which it is offered, in words
    offered: bool  # the commander is asked now
    handoff: bool  # the commander writes one first
    leave: list[str]
    arrive: list[str]
    says: str  # what will be told on arrival


@dataclass(frozen=True, slots=True)
class Msel:
    lines: list[InjectLine]
    acts: list[ActLine]  # in the order of their times


@dataclass(frozen=True, slots=True)
class TraineeNow:
    """The trainee at a glance, and the next best thing for the game master."""

    silent_for: int
    last_act: str
    tags: list[str]
    suggestion: str
    hint_level: int
    hint_says: str
    hint_asked: bool
    offer: bool  # a hint is worth giving now: they asked, or have been silent while something is missing
    ladder: list[str]  # all rungs for the present need, from a question to doing it


@dataclass(frozen=True, slots=True)
class Note:
    at: int
    marker: str
    sign: str
    says: str


@dataclass(frozen=True, slots=True)
class Notes:
    lines: list[Note]


@dataclass(frozen=True, slots=True)
class SeatLine:
    id: str
    kind: str
    holder: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    autopilot: bool
    speed: float  # at which the clock runs when it runs
    seats: list[SeatLine]


@dataclass(frozen=True, slots=True)
class Voices:
    """Whom the game master can speak as, with lines in character."""

    lines: list[Voice]


@dataclass(frozen=True, slots=True)
class Voice:
    person: str
    name: str
    says_who: str
    kind: str  # responder | executive | support | customer | vendor | approver
    suggestions: list[str]


@dataclass(frozen=True, slots=True)
class GameMasterView:
    clock: Clock
    brief: Brief
    incident: Incident
    truth: Truth
    ribbon: Ribbon
    msel: Msel
    trainee: TraineeNow
    notes: Notes
    table: Table
    voices: Voices
    # what the trainee sees
    impact: Impact
    alerts: Alerts
    changes: Changes
    board: Board
    acts: Acts
    people: People
    status_page: StatusPage
    guide: Guide
    menu: Menu  # what a line can be pinned as
    objectives: Objectives


View = CommanderView | ResponderView | ObserverView | GameMasterView

# --- the append-only streams ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """A finding or report posted in the channel."""

    confidence: str
    target: str
    proposes: str  # an order in words, "" when none
    propose_kind: str
    propose_target: str


#: What sort of line of the channel it is.
FeedLine = Literal[
    "talk", "card", "page", "system", "decision", "ping", "update", "status", "mitigation", "hint", "truth", "note", "act", "handoff",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One line of the channel. `n` is dense per seat, so nobody can count what was hidden from them."""

    n: int
    at: int
    kind: FeedLine
    who: str  # person or seat id, "" for the system
    name: str
    title: str  # what they are, e.g. "database"
    says: str
    card: Card | None = None
    to_ic: bool = False
    question: str = ""
    unseen: bool = False  # for game masters: the commander does not read this line
    medium: str = ""  # how it arrived, in a word, where that is not simply somebody talking: "Ticket"
    line: str = ""  # by which free talk can be pinned


@dataclass(frozen=True, slots=True)
class Point:
    """One sampled value of a visible series. `n` is dense per seat."""

    n: int
    signal: str
    at: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Samples:
    points: list[Point] = field(default_factory=list)
