"""Decisions: every command is accepted where it makes sense, refused in every way it can be, and deciding changes nothing."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from busy_shop import Step, follow, prepared

from simulator.drill import decide as decide_module
from simulator.drill.decide import DECISIONS, decide
from simulator.drill.decisions.clock import why_not_wait
from simulator.drill.drill import Drill
from simulator.drill.orders import targets
from simulator.record import commands as c
from simulator.record.facts import ALL, GM_ONLY, TRUTH, seats
from simulator.record.refusals import Refusal
from simulator.record.seats import KeyboardMode, PinnedAs, Role, kind_of
from simulator.scenario.words import Audience, Confidence, Kind, Sev, Topic, Variant

GM = (c.SeatPerson("gm", "human", "Robin"), "edge")
SAM = (c.SeatPerson("sam", "human", "Kim"), "edge")
START = c.StartDrill()
DECLARED = (START, c.DeclareIncident(Sev.SEV3))
RESOLVED = (*DECLARED, c.ResolveIncident())
CLOSED = (*RESOLVED, c.CloseIncident("sam"))
PAGED = (START, 700)
ENDED = (START, 30, c.EndDrill())
ASKED_SAM = (START, SAM, c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"))
ASKED_NOBODY = (START, SAM, c.AskInvestigate("checkout", Topic.ERRORS, 5))
ORDERED = (START, c.OrderMitigation(Kind.FLAG_OFF, "coupons", "sam"))
QUESTION = (START, 240)
OFFERED = (*DECLARED, c.OrderMitigation(Kind.FREEZE_CHANGES, "front", "priya"), 1)
HANDED = (*DECLARED, SAM, c.HandOff("sam", "They cannot pay."))
ACCEPTED_HANDOFF = (*HANDED, (c.AcceptHandoff("h1", "They cannot pay."), "sam"))
NIGHT = 5 * 3600
#: The status page is lost, and so is what the way round it needs.
PAGE_LOST = (START, *((c.ForceFault(fault, active=True), "gm") for fault in ("no-page", "no-builds")), 10)
SECURING = (START, c.SecureEvidence("checkout", "sam"))
LOOKING = (START, c.TakeKeyboard(KeyboardMode.LOOK, "checkout"))
SAM_SCRIBE = (*DECLARED, SAM, c.AssignRole(Role.SCRIBE, "sam"), (c.AcceptRole(Role.SCRIBE), "sam"))
SAID = (*SAM_SCRIBE, (c.Say("Roll it back, I would say."), "sam"))
PINNED = (*SAID, (c.PinMessage("l1", PinnedAs.FINDING), "gm"))
SAM_OPS = (*DECLARED, SAM, c.AssignRole(Role.OPS, "sam"), (c.AcceptRole(Role.OPS), "sam"))


@dataclass(frozen=True)
class Case:
    """After these steps a seat gives a command. `code` is why it is refused, "" when it is accepted."""

    command: c.Command
    code: str = ""
    after: tuple[Step, ...] = (START,)
    seat: str = "ic"

    def __str__(self) -> str:
        return f"{type(self.command).__name__}-{self.code or 'accepted'}"


def order(kind: Kind = Kind.FLAG_OFF, target: str = "coupons", person: str = "sam", **rest: object) -> c.OrderMitigation:
    return c.OrderMitigation(kind, target, person, **rest)  # type: ignore[arg-type]


#: No blame, no shouting, and nothing that only a programmer would say.
UNCALM = re.compile(
    r"!|(?i:\b(error|invalid|illegal|failed|wrong|must|you should have|null)\b)|\bNone\b|\b("
    + "|".join(set(c.COMMANDS) - {"Say", "Wait"})
    + r")\b"
)

ACCEPTED = [
    Case(c.AcknowledgePage("pay-fast"), after=PAGED),
    Case(c.OpenTiles()),
    Case(c.OpenTiles(), after=()),
    Case(c.HandOff("sam", "They cannot pay.", "nothing yet", "Priya looks at the front."), after=DECLARED),
    Case(c.AcceptHandoff("h1", "They cannot pay."), after=HANDED, seat="sam"),
    Case(c.JumpAct(NIGHT), after=(*OFFERED, c.HandOff("sam", "So."), 90)),
    Case(c.JumpAct(NIGHT), after=(*OFFERED, c.HandOff("sam", "So."), 90), seat="gm"),
    Case(c.OpenChanges()),
    Case(c.DeclareIncident(Sev.SEV1, "They cannot pay.")),
    Case(c.DeclareIncident(Sev.SEV2), after=(START, c.StandDown("Nothing."))),
    Case(c.ChangeSeverity(Sev.SEV1, "More than we thought."), after=DECLARED),
    Case(c.ChangeSeverity(Sev.SEV4), after=DECLARED),
    Case(c.StandDown("A test.")),
    Case(c.StandDown("Fine again."), after=DECLARED),
    Case(c.AssignRole(Role.OPS, "sam")),
    Case(c.AssignRole(Role.IC, "ic")),
    Case(c.ReleaseRole(Role.IC), after=(START, c.AssignRole(Role.IC, "ic"))),
    Case(c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam", "Please.")),
    Case(c.AskInvestigate("deploys", Topic.ACCESS)),
    Case(c.NudgeTask("t1"), after=ASKED_SAM),
    Case(order()),
    Case(order(Kind.ROLL_BACK, "checkout", "priya", variant=Variant.FAST, verify="pay", verify_minutes=5)),
    Case(order(Kind.FAIL_OVER, "front", "priya", cohort="west")),
    Case(c.AskVerify("pay", "priya")),
    Case(c.PagePerson("noor", "We need you.")),
    Case(c.PostUpdate(Audience.INTERNAL, "Looking into it.", next_minutes=15)),
    Case(c.PostUpdate(Audience.PUBLIC, "We know.", component="Payments", state="degraded")),
    Case(c.PostUpdate(Audience.PUBLIC, "We know.", component="pay", state="major-outage")),
    Case(c.PostUpdate(Audience.INTERNAL, "Posted by comms."), after=(START, SAM, c.AssignRole(Role.COMMS, "sam"),
        (c.AcceptRole(Role.COMMS), "sam")), seat="sam"),
    Case(c.SecureEvidence("checkout", "sam")),
    Case(c.SecureEvidence("front", "sam"), after=(START, c.SecureEvidence("checkout", "sam"), 120)),
    Case(c.PromiseUpdate(Audience.PUBLIC, 20)),
    Case(c.AnswerQuestion("q1", "Not known yet."), after=QUESTION),
    Case(c.ClaimMitigated(), after=DECLARED),
    Case(c.ResolveIncident(), after=DECLARED),
    Case(c.ResolveIncident(), after=(*DECLARED, c.ClaimMitigated())),
    Case(c.ReopenIncident("It is back."), after=RESOLVED),
    Case(c.ReopenIncident(), after=CLOSED),
    Case(c.CloseIncident("sam"), after=RESOLVED),
    Case(c.Wait()),
    Case(c.CallTimeOut()),
    Case(c.CallTimeOut(), seat="sam"),
    Case(c.RequestHint()),
    Case(c.TakeKeyboard(KeyboardMode.LOOK, "checkout")),
    Case(c.DropKeyboard(), after=LOOKING),
    Case(c.CallTimeOut(), after=LOOKING),
    Case(c.AskObjections("Shall we roll it back?")),
    Case(c.AskObjections(kind=Kind.RESTART, target="checkout")),
    Case(c.AskObjections("And that?"), after=(START, c.AskObjections("This?"), 31)),
    Case(c.PinMessage("l1", PinnedAs.PROPOSAL, Kind.ROLL_BACK, "checkout"), after=SAID, seat="gm"),
    Case(c.PinMessage("l1", PinnedAs.FINDING, target="checkout", cause=True, supports=Sev.SEV2), after=SAID, seat="sam"),
    Case(c.Say("Hello.")),
    Case(c.Say("Hello."), seat="sam"),
    Case(c.AcceptTask("t1"), after=ASKED_SAM, seat="sam"),
    Case(c.AcceptTask("t1"), after=ASKED_NOBODY, seat="sam"),
    Case(c.DeclineTask("t1", "I am in a call."), after=ASKED_SAM, seat="sam"),
    Case(c.ReportTask("t1", "It is the release.", Confidence.HIGH, Kind.ROLL_BACK, "checkout"), after=ASKED_SAM, seat="sam"),
    Case(c.ReportTask("t1", "All well.", healthy=True), after=(START, SAM, c.AskVerify("pay", "sam")), seat="sam"),
    Case(c.ProposeMitigation(Kind.ROLL_BACK, "checkout"), seat="sam"),
    Case(c.AcceptRole(Role.OPS), after=(START, SAM, c.AssignRole(Role.OPS, "sam")), seat="sam"),
    Case(c.StartDrill(), after=()),
    Case(c.StartDrill(), after=(GM,), seat="gm"),
    Case(c.PauseDrill("teaching"), seat="gm"),
    Case(c.PauseDrill("technical"), seat="gm"),
    Case(c.ResumeDrill(), after=(START, c.CallTimeOut())),
    Case(c.ResumeDrill(), after=(GM, (START, "gm"), c.CallTimeOut())),
    Case(c.ResumeDrill(), after=(GM, (START, "gm"), (c.PauseDrill(), "gm")), seat="gm"),
    Case(c.SetSpeed("4"), seat="gm"),
    Case(c.SetSpeed("600"), seat="edge"),
    Case(c.FireInject("late"), seat="gm"),
    Case(c.HoldInject("late"), seat="gm"),
    Case(c.ReleaseInject("late"), after=(START, (c.HoldInject("late"), "gm")), seat="gm"),
    Case(c.ReleaseInject("late"), after=(START, (c.SkipInject("late"), "gm")), seat="gm"),
    Case(c.SkipInject("late"), seat="gm"),
    Case(c.AddInject("mia", "The phones ring.", "ic"), seat="gm"),
    Case(c.SpeakAs("leo", "What is going on?"), seat="gm"),
    Case(c.GiveHint(2, "Has anybody looked at what changed?"), seat="gm"),
    Case(c.TakeNote("", "B1", "+", 30), seat="gm"),
    Case(c.TakeNote("Calm voice."), after=ENDED, seat="gm"),
    Case(c.ForceFault("rounding", active=True), seat="gm"),
    Case(c.EndDrill()),
    Case(c.EndDrill(), after=(GM, (START, "gm")), seat="gm"),
    Case(c.EndDrill(), after=(START, c.CallTimeOut())),
    Case(c.RevealTruth(), after=ENDED),
    Case(c.RevealTruth(), after=(GM, *((START, "gm"),), (c.EndDrill(), "gm")), seat="gm"),
    Case(c.SeatPerson("noor", "human", "Kim"), after=(), seat="edge"),
    Case(c.SeatPerson("observer", "human", "Jo"), after=ENDED, seat="edge"),
    Case(c.PostUpdate(Audience.INTERNAL, "Hello."), after=PAGE_LOST),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello."), after=(START, (c.ForceFault("no-page", active=True), "gm"), 10)),
    Case(c.ForceMitigation(Kind.ROLL_BACK, "checkout"), seat="edge"),
    Case(c.ForceMitigation(Kind.RESTART, "front", "", "east"), seat="edge"),
    Case(c.StateFault("rounding", active=True), seat="edge"),
    Case(c.ForceFinding("release-breaks"), seat="edge"),
    Case(c.RecordInstant(), seat="edge"),
    Case(c.RecordInstant(), after=ENDED, seat="edge"),
]  # fmt: skip

REFUSED = [
    # whose seat, and when
    Case(c.Wait(), "not-your-seat", seat="gm"),
    Case(c.FireInject("late"), "not-your-seat"),
    Case(c.SeatPerson("sam", "human", "Kim"), "not-your-seat"),
    Case(c.Say("Hello."), "not-your-seat", seat="observer"),
    Case(c.DeclareIncident(Sev.SEV1), "not-started", after=()),
    Case(c.DeclareIncident(Sev.SEV1), "paused", after=(START, c.CallTimeOut())),
    Case(c.FireInject("late"), "paused", after=(START, c.CallTimeOut()), seat="gm"),
    Case(c.OpenTiles(), "paused", after=(START, c.CallTimeOut())),
    Case(c.DeclareIncident(Sev.SEV1), "over", after=ENDED),
    Case(c.StartDrill(), "over", after=ENDED),
    # clock and seats
    Case(c.StartDrill(), "already-started"),
    Case(c.StartDrill(), "gm-starts", after=(GM,)),
    Case(c.PauseDrill("lunch"), "bad-choice", seat="gm"),
    Case(c.PauseDrill(), "already-paused", after=(START, c.CallTimeOut()), seat="gm"),
    Case(c.PauseDrill(), "not-started", after=(), seat="gm"),
    Case(c.CallTimeOut(), "paused", after=(START, (c.PauseDrill(), "gm"))),
    Case(c.ResumeDrill(), "not-paused"),
    Case(c.ResumeDrill(), "gm-resumes", after=(GM, (START, "gm"), (c.PauseDrill(), "gm"))),
    Case(c.ResumeDrill(), "gm-resumes", after=(GM, (START, "gm"), SAM, (c.CallTimeOut(), "sam"))),
    Case(c.SetSpeed("16"), "bad-choice", seat="gm"),
    Case(c.SetSpeed("fast"), "bad-choice", seat="edge"),
    Case(c.Wait(), "already-waiting", after=(START, c.Wait())),
    Case(c.Wait(), "question-open", after=QUESTION),
    Case(c.Wait(), "promise-due", after=(START, c.PromiseUpdate(Audience.INTERNAL, 1))),
    Case(c.Wait(), "promise-missed", after=(START, c.PromiseUpdate(Audience.INTERNAL, 1), 121)),
    Case(c.EndDrill(), "not-started", after=()),
    Case(c.EndDrill(), "over", after=ENDED),
    Case(c.EndDrill(), "gm-ends", after=(GM, (START, "gm"))),
    Case(c.RevealTruth(), "not-over"),
    Case(c.RevealTruth(), "already-revealed", after=(*ENDED, c.RevealTruth())),
    Case(c.RevealTruth(), "gm-reveals", after=(GM, (START, "gm"), (c.EndDrill(), "gm"))),
    Case(c.SeatPerson("ghost", "human", "Kim"), "unknown-seat", seat="edge"),
    Case(c.SeatPerson("sam", "robot", "Kim"), "bad-choice", seat="edge"),
    # the incident
    Case(c.AcknowledgePage("pay-fast"), "no-page"),
    # acts and handoffs
    Case(c.JumpAct(NIGHT), "no-act"),
    Case(c.JumpAct(NIGHT - 1), "other-act", after=OFFERED),
    Case(c.JumpAct(NIGHT), "handoff-owed", after=OFFERED),
    Case(c.JumpAct(NIGHT), "handoff-open", after=(*OFFERED, c.HandOff("sam", "So."))),
    Case(c.JumpAct(NIGHT), "promise-missed", after=(*OFFERED, c.PromiseUpdate(Audience.INTERNAL, 1), 130)),
    Case(c.JumpAct(NIGHT), "question-open", after=(*OFFERED, 240)),
    Case(c.Say("So."), "jumping", after=(*OFFERED, c.HandOff("sam", "So."), 90, c.JumpAct(NIGHT))),
    Case(c.HandOff("sam", "So."), "not-declared"),
    Case(c.HandOff("ghost", "So."), "unknown-person", after=DECLARED),
    Case(c.HandOff("noor", "So."), "not-here", after=DECLARED),
    Case(c.HandOff("mia", "So."), "no-commander", after=DECLARED),
    Case(c.HandOff("sam", " "), "empty", after=DECLARED),
    Case(c.HandOff("priya", "So."), "handoff-open", after=HANDED),
    Case(c.HandOff("sam", "So."), "same-person", after=ACCEPTED_HANDOFF),
    Case(c.AcceptHandoff("h1", "So."), "not-yours", after=HANDED, seat="priya"),
    Case(c.AcceptHandoff("h1", " "), "empty", after=HANDED, seat="sam"),
    Case(c.AcceptHandoff("h1", "So."), "already-accepted", after=ACCEPTED_HANDOFF, seat="sam"),
    Case(c.AcknowledgePage("look-fast"), "no-page", after=(START, (c.ForceFault("pictures", active=True), "gm"), 120)),
    Case(c.AcknowledgePage("pay-fast"), "already-acknowledged", after=(*PAGED, c.AcknowledgePage("pay-fast"))),
    Case(c.DeclareIncident(Sev.SEV1), "already-declared", after=DECLARED),
    Case(c.DeclareIncident(Sev.SEV1), "resolved", after=RESOLVED),
    Case(c.ChangeSeverity(Sev.SEV3), "same-severity", after=DECLARED),
    Case(c.ChangeSeverity(Sev.SEV3), "not-declared"),
    Case(c.ChangeSeverity(Sev.SEV3), "not-open", after=RESOLVED),
    Case(c.StandDown(), "already-stood-down", after=(START, c.StandDown())),
    Case(c.StandDown(), "not-open", after=CLOSED),
    Case(c.AssignRole(Role.OPS, "sam"), "same-person", after=(START, c.AssignRole(Role.OPS, "sam"))),
    Case(c.AssignRole(Role.IC, "ic"), "same-person", after=(START, c.AssignRole(Role.IC, "ic"))),
    Case(c.AssignRole(Role.IC, "sam"), "handoff"),
    Case(c.AssignRole(Role.OPS, "ghost"), "unknown-person"),
    Case(c.AssignRole(Role.OPS, "noor"), "not-here"),
    Case(c.ReleaseRole(Role.OPS), "no-hat"),
    Case(c.AcceptRole(Role.OPS), "not-yours", after=(START, c.AssignRole(Role.OPS, "priya")), seat="sam"),
    Case(c.AcceptRole(Role.OPS), "already-worn", after=(START, SAM, c.AssignRole(Role.OPS, "sam"),
        (c.AcceptRole(Role.OPS), "sam")), seat="sam"),
    Case(c.PagePerson("ghost"), "unknown-person"),
    Case(c.PagePerson("gil"), "gone", after=(START, 1600)),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "gil"), "gone", after=(START, 1600)),
    Case(c.PagePerson("sam"), "already-here"),
    Case(c.PagePerson("noor"), "already-paged", after=(START, c.PagePerson("noor"))),
    Case(c.ClaimMitigated(), "already-mitigated", after=(*DECLARED, c.ClaimMitigated())),
    Case(c.ClaimMitigated(), "not-declared"),
    Case(c.ResolveIncident(), "not-declared"),
    Case(c.ResolveIncident(), "not-open", after=RESOLVED),
    Case(c.ReopenIncident(), "not-resolved", after=DECLARED),
    Case(c.CloseIncident("sam"), "already-closed", after=CLOSED),
    Case(c.CloseIncident("sam"), "not-resolved", after=DECLARED),
    Case(c.CloseIncident("  "), "no-owner", after=RESOLVED),
    # tasks
    Case(c.AskInvestigate("nothing", Topic.CPU, 5, "sam"), "unknown-target"),
    Case(c.AskInvestigate("front", Topic.CPU, 0, "sam"), "bad-time-box"),
    Case(c.AskInvestigate("front", Topic.CPU, 61, "sam"), "bad-time-box"),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "ghost"), "unknown-person"),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "noor"), "not-here"),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "noor"), "not-here", after=(START, c.PagePerson("noor"))),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "sam"), "busy", after=ASKED_SAM),
    Case(c.AskInvestigate("front", Topic.CPU, 5, "sam"), "busy", after=(*ORDERED, 1)),
    Case(c.AskVerify("nothing", "sam"), "unknown-journey"),
    Case(c.AskVerify("pay", ""), "nobody-named"),
    Case(c.AskVerify("pay", "sam"), "busy", after=ASKED_SAM),
    Case(c.NudgeTask("t9"), "unknown-task"),
    Case(c.NudgeTask("t1"), "task-over", after=(*ASKED_SAM, (c.DeclineTask("t1"), "sam"))),
    Case(c.AcceptTask("t9"), "unknown-task", seat="sam"),
    Case(c.AcceptTask("t1"), "not-yours", after=ASKED_SAM, seat="priya"),
    Case(c.AcceptTask("t1"), "already-accepted", after=(*ASKED_SAM, (c.AcceptTask("t1"), "sam")), seat="sam"),
    Case(c.AcceptTask("t1"), "task-over", after=(*ASKED_SAM, (c.DeclineTask("t1"), "sam")), seat="sam"),
    Case(c.DeclineTask("t1"), "not-yours", after=ASKED_SAM, seat="priya"),
    Case(c.DeclineTask("t1"), "nobody-named", after=ASKED_NOBODY, seat="sam"),
    Case(c.ReportTask("t1", "Nothing."), "not-yours", after=ASKED_SAM, seat="priya"),
    Case(c.ReportTask("t1", " "), "empty", after=ASKED_SAM, seat="sam"),
    Case(c.ReportTask("t1", "So.", Confidence.LOW, Kind.FAIL_OVER, "checkout"), "no-such-order", after=ASKED_SAM, seat="sam"),
    Case(c.ProposeMitigation(Kind.RESTART, "bank"), "no-such-order", seat="sam"),
    # mitigations
    Case(order(target="nothing"), "unknown-target"),
    Case(order(Kind.RESTART), "no-such-order"),
    Case(order(person=""), "nobody-named"),
    Case(order(person="ghost"), "unknown-person"),
    Case(order(Kind.RESTART, "build", "noor"), "not-here"),
    Case(order(person="priya"), "cannot-do-it"),
    Case(order(Kind.RESTART, "checkout"), "busy", after=(*ORDERED, 1)),
    Case(order(verify="nothing"), "unknown-journey"),
    Case(order(verify="pay", verify_minutes=61), "bad-time-box"),
    Case(order(Kind.RESTART, "front", "priya", cohort="north"), "unknown-part"),
    Case(order(Kind.ROLL_BACK, "checkout", "priya"), "in-flight", after=(START, order(Kind.ROLL_BACK, "checkout"))),
    Case(order(Kind.ENABLE, "checkout"), "not-possible-here"),
    Case(c.ForceMitigation(Kind.RESTART, "bank"), "unknown-target", seat="edge"),
    Case(c.ForceMitigation(Kind.RESTART, "front", "", "north"), "unknown-part", seat="edge"),
    Case(c.StateFault("nothing", active=True), "unknown-fault", seat="edge"),
    Case(c.StateFault("rounding", active=False), "same-state", seat="edge"),
    Case(c.ForceFinding("nothing"), "unknown-finding", seat="edge"),
    # words
    Case(c.PostUpdate(Audience.INTERNAL, "Hello."), "not-comms", seat="sam"),
    Case(c.PostUpdate(Audience.INTERNAL, "\n "), "empty"),
    Case(c.PostUpdate(Audience.INTERNAL, "Hello.", component="pay"), "internal"),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello.", component="pay", state="on fire"), "bad-choice"),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello.", state="degraded"), "no-component"),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello.", component="bank"), "unknown-component"),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello.", next_minutes=241), "bad-promise"),
    Case(c.PostUpdate(Audience.PUBLIC, "Hello."), "page-lost", after=PAGE_LOST),
    Case(c.SecureEvidence("bank", "sam"), "unknown-target"),
    Case(c.SecureEvidence("coupons", "sam"), "unknown-target"),
    Case(c.SecureEvidence("checkout", ""), "nobody-named"),
    Case(c.SecureEvidence("checkout", "noor"), "not-here"),
    Case(c.SecureEvidence("checkout", "sam"), "busy", after=(START, order(), 8)),
    Case(c.SecureEvidence("front", "sam"), "busy", after=SECURING),
    Case(c.SecureEvidence("checkout", "priya"), "secured", after=SECURING),
    Case(c.SecureEvidence("checkout", "priya"), "secured", after=(*SECURING, 120)),
    Case(order(), "busy", after=SECURING),
    Case(c.AskInvestigate("checkout", Topic.ERRORS, 5, "sam"), "busy", after=SECURING),
    Case(c.PromiseUpdate(Audience.PUBLIC, 0), "bad-promise"),
    Case(c.PromiseUpdate(Audience.PUBLIC, 20), "promise-running", after=(START, c.PromiseUpdate(Audience.PUBLIC, 20))),
    Case(c.AnswerQuestion("q1", "So."), "unknown-question"),
    Case(c.AnswerQuestion("q1", ""), "empty", after=QUESTION),
    Case(c.AnswerQuestion("q1", "So."), "already-answered", after=(*QUESTION, c.AnswerQuestion("q1", "Yes."))),
    Case(c.TakeKeyboard(KeyboardMode.LOOK, "bank"), "unknown-target"),
    Case(c.TakeKeyboard(KeyboardMode.LOOK, "checkout"), "heads-down", after=LOOKING),
    Case(c.TakeKeyboard(KeyboardMode.LOOK, "checkout"), "has-keyboard", after=LOOKING, seat="edge"),
    Case(c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"), "not-declared"),
    Case(c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"), "has-ops", after=SAM_OPS),
    Case(c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"), "not-commanding", after=ACCEPTED_HANDOFF),
    Case(c.TakeKeyboard(KeyboardMode.TWO_HATS, "checkout"), "many-here", after=DECLARED),
    Case(order(), "heads-down", after=LOOKING),
    Case(c.Say("Hello."), "heads-down", after=LOOKING),
    Case(c.DropKeyboard(), "no-keyboard"),
    Case(c.AskObjections("Well?"), "poll-open", after=(START, c.AskObjections("Well?"))),
    Case(c.AskObjections(), "empty"),
    Case(c.AskObjections(kind=Kind.RESTART, target="bank"), "no-such-order"),
    Case(c.PinMessage("l1", PinnedAs.FINDING), "not-scribe", after=(START, SAM, c.Say("Hello.")), seat="sam"),
    Case(c.PinMessage("l7", PinnedAs.FINDING), "unknown-line", after=SAID, seat="gm"),
    Case(c.PinMessage("l1", PinnedAs.FINDING), "already-pinned", after=PINNED, seat="gm"),
    Case(c.PinMessage("l1", PinnedAs.PROPOSAL), "no-order", after=SAID, seat="gm"),
    Case(c.PinMessage("l1", PinnedAs.FINDING, target="moon"), "unknown-target", after=SAID, seat="gm"),
    Case(c.PinMessage("l1", PinnedAs.PROPOSAL, Kind.RESTART, "bank"), "no-such-order", after=SAID, seat="gm"),
    Case(c.Say("   "), "empty"),
    # the game master
    Case(c.FireInject("nothing"), "unknown-inject", seat="gm"),
    Case(c.FireInject("first"), "delivered", after=(START, 130), seat="gm"),
    Case(c.HoldInject("late"), "already-held", after=(START, (c.HoldInject("late"), "gm")), seat="gm"),
    Case(c.HoldInject("first"), "delivered", after=(START, 130), seat="gm"),
    Case(c.ReleaseInject("late"), "not-held", seat="gm"),
    Case(c.ReleaseInject("first"), "delivered", after=(START, 130), seat="gm"),
    Case(c.SkipInject("late"), "already-skipped", after=(START, (c.SkipInject("late"), "gm")), seat="gm"),
    Case(c.SkipInject("first"), "delivered", after=(START, 130), seat="gm"),
    Case(c.AddInject("ghost", "Boo."), "unknown-person", seat="gm"),
    Case(c.AddInject("mia", ""), "empty", seat="gm"),
    Case(c.AddInject("mia", "Boo.", "everybody"), "bad-choice", seat="gm"),
    Case(c.SpeakAs("ghost", "Boo."), "unknown-person", seat="gm"),
    Case(c.SpeakAs("mia", " "), "empty", seat="gm"),
    Case(c.GiveHint(5, "So."), "bad-choice", seat="gm"),
    Case(c.GiveHint(1, ""), "empty", seat="gm"),
    Case(c.TakeNote("So.", "B9"), "bad-choice", seat="gm"),
    Case(c.TakeNote(" "), "empty", seat="gm"),
    Case(c.ForceFault("nothing", active=True), "unknown-fault", seat="gm"),
    Case(c.ForceFault("rounding", active=False), "same-state", seat="gm"),
    Case(c.ForceFault("rounding", active=True), "same-state", after=(START, 610), seat="gm"),
]  # fmt: skip


def standing(case: Case) -> Drill:
    return follow(prepared(), *case.after)


@pytest.mark.parametrize("case", ACCEPTED, ids=str)
def test_a_command_that_makes_sense_is_accepted(case: Case) -> None:
    """Where it makes sense a command is accepted, and its facts say who gave it and when."""
    drill = standing(case)
    made = drill.give(case.command, case.seat)
    assert not isinstance(made, Refusal), made
    assert all((fact.by, fact.at) == (case.seat, drill.now) for fact in made)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_command_that_makes_none_is_refused_with_a_way_on(case: Case) -> None:
    """A no names its reason in calm words, offers something to do instead, and leaves the drill as it was."""
    drill = standing(case)
    board, digest = drill.board, drill.digest()
    made = drill.give(case.command, case.seat)
    assert isinstance(made, Refusal), made
    assert made.code == case.code
    for words in (made.says, made.try_instead):
        assert words
        assert words[-1] in ".?"
        assert words[0] == words[0].upper() or words.split()[0] in targets(drill.scenario)
        assert not UNCALM.search(words), words
    assert (drill.board, drill.digest()) == (board, digest)


def test_every_command_is_decided_and_tried() -> None:
    """Each command has exactly one decision, and stands above both as accepted and, where it can be, as refused."""
    assert set(DECISIONS) == set(c.COMMANDS.values())
    accepted = {type(case.command) for case in ACCEPTED}
    refused = {type(case.command) for case in REFUSED}
    assert accepted == set(DECISIONS)
    never = {c.RequestHint, c.OpenChanges, c.RecordInstant}  # always fine while the clock runs
    assert refused == set(DECISIONS) - never


FOLDER = Path(decide_module.__file__).parent
#: Said by the system, in words of the world.
_BY_THE_WORLD = "not-possible-here"


def written_refusals() -> dict[str, tuple[str, re.Pattern[str], bool]]:
    """Every refusal written in `drill/`: where, its code, a pattern of what it says, and whether it has a way on."""
    found = {}
    for file in sorted(FOLDER.rglob("*.py")):
        if file.name == "transcript.py":  # answers whoever writes a transcript, not a seat
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                code = ast.literal_eval(node.args[0])
                found[f"{file.name}:{node.lineno}"] = (code, re.compile(_pattern(node.args[1]), re.DOTALL), len(node.args) == 3)
    return found


def _pattern(node: ast.expr) -> str:
    """What an expression of words can say, as a regular expression."""
    match node:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(_pattern(part) for part in parts)
        case ast.IfExp(body=body, orelse=other):
            return f"(?:{_pattern(body)}|{_pattern(other)})"
        case _:
            return ".*"


def test_every_refusal_that_is_written_is_reached_by_a_case_above() -> None:
    """No refusal of a decision goes untried, and none is written without a way on."""
    said = []
    for case in REFUSED:
        no = standing(case).decide(case.command, case.seat)
        assert no is not None
        said.append((no.code, no.says))
    shown = why_not_wait(prepared().board, 0)  # asked by the screen only: as a command it is too early for another reason
    assert shown is not None
    said.append((shown.code, shown.says))
    written = written_refusals()
    assert len(written) > 80
    untried = [
        where
        for where, (code, pattern, _) in written.items()
        if not any(code == given and pattern.fullmatch(says) for given, says in said)
    ]
    assert untried == []
    assert [where for where, (_, _, way_on) in written.items() if not way_on] == []


@pytest.mark.parametrize("case", [*ACCEPTED, *REFUSED], ids=str)
def test_deciding_is_pure(case: Case) -> None:
    """Asked twice the answer is the same, and neither board, record nor world has changed."""
    drill = standing(case)
    board, digest, facts = drill.board, drill.digest(), len(drill.facts)
    before = {field.name: getattr(board, field.name) for field in fields(board)}
    readings = drill.engine.world.numbers()
    first = decide(drill.board, drill.engine.sight, case.command, case.seat)
    second = decide(drill.board, drill.engine.sight, case.command, case.seat)
    assert first == second
    assert drill.board is board
    assert {field.name: getattr(board, field.name) for field in fields(board)} == before
    assert (drill.digest(), len(drill.facts), drill.engine.world.numbers()) == (digest, facts, readings)


@pytest.mark.parametrize("name", sorted(c.COMMANDS))
def test_only_the_seats_of_a_command_may_give_it(name: str) -> None:
    """From any seat that is not among a command's seats it is refused as that, whatever the state of the drill."""
    case = next(case for case in ACCEPTED if type(case.command).__name__ == name)
    drill = standing(case)
    for seat in ("gm", "ic", "observer", "sam"):
        no = drill.decide(case.command, seat)
        if kind_of(seat) not in type(case.command).SEATS:
            assert no is not None
            assert no.code == "not-your-seat"
        else:
            assert no is None or no.code != "not-your-seat"


@pytest.mark.parametrize(
    ("pause", "seat"), [(c.PauseDrill("teaching"), "gm"), (c.PauseDrill("technical"), "gm"), (c.CallTimeOut(), "ic")]
)
def test_a_pause_blocks_what_the_players_do(pause: c.Command, seat: str) -> None:
    """While the clock stands no command of commander or responder gets through, whichever pause it is, but resuming and ending."""
    for case in ACCEPTED:
        if case.seat not in ("ic", "sam"):
            continue
        drill = standing(case)
        if not drill.board.clock.moving:
            continue
        follow(drill, (pause, seat))
        no = drill.decide(case.command, case.seat)
        if isinstance(case.command, c.EndDrill):
            assert no is None
        else:
            assert no is not None, case
            assert no.code == "paused"
        assert drill.advance(drill.now + 100) == []


@pytest.mark.parametrize("reveal", [False, True])
def test_after_endex_nothing_is_accepted_but_the_talk(reveal: bool) -> None:
    """Once over, a drill takes notes, seats people, records its instant and is revealed; every other command is refused."""
    left = {c.TakeNote, c.SeatPerson, c.RecordInstant} | (set() if reveal else {c.RevealTruth})
    for case in ACCEPTED:
        drill = follow(prepared(), *ENDED, *((c.RevealTruth(),) if reveal else ()))
        no = drill.decide(case.command, case.seat)
        if type(case.command) in left:
            assert no is None, case
        else:
            assert no is not None, case
        assert drill.advance(drill.now + 600) == []


@pytest.mark.parametrize(
    ("command", "audience"),
    [
        (c.TakeNote("So."), GM_ONLY),
        (c.HoldInject("late"), GM_ONLY),
        (c.SkipInject("late"), GM_ONLY),
        (c.ForceFault("rounding", active=True), TRUTH),
        (c.GiveHint(1, "So."), seats("ic")),
        (c.AddInject("mia", "So.", "ic"), seats("ic")),
        (c.AddInject("mia", "So."), ALL),
        (c.SpeakAs("mia", "So."), ALL),
        (c.FireInject("asks"), seats("ic")),
        (c.FireInject("first"), ALL),
    ],
)
def test_what_the_game_master_does_is_seen_by_those_it_is_for(command: c.Command, audience: object) -> None:
    """Notes and arrangements stay with the game master, forced faults with the truth, words with whom they are for."""
    made = follow(prepared(), START).give(command, "gm")
    assert isinstance(made, list)
    assert [fact.audience for fact in made] == [audience]


def test_the_first_fact_of_a_command_causes_the_rest() -> None:
    """Every fact says what it comes from: the first of a command from nothing, the others from the first."""
    made = follow(prepared(), START).give(c.DeclareIncident(Sev.SEV1), "ic")
    assert isinstance(made, list)
    first, *rest = made
    assert first.because == 0
    assert len(rest) == 4  # thanks, and three who are away
    assert {fact.because for fact in rest} == {first.n}


def test_names_keep_their_letters() -> None:
    """A refusal that begins with a name leaves its capitals alone."""
    drill = follow(prepared(), START, c.AssignRole(Role.OPS, "priya"))
    no = drill.decide(c.AssignRole(Role.OPS, "priya"), "ic")
    assert no is not None
    assert no.says == "Priya McRae has been asked already."
