"""Decisions of the game master: injects, voices, hints, notes, faults by hand."""

from __future__ import annotations

from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, needs_text
from simulator.drill.delivery import delivery
from simulator.record.commands import (
    AddInject,
    FireInject,
    ForceFault,
    GiveHint,
    HoldInject,
    ReleaseInject,
    SkipInject,
    SpeakAs,
    TakeNote,
)
from simulator.record.facts import (
    ALL,
    GM_ONLY,
    TRUTH,
    ChannelPosted,
    FaultForced,
    HintGiven,
    InjectDelivered,
    InjectHeld,
    InjectReleased,
    InjectSkipped,
    NoteTaken,
    seats,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import IC

MARKERS = ("", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8")
SIGNS = ("", "+", "-")
LEVELS = (1, 2, 3, 4)


def _undelivered(asked: Asked, id_: str) -> Refusal | None:
    inject = asked.board.injects.get(id_)
    if inject is None:
        return Refusal("unknown-inject", f"The list has no inject `{id_[:40]}`.", "Choose one from the list.")
    if inject.state == "delivered":
        return Refusal(
            "delivered", f"That inject was delivered at {at_clock(inject.delivered_at or 0)}.", "Add one by hand to say more."
        )
    return None


def _fire(asked: Asked, command: FireInject) -> Outcome:
    no = _undelivered(asked, command.inject)
    if no is not None:
        return no
    return (delivery(asked.board, asked.sight, command.inject),)


def _hold(asked: Asked, command: HoldInject) -> Outcome:
    no = _undelivered(asked, command.inject)
    if no is not None:
        return no
    if asked.board.injects[command.inject].state == "held":
        return Refusal("already-held", "That inject is held already.", "Release it, skip it, or fire it now.")
    return ((InjectHeld(command.inject), GM_ONLY),)


def _release(asked: Asked, command: ReleaseInject) -> Outcome:
    no = _undelivered(asked, command.inject)
    if no is not None:
        return no
    if asked.board.injects[command.inject].state == "pending":
        return Refusal("not-held", "That inject is not held.", "It comes at its time; hold it, skip it, or fire it now.")
    return ((InjectReleased(command.inject), GM_ONLY),)


def _skip(asked: Asked, command: SkipInject) -> Outcome:
    no = _undelivered(asked, command.inject)
    if no is not None:
        return no
    if asked.board.injects[command.inject].state == "skipped":
        return Refusal("already-skipped", "That inject is skipped already.", "Release it to have it back.")
    return ((InjectSkipped(command.inject), GM_ONLY),)


def _stranger(asked: Asked, person: str) -> Refusal | None:
    if person in asked.board.people:
        return None
    return Refusal("unknown-person", f"Nobody here is called `{person[:40]}`.", "Choose somebody from the list of people.")


def _add(asked: Asked, command: AddInject) -> Outcome:
    no = _stranger(asked, command.person) or needs_text(command.says, "The inject")
    if no is not None:
        return no
    if command.to not in ("channel", "ic"):
        return Refusal("bad-choice", "An inject goes to the channel or to the commander.", "Choose channel or ic.")
    body = InjectDelivered("", command.person, command.to, command.says, command.expects, adhoc=True)
    return ((body, ALL if command.to == "channel" else seats(IC)),)


def _speak(asked: Asked, command: SpeakAs) -> Outcome:
    no = _stranger(asked, command.person) or needs_text(command.says, "The line")
    return no or all_of(ChannelPosted(command.person, command.says))


def _hint(asked: Asked, command: GiveHint) -> Outcome:
    if command.level not in LEVELS:
        return Refusal("bad-choice", "A hint is a question, a pointer, an option, or do-it.", "Choose a level from 1 to 4.")
    return needs_text(command.says, "The hint") or ((HintGiven(command.level, command.says), seats(IC)),)


def _note(asked: Asked, command: TakeNote) -> Outcome:
    if command.marker not in MARKERS or command.sign not in SIGNS:
        return Refusal(
            "bad-choice", "A note stands for one of eight markers, or for none.", "Choose B1 to B8, with + or - or nothing."
        )
    if not command.says.strip() and not command.marker:
        return Refusal("empty", "The note has no words yet.", "Write a line or choose a marker.")
    about = max(0, asked.now - command.earlier)
    return ((NoteTaken(command.says, command.marker, command.sign, about), GM_ONLY),)


def _fault(asked: Asked, command: ForceFault) -> Outcome:
    fault = asked.board.faults.get(command.fault)
    if fault is None:
        return Refusal("unknown-fault", f"The scenario has no fault `{command.fault[:40]}`.", "Choose one from the list.")
    if command.active == (fault.state == "active"):
        return Refusal(
            "same-state",
            "That fault is active already." if command.active else "That fault is not active.",
            "End it instead." if command.active else "Start it instead.",
        )
    return ((FaultForced(command.fault, command.active), TRUTH),)


DECISIONS: Decisions = {
    FireInject: _fire,
    HoldInject: _hold,
    ReleaseInject: _release,
    SkipInject: _skip,
    AddInject: _add,
    SpeakAs: _speak,
    GiveHint: _hint,
    TakeNote: _note,
    ForceFault: _fault,
}
