"""The channel: each fact as at most one line per seat, in words; append-only, with numbers that are dense for each seat.

A line is made when its fact is read and never again, from the facts before it alone, so that a drill and its replay show the same
channel. Words are calm, precise and blameless. No id of the secret half appears, except for the game master.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from simulator.drill import views as v
from simulator.drill.decisions.acts import day_clock
from simulator.drill.folds.room import SYSTEM
from simulator.drill.project_acts import BOXES
from simulator.drill.project_shared import component_title
from simulator.drill.seen import order_words, reaches_commander, title_of
from simulator.record import facts as f
from simulator.record.seats import GM, IC, OBSERVER, Holder, KeyboardMode
from simulator.scenario.model import Scenario
from simulator.scenario.words import Medium, Variant, sev_of

_ROLE_WORDS = {"ic": "command", "ops": "ops", "comms": "comms", "scribe": "the scribe's hat"}
_COMPONENT_WORDS = {
    "operational": "operational",
    "degraded": "degraded",
    "partial-outage": "partial outage",
    "major-outage": "major outage",
}
_MEDIA = {
    Medium.MESSAGE: "",
    Medium.TICKET: "Ticket",
    Medium.MAIL: "Mail",
    Medium.AUDIT_LOG: "Audit log",
    Medium.PARTNER_TIP: "Partner",
    Medium.SOCIAL: "Social",
    Medium.CALL: "Call",
}
_PAUSES = {
    "time-out": "Time-out",
    "teaching": "A pause to talk",
    "technical": "A technical pause",
    "connection": "The commander's connection is gone",
    "practice": "A second try begins here",
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A line with those who may read it: a fact's audience, narrowed to `only` when that is given."""

    item: v.FeedItem
    audience: f.Audience
    only: frozenset[str] = frozenset()

    def reaches(self, seat: str) -> bool:
        if self.only and seat not in self.only:
            return False
        return self.audience.reaches(seat)


@dataclass(slots=True)
class Feed:
    """All channels of one drill."""

    scenario: Scenario
    _drafts: list[_Draft] = field(default_factory=list)
    _read: int = 0
    _seats: dict[str, tuple[int, list[v.FeedItem]]] = field(default_factory=dict)  # seat -> (drafts taken in, items)
    _names: dict[str, str] = field(default_factory=dict)
    _asks: dict[str, f.TaskAsked | f.VerifyAsked] = field(default_factory=dict)
    _orders: dict[str, f.MitigationOrdered] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)  # mitigations that somebody began to carry out
    _paged: set[str] = field(default_factory=set)  # alerts that paged the commander
    _turned: int | None = None  # how many drafts there were when the commander turned their back to the room
    _said: int = 0  # lines of free talk so far
    _awake: bool = False
    _silent: list[_Draft] = field(default_factory=list)  # truth that Reveal opens

    def __post_init__(self) -> None:
        self._awake = self.scenario.public.watching
        for id_, person in self.scenario.public.people.items():
            self._names[id_] = person.name or id_.capitalize()

    def after(self, seat: str, since: int, facts: list[f.Fact]) -> list[v.FeedItem]:
        """The seat's items with numbers above `since`. A commander with their back to the room reads on when they turn round."""
        self._catch_up(facts)
        taken, items = self._seats.get(seat, (0, []))
        upto = len(self._drafts) if seat != IC or self._turned is None else self._turned
        for draft in self._drafts[taken:upto]:
            if draft.reaches(seat):
                items.append(replace(draft.item, n=len(items) + 1, unseen=seat == GM and not draft.reaches(IC)))
        self._seats[seat] = (max(taken, upto), items)
        return items[max(0, since) :]

    def _catch_up(self, facts: list[f.Fact]) -> None:
        for fact in facts[self._read :]:
            self._drafts.extend(self._lines(fact))
            match fact.body:
                case f.KeyboardTaken(mode=KeyboardMode.LOOK):
                    self._turned = len(self._drafts)
                case f.KeyboardDropped() | f.DrillEnded():
                    self._turned = None
                case _:
                    pass
        self._read = len(facts)

    # --- names -----------------------------------------------------------------------------------

    def _name(self, who: str) -> str:
        return self._names.get(who, {IC: "Commander", GM: "Game master", "": "", "system": ""}.get(who, who))

    def _title(self, who: str) -> str:
        person = self.scenario.public.people.get(who)
        if person is not None:
            return person.says_who
        return {IC: "incident commander", GM: "game master"}.get(who, "")

    def _utc(self, at: int) -> str:
        return (self.scenario.public.starts_at + timedelta(seconds=at)).strftime("%H:%M")

    def _order(self, mitigation: str) -> str:
        ordered = self._orders.get(mitigation)
        return mitigation if ordered is None else order_words(self.scenario, ordered.order, ordered.cohort)

    def _alert(self, alert: str) -> str:
        spec = self.scenario.public.alerts.get(alert)
        return alert.replace("-", " ") if spec is None or spec.title is None else spec.title

    def _what(self, task: str) -> str:
        ask = self._asks.get(task)
        if ask is None:
            return "that"
        return title_of(self.scenario, ask.journey if isinstance(ask, f.VerifyAsked) else ask.target)

    def _line(
        self, fact: f.Fact, kind: v.FeedLine, who: str, says: str, *, only: frozenset[str] = frozenset(),
        card: v.Card | None = None, to_ic: bool = False, question: str = "", medium: str = "",
        line: str = "",
    ) -> _Draft:  # fmt: skip
        item = v.FeedItem(
            0, fact.at, kind, who, self._name(who), self._title(who), says, card, to_ic, question, medium=medium, line=line
        )  # fmt: skip
        return _Draft(item, fact.audience, only)

    def _system(self, fact: f.Fact, says: str, *, only: frozenset[str] = frozenset()) -> _Draft:
        return self._line(fact, "system", "", says, only=only)

    # --- by subject ------------------------------------------------------------------------------

    def _lines(self, fact: f.Fact) -> Iterator[_Draft]:
        self._awake = self._awake or reaches_commander(fact)
        yield from self._clock(fact)
        yield from self._acts(fact)
        yield from self._world(fact)
        yield from self._incident(fact)
        yield from self._tasks(fact)
        yield from self._mitigations(fact)
        yield from self._words(fact)
        yield from self._room(fact)
        yield from self._table(fact)

    def _clock(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.DrillStarted():
                yield self._system(fact, "The drill has begun. Nothing here can be broken for real.")
            case f.ClockPaused(kind=kind):
                yield self._system(fact, f"{_PAUSES.get(kind, 'A pause')}. The clock stands still.")
            case f.ClockResumed():
                yield self._system(fact, "The clock runs again.")
            case f.DrillEnded():
                yield self._system(fact, "The exercise is over. Thank you.")
            case f.TruthRevealed():
                yield self._system(fact, "What was true is open now.")
                yield from self._reveal(fact)
            case f.SeatTaken(seat=seat, holder=holder, name=name):
                self._names[seat] = name or self._names.get(seat, "")
                if holder is Holder.HUMAN and seat not in (GM, OBSERVER):
                    title = self._title(seat)
                    yield self._system(fact, f"{self._name(seat)} sat down" + (f": {title}." if title else "."))
            case _:
                return

    def _acts(self, fact: f.Fact) -> Iterator[_Draft]:
        """Going on over hours, people who come and go meanwhile, and command given on in writing."""
        match fact.body:
            case f.ActOffered(to=to):
                says = f"Little is left to decide until {day_clock(self.scenario, to)}. You can go on there."
                yield self._system(fact, says, only=frozenset({IC, GM}))
            case f.ActJumped(to=to):
                yield self._system(fact, f"The hours pass. It goes on at {day_clock(self.scenario, to)}.")
            case f.ActBegan(jumped=True, says=says, brings=brings):
                yield self._line(fact, "act", "", f"{day_clock(self.scenario, fact.at)}. {says}")
                if brings:
                    yield self._line(fact, "handoff", "", brings, to_ic=True)
            case f.PersonLeft(person=person):
                yield self._system(fact, f"{self._name(person)} ({self._title(person)}) has gone home.")
            case f.PageUnanswered(person=person, instead=instead):
                other = f" {self._name(instead)} ({self._title(instead)}) is on the list for that." if instead else ""
                yield self._system(fact, f"No answer from {self._name(person)}.{other}")
            case f.HandoffOffered() as body:
                text = "\n".join(f"{title}: {getattr(body, box) or 'nothing written'}" for box, title in BOXES)
                yield self._line(fact, "handoff", fact.by, f"{self._name(body.person)}, please take command.\n{text}")
            case f.HandoffReadBack(person=person, says=says):
                yield self._line(fact, "talk", person, says, to_ic=True)
            case f.HandoffAccepted(person=person):
                yield self._line(fact, "decision", person, "I have command.")
            case _:
                return

    def _reveal(self, fact: f.Fact) -> Iterator[_Draft]:
        """What was hidden is told to everybody in its order, once."""
        everybody = frozenset({IC, OBSERVER, *self.scenario.public.people})
        yield self._line(fact, "truth", "", self.scenario.secret.truth.summary, only=everybody)
        for draft in self._silent:
            item = draft.item
            says = f"{self._utc(item.at)} {item.says}"
            yield self._line(fact, "truth", "", says, only=everybody)

    def _truth(self, fact: f.Fact, says: str) -> Iterator[_Draft]:
        """A line only the game master reads until Reveal."""
        draft = self._line(fact, "truth", "", says, only=frozenset({GM}))
        self._silent.append(draft)
        yield draft

    def _world(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.FaultStarted(fault=fault):
                yield from self._truth(fact, f"Began: {fault.replace('-', ' ')}{self._on(fault)}.")
            case f.FaultEnded(fault=fault, order=order):
                by = f", by: {order_words(self.scenario, order)}" if order else ""
                yield from self._truth(fact, f"Ended: {fault.replace('-', ' ')}{by}.")
            case f.FaultForced(fault=fault, active=active):
                yield from self._truth(fact, f"By hand: {fault.replace('-', ' ')} {'begins' if active else 'ends'}.")
            case f.FaultStated(fault=fault, active=active):
                yield from self._truth(fact, f"As recorded: {fault.replace('-', ' ')} {'begins' if active else 'ends'}.")
            case f.HazardStruck(mitigation=id_, says=says):
                yield from self._truth(fact, f"{self._order(id_)} brought something: {says}")
            case f.SeverityMoved(weight=weight):
                sev = sev_of(weight)
                yield from self._truth(fact, "True severity: " + ("well" if sev is None else sev.value) + ".")
            case f.MeterRead(meter=meter, thousandths=thousandths):
                spec = self.scenario.public.system.meters[meter]
                yield from self._truth(fact, f"{spec.title}: {thousandths / 1000:,.0f} {spec.unit} in the end.")
            case f.ToolLost(tool=tool) if self._awake:
                yield self._system(fact, f"{title_of(self.scenario, tool)} does not answer.")
            case f.ToolRestored(tool=tool) if self._awake:
                yield self._system(fact, f"{title_of(self.scenario, tool)} answers again.")
            case f.PageSent(alert=alert, to=to):
                yield from self._page(fact, alert, to)
            case f.AlertCleared(alert=alert) if alert in self._paged:
                yield self._system(fact, f"Cleared: {self._alert(alert)}.")
            case f.PageAcknowledged(alert=alert, by=by):
                yield self._system(fact, f"{self._name(by)} acknowledged: {self._alert(alert)}.")
            case f.TilesOpened(seat=seat) if seat == IC:
                self._awake = True
            case _:
                return

    def _on(self, fault: str) -> str:
        spec = self.scenario.secret.faults.get(fault)
        return "" if spec is None else f", on {title_of(self.scenario, spec.target)}"

    def _page(self, fact: f.Fact, alert: str, to: str) -> Iterator[_Draft]:
        if to == IC:
            self._awake = True
            self._paged.add(alert)
            yield self._line(fact, "page", "", self._alert(alert), only=frozenset({IC, GM, OBSERVER}), to_ic=True)
        else:
            yield self._line(fact, "page", "", self._alert(alert), only=frozenset({to, GM}))
            yield self._system(
                fact,
                f"{self._name(to)} has been paged: {self._alert(alert)}.",
                only=self._all_but(to) if self._awake else frozenset({OBSERVER}),
            )

    def _all_but(self, *seats: str) -> frozenset[str]:
        return frozenset({IC, OBSERVER, *self.scenario.public.people}) - set(seats)

    def _incident(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.IncidentDeclared(sev=sev, says=says):
                self._awake = True
                yield self._line(fact, "decision", fact.by, f"{sev.value} declared" + (f": {says}" if says else "."))
            case f.SeverityChanged(sev=sev, was=was, reason=reason):
                word = "raised" if sev.weight > was.weight else "lowered"
                yield self._line(
                    fact,
                    "decision",
                    fact.by,
                    f"Severity {word} from {was.value} to {sev.value}" + (f": {reason}" if reason else "."),
                )
            case f.IncidentStoodDown(reason=reason):
                yield self._line(fact, "decision", fact.by, "Stood down" + (f": {reason}" if reason else "."))
            case f.MitigationClaimed():
                yield self._line(fact, "decision", fact.by, "Mitigated: it has stopped hurting. Still open.")
            case f.IncidentResolved():
                yield self._line(fact, "decision", fact.by, "Resolved.")
            case f.IncidentReopened(reason=reason):
                yield self._line(fact, "decision", fact.by, "Reopened" + (f": {reason}" if reason else "."))
            case f.IncidentClosed(owner=owner):
                yield self._line(fact, "decision", fact.by, f"Closed. Postmortem by {self._name(owner)}.")
            case f.RoleAssigned(role=role, person=person) if person != fact.by:
                yield self._line(fact, "talk", fact.by, f"{self._name(person)}, please take {_ROLE_WORDS[role.value]}.")
            case f.RoleAccepted(role=role, person=person):
                yield self._line(fact, "decision", person, f"I have {_ROLE_WORDS[role.value]}.")
            case f.RoleReleased(role=role, person=person):
                yield self._line(fact, "decision", fact.by, f"{self._name(person)} handed back {_ROLE_WORDS[role.value]}.")
            case f.PersonPaged(person=person, why=why):
                yield self._system(fact, f"{self._name(person)} has been paged" + (f": {why}." if why else "."))
            case f.PersonJoined(person=person):
                yield self._system(fact, f"{self._name(person)} ({self._title(person)}) has joined.")
            case _:
                return

    def _tasks(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.TaskAsked(task=task, target=target, topic=topic, minutes=minutes, person=person, says=says) as body:
                self._asks[task] = body
                whom = f"{self._name(person)}, please" if person else "Can somebody"
                what = f"look at {title_of(self.scenario, target)} ({topic.value})"
                tail = f": {says}" if says else ""
                box = f", back in {minutes} min{'' if person else '?'}"
                yield self._line(fact, "talk", fact.by, f"{whom} {what}{box}{tail}" + ("" if tail or not person else "."))
            case f.VerifyAsked(task=task, journey=journey, person=person) as verify:
                self._asks[task] = verify
                words = f"{self._name(person)}, please verify whether users are well: {title_of(self.scenario, journey)}."
                yield self._line(fact, "talk", fact.by, words)
            case f.TaskAccepted(task=task, person=person):
                yield self._line(fact, "talk", person, f"On it: {self._what(task)}.")
            case f.TaskDeclined(person=person, reason=reason):
                yield self._line(fact, "talk", person, reason or "I cannot take this now.", to_ic=True)
            case f.TaskNudged(task=task):
                ask = self._asks.get(task)
                whom = f"{self._name(ask.person)}, a" if ask is not None and ask.person else "A"
                yield self._line(fact, "talk", fact.by, f"{whom}ny news on {self._what(task)}?")
            case f.CardPosted() as card:
                # what only one person has found is on their desk (and before the game master), not in the channel
                only = frozenset[str]() if fact.audience == f.ALL else frozenset({GM})
                yield self._line(fact, "card", card.person, card.says, card=self._card(card), only=only)
            case f.VerifyReported(journey=journey, person=person, says=says):
                shown = v.Card("high", title_of(self.scenario, journey), "", "", "")
                yield self._line(fact, "card", person, says, card=shown)
            case _:
                return

    def _card(self, card: f.CardPosted) -> v.Card:
        kind, _, target = card.names.partition(" ")
        return v.Card(
            card.confidence.value,
            title_of(self.scenario, card.target) if card.target else "",
            order_words(self.scenario, card.names) if card.names else "",
            kind,
            target,
        )

    def _mitigations(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.MitigationOrdered(mitigation=id_, person=person) as body:
                self._orders[id_] = body
                if body.unordered:
                    return  # they tell it when it is over
                objections = " Any strong objections?" if body.objections_asked else ""
                how = ", the fast way" if body.variant.value == "fast" else ""
                order = order_words(self.scenario, body.order, body.cohort) + how
                yield self._line(fact, "mitigation", fact.by, f"{order}. {self._name(person)}, please.{objections}")
            case f.ApprovalAsked(mitigation=id_, person=person):
                yield self._system(fact, f"{self._order(id_)} waits for approval by {self._name(person)}.")
            case f.MitigationApproved(mitigation=id_, person=person):
                yield self._line(fact, "mitigation", person, f"Approved: {self._order(id_)}.")
            case f.MitigationDelayed(mitigation=id_, says=says):
                yield self._line(fact, "mitigation", self._by(id_), f"{self._order(id_)} is held up. {says}", to_ic=True)
            case f.InitiativeTaken(person=person) as own:
                words = order_words(self.scenario, own.order, own.cohort)
                yield from self._truth(fact, f"{self._name(person)} begins on their own accord: {words}.")
            case f.EvidenceAsked(target=target, person=person):
                title = title_of(self.scenario, target)
                yield self._line(fact, "talk", fact.by, f"{self._name(person)}, please secure the evidence of {title}.")
            case f.EvidenceSecured(target=target, person=person):
                title = title_of(self.scenario, target)
                words = f"Secured: a copy of what {title} holds, its logs and sessions. Whatever is done to it now, that is kept."
                yield self._line(fact, "talk", person, words)
            case f.EvidenceLost(mitigation=id_, findings=findings):
                lost = ", ".join(one.replace("-", " ") for one in findings)
                yield from self._truth(fact, f"{self._order(id_)} has destroyed what would have shown: {lost}.")
            case f.MitigationStarted(mitigation=id_) if not self._unordered(id_):
                self._started.add(id_)
                yield self._line(fact, "mitigation", self._by(id_), f"Starting now: {self._order(id_)}.")
            case f.MitigationStaged(mitigation=id_, per_cent=per_cent):
                yield self._line(fact, "mitigation", self._by(id_), f"{self._order(id_)}: {per_cent} % of it stands.")
            case f.MitigationDone(mitigation=id_, says=says):
                yield self._line(fact, "mitigation", self._by(id_), says or f"Done: {self._order(id_)}.")
            case f.MitigationFailed(mitigation=id_, says=says):
                how = "did not work" if id_ in self._started else "is not possible"
                words = says if self._unordered(id_) else f"{self._order(id_)} {how}. {says}"
                yield self._line(fact, "mitigation", self._by(id_), words, to_ic=True)
            case _:
                return

    def _unordered(self, mitigation: str) -> bool:
        return mitigation in self._orders and self._orders[mitigation].unordered

    def _by(self, mitigation: str) -> str:
        ordered = self._orders.get(mitigation)
        return "" if ordered is None else ordered.person

    def _words(self, fact: f.Fact) -> Iterator[_Draft]:
        match fact.body:
            case f.ChannelPosted(who=who, says=says):
                if who == SYSTEM:
                    yield self._system(fact, says)
                else:
                    self._said += 1
                    yield self._line(fact, "talk", who, says, line=f"l{self._said}")
            case f.UpdatePosted(audience=audience, who=who, says=says, component=component, state=state):
                if audience.value == "internal":
                    yield self._line(fact, "update", who, says)
                else:
                    head = (
                        f"{component_title(self.scenario, component)}: {_COMPONENT_WORDS.get(state, state)}. "
                        if component and state
                        else ""
                    )
                    yield self._line(fact, "status", who, head + says)
            case f.UpdateDelayed(tool=tool, takes=takes):
                fallback = self.scenario.public.system.tools[tool].fallback
                way = f" {fallback.says[0].upper()}{fallback.says[1:]}." if fallback is not None and fallback.says else ""
                out = f"The update goes another way and is out by about {self._utc(fact.at + takes)}."
                yield self._system(
                    fact, f"{title_of(self.scenario, tool)} does not answer.{way.rstrip('.')}{'.' if way else ''} {out}"
                )
            case f.PromiseMade(audience=audience, due=due):
                yield self._system(fact, f"Next {audience.value} update promised for {self._utc(due)}.")
            case f.PromiseMoved(audience=audience, due=due):
                when = day_clock(self.scenario, due)
                yield self._system(fact, f"The next {audience.value} update is due at {when}: the hours between do not count.")
            case f.PromiseMissed(audience=audience):
                yield self._system(fact, f"The promised {audience.value} update has not come yet.")
            case f.StakeholderPinged(person=person, says=says, question=question, supports=supports):
                yield self._line(fact, "ping", person, says, to_ic=supports is None, question=question)
            case f.QuestionAnswered(says=says):
                yield self._line(fact, "talk", fact.by, says)
            case f.InjectDelivered(inject=inject, person=person, to=to, says=says, question=question):
                direct = to == IC
                yield self._line(
                    fact, "ping" if direct else "talk", person, says, to_ic=direct or bool(question), question=question,
                    medium=self._medium(inject),
                )  # fmt: skip
            case _:
                return

    def _room(self, fact: f.Fact) -> Iterator[_Draft]:
        """The commander at the keyboard, what the room is asked, and what counts of free talk."""
        match fact.body:
            case f.KeyboardTaken(mode=mode, target=target):
                how = "with their back to the room" if mode is KeyboardMode.LOOK else "beside leading"
                yield self._system(fact, f"{self._name(IC)} looks at {title_of(self.scenario, target)}, {how}.")
            case f.KeyboardDropped() as back:
                yield self._system(fact, f"{self._name(IC)} has put the keyboard down.")
                if back.mode is KeyboardMode.LOOK:
                    yield self._system(fact, _meanwhile(back), only=frozenset({IC, GM}))
            case f.PollAsked(says=says, order=order, variant=variant):
                how = ", the fast way" if order and variant is Variant.FAST else ""
                what = ". ".join(x for x in (order_words(self.scenario, order) + how if order else "", says.rstrip(".")) if x)
                yield self._line(fact, "talk", fact.by, f"{what}. Any strong objections?")
            case f.PollAnswered(person=person, objects=objects, says=says) if says:
                yield self._line(fact, "talk", person, says, to_ic=objects is True)
            case f.PollClosed(answers=answers, objections=objections):
                said = "nobody has objected" if not objections else f"{_count(objections, 'objection')}"
                yield self._system(fact, f"{_count(answers, 'answer')}: {said}.")
            case f.MessagePinned(person=person, says=says, about=about) as pin:
                kind, _, target = pin.names.partition(" ")
                order = order_words(self.scenario, pin.names) if pin.names else ""
                title = title_of(self.scenario, pin.target) if pin.target else ""
                card = v.Card(pin.confidence.value, title, order, kind, target)
                medium = f"Pinned, said at {self._utc(about)}"
                yield self._line(fact, "card", person, says, card=card, medium=medium)
            case _:
                return

    def _medium(self, inject: str) -> str:
        """How it arrives, in a word; "" for what is simply said."""
        spec = self.scenario.secret.msel.get(inject)
        return "" if spec is None else _MEDIA[spec.as_]

    def _table(self, fact: f.Fact) -> Iterator[_Draft]:
        """The game master's own lines, and help."""
        match fact.body:
            case f.HintRequested():
                yield self._line(fact, "hint", IC, "Asked for a hint.", only=frozenset({GM}))
            case f.HintGiven(says=says):
                yield self._line(fact, "hint", GM, says, only=frozenset({IC, GM}), to_ic=True)
            case f.NoteTaken(marker=marker, sign=sign, says=says):
                yield self._line(fact, "note", GM, " ".join(x for x in (marker + sign, says) if x), only=frozenset({GM}))
            case f.ChangesOpened(seat=seat) if seat == IC:
                yield self._line(fact, "system", "", "The change feed was opened.", only=frozenset({GM}))
            case f.TilesOpened(seat=seat) if seat == IC:
                yield self._line(fact, "system", "", "The tiles were opened.", only=frozenset({GM}))
            case f.ChangeMade(change=change):
                says = self.scenario.public.system.changes[change].says
                yield self._line(fact, "truth", "", f"Change made: {says}", only=frozenset({GM}))
            case f.InjectHeld(inject=inject) | f.InjectReleased(inject=inject) | f.InjectSkipped(inject=inject):
                word = {f.InjectHeld: "Held", f.InjectReleased: "Released"}.get(type(fact.body), "Skipped")
                yield self._line(fact, "truth", "", f"{word}: {inject.replace('-', ' ')}.", only=frozenset({GM}))
            case _:
                return


def _meanwhile(back: f.KeyboardDropped) -> str:
    """What came while the commander had their back to the room."""
    parts = [
        _count(count, word)
        for count, word in (
            (back.reports, "report"), (back.approvals, "approval"), (back.questions, "open question"), (back.missed, "promise"),
        )
        if count
    ]  # fmt: skip
    if back.missed:
        parts[-1] += " missed"
    if back.failed:
        parts.append(f"{back.failed:,} failed requests")
    return "While you were away: " + (", ".join(parts) if parts else "nothing has come in") + "."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
