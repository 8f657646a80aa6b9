"""The cards of a debrief, in words: what was seen, why it may matter, and a question that asks instead of knowing (scoring reference 5.2).

Advocacy and inquiry: "I saw … I think … What was on your mind?". The event or the system is the subject. No sentence here asks why somebody
did or did not do a thing, or says what would have been better: who looked at that screen at that moment knows, and is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from simulator.debrief.choosing import matches
from simulator.debrief.gaps import Gap
from simulator.debrief.strengths import Strength
from simulator.drill.objectives import AIMS
from simulator.drill.seen import order_words
from simulator.record import facts as f
from simulator.scenario.model import Scenario
from simulator.scenario.words import Teach
from simulator.scoring.harm import unit_of
from simulator.scoring.words import amount
from simulator.world.harm import TruthRow


@dataclass(frozen=True, slots=True)
class CardMoment:
    """A second to look at again, and what happened then. `fact` is 0 where the truth table says so."""

    at: int
    fact: int
    says: str


@dataclass(frozen=True, slots=True)
class DebriefCard:
    """One card. `about` says whose it is to change: a system, or a person. `cost` is "" where users did not suffer more for it."""

    id: str
    kind: str  # gap | strength
    theme: str  # B1..B8
    about: str  # system | person
    owner: str
    title: str
    happened: str
    cost: str
    i_saw: str
    i_think: str
    question: str
    follow_ups: tuple[str, ...]
    moments: tuple[CardMoment, ...]
    objective: str  # the title of the objective it speaks of; "" for none


@dataclass(frozen=True, slots=True)
class _Words:
    """How a kind of gap is told. `{what}` is what it is about. `open_` stands for `last` where it had not come by the end."""

    title: str
    first: str
    last: str
    open_: str
    matters: str
    system: str  # the question to the system


_WORDS: Mapping[str, _Words] = {
    "detect": _Words(
        "Hurting, then on a screen", "users begin to be hurt", "the first evidence on a screen", "nothing on any screen that showed it",
        "nobody can begin before it shows", "Which signal was there earlier, and whom did it reach?",
    ),
    "declare": _Words(
        "Evident, then declared", "the evidence on the screen", "the declaration", "no declaration",
        "help, hats and updates begin with the declaration", "What on the screen made waiting look safe?",
    ),
    "engage": _Words(
        "Declared, then at work", "the declaration", "hats worn and somebody at work", "a hat still without a head",
        "until then one head holds everything", "What made it slow to find out who was there?",
    ),
    "decide": _Words(
        "A way out known, then ordered", "“{what}” within reach", "the order", "no order for it",
        "it was the way that worked", "What made this way out hard to tell from the others?",
    ),
    "approve": _Words(
        "Ordered, then approved", "the order for “{what}”", "the approval", "no approval",
        "the order was right and waited for a yes", "How many people can say yes, and what do they need to see?",
    ),
    "ready": _Words(
        "Approved, then begun", "“{what}” free to go", "the work on it begin", "the work on it not begun",
        "the decision had been made", "What stood between the decision and the first step?",
    ),
    "mechanism": _Words(
        "Begun, then calm", "“{what}” begin", "users well again", "users not well yet",
        "the way out itself takes this long", "What would make this way out quicker, next time it is needed?",
    ),
    "promise": _Words(
        "An update promised, then posted", "the time promised for the {what} update", "the update", "no update",
        "a rhythm that holds buys quiet, and one that breaks brings questions", "Who watches the time while everybody works?",
    ),
    "green": _Words(
        "Users hurt, and the page green", "the page begin to lag behind what users felt", "the page say it", "the page still silent",
        "people outside decide by what the page says", "What made the page the last to know?",
    ),
    "unattended": _Words(
        "Hands on the keyboard, and nobody in command", "the commander take the keyboard", "them back", "the keyboard still taken",
        "reports and approvals come to a seat that is empty", "What was missing in the room that made the keyboard the nearest way?",
    ),
    "idle": _Words(
        "People here, and nothing to do", "hands free in the room", "them in use", "them still free",
        "more was open than was being looked at", "How does somebody with free hands say so?",
    ),
    "question": _Words(
        "A question, then an answer", "the question of {what}", "the answer", "no answer",
        "who gets no answer asks again, and asks others", "Who takes questions, while command is busy?",
    ),
    "contradict": _Words(
        "Two acts that undo each other", "the first of them", "the second", "the second not yet",
        "each undid some of what the other did", "Where was it to be seen that somebody else was at it?",
    ),
    "escalate": _Words(
        "Somebody missing, then paged", "the need", "the page", "no page",
        "what was missing was known by somebody who was asleep", "How does one find out who knows this, at such an hour?",
    ),
    "verify": _Words(
        "Calm, then checked with users", "users well again", "somebody report that they are", "no report about users",
        "until somebody looks, calm is a hope", "Which signal says best that users are well, and who watches it?",
    ),
    "reopen": _Words(
        "The all-clear, then open again", "the all-clear", "the incident open again", "it open still",
        "people had gone back to other things", "What made it look over?",
    ),
    "unordered": _Words(
        "A change that nobody had ordered", "“{what}” begun", "users well again", "it under way still",
        "next time two people may begin at once: who decided?", "How does somebody who knows what to do get it decided quickly?",
    ),
    "aside": _Words(
        "Known to one, then to all", "it known to {what} at their own desk", "it in the channel", "it not in the channel",
        "a way out was in the building and not in the room", "What keeps findings out of the channel?",
    ),
    "hold": _Words(
        "Refuted, then stood down", "the evidence ease", "the step down", "no step down",
        "people stayed at it who were needed elsewhere", "What would have to be on the screen to step down sooner?",
    ),
    "risky": _Words(
        "A change to something that was well", "the order for “{what}”", "it begin", "it not begun",
        "every change carries a risk, and here there was nothing to win", "What made the system look hurt when it was well?",
    ),
    "quiet-page": _Words(
        "A page, and nobody hurt", "the page", "it called off", "it open still",
        "a page that means nothing is paid for with the next one", "What would this alert need, to stay quiet?",
    ),
}  # fmt: skip

#: What is asked after the first question, about any gap.
FOLLOW_UPS = (
    "What made waiting look right?",
    "What would have to be on your screen, to see it sooner?",
    "What normally happens?",
    "What was hard?",
)
_KEEPING = (
    "What made that possible?",
    "What would it take to do it again with more going on?",
    "Who else can learn it from you?",
)
_ON_YOUR_MIND = "What was on your mind then, and what were you looking at?"
_MATTERS: Mapping[str, str] = {
    "B1": "people work better when they know who leads",
    "B2": "everything else begins with the call",
    "B3": "an ask with a name and a time comes back",
    "B4": "users feel the minutes until it stops, whatever the reason",
    "B5": "people act on the picture they share",
    "B6": "a rhythm that holds buys quiet for those who work",
    "B7": "help that is asked for early is cheap",
    "B8": "what is checked and written down stays done",
}


class Teller:
    """Tells gaps and strengths of one drill as cards."""

    def __init__(
        self, scenario: Scenario, facts: Sequence[f.Fact], rows: Sequence[TruthRow], objectives: Collection[Teach]
    ) -> None:
        self._scenario, self._facts, self._rows, self._objectives = scenario, facts, rows, objectives

    def gap(self, gap: Gap) -> DebriefCard:
        words = _WORDS[gap.kind]
        what = self._what(gap)
        first, last = words.first.format(what=what), (words.open_ if gap.open else words.last).format(what=what)
        start, end = self._utc(gap.start), self._utc(gap.end)
        when = f"by {end}" if gap.open else f"at {end}"
        same = gap.end - gap.start < 60
        return DebriefCard(
            id=f"{gap.kind}-{gap.start}",
            kind="gap",
            theme=gap.theme,
            about="person" if gap.of_a_person else "system",
            owner=gap.owner,
            title=f"{start} → {end}: {words.title[0].lower()}{words.title[1:]}{self._length(gap)}",
            happened=self._happened(gap),
            cost=self._cost(gap),
            i_saw=f"I saw {first} at {start}, and {last} {when}.",
            i_think=f"I think it matters because {self._matters(gap, words)}.",
            question=_ON_YOUR_MIND if not same else "What was on your mind at that moment?",
            follow_ups=(words.system, *FOLLOW_UPS),
            moments=(
                CardMoment(gap.start, gap.facts[0] if gap.facts else 0, _capital(first)),
                CardMoment(gap.end, gap.facts[-1] if len(gap.facts) > 1 else 0, _capital(last)),
            ),
            objective=self._objective(gap),
        )

    def strength(self, strength: Strength) -> DebriefCard:
        at = self._utc(strength.at)
        says = strength.says.strip() or "It was noted as worth keeping."
        says = says if says[-1] in ".!?" else says + "."
        return DebriefCard(
            id=f"{strength.kind}-{strength.at}",
            kind="strength",
            theme=strength.theme,
            about="person" if strength.owner == "person" else "system",
            owner=strength.owner,
            title=f"{at}: worth keeping",
            happened=says,
            cost="",
            i_saw=f"I saw this at {at}: {says}",
            i_think=f"I think it matters because {_MATTERS[strength.theme]}.",
            question=_ON_YOUR_MIND,
            follow_ups=_KEEPING,
            moments=(CardMoment(strength.at, strength.facts[-1] if strength.facts else 0, says),),
            objective=next((AIMS[each].title for each in self._objectives if strength.theme in AIMS[each].markers), ""),
        )

    # --- parts of a card -------------------------------------------------------------------------

    def _utc(self, at: int) -> str:
        return (self._scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")

    def _what(self, gap: Gap) -> str:
        people = self._scenario.public.people
        if gap.about in people:
            return people[gap.about].name or gap.about.capitalize()
        return order_words(self._scenario, gap.about) if " " in gap.about else gap.about

    def _length(self, gap: Gap) -> str:
        return f" · {_span(gap.end - gap.start)}" + (", open at the end" if gap.open else "")

    def _happened(self, gap: Gap) -> str:
        if not gap.real:
            return "This took as long as it usually does; it stands here as the system's share."
        if gap.usual <= 0:
            return f"It lasted {_span(gap.end - gap.start)}."
        if gap.from_par:
            return f"{_span(gap.end - gap.start)}; three of four practised runs of this scenario take at most {_span(gap.usual)}."
        return f"{_span(gap.end - gap.start)}; up to {_span(gap.usual)} are usual."

    def _cost(self, gap: Gap) -> str:
        """What users suffered in the excess."""
        if gap.harm < 1.0 or not gap.real:
            return ""
        failed = sum(row.failed for row in self._rows if gap.start + gap.usual < row.at <= gap.end)
        lost = f"{amount(round(gap.harm))} {unit_of(self._scenario)} of harm fell into the time beyond that"
        return f"{lost}; {amount(round(failed))} requests failed in it." if failed >= 1.0 else f"{lost}."

    def _matters(self, gap: Gap, words: _Words) -> str:
        if gap.harm >= 1.0 and gap.kind != "detect":
            return f"{words.matters}, and users were being hurt meanwhile"
        return words.matters

    def _objective(self, gap: Gap) -> str:
        return next((AIMS[each].title for each in self._objectives if matches(gap, (each,))), "")


def _span(seconds: float) -> str:
    """A length in words: 40 s, 16 min, 1 h 05 min."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
