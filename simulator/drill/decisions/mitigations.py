"""The decision about ordering a mitigation, and the two by which `history` states what was done and found."""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, name_of, nobody
from simulator.drill.orders import kinds_for, people_for
from simulator.drill.seen import title_of
from simulator.record.commands import ForceFinding, ForceMitigation, OrderMitigation, SecureEvidence, StateFault
from simulator.record.facts import (
    TRUTH,
    Body,
    CardPosted,
    EvidenceAsked,
    FaultStated,
    MitigationDone,
    MitigationOrdered,
    MitigationStarted,
)
from simulator.record.refusals import Refusal
from simulator.scenario.words import Kind, Variant

LONGEST_VERIFY = 60


def _order(asked: Asked, command: OrderMitigation) -> Outcome:
    no = _senseless(asked, command.kind, command.target) or _nobody_can(asked, command) or _details(asked, command)
    if no is not None:
        return no
    running = asked.board.in_flight(f"{command.kind.value} {command.target}", command.cohort)
    if running is not None:
        return Refusal(
            "in-flight", f"{name_of(asked, running.person)} is on that already.", "Wait for it, or ask them for an update."
        )
    no = asked.sight.objection(command.kind, command.target, command.variant, command.cohort)
    if no is not None:
        return no
    ordered = MitigationOrdered(
        asked.board.next_mitigation,
        command.kind,
        command.target,
        command.person,
        command.variant,
        command.cohort,
        asked.seat,
        command.objections_asked,
        command.verify,
        command.verify_minutes,
    )
    return all_of(ordered)


def _senseless(asked: Asked, kind: Kind, target: str) -> Refusal | None:
    sensible = kinds_for(asked.sight.scenario, target)
    if not sensible:
        return Refusal(
            "unknown-target", f"Nothing can be done to `{target[:40]}` from here.", "Choose from the list of mitigations."
        )
    if kind not in sensible:
        return Refusal(
            "no-such-order",
            f"`{kind.value}` makes no sense for {target}.",
            "Possible: " + ", ".join(k.value for k in sensible) + ".",
        )
    return None


def _nobody_can(asked: Asked, command: OrderMitigation) -> Refusal | None:
    no = nobody(asked, command.person)
    if no is not None:
        return no
    can = people_for(asked.sight.scenario, command.kind, command.target)
    if command.person not in can:
        names = ", ".join(name_of(asked, person) for person in can)
        return Refusal("cannot-do-it", f"{name_of(asked, command.person)} cannot do that.", f"It can be done by: {names}.")
    return _hands(asked, command.person)


def _hands(asked: Asked, person: str) -> Refusal | None:
    """A refusal when this person is carrying something out, or securing evidence."""
    busy = asked.board.carrying_out(person)
    if busy is not None:
        return Refusal(
            "busy", f"{name_of(asked, person)} is carrying out `{busy.order}`.", "Ask somebody else, or wait until it is done."
        )
    return _securing(asked, person)


def _securing(asked: Asked, person: str) -> Refusal | None:
    snapshot = asked.board.securing(person)
    if snapshot is None:
        return None
    what = title_of(asked.sight.scenario, snapshot.target)
    return Refusal(
        "busy",
        f"{name_of(asked, person)} is securing evidence of {what}.",
        "That takes less than a minute. Ask somebody else, or wait.",
    )


def _secure(asked: Asked, command: SecureEvidence) -> Outcome:
    service = asked.sight.scenario.public.system.services.get(command.target)
    if service is None or service.external:
        return Refusal(
            "unknown-target", f"There is nothing to secure of `{command.target[:40]}`.", "Choose a service of your own."
        )
    snapshot = asked.board.snapshots.get(command.target)
    if snapshot is not None:
        state = "is being" if snapshot.secured_at is None else "has been"
        return Refusal("secured", f"Evidence of {title_of(asked.sight.scenario, command.target)} {state} secured.", "Go on.")
    no = nobody(asked, command.person) or _hands(asked, command.person)
    return no or all_of(EvidenceAsked(command.target, command.person))


def _details(asked: Asked, command: OrderMitigation) -> Refusal | None:
    system = asked.sight.scenario.public.system
    if command.verify and command.verify not in system.journeys:
        return Refusal(
            "unknown-journey", f"There is no journey `{command.verify[:40]}`.", "Choose one of the tiles to verify by."
        )
    if command.verify_minutes > LONGEST_VERIFY:
        return Refusal("bad-time-box", f"Verify within {LONGEST_VERIFY} minutes.", "Five minutes is usual.")
    return _unknown_part(asked, command.target, command.cohort)


def _unknown_part(asked: Asked, target: str, cohort: str) -> Refusal | None:
    service = asked.sight.scenario.public.system.services.get(target)
    if not cohort or (service is not None and cohort in service.cohorts):
        return None
    name = target if service is None or service.title is None else service.title
    return Refusal("unknown-part", f"{name} has no part `{cohort[:40]}`.", "Leave it empty for all of it.")


def _force(asked: Asked, command: ForceMitigation) -> Outcome:
    no = _senseless(asked, command.kind, command.target) or _unknown_part(asked, command.target, command.cohort)
    if no is not None:
        return no
    order = f"{command.kind.value} {command.target}"
    running = next(
        (m for m in asked.board.mitigations.values() if m.in_flight and (m.order, m.cohort) == (order, command.cohort)), None
    )
    facts: list[Body] = []
    id_ = asked.board.next_mitigation if running is None else running.id
    if running is None:
        person = _somebody(asked.board, people_for(asked.sight.scenario, command.kind, command.target))
        facts.append(MitigationOrdered(id_, command.kind, command.target, person, Variant.SAFE, command.cohort, asked.seat))
    if running is None or running.state != "running":
        facts.append(MitigationStarted(id_))
    facts.append(MitigationDone(id_, command.says))
    return all_of(*facts)


def _somebody(board: Board, people: tuple[str, ...]) -> str:
    return next((p for p in people if board.here(p)), people[0])


def _state_fault(asked: Asked, command: StateFault) -> Outcome:
    fault = asked.board.faults.get(command.fault)
    if fault is None:
        return Refusal("unknown-fault", f"The scenario has no fault `{command.fault[:40]}`.", "Name a fault of the scenario.")
    if command.active == (fault.state == "active"):
        return Refusal("same-state", "That is so already.", "Leave it out of the history, or state it at another time.")
    return ((FaultStated(command.fault, command.active), TRUTH),)


def _force_finding(asked: Asked, command: ForceFinding) -> Outcome:
    finding = asked.sight.scenario.secret.findings.get(command.finding)
    if finding is None:
        return Refusal("unknown-finding", f"There is no finding `{command.finding[:40]}`.", "Name a finding of the scenario.")
    card = CardPosted(
        asked.board.next_card,
        _somebody(asked.board, finding.by),
        finding.says,
        finding.confidence,
        finding=command.finding,
        names=finding.names or "",
        supports=finding.supports,
        refutes=finding.refutes,
        cause=finding.cause,
    )
    return all_of(card)


DECISIONS: Decisions = {
    OrderMitigation: _order,
    SecureEvidence: _secure,
    ForceMitigation: _force,
    StateFault: _state_fault,
    ForceFinding: _force_finding,
}
