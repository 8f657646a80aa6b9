"""What people and pages claim while it stands: each thing said for an incident, until something said later speaks against it.

Made from what reaches the commander, as `plausible` is; `supports` and `refutes` stand for understanding what a text says. The
counterpart among the instruments is the matrix on their screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.bots.plausible import alarming
from simulator.drill.board import Board
from simulator.record.facts import CardPosted, Fact, InjectDelivered, PageSent, StakeholderPinged
from simulator.record.seats import IC
from simulator.scenario.words import Confidence, Sev

#: One word for the worst may be a mistake; so many that do not rest on each other are not.
_WORDS_FOR_SEV1 = 2


@dataclass(slots=True)
class Claims:
    """Everything that was said for an incident and has not been refuted."""

    standing: dict[str, Sev] = field(default_factory=dict)
    ever: bool = False
    refuted_at: int | None = None  # when the last one fell

    def hear(self, fact: Fact) -> None:
        """One more fact of the record."""
        if alarming(fact):
            self.ever = True
            self.refuted_at = None
            self.standing[_source(fact)] = _supports(fact)
        match fact.body:
            case CardPosted(refutes=refutes) | InjectDelivered(refutes=refutes) if refutes and fact.audience.reaches(IC):
                before = len(self.standing)
                self.standing = {id_: sev for id_, sev in self.standing.items() if id_ not in refutes}
                if before and not self.standing:
                    self.refuted_at = fact.at
            case _:
                pass

    @property
    def severity(self) -> Sev:
        """The worst severity that two words agree on; SEV2 on one alone."""
        worst = sum(sev is Sev.SEV1 for sev in self.standing.values())
        return Sev.SEV1 if worst >= _WORDS_FOR_SEV1 else Sev.SEV2

    def proposed(self, board: Board, guesses: bool) -> Iterator[str]:
        """Orders that colleagues propose, the newest first; without `guesses` only what they are sure enough of. Not what they took back."""
        cards = [card for card in board.cards.values() if card.names and card.shared]
        gone = {id_ for card in board.cards.values() for id_ in card.refutes if card.shared}
        firm = [card for card in cards if card.finding not in gone and (guesses or card.confidence is not Confidence.LOW)]
        yield from dict.fromkeys(card.names for card in reversed(firm))


def _source(fact: Fact) -> str:
    """What may be refuted: the alert, finding or inject; a count of people who write in only by the next one."""
    match fact.body:
        case PageSent(alert=id_) | CardPosted(finding=id_) | InjectDelivered(inject=id_) if id_:
            return id_
        case StakeholderPinged(person=person):
            return f"count by {person}"
        case _:
            return f"fact {fact.n}"


def _supports(fact: Fact) -> Sev:
    supports = getattr(fact.body, "supports", None)
    return supports if isinstance(supports, Sev) else Sev.SEV2
