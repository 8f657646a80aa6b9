"""Counterfactuals: the drill once more, same luck, one change each. Arithmetic on a model, never a verdict on a person.

- **Declared at once.** The declaration that counted (at the line or worse; scoring reference M3) is made at the evident second, at the severity it
  had. What the commander did after it, up to the effective order (without one: up to the last order), comes earlier by the same
  number of seconds, but an order never before something in this run has named it for as long as the decision took in the drill (from known, or from the
  declaration where it was known before), and nothing later than in the drill. What other seats did, and everything after that order, stays at its second.
- **Ordered when known.** The effective order (T_known, scoring reference 4.2) is given at the second it was first known, or as soon after as it
  can be given; whom it needs is paged then too. Where nobody gave it, it is given to the first person who can carry it out.
- **Without the second change.** Left out: orders that struck a hazard, orders that were taken back by their inverse, what somebody did on
  their own accord that struck a hazard, and faults that a change brought after onset. An order that ends the hurting is never left out.
- **Without the luck.** Every uncertain draw falls in its middle (luck 0.5), instruments do not tremble; what is less likely than not does not happen.

Everything else is given again as it was, as wishes (`rerun`). `python -m simulator.bots.counterfactual` reads {"scenario", "file", "seed",
"until", "rows"} as JSON and writes `Counterfactuals` as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.bots.reference import nothing_run
from simulator.bots.rerun import OF_THE_CLOCK, Wish, order_of, rerun, wishes_of
from simulator.drill.drill import Drill
from simulator.drill.orders import people_for
from simulator.record import facts as f
from simulator.record.codec import row_from
from simulator.record.commands import ChangeSeverity, Command, DeclareIncident, OrderMitigation, PagePerson
from simulator.record.luck import MIDDLING
from simulator.record.seats import IC
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind
from simulator.scoring.counterfactuals import Counterfactual, Counterfactuals, Outcome, counterfactuals_to
from simulator.scoring.harm import harm_of, unit_of
from simulator.scoring.instants import Instants, instants
from simulator.scoring.known import known_at
from simulator.scoring.references import References
from simulator.scoring.severity import mitigated, onset, sev_truth, steps_of
from simulator.scoring.words import clock


@dataclass(frozen=True, slots=True)
class _Change:
    """What is played instead, and the words for it."""

    says: str
    wishes: Sequence[Wish]
    scenario: Scenario
    seed: int


@dataclass(frozen=True, slots=True)
class Played:
    """The drill as it was, its instants, and the second it came to."""

    drill: Drill
    i: Instants
    until: int

    @property
    def scenario(self) -> Scenario:
        return self.drill.scenario


_Edit = Callable[[Played], "_Change | str"]


def counterfactuals(drill: Drill, until: int) -> Counterfactuals:
    """All four, beside the drill itself. `until` is the second the drill came to."""
    facts, rows = drill.facts, drill.truth_table()
    played = Played(drill, instants(drill.scenario, facts, rows), until)
    nothing, _ = nothing_run(drill.scenario, drill.seed, until)
    budget = _most_spent(drill)
    made = []
    for id_, title, edit in EDITS:
        change = edit(played)
        if isinstance(change, str):
            made.append(Counterfactual(id_, title, change, None))
            continue
        run = rerun(change.scenario, change.seed, change.wishes, drill, until)
        same = change.scenario is drill.scenario and change.seed == drill.seed
        bare = nothing if same else nothing_run(change.scenario, change.seed, until)[0]
        made.append(Counterfactual(id_, title, change.says, outcome(run.drill, bare, budget), run.dropped))
    title = "" if not budget else drill.scenario.public.system.journeys[budget].title or budget
    return Counterfactuals(outcome(drill, nothing, budget), unit_of(drill.scenario), title, tuple(made))


# --- the four changes --------------------------------------------------------------------------------


def declared_at_once(played: Played) -> _Change | str:
    i, rows = played.i, played.drill.rows
    if i.onset is None:
        return "Nothing hurt users, so there was nothing to declare."
    if i.evident is None:
        return "Nothing on the commander's screen justified declaring before the end."
    if i.declared is None:
        return "No incident was declared at that severity, so there is no declaration to move."
    shift = i.declared.at - i.evident.at
    if shift <= 0:
        return "The declaration came with the evidence or before it: nothing changes."
    made = next(n for n, row in enumerate(rows) if row.at == i.declared.at and _declares(row.command) >= i.line)
    sev = rows[made].command.sev  # type: ignore[attr-defined] # one of the two that carry a severity
    first = next(n for n, row in enumerate(rows) if isinstance(row.command, DeclareIncident))
    last = _effective(played)
    if last is None:
        last = max(
            (n for n, row in enumerate(rows) if n > made and _by_commander(row.command, row.seat) and order_of(row.command)),
            default=made,
        )
    wishes = []
    for n, wish in enumerate(wishes_of(rows)):
        if n == first:
            at = min(wish.at, i.evident.at)
            wishes.append(replace(wish, at=at, command=replace(wish.command, sev=sev)))  # type: ignore[call-arg]
        elif n == made:
            continue  # a milder declaration was raised: it is made at that severity at once
        elif made < n <= last and _by_commander(wish.command, wish.seat):
            wishes.append(
                replace(wish, at=max(wish.at - shift, i.evident.at), decided_in=_decided_in(played, wish, i.declared.at))
            )
        else:
            wishes.append(wish)
    says = f"The declaration comes at the second it was evident, {clock(shift)} earlier, and what followed up to the order that helped comes earlier with it."
    return _Change(says, wishes, played.scenario, played.drill.seed)


def ordered_when_known(played: Played) -> _Change | str:
    i, rows = played.i, played.drill.rows
    if i.onset is None:
        return "Nothing hurt users, so nothing had to be ordered."
    effective = _effective(played)
    if effective is None:
        return _never_ordered(played)
    assert i.chain is not None
    known, ordered = i.chain.known.at, i.chain.ordered.at
    if known >= ordered:
        return f"“{i.chain.order}” was ordered as soon as it was known: nothing changes."
    order = rows[effective].command
    assert isinstance(order, OrderMitigation)
    wishes = []
    for n, wish in enumerate(wishes_of(rows)):
        needed = (
            isinstance(wish.command, PagePerson) and wish.command.person == order.person and known < wish.at and n < effective
        )
        wishes.append(replace(wish, at=known) if n == effective or needed else wish)
    return _Change(
        f"“{i.chain.order}” is ordered at the second it was first known, {clock(ordered - known)} earlier.",
        wishes,
        played.scenario,
        played.drill.seed,
    )


def _never_ordered(played: Played) -> _Change | str:
    """No order of the commander's ended it; one that works may have been known all the same."""
    i = played.i
    if i.known is None:
        return "No order that works was known before the end."
    if i.mitigated is not None and i.known.since.at >= i.mitigated.at:
        return "It had ended before an order that works was known."
    at, (word, _, target) = i.known.since.at, i.known.order.partition(" ")
    person = people_for(played.scenario, Kind(word), target)[0]
    added: list[Command] = [PagePerson(person)] if not _here(played.drill.facts, played.scenario, person, at) else []
    added.append(OrderMitigation(Kind(word), target, person))
    wishes = [*wishes_of(played.drill.rows), *(Wish(at, played.until, command, IC) for command in added)]
    says = f"“{i.known.order}” is ordered at the second it was first known."
    return _Change(says, sorted(wishes, key=lambda wish: wish.at), played.scenario, played.drill.seed)


def without_the_second_change(played: Played) -> _Change | str:
    scenario, facts = played.scenario, played.drill.facts
    given = {x.body.mitigation: x for x in facts if isinstance(x.body, f.MitigationOrdered)}
    helps = {id_ for id_, x in given.items() if x.body.order in scenario.secret.truth.fixed_by}  # type: ignore[attr-defined]
    if played.i.chain is not None:
        helps.add(played.i.chain.id)
    seconds = dict.fromkeys((*_struck(facts), *_taken_back(scenario, facts)))
    orders = [id_ for id_ in seconds if id_ not in helps]
    initiatives = dict.fromkeys(
        x.body.initiative for x in facts if isinstance(x.body, f.InitiativeTaken) and _led_to(facts, x) & set(orders)
    )
    brought = dict.fromkeys(_brought_later(played))
    dropped = {(given[id_].at, given[id_].by, given[id_].body.order) for id_ in orders if id_ in given}  # type: ignore[attr-defined]
    wishes = [wish for wish in wishes_of(played.drill.rows) if (wish.at, wish.seat, order_of(wish.command)) not in dropped]
    if not (len(wishes) < len(played.drill.rows) or initiatives or brought):
        stays = bool(set(seconds) & helps)
        return (
            "The only change that struck something is one that ends the hurting: it stays."
            if stays
            else "No second change was made."
        )
    secret = scenario.secret
    calm = {id_: fault.model_copy(update={"chance": 0.0}) if id_ in brought else fault for id_, fault in secret.faults.items()}
    idle = {id_: one.model_copy(update={"chance": 0.0}) if id_ in initiatives else one for id_, one in secret.initiatives.items()}
    changed = scenario
    if brought or initiatives:
        changed = replace(scenario, secret=secret.model_copy(update={"faults": calm, "initiatives": idle}))
    left_out = [f"“{order}”" for order in dict.fromkeys(given[id_].body.order for id_ in orders if id_ in given)]  # type: ignore[attr-defined]
    left_out += [f"what “{_change_title(scenario, fault)}” brought" for fault in brought]
    return _Change(f"Left out: {', '.join(left_out)}.", wishes, changed, played.drill.seed)


def without_luck(played: Played) -> _Change | str:
    says = (
        "Every uncertain draw falls in its middle: delays are as long as usual, and what is less likely than not does not happen."
    )
    return _Change(says, wishes_of(played.drill.rows), played.scenario, MIDDLING)


EDITS: tuple[tuple[str, str, _Edit], ...] = (
    ("declared-at-once", "Declared when it was evident", declared_at_once),
    ("ordered-when-known", "Ordered when first known", ordered_when_known),
    ("one-change", "Without the second change", without_the_second_change),
    ("without-luck", "Without the luck", without_luck),
)


# --- reading the record ------------------------------------------------------------------------------


def _declares(command: Command) -> int:
    """The weight a command declares; 0 for any other command."""
    return command.sev.weight if isinstance(command, DeclareIncident | ChangeSeverity) else 0


def _by_commander(command: Command, seat: str) -> bool:
    return seat == IC and not isinstance(command, OF_THE_CLOCK)


def _effective(played: Played) -> int | None:
    """The row of the order that did it, or would have; None when no order of the commander's did."""
    i = played.i
    if i.chain is None or i.mitigated_by not in ("", "ordered"):
        return None
    at, order = i.chain.ordered.at, i.chain.order
    return next(
        (n for n, row in enumerate(played.drill.rows) if row.at == at and row.seat == IC and order_of(row.command) == order), None
    )


def _decided_in(played: Played, wish: Wish, declared: int) -> int | None:
    """How long the drill took from declared and known to ordered; None where nothing had named the order before it was given."""
    if not isinstance(wish.command, OrderMitigation):
        return None
    known = known_at(played.scenario, played.drill.facts, order_of(wish.command))
    return None if known is None or known.at > wish.at else wish.at - max(known.at, declared)


def _here(facts: Sequence[f.Fact], scenario: Scenario, person: str, at: int) -> bool:
    if scenario.public.people[person].wakes is None:
        return True
    return any(isinstance(x.body, f.PersonJoined) and x.body.person == person and x.at <= at for x in facts)


def _struck(facts: Sequence[f.Fact]) -> Iterator[str]:
    """Mitigations that brought something on which was not there before."""
    return (x.body.mitigation for x in facts if isinstance(x.body, f.HazardStruck))


def _taken_back(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[str]:
    """Orders and the later ones that undid them. What closes a door and opens it again on the way out is no such pair."""
    fixes = scenario.secret.truth.fixed_by
    given = [x.body for x in facts if isinstance(x.body, f.MitigationOrdered) and x.body.order not in fixes]
    for n, one in enumerate(given):
        back = next(
            (b for b in given[n + 1 :] if b.kind is one.kind.inverse and (b.target, b.cohort) == (one.target, one.cohort)), None
        )
        if back is not None:
            yield one.mitigation
            yield back.mitigation


def _led_to(facts: Sequence[f.Fact], taken: f.Fact) -> set[str]:
    """The mitigations that came of something done on one's own accord."""
    return {x.body.mitigation for x in facts if isinstance(x.body, f.MitigationOrdered) and x.because == taken.n}


def _brought_later(played: Played) -> Iterator[str]:
    """Faults that a change carried, after users had begun to be hurt."""
    began = played.i.onset
    faults = played.scenario.secret.faults
    for fact in played.drill.facts:
        if began is not None and fact.at > began.at and isinstance(fact.body, f.FaultStarted):
            fault = faults.get(fact.body.fault)
            if fault is not None and fault.with_ is not None:
                yield fact.body.fault


def _change_title(scenario: Scenario, fault: str) -> str:
    carrier = scenario.secret.faults[fault].with_
    return scenario.public.system.changes[carrier].says if carrier is not None else fault


# --- what a run came to ------------------------------------------------------------------------------


def outcome(drill: Drill, nothing: References, budget: str) -> Outcome:
    """Users, harm, minutes and budget of a run, counted as a scorecard counts them."""
    rows = drill.truth_table()
    steps = steps_of(rows)
    began = onset(sev_truth(steps))
    stopped = mitigated(steps, began)
    hurt: dict[int, float] = {}
    for row in rows:
        hurt[row.at] = hurt.get(row.at, 0.0) + row.hurt
    harm = harm_of(steps, began, nothing, drill.scenario.public.harm_over).total
    after = None if began is None or stopped is None else stopped - began
    hurting = began is not None and stopped is None
    return Outcome(max(hurt.values(), default=0.0), harm, after, hurting, _spent(drill).get(budget))


def _spent(drill: Drill) -> dict[str, float]:
    """Per cent of the month's error budget, by journey."""
    rows, spent = drill.truth_table(), {}
    for id_, journey in drill.scenario.public.system.journeys.items():
        month = journey.traffic * 30 * 86400 * (1.0 - journey.slo)
        if month > 0:
            spent[id_] = 100.0 * sum(row.total - row.good for row in rows if row.journey == id_) / month
    return spent


def _most_spent(drill: Drill) -> str:
    """The journey whose budget the drill spent most of; "" when none was touched."""
    spent = _spent(drill)
    most = max(spent, key=lambda id_: spent[id_], default="")
    return most if most and spent[most] > 0 else ""


def main() -> None:
    """Standard input to standard output; the counterpart is `web/derived`."""
    asked = json.load(sys.stdin)
    scenario = load_scenario(asked["scenario"].encode(), asked["file"])
    if not isinstance(scenario, Scenario):
        sys.exit("the scenario cannot be loaded")
    drill = Drill.replay(scenario, int(asked["seed"]), map(row_from, asked["rows"]))
    until = int(asked["until"])
    while drill.now < until and drill.board.clock.moving:
        drill.advance(until)
    json.dump(counterfactuals_to(counterfactuals(drill, until)), sys.stdout)


if __name__ == "__main__":
    main()
