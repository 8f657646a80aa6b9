"""Facts: what became true in a drill, in the past tense; folded by `drill.evolve`, read by scoring.

Not wishes (`commands`). A fact body may hold secret ids: it never leaves the server. What a seat sees of it is
made by the projections in `drill/`, field by field. `Audience` says who learns of it at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.record.seats import Holder, KeyboardMode, PinnedAs, Role
from simulator.scenario.words import Audience as Readers
from simulator.scenario.words import Confidence, Kind, Objective, Sev, Topic, Variant


@dataclass(frozen=True, slots=True)
class Audience:
    """Who learns of a fact: everybody, the seats named, the game master, or (until Reveal) the truth only.

    The game master's seat sees every fact; `truth` ones are opened to the others by Reveal, `gm` ones never.
    """

    name: str
    seats: frozenset[str] = frozenset()

    def reaches(self, seat: str, *, revealed: bool = False) -> bool:
        if seat == "gm" or self.name == "all":
            return True
        if self.name == "truth":
            return revealed
        return seat in self.seats


ALL = Audience("all")
TRUTH = Audience("truth")
GM_ONLY = Audience("gm")


def seats(*ids: str) -> Audience:
    return Audience("seats", frozenset(ids))


@dataclass(frozen=True, slots=True)
class Body:
    """Base of all fact bodies."""


# --- clock and seats --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrillStarted(Body): ...


@dataclass(frozen=True, slots=True)
class ClockPaused(Body):
    kind: str  # technical | teaching | time-out | connection | practice


@dataclass(frozen=True, slots=True)
class ClockResumed(Body): ...


@dataclass(frozen=True, slots=True)
class SpeedSet(Body):
    rate: str


@dataclass(frozen=True, slots=True)
class SkipStarted(Body):
    until: int


@dataclass(frozen=True, slots=True)
class SkipStopped(Body):
    by: str


@dataclass(frozen=True, slots=True)
class ActOffered(Body):
    """Little is left to decide until `to`; the commander may go on there."""

    act: str
    to: int


@dataclass(frozen=True, slots=True)
class ActJumped(Body):
    """The hours until `to` pass at once; nothing stops them."""

    act: str
    to: int


@dataclass(frozen=True, slots=True)
class ActBegan(Body):
    """The next act has begun: by its jump, or (`jumped` false) because time has come to it."""

    act: str
    jumped: bool
    says: str  # what happened meanwhile; "" without a jump
    brings: str  # the written handoff found on arrival; "" when there is none


@dataclass(frozen=True, slots=True)
class DrillEnded(Body):
    by: str


@dataclass(frozen=True, slots=True)
class TruthRevealed(Body): ...


@dataclass(frozen=True, slots=True)
class SeatTaken(Body):
    seat: str
    holder: Holder
    name: str


@dataclass(frozen=True, slots=True)
class TilesOpened(Body):
    seat: str


# --- world ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaultStarted(Body):
    fault: str


@dataclass(frozen=True, slots=True)
class FaultEnded(Body):
    fault: str
    order: str = ""  # the order that ended it; "" when time did


@dataclass(frozen=True, slots=True)
class SeverityMoved(Body):
    """`sev_raw` changed; weight 0 is healthy, 4 is SEV1. Audience truth."""

    weight: int


@dataclass(frozen=True, slots=True)
class MeterRead(Body):
    """What a meter stands at when the drill ends, in thousandths of its unit. Audience truth."""

    meter: str
    thousandths: int


@dataclass(frozen=True, slots=True)
class ChangeMade(Body):
    change: str


@dataclass(frozen=True, slots=True)
class ToolLost(Body):
    tool: str


@dataclass(frozen=True, slots=True)
class ToolRestored(Body):
    tool: str


@dataclass(frozen=True, slots=True)
class AlertFired(Body):
    alert: str
    supports: Sev | None = None


@dataclass(frozen=True, slots=True)
class AlertCleared(Body):
    alert: str


@dataclass(frozen=True, slots=True)
class PageSent(Body):
    alert: str
    to: str  # ic, or a person
    supports: Sev | None = None


@dataclass(frozen=True, slots=True)
class PageAcknowledged(Body):
    alert: str
    by: str


# --- the incident -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IncidentDeclared(Body):
    sev: Sev
    says: str


@dataclass(frozen=True, slots=True)
class SeverityChanged(Body):
    sev: Sev
    was: Sev
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentStoodDown(Body):
    reason: str


@dataclass(frozen=True, slots=True)
class MitigationClaimed(Body): ...


@dataclass(frozen=True, slots=True)
class IncidentResolved(Body): ...


@dataclass(frozen=True, slots=True)
class IncidentReopened(Body):
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentClosed(Body):
    owner: str


@dataclass(frozen=True, slots=True)
class RoleAssigned(Body):
    role: Role
    person: str


@dataclass(frozen=True, slots=True)
class RoleAccepted(Body):
    role: Role
    person: str


@dataclass(frozen=True, slots=True)
class RoleReleased(Body):
    role: Role
    person: str


@dataclass(frozen=True, slots=True)
class PersonPaged(Body):
    person: str
    why: str


@dataclass(frozen=True, slots=True)
class PersonJoined(Body):
    person: str


@dataclass(frozen=True, slots=True)
class PersonLeft(Body):
    """Gone home; a page does not bring them back. `relief` has been told to come, "" when nobody has."""

    person: str
    relief: str


@dataclass(frozen=True, slots=True)
class PageUnanswered(Body):
    """A page has reached nobody. `instead` is on the list for such a case, "" when nobody is."""

    person: str
    instead: str


@dataclass(frozen=True, slots=True)
class HandoffOffered(Body):
    """Command is handed over in writing, in six boxes."""

    handoff: str  # h1, h2, ...
    person: str
    situation: str
    tried: str
    pending: str
    holders: str
    risks: str
    promises: str


@dataclass(frozen=True, slots=True)
class HandoffReadBack(Body):
    handoff: str
    person: str
    says: str


@dataclass(frozen=True, slots=True)
class HandoffAccepted(Body):
    handoff: str
    person: str


# --- the keyboard and the room ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyboardTaken(Body):
    """The commander looks at one service for themselves."""

    mode: KeyboardMode
    target: str


@dataclass(frozen=True, slots=True)
class KeyboardDropped(Body):
    """Back to the room, and what came meanwhile. `failed` counts requests as the tiles showed them; None when they showed nothing."""

    mode: KeyboardMode
    target: str
    reports: int
    approvals: int
    questions: int
    missed: int  # promises
    failed: int | None


@dataclass(frozen=True, slots=True)
class PollAsked(Body):
    """Any strong objections? `order` is what is proposed, "" when that is in words alone."""

    poll: str  # o1, o2, ...
    says: str
    order: str
    variant: Variant


@dataclass(frozen=True, slots=True)
class PollAnswered(Body):
    """`objects` is None when somebody answered in their own words, which nobody weighs for them."""

    poll: str
    person: str
    objects: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class PollClosed(Body):
    poll: str
    answers: int
    objections: int


@dataclass(frozen=True, slots=True)
class MessagePinned(Body):
    """A line of free talk counts from when it was said (`about`), not from when it was pinned."""

    line: str
    pinned_as: PinnedAs
    person: str  # who said it
    says: str
    about: int  # drill second at which it was said
    message: int  # number of the fact it is
    names: str  # the order it proposes
    target: str
    confidence: Confidence
    cause: bool
    supports: Sev | None


# --- tasks and findings -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskAsked(Body):
    task: str
    target: str
    topic: Topic
    minutes: int
    person: str  # "" when nobody was named
    says: str


@dataclass(frozen=True, slots=True)
class TaskAccepted(Body):
    task: str
    person: str


@dataclass(frozen=True, slots=True)
class TaskDeclined(Body):
    task: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class TaskNudged(Body):
    task: str


@dataclass(frozen=True, slots=True)
class CardPosted(Body):
    """A report in the channel. `finding` is "" when nothing was found or a human wrote it."""

    card: str
    person: str
    says: str
    confidence: Confidence
    task: str = ""
    finding: str = ""
    target: str = ""
    names: str = ""  # the order it proposes
    supports: Sev | None = None
    refutes: tuple[str, ...] = ()
    cause: bool = False


@dataclass(frozen=True, slots=True)
class TaskEnded(Body):
    task: str
    person: str


@dataclass(frozen=True, slots=True)
class VerifyAsked(Body):
    task: str
    journey: str
    person: str


@dataclass(frozen=True, slots=True)
class VerifyReported(Body):
    task: str
    journey: str
    person: str
    healthy: bool
    says: str


# --- mitigations ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MitigationOrdered(Body):
    mitigation: str  # m1, m2, ...
    kind: Kind
    target: str
    person: str
    variant: Variant
    cohort: str
    by: str
    objections_asked: bool = False
    verify: str = ""
    verify_minutes: int = 0

    @property
    def order(self) -> str:
        return f"{self.kind.value} {self.target}"

    @property
    def unordered(self) -> bool:
        """Nobody gave it: they did it on their own accord."""
        return self.by == self.person


@dataclass(frozen=True, slots=True)
class InitiativeTaken(Body):
    """Somebody has begun something on their own accord. Audience truth: the room hears of it when it is over."""

    initiative: str
    kind: Kind
    target: str
    person: str
    variant: Variant
    cohort: str

    @property
    def order(self) -> str:
        return f"{self.kind.value} {self.target}"


@dataclass(frozen=True, slots=True)
class ApprovalAsked(Body):
    mitigation: str
    person: str


@dataclass(frozen=True, slots=True)
class MitigationApproved(Body):
    mitigation: str
    person: str


@dataclass(frozen=True, slots=True)
class MitigationStaged(Body):
    """So much of a mitigation that comes in stages stands from now on."""

    mitigation: str
    per_cent: int


@dataclass(frozen=True, slots=True)
class MitigationDelayed(Body):
    """Something it needs is not available; it goes the slower way or waits."""

    mitigation: str
    tool: str
    says: str


@dataclass(frozen=True, slots=True)
class MitigationStarted(Body):
    mitigation: str


@dataclass(frozen=True, slots=True)
class MitigationDone(Body):
    mitigation: str
    says: str


@dataclass(frozen=True, slots=True)
class MitigationFailed(Body):
    mitigation: str
    says: str


@dataclass(frozen=True, slots=True)
class HazardStruck(Body):
    mitigation: str
    says: str
    fault: str


@dataclass(frozen=True, slots=True)
class EvidenceAsked(Body):
    """Somebody has been asked to secure the evidence of a service, before it is lost."""

    target: str
    person: str


@dataclass(frozen=True, slots=True)
class EvidenceSecured(Body):
    target: str
    person: str


@dataclass(frozen=True, slots=True)
class EvidenceLost(Body):
    """What an order destroyed: findings that nobody can make any more. Audience truth."""

    mitigation: str
    findings: tuple[str, ...]


# --- words ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChannelPosted(Body):
    who: str  # seat or person
    says: str


@dataclass(frozen=True, slots=True)
class UpdatePosted(Body):
    audience: Readers
    who: str
    says: str
    template: str
    component: str
    state: str


@dataclass(frozen=True, slots=True)
class UpdateDelayed(Body):
    """A public update goes the way round a lost status page, and is out after so many seconds, or as soon as the page is back."""

    tool: str
    who: str
    says: str
    template: str
    component: str
    state: str
    takes: int


@dataclass(frozen=True, slots=True)
class PromiseMade(Body):
    promise: str
    audience: Readers
    due: int


@dataclass(frozen=True, slots=True)
class PromiseKept(Body):
    promise: str
    audience: Readers
    late: int  # seconds; 0 on time


@dataclass(frozen=True, slots=True)
class PromiseMoved(Body):
    """What was promised is due as long after the jump as it was before it."""

    promise: str
    audience: Readers
    due: int


@dataclass(frozen=True, slots=True)
class PromiseMissed(Body):
    """The due time and its minute of grace passed without an update."""

    promise: str
    audience: Readers


@dataclass(frozen=True, slots=True)
class StakeholderPinged(Body):
    person: str
    says: str
    question: str  # id; "" when it asks nothing
    supports: Sev | None = None  # a count of people who write in is evidence


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Body):
    question: str
    says: str


# --- MSEL and the game master -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InjectDelivered(Body):
    inject: str  # "" for an ad-hoc one
    person: str
    to: str
    says: str
    expects: Objective | None = None
    question: str = ""
    supports: Sev | None = None
    refutes: tuple[str, ...] = ()
    adhoc: bool = False


@dataclass(frozen=True, slots=True)
class InjectHeld(Body):
    inject: str


@dataclass(frozen=True, slots=True)
class InjectReleased(Body):
    inject: str


@dataclass(frozen=True, slots=True)
class InjectSkipped(Body):
    inject: str


@dataclass(frozen=True, slots=True)
class ChangesOpened(Body):
    seat: str


@dataclass(frozen=True, slots=True)
class HintRequested(Body): ...


@dataclass(frozen=True, slots=True)
class HintGiven(Body):
    level: int
    says: str


@dataclass(frozen=True, slots=True)
class NoteTaken(Body):
    says: str
    marker: str
    sign: str
    about: int  # drill second it is about


@dataclass(frozen=True, slots=True)
class FaultForced(Body):
    """By the game master's hand: the drill is steered from here on."""

    fault: str
    active: bool


@dataclass(frozen=True, slots=True)
class FaultStated(Body):
    """By the record of what really happened."""

    fault: str
    active: bool


BODIES: dict[str, type[Body]] = {b.__name__: b for b in Body.__subclasses__()}


@dataclass(frozen=True, slots=True)
class Fact:
    """A body with its place in the record: number, drill second, who, what caused it, who learns of it."""

    n: int
    at: int
    by: str  # a seat, a person, or world | msel | clock
    because: int  # number of the causing fact; 0 for none
    audience: Audience
    body: Body
