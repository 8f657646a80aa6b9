"""Commands: every wish that can come from outside a drill, in the imperative.

Not what became true (that is `facts`) and not a no (`refusals`). A command is a frozen record of plain
values; `codec` reads one from a name and arguments and refuses what does not fit. `SEATS` says which kinds of
seat may give it; the authorisation matrix is generated from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from simulator.record.seats import KeyboardMode, PinnedAs, Role, SeatKind
from simulator.scenario.words import Audience, Confidence, Kind, Objective, Sev, Topic, Variant

_GM = frozenset({SeatKind.GAME_MASTER})
_IC = frozenset({SeatKind.INCIDENT_COMMANDER})
_RESPONDER = frozenset({SeatKind.RESPONDER})
_IN_ROOM = _IC | _RESPONDER
_ALL_BUT_OBSERVERS = _IN_ROOM | _GM


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands."""

    SEATS: ClassVar[frozenset[SeatKind]] = frozenset()
    #: May be given while the clock is paused.
    IN_PAUSE: ClassVar[bool] = False
    #: Depends on what the giver saw; refused as `conflict` when that has changed since.
    SEEN: ClassVar[bool] = False


# --- the incident commander -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AcknowledgePage(Command):
    SEATS = _IC
    alert: str


@dataclass(frozen=True, slots=True)
class OpenTiles(Command):
    """The IC's impact tiles came on their screen; evidence is counted from here."""

    SEATS = _IC


@dataclass(frozen=True, slots=True)
class OpenChanges(Command):
    """What changed? Each seat opens the feed for itself."""

    SEATS = _IN_ROOM


@dataclass(frozen=True, slots=True)
class DeclareIncident(Command):
    SEATS = _IC
    sev: Sev
    says: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSeverity(Command):
    SEATS = _IC
    sev: Sev
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StandDown(Command):
    SEATS = _IC
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AssignRole(Command):
    """Offers a hat. `person` is `ic` for the commander's own head ("I have IC")."""

    SEATS = _IC
    role: Role
    person: str


@dataclass(frozen=True, slots=True)
class ReleaseRole(Command):
    SEATS = _IC
    role: Role


@dataclass(frozen=True, slots=True)
class AskInvestigate(Command):
    """Ask somebody to look at something and be back. Without `person` it waits for somebody to feel addressed."""

    SEATS = _IC
    target: str
    topic: Topic
    minutes: int = 5
    person: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class NudgeTask(Command):
    """Ask for an update before the time box is over; costs the responder some progress."""

    SEATS = _IC
    task: str


@dataclass(frozen=True, slots=True)
class OrderMitigation(Command):
    SEATS = _IC
    kind: Kind
    target: str
    person: str
    variant: Variant = Variant.SAFE
    cohort: str = ""
    objections_asked: bool = False
    verify: str = ""  # a journey
    verify_minutes: int = 0


@dataclass(frozen=True, slots=True)
class AskVerify(Command):
    """Ask somebody whether users of a journey are well again."""

    SEATS = _IC
    journey: str
    person: str


@dataclass(frozen=True, slots=True)
class SecureEvidence(Command):
    """Have somebody take a copy of what a service holds, before something destroys it."""

    SEATS = _IC
    target: str
    person: str


@dataclass(frozen=True, slots=True)
class PagePerson(Command):
    SEATS = _IC
    person: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class PostUpdate(Command):
    """An update to an audience, with the promise of the next one in `next_minutes` (0: none)."""

    SEATS = _IC | _RESPONDER
    audience: Audience
    says: str
    template: str = ""
    component: str = ""
    state: str = ""  # operational | degraded | partial-outage | major-outage; public posts only
    next_minutes: int = 0


@dataclass(frozen=True, slots=True)
class PromiseUpdate(Command):
    SEATS = _IC
    audience: Audience
    minutes: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Command):
    SEATS = _IC
    question: str
    says: str


@dataclass(frozen=True, slots=True)
class ClaimMitigated(Command):
    SEATS = _IC


@dataclass(frozen=True, slots=True)
class ResolveIncident(Command):
    SEATS = _IC


@dataclass(frozen=True, slots=True)
class ReopenIncident(Command):
    SEATS = _IC
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseIncident(Command):
    """Close after resolving, naming who will write the postmortem."""

    SEATS = _IC
    owner: str


@dataclass(frozen=True, slots=True)
class Wait(Command):
    """Skip until something happens."""

    SEATS = _IC


@dataclass(frozen=True, slots=True)
class HandOff(Command):
    """Hand command over in writing. Six boxes; who receives it reads it back before accepting."""

    SEATS = _IC
    person: str
    situation: str  # state and impact
    tried: str = ""
    pending: str = ""  # each with its owner
    holders: str = ""  # who holds which role
    risks: str = ""
    promises: str = ""  # the next update that is owed


@dataclass(frozen=True, slots=True)
class JumpAct(Command):
    """Go on where the next act begins. `to` is the drill second that was offered."""

    SEATS = _GM | _IC
    to: int


@dataclass(frozen=True, slots=True)
class CallTimeOut(Command):
    """The trainee stops the clock, for any reason or none."""

    SEATS = _IN_ROOM


@dataclass(frozen=True, slots=True)
class RequestHint(Command):
    SEATS = _IC


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Free text in the channel. It is talk: nothing is parsed out of it silently."""

    SEATS = _IN_ROOM
    says: str


@dataclass(frozen=True, slots=True)
class TakeKeyboard(Command):
    """The commander looks for themselves: at one service, with their back to the room or declared aloud as a second hat."""

    SEATS = _IC
    mode: KeyboardMode
    target: str


@dataclass(frozen=True, slots=True)
class DropKeyboard(Command):
    """Back to the room, at any second."""

    SEATS = _IC


@dataclass(frozen=True, slots=True)
class AskObjections(Command):
    """Any strong objections? The order it is about is named by kind and target, or the question is in words alone."""

    SEATS = _IC
    says: str = ""
    kind: Kind | None = None
    target: str = ""
    variant: Variant = Variant.SAFE


# --- responders -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AcceptTask(Command):
    SEATS = _RESPONDER
    task: str


@dataclass(frozen=True, slots=True)
class DeclineTask(Command):
    SEATS = _RESPONDER
    task: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportTask(Command):
    """A condition-actions-needs card on a task, optionally with a proposal."""

    SEATS = _RESPONDER
    task: str
    says: str
    confidence: Confidence = Confidence.MEDIUM
    propose_kind: Kind | None = None
    propose_target: str = ""
    healthy: bool | None = None  # on a verification: are users well again?


@dataclass(frozen=True, slots=True)
class ProposeMitigation(Command):
    SEATS = _RESPONDER
    kind: Kind
    target: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class AcceptRole(Command):
    SEATS = _RESPONDER
    role: Role


@dataclass(frozen=True, slots=True)
class AcceptHandoff(Command):
    """Takes command, after saying in one's own words what was handed over."""

    SEATS = _RESPONDER
    handoff: str
    says: str


@dataclass(frozen=True, slots=True)
class PinMessage(Command):
    """A line of free talk is made to count: as a proposal of an order, or as a finding. By the game master, or who wears the scribe's hat."""

    SEATS = _GM | _RESPONDER
    line: str
    pinned_as: PinnedAs
    kind: Kind | None = None
    target: str = ""
    confidence: Confidence = Confidence.MEDIUM
    cause: bool = False
    supports: Sev | None = None


# --- the game master --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StartDrill(Command):
    """StartEx."""

    SEATS = _GM | _IC
    IN_PAUSE = True


@dataclass(frozen=True, slots=True)
class PauseDrill(Command):
    SEATS = _GM
    IN_PAUSE = True
    kind: str = "teaching"  # teaching | technical; `connection` by the edge alone


@dataclass(frozen=True, slots=True)
class ResumeDrill(Command):
    SEATS = _GM | _IC
    IN_PAUSE = True


@dataclass(frozen=True, slots=True)
class SetSpeed(Command):
    SEATS = _GM
    IN_PAUSE = True
    rate: str = "1"  # 0.5 | 1 | 2 | 4 ; more only where a drill is played by a machine


@dataclass(frozen=True, slots=True)
class FireInject(Command):
    SEATS = _GM
    SEEN = True
    inject: str


@dataclass(frozen=True, slots=True)
class HoldInject(Command):
    SEATS = _GM
    IN_PAUSE = True
    SEEN = True
    inject: str


@dataclass(frozen=True, slots=True)
class ReleaseInject(Command):
    SEATS = _GM
    IN_PAUSE = True
    SEEN = True
    inject: str


@dataclass(frozen=True, slots=True)
class SkipInject(Command):
    SEATS = _GM
    IN_PAUSE = True
    SEEN = True
    inject: str


@dataclass(frozen=True, slots=True)
class AddInject(Command):
    """An ad-hoc inject; the drill is marked steered."""

    SEATS = _GM
    person: str
    says: str
    to: str = "channel"  # channel | ic
    expects: Objective | None = None


@dataclass(frozen=True, slots=True)
class SpeakAs(Command):
    SEATS = _GM
    person: str
    says: str


@dataclass(frozen=True, slots=True)
class GiveHint(Command):
    SEATS = _GM
    IN_PAUSE = True
    level: int
    says: str


@dataclass(frozen=True, slots=True)
class TakeNote(Command):
    """A time-stamped observation, optionally on a behaviour marker B1..B8 with a sign."""

    SEATS = _GM
    IN_PAUSE = True
    says: str
    marker: str = ""
    sign: str = ""
    earlier: int = 0  # seconds before now


@dataclass(frozen=True, slots=True)
class ForceFault(Command):
    """Starts or ends a fault by hand; the drill is marked steered."""

    SEATS = _GM
    fault: str
    active: bool


@dataclass(frozen=True, slots=True)
class EndDrill(Command):
    """EndEx."""

    SEATS = _GM | _IC
    IN_PAUSE = True


@dataclass(frozen=True, slots=True)
class RevealTruth(Command):
    """Unlocks the scorecard and the truth lanes, after EndEx."""

    SEATS = _GM | _IC
    IN_PAUSE = True


# --- the edge ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeatPerson(Command):
    """A seat changes hands: a human sits down, or hands it back to the simulation."""

    SEATS = frozenset()  # given by the edge itself, never from a browser
    IN_PAUSE = True
    seat: str
    holder: str
    name: str


@dataclass(frozen=True, slots=True)
class ForceMitigation(Command):
    """An order is stated as done now; for `history`, which knows what was done and when. Never from a browser."""

    SEATS = frozenset()
    kind: Kind
    target: str
    says: str = ""
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class StateFault(Command):
    """A fault is stated to begin or end now; for `history`, where no order and no condition stands for it. Never from a browser."""

    SEATS = frozenset()
    fault: str
    active: bool


@dataclass(frozen=True, slots=True)
class ForceFinding(Command):
    """A finding is stated as reported now; for `history`. Never from a browser."""

    SEATS = frozenset()
    finding: str


@dataclass(frozen=True, slots=True)
class RecordInstant(Command):
    """The clock ran at least to here: what people saw cannot un-happen."""

    SEATS = frozenset()
    IN_PAUSE = True


COMMANDS: dict[str, type[Command]] = {c.__name__: c for c in Command.__subclasses__()}
