"""Competent and novice: commanders who see what a commander sees, take the time people take, and make the choices people make.

They read the board's visible part and their own screen only, never the world. Their habits are in `habits`.
"""

from __future__ import annotations

from simulator.bots.at_the_keyboard import AtTheKeyboard
from simulator.bots.claims import Claims
from simulator.bots.going_on import next_step
from simulator.bots.habits import ATTENTION, COMPETENT, NOVICE, SPREAD, Habits
from simulator.bots.plausible import perishing, plausible_orders, suffering
from simulator.bots.screen import Charts, glance, worst_tile
from simulator.bots.troubles import Troubles
from simulator.bots.wording import answer, on_word, update
from simulator.drill.board import Board, Snapshot
from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record.commands import (
    AcknowledgePage,
    AnswerQuestion,
    AskInvestigate,
    AskVerify,
    AssignRole,
    ChangeSeverity,
    ClaimMitigated,
    CloseIncident,
    Command,
    DeclareIncident,
    OpenChanges,
    OpenTiles,
    OrderMitigation,
    PagePerson,
    PostUpdate,
    ReopenIncident,
    ResolveIncident,
    SecureEvidence,
    StandDown,
)
from simulator.record.facts import ActBegan
from simulator.record.luck import luck, luck_lognormal
from simulator.record.seats import IC, Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Audience, Kind, PersonKind, Sev, Topic

#: How long a row of the matrix holds on screen before it is evidence, and users must have been well before saying so.
_HOLDS, _WELL = 60, 120
#: The all-clear waits until users have been well this long: the ten minutes of M24 and one more.
_CLEAR = 660
#: What was done has not helped when users are still hurt so long after it, the screen looking back five minutes: one goes on asking.
_NO_HELP = 420
#: What turned out impossible so often is not tried again, whatever else was done.
_TRIES = 2
#: Minutes to the next update that are promised.
_NEXT = 15
#: A promised update that slips comes about this much later.
_SLIPS = 240


class Careful:
    """A commander with habits."""

    people = True
    habits: Habits = COMPETENT
    name = "competent"

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._drawn: dict[tuple[str, ...], float] = {}  # what luck said, for what is asked at every look
        self._free_at = 0
        self._paged_at: int | None = None
        self._row_since: int | None = None
        self._alarmed_at: int | None = None
        self._claims = Claims()
        self._hurt_seen = False  # a tile has stood past a line of the matrix
        self._read = 0  # facts read so far
        self._well_since: int | None = None
        self._wished: set[str] = set()
        self._known: dict[str, int] = {}  # order -> when it first came to mind
        self._ordered: set[str] = set()
        self._put: dict[Topic, list[str]] = {}  # topic -> whom it was put to
        self._troubles = Troubles()
        self._charts = Charts()
        self._precautions: set[str] = set()  # orders given while users were well
        self._mitigates_first = self._chance("mitigate first") < self.habits.mitigates_first
        self._wrong_first = self._chance("wrong first") < self.habits.wrong_first
        self._secures_first = self._chance("secures first") < self.habits.secures_first
        self._keyboard = AtTheKeyboard(
            lambda: self._delay(self.habits.looks_for, "at the keyboard"),
            takes_it=self._chance("looks themselves") < self.habits.looks_themselves,
        )
        self._looks_at_changes = self._chance("changes") < self.habits.asks_changes

    def _chance(self, *key: str) -> float:
        if key not in self._drawn:
            self._drawn[key] = luck(self._seed, self.name, *key)
        return self._drawn[key]

    def _delay(self, median: float, *key: str) -> int:
        return max(1, round(luck_lognormal(self._seed, median, SPREAD, self.name, *key)))

    def act(self, drill: Drill) -> list[tuple[Command, str]]:
        """At most one act, when the one before it has had its time."""
        self._watch(drill)
        if drill.now < self._free_at:
            return []
        wish = self._next(drill)
        if wish is None or drill.decide(wish, IC) is not None:
            return []
        takes = ATTENTION[type(wish)] * self.habits.pace
        self._free_at = drill.now + self._delay(takes, "takes", type(wish).__name__, str(len(drill.rows)))
        return [(wish, IC)]

    def finished(self, drill: Drill) -> bool:
        """The drill ends by itself."""
        del drill
        return False

    # --- what is on the screen ------------------------------------------------------------------

    def _watch(self, drill: Drill) -> None:
        """Since when something speaks for an incident, and since when users have been well."""
        for fact in drill.facts[self._read :]:
            self._claims.hear(fact)
            if isinstance(fact.body, ActBegan) and fact.body.jumped:
                self._put = {}  # hours have passed: what was asked before them is worth asking again
            if self._alarmed_at is None and self._claims.standing:
                self._alarmed_at = fact.at
        self._read = len(drill.facts)
        if IC not in drill.board.tiles_opened:
            return
        seen, now = glance(drill), drill.now
        holds = seen.row is not None
        self._row_since = (self._row_since or now) if holds else None
        self._hurt_seen = self._hurt_seen or holds
        self._well_since = (self._well_since or now) if seen.well else None
        if self._alarmed_at is None and self._row_since is not None and now - self._row_since >= _HOLDS:
            self._alarmed_at = now
        if self._troubles.begins(drill.board, now, self._row_since, self._well_since):
            self._known, self._ordered, self._put = {}, set(), {}

    def _worst_row(self, drill: Drill) -> Sev:
        """The row that holds; where none does, what people say."""
        return glance(drill).row or self._claims.severity

    @property
    def _by_word(self) -> bool:
        """Nothing but what people say speaks for an incident: tiles that are well neither prove nor refute it."""
        return not self._hurt_seen and self._claims.ever

    def _responders(self, drill: Drill) -> list[str]:
        people = self._scenario.public.people
        return [p for p in people if people[p].kind is PersonKind.RESPONDER and drill.board.here(p)] or list(people)

    # --- one thing at a time, the most urgent first --------------------------------------------------

    def _next(self, drill: Drill) -> Command | None:
        board = drill.board
        if board.keyboard is not None:
            return self._keyboard.back(drill)
        page = next((a for a in board.alerts.values() if IC in a.paged and a.acknowledged_at is None), None)
        if page is not None:
            return self._acknowledge(drill, page.id)
        if self._paged_at is None and self._alarmed_at is None:
            return None
        if IC not in board.tiles_opened:
            return OpenTiles()
        if board.offer is not None:
            step = next_step(self._scenario, drill)
            return self._post(drill, step, _NEXT) if isinstance(step, Audience) else step
        match board.incident.state:
            case "quiet":
                return self._declare(drill)
            case "declared" | "mitigated":
                return self._lead(drill)
            case "resolved":
                return (
                    self._reopen(drill)
                    or self._precaution(drill)
                    or self._last_words(drill)
                    or CloseIncident(self._responders(drill)[0])
                )
            case "closed":
                return self._reopen(drill) or self._precaution(drill)
            case _:
                return None

    def _reopen(self, drill: Drill) -> Command | None:
        """It hurts again: the same time to make up one's mind as for declaring."""
        since = self._troubles.since
        if self._row_since is None or not since or since < (drill.board.incident.resolved_at or 0):
            return None
        due = since + _HOLDS + self._delay(self.habits.declare, "reopen", str(since))
        return ReopenIncident("Users are hurt again.") if drill.now >= due else None

    def _acknowledge(self, drill: Drill, alert: str) -> Command | None:
        """The first page takes the time it takes to reach a keyboard; later ones are acknowledged in passing."""
        if self._paged_at is None:
            self._paged_at = drill.now
        reached = drill.now >= self._paged_at + self._delay(self.habits.acknowledge, "acknowledge")
        return AcknowledgePage(alert) if reached else None

    def _declare(self, drill: Drill) -> Command | None:
        """Once a row of the matrix has held for a minute or somebody has said as much, after the time it takes to make up one's mind."""
        if self._alarmed_at is None:
            return None
        if self._refuted:
            return self._stand_down(drill)
        due = self._alarmed_at + self._delay(self.habits.declare, "declare")
        return DeclareIncident(self._worst_row(drill)) if drill.now >= due else None

    def _lead(self, drill: Drill) -> Command | None:
        return (
            self._stand_down(drill)
            or self._hat(drill, Role.IC)
            or self._raise(drill)
            or self._look(drill)
            or self._hat(drill, Role.OPS)
            or self._order(drill)
            or self._changes(drill)
            or self._ask(drill, at_once=1)
            or self._words(drill)
            or self._hat(drill, Role.COMMS)
            or self._hat(drill, Role.SCRIBE)
            or self._answers(drill)
            or self._ask(drill, at_once=self.habits.asks_at_once)
            or self._close(drill)
        )

    @property
    def _refuted(self) -> bool:
        """Nothing speaks for an incident any more, and nothing on the screen ever did."""
        return self._by_word and not self._claims.standing

    def _stand_down(self, drill: Drill) -> Command | None:
        """After evidence against all that was claimed, and the time it takes to make up one's mind; not where something well founded was carried out."""
        since, board = self._claims.refuted_at, drill.board
        founded = {card.names for card in board.cards.values() if card.supports is not None}
        at_stake = any(m.in_flight or (m.state == "done" and m.order in founded) for m in board.mitigations.values())
        if not self._refuted or since is None or at_stake:
            return None
        due = since + self._delay(self.habits.decide, "stand down")
        return StandDown("What was reported has been refuted; users are well.") if drill.now >= due else None

    def _raise(self, drill: Drill) -> Command | None:
        """A second, independent word makes a suspicion worse."""
        sev = drill.board.incident.sev
        if not self._by_word or sev is None or self._claims.severity.weight <= sev.weight:
            return None
        return self._once(ChangeSeverity(self._claims.severity, "a second report says so independently"))

    def _look(self, drill: Drill) -> Command | None:
        """Where users enter what hurts most, before anybody has been asked."""
        if self._row_since is None:
            return None
        return self._keyboard.take(drill, self._scenario.public.system.journeys[self._component(drill)].enters)

    def _hat(self, drill: Drill, role: Role) -> Command | None:
        if drill.board.hats[role].state != "empty":
            return None
        here = self._responders(drill)
        person = IC if role is Role.IC else here[list(Role).index(role) % len(here)]
        return self._once(AssignRole(role, person))

    def _changes(self, drill: Drill) -> Command | None:
        return OpenChanges() if self._looks_at_changes and IC not in drill.board.changes_opened else None

    # --- mitigating -----------------------------------------------------------------------------

    def _order(self, drill: Drill) -> Command | None:
        """A way out that has been known for as long as it takes to decide. A novice waits to see what the last one did."""
        board, now = drill.board, drill.now
        if self._well_since is not None and not self._by_word:
            return self._precaution(drill)
        one_at_a_time = self.habits.asks_at_once == 1
        if one_at_a_time and any(m.in_flight for m in board.mitigations.values()):
            return None
        for order in self._candidates(drill):
            again = self._proposed_again(board, order)
            known = self._known.setdefault(order + again, now)
            given = self._spent(board, order) and not again
            if given or board.in_flight(order) or now < known + self._delay(self.habits.decide, "decide", order):
                continue
            if self._secures_first and (copy := self._copy_before(drill, order)) is not None:
                return copy if isinstance(copy, SecureEvidence) else None
            wish = self._order_to_somebody(drill, order)
            if wish is not None:
                return wish
        return None

    def _copy_before(self, drill: Drill, order: str) -> SecureEvidence | Snapshot | None:
        """What has to be copied before this order, by what its proposal says: the wish, or the copy that is being taken; None when nothing."""
        board = drill.board
        for target in perishing(self._scenario, board, order):
            copy = board.snapshots.get(target)
            if copy is None:
                for person in self._by_knowledge(drill, target):
                    wish = SecureEvidence(target, person)
                    if drill.decide(wish, IC) is None:
                        return wish
            elif copy.secured_at is None:
                return copy
        return None

    def _precaution(self, drill: Drill) -> Command | None:
        """A change that somebody proposes while users are well. Some follow it; some know that it is a change too, and most ask first."""
        if self._well_since is None or self._by_word or self._chance("changes when well") >= self.habits.changes_when_well:
            return None
        cards = [card for card in drill.board.cards.values() if card.shared]
        refuted = {id_ for card in cards for id_ in card.refutes}
        for card in reversed(cards):
            order = card.names
            if not order or card.at <= self._well_since or order in self._precautions or card.finding in refuted:
                continue
            ask = self._second_opinion(drill, order, card.person)
            if ask is not None or any(task.open for task in drill.board.tasks.values()):
                return ask
            known = self._known.setdefault(f"{order} while well", drill.now)
            if drill.now >= known + self._delay(self.habits.decide, "decide", order):
                wish = self._order_to_somebody(drill, order)
                if wish is not None:
                    self._precautions.add(order)
                    return wish
        return None

    def _second_opinion(self, drill: Drill, order: str, proposer: str) -> Command | None:
        """What has changed around it, asked of the others who know it, by a commander who asks for changes at all."""
        target = order.partition(" ")[2]
        people = self._scenario.public.people
        for person in self._responders(drill) if self._looks_at_changes else ():
            if person == proposer or target not in people[person].knows or drill.board.busy(person):
                continue
            ask = AskInvestigate(target, Topic.CHANGES, 5, person)
            if drill.decide(ask, IC) is None and self._once(ask, f"before {order} by {person}") is not None:
                return ask
        return None

    def _proposed_again(self, board: Board, order: str) -> str:
        """Somebody proposes once more what was done before: by now it does not stand any more. Names the one before; "" otherwise."""
        before = board.done(order)
        if before is None or before.done_at is None:
            return ""
        anew = any(card.names == order and card.shared and card.at > before.done_at for card in board.cards.values())
        return f" after {before.id}" if anew else ""

    def _spent(self, board: Board, order: str) -> bool:
        """Ordered already, and not worth another try: it was done, or it failed and nothing has changed since."""
        if order not in self._ordered:
            return False
        tries = [m for m in board.mitigations.values() if m.order == order and not m.unordered]
        last = tries[-1] if tries else None
        if last is None or last.state != "failed":
            return True
        since = last.done_at or 0
        if last.started_at is None and len(tries) >= _TRIES:
            return True
        return last.started_at is None and not any(
            m.state == "done" and (m.done_at or 0) > since for m in board.mitigations.values()
        )

    def _candidates(self, drill: Drill) -> list[str]:
        """Orders that come to mind. One who diagnoses first waits for somebody to say why."""
        if self._by_word:
            return list(self._claims.proposed(drill.board, self.habits.follows_a_guess))
        since = self._troubles.since
        if not self._mitigates_first and not any(c.cause and c.shared and c.at >= since for c in drill.board.cards.values()):
            return []
        orders = list(plausible_orders(self._scenario, drill.board, since))
        if self._wrong_first and not self._ordered:
            return [f"{Kind.RESTART.value} {suffering(self._scenario)}"]
        return orders

    def _order_to_somebody(self, drill: Drill, order: str) -> Command | None:
        kind, _, target = order.partition(" ")
        for person in people_for(self._scenario, Kind(kind), target):
            if not drill.board.here(person):
                wish = self._once(PagePerson(person))
                if wish is not None and drill.board.people[person].state == "away":
                    return wish
                continue
            wish = OrderMitigation(Kind(kind), target, person)
            if drill.decide(wish, IC) is None:
                self._ordered.add(order)
                return wish
        return None

    # --- asking -----------------------------------------------------------------------------------

    def _ask(self, drill: Drill, at_once: int) -> Command | None:
        """Named, boxed asks: every topic once before any is put to a second person; after something was done, how recovery goes."""
        board = drill.board
        if sum(task.open for task in board.tasks.values()) >= at_once:
            return None
        hurt = suffering(self._scenario)
        topics = sorted(self.habits.topics, key=lambda topic: len(self._put.get(topic, ())))
        done = [
            m.done_at or 0 for m in board.mitigations.values() if m.state == "done" and (m.done_at or 0) >= self._troubles.since
        ]
        if done and not self._put.get(Topic.RECOVERY):
            topics = [Topic.RECOVERY]
        elif done and (self._row_since is None or drill.now - max(done) < _NO_HELP):
            topics = []
        for topic in topics:
            for person in self._by_knowledge(drill, hurt):
                if board.busy(person) or person in self._put.get(topic, ()):
                    continue
                knows = self._scenario.public.people[person].knows
                wish = AskInvestigate(hurt if hurt in knows or not knows else knows[0], topic, 5, person)
                if drill.decide(wish, IC) is None:
                    self._put.setdefault(topic, []).append(person)
                    return wish
        return None

    def _by_knowledge(self, drill: Drill, hurt: str) -> list[str]:
        people = self._scenario.public.people
        return sorted(self._responders(drill), key=lambda p: hurt not in people[p].knows)

    # --- words ------------------------------------------------------------------------------------

    def _words(self, drill: Drill) -> Command | None:
        board, now = drill.board, drill.now
        for audience in (Audience.PUBLIC, Audience.INTERNAL):
            promise = board.promises.get(audience)
            if promise is None:
                started = board.incident.declared_at or now
                due = started + self._delay(self.habits.first_post, "first post", audience.value)
            else:
                kept = self._chance("cadence", promise.id) < self.habits.cadence_kept
                due = promise.due - 60 if kept else promise.due + self._delay(_SLIPS, "slips", promise.id)
            if now >= due:
                wish = self._post(drill, audience, _NEXT)
                if drill.decide(wish, IC) is None:  # the status page may be lost
                    return wish
        return None

    def _post(self, drill: Drill, audience: Audience, next_minutes: int) -> PostUpdate:
        public = audience is Audience.PUBLIC
        if self._by_word:
            return PostUpdate(audience, on_word(drill, audience), "", "", "", next_minutes)
        component = self._component(drill) if public else ""
        calm = None if self._well_since is None else drill.now - self._well_since
        well, easing = calm is not None and calm >= _WELL, calm is not None
        state = ("operational" if well else "degraded" if easing else "major-outage") if component else ""
        tile = worst_tile(drill) if public and not well else None
        since = None if tile is None else self._charts.hurt_since(drill, tile)
        says = update(self._scenario, drill, audience, well=well, easing=easing, since=since)
        return PostUpdate(audience, says, "", component, state, next_minutes)

    def _component(self, drill: Drill) -> str:
        """The journey that hurts most on screen."""
        tile = worst_tile(drill)
        return tile.journey if tile is not None else next(iter(self._scenario.public.system.journeys))

    def _answers(self, drill: Drill) -> Command | None:
        question = next(iter(drill.board.open_questions), None)
        return self._once(AnswerQuestion(question.id, answer(drill, by_word=self._by_word))) if question else None

    def _last_words(self, drill: Drill) -> Command | None:
        """After the all-clear the status page says so."""
        if not any(state != "operational" for state in drill.board.components.values()):
            return None
        return self._once(self._post(drill, Audience.PUBLIC, 0), f"last words {drill.board.incident.resolved_at}")

    # --- the end ----------------------------------------------------------------------------------

    def _close(self, drill: Drill) -> Command | None:
        """After something was done and users are well: say so, verify, hold, resolve."""
        board, now = drill.board, drill.now
        done = max((m.done_at for m in board.mitigations.values() if m.state == "done" and m.done_at is not None), default=None)
        if done is None or self._well_since is None:
            return None
        since = max(self._well_since, done) if self._by_word else self._well_since
        if now - since < _WELL or any(board.in_flight(order) for order in self._precautions):
            return None
        if board.incident.state == "declared":
            return ClaimMitigated()
        verified = any(t.healthy and (t.reported_at or 0) > since for t in board.tasks.values())
        if not verified:
            if any(t.verify and t.open for t in board.tasks.values()):
                return None
            free = next((p for p in self._responders(drill) if not board.busy(p)), None)
            return AskVerify(self._component(drill), free) if free else None
        return ResolveIncident() if now - since >= _CLEAR else None

    def _once(self, wish: Command, key: str = "") -> Command | None:
        """The wish, the first time it comes up; what was refused is not wished again."""
        mark = key or repr(wish)
        if mark in self._wished:
            return None
        self._wished.add(mark)
        return wish


class Competent(Careful):
    """Par: what a practised commander does."""

    habits = COMPETENT
    name = "competent"


class Novice(Careful):
    """Somebody's first time: slower, one thing at a time, often the cause before the cure."""

    habits = NOVICE
    name = "novice"
