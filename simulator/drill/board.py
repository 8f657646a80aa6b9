"""The board: what the record says is so, right now, as frozen values.

Not the world (that is the engine's, mutable and hidden) and not a view (a seat sees a projection). Only
`evolve` makes new boards, from facts; `decide` reads them. A board may hold secret ids and never leaves the server.

The mappings are plain dictionaries that nobody changes in place: `evolve` copies the one it touches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.record.seats import GM, IC, Holder, KeyboardMode, PinnedAs, Role, Seat
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Confidence, Kind, Sev, Topic, Variant

ClockState = Literal["prepared", "running", "paused", "skipping", "ended", "revealed"]
IncidentState = Literal["quiet", "declared", "mitigated", "resolved", "closed", "stood-down"]
HatState = Literal["empty", "asked", "worn"]
TaskState = Literal["waiting", "working", "reported", "declined"]
MitigationState = Literal["approval", "getting-ready", "running", "done", "failed"]
PersonState = Literal["here", "paged", "away", "gone"]
ActState = Literal["to-come", "offered", "jumping", "begun"]
HandoffState = Literal["offered", "read-back", "accepted"]
InjectState = Literal["pending", "held", "delivered", "skipped"]
FaultState = Literal["to-come", "active", "ended"]


@dataclass(frozen=True, slots=True)
class Clock:
    state: ClockState = "prepared"
    pause: str = ""  # technical | teaching | time-out | connection
    paused_by: str = ""
    rate: str = "1"
    skip_from: int | None = None
    skip_until: int | None = None
    skipped: int = 0  # drill seconds skipped so far: they count as drill time and not as playing time
    skip_stopped: str = ""  # why the last skip stopped
    jump: str = ""  # the act whose hours pass now; a skip that nothing stops, and that a pause only holds up
    jumped: int = 0  # of `skipped`, the seconds of jumps
    ended_at: int | None = None
    ended_by: str = ""
    steered: bool = False  # an ad-hoc inject or a forced fault: harm is shown, marked as steered

    @property
    def moving(self) -> bool:
        return self.state in ("running", "skipping")

    @property
    def over(self) -> bool:
        return self.state in ("ended", "revealed")


@dataclass(frozen=True, slots=True)
class Incident:
    state: IncidentState = "quiet"
    sev: Sev | None = None
    says: str = ""
    declared_at: int | None = None
    changed_at: int | None = None
    claimed_at: int | None = None
    resolved_at: int | None = None
    closed_at: int | None = None
    owner: str = ""
    reopened: int = 0  # how often

    @property
    def open(self) -> bool:
        """Declared and not yet resolved, closed or stood down."""
        return self.state in ("declared", "mitigated")


@dataclass(frozen=True, slots=True)
class Hat:
    role: Role
    person: str = ""  # a person's id, or `ic` for the commander's own head
    state: HatState = "empty"
    since: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """An ask. `verify` names the journey when it is a verification."""

    id: str
    person: str  # "" until somebody feels addressed
    named: bool  # it was put to somebody by name
    target: str
    topic: Topic | None
    minutes: int
    says: str
    asked_at: int
    due: int
    state: TaskState = "waiting"
    verify: str = ""
    accepted_at: int | None = None
    reported_at: int | None = None
    ended: bool = False
    nudges: int = 0
    healthy: bool | None = None  # what a verification reported

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "working")


@dataclass(frozen=True, slots=True)
class Mitigation:
    id: str
    kind: Kind
    target: str
    person: str
    variant: Variant
    cohort: str
    ordered_at: int
    state: MitigationState = "getting-ready"
    approver: str = ""
    approval_asked_at: int | None = None
    approved_at: int | None = None
    delayed_by: str = ""  # a lost tool
    delayed_says: str = ""
    started_at: int | None = None
    done_at: int | None = None
    says: str = ""
    verify: str = ""
    verify_minutes: int = 0
    hazards: tuple[str, ...] = ()  # faults it brought
    unordered: bool = False  # somebody did it on their own accord

    @property
    def order(self) -> str:
        return f"{self.kind.value} {self.target}"

    @property
    def in_flight(self) -> bool:
        return self.state in ("approval", "getting-ready", "running")

    @property
    def busy(self) -> bool:
        """The person carrying it out has their hands full; waiting for an approval leaves them free."""
        return self.state in ("getting-ready", "running")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Evidence of a service, asked to be secured, and secured."""

    target: str
    person: str
    asked_at: int
    secured_at: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    id: str
    audience: Audience
    made_at: int
    due: int
    missed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    person: str
    says: str
    asked_at: int
    answered_at: int | None = None
    inject: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    state: PersonState
    since: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """The end of an act and its jump. `jumped_at` is None where time came to `to` by itself."""

    id: str
    to: int
    handoff: bool  # the commander owes a written handoff before the jump
    state: ActState = "to-come"
    jumped_at: int | None = None
    began_at: int | None = None
    says: str = ""
    brings: str = ""


@dataclass(frozen=True, slots=True)
class Handoff:
    """Command handed over in writing, in six boxes."""

    id: str
    person: str
    offered_at: int
    situation: str
    tried: str
    pending: str
    holders: str
    risks: str
    promises: str
    state: HandoffState = "offered"
    read_back: str = ""
    accepted_at: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    id: str
    firing: bool
    fired_at: int
    cleared_at: int | None = None
    paged_at: int | None = None
    paged: tuple[str, ...] = ()  # whom, in order: ic or persons
    acknowledged_at: int | None = None
    acknowledged_by: str = ""
    supports: Sev | None = None
    times: int = 1  # how often it fired
    first_fired_at: int | None = None


@dataclass(frozen=True, slots=True)
class Inject:
    id: str
    state: InjectState = "pending"
    delivered_at: int | None = None
    changed_n: int = 0  # number of the last fact about it: what a stale console has not seen


@dataclass(frozen=True, slots=True)
class Fault:
    id: str
    state: FaultState = "to-come"
    since: int | None = None
    ended_at: int | None = None
    first_at: int | None = None
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    at: int
    person: str
    says: str
    confidence: Confidence
    task: str
    finding: str
    names: str  # the order it proposes
    supports: Sev | None
    refutes: tuple[str, ...]
    cause: bool
    target: str = ""
    shared: bool = True  # posted where the commander sees it; else on one person's desk


@dataclass(frozen=True, slots=True)
class Post:
    at: int
    audience: Audience
    who: str
    says: str
    component: str
    state: str


@dataclass(frozen=True, slots=True)
class Note:
    at: int
    about: int
    marker: str
    sign: str
    says: str


@dataclass(frozen=True, slots=True)
class Hint:
    at: int
    level: int
    says: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The commander looks at one service for themselves."""

    mode: KeyboardMode
    target: str
    since: int
    ops: bool  # the ops hat came with it, and goes with it


@dataclass(frozen=True, slots=True)
class Poll:
    """An open question to the room, with what each has answered so far."""

    id: str
    order: str
    variant: Variant
    asked_at: int
    answers: Mapping[str, bool | None] = field(default_factory=dict)  # person -> objects


@dataclass(frozen=True, slots=True)
class Talk:
    """A line of free talk that somebody said in the channel."""

    id: str  # l1, l2, ...
    n: int  # number of its fact
    at: int
    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Board:
    """The whole record, folded. `n` and `at` are those of the last fact folded in."""

    n: int = 0
    at: int = 0
    clock: Clock = field(default_factory=Clock)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    incident: Incident = field(default_factory=Incident)
    hats: Mapping[Role, Hat] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    mitigations: Mapping[str, Mitigation] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)  # by service
    lost: Mapping[str, int] = field(default_factory=dict)  # finding that nobody can make any more -> since
    promises: Mapping[Audience, Promise] = field(default_factory=dict)  # the running one of each audience
    promises_made: int = 0
    questions: Mapping[str, Question] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    acts: Mapping[str, Act] = field(default_factory=dict)  # in the order of their times
    arrived_at: int | None = None  # where the last jump led
    handoffs: Mapping[str, Handoff] = field(default_factory=dict)
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    tools_lost: Mapping[str, int] = field(default_factory=dict)  # tool -> since
    changes: Mapping[str, int] = field(default_factory=dict)  # changes made during the drill -> when
    changes_opened: Mapping[str, int] = field(default_factory=dict)  # seat -> first opened
    tiles_opened: Mapping[str, int] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    found: Mapping[str, int] = field(default_factory=dict)  # finding -> first reported where the IC sees it
    posts: tuple[Post, ...] = ()
    components: Mapping[str, str] = field(default_factory=dict)  # component -> state on the status page
    asked: Mapping[str, int] = field(default_factory=dict)  # person -> first asked something
    keyboard: Keyboard | None = None
    poll: Poll | None = None  # the open one
    polls: int = 0  # so far
    talk: Mapping[str, Talk] = field(default_factory=dict)
    pins: frozenset[tuple[str, PinnedAs]] = frozenset()  # line and what it counts as
    injects: Mapping[str, Inject] = field(default_factory=dict)
    adhoc: int = 0  # ad-hoc injects so far
    faults: Mapping[str, Fault] = field(default_factory=dict)
    severity: int = 0  # weight of `sev_raw`, 0 healthy .. 4 SEV1
    severity_since: int = 0
    worst: int = 0  # the worst weight so far
    onset_at: int | None = None
    hints: tuple[Hint, ...] = ()
    hint_asked_at: int | None = None  # an unanswered request
    notes: tuple[Note, ...] = ()
    ic_acted_at: int | None = None  # last act of the commander
    ic_act: str = ""

    # --- ids that come next ----------------------------------------------------------------------

    @property
    def next_task(self) -> str:
        return f"t{len(self.tasks) + 1}"

    @property
    def next_mitigation(self) -> str:
        return f"m{len(self.mitigations) + 1}"

    @property
    def next_card(self) -> str:
        return f"c{len(self.cards) + 1}"

    @property
    def next_promise(self) -> str:
        return f"p{self.promises_made + 1}"

    @property
    def next_question(self) -> str:
        return f"q{len(self.questions) + 1}"

    @property
    def next_poll(self) -> str:
        return f"o{self.polls + 1}"

    @property
    def next_line(self) -> str:
        return f"l{len(self.talk) + 1}"

    @property
    def next_handoff(self) -> str:
        return f"h{len(self.handoffs) + 1}"

    # --- who ---------------------------------------------------------------------------------------

    def human(self, seat: str) -> bool:
        held = self.seats.get(seat)
        return held is not None and held.holder is Holder.HUMAN

    @property
    def autopilot(self) -> bool:
        """No person sits in the game master's seat."""
        return not self.human(GM)

    def here(self, person: str) -> bool:
        """In the room: on the board as here. The commander always is."""
        if person == IC:
            return True
        found = self.people.get(person)
        return found is not None and found.state == "here"

    def carrying_out(self, person: str) -> Mitigation | None:
        """What the person has their hands full with."""
        return next((m for m in self.mitigations.values() if m.person == person and m.busy), None)

    def securing(self, person: str) -> Snapshot | None:
        """The evidence the person is securing just now."""
        return next((s for s in self.snapshots.values() if s.person == person and s.secured_at is None), None)

    def working_on(self, person: str) -> Task | None:
        """The task the person has accepted and not yet ended."""
        return next(
            (t for t in self.tasks.values() if t.person == person and t.state == "working"),
            None,
        )

    def busy(self, person: str) -> bool:
        hands = self.carrying_out(person) or self.securing(person)
        return hands is not None or self.working_on(person) is not None

    def wearer(self, role: Role) -> str:
        """Who wears a hat, accepted; "" when nobody does."""
        hat = self.hats.get(role)
        return hat.person if hat is not None and hat.state == "worn" else ""

    @property
    def heads_down(self) -> bool:
        """The commander has their back to the room."""
        return self.keyboard is not None and self.keyboard.mode is KeyboardMode.LOOK and not self.clock.over

    # --- acts --------------------------------------------------------------------------------------

    @property
    def jumping(self) -> bool:
        """The hours of a jump pass now, or stand still in the middle of it."""
        return self.clock.jump != ""

    @property
    def offer(self) -> Act | None:
        """The act that the commander may go on to."""
        return next((act for act in self.acts.values() if act.state == "offered"), None)

    @property
    def handoff_owed(self) -> bool:
        """What is offered asks for a written handoff, and none has been accepted in this act."""
        act, since = self.offer, self.arrived_at or 0
        return act is not None and act.handoff and not any((h.accepted_at or -1) >= since for h in self.handoffs.values())

    @property
    def handing_off(self) -> Handoff | None:
        """The handoff whose receiver has not accepted it yet and is still here to do so."""
        return next((h for h in self.handoffs.values() if h.state != "accepted" and self.here(h.person)), None)

    # --- what is open ------------------------------------------------------------------------------

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions.values() if q.answered_at is None)

    @property
    def awaiting_approval(self) -> tuple[Mitigation, ...]:
        return tuple(m for m in self.mitigations.values() if m.state == "approval")

    def in_flight(self, order: str, cohort: str = "") -> Mitigation | None:
        """The order, if it is on its way in this cohort or in all of them; for all of them: anywhere."""
        return next(
            (
                m
                for m in self.mitigations.values()
                if m.order == order and m.in_flight and (not cohort or m.cohort in ("", cohort))
            ),
            None,
        )

    def done(self, order: str) -> Mitigation | None:
        """The last time this order was done."""
        done = [m for m in self.mitigations.values() if m.order == order and m.state == "done"]
        return done[-1] if done else None

    def posted(self, audience: Audience) -> Post | None:
        """The first update to an audience."""
        return next((p for p in self.posts if p.audience is audience), None)


def first_board(scenario: Scenario) -> Board:
    """The board before anything happened: everybody simulated, those who need waking away."""
    people = {id_: Person(id_, "here" if person.wakes is None else "away") for id_, person in scenario.public.people.items()}
    seats = {GM: Seat(GM, Holder.EMPTY, ""), IC: Seat(IC, Holder.EMPTY, "")} | {
        id_: Seat(id_, Holder.SIMULATED, person.name or id_.capitalize()) for id_, person in scenario.public.people.items()
    }
    acts = {
        id_: Act(id_, to, scenario.secret.acts[id_].handoff)
        for to, id_ in sorted((scenario.seconds(act.to), id_) for id_, act in scenario.secret.acts.items())
    }
    return Board(
        acts=acts,
        seats=seats,
        people=people,
        hats={role: Hat(role) for role in Role},
        injects={id_: Inject(id_) for id_ in scenario.secret.msel},
        faults={id_: Fault(id_) for id_ in scenario.secret.faults},
        components=dict.fromkeys(scenario.public.system.journeys, "operational"),
    )
