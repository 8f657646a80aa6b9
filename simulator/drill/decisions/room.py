"""Decisions about the keyboard, the question to the room, and what counts of free talk."""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.drill.decisions.naming import named
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock
from simulator.drill.keyboard import SMALL_TEAM, dropping, in_room
from simulator.drill.orders import targets
from simulator.record.commands import (
    AcknowledgePage,
    AskObjections,
    CallTimeOut,
    Command,
    DropKeyboard,
    EndDrill,
    OpenTiles,
    PinMessage,
    ResumeDrill,
    RevealTruth,
    StartDrill,
    TakeKeyboard,
    Wait,
)
from simulator.record.facts import (
    Body,
    ChannelPosted,
    KeyboardTaken,
    MessagePinned,
    PollAsked,
    RoleAccepted,
    RoleAssigned,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import GM, IC, KeyboardMode, PinnedAs, Role
from simulator.scenario.model import Scenario

#: What the commander can do with their back to the room: turn round, stop the clock, silence their own pager. Nothing is ordered blindly.
_HEADS_DOWN = frozenset(
    {DropKeyboard, AcknowledgePage, CallTimeOut, StartDrill, ResumeDrill, EndDrill, RevealTruth, OpenTiles, Wait}
)


def heads_down(board: Board, command: Command, seat: str) -> Refusal | None:
    """Why the commander cannot do this while they have their back to the room; None when they can."""
    if seat != IC or not board.heads_down or type(command) in _HEADS_DOWN:
        return None
    return Refusal("heads-down", "You have your back to the room; it cannot hear you.", "Drop the keyboard first.")


def _take(asked: Asked, command: TakeKeyboard) -> Outcome:
    board, scenario = asked.board, asked.sight.scenario
    if board.keyboard is not None:
        return Refusal("has-keyboard", "You have the keyboard already.", "Drop it first, to look at something else.")
    service = scenario.public.system.services.get(command.target)
    if service is None or service.external:
        return Refusal(
            "unknown-target", f"There is no console for `{command.target[:40]}` here.", "Choose a service of your own."
        )
    if command.mode is KeyboardMode.LOOK:
        return all_of(KeyboardTaken(command.mode, command.target))
    return two_hats(asked.board, scenario) or all_of(*_aloud(asked, command))


def two_hats(board: Board, scenario: Scenario) -> Refusal | None:
    """Why the commander cannot wear two hats now; None when they can."""
    if not board.incident.open:
        return Refusal("not-declared", "Two hats are worn in an incident, and none is open.", "Declare it, or just look.")
    leads = board.wearer(Role.IC)
    if leads not in ("", IC):
        return Refusal("not-commanding", f"{board.seats[leads].name} has command.", "Just look, or ask for command back first.")
    wearer = board.wearer(Role.OPS)
    if wearer not in ("", IC):
        return Refusal("has-ops", f"{board.seats[wearer].name} wears the ops hat.", "Ask them to look.")
    people = in_room(scenario, board)
    if people > SMALL_TEAM:
        return Refusal(
            "many-here",
            f"{people} people are here: one of them can look, while you keep command.",
            "Ask somebody by name, or hand command over first.",
        )
    return None


def _aloud(asked: Asked, command: TakeKeyboard) -> tuple[Body, ...]:
    """Two hats are said in the channel, and stand on the board: both, whichever was not worn yet."""
    taken = KeyboardTaken(command.mode, command.target)
    said = ChannelPosted(IC, "I wear two hats for now: command and ops. Stop me if you need me.")
    missing = [role for role in (Role.IC, Role.OPS) if asked.board.wearer(role) != IC]
    put_on = [fact for role in missing for fact in (RoleAssigned(role, IC), RoleAccepted(role, IC))]
    return (taken, said, *put_on)


def _drop(asked: Asked, _command: DropKeyboard) -> Outcome:
    keyboard = asked.board.keyboard
    if keyboard is None:
        return Refusal("no-keyboard", "You do not have the keyboard.", "Go on as you were.")
    return dropping(asked.board, asked.sight, keyboard)


def _poll(asked: Asked, command: AskObjections) -> Outcome:
    board = asked.board
    if board.poll is not None:
        return Refusal("poll-open", "The room is thinking about your last question.", "Half a minute is enough; then ask again.")
    order = named(asked, command.kind, command.target)
    if isinstance(order, Refusal):
        return order
    if not order and not command.says.strip():
        return Refusal("empty", "What is proposed has no words yet.", "Choose an order, or write a line.")
    return all_of(PollAsked(board.next_poll, command.says.strip(), order, command.variant))


def _pin(asked: Asked, command: PinMessage) -> Outcome:
    board = asked.board
    if asked.seat != GM and board.wearer(Role.SCRIBE) != asked.seat:
        return Refusal("not-scribe", "Lines are pinned by the scribe or the game master.", "Ask for the scribe's hat.")
    line = board.talk.get(command.line)
    if line is None:
        return Refusal(
            "unknown-line", f"Nobody said a line `{command.line[:40]}` in the channel.", "Choose a line that somebody said."
        )
    if (command.line, command.pinned_as) in board.pins:
        return Refusal(
            "already-pinned",
            f"What was said at {at_clock(line.at)} counts as a {command.pinned_as.value} already.",
            "Pin another line.",
        )
    order = named(asked, command.kind, command.target)
    if isinstance(order, Refusal):
        return order
    if command.pinned_as is PinnedAs.PROPOSAL and not order:
        return Refusal("no-order", "A proposal names an order.", "Choose what is proposed, or pin the line as a finding.")
    if command.target and command.target not in targets(asked.sight.scenario):
        return Refusal(
            "unknown-target", f"There is no `{command.target[:40]}` here.", "Choose a service, a journey, a switch or a tool."
        )
    finding = command.pinned_as is PinnedAs.FINDING
    pinned = MessagePinned(
        line.id,
        command.pinned_as,
        line.who,
        line.says,
        line.at,
        line.n,
        order,
        command.target,
        command.confidence,
        finding and command.cause,
        command.supports if finding else None,
    )
    return all_of(pinned)


DECISIONS: Decisions = {
    TakeKeyboard: _take,
    DropKeyboard: _drop,
    AskObjections: _poll,
    PinMessage: _pin,
}
