"""Digging: a commander at the keyboard finds what there is to find at one service, no sooner than a colleague would have.

The drill looks for them, because what they see on a console is no more than the usual series. Not asking somebody (`responders`), and
never better: whoever knows the service looks at least as fast.
"""

from __future__ import annotations

from simulator.people.findings import knows, true_now
from simulator.people.instruments import Memory, reading_of, title_of
from simulator.people.room import Room, Steps
from simulator.record.facts import ALL, CardPosted
from simulator.record.luck import luck_between
from simulator.record.seats import IC
from simulator.scenario.secret import Finding
from simulator.scenario.texts import render
from simulator.scenario.words import Confidence, PersonKind, Topic

#: How long a commander digs until there is something to say, in seconds (SCORING 2: 4-8 min, as a colleague of middling skill).
DIG = (240, 480)
_TOPICS = frozenset(topic.value for topic in Topic)


class Digging:
    """What comes of a commander's own look; called by `People`."""

    def __init__(self, room: Room, memory: Memory) -> None:
        self._room, self._memory = room, memory
        self._times = 0

    def taken(self, target: str) -> None:
        """The commander has taken the keyboard."""
        self._times += 1
        self._room.start(self._dig(target, self._times))

    def _dig(self, target: str, nth: int) -> Steps:
        """One finding, or that nothing stands out; nothing at all when the keyboard is dropped before."""
        room, since = self._room, self._room.now
        yield room.env.timeout(self._takes(target, nth))
        keyboard = room.board.keyboard
        if keyboard is None or keyboard.since != since or keyboard.target != target:
            return
        found = self._finding(target)
        if not found:
            reading = reading_of(room, self._memory, target, Topic.ERRORS)
            says = reading.says if reading.unusual else f"{title_of(room, target)}: nothing that stands out."
            card = CardPosted(room.board.next_card, IC, says, Confidence.LOW, target=target, supports=reading.supports)
        else:
            finding = room.scenario.secret.findings[found]
            says = render(finding.says, room.names())
            card = CardPosted(
                room.board.next_card, IC, says, finding.confidence, "", found, target, finding.names or "",
                finding.supports, finding.refutes, finding.cause,
            )  # fmt: skip
        room.emit(card, ALL, IC, 0)

    def _takes(self, target: str, nth: int) -> int:
        """As long as a colleague of middling skill, and never less than what there is to find takes."""
        room = self._room
        low, high = DIG
        usual = luck_between(room.seed, low, high, IC, "digs", target, nth)
        found = self._finding(target)
        if not found:
            return usual
        span = room.scenario.secret.findings[found].takes
        return max(usual, luck_between(room.seed, span.low, span.high, IC, "takes", found))

    def _finding(self, target: str) -> str:
        """The first finding about this service that a responder could make now and nobody has made; "" when there is none."""
        room = self._room
        for id_, finding in room.scenario.secret.findings.items():
            if id_ not in room.board.found and true_now(room, id_) and self._about(finding, target):
                return id_
        return ""

    def _about(self, finding: Finding, target: str) -> bool:
        people = self._room.scenario.public.people
        makers = [p for p in finding.by if people[p].kind is PersonKind.RESPONDER]
        named = set(finding.asked) - _TOPICS
        if named:
            return bool(makers) and target in named
        return any(knows(self._room.scenario, p, target) for p in makers)
