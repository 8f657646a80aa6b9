"""Decisions about what is said: updates, promises, answers, talk, and asking for a hint."""

from __future__ import annotations

from simulator.drill.board import Board
from simulator.drill.decisions.outcome import Asked, Decisions, Outcome, all_of, at_clock, needs_text
from simulator.drill.hints import next_hint
from simulator.drill.seen import title_of
from simulator.record.commands import AnswerQuestion, PostUpdate, PromiseUpdate, RequestHint, Say
from simulator.record.facts import (
    Audience,
    Body,
    ChannelPosted,
    HintGiven,
    HintRequested,
    PromiseKept,
    PromiseMade,
    QuestionAnswered,
    UpdateDelayed,
    UpdatePosted,
    seats,
)
from simulator.record.refusals import Refusal
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.serving import lost_with, way_round
from simulator.scenario.words import Audience as Readers
from simulator.scenario.words import Serves

#: States a component of the status page can be in; "" leaves it as it is.
STATES = ("operational", "degraded", "partial-outage", "major-outage")
LONGEST_PROMISE = 240


def _update(asked: Asked, command: PostUpdate) -> Outcome:
    no = _may_post(asked) or needs_text(command.says, "The update") or _page_state(command)
    if no is not None:
        return no
    component = _component(asked.sight.scenario, command.component)
    if component is None:
        return Refusal(
            "unknown-component", f"The status page has no `{command.component[:40]}`.", "Choose a component from the list."
        )
    if command.next_minutes > LONGEST_PROMISE:
        return Refusal(
            "bad-promise",
            f"The next update can be promised for at most {LONGEST_PROMISE} minutes ahead.",
            "Fifteen to thirty minutes is usual.",
        )
    posted: Body = UpdatePosted(
        command.audience, asked.seat, command.says, command.template, component, command.state if component else ""
    )
    lost = _page_lost(asked) if command.audience is Readers.PUBLIC else ""
    if lost:
        way = way_round(asked.sight.scenario.public, asked.board.tools_lost, lost)
        if way is None:
            return _no_page(asked, lost)
        posted = UpdateDelayed(lost, asked.seat, command.says, command.template, component, command.state, way.after)
    facts: list[Body] = [posted, *_kept(asked.board, command.audience, asked.now)]
    if command.next_minutes:
        facts.append(PromiseMade(asked.board.next_promise, command.audience, asked.now + 60 * command.next_minutes))
    return all_of(*facts)


def _page_lost(asked: Asked) -> str:
    return lost_with(asked.sight.scenario.public, asked.board.tools_lost, Serves.STATUS_PAGE)


def _no_page(asked: Asked, tool: str) -> Refusal:
    """Nothing can be posted by hand; names the way round that there would be, if what it needs were not lost too."""
    scenario = asked.sight.scenario
    fallback = scenario.public.system.tools[tool].fallback
    way = ""
    if fallback is not None and fallback.needs is not None:
        told = f" ({fallback.says})" if fallback.says else ""
        way = f" The way round it{told} needs {title_of(scenario, fallback.needs)}, which is lost as well."
    return Refusal(
        "page-lost",
        f"{title_of(scenario, tool)} cannot be reached: nothing can be posted there.{way}",
        "Post internally, and let support tell those who ask.",
    )


def _may_post(asked: Asked) -> Refusal | None:
    if asked.seat == IC or asked.board.wearer(Role.COMMS) == asked.seat:
        return None
    return Refusal("not-comms", "Updates are posted by the commander or the comms lead.", "Say it in the channel.")


def _page_state(command: PostUpdate) -> Refusal | None:
    if command.audience is not Readers.PUBLIC and (command.component or command.state):
        return Refusal("internal", "Only a public update changes the status page.", "Post it to the public.")
    if command.state and command.state not in STATES:
        return Refusal(
            "bad-choice", f"A component cannot be `{command.state[:40]}`.", "Choose one of: " + ", ".join(STATES) + "."
        )
    if command.state and not command.component:
        return Refusal("no-component", "Which part of the status page is that about?", "Choose a component.")
    return None


def _component(scenario: Scenario, named: str) -> str | None:
    """The journey a component stands for, by its id or its name on the status page; None when there is none."""
    if not named:
        return ""
    journeys = scenario.public.system.journeys
    if named in journeys:
        return named
    return next((id_ for id_, journey in journeys.items() if journey.component == named), None)


def _kept(board: Board, audience: Readers, now: int) -> tuple[Body, ...]:
    running = board.promises.get(audience)
    return () if running is None else (PromiseKept(running.id, audience, max(0, now - running.due)),)


def _promise(asked: Asked, command: PromiseUpdate) -> Outcome:
    if not 1 <= command.minutes <= LONGEST_PROMISE:
        return Refusal(
            "bad-promise", f"Promise an update within 1 to {LONGEST_PROMISE} minutes.", "Fifteen to thirty minutes is usual."
        )
    running = asked.board.promises.get(command.audience)
    if running is not None:
        return Refusal(
            "promise-running",
            f"The next {command.audience.value} update is promised for {at_clock(running.due)}.",
            "An update keeps that promise and can set the next one.",
        )
    return all_of(PromiseMade(asked.board.next_promise, command.audience, asked.now + 60 * command.minutes))


def _answer(asked: Asked, command: AnswerQuestion) -> Outcome:
    question = asked.board.questions.get(command.question)
    if question is None:
        return Refusal("unknown-question", "Nobody asked that.", "Choose a question that is open.")
    if question.answered_at is not None:
        return Refusal(
            "already-answered",
            f"That was answered at {at_clock(question.answered_at)}.",
            "Post an update if there is more to say.",
        )
    return needs_text(command.says, "The answer") or all_of(QuestionAnswered(command.question, command.says))


def _say(asked: Asked, command: Say) -> Outcome:
    return needs_text(command.says, "The line") or all_of(ChannelPosted(asked.seat, command.says))


def _hint(asked: Asked, _command: RequestHint) -> Outcome:
    """With nobody in the game master's seat, the drill itself gives the next hint of the ladder."""
    facts: list[tuple[Body, Audience]] = [(HintRequested(), seats(IC))]
    if asked.board.autopilot:
        hint = next_hint(asked.board, asked.sight.scenario, asked.now)
        facts.append((HintGiven(hint.level, hint.says), seats(IC)))
    return tuple(facts)


DECISIONS: Decisions = {
    PostUpdate: _update,
    PromiseUpdate: _promise,
    AnswerQuestion: _answer,
    Say: _say,
    RequestHint: _hint,
}
