"""Voices: the lines of stakeholders and colleagues, in character, calm, and never the same twice in a row.

Not decisions about who speaks when (`stakeholders`, `responders`). Numbers are filled in from what anybody could see. The game
master's console offers the same lines.
"""

from __future__ import annotations

from typing import Final

from simulator.scenario.words import PersonKind

#: Asked of the commander when an update is overdue or has never come: the line, and whether it wants an answer.
_EXECUTIVE: Final = (
    ("What do we know about the users who are affected? A rough figure is enough for me.", True),
    ("I was expecting an update by now. Even 'nothing new' helps me here.", False),
    ("I have a call with a large customer in ten minutes. What may I tell them?", True),
    ("Is there anything you need from me: people, a decision, a vendor on the phone?", True),
    ("Two of my peers have asked me. I have nothing to give them yet.", False),
    ("What are we doing right now, in one sentence?", True),
    ("I am still without an update. Please send one when you can, and say when the next comes.", False),
)
_EXECUTIVE_FIRST: Final = (
    ("I see people talking about this. Is somebody leading, and when do I hear more?", True),
    ("I have seen that something is declared. What should I know, and when do I hear again?", True),
)
_EXECUTIVE_EARLY: Final = (
    ("Something seems to be wrong. Is anybody on it?", True),
    ("I hear that people cannot use us as they should. Is this an incident?", True),
    ("Who is looking at this?", True),
)
_SUPPORT: Final = (
    ("The queue asks what is going on, and the status page gives us nothing to point to.", False),
    ("Customers quote our status page back at me. Can we say something there?", True),
    ("We keep answering one by one. A line for everybody would save us a lot of typing.", False),
    ("What may we tell people who ask when it will work again?", True),
    ("Some write a second time now because they have not heard from us.", False),
    ("Is there a wording I can give the team?", True),
)
_CUSTOMER: Final = (
    ("Is this a problem on your side or on mine? I cannot find anything on your status page.", False),
    ("Our own users are asking us. When will you say something?", False),
    ("I have tried again for some minutes now, with the same result.", False),
)
_VENDOR: Final = (
    ("We see nothing unusual on our side so far. Do you have an example we could look at?", False),
    ("If you raise this to urgent I can bring in a second engineer.", False),
)

#: Said by colleagues while they work.
STILL_AT_IT: Final = (
    "Still on {what}. I need about {more} more.",
    "{what}: not there yet, give me about {more}.",
    "No answer on {what} yet. About {more} more.",
)
NUDGED: Final = (
    "Still looking at {what}; nothing to report yet.",
    "On it. I will come back as soon as {what} tells me something.",
)
THROWN: Final = (
    "Has anybody thought about restarting everything? It helped the other year.",
    "Could it be the network? It is often the network.",
    "We should have moved off this system long ago.",
    "I would not rule out an attack.",
)
TICKETS: Final = (
    "About {count} people have written in about {what} so far. {share} of attempts fail by what we see.",
    "We are at about {count} messages about {what} now. They say it does not work for them.",
    "{what}: about {count} messages by now, and they keep coming.",
)
SHIFT_OVER: Final = "My shift is over. {relief} takes over from me and has not seen any of this."
SHIFT_OVER_ALONE: Final = "My shift is over, and I go home now."
WHAT_I_KNOW: Final = "What I know: {what}"
KNOW_NOTHING: Final = "I have found nothing that is not in the channel."
LEFT_OPEN: Final = "I was still at {what}; that goes back to whoever leads this."
BACK_TO_YOU: Final = "{what}: I cannot finish this. It goes back to you."
RELIEVES: Final = "relieves {who}"
READ_BACK: Final = "I read back."
NOT_IN_IT: Final = "I have nothing down for: {what}. I take it that there is nothing to know."
TICKET: Final = "This is ticket {number}. It waits in our queue and is begun in its turn."
NOT_MINE: Final = "That is not something I can look at. Please ask somebody who runs it."


def lines_for(kind: PersonKind, *, declared: bool) -> tuple[tuple[str, bool], ...]:
    """What somebody of this kind says when left without news; each with whether it is a question."""
    match kind:
        case PersonKind.EXECUTIVE | PersonKind.APPROVER:
            return _EXECUTIVE if declared else _EXECUTIVE_EARLY
        case PersonKind.SUPPORT:
            return _SUPPORT
        case PersonKind.CUSTOMER:
            return _CUSTOMER
        case PersonKind.VENDOR:
            return _VENDOR
        case PersonKind.RESPONDER:
            return tuple((line, False) for line in THROWN)


def line(kind: PersonKind, nth: int, start: int, said: list[str], *, declared: bool) -> tuple[str, bool]:
    """The line of somebody's nth ping, from a starting point that luck chose; of those least lately said by anybody."""
    lines = _EXECUTIVE_FIRST if nth == 0 and declared and kind is PersonKind.EXECUTIVE else lines_for(kind, declared=declared)
    turned = [lines[(start + nth + i) % len(lines)] for i in range(len(lines))]
    last = {says: at for at, says in enumerate(said)}
    return min(turned, key=lambda each: last.get(each[0], -1))


def people_count(count: int) -> str:
    """A count as support would say it: 37 -> 35, 412 -> 400."""
    if count < 20:
        return str(count)
    step = 5 if count < 100 else 50 if count < 1000 else 10 ** (len(str(count)) - 2)
    return f"{count // step * step:,}"
