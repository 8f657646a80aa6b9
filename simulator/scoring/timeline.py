"""The timeline: what was done, what was true, and what the real responders did at the same moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.drill.seen import title_of
from simulator.record import facts as f
from simulator.record.seats import IC, KeyboardMode
from simulator.scenario.model import Scenario
from simulator.scenario.secret import Done
from simulator.scoring.meters import meter_says
from simulator.scoring.scorecard import Moment


def timeline(scenario: Scenario, facts: Sequence[f.Fact]) -> Iterator[Moment]:
    """Moments of all three lanes, each lane in its own order."""
    for fact in facts:
        yield from moments_of(scenario, fact)
    for done in scenario.secret.history:
        yield Moment(scenario.seconds(done.at), "history", _done(scenario, done) + (" (assumed)" if done.assumed else ""), 0)


def moments_of(scenario: Scenario, fact: f.Fact) -> Iterator[Moment]:
    """What one fact is in the story: of the drill, of the truth, or nothing."""
    secret = scenario.secret
    says = _says(scenario, fact)
    if says:
        yield Moment(fact.at, "you", says, fact.n)
    match fact.body:
        case f.FaultStarted(fault=fault) if fault in secret.faults:
            yield Moment(fact.at, "truth", f"Fault: {fault.replace('-', ' ')}", fact.n)
        case f.FaultEnded(fault=fault, order=order) if fault in secret.faults:
            by = f" by “{order}”" if order else ""
            yield Moment(fact.at, "truth", f"Ended{by}: {fault.replace('-', ' ')}", fact.n)
        case f.EvidenceLost(findings=findings):
            yield Moment(fact.at, "truth", f"Lost for good: {', '.join(one.replace('-', ' ') for one in findings)}", fact.n)
        case f.InitiativeTaken(person=person, order=order):
            yield Moment(fact.at, "truth", f"Begun on their own accord by {_name(scenario, person)}: {order}", fact.n)
        case f.MeterRead(meter=meter, thousandths=thousandths):
            yield Moment(fact.at, "truth", meter_says(scenario, meter, thousandths / 1000), fact.n)
        case f.HazardStruck(says=says):
            yield Moment(fact.at, "truth", says, fact.n)
        case _:
            pass


def _done(scenario: Scenario, done: Done) -> str:
    """A recorded act in words: the source's own, else what kind of act it was."""
    alerts = scenario.public.alerts
    if done.says:
        return done.says
    if done.declared is not None:
        return f"Declared {done.declared}"
    if done.page is not None:
        return f"Paged: {alerts[done.page].title or done.page}"
    if done.found is not None:
        return f"Found: {done.found.replace('-', ' ')}"
    there = f" in {done.in_}" if done.in_ else ""
    if done.ordered is not None:
        return f"Ordered: {done.ordered}{there}"
    if done.done is not None:
        return f"Done: {done.done}{there}"
    if done.begins is not None:
        return f"Began: {done.begins.replace('-', ' ')}"
    if done.ends is not None:
        return f"Ended: {done.ends.replace('-', ' ')}"
    if done.posted is not None:
        return f"Posted ({done.posted})"
    return "Resolved"


def _name(scenario: Scenario, person: str) -> str:
    people = scenario.public.people
    return people[person].name or person.capitalize() if person in people else "Commander"


def _says(scenario: Scenario, fact: f.Fact) -> str:
    body = fact.body

    def name(person: str) -> str:
        return _name(scenario, person)

    match body:
        case f.PageSent(alert=alert, to=to) if to == IC:
            return f"Page: {scenario.public.alerts[alert].title or alert}"
        case f.PageAcknowledged():
            return "Page acknowledged"
        case f.ChangesOpened(seat=seat) if seat == IC:
            return "Asked: what changed?"
        case f.IncidentDeclared(sev=sev):
            return f"Declared {sev}"
        case f.SeverityChanged(sev=sev, was=was):
            return f"Severity from {was} to {sev}"
        case f.IncidentStoodDown():
            return "Stood down"
        case f.RoleAccepted(role=role, person=person):
            return f"{name(person)} took {role.value.upper() if role.value == 'ic' else role.value}"
        case f.TaskAsked(person=person, target=target, topic=topic):
            return f"Asked {name(person) if person else 'the room'} about {target}, {topic}"
        case f.CardPosted(person=person, names=names):
            return f"{name(person)} reported" + (f"; proposes {names}" if names else "")
        case f.EvidenceAsked(target=target, person=person):
            return f"Asked {name(person)} to secure evidence of {target}"
        case f.EvidenceSecured(target=target):
            return f"Evidence of {target} secured"
        case f.MitigationOrdered(person=person, unordered=True):
            return f"{name(person)} did on their own accord: {body.order}"
        case f.MitigationOrdered(person=person):
            return f"Ordered {body.order}, {name(person)}"
        case f.MitigationDone(mitigation=mitigation):
            return f"Done ({mitigation})"
        case f.MitigationFailed(says=says):
            return f"Did not work: {says}"
        case f.UpdatePosted(audience=audience):
            return "Posted to the status page" if audience.value == "public" else "Posted internally"
        case f.UpdateDelayed():
            return "Sent an update round the lost status page"
        case f.PromiseMissed(audience=audience):
            return f"A promised {audience.value} update did not come in time"
        case f.InjectDelivered(person=person, says=says):
            return f"{name(person)}: {says}"
        case f.VerifyReported(person=person, healthy=healthy):
            return f"{name(person)} verified: {'users are well' if healthy else 'users are not well yet'}"
        case f.KeyboardTaken(mode=mode, target=target):
            how = "with your back to the room" if mode is KeyboardMode.LOOK else "as a second hat"
            return f"Looked at {title_of(scenario, target)}, {how}"
        case f.KeyboardDropped():
            return "Put the keyboard down"
        case f.PollAsked():
            return "Asked the room for objections"
        case f.PollAnswered(person=person, objects=True):
            return f"{name(person)} objected"
        case f.MitigationClaimed():
            return "Called mitigated"
        case f.IncidentResolved():
            return "Resolved"
        case f.IncidentReopened():
            return "Reopened"
        case f.IncidentClosed(owner=owner):
            return f"Closed; postmortem with {name(owner)}"
        case _:
            return ""
